"""Labels measured with the fonts they are drawn with, and drawn: Thai marks above and below have their room."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPainterPath, QPen

from ltaxgis.render.label_places import Label
from ltaxgis.render.surface import Surface
from ltaxgis.render.symbols import map_font
from ltaxgis.render.view import View

HALO_PIXELS = 2.6
HALO = "#FFFFFF"
MARKS_ABOVE, MARKS_BELOW = "ปี้ที่ฟื้น", "ญูฐุฎู"
BOLD_LAYERS = ("zones", "blocks")
KEPT_TEXTS = 200_000


class FontMeasure:
    """Widths and heights in logical pixels, remembered by text."""

    def __init__(self) -> None:
        self._families = QFontDatabase.families()
        self._known: dict[tuple[str, float], float] = {}
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetricsF, float, float]] = {}

    def __call__(self, text: str, size: float) -> tuple[float, float]:
        lines = text.split("\n")
        _, ascent, descent = self.font(size)
        return max(self._width(line, size) for line in lines), (ascent + descent) * len(lines)

    def font(self, size: float, *, bold: bool = False) -> tuple[QFont, float, float]:
        """The font, and how far its marks reach above and below the line."""
        if (size, bold) not in self._fonts:
            font = map_font(self._families, size, bold=bold)
            metrics = QFontMetricsF(font)
            above = max(-metrics.tightBoundingRect(MARKS_ABOVE).top(), -metrics.tightBoundingRect("A1").top())
            below = max(metrics.tightBoundingRect(MARKS_BELOW).bottom(), 0.2 * size)
            self._fonts[size, bold] = (font, metrics, above, below)
        font, _, above, below = self._fonts[size, bold]
        return font, above, below

    def _width(self, line: str, size: float) -> float:
        key = (line, size)
        if key not in self._known:
            if len(self._known) > KEPT_TEXTS:
                self._known.clear()
            self.font(size)
            self._known[key] = self._fonts[size, False][1].horizontalAdvance(line)
        return self._known[key]


def paint_labels(surface: Surface, view: View, labels: Sequence[Label], measure: FontMeasure) -> None:
    """Draws labels where they were placed; those with a halo stand out from lines beneath them."""
    painter = surface.painter(view)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    try:
        for label in labels:
            _draw(painter, view, label, measure)
    finally:
        painter.end()


def _draw(painter: QPainter, view: View, label: Label, measure: FontMeasure) -> None:
    x, y = view.to_screen(label.east, label.north)
    font, above, below = measure.font(label.size, bold=label.layer in BOLD_LAYERS)
    painter.resetTransform()
    painter.scale(view.ratio, view.ratio)
    painter.translate(x, y)
    painter.rotate(-label.angle)
    painter.setFont(font)
    lines = label.text.split("\n")
    height = above + below
    for number, line in enumerate(lines):
        baseline = (number - len(lines) / 2) * height + above
        place = QPointF(-measure(line, label.size)[0] / 2, baseline)
        if label.halo:
            path = QPainterPath()
            path.addText(place, font, line)
            painter.strokePath(path, _halo_pen())
        painter.setPen(QColor(label.colour))
        painter.drawText(place, line)


def _halo_pen() -> QPen:
    colour = QColor(HALO)
    colour.setAlpha(225)
    return QPen(colour, HALO_PIXELS, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
