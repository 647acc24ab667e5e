"""Numbers that were given: none is missing, one is reserved, one becomes void and stays."""

from pytestqt.qtbot import QtBot
from tests.ui.real_town import open_town

from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office_book.page import OfficeBookPage


def a_page(window: MainWindow, qtbot: QtBot) -> OfficeBookPage:
    page = OfficeBookPage(window.office)
    qtbot.addWidget(page)
    page.begin()
    page.list.setCurrentRow(page.list.count() - 1)
    return page


def texts(page: OfficeBookPage, column: int) -> list[str]:
    model = page.numbers.model
    return [model.item(line, column).text() for line in range(model.rowCount())]


def test_reserved_numbers_follow_each_other(real_window: MainWindow, qtbot: QtBot) -> None:
    page = a_page(real_window, qtbot)

    page.numbers.reason.setText("หนังสือที่จะตามมา")
    page.numbers.reserve()
    page.numbers.reserve()

    with open_town(real_window.office).reading() as reading:
        given = reading.having(GivenNumber, "series", [page.numbers.series.currentData()])
    assert [one.number for one in given] == [1, 2]
    assert texts(page, 4) == ["", "หนังสือที่จะตามมา"]


def test_a_number_becomes_void_only_with_a_reason(real_window: MainWindow, qtbot: QtBot) -> None:
    page = a_page(real_window, qtbot)
    page.numbers.reserve()
    page.numbers.table.selectRow(0)

    page.numbers.make_void()
    assert page.errors.text == real_window.office.words("number.needs_reason")

    page.numbers.reason.setText("ไม่ได้ส่ง")
    page.numbers.table.selectRow(0)
    page.numbers.make_void()
    page.numbers.reserve()

    words = real_window.office.words
    assert texts(page, 1) == [words("number.state.reserved"), words("number.state.void")]
    assert len(set(texts(page, 0))) == 2
