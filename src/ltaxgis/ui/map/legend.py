"""The legend: what colour, hatch and letter mean in the theme and the view of now, and how many there are."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPalette, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ltaxgis.domain.styles import CasesStyle, Theme
from ltaxgis.render.picture import Drawn
from ltaxgis.render.symbols import hatch_brush, hatch_colour
from ltaxgis.ui.tokens import GAP_1, GAP_2, LIGHT
from ltaxgis.words import Words

ROW = 24
SWATCH = QSize(34, 18)
RAMP_HEIGHT = 70
OUTLINE = "#6D7681"


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One class: how it looks, its letter, its sentence, how many parcels of it are in view."""

    colour: str
    hatch: str
    letter: str
    text: str
    count: int


def legend_rows(theme: Theme, drawn: Drawn | None, words: Words) -> list[LegendRow]:
    """All classes of a theme, those without a parcel in view with count 0; bounds filled into their sentences.

    Of a theme whose bounds come from the data, only as many classes as there are bounds for.
    """
    rows = []
    for number, one in enumerate(theme.classes):
        count = drawn.classes[number] if drawn and number < len(drawn.classes) else 0
        low, high = drawn.ranges[number] if drawn and number < len(drawn.ranges) else (None, None)
        last = number == len(theme.classes) - 1
        if theme.kind == "quantiles" and not last:
            if low is None and high is None:
                continue
            text = range_text(low, high, words)
        else:
            text = words(one.word)
        rows.append(LegendRow(one.colour, one.hatch, words(one.letter), text, count))
    return rows


def range_text(low: float | None, high: float | None, words: Words) -> str:
    if low is None:
        return words("legend.below", high=f"{high:,.0f}")
    if high is None:
        return words("legend.from", low=f"{low:,.0f}")
    return words("legend.between", low=f"{low:,.0f}", high=f"{high:,.0f}")


class Legend(QWidget):
    """One row a class; classes without a parcel in view are quiet."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rows: list[LegendRow] = []
        self.ramp: tuple[str, ...] = ()
        self.ends = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_heat(self, style: CasesStyle, top: float) -> None:
        """A ramp from few to many in place of classes; `top` cases a square kilometre at its end."""
        self.rows, self.ramp = [], style.ramp
        self.ends = (
            self._words("legend.few"),
            self._words("legend.many"),
            self._words("legend.heat", top=f"{top:,.0f}"),
        )
        self.setAccessibleDescription(self.ends[2])
        self.setFixedHeight(RAMP_HEIGHT)
        self.update()

    def show_theme(self, theme: Theme, drawn: Drawn | None) -> None:
        self.ramp = ()
        self.rows = legend_rows(theme, drawn, self._words)
        self.setAccessibleDescription("\n".join(f"{row.letter} {row.text}: {row.count}" for row in self.rows))
        self.setFixedHeight(ROW * len(self.rows))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=80.0)
        return QSize(round(widest) + SWATCH.width() + 70, ROW * len(self.rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, row in enumerate(self.rows):
            self._paint_row(painter, row, number * ROW)
        if self.ramp:
            self._paint_ramp(painter)
        painter.end()

    def _paint_ramp(self, painter: QPainter) -> None:
        bar = QRectF(0.5, 5.5, self.width() - 1, SWATCH.height())
        ramp = QLinearGradient(bar.topLeft(), bar.topRight())
        for number, colour in enumerate(self.ramp):
            ramp.setColorAt(number / (len(self.ramp) - 1), QColor(colour))
        painter.setPen(QPen(QColor(OUTLINE), 1))
        painter.setBrush(ramp)
        painter.drawRect(bar)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        few, many, told = self.ends
        below = QRectF(0, bar.bottom() + 2, self.width(), ROW - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, few)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, many)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(below.translated(0, ROW - 4), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)

    def _paint_row(self, painter: QPainter, row: LegendRow, top: int) -> None:
        swatch = QRectF(0.5, top + (ROW - SWATCH.height()) / 2, SWATCH.width(), SWATCH.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(row.colour))
        painter.drawRect(swatch)
        if row.hatch:
            painter.setBrush(hatch_brush(row.hatch, hatch_colour(row.colour), 1.0, QTransform()))
            painter.drawRect(swatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(OUTLINE), 1))
        painter.drawRect(swatch)
        self._paint_letter(painter, row.letter, swatch.center())
        count = f"{row.count:,}" if row.count else ""
        metrics = QFontMetricsF(painter.font())
        text = QRectF(swatch.right() + GAP_2, top, self.width() - swatch.right() - GAP_2, ROW)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(quiet)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text) if row.count else quiet)
        room = text.width() - metrics.horizontalAdvance(count) - GAP_1
        shown = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_letter(self, painter: QPainter, letter: str, at: QPointF) -> None:
        """On a plate of the class's colour's paper, so that a hatch does not cross it out."""
        plate = QRectF(at.x() - 8, at.y() - 8, 16, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 215))
        painter.drawEllipse(plate)
        painter.setPen(QColor(LIGHT.text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, letter)
