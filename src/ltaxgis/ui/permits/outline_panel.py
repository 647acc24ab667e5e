"""The outline of a building beside the map it is drawn on: the same shape as figures, to be typed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget
from shapely import Polygon

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.permit_drawing import Plot
from ltaxgis.domain.permit_footprints import describe, footprint_from, read_sides, sides_text
from ltaxgis.ui.office import Office
from ltaxgis.ui.permits.numbers import numbers_in
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, retone, row

FIELDS = ("corner", "bearing", "sides")
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WIDTH = 300
_LEAST_OUTSIDE_M2 = 0.01


def outline_texts(shape: Polygon | None) -> tuple[str, str, str]:
    """Corner, bearing and sides as they are typed; empty where there is no outline."""
    if shape is None:
        return "", "", ""
    point, heading, _ = describe(shape)
    return f"{point.x:.2f} {point.y:.2f}", f"{heading:.2f}", sides_text(shape)


def typed_outline(corner: str, bearing: str, sides: str) -> Polygon | None:
    """The outline that three lines tell; None while corner or sides are empty. Refused as `footprint_from`."""
    at, heading = numbers_in(corner), numbers_in(bearing)
    if len(at) != 2 or not sides.strip():
        return None
    return footprint_from((at[0], at[1]), heading[0] if heading else 0.0, read_sides(sides))


class OutlinePanel(QFrame):
    """`typed` carries the outline that was typed. Enter goes on, F2 keeps, Esc leaves."""

    typed = Signal(object)
    kept = Signal()
    anew = Signal()
    left = Signal()

    def __init__(self, office: Office, number: str, plot: Plot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setFixedWidth(_WIDTH)
        self._words, self._plot = office.words, plot
        self._shown = ("", "", "")
        words = self._words
        self.lines = {name: QLineEdit(self) for name in FIELDS}
        self.told = label(words("outline.how"), "quiet", self, wrap=True)
        self.save = button(f"{words('cases.keep')}  F2", self.kept.emit, "primary", self)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_2)
        form.setVerticalSpacing(GAP_1)
        for name, line in self.lines.items():
            text = words(f"permits.ask.{name}")
            line.setAccessibleName(text)
            line.setToolTip(words("outline.sides_tip") if name == "sides" else "")
            line.installEventFilter(self)
            line.editingFinished.connect(self._typed)
            form.addRow(label(text, "quiet", self))
            form.addRow(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("outline.of", number=number), "strong", self))
        whole.addWidget(self.told)
        whole.addLayout(form)
        again = button(words("outline.anew"), self.anew.emit, "link", self)
        leave = button(words("cases.leave"), self.left.emit, "link", self)
        whole.addLayout(row(self.save, None, again, leave))
        QShortcut(QKeySequence("F2"), self).activated.connect(self.kept.emit)

    def show_shape(self, shape: Polygon | None) -> None:
        """What was drawn stands in the lines."""
        self._shown = outline_texts(shape)
        for line, text in zip(self.lines.values(), self._shown, strict=True):
            line.setText(text)
            line.setCursorPosition(0)
        self.say_shape(shape)

    def say_shape(self, shape: Polygon | None) -> None:
        """Its area, and how much of it lies beside the plot."""
        words = self._words
        if shape is None:
            self._say(words("outline.how"), "quiet")
            return
        area, outside = f"{shape.area:,.2f}", self._plot.outside(shape)
        over = outside > _LEAST_OUTSIDE_M2
        text = words("outline.over", area=area, outside=f"{outside:,.2f}") if over else words("outline.area", area=area)
        self._say(f"{text}\n{words('outline.move')}", "attention" if over else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._typed()
                self.focusNextChild()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    # inside

    def _typed(self) -> None:
        """Nothing happens as long as the lines say what is drawn."""
        texts = tuple(line.text() for line in self.lines.values())
        if texts == self._shown:
            return
        try:
            shape = typed_outline(*texts)
        except Refused as refused:
            self._say(self._words(refused.code, **refused.facts), "wrong")
            return
        if shape is not None:
            self._shown = texts  # type: ignore[assignment]  # three lines, three texts
            self.say_shape(shape)
            self.typed.emit(shape)

    def _say(self, text: str, tone: str) -> None:
        self.told.setText(text)
        retone(self.told, "tone", tone)
        self.adjustSize()
