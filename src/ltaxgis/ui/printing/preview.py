"""The pages as they will be printed: a list of them where there are several, and one in full, nearer or farther."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ltaxgis.ports.papers import PageViewer
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label, row

SCREEN_DPI = 96.0
MM_DPI = 25.4
LEAST_ZOOM, MOST_ZOOM, STEP = 0.05, 4.0, 1.25
MOST_PIXELS = 24_000_000
_THUMB = 92
_DIMMED = 0.45


class Preview(QFrame):
    """`zoom` 1 is the size of the paper; None keeps the whole page in sight."""

    page_shown = Signal(int)

    def __init__(self, office: Office, viewer: PageViewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._viewer = office, viewer
        self._pdf = b""
        self._asked = 0
        self.count = 0
        self.page = 0
        self.zoom: float | None = None
        self.setProperty("surface", "sunken")
        self.pages = QListWidget(self)
        self.pages.setAccessibleName(office.words("print.pages"))
        self.pages.setIconSize(QSize(_THUMB, _THUMB))
        self.pages.setFixedWidth(_THUMB + 40)
        self.pages.setSpacing(GAP_1)
        self.pages.setViewMode(QListWidget.ViewMode.IconMode)
        self.pages.setFlow(QListWidget.Flow.TopToBottom)
        self.pages.setWrapping(False)
        self.pages.setMovement(QListWidget.Movement.Static)
        self.paper = _Paper(self)
        self.area = _Area(self)
        self.area.setWidget(self.paper)
        self.paper.setAutoFillBackground(False)
        self.said = label("", "quiet", self)
        self._lay_out()
        self.pages.currentRowChanged.connect(self.show_page)
        self.area.resized.connect(self._follow_size)
        self.area.zoomed.connect(self._wheel)
        self.show_pdf(b"")

    def show_pdf(self, pdf: bytes) -> None:
        """These pages are shown; the page in sight stays in sight where it still exists."""
        self._pdf = pdf
        self.count = self._viewer.count(pdf) if pdf else 0
        page = min(self.page, max(0, self.count - 1))
        self.pages.blockSignals(True)
        self.pages.clear()
        for number in range(self.count):
            item = QListWidgetItem(str(number + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setSizeHint(QSize(_THUMB + 16, _THUMB + 28))
            self.pages.addItem(item)
        self.pages.setCurrentRow(page)
        self.pages.blockSignals(False)
        self.pages.setVisible(self.count > 1)
        self._ask_thumb(0)
        self.show_page(page)

    def show_page(self, page: int) -> None:
        self.page = max(0, page)
        self._render()
        self.page_shown.emit(self.page)

    def set_zoom(self, zoom: float | None) -> None:
        self.zoom = None if zoom is None else min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        self._render()

    def zoom_by(self, factor: float) -> None:
        self.set_zoom(self.shown_zoom * factor)

    @property
    def shown_zoom(self) -> float:
        return self.zoom if self.zoom is not None else self._fitting()

    def dim(self, busy: bool) -> None:
        """The pages of before are still there, but no longer what is chosen."""
        self.paper.setEnabled(not busy)
        self.paper.update()

    # inside

    def _lay_out(self) -> None:
        words, icons = self._office.words, self._office.icons
        self.true_size = button("100 %", partial(self.set_zoom, 1.0), "quiet", self)
        self.true_size.setToolTip(words("print.true_size"))
        self.tools = row(
            self.said,
            None,
            icon_button(icons, "map-minus", words("print.farther"), partial(self.zoom_by, 1 / STEP), self),
            icon_button(icons, "plus", words("print.nearer"), partial(self.zoom_by, STEP), self),
            icon_button(icons, "map-whole", words("print.whole_page"), partial(self.set_zoom, None), self),
            self.true_size,
            gap=GAP_1,
        )
        self.tools.setContentsMargins(GAP_3, GAP_1, GAP_2, GAP_1)
        both = row(self.pages, self.area, gap=0)
        both.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.tools)
        whole.addLayout(both, 1)

    def _fitting(self) -> float:
        if not self.count:
            return 1.0
        wide, high = self._viewer.size(self._pdf, self.page, SCREEN_DPI)
        room = self.area.viewport().size()
        return max(LEAST_ZOOM, min((room.width() - 2 * GAP_3) / wide, (room.height() - 2 * GAP_3) / high))

    def _render(self) -> None:
        if not self.count:
            self.paper.show_picture(QPixmap(), QSize())
            self.said.setText("")
            return
        ratio = self.devicePixelRatioF()
        zoom = self.shown_zoom
        self._show_page_text(zoom)
        wide, high = self._viewer.size(self._pdf, self.page, SCREEN_DPI * zoom * ratio)
        # a page far beyond the screen is drawn coarser and stretched, else one picture would fill the memory
        share = min(1.0, (MOST_PIXELS / (wide * high)) ** 0.5)
        self._asked += 1
        number, pdf, page = self._asked, self._pdf, self.page
        size = QSize(round(wide / ratio), round(high / ratio))
        self._office.tasks.query(
            lambda: self._viewer.png(pdf, page, SCREEN_DPI * zoom * ratio * share),
            lambda png: self._show_picture(number, png, size),
        )

    def _show_picture(self, number: int, png: bytes, size: QSize) -> None:
        if number != self._asked or not isValid(self.paper):  # a page that was closed meanwhile
            return
        self.paper.show_picture(QPixmap.fromImage(QImage.fromData(png)), size)

    def _show_page_text(self, zoom: float) -> None:
        wide, high = self._viewer.size(self._pdf, self.page, MM_DPI)
        words = self._office.words
        self.said.setText(
            words(
                "print.page_of", page=self.page + 1, count=self.count, wide=wide, high=high, percent=round(zoom * 100)
            )
        )

    def _ask_thumb(self, page: int) -> None:
        """One after the other, so that the page in full never waits behind many small ones."""
        if self.count < 2 or page >= self.count:
            return
        pdf = self._pdf
        wide, high = self._viewer.size(pdf, page, SCREEN_DPI)
        dpi = SCREEN_DPI * _THUMB / max(wide, high) * self.devicePixelRatioF()
        self._office.tasks.query(lambda: self._viewer.png(pdf, page, dpi), lambda png: self._show_thumb(pdf, page, png))

    def _show_thumb(self, pdf: bytes, page: int, png: bytes) -> None:
        if pdf is not self._pdf or not isValid(self.pages):
            return
        if (item := self.pages.item(page)) is not None:
            item.setIcon(QIcon(QPixmap.fromImage(QImage.fromData(png))))
            self._ask_thumb(page + 1)

    def _follow_size(self) -> None:
        if self.zoom is None:
            self._render()

    def _wheel(self, up: bool) -> None:
        self.zoom_by(STEP if up else 1 / STEP)


class _Paper(QWidget):
    """A page on the table; the picture is stretched where it is coarser than the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture = QPixmap()
        self.size_shown = QSize()

    def show_picture(self, picture: QPixmap, size: QSize) -> None:
        self.picture, self.size_shown = picture, size
        self.resize(size + QSize(2 * GAP_3, 2 * GAP_3))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(1.0 if self.isEnabled() else _DIMMED)
        painter.drawPixmap(QRect(QPoint(GAP_3, GAP_3), self.size_shown), self.picture)
        painter.end()


class _Area(QScrollArea):
    """Ctrl and the wheel come nearer or go farther."""

    resized = Signal()
    zoomed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(event.angleDelta().y() > 0)
            event.accept()
        else:
            super().wheelEvent(event)
