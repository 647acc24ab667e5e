"""The office's book, edited in the window and kept in the project."""

from datetime import date

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from tests.ui.real_town import open_town

from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.project import Actor
from ltaxgis.services.office_book import book_of
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office_book.page import OfficeBookPage


def a_page(window: MainWindow, qtbot: QtBot) -> OfficeBookPage:
    page = OfficeBookPage(window.office)
    qtbot.addWidget(page)
    page.begin()
    return page


def book(window: MainWindow) -> OfficeBook:
    with open_town(window.office).reading() as reading:
        return book_of(reading, window.office.services.office_texts)


def test_a_holiday_typed_in_is_one_for_every_clock(real_window: MainWindow, qtbot: QtBot) -> None:
    page = a_page(real_window, qtbot)
    before = len(page.lines())

    page.add_line()
    last = page.model.rowCount() - 1
    page.model.item(last, 0).setText("150270")
    page.model.item(last, 1).setText("วันหยุดพิเศษของจังหวัด")
    page.keep()

    assert not book(real_window).days.is_working(date(2027, 2, 15))
    assert len(page.lines()) == before + 1


def test_a_holiday_counts_on_the_desks_without_opening_the_project_anew(real_window: MainWindow) -> None:
    project, cases = open_town(real_window.office), real_window.office.services.cases
    assert cases.book(project).days.is_working(date(2027, 2, 15))
    real_window.show_office_book()
    page = real_window.office_book

    page.add_line()
    last = page.model.rowCount() - 1
    page.model.item(last, 0).setText("150270")
    page.model.item(last, 1).setText("วันหยุดพิเศษของจังหวัด")
    page.keep()

    assert not cases.book(project).days.is_working(date(2027, 2, 15))


def test_a_division_called_otherwise_is_so_on_the_desk_that_is_shown_next(real_window: MainWindow) -> None:
    real_window.show_desk("petitions")
    real_window.show_office_book()
    page = real_window.office_book
    page.list.setCurrentRow(1)

    page.model.item(0, 1).setText("กองที่เพิ่งตั้งใหม่")
    page.keep()
    real_window.show_desk("petitions")

    boxes = real_window.petitions.lists.findChildren(QComboBox)
    assert "กองที่เพิ่งตั้งใหม่" in {box.itemText(line) for box in boxes for line in range(box.count())}


def test_what_cannot_be_is_said_and_nothing_is_kept(real_window: MainWindow, qtbot: QtBot) -> None:
    page = a_page(real_window, qtbot)

    page.model.item(0, 0).setText("32/01/2570")
    page.keep()

    assert "32/01/2570" in page.errors.text
    assert book(real_window).days == read_book(real_window.office.services.office_texts).days


def test_the_programs_page_comes_back(real_window: MainWindow, qtbot: QtBot) -> None:
    page = a_page(real_window, qtbot)
    page.list.setCurrentRow(1)
    shipped = page.lines()
    page.table.selectRow(0)
    page.remove_lines()
    page.keep()
    assert len(book(real_window).divisions) == len(shipped) - 1

    page.back_to_shipped()

    assert page.lines() == shipped


def test_who_may_not_change_settings_reads_only(real_window: MainWindow, qtbot: QtBot) -> None:
    real_window.office.actor = Actor("ธุรการ", "", ("clerk",))

    page = a_page(real_window, qtbot)

    assert page.lines()
    assert not page.keep_button.isEnabled()
    assert page.table.editTriggers() == page.table.EditTrigger.NoEditTriggers
