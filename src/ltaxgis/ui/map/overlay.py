"""What lies over the picture and follows each move of the pointer: the selection and the tools' rubber bands."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from ltaxgis.render.paths import PathBatch, painter_paths
from ltaxgis.render.rings import Rings
from ltaxgis.render.view import View, touching
from ltaxgis.ui.map.messages import Outline
from ltaxgis.ui.map.tools.tool import Band
from ltaxgis.ui.tokens import LIGHT, Colours

SELECTION_WIDTH = 2.5
HALO_WIDTH = 5.0
FEW = 400  # outlines in view up to which each has its halo


class SelectionOverlay:
    """The outlines of what is selected, ready to be drawn under any view."""

    def __init__(self) -> None:
        self._batch: PathBatch | None = None
        self._origin = (0.0, 0.0)

    def show(self, outline: Outline | None) -> None:
        self._batch = None
        if outline is not None and len(outline.starts) > 1:
            count = len(outline.starts) - 1
            numbers = np.arange(count, dtype=np.int64)
            rings = Rings(outline.xy, outline.starts, numbers, closed=False)
            self._batch = painter_paths(rings, numbers // 8, np.zeros(count, np.int8))
            self._origin = outline.origin

    def paint(self, painter: QPainter, view: View, colours: Colours) -> None:
        """A line of 2.5 logical pixels with a dark halo, whatever the device's pixels are."""
        if self._batch is None:
            return
        low_e, low_n, high_e, high_n = view.box
        east, north = self._origin
        seen = np.flatnonzero(
            touching(self._batch.boxes, (low_e - east, low_n - north, high_e - east, high_n - north))
        ).tolist()
        transform = view.resized(view.width, view.height, 1.0).transform(self._origin)
        paths = [transform.map(self._batch.paths[number]) for number in seen]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(paths) <= FEW:
            halo = QColor(colours.map_halo)
            halo.setAlpha(170)
            _stroke(painter, paths, QPen(halo, HALO_WIDTH))
        _stroke(painter, paths, QPen(QColor(colours.map_selection), SELECTION_WIDTH))


def _stroke(painter: QPainter, paths: list[QPainterPath], pen: QPen) -> None:
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for path in paths:
        painter.strokePath(path, pen)


def paint_band(painter: QPainter, view: View, band: Band, colours: Colours) -> None:
    """A tool's rubber band with its figures on plates."""
    if not band.places:
        return
    points = [QPointF(*view.to_screen(*place)) for place in band.places]
    line = QColor(LIGHT.accent)
    if band.closed and len(points) > 2:
        tint = QColor(line)
        tint.setAlpha(40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawPolygon(QPolygonF(points))
        points.append(points[0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(QColor(255, 255, 255, 200), 4.0), QPen(line, 1.8)):
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
    painter.setPen(QPen(QColor(255, 255, 255), 1.2))
    painter.setBrush(line)
    for point in points if band.handles else ():
        painter.drawEllipse(point, 3.2, 3.2)
    for start, end in band.lines:
        for pen in (QPen(QColor(255, 255, 255, 200), 3.0), QPen(line, 1.2, Qt.PenStyle.DashLine)):
            painter.setPen(pen)
            painter.drawLine(QPointF(*view.to_screen(*start)), QPointF(*view.to_screen(*end)))
    for east, north, text in band.texts:
        _plate(painter, QPointF(*view.to_screen(east, north)), text, colours)


def _plate(painter: QPainter, at: QPointF, text: str, colours: Colours) -> None:
    metrics = QFontMetricsF(painter.font())
    lines = text.split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines) + 12
    high = metrics.height() * len(lines) + 6
    plate = QRectF(at.x() - wide / 2, at.y() - high - 10, wide, high)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(QColor(colours.text))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
