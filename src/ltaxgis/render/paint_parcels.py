"""Surfaces with a class each: filled without a seam, hatched, outlined; tiny ones as boxes of pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QTransform

from ltaxgis.render.paths import PathBatch
from ltaxgis.render.pyramid import Pyramid, grain_of
from ltaxgis.render.surface import Check, Surface, pixel
from ltaxgis.render.symbols import hatch_brush, hatch_colour, outline_pen
from ltaxgis.render.view import Box, View, touching

CHECK_EACH = 64
HATCH_PIXELS = 18.0  # shapes smaller than this on an average are not hatched
FULL_OUTLINE_PIXELS = 14.0
LARGEST_BOX = 16


@dataclass(frozen=True, slots=True)
class Fill:
    """Colour and hatch of a class; an empty colour leaves the ground."""

    colour: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """The outline of surfaces; widths in logical pixels."""

    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fades: bool = False


def paint_surfaces(
    surface: Surface,
    view: View,
    pyramid: Pyramid,
    origin: tuple[float, float],
    fills: Sequence[Fill],
    edge: Edge,
    check: Check,
) -> None:
    """Paints what the view shows of a pyramid whose classes are indices into `fills`."""
    grain = grain_of(view.device_metres)
    box = relative_box(view, origin)
    small = pyramid.small(grain)
    if small.any():
        paint_boxes(surface, view, pyramid, origin, fills, small & touching(pyramid.boxes, box))
    batch = pyramid.batch(grain)
    seen = np.flatnonzero(touching(batch.boxes, box))
    painter = surface.painter(view, origin)
    try:
        size = typical_pixels(pyramid, view, box)
        hatched = size >= HATCH_PIXELS
        world = painter.transform()
        brushes = [_brush(fill, hatched=hatched, ratio=view.ratio, world=world) for fill in fills]
        _fill(painter, batch, seen, brushes, check)
        if edge.colour:
            _outline(painter, batch, seen, edge, view.ratio, size, check)
    finally:
        painter.end()


def relative_box(view: View, origin: tuple[float, float]) -> Box:
    """The view's box in metres from an origin, with a rim for lines that are wider than nothing."""
    low_e, low_n, high_e, high_n = view.box
    rim = 4 * view.metres
    return low_e - origin[0] - rim, low_n - origin[1] - rim, high_e - origin[0] + rim, high_n - origin[1] + rim


def typical_pixels(pyramid: Pyramid, view: View, box: Box) -> float:
    """The median size in logical pixels of the shapes in view; at most a sample of them is looked at."""
    boxes = pyramid.boxes[touching(pyramid.boxes, box) & pyramid.drawn]
    if not len(boxes):
        return 0.0
    boxes = boxes[:: len(boxes) // 4000 + 1]
    return float(np.median(np.sqrt((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])))) / view.metres


def _by_class(batch: PathBatch, seen: NDArray[np.int64]) -> list[tuple[int, list[int]]]:
    classes = batch.classes[seen]
    return [(int(number), seen[classes == number].tolist()) for number in np.unique(classes)]


def _fill(painter: QPainter, batch: PathBatch, seen: NDArray[np.int64], brushes: list[QBrush], check: Check) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    # without antialiasing neighbours meet pixel to pixel, and the ground never shines through between them
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for number, paths in _by_class(batch, seen):
        if brushes[number].style() is not Qt.BrushStyle.NoBrush:
            painter.setBrush(brushes[number])
            _draw(painter, batch, paths, check)


def _brush(fill: Fill, *, hatched: bool, ratio: float, world: QTransform) -> QBrush:
    """Colour and hatch in one brush: laying a hatch over a colour would fill everything twice."""
    if not fill.colour and not fill.hatch:
        return QBrush()
    if fill.hatch and hatched:
        return hatch_brush(fill.hatch, hatch_colour(fill.colour), ratio, world, fill.colour)
    return QBrush(QColor(fill.colour)) if fill.colour else QBrush()


def _draw(painter: QPainter, batch: PathBatch, paths: list[int], check: Check) -> None:
    for count, number in enumerate(paths):
        if count % CHECK_EACH == 0:
            check()
        painter.drawPath(batch.paths[number])


def _outline(
    painter: QPainter, batch: PathBatch, seen: NDArray[np.int64], edge: Edge, ratio: float, size: float, check: Check
) -> None:
    share = min(1.0, max(0.3, size / FULL_OUTLINE_PIXELS)) if edge.fades else 1.0
    pen = outline_pen(edge.colour, edge.width * (1.0 if share == 1.0 else 0.7), ratio, edge.dash)
    colour = QColor(edge.colour)
    colour.setAlphaF(share)
    pen.setColor(colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(pen)
    painter.setBrush(QBrush())
    _draw(painter, batch, seen.tolist(), check)


def paint_boxes(
    surface: Surface,
    view: View,
    pyramid: Pyramid,
    origin: tuple[float, float],
    fills: Sequence[Fill],
    wanted: NDArray[np.bool_],
) -> None:
    """Fills the pixels of the wanted shapes' boxes, all shapes of one pixel size at a time."""
    numbers = np.flatnonzero(wanted)
    if not len(numbers):
        return
    colours = np.array([pixel(fill.colour) if fill.colour else 0 for fill in fills], np.uint32)
    corners = _pixel_corners(pyramid.boxes[numbers], view, origin, surface)
    colour = colours[pyramid.classes[numbers]]
    inside = (corners[:, 2] >= corners[:, 0]) & (corners[:, 3] >= corners[:, 1]) & (colour != 0)
    corners, colour = corners[inside], colour[inside]
    wide, high = corners[:, 2] - corners[:, 0] + 1, corners[:, 3] - corners[:, 1] + 1
    sizes = np.minimum(wide, LARGEST_BOX) * 100 + np.minimum(high, LARGEST_BOX)
    for size in np.unique(sizes).tolist():
        chosen = sizes == size
        left, top, found = corners[chosen, 0], corners[chosen, 1], colour[chosen]
        for across in range(size // 100):
            for down in range(size % 100):
                surface.pixels[top + down, left + across] = found


def _pixel_corners(
    boxes: NDArray[np.float64], view: View, origin: tuple[float, float], surface: Surface
) -> NDArray[np.int64]:
    """Left, top, right, bottom pixel of boxes, both ends inside, cut to the surface."""
    world = view.transform(origin)
    high, wide = surface.pixels.shape
    left = np.rint(boxes[:, 0] * world.m11() + world.dx())
    right = np.maximum(np.rint(boxes[:, 2] * world.m11() + world.dx()) - 1, left)
    top = np.rint(boxes[:, 3] * world.m22() + world.dy())
    bottom = np.maximum(np.rint(boxes[:, 1] * world.m22() + world.dy()) - 1, top)
    return np.column_stack(
        [np.maximum(left, 0), np.maximum(top, 0), np.minimum(right, wide - 1), np.minimum(bottom, high - 1)]
    ).astype(np.int64)
