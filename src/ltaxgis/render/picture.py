"""The whole map as one picture: layers in their order, names on top, and counts of what was drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from ltaxgis.domain.density import Clusters, clusters, highest
from ltaxgis.domain.styles import (
    CLUSTERS,
    HEAT,
    PARCELS,
    POINTS,
    Classified,
    LayerStyle,
    MapChoice,
    MapStyles,
    classify,
    label_texts,
    label_tokens,
)
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.label_anchors import Anchors, line_anchors, surface_anchors
from ltaxgis.render.label_places import Label, Named, Taken, place_labels
from ltaxgis.render.layer_store import LayerStore
from ltaxgis.render.paint_cases import class_of_each, paint_clusters, paint_heat, ramp_top, sign_radius
from ltaxgis.render.paint_features import Marks, paint_features
from ltaxgis.render.paint_labels import FontMeasure, paint_labels
from ltaxgis.render.paint_parcels import Edge, Fill, paint_surfaces
from ltaxgis.render.pyramid import grain_of
from ltaxgis.render.surface import Check, Surface, never, new_surface
from ltaxgis.render.symbols import StampKind
from ltaxgis.render.view import Box, View, joined_box, touching

LETTER = "{letter}"
SCALES_KEPT = 12
PAPER = "#FFFFFF"
LABELS_FIRST = ("zones", "blocks")  # names that parcels' codes must not push away
LABELS_LAST = ("buildings", "signs", "units")
REFERENCE_UNDER = "parcels"
_UNDER_SIGN = 0.9  # of the size of its letters: how far a case's number is from its sign


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on a picture. `classes[i]` parcels in view are of class i of the theme; `heat_top` is what the ramp's
    end means in cases a square kilometre, 0 where no heat is shown."""

    view: View
    parcels_drawn: int = 0
    labels_drawn: int = 0
    classes: tuple[int, ...] = ()
    ranges: tuple[tuple[float | None, float | None], ...] = ()
    heat_top: float = 0.0


