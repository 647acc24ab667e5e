"""A desk of cases in the window: lists, the table, the case's page, and what is done there."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from tests.ui.case_town import MORNING, NUMBER, PHONE, petition, step
from tests.ui.real_town import open_town, parcel_of

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.services.absences import add_absence
from ltaxgis.services.case_steps import comment
from ltaxgis.ui.cases.desk import CasesDesk
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.cases.people_card import NumberLine
from ltaxgis.ui.cases.places import places_of
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.petitions.answer_card import AnswerCard


def desk_of(window: MainWindow) -> CasesDesk:
    window.show_desk("petitions")
    window.petitions.reload()
    return window.petitions


def texts(desk: CasesDesk) -> list[str]:
    """What labels and buttons of the page say; those of the page before are hidden until they are gone."""
    page = desk.page
    said: list[QLabel | QPushButton] = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    return [one.text() for one in said if one.isVisibleTo(page)]


def case_of(window: MainWindow, uid: str) -> Case:
    with open_town(window.office).reading() as reading:
        return next(iter(reading.get(Case, [uid])))  # type: ignore[list-item]


def counts(desk: CasesDesk) -> dict[str, str]:
    return {name: line.count.text() for name, line in desk.lists.lines.items()}


# lists


def test_an_empty_desk_says_one_sentence_and_offers_the_two_ways_in(window: MainWindow) -> None:
    desk = desk_of(window)

    assert desk.pages.currentWidget() is desk.empty
    assert [one.text() for one in desk.empty.findChildren(QPushButton)] == ["รับคำร้อง", "นำเข้าคำร้องจากแฟ้ม…"]


def test_the_lists_count_what_is_mine_late_due_today_held_and_without_anybody(window: MainWindow) -> None:
    late, mine, held = petition(window, days_ago=30), petition(window, days_ago=1), petition(window, days_ago=2)
    step(window, mine, "assign", StepTold(division="engineering", assignee="กัลยา ศรีสุวรรณ"))
    step(window, held, "hold", StepTold(reason="รอวัสดุ", until=MORNING.date(), public=True))

    found = counts(desk_of(window))

    assert found == {
        "mine": "1", "division": "0", "unassigned": "2", "late": "1", "today": "0", "on_hold": "1", "open": "3",
        "closed": "0", "soon": "0", "set_days": "1", "escalated": "1",
    }  # fmt: skip
    assert late.case.due is not None
    assert window.rail.badge("petitions").text() == "2"  # one late, and that and another one nobody has taken


def test_who_stands_in_for_a_colleague_has_his_cases_among_the_own(window: MainWindow) -> None:
    his, mine = petition(window, days_ago=2), petition(window, days_ago=1)
    step(window, his, "assign", StepTold(division="engineering", assignee="ปรีชา ช่างโยธา"))
    step(window, mine, "assign", StepTold(division="engineering", assignee="กัลยา ศรีสุวรรณ"))
    desk = desk_of(window)
    assert counts(desk)["mine"] == "1"

    assert window.office.actor is not None
    day = MORNING.date()
    add_absence(open_town(window.office), window.office.actor, "ปรีชา ช่างโยธา", "กัลยา ศรีสุวรรณ", day, day)
    desk.reload()
    desk.lists.lines["mine"].click()

    assert counts(desk)["mine"] == "2"
    assert desk.cases.model.rowCount() == 2


def test_a_reason_of_the_offices_list_is_told_in_its_words(window: MainWindow) -> None:
    held = petition(window)
    step(window, held, "hold", StepTold(reason="procurement", until=MORNING.date(), public=True))
    desk = desk_of(window)

    desk.show_case(held.case.uid)

    assert any("อยู่ระหว่างการจัดซื้อจัดจ้าง" in text for text in texts(desk))
    assert not any("procurement" in text for text in texts(desk))


def test_a_parcels_code_among_other_words_is_that_parcel(window: MainWindow) -> None:
    with open_town(window.office).reading() as reading:
        found = [places_of(reading, text) for text in ("ใกล้แปลง 01A001", "หน้าแปลง01a001 ค่ะ", "ใกล้แปลง ๐๑A๐๐๑")]
        unknown = places_of(reading, "ใกล้แปลง 99Z999")

    assert [[one.title for one in offers] for offers in found] == [["01A001"]] * 3
    assert unknown == []


def test_a_late_case_is_late_in_words_and_in_red(window: MainWindow) -> None:
    petition(window, days_ago=30)
    model = desk_of(window).cases.model

    index = model.index(0, 1)

    assert model.data(index).startswith("เกินกำหนด ")
    assert model.data(index, Qt.ItemDataRole.ForegroundRole).name().upper() == window.office.icons.colours.wrong


def test_a_list_shows_only_its_cases(window: MainWindow) -> None:
    old = petition(window, days_ago=30)
    petition(window)
    desk = desk_of(window)

    desk.lists.lines["late"].click()

    assert [line.uid for line in desk.cases.model.lines] == [old.case.uid]


def test_words_and_choices_narrow_the_list_and_are_kept_by_name(window: MainWindow) -> None:
    petition(window, "ท่อระบายน้ำอุดตัน", category="drain")
    light = petition(window)
    desk = desk_of(window)
    box = desk.cases.choices["categories"]
    box.setCurrentIndex(box.findData("light"))
    desk.cases.asked.emit()
    narrowed = [line.uid for line in desk.cases.model.lines]

    desk.cases.kept.emit("ไฟของเรา")
    box.setCurrentIndex(0)
    desk.show_list("open")
    everything = len(desk.cases.model.lines)
    desk.lists.filter_chosen.emit("ไฟของเรา")

    assert narrowed == [light.case.uid]
    assert everything == 2
    assert [line.uid for line in desk.cases.model.lines] == [light.case.uid]
    assert list(desk.filters.all()) == ["ไฟของเรา"]


def test_a_case_is_found_by_half_a_word(window: MainWindow) -> None:
    petition(window, "ท่อระบายน้ำอุดตันหน้าตลาด", category="drain")
    petition(window)
    desk = desk_of(window)

    desk.cases.search.setText("อุดตัน")
    desk.cases.asked.emit()

    assert [line.category for line in desk.cases.model.lines] == ["drain"]


def test_a_heading_sorts_and_the_same_again_turns_round(window: MainWindow) -> None:
    for days in (1, 5, 3):
        petition(window, days_ago=days)
    desk = desk_of(window)

    header = desk.cases.table.horizontalHeader()
    header.sectionClicked.emit(6)
    first = [line.received_at for line in desk.cases.model.lines]
    header.sectionClicked.emit(6)

    assert first == sorted(first)
    assert [line.received_at for line in desk.cases.model.lines] == first[::-1]


def test_lines_come_as_one_scrolls(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        petition(window)
    monkeypatch.setattr("ltaxgis.ui.cases.desk.PAGE", 2)
    desk = desk_of(window)
    model = desk.cases.model
    before = model.rowCount()

    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))

    assert (before, model.rowCount(), model.total) == (2, 5, 5)
    assert len({line.uid for line in model.lines}) == 5


# the case's page


def test_a_click_shows_the_case_and_enter_gives_it_all_the_room(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)

    desk.cases.table.selectRow(0)
    QTest.keyClick(desk.cases.table, Qt.Key.Key_Return)

    assert received.case.number in texts(desk)
    assert desk.page.whole
    assert not desk.cases.isVisibleTo(desk)
    window.back()
    assert desk.cases.isVisibleTo(desk)


def test_the_usual_step_comes_first_and_is_taken_at_once_where_nothing_is_asked(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)

    desk.page.take_usual()

    assert case_of(window, received.case.uid).state == "accepted"
    assert "รับเรื่องแล้ว" in texts(desk)
    assert window.undo is not None
    assert window.undo.stack.undoText() == f"รับเรื่อง · {received.case.number}"


def test_what_was_done_to_a_case_is_taken_back_by_undo(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    desk.page.take_usual()

    window.actions_table["edit.undo"].trigger()

    assert case_of(window, received.case.uid).state == "new"
    assert "รอรับเรื่อง" in texts(desk)


def test_only_steps_of_the_table_are_offered(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    assert desk.page.seen is not None

    offered = {one.event for one in desk.page.seen.events}

    assert {"accept", "reject", "resolve"} <= offered
    assert not {"close", "resume", "reopen", "close_merged"} & offered


def test_a_step_asks_in_place_for_what_it_needs_and_goes_on_with_it(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    want(desk, "assign")
    panel = desk.page.panel
    assert panel is not None
    division, person = panel.fields["division"], panel.fields["assignee"]
    assert isinstance(division, QComboBox)
    assert isinstance(person, QComboBox)

    division.setCurrentIndex(division.findData("engineering"))
    person.setCurrentText("สมศักดิ์ ช่างดี")
    panel.tell()

    case = case_of(window, received.case.uid)
    assert (case.state, case.division, case.assignee) == ("assigned", "engineering", "สมศักดิ์ ช่างดี")
    assert desk.page.panel is None


def test_without_what_a_step_needs_the_keyboard_goes_there_and_nothing_is_done(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    want(desk, "resolve")
    assert desk.page.panel is not None

    desk.page.panel.tell()

    assert desk.page.panel is not None
    assert case_of(window, received.case.uid).state == "new"


def test_a_reason_used_before_is_picked_by_one_key(window: MainWindow) -> None:
    first, second = petition(window), petition(window)
    for received in (first, second):
        step(window, received, "cancel")
    desk = desk_of(window)
    for received in (first, second):
        step(window, received, "accept") if case_of(window, received.case.uid).state == "new" else None
    window.office.preferences.set("cases.reasons", {"hold": ["รออะไหล่", "รองบประมาณ"]})
    third = petition(window)
    desk.show_case(third.case.uid)
    want(desk, "hold")
    assert desk.page.panel is not None
    line = desk.page.panel.fields["reason"]
    assert isinstance(line, QLineEdit)

    QTest.keyClick(line, Qt.Key.Key_2)

    assert line.text() == "รองบประมาณ"


def test_a_refusal_of_the_photo_is_a_sentence_and_the_panel_stays(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    want(desk, "resolve")
    assert desk.page.panel is not None
    desk.page.panel.fields["text"].setPlainText("เปลี่ยนหลอดแล้ว")  # type: ignore[attr-defined]

    desk.page.panel.tell()

    assert desk.page.panel is not None
    assert window.errors.isVisibleTo(window)
    assert case_of(window, received.case.uid).state == "new"


def test_a_remark_stands_in_the_history_with_who_wrote_it(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)

    desk.page.remark.setText("โทรนัดแล้ว")
    desk.page.remark.returnPressed.emit()

    assert "โทรนัดแล้ว" in texts(desk)
    assert desk.page.remark.text() == ""


def test_a_minute_is_copied_from_paper_with_its_writer_and_day(window: MainWindow) -> None:
    received = petition(window, days_ago=3)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    desk.page.want_minute()
    panel = desk.page.panel
    assert panel is not None
    panel.fields["text"].setPlainText("ทราบ ดำเนินการ")  # type: ignore[attr-defined]
    panel.fields["who"].setCurrentText("วีระ มั่นคง")  # type: ignore[attr-defined]
    panel.fields["position"].setCurrentText("ปลัดเทศบาล")  # type: ignore[attr-defined]
    panel.fields["day"].line.setText("150369")  # type: ignore[attr-defined]

    panel.tell()

    told = texts(desk)
    assert "ทราบ ดำเนินการ" in told
    assert "คัดจากกระดาษ" in told
    assert any("วีระ มั่นคง (ปลัดเทศบาล)" in one and one.startswith("15 มี.ค. 2569") for one in told)


def test_what_was_written_down_is_corrected_and_the_history_says_how(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    desk.page.want_edit()
    panel = desk.page.panel
    assert panel is not None
    panel.fields["title"].setText("ไฟดับทั้งซอย")  # type: ignore[attr-defined]

    panel.tell()

    assert case_of(window, received.case.uid).title == "ไฟดับทั้งซอย"
    assert "แก้ไขข้อมูล" in texts(desk)


def test_with_another_category_a_petition_goes_to_its_division_with_its_clock(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    desk.page.want_edit()
    panel = desk.page.panel
    assert panel is not None
    choice = panel.fields["category"]
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData("waste"))

    panel.tell()

    after = case_of(window, received.case.uid)
    # three working days after Monday, 16 March instead of five
    assert (after.category, after.division, str(after.due)) == ("waste", "health", "2026-03-19")


def test_where_the_folder_lies_is_kept(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)

    box = next(one for one in desk.page.findChildren(QComboBox) if one.accessibleName() == "แฟ้มกระดาษอยู่ที่")
    box.setCurrentText("ปลัดเทศบาล")
    line = box.lineEdit()
    assert line is not None
    line.editingFinished.emit()

    assert case_of(window, received.case.uid).folder_at == "ปลัดเทศบาล"


# people


def test_numbers_are_masked_until_somebody_asks_and_the_role_may(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    lines = [one for one in desk.page.findChildren(NumberLine) if one.isVisibleTo(desk.page)]
    before = [one.text.text() for one in lines]

    for line in lines:
        line.see.click()

    assert not any(NUMBER in text or PHONE in text for text in before)
    assert [one.text.text() for one in lines] == [NUMBER, PHONE]


def test_hidden_people_vanish_from_list_page_and_history_at_once(window: MainWindow) -> None:
    received = petition(window, "บ้านนายสมชาย ใจดี ไฟดับ")
    project, actor = open_town(window.office), window.office.actor
    assert actor is not None
    comment(project, actor, received.case.uid, "โทรหานายสมชายแล้ว", MORNING)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    column = 9
    shown = desk.cases.model.data(desk.cases.model.index(0, column))

    window.actions_table["view.hide_people"].trigger()

    told = texts(desk)
    assert shown == "นายสมชาย ใจดี"
    assert desk.cases.model.data(desk.cases.model.index(0, column)) == "•••"
    assert not any("โทรหานายสมชาย" in text for text in told)
    assert not any(text == "นายสมชาย ใจดี" for text in told)


def test_a_petitioner_who_wants_to_be_hidden_is_not_shown_to_who_works_on_it(window: MainWindow) -> None:
    received = petition(window, hide_from_assignee=True)
    step(window, received, "assign", StepTold(division="engineering", assignee="กัลยา ศรีสุวรรณ"))
    desk = desk_of(window)
    desk.show_case(received.case.uid)

    told = texts(desk)

    assert "(ปกปิดชื่อ)" in told
    assert "นายสมชาย ใจดี" not in told


# ways to and from the desk


def test_the_inspector_of_a_parcel_names_its_cases_and_opens_one(window: MainWindow) -> None:
    received = petition(window)
    parcel = parcel_of(open_town(window.office), "01A001")
    window.inspector.show_uid(parcel.uid)

    link = next(one for one in window.inspector.findChildren(QPushButton) if one.text() == received.case.number)
    link.click()

    assert window.pages.currentWidget() is window.petitions
    assert window.petitions.page.uid == received.case.uid


def test_the_search_box_finds_a_case_by_its_number_and_opens_it(window: MainWindow) -> None:
    received = petition(window)
    with open_town(window.office).reading() as reading:
        hits = reading.search(received.case.number, ("case",))

    window.top.search.picked.emit(hits[0])

    assert window.petitions.page.uid == received.case.uid


def test_the_map_is_asked_for_the_place_of_a_case(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)

    next(one for one in desk.page.findChildren(QPushButton) if one.text() == "ดูบนแผนที่").click()

    assert window.work.map.zoomed == [received.case.uid]  # type: ignore[attr-defined]


def test_desks_have_keys_of_their_own(window: MainWindow) -> None:
    window.actions_table["desk.petitions"].trigger()
    first = window.pages.currentWidget()
    window.actions_table["desk.permits"].trigger()

    assert (first, window.pages.currentWidget()) == (window.petitions, window.permits)
    assert [window.actions_table[f"desk.{name}"].shortcut().toString() for name in ("petitions", "permits")] == [
        "F11", "F12",
    ]  # fmt: skip


def test_the_start_page_says_what_waits_in_the_project(window: MainWindow) -> None:
    petition(window, days_ago=30)
    window.projects.opened.emit(window.office.project)
    path = window.projects.path
    window.office.preferences.set("recent", [str(path)])

    window.show_start()

    assert any("คำร้อง: เกินกำหนด 1" in one.text() for one in window.start.findChildren(QLabel))


# what leaves the desk


def test_a_receipt_slip_is_looked_at_in_the_window_and_left_again(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)

    desk.paper_wanted.emit(received.case.uid, "slip")

    page = window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert received.case.number in page.windowTitle()
    page.leave()
    assert window.pages.currentWidget() is desk


def test_a_list_goes_to_a_workbook_without_names(window: MainWindow, tmp_path: Path) -> None:
    received = petition(window)
    desk = desk_of(window)
    assert desk._base is not None
    target = tmp_path / "ยังไม่แล้วเสร็จ.xlsx"

    window.papers_out.write_list(desk._base, "ยังไม่แล้วเสร็จ", target)

    with zipfile.ZipFile(target) as package:
        said = "".join(package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml"))
    assert received.case.number in said
    assert "สมชาย" not in said


def test_the_figures_of_the_year_are_looked_at_as_charts(window: MainWindow) -> None:
    petition(window)

    desk_of(window).statistics_wanted.emit()

    page = window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert "สถิติ" in page.windowTitle()


def test_the_figures_of_a_calendar_year_are_one_choice_away(window: MainWindow) -> None:
    petition(window)
    desk_of(window).statistics_wanted.emit()
    box = period_box(window)
    calendar = next(place for place in range(box.count()) if "ปฏิทิน" in box.itemText(place))

    box.setCurrentIndex(calendar)
    box.activated.emit(calendar)

    page = window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert "1 ม.ค." in " ".join(PdfiumPages().lines(page.content, 0))
    assert period_box(window).currentIndex() == calendar


def period_box(window: MainWindow) -> QComboBox:
    page = window.pages.currentWidget()
    assert page is not None
    return page.findChildren(QComboBox)[0]


def test_a_case_says_how_much_of_its_time_is_over_and_waits_in_the_list_of_those(window: MainWindow) -> None:
    received = petition(window, days_ago=6)
    desk = desk_of(window)
    desk.show_case(received.case.uid)

    assert any("80 %" in text or "50 %" in text for text in texts(desk))


def test_what_is_forwarded_says_until_when_an_answer_is_wanted(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    want(desk, "forward")
    assert desk.page.panel is not None
    assert "ขอให้แจ้งผลภายใน" in texts(desk)


def test_a_new_pin_is_told_once(window: MainWindow) -> None:
    received = petition(window)
    desk = desk_of(window)
    desk.show_case(received.case.uid)
    card = next(one for one in desk.page.findChildren(AnswerCard) if one.isVisibleTo(desk.page))

    card.new_pin.click()

    told = card.pin.text()
    desk.reload()
    assert len(told) == 6
    assert told.isdigit()
    assert told not in texts(desk)


def want(desk: CasesDesk, event: str) -> None:
    assert desk.page.seen is not None
    desk.page.want_event(next(one for one in desk.page.seen.events if one.event == event))
