"""Labels measured with the fonts they are drawn with, and drawn: Thai marks above and below have their room."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPainterPath,
)

from ltaxgis.render.label_places import Label
from ltaxgis.render.surface import Surface
from ltaxgis.render.symbols import map_font
from ltaxgis.render.view import View

HALO_PIXELS = 1.8
HALO = "#FFFFFF"
HALO_SHIFTS = tuple(QPointF(HALO_PIXELS * cos(pi * turn / 4), HALO_PIXELS * sin(pi * turn / 4)) for turn in range(8))
PLAIN, MARKED = "A1/(", "ปี้ที่ฟื้นญูฐุฎูg"
LEADING = 1.0
GROUND_PART = 0.4  # of the letters' size
BOLD_LAYERS = ("zones", "blocks")
KEPT_TEXTS = 200_000


@dataclass(frozen=True, slots=True)
class _Face:
    font: QFont
    metrics: QFontMetricsF
    plain: tuple[float, float]
    marked: tuple[float, float]

    def reach(self, line: str) -> tuple[float, float]:
        """How far a line's letters and marks reach above and below its base; codes and figures have no marks."""
        return self.plain if line.isascii() else self.marked


class FontMeasure:
    """Widths and heights in logical pixels, remembered."""

    def __init__(self) -> None:
        self._families = QFontDatabase.families()
        self._widths: dict[tuple[str, float], float] = {}
        self._faces: dict[tuple[float, bool], _Face] = {}

    def __call__(self, text: str, size: float) -> tuple[float, float]:
        face = self.face(size)
        lines = text.split("\n")
        return max([self.width(line, size) for line in lines]), sum([sum(face.reach(line)) for line in lines])

    def face(self, size: float, *, bold: bool = False) -> _Face:
        found = self._faces.get((size, bold))
        if found is None:
            font = map_font(self._families, size, bold=bold)
            metrics = QFontMetricsF(font)
            # of the outlines: a font's own figures and tightBoundingRect leave out marks that are moved up or down
            plain, marked = _outline_of(PLAIN, font), _outline_of(MARKED, font)
            found = self._faces[size, bold] = _Face(
                font,
                metrics,
                (-plain.top() + LEADING, plain.bottom() + LEADING),
                (-marked.top() + LEADING, marked.bottom() + LEADING),
            )
        return found

    def width(self, line: str, size: float) -> float:
        found = self._widths.get((line, size))
        if found is None:
            if len(self._widths) > KEPT_TEXTS:
                self._widths.clear()
            found = self._widths[line, size] = self.face(size).metrics.horizontalAdvance(line)
        return found


def _outline_of(text: str, font: QFont) -> QRectF:
    path = QPainterPath()
    path.addText(0.0, 0.0, font, text)
    return path.boundingRect()


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
    bold = label.layer in BOLD_LAYERS
    face = measure.face(label.size, bold=bold)
    painter.resetTransform()
    painter.scale(view.ratio, view.ratio)
    painter.translate(x, y)
    painter.rotate(-label.angle)
    painter.setFont(face.font)
    baseline = -label.height / 2
    for line in label.text.split("\n"):
        above, below = face.reach(line)
        baseline += above
        place = QPointF(-measure.width(line, label.size) / 2, baseline)
        if label.halo and " " in line:
            # a line seen between two words would read as a hyphen
            wide, high = measure.width(line, label.size), label.size * GROUND_PART
            painter.fillRect(QRectF(place.x(), baseline - high * 1.4, wide, high), QColor(HALO))
        if label.halo:
            # the text itself in white, eight times around: stroking its outline takes ten times as long
            painter.setPen(QColor(HALO))
            for shift in HALO_SHIFTS:
                painter.drawText(place + shift, line)
        painter.setPen(QColor(label.colour))
        painter.drawText(place, line)
        baseline += below
