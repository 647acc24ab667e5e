"""The project's map as a sheet prints it: the same layers, theme and names as on screen, in millimetres of paper."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLabel, SheetLayer
from ltaxgis.domain.sheets import Extent
from ltaxgis.domain.styles import PARCELS, POINTS, LayerStyle, MapChoice, MapClass, Theme
from ltaxgis.render.layer_store import LayerStore
from ltaxgis.render.picture import MapDrawing, layer_order
from ltaxgis.render.view import View
from ltaxgis.words import Words

MM_PER_PIXEL = 25.4 / 96
PT_PER_PIXEL = 72 / 96
LABEL_SHRINK = 0.62
"""Names on paper are read from nearer than on a screen: 12 px there are some 5.5 pt here."""


class SheetSource:
    """`ports.papers.MapPictureSource` over a drawing and what a person chose to see on it."""

    def __init__(self, drawing: MapDrawing, choice: MapChoice, words: Words) -> None:
        self.drawing = drawing
        self.choice = replace(choice, cases=POINTS)  # on paper nobody clicks a sign of several
        self.words = words

    def layers(self, extent: Extent, scale: int) -> Sequence[SheetLayer]:
        names = layer_order(list(self.drawing.stores), self.drawing.styles, self.choice)
        shown = []
        for name in names:
            style = self.drawing.styles.style_of(name)
            # a road drawn as a line with casing is a road on screen; on paper its parcels leave it white
            if self.drawing.styles.shows(name, self.choice) and style.shows_at(scale) and not style.casing:
                shown.append(self._layer(self.drawing.stores[name], style))
        return shown

    def labels(self, extent: Extent, scale: int) -> Sequence[SheetLabel]:
        """Placed by the same hand as on screen, for this scale and paper."""
        west, south, east, north = extent
        metres = scale * MM_PER_PIXEL / 1000 * LABEL_SHRINK
        wide, high = int((east - west) / metres) + 1, int((north - south) / metres) + 1
        view = View((west + east) / 2, (south + north) / 2, metres, wide, high)
        return [
            SheetLabel(line, e, n, label.angle, label.size * PT_PER_PIXEL * LABEL_SHRINK, colour=label.colour)
            for label in self.drawing.labels(view, self.choice)
            for line, e, n in _lines(label.text, label.east, label.north, label.size * metres)
        ]

    def _layer(self, store: LayerStore, style: LayerStyle) -> SheetLayer:
        title = self.words(f"layer.{store.name}") if self.words.knows(f"layer.{store.name}") else store.name
        if store.name == self.drawing.styles.themes[self.choice.theme].layer:
            classified = self.drawing.classified(self.choice.theme)
            looks = tuple(
                self._class(classified.theme, one, classified.range_of(i), style)
                for i, one in enumerate(classified.theme.classes)
            )
            return SheetLayer(title, store.shapes, classified.numbers, looks, _worst_last(classified.theme))
        looks = (_plain(style, title),)
        return SheetLayer(title, store.shapes, np.zeros(len(store.shapes), np.int8), looks)

    def _class(
        self, theme: Theme, one: MapClass, bounds: tuple[float | None, float | None], style: LayerStyle
    ) -> SheetClass:
        letter = self.words(one.letter) if self.words.knows(one.letter) else one.letter
        label = self._label(theme, one, bounds)
        if theme.layer != PARCELS:
            wide = style.symbol_size * MM_PER_PIXEL * LABEL_SHRINK
            return SheetClass(label, one.colour, "", letter, style.outline, 0.18, point_mm=wide, sample="point")
        return SheetClass(label, one.colour, one.hatch, letter, style.outline, 0.13)

    def _label(self, theme: Theme, one: MapClass, bounds: tuple[float | None, float | None]) -> str:
        low, high = bounds
        if theme.kind != "quantiles" or (low is None and high is None):
            return self.words(one.word)
        if low is None:
            return self.words("legend.below", high=f"{high:,.0f}")
        if high is None:
            return self.words("legend.from", low=f"{low:,.0f}")
        return self.words("legend.between", low=f"{low:,.0f}", high=f"{high:,.0f}")


def _worst_last(theme: Theme) -> tuple[int, ...]:
    """The classes in painting order where some are worse than others; empty where none is."""
    bad = theme.badness()
    return () if bad is None else tuple(np.argsort(bad, kind="stable").tolist())


def _plain(style: LayerStyle, title: str) -> SheetClass:
    sample = "point" if style.symbol else "area" if style.fill else "line"
    dash = tuple(length * MM_PER_PIXEL * 0.6 for length in style.dash)
    line = style.casing or style.outline
    return SheetClass(title, style.fill, style.hatch, "", line, style.width * 0.13, dash, 1.4, sample)


def _lines(text: str, east: float, north: float, step: float) -> list[tuple[str, float, float]]:
    """Each line of a label with its own middle."""
    lines = text.split("\n")
    top = north + step * 1.25 * (len(lines) - 1) / 2
    return [(line, east, top - step * 1.25 * number) for number, line in enumerate(lines)]
