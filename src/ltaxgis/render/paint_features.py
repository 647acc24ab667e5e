"""The other layers: water, roads, blocks, signs, whatever was imported: surfaces, lines and points in one style."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter, QPen

from ltaxgis.domain.styles import LayerStyle
from ltaxgis.render.layer_store import LayerStore
from ltaxgis.render.paint_parcels import CHECK_EACH, Edge, Fill, paint_surfaces, relative_box
from ltaxgis.render.pyramid import grain_of
from ltaxgis.render.surface import Check, Surface
from ltaxgis.render.symbols import Stamps, draw_mark, outline_pen
from ltaxgis.render.view import Box, View, touching

_FAR = 1 << 20  # more cells than a picture has across
MARK_CELL = 5  # logical pixels; of marks in one cell only one is drawn


@dataclass(frozen=True, slots=True)
class Marks:
    """Points by class: which each is of, its colour, and its letter for grey copies where one is told."""

    numbers: NDArray[np.int8]
    colours: tuple[str, ...]
    letters: tuple[str, ...] = ()

    def of_each(self, points: NDArray[np.int64]) -> list[tuple[str, str]]:
        """Colour and letter of each of these points."""
        letters = (*self.letters, *("",) * len(self.colours))
        return [(self.colours[number], letters[number]) for number in self.numbers[points].tolist()]


def paint_features(
    surface: Surface, view: View, store: LayerStore, style: LayerStyle, check: Check, marks: Marks | None = None
) -> None:
    """Paints what the view shows of a layer, surfaces first, points last; `marks` tell its points apart."""
    if store.surfaces.drawn.any():
        share = style.line_share(view.denominator())
        # a road drawn as a surface wears its casing as an edge
        edge = Edge(style.casing, share) if style.casing else Edge(style.outline, style.width * share, style.dash)
        paint_surfaces(surface, view, store.surfaces, store.origin, [Fill(style.fill, style.hatch)], edge, check)
    if store.lines.drawn.any():
        _paint_lines(surface, view, store, style, check)
    if len(store.points):
        _paint_points(surface, view, store, style, check, marks)


def _paint_lines(surface: Surface, view: View, store: LayerStore, style: LayerStyle, check: Check) -> None:
    batch = store.lines.batch(grain_of(view.device_metres))
    seen = np.flatnonzero(touching(batch.boxes, _box_for(view, store))).tolist()
    painter = surface.painter(view, store.origin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        for pens in _pens(view, store, style):
            for count, number in enumerate(seen):
                if count % CHECK_EACH == 0:
                    check()
                painter.setPen(pens[batch.classes[number]])
                painter.drawPath(batch.paths[number])
    finally:
        painter.end()


def _box_for(view: View, store: LayerStore) -> Box:
    """The view's box, grown by half of the widest line: its middle may lie outside."""
    low_e, low_n, high_e, high_n = relative_box(view, store.origin)
    rim = float(store.line_widths.max()) / 2
    return low_e - rim, low_n - rim, high_e + rim, high_n + rim


def _pens(view: View, store: LayerStore, style: LayerStyle) -> list[list[QPen]]:
    """A pen for each width: all casings first, so that roads run into each other without a line between them."""
    share = style.line_share(view.denominator())
    least = style.width * share
    metres = store.line_widths if style.true_width else np.zeros_like(store.line_widths)
    widths = np.maximum(least, metres / view.metres).tolist()
    lines = [outline_pen(style.outline, width, view.ratio, style.dash) for width in widths]
    if not style.casing:
        return [lines]
    beside = (style.casing_width - style.width) * share
    return [[outline_pen(style.casing, width + beside, view.ratio) for width in widths], lines]


def _paint_points(
    surface: Surface, view: View, store: LayerStore, style: LayerStyle, check: Check, marks: Marks | None
) -> None:
    places = view.screen_places(store.points)
    inside = np.flatnonzero(((places >= -20) & (places <= (view.width + 20, view.height + 20))).all(axis=1))
    # of points in one place the last is seen: layers stand in the order in which they are drawn
    inside = inside[::-1]
    columns, rows = (places[inside] // MARK_CELL).astype(np.int64).T
    cells = np.unique(rows * _FAR + columns, return_index=True)[1]
    shown = np.sort(inside[cells])
    painter = surface.painter(view)
    stamps = Stamps(painter, style.symbol_size * view.ratio)
    draw = partial(_draw_mark, style=style, ratio=view.ratio)
    kinds = marks.of_each(shown) if marks is not None else [("", "")] * len(shown)
    try:
        for count, (x, y) in enumerate((places[shown] * view.ratio).tolist()):
            if count % CHECK_EACH == 0:
                check()
            stamps.stamp(x, y, kinds[count], draw)
    finally:
        painter.end()


def _draw_mark(
    painter: QPainter, x: float, y: float, colour: str, letter: str, style: LayerStyle, ratio: float
) -> None:
    draw_mark(painter, x, y, style, ratio, colour, letter)
