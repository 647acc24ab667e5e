"""A paper of a case before it is printed: its pages, and where they go."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.fakes import blank_pages

from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ui.cases.paper_dialog import PaperPage, show_paper
from ltaxgis.ui.office import Office

A4 = (210.0, 297.0)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> PaperPage:
    made = PaperPage(office, blank_pages([A4, A4]), "ใบอนุญาต 12/2569", lambda: b"docx")
    qtbot.addWidget(made)
    return made


def ask_for(monkeypatch: pytest.MonkeyPatch, answer: Path, asked: list[str]) -> None:
    def ask(_parent: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(answer), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)


def test_all_pages_are_seen_before_they_are_printed(page: PaperPage) -> None:
    assert page.preview.count == 2
    assert page.windowTitle() == "ใบอนุญาต 12/2569"
    assert page.focusWidget() is page.go


def test_it_is_saved_as_pdf_and_for_word(page: PaperPage, office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask_for(monkeypatch, office_folder / "ใบอนุญาต", asked)
    page.save_pdf()
    page.save_docx()
    assert asked == ["ใบอนุญาต 12-2569.pdf", "ใบอนุญาต 12-2569.docx"]  # a slash would be a folder
    assert (office_folder / "ใบอนุญาต.pdf").read_bytes().startswith(b"%PDF")
    assert (office_folder / "ใบอนุญาต.docx").read_bytes() == b"docx"


def test_a_file_that_cannot_be_written_is_told(
    page: PaperPage, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for(monkeypatch, office_folder / "ไม่มี" / "ใบอนุญาต.pdf", [])
    page.save_pdf()
    assert not page.errors.isHidden()


def test_a_paper_that_is_no_letter_offers_no_word(qtbot: QtBot, office: Office) -> None:
    made = PaperPage(office, blank_pages([A4]), "ใบรับเรื่อง")
    qtbot.addWidget(made)
    assert made.word.isHidden()


def test_it_is_printed_page_by_page(qtbot: QtBot, page: PaperPage, office_folder: Path) -> None:
    target = office_folder / "พิมพ์.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(60)
    page.print_on(printer)
    assert not page.go.isEnabled()
    qtbot.waitUntil(page.go.isEnabled, timeout=20_000)
    assert PdfiumPages().count(target.read_bytes()) == 2


def test_escape_goes_back(qtbot: QtBot, page: PaperPage) -> None:
    page.show()
    with qtbot.waitSignal(page.closed, timeout=2000):
        QTest.keyClick(page.go, Qt.Key.Key_Escape)


def test_a_paper_in_a_window_of_its_own_is_gone_once_closed(qtbot: QtBot, office: Office) -> None:
    made = show_paper(office, blank_pages([A4]), "ใบรับเรื่อง")
    assert made.isWindow()
    with qtbot.waitSignal(made.destroyed, timeout=5000):
        made.leave()
