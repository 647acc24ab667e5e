"""A holiday that comes later: the page says which cases move, moves them at a click, and undo brings them back."""

from datetime import date

from tests.ui.case_town import petition
from tests.ui.real_town import open_town

from ltaxgis.domain.cases import Case
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ui.main_window import MainWindow


def due(window: MainWindow, uid: Uid) -> date:
    with open_town(window.office).reading() as reading:
        day = reading.get(Case, [uid])[0].due
    assert day is not None
    return day


def add_holiday(window: MainWindow, day: date) -> None:
    window.show_office_book()
    page = window.office_book
    page.list.setCurrentRow(0)
    page.add_line()
    last = page.model.rowCount() - 1
    page.model.item(last, 0).setText(f"{day.day:02}/{day.month:02}/{day.year + BE_OFFSET}")
    page.model.item(last, 1).setText("วันหยุดพิเศษ")
    page.keep()


def test_a_kept_holiday_tells_of_the_cases_it_moves_and_moves_none_by_itself(window: MainWindow) -> None:
    uid = petition(window).case.uid
    was = due(window, uid)

    add_holiday(window, was)

    page = window.office_book
    assert page.days_button.isVisibleTo(page)
    assert page.days_button.text() == window.office.words("due_days.some", count=1)
    assert due(window, uid) == was


def test_they_move_at_a_click_and_come_back_by_undo(window: MainWindow) -> None:
    uid = petition(window).case.uid
    was = due(window, uid)
    add_holiday(window, was)
    page = window.office_book

    page.days_button.click()
    assert [page.due_days.model.item(0, column).text() for column in (0, 4)] == [
        page.due_days.moved[0].case.number,
        "+1",
    ]
    page.due_days.move_button.click()

    assert (due(window, uid) - was).days == 1
    assert page.due_days.model.rowCount() == 0
    assert not page.due_days.move_button.isVisibleTo(page)
    assert window.undo is not None
    window.undo.undo()
    assert due(window, uid) == was


def test_where_nothing_moves_nothing_is_said(window: MainWindow) -> None:
    petition(window)

    add_holiday(window, date(2030, 5, 9))

    page = window.office_book
    assert not page.days_button.isVisibleTo(page)
    page.show_due_days()
    assert page.due_days.told.text() == window.office.words("due_days.none")
