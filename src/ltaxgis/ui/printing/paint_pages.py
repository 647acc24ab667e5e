"""The same pages on a printer, at their true size."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QMarginsF, QObject, QRect, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.ports.papers import PageViewer
from ltaxgis.services.progress import Progress, Step

MOST_DPI = 600
MM_DPI = 25.4
ROWS = 256


def ask_printer(name: str, count: int, parent: QWidget) -> QPrinter | None:
    """The printer that a person chose for `count` pages of this name; None where he went back."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, count)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages that were asked for, from 0; all of them where no range was."""
    return list(range((printer.fromPage() or 1) - 1, min(printer.toPage() or count, count)))


def set_paper(printer: QPrinter, viewer: PageViewer, pdf: bytes, page: int = 0) -> None:
    """The printer has this page's paper, without margins of its own."""
    wide, high = viewer.size(pdf, page, MM_DPI)
    size = QPageSize(
        QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    way = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)


def paint_bands(
    printer: QPrinter, painter: QPainter, viewer: PageViewer, pdf: bytes, page: int
) -> Iterator[None]:  # fmt: skip
    """Paints a page from its upper edge on, a band for each turn; one millimetre of the page is one of the paper."""
    dots = printer.resolution()
    dpi = min(dots, MOST_DPI)
    _, rows = viewer.size(pdf, page, dpi)
    left, top = printer.pageLayout().marginsPixels(dots).left(), printer.pageLayout().marginsPixels(dots).top()
    done = 0
    for band in viewer.bands(pdf, page, dpi, ROWS):
        height, width = band.shape[:2]
        picture = QImage(band.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        y = round(done * dots / dpi)
        below = round((done + height) * dots / dpi)
        painter.drawImage(QRect(-left, y - top, round(width * dots / dpi), below - y), picture)
        done += height
        yield
    assert done == rows


def paint_pages(
    printer: QPrinter, viewer: PageViewer, pdf: bytes, pages: list[int], progress: Progress
) -> Iterator[None]:  # fmt: skip
    """All these pages; raises `Refused("print.cannot")` where the printer does not take them."""
    if not pages:
        return
    set_paper(printer, viewer, pdf, pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("print.cannot", printer=printer.printerName())
    try:
        for number, page in enumerate(pages):
            progress(Step("print.step", number, len(pages)))
            if number:
                set_paper(printer, viewer, pdf, page)
                if not printer.newPage():
                    raise Refused("print.cannot", printer=printer.printerName())
            yield from paint_bands(printer, painter, viewer, pdf, page)
    finally:
        painter.end()


class PrintRun(QObject):
    """Prints a band for each turn of the window's loop, so that the window lives on; `ended` says how it went."""

    ended = Signal(object)

    def __init__(self, bands: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._bands = bands
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._timer.start(0)

    def stop(self) -> None:
        self._timer.stop()
        close: Callable[[], None] | None = getattr(self._bands, "close", None)
        if close is not None:
            close()

    def _turn(self) -> None:
        try:
            next(self._bands)
        except StopIteration:
            self._timer.stop()
            self.ended.emit(None)
        except Refused as refused:
            self._timer.stop()
            self.ended.emit(refused)
