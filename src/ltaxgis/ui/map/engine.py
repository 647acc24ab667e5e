"""The layers, what is painted from them and what is asked about them: the same in the worker and in tests."""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import numpy as np
import shapely

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import MapStyles
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.layer_store import LayerStore
from ltaxgis.render.picture import PARCELS, MapDrawing
from ltaxgis.render.rings import line_rings, polygon_rings
from ltaxgis.render.view import Box, joined_box
from ltaxgis.ui.map.messages import About, Loaded, Outline, OutlineOf, Places, Question, Under, Within

LoadLayers = Callable[[], list[LayerShapes]]
Place = tuple[str, str, Box]
FEW = 100  # things touched, up to which looking them up one by one is quicker than reading all
POINT_RING = 3.0  # metres: how a selected point is ringed


@runtime_checkable
class TellsChanges(Protocol):
    """A `LoadLayers` that can also read the few parcels on which some things hang."""

    def changed(self, uids: frozenset[Uid]) -> LayerShapes: ...


class MapEngine:
    """Answers from layers that are read by `load_layers`."""

    def __init__(self, load_layers: LoadLayers, styles: MapStyles) -> None:
        self._load = load_layers
        self.drawing = MapDrawing(styles)

    def load(self, touched: frozenset[Uid] | None = None) -> Loaded:
        """All layers are read again; those that are gone are forgotten. Raises what `load_layers` raises.

        Where `touched` is named and the reader tells what changed, only those parcels are read.
        """
        reader: object = self._load
        few = touched is not None and len(touched) <= FEW and PARCELS in self.drawing.stores
        if few and touched is not None and isinstance(reader, TellsChanges):
            self._change(touched, reader.changed(touched))
            return self.loaded()
        layers = self._load()
        for name in set(self.drawing.stores) - {layer.name for layer in layers}:
            self.drawing.drop_layer(name)
        for layer in layers:
            self.drawing.replace_layer(layer)
        return self.loaded()

    def _change(self, touched: frozenset[Uid], changed: LayerShapes) -> None:
        """Parcels look as in `changed`; those of `touched` that are not in it are gone. New colours and names need no
        new paths."""
        store = self.drawing.stores[PARCELS]
        places = [store.number_of.get(uid, -1) for uid in changed.uids]
        gone = (touched & store.number_of.keys()) - set(changed.uids)
        if gone or -1 in places or not shapely.equals_identical(store.shapes[places], changed.shapes).all():
            self.drawing.replace_layer(_merged(store, changed, gone))
        else:
            self.drawing.change_columns(PARCELS, places, changed.columns)

    def replace(self, layer: LayerShapes) -> Loaded:
        self.drawing.replace_layer(layer)
        return self.loaded()

    def loaded(self) -> Loaded:
        return Loaded(tuple((name, len(store), store.box) for name, store in self.drawing.stores.items()))

    def answer(self, question: Question) -> Any:
        """Uids for `Under` and `Within`, an `Outline` for `OutlineOf`, columns for `About`."""
        match question:
            case Under():
                return [
                    uid
                    for store in self._stores(question.layers)
                    for uid in store.at(question.east, question.north, question.reach)
                ]
            case Within():
                ring = shapely.Polygon(question.ring).buffer(0) if len(question.ring) > 2 else shapely.Polygon()
                return [uid for store in self._stores(question.layers) for uid in store.touching(ring)]
            case OutlineOf():
                return self._outline(question)
            case About(uid):
                return self._about(uid)
            case Places(layers):
                return [place for store in self._stores(layers) for place in _places(store)]

    def _about(self, uid: Uid) -> dict[str, Any]:
        for name, store in self.drawing.stores.items():
            if uid in store.number_of:
                number = store.number_of[uid]
                facts = {column: values[number] for column, values in store.columns.items()}
                return {**facts, "layer": name, "drawn_m2": float(store.areas[number])}
        return {}

    def _stores(self, names: tuple[str, ...]) -> list[LayerStore]:
        wanted = names or tuple(self.drawing.stores)
        return [self.drawing.stores[name] for name in wanted if name in self.drawing.stores]

    def _outline(self, question: OutlineOf) -> Outline:
        shapes: list[Any] = []
        boxes: list[Box] = []
        for store in self.drawing.stores.values():
            numbers = [store.number_of[uid] for uid in question.uids if uid in store.number_of]
            shapes += store.shapes[numbers].tolist()
            boxes += [tuple(box) for box in store.boxes[numbers].tolist()]
        box = joined_box(np.array(boxes)) if boxes else None
        origin = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else (0.0, 0.0)
        drawn = np.array([*shapes[: question.most], None], dtype=object)[:-1]
        points = shapely.get_type_id(drawn) == 0
        drawn[points] = shapely.buffer(drawn[points], POINT_RING)
        closed, lines = polygon_rings(drawn, origin), line_rings(drawn, origin)
        starts = np.concatenate([closed.starts, lines.starts[1:] + closed.starts[-1]])
        return Outline(np.concatenate([closed.xy, lines.xy]), starts, origin, box)


def _merged(store: LayerStore, changed: LayerShapes, gone: frozenset[Uid] | set[Uid]) -> LayerShapes:
    """The layer of a store with changed and new things at its end, and without those that are gone."""
    place = {uid: number for number, uid in enumerate(changed.uids)}
    kept = [number for number, uid in enumerate(store.uids) if uid not in gone and uid not in place]
    shapes = np.concatenate([store.shapes[kept], changed.shapes])
    columns = {
        name: [*(values[number] for number in kept), *changed.columns[name]] for name, values in store.columns.items()
    }
    return LayerShapes(store.name, [*(store.uids[number] for number in kept), *changed.uids], shapes, columns)


def _places(store: LayerStore) -> list[Place]:
    names = store.columns.get("label", [""] * len(store))
    found = [
        (store.name, str(name), (box[0], box[1], box[2], box[3]))
        for name, box in zip(names, store.boxes.tolist(), strict=True)
        if name and box[0] == box[0]
    ]
    return sorted(found, key=lambda place: place[1])
