"""An application for a permit in the window: taken in, checked, paid, visited."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from tests.builders import CLERK
from tests.ui.case_town import NUMBER, PHONE
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import Case, CaseParty
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.permits import Permit, PermitCheck, PermitPaper, PermitVisit
from ltaxgis.domain.records import Record
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.permits.building_card import BuildingCard
from ltaxgis.ui.permits.checks_card import ChecksCard
from ltaxgis.ui.permits.fees_card import FeesCard
from ltaxgis.ui.permits.numbers import hundredths, numbers_in, told
from ltaxgis.ui.permits.papers_card import ChecklistCard
from ltaxgis.ui.permits.visits_card import VisitsCard

R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=QWidget)


def take_in(window: MainWindow, **lines: str) -> Case:
    page = window.permit_intake
    told = {"place": "01A001", "applicant": "นายบุญมี คำแสน", "phone": "0812345678", "architect": "นายเอก วาดดี, ภ-สถ 12",
            "storeys": "2", "height": "7.5", "area": "120", **lines}  # fmt: skip
    for name, text in told.items():
        page.lines[name].setText(text)
    page.look_up()
    page.keep()
    return records(window, Case)[-1]


def records(window: MainWindow, kind: type[R]) -> list[R]:
    with open_town(window.office).reading() as reading:
        names = [name for name in kind.__dataclass_fields__ if name not in ("uid", "version")][:1]
        return reading.get(kind, reading.columns(kind, names).uids)


def card(window: MainWindow, kind: type[W]) -> W:
    page = window.permits.page
    return next(one for one in page.findChildren(kind) if one.isVisibleTo(page))


def opened(window: MainWindow, case: Case) -> MainWindow:
    window.show_case(case.uid, "permits")
    window.permits.reload()
    return window


def said(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]


def test_an_application_is_taken_in_with_its_people_building_and_checklist(window: MainWindow) -> None:
    case = take_in(window)

    permit = records(window, Permit)[0]
    shown = said(window.permit_intake.receipt)
    assert case.number in shown
    assert (permit.storeys, permit.height, permit.area) == (2, 750, 12_000)
    assert permit.use == window.permit_intake.use.itemData(0)
    assert case.shape is not None
    assert records(window, PermitPaper)


def test_without_an_applicant_nothing_is_stored_and_what_was_typed_stays(window: MainWindow) -> None:
    page = window.permit_intake
    page.lines["storeys"].setText("2")

    page.keep()

    assert records(window, Case) == []
    assert page.lines["storeys"].text() == "2"


def test_the_building_is_corrected_in_place_and_its_outline_typed(window: MainWindow) -> None:
    case = take_in(window)
    made = card(opened(window, case), BuildingCard)
    made.begin()
    made.lines["area"].setText("132.50")
    made.lines["corner"].setText("500025 2000003")
    made.lines["bearing"].setText("0")
    made.lines["sides"].setText("8 10")

    made.keep()

    permit = records(window, Permit)[0]
    assert permit.area == 13_250
    assert permit.footprint is not None
    assert permit.footprint.area == pytest.approx(80)


def test_the_map_checks_the_outline_and_says_that_an_officer_decides(window: MainWindow) -> None:
    case = take_in(window)
    made = card(opened(window, case), BuildingCard)
    made.lines["corner"].setText("500025 2000003")
    made.lines["sides"].setText("8 10")
    made.keep()

    card(window, ChecksCard).run.click()

    told_now = said(card(window, ChecksCard))
    assert len(records(window, PermitCheck)) == 14
    assert "ผ่าน" in told_now
    assert any("เจ้าพนักงาน" in text for text in told_now)


def test_papers_that_came_are_ticked_and_counted(window: MainWindow) -> None:
    case = take_in(window)
    made = card(opened(window, case), ChecklistCard)
    needed = len(made.boxes)
    next(iter(made.boxes.values())).click()

    after = card(window, ChecklistCard)

    assert after.heading.text() == f"เอกสาร 1/{needed}"
    assert sum(one.came_on is not None for one in records(window, PermitPaper)) == 1


def test_a_long_name_of_a_paper_ends_in_dots_and_leaves_the_page_its_width(window: MainWindow) -> None:
    made = card(opened(window, take_in(window)), ChecklistCard)
    box = max(made.boxes.values(), key=lambda one: len(one.toolTip()))

    box.resize(120, box.height())
    box.grab()  # a widget that was not shown yet is told of its size now

    assert box.text().endswith("…")
    assert box.accessibleName() == box.toolTip()
    assert made.minimumSizeHint().width() < 360


def test_the_fee_is_worked_out_and_the_receipt_of_the_other_system_kept(window: MainWindow) -> None:
    case = take_in(window)
    made = card(opened(window, case), FeesCard)
    made.compute()
    made = card(window, FeesCard)
    made.receipt.setText("RC-69/001")

    made.keep()

    permit = records(window, Permit)[0]
    assert permit.fee is not None
    assert permit.receipt_no == "RC-69/001"
    assert any("RC-69/001" in text for text in said(card(window, FeesCard)))


def test_a_visit_is_planned_and_what_it_found_is_written_down(window: MainWindow) -> None:
    case = take_in(window)
    made = card(opened(window, case), VisitsCard)
    made.day.line.setText("200369")
    made.plan()
    planned = card(window, VisitsCard)
    assert any(text.startswith("นัด 20 มี.ค. 2569") for text in said(planned))

    next(one for one in planned.findChildren(QPushButton) if one.text() == "บันทึก").click()

    visit = records(window, PermitVisit)[0]
    assert visit.result == "as_planned"
    assert any("ตรงตามแบบ" in text for text in said(card(window, VisitsCard)))


def test_a_step_that_the_law_holds_up_is_refused_in_words(window: MainWindow) -> None:
    case = take_in(window)
    page = opened(window, case).permits.page
    assert page.seen is not None

    page.want_event(next(one for one in page.seen.events if one.event == "accept"))

    assert window.errors.isVisibleTo(window)
    assert records(window, Case)[0].state == "submitted"


def test_a_licence_is_transferred_to_the_person_who_is_named_in_the_panel(window: MainWindow) -> None:
    case = building(window)
    page = opened(window, case).permits.page
    assert page.seen is not None
    page.want_event(next(one for one in page.seen.events if one.event == "transfer"))
    assert page.panel is not None

    page.panel.tell()  # to whom, the keyboard is asked
    assert page.panel is not None
    for name, text in {"holder": "นางบุญมา คำแสน", "phone": PHONE, "number": NUMBER}.items():
        line = page.panel.fields[name]
        assert isinstance(line, QLineEdit)
        line.setText(text)
    who = page.panel.fields["who"]
    assert isinstance(who, QComboBox)
    who.setCurrentText("นายกเทศมนตรี")
    page.panel.tell()

    holders = {one.role: one.owner_uid for one in records(window, CaseParty) if "applicant" in one.role}
    names = {one.uid: one for one in records(window, Owner)}
    assert {role: names[uid].first_name for role, uid in holders.items()} == {
        "applicant": "บุญมา", "former_applicant": "บุญมี",
    }  # fmt: skip
    assert names[holders["applicant"]].prefix == "นาง"
    assert NUMBER not in "".join(said(page))
    assert page.panel is None


def building(window: MainWindow) -> Case:
    """A licence that was collected and is good for another year."""
    case, project = take_in(window), open_town(window.office)
    permit = records(window, Permit)[0]
    with project.work(CLERK, "case.collect") as work:
        licensed = replace(permit, licence_no="1/2569", valid_to=date(2027, 3, 16))
        work.apply(ChangeSet("case.collect", (Change(case, replace(case, state="active")), Change(permit, licensed))))
        work.commit()
    return records(window, Case)[-1]


@pytest.mark.parametrize(
    ("text", "value"), [("12.5", 1250), ("1,250", 125_000), ("๗.๕", 750), ("", None), ("สูง", None)]
)
def test_sizes_are_read_as_people_type_them(text: str, value: int | None) -> None:
    assert hundredths(text) == value


def test_what_is_kept_is_told_as_it_was_typed() -> None:
    assert [told(value) for value in (1250, None, 125_000)] == ["12.50", "", "1,250.00"]
    assert numbers_in("E 500,020.5 N 2,000,010") == [500_020.5, 2_000_010.0]


def test_a_check_without_its_layer_says_so_and_leads_to_the_layers_by_one_click(window: MainWindow) -> None:
    case = take_in(window)
    made = card(opened(window, case), BuildingCard)
    made.lines["corner"].setText("500025 2000003")
    made.lines["sides"].setText("8 10")
    made.keep()
    checks = card(window, ChecksCard)
    checks.run.click()
    checks = card(window, ChecksCard)
    assert any("ยังไม่มีชั้นผังเมืองรวม" in text for text in said(checks))

    next(one for one in checks.findChildren(QPushButton) if one.text() == "เลือกชั้นแผนที่…").click()

    assert window.pages.currentWidget() is window.office_book
    assert window.office_book.sides.currentWidget() is window.office_book.layers
    window.back()
    assert window.pages.currentWidget() is window.permits


def test_lists_that_the_desk_works_out_are_counted_and_leave_on_paper(window: MainWindow) -> None:
    case = take_in(window)
    desk = window.permits
    window.show_desk("permits")
    desk.show_list("to_walk")
    assert [desk.lists.lines[name].count.text() for name in ("soon", "owing_notice", "running_out", "to_walk")] == [
        "0"
    ] * 4
    assert desk.cases.model.row_of(case.uid) < 0

    desk.show_list("open")
    next(one for one in desk.cases.findChildren(QToolButton) if one.toolTip() == "พิมพ์รายการ").click()

    page = window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert case.number in "".join(PdfiumPages().lines(page.content, 0))
