"""From Ctrl+P to paper: the order, the pages, the files."""

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import MakeWindow
from tests.ui.fakes import FakeServices

from ltaxgis.domain.sheets import Paper
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.printing.desk import PrintingDesk, page_paths


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    made = make_window()
    made.actions_table["print.sheet"].trigger()
    return made


@pytest.fixture
def desk(window: MainWindow) -> PrintingDesk:
    return window.printing


def services(window: MainWindow) -> FakeServices:
    assert isinstance(window.office.services, FakeServices)
    return window.office.services


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))


def test_ctrl_p_in_either_layout_shows_the_pages_of_what_the_map_shows(window: MainWindow) -> None:
    keys = window.actions_table["print.sheet"].shortcuts()

    assert QKeySequence("Ctrl+P") in keys
    assert len(keys) > 1
    assert window.pages.currentWidget() is window.printing
    assert services(window).orders[-1].extent == (0.0, 0.0, 160.0, 135.0)
    assert services(window).orders[-1].by.name == "กัลยา ศรีสุวรรณ"
    assert window.printing.preview.count == 1


def test_the_blocks_are_those_of_the_parcels_codes(desk: PrintingDesk) -> None:
    assert [desk.form.blocks.itemText(place) for place in range(desk.form.blocks.count())][:3] == ["01A", "01B", "01C"]


def test_a_choice_makes_the_pages_anew_a_moment_later(desk: PrintingDesk, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.printed):
        desk.form.paper.setCurrentText("A3")
        assert not desk.go.isEnabled()

    assert services(window).orders[-1].paper is Paper.A3
    assert PdfiumPages().size(desk.pages.pdf, 0, 25.4) == (297, 420)  # type: ignore[union-attr]
    assert desk.go.isEnabled()


def test_several_choices_in_a_row_make_pages_once(desk: PrintingDesk, window: MainWindow, qtbot: QtBot) -> None:
    before = len(services(window).orders)

    with qtbot.waitSignal(desk.printed):
        desk.form.paper.setCurrentText("A3")
        desk.form.colour.setCurrentIndex(1)
        desk.form.thai_digits.click()

    assert len(services(window).orders) == before + 1


def test_the_scale_that_was_taken_is_said(desk: PrintingDesk) -> None:
    assert "1:2,000" in desk.form.scale_said.text()
    assert "1:2,000" in desk.said.text()


def test_the_selected_parcels_are_those_of_map_and_table(window: MainWindow, qtbot: QtBot) -> None:
    parcel = window.work.map.parcels[3].uid  # type: ignore[attr-defined]
    window.office.announcer.select([parcel], "map")
    window.show_printing()

    with qtbot.waitSignal(window.printing.printed):
        window.printing.form.what["parcels"].click()

    assert services(window).orders[-1].parcels == (parcel,)


def test_what_cannot_be_printed_is_one_sentence_and_nothing_to_save(
    desk: PrintingDesk, window: MainWindow, qtbot: QtBot
) -> None:
    desk.form.blocks.addItem("99Z")
    desk.form.what["block"].click()
    desk.form.blocks.setCurrentText("99Z")
    qtbot.waitUntil(lambda: services(window).orders[-1].block == "99Z")

    assert desk.errors.text == window.office.words("block.missing", block="99Z")
    assert desk.preview.count == 0
    assert not any(button.isEnabled() for button in (desk.go, desk.pdf, desk.png))


def test_the_pdf_that_is_saved_is_the_one_that_was_seen(
    desk: PrintingDesk, window: MainWindow, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, office_folder / "แผนที่ภาษี")

    desk.pdf.click()

    assert (office_folder / "แผนที่ภาษี.pdf").read_bytes() == desk.pages.pdf  # type: ignore[union-attr]
    assert "แผนที่ภาษี.pdf" in window.status.said.text()
    assert window.office.preferences.get("print.folder") == str(office_folder)


def test_a_picture_is_saved_for_each_page(
    desk: PrintingDesk, qtbot: QtBot, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(desk.printed):
        desk.form.scale.setCurrentIndex(2)
    choose(monkeypatch, office_folder / "แผนที่.png")

    desk.png.click()

    assert [path.name for path in sorted(office_folder.iterdir())] == ["แผนที่-01.png", "แผนที่-02.png"]
    assert (office_folder / "แผนที่-01.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_that_takes_no_file_is_one_sentence(
    desk: PrintingDesk, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, office_folder / "ไม่มีโฟลเดอร์นี้" / "แผนที่.pdf")

    desk.pdf.click()

    assert "แผนที่.pdf" in desk.errors.text


def test_who_thinks_better_of_it_saves_nothing(
    desk: PrintingDesk, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, "")

    desk.pdf.click()
    desk.png.click()

    assert list(office_folder.iterdir()) == []


def test_printing_goes_page_by_page_while_the_window_lives(
    desk: PrintingDesk, window: MainWindow, qtbot: QtBot, office_folder: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(office_folder / "พิมพ์.pdf"))

    desk.print_on(printer)
    assert not desk.go.isEnabled()
    qtbot.waitUntil(desk.go.isEnabled, timeout=20_000)

    assert PdfiumPages().count((office_folder / "พิมพ์.pdf").read_bytes()) == 1
    assert window.status.said.text() == window.office.words("print.sent")


def test_back_leads_to_the_desk_one_came_from(window: MainWindow) -> None:
    window.printing.leave()

    assert window.pages.currentWidget() is window.work


def test_without_a_project_there_is_nothing_to_print(make_window: MakeWindow) -> None:
    window = make_window("")
    assert not window.actions_table["print.sheet"].isEnabled()

    window.show_printing()

    assert window.printing.empty.isVisibleTo(window.printing)
    assert not window.printing.go.isEnabled()


def test_one_page_is_one_file_and_many_are_numbered() -> None:
    path = Path("ที่เก็บ") / "แผนที่.png"

    assert page_paths(path, 1) == [path]
    assert [one.name for one in page_paths(path, 100)][::99] == ["แผนที่-001.png", "แผนที่-100.png"]