class MapDrawing:
    """Layers made ready for painting; keeps what is costly from picture to picture."""

    def __init__(self, styles: MapStyles, layers: Sequence[LayerShapes] = ()) -> None:
        self.styles = styles
        self.stores: dict[str, LayerStore] = {}
        self._measure: FontMeasure | None = None
        self._anchors: dict[str, Anchors] = {}
        self._texts: dict[tuple[str, str], list[str]] = {}
        self._classified: dict[str, Classified] = {}
        self._clusters: dict[tuple[str, float], Clusters] = {}
        self._tops: dict[tuple[str, float], float] = {}
        self._stamps: dict[tuple[str, float], dict[StampKind, QImage]] = {}
        for layer in layers:
            self.replace_layer(layer)

    def replace_layer(self, layer: LayerShapes) -> None:
        """The layer of that name is now this one."""
        self.stores[layer.name] = LayerStore(layer)
        self._anchors.pop(layer.name, None)
        self._texts = {key: texts for key, texts in self._texts.items() if key[0] != layer.name}
        self._classified.clear()
        self._forget_cases(layer.name)

    def change_columns(self, name: str, places: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        """The records at these places say something else; their shapes stay."""
        self.stores[name].columns.change(places, columns)
        self._texts = {key: texts for key, texts in self._texts.items() if key[0] != name}
        if name == PARCELS:
            self._classified.clear()

    def drop_layer(self, name: str) -> None:
        self.stores.pop(name, None)
        self._anchors.pop(name, None)
        self._forget_cases(name)

    def clusters_of(self, layer: str, metres: float) -> Clusters:
        """The signs of a layer of cases where a logical pixel is so many metres; kept for the scales seen last."""
        key = (layer, metres)
        found = self._clusters.pop(key, None)
        if found is None:
            found = clusters(self.stores[layer].points, self.styles.cases.pixels * metres)
        self._clusters[key] = found
        if len(self._clusters) > SCALES_KEPT:
            self._clusters.pop(next(iter(self._clusters)))
        return found

    def heat_top(self, layer: str, radius: float) -> float:
        """What the ramp's end means, whatever is in view: colours stay while the map moves."""
        key = (layer, radius)
        if key not in self._tops:
            self._tops[key] = ramp_top(highest(self.stores[layer].points, radius))
        return self._tops[key]

    def _forget_cases(self, layer: str) -> None:
        self._clusters = {key: kept for key, kept in self._clusters.items() if key[0] != layer}
        self._tops = {key: kept for key, kept in self._tops.items() if key[0] != layer}

    @property
    def box(self) -> Box | None:
        """The box around all layers, of the parcels alone where there are any."""
        parcels = self.stores.get(PARCELS)
        if parcels is not None and parcels.box is not None:
            return parcels.box
        boxes = [store.box for store in self.stores.values() if store.box is not None]
        return joined_box(np.array(boxes)) if boxes else None

    def build(self, view: View, choice: MapChoice) -> None:
        """The paths that a picture of this view needs are there."""
        grain = grain_of(view.device_metres)
        for store, _, _ in self._shown(view, choice):
            if store.name == PARCELS:
                store.surfaces.set_classes(self._of_parcels(choice.theme).numbers)
            store.surfaces.batch(grain)
            store.lines.batch(grain)

    def classified(self, theme: str) -> Classified:
        """The classes of all records of a theme's layer; KeyError for a theme or layer that is not there."""
        if theme not in self._classified:
            told = self.styles.themes[theme]
            store = self.stores[told.layer]
            self._classified[theme] = classify(told, store.columns, len(store))
        return self._classified[theme]

    def _of_parcels(self, theme: str) -> Classified:
        """The classes of all parcels; those of a theme of points over them have none."""
        told = self.styles.themes[theme]
        return self.classified(theme) if told.layer == PARCELS else classify(told, {}, len(self.stores[PARCELS]))

    def paint(
        self,
        surface: Surface,
        view: View,
        choice: MapChoice,
        check: Check = never,
        part_done: Callable[[], None] = never,
    ) -> Drawn:
        """The surface shows the view; `part_done` is called after each layer. What `check` raises goes through."""
        surface.image.fill(QColor(self.styles.background))
        for store, style, opacity in self._shown(view, choice):
            check()
            target = surface if opacity >= 1 else _clear_like(surface)
            if store.name == PARCELS:
                self._paint_parcels(target, view, store, style, choice, check)
            elif style.is_cases and choice.cases == HEAT:
                top = self.heat_top(store.name, choice.radius)
                paint_heat(target, view, store.points, choice.radius, top, self.styles.cases)
            elif style.is_cases and choice.cases == CLUSTERS:
                signs = self.clusters_of(store.name, view.metres)
                made = self._stamps.setdefault((store.name, view.ratio), {})
                paint_clusters(target, view, signs, style, self._sign_marks(signs, store, choice), made)
            else:
                paint_features(target, view, store, style, check, self._marks(store, choice))
            if target is not surface:
                _lay_over(surface, target, opacity)
            part_done()
        labels = self.labels(view, choice, check)
        check()
        paint_labels(surface, view, labels, self.measure)
        return self._counts(view, choice, len(labels))

    def labels(self, view: View, choice: MapChoice, check: Check = never) -> list[Label]:
        """The names that find room in a view, as data."""
        taken = Taken(view.width, view.height)
        found = []
        shown = [(store, style) for store, style, _ in self._shown(view, choice)]
        for store, style in shown:
            if style.is_cases and choice.cases == CLUSTERS:
                signs = self.clusters_of(store.name, view.metres)
                for (x, y), count in zip(
                    view.screen_places(signs.centres).tolist(), signs.counts.tolist(), strict=True
                ):
                    taken.cover(x, y, sign_radius(count))
            elif style.is_cases and choice.cases == POINTS:
                places = view.screen_places(store.points)
                for x, y in places[((places >= 0) & (places <= (view.width, view.height))).all(axis=1)].tolist():
                    taken.cover(x, y, style.symbol_size / 2)
        for store, style in sorted(shown, key=lambda pair: _label_turn(pair[0].name)):
            check()
            named = self._named(store, style, view, choice)
            if named is not None:
                found += place_labels(named, view, self.measure, taken)
        return found

    @property
    def measure(self) -> FontMeasure:
        if self._measure is None:
            self._measure = FontMeasure()
        return self._measure

    def _shown(self, view: View, choice: MapChoice) -> list[tuple[LayerStore, LayerStyle, float]]:
        """The layers to be painted in this view with their styles and opacities, the lowest first."""
        scale = view.denominator()
        found = []
        for name in layer_order(list(self.stores), self.styles, choice):
            style = self.styles.style_of(name)
            opacity = choice.of(name, style).opacity
            if self.styles.shows(name, choice) and opacity > 0 and style.shows_at(scale):
                found.append((self.stores[name], style, opacity))
        return found

    def _paint_parcels(
        self, surface: Surface, view: View, store: LayerStore, style: LayerStyle, choice: MapChoice, check: Check
    ) -> None:
        classified = self._of_parcels(choice.theme)
        store.surfaces.set_classes(classified.numbers)
        fills = [Fill(one.colour, one.hatch if choice.hatched else "") for one in classified.theme.classes]
        if classified.theme.layer != PARCELS:  # the ground of a theme of points says nothing
            fills = [Fill(PAPER)] * len(fills)
        edge = Edge(style.outline, style.width, fades=True)
        paint_surfaces(surface, view, store.surfaces, store.origin, fills, edge, check)

    def _named(self, store: LayerStore, style: LayerStyle, view: View, choice: MapChoice) -> Named | None:
        template = choice.label if store.name == PARCELS else style.label
        if style.is_cases and choice.cases != POINTS:
            return None
        if not template or (style.label_farthest and view.denominator() > style.label_farthest) or not len(store):
            return None
        if store.name not in self._anchors:
            self._anchors[store.name] = _anchors_of(store)
        lettered = LETTER in template and store.name == PARCELS
        key = (store.name, f"{template}\n{choice.theme}" if lettered else template)
        if key not in self._texts:
            letters = self._letters(choice) if lettered else {}
            columns = {name: store.columns[name] for name in label_tokens(template) if name in store.columns}
            self._texts[key] = _texts_of(store, template, {**columns, **letters})
        east, north = store.origin
        below = style.symbol_size / 2 + style.label_size * _UNDER_SIGN if style.is_cases else 0.0
        ranks = store.areas if store.surfaces.drawn.any() else self._anchors[store.name].half_width
        return Named(
            style=style,
            texts=self._texts[key],
            anchors=self._anchors[store.name],
            origin=(east, north - below * view.metres),  # a case's number stands under its sign
            ranks=ranks,
            shapes=store.shapes if store.name == PARCELS else None,
        )

    def _letters(self, choice: MapChoice) -> dict[str, list[str]]:
        """The letter of each parcel's class as a column, for grey copies."""
        numbers = self._of_parcels(choice.theme).numbers.tolist()
        return {"letter": [choice.letters[number] if number < len(choice.letters) else "" for number in numbers]}

    def _counts(self, view: View, choice: MapChoice, labels: int) -> Drawn:
        if not any(store.name == PARCELS for store, _, _ in self._shown(view, choice)):
            return Drawn(view, labels_drawn=labels)
        parcels = int(touching(self.stores[PARCELS].boxes, view.box).sum())
        layer = self.styles.themes[choice.theme].layer
        if layer not in self.stores:
            return Drawn(view, parcels, labels)
        classified = self.classified(choice.theme)
        seen = touching(self.stores[layer].boxes, view.box)
        kinds = range(len(classified.theme.classes))
        counts = np.bincount(classified.numbers[seen], minlength=len(kinds))
        ranges = tuple(classified.range_of(kind) for kind in kinds)
        is_heat = choice.cases == HEAT and self.styles.style_of(layer).is_cases
        top = self.heat_top(layer, choice.radius) if is_heat else 0.0
        return Drawn(view, parcels, labels, tuple(counts.tolist()), ranges, top)

    def _marks(self, store: LayerStore, choice: MapChoice) -> Marks | None:
        """How the points of a theme's own layer are told apart; None for other layers."""
        theme = self.styles.themes[choice.theme]
        if theme.layer != store.name:
            return None
        numbers = self.classified(choice.theme).numbers[store.point_owner]
        return Marks(numbers, tuple(one.colour for one in theme.classes), choice.letters)

    def _sign_marks(self, signs: Clusters, store: LayerStore, choice: MapChoice) -> Marks | None:
        """The same for signs of several points."""
        marks = self._marks(store, choice)
        if marks is None:
            return None
        return replace(marks, numbers=class_of_each(signs, marks.numbers, self.styles.themes[choice.theme]))


@dataclass(frozen=True, slots=True)
class Picture:
    """A map picture and what stands on it."""

    image: QImage
    drawn: Drawn
    surface: Surface = field(repr=False)


def draw_map(layers: Sequence[LayerShapes], styles: MapStyles, view: View, choice: MapChoice) -> Picture:
    """The map of some layers as one picture; for many pictures of the same layers keep a `MapDrawing`."""
    return paint_picture(MapDrawing(styles, layers), view, choice)


def paint_picture(drawing: MapDrawing, view: View, choice: MapChoice) -> Picture:
    surface = new_surface(*view.device_size)
    drawn = drawing.paint(surface, view, choice)
    surface.image.setDevicePixelRatio(view.ratio)
    return Picture(surface.image, drawn, surface)


def layer_order(names: Sequence[str], styles: MapStyles, choice: MapChoice) -> list[str]:
    """Names in painting order: as chosen, else as the styles say; unknown layers right above the parcels."""
    standard = list(styles.layers)
    chosen = [one.name for one in choice.layers]

    def turn(name: str) -> float:
        return standard.index(name) if name in standard else standard.index(REFERENCE_UNDER) + 0.5

    if not chosen:
        return sorted(names, key=turn)
    found = [name for name in chosen if name in names]
    for name in sorted(set(names) - set(chosen), key=turn):
        # a layer that came later lies over what the styles would have it lie over
        below = [place for place, other in enumerate(found) if turn(other) <= turn(name)]
        found.insert(below[-1] + 1 if below else 0, name)
    return found


def _label_turn(name: str) -> int:
    """Zones and blocks first, then streets and water, then parcels; what stands on parcels takes what room is left."""
    if name in LABELS_FIRST:
        return LABELS_FIRST.index(name)
    return 20 if name in LABELS_LAST else 10 if name == PARCELS else 5


def _anchors_of(store: LayerStore) -> Anchors:
    if store.surfaces.drawn.any():
        return surface_anchors(store.shapes, store.surfaces.rings, store.origin)
    if store.lines.drawn.any():
        return line_anchors(store.shapes, store.origin)
    count = len(store)
    places = np.full((count, 2), np.nan)
    places[store.point_owner] = store.points - store.origin
    return Anchors(places, np.full(count, np.inf), np.full(count, np.inf), np.zeros(count))


def _texts_of(store: LayerStore, template: str, columns: Mapping[str, Sequence[Any]]) -> list[str]:
    """Label texts; a stack of identical shapes carries the first one's text and how many they are."""
    texts = label_texts(template, columns, len(store))
    counts: NDArray[np.int64] = np.bincount(store.first_of_same, minlength=len(store))
    for number in np.flatnonzero(counts != 1).tolist():
        texts[number] = f"{texts[number]} ×{counts[number]}" if counts[number] and texts[number] else ""
    return texts


def _clear_like(surface: Surface) -> Surface:
    high, wide = surface.pixels.shape
    return new_surface(wide, high)


def _lay_over(surface: Surface, upper: Surface, opacity: float) -> None:
    painter = QPainter(surface.image)
    painter.setOpacity(opacity)
    painter.drawImage(0, 0, upper.image)
    painter.end()
