"""On a printer a millimetre of the page is a millimetre of the paper."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.services.progress import Step, silent
from ltaxgis.ui.printing.paint_pages import PrintRun, paint_pages

MM = 72 / 25.4


def ruled(wide: float, high: float) -> bytes:
    """A page with a black bar of exactly 100 mm from 20 mm on, both across and down."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(wide * MM, high * MM))
        across = f"{20 * MM} {(high - 21) * MM} {100 * MM} {1 * MM} re f"
        down = f"{20 * MM} {(high - 120) * MM} {1 * MM} {100 * MM} re f"
        page.Contents = pdf.make_stream(f"0 g {across} {down}".encode())
        pdf.save(out)
    return out.getvalue()


def to_file(path: Path, dpi: int = 300) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


@pytest.mark.parametrize(
    ("dpi", "wide", "high"),
    [(300, 210.0, 297.0), (300, 297.0, 210.0), (300, 420.0, 297.0), (1200, 210.0, 297.0), (1200, 297.0, 210.0)],
)
def test_a_bar_of_100_mm_comes_out_100_mm_long(
    qapp: QApplication, office_folder: Path, dpi: int, wide: float, high: float
) -> None:
    viewer, target = PdfiumPages(), office_folder / "พิมพ์.pdf"

    for _ in paint_pages(to_file(target, dpi), viewer, ruled(wide, high), [0], silent):
        pass

    printed = target.read_bytes()
    assert viewer.size(printed, 0, 25.4) == (wide, high)
    page = np.concatenate(list(viewer.bands(printed, 0, 600)))[:, :, 0] < 128
    row, column = page[round(20.5 / 25.4 * 600)], page[:, round(20.5 / 25.4 * 600)]
    for line in (row, column):
        black = np.flatnonzero(line) / 600 * 25.4
        assert black[0] == pytest.approx(20, abs=0.15)
        assert black[-1] - black[0] == pytest.approx(100, abs=0.1)


def test_only_the_wanted_pages_are_printed_each_on_its_own_paper(qapp: QApplication, office_folder: Path) -> None:
    viewer, target = PdfiumPages(), office_folder / "พิมพ์.pdf"
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for wide, high in ((210, 297), (297, 210), (297, 420)):
            pdf.add_blank_page(page_size=(wide * MM, high * MM))
        pdf.save(out)
    steps: list[Step] = []

    for _ in paint_pages(to_file(target), viewer, out.getvalue(), [1, 2], lambda step: steps.append(step)):
        pass

    printed = target.read_bytes()
    assert [viewer.size(printed, page, 25.4) for page in range(viewer.count(printed))] == [(297, 210), (297, 420)]
    assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2)]


@pytest.mark.qt_log_ignore("QPainter::begin")  # Qt says so besides, and nobody reads it
def test_a_printer_that_takes_nothing_is_one_sentence(qapp: QApplication, office_folder: Path) -> None:
    nowhere = to_file(office_folder / "ไม่มี" / "ที่นี่.pdf")

    with pytest.raises(Refused, match=r"print\.cannot"):
        list(paint_pages(nowhere, PdfiumPages(), ruled(210, 297), [0], silent))


def test_a_run_ends_by_itself_and_says_so(qtbot: QtBot, qapp: QApplication, office_folder: Path) -> None:
    target = office_folder / "พิมพ์.pdf"
    run = PrintRun(paint_pages(to_file(target), PdfiumPages(), ruled(210, 297), [0], silent), qapp)

    with qtbot.waitSignal(run.ended, timeout=20_000) as told:
        pass

    assert told.args == [None]
    assert PdfiumPages().count(target.read_bytes()) == 1


def test_a_run_that_is_stopped_paints_no_more(qapp: QApplication) -> None:
    painted: list[int] = []

    def bands() -> object:
        while True:
            painted.append(1)
            yield

    run = PrintRun(bands(), qapp)  # type: ignore[arg-type]
    qapp.processEvents()
    run.stop()
    before = len(painted)
    qapp.processEvents()

    assert len(painted) == before
