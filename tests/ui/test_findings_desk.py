"""The findings desk on a real project: what is decided there is stored, and can be taken back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.ui.real_town import open_town, parcel_of, row_of

from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.users import User
from ltaxgis.services.finding_places import things_of
from ltaxgis.services.owner_doubles import FINDING
from ltaxgis.ui.findings.kind_page import KindPage
from ltaxgis.ui.findings.kinds import Kind, examples
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.start.person import sign_in


@pytest.fixture
def window(real_window: MainWindow) -> MainWindow:
    real_window.show_desk("findings")
    return real_window


def kinds(window: MainWindow) -> dict[str, int]:
    return {kind.code: kind.count for kind in window.findings.kinds.kinds}


def choose(window: MainWindow, code: str) -> None:
    window.findings.kinds.setCurrentRow([kind.code for kind in window.findings.kinds.kinds].index(code))


def owners(window: MainWindow) -> int:
    with open_town(window.office).reading() as reading:
        return reading.count(Owner)


def test_doubles_are_shown_with_reason_and_score_and_merged_by_a_person(window: MainWindow) -> None:
    desk = window.findings
    assert kinds(window)[FINDING] == 1
    choose(window, FINDING)
    assert desk.details.bodies.currentWidget() is desk.details.doubles
    line = [desk.details.doubles.group_model.item(0, column).text() for column in range(4)]
    assert "ริมน้ำการช่าง" in line[0]
    assert line[2]
    assert line[3].endswith("%")

    desk.details.doubles.merge()

    assert owners(window) == 3
    assert FINDING not in kinds(window)
    with open_town(window.office).reading() as reading:
        held = reading.columns(Ownership, ("owner_uid",))["owner_uid"]
        assert len(set(held)) == 3


def test_a_merge_is_taken_back_by_undo_and_proposed_again(window: MainWindow) -> None:
    choose(window, FINDING)
    window.findings.details.doubles.merge()

    window.actions_table["edit.undo"].trigger()

    assert owners(window) == 4
    assert kinds(window)[FINDING] == 1


def test_different_people_are_not_proposed_again(window: MainWindow) -> None:
    choose(window, FINDING)
    window.findings.details.doubles.decline()

    assert owners(window) == 4
    assert FINDING not in kinds(window)


def test_an_owner_without_a_tick_is_left_alone(window: MainWindow) -> None:
    choose(window, FINDING)
    doubles = window.findings.details.doubles
    doubles.owner_model.item(1).setCheckState(doubles.owner_model.item(1).checkState().Unchecked)

    assert not doubles.merge_button.isEnabled()
    doubles.merge()

    assert owners(window) == 4


def test_names_of_doubles_are_hidden_with_all_others(window: MainWindow) -> None:
    choose(window, FINDING)
    window.office.announcer.hide_people(True)

    assert window.findings.details.doubles.owner_model.item(0).text() == "•••"


def test_an_accepted_kind_is_listed_and_told_again_when_revoked(window: MainWindow) -> None:
    desk = window.findings
    choose(window, "cell.thai_digits")
    desk.details.accept()

    assert "cell.thai_digits" not in kinds(window)
    assert [(each.code, each.count, each.actor) for each in desk.accepted.kinds] == [
        ("cell.thai_digits", 4, "กัลยา ศรีสุวรรณ")
    ]
    assert not desk.accepted_link.isHidden()

    desk.show_accepted()
    desk.accepted.revoke()

    assert kinds(window)["cell.thai_digits"] == 4
    assert desk.accepted.kinds == []


def test_accepting_is_no_step_of_undo(window: MainWindow) -> None:
    assert window.undo is not None
    choose(window, "cell.thai_digits")
    window.findings.details.accept()

    assert window.undo.stack.count() == 0


def test_a_viewer_is_told_who_may_accept(window: MainWindow) -> None:
    sign_in(window.office, User("วิชัย", "", ("viewer",)))
    choose(window, "cell.thai_digits")
    window.findings.details.accept()

    assert kinds(window)["cell.thai_digits"] == 4
    assert window.office.words("role.revenue") in window.errors.text


def test_a_finding_leads_to_its_parcel_and_to_its_row(window: MainWindow) -> None:
    project = open_town(window.office)
    with project.reading() as reading:
        on_parcel = things_of(reading, Finding("cell.thai_digits", Place(subject="01A001")))
        without = things_of(reading, Finding("cell.thai_digits", Place(subject="01A003")))
        nowhere = things_of(reading, Finding("file.column_empty", Place("ทะเบียน.xlsx", "ที่ดิน")))

    assert on_parcel == [parcel_of(project, "01A001").uid]
    assert without == [row_of(project, "01A003").uid]
    assert nowhere == []


def test_a_click_selects_the_place_and_the_button_goes_to_it(window: MainWindow) -> None:
    choose(window, "cell.thai_digits")
    desk = window.findings
    places = [finding.place.subject for finding in desk.details.one_kind.model.findings]
    desk.details.one_kind.table.selectRow(places.index("01A002"))
    desk.details.one_kind.table.clicked.emit(desk.details.one_kind.table.currentIndex())
    assert window.office.announcer.selection == [parcel_of(open_town(window.office), "01A002").uid]

    desk.details.one_kind.in_table.click()

    assert window.pages.currentWidget() is window.work
    assert [window.work.register.model.sheet.data["code"][row] for row in window.work.register.selected_rows()] == [
        "01A002"
    ]


def test_six_thousand_findings_of_nine_kinds_are_nine_lines(window: MainWindow) -> None:
    codes = ("code.missing", "code.lost_zero", "cell.thai_digits", "row.twice", "shape.gap", "shape.overlap",
             "cell.sara_am", "line.title", "shape.missing")  # fmt: skip
    found = [Finding(codes[number % 9], Place(subject=str(number))) for number in range(6_000)]
    window.findings.kinds.show_kinds([Kind(code, sum(f.code == code for f in found), found[:3]) for code in codes])

    shown = window.findings.kinds
    assert shown.count() == 9
    assert [kind.severity.value for kind in shown.kinds] == ["stops"] * 2 + ["warns"] * 4 + ["informs"] * 3


def test_findings_go_to_a_workbook_and_what_was_mended_there_comes_back(window: MainWindow, tmp_path: Path) -> None:
    desk, path = window.findings, tmp_path / "ข้อตรวจพบ.xlsx"
    desk.excel.send(path, window.office.services.send_findings)

    book = load_workbook(path)
    sheet = book["ที่ดิน"]
    column = [cell.value for cell in sheet[1]].index("เลขที่") + 1
    marked = sheet.cell(2, column)
    assert marked.comment is not None
    marked.value = "12/1"
    book.save(path)
    desk.excel.bring(path)

    assert desk.pages.currentWidget() is desk.returned
    assert [cell.after for cell in desk.returned.diff.taken] == ["12/1"] if desk.returned.diff else False
    assert row_of(open_town(window.office), "01A001").house_no == "12"

    desk.returned.take()

    assert row_of(open_town(window.office), "01A001").house_no == "12/1"
    assert kinds(window)["cell.thai_digits"] == 3
    assert desk.pages.currentWidget() is not desk.returned

    window.actions_table["edit.undo"].trigger()

    assert row_of(open_town(window.office), "01A001").house_no == "12"
    assert kinds(window)["cell.thai_digits"] == 4


def test_a_kind_without_values_says_where_its_examples_are(window: MainWindow) -> None:
    kind = Kind("row.twice", 1, [Finding("row.twice", Place("ทะเบียน.xlsx", "ที่ดิน", 7))])
    assert examples(window.office.words, kind) == "แถว 7 · ที่ดิน · ทะเบียน.xlsx"


def test_examples_of_areas_that_differ_are_their_parcels(window: MainWindow) -> None:
    kind = Kind("join.area_differs", 1, [Finding("join.area_differs", Place(subject="01A004"), "41.40", "14.63")])
    assert examples(window.office.words, kind) == "01A004"


def test_a_double_click_goes_to_the_parcel_or_else_to_the_row(window: MainWindow) -> None:
    desk = window.findings
    choose(window, "cell.thai_digits")
    table, model = desk.details.one_kind.table, desk.details.one_kind.model
    lines = {finding.place.subject: line for line, finding in enumerate(model.findings)}

    table.doubleClicked.emit(model.index(lines["01A001"], 0))
    assert window._desk == "map"
    assert window.office.announcer.selection == [parcel_of(open_town(window.office), "01A001").uid]

    window.show_desk("findings")
    table.doubleClicked.emit(model.index(lines["01A003"], 0))
    assert window._desk == "register"
    register = window.work.register
    assert [register.model.sheet.data["code"][row] for row in register.selected_rows()] == ["01A003"]


def test_a_double_click_on_a_row_without_a_parcel_goes_to_the_row(window: MainWindow) -> None:
    window.show_desk("join")
    window.join.show_list("register_only")
    codes = [row.code for row in window.join.model.rows]

    window.join.table.doubleClicked.emit(window.join.model.index(codes.index("01A003"), 0))

    assert window._desk == "register"
    register = window.work.register
    assert [register.model.sheet.data["code"][row] for row in register.selected_rows()] == ["01A003"]


def test_before_a_kind_is_shown_there_is_no_button_without_a_word(real_window: MainWindow) -> None:
    page = KindPage(real_window.office)

    assert page.mend_button.isHidden()
    assert page.accept_button.isHidden()
