"""The layers, what is painted from them and what is asked about them: the same in the worker and in tests."""

from collections.abc import Callable, Collection
from typing import Any, Protocol, runtime_checkable

import numpy as np
import shapely

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import PARCELS, MapStyles
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.layer_store import LayerStore
from ltaxgis.render.paint_cases import sign_radius
from ltaxgis.render.picture import MapDrawing
from ltaxgis.render.rings import line_rings, polygon_rings
from ltaxgis.render.view import Box, joined_box
from ltaxgis.ui.map.messages import (
    About,
    Cluster,
    ClusterAt,
    Loaded,
    Outline,
    OutlineOf,
    Places,
    Question,
    Under,
    Within,
)

LoadLayers = Callable[[], list[LayerShapes]]
Place = tuple[str, str, Box]
FEW = 100  # things touched, up to which looking them up one by one is quicker than reading all
POINT_RING = 3.0  # metres: how a selected point is ringed


@runtime_checkable
class TellsChanges(Protocol):
    """A `LoadLayers` that can also read the few parcels on which some things hang, with the columns named or all."""

    def changed(self, uids: frozenset[Uid], names: Collection[str] = ()) -> LayerShapes: ...


@runtime_checkable
class TellsCases(Protocol):
    """A `LoadLayers` that can also read the layers of cases alone, None where none of these things is one."""

    def cases(self, uids: frozenset[Uid]) -> list[LayerShapes] | None: ...


class MapEngine:
    """Answers from layers that are read by `load_layers`."""

    def __init__(self, load_layers: LoadLayers, styles: MapStyles) -> None:
        self._load = load_layers
        self.drawing = MapDrawing(styles)

    def load(self, touched: frozenset[Uid] | None = None) -> Loaded:
        """All layers are read again; those that are gone are forgotten. Raises what `load_layers` raises.

        Where `touched` is named and the reader tells what changed, only those parcels are read.
        """
        if touched is not None and (self._cases_again(touched) or self._recoloured(touched)):
            return self.loaded()
        layers = self._load()
        for name in set(self.drawing.stores) - {layer.name for layer in layers}:
            self.drawing.drop_layer(name)
        for layer in layers:
            self.drawing.replace_layer(layer)
        return self.loaded()

    def _cases_again(self, touched: frozenset[Uid]) -> bool:
        """The layers of cases say what the project says now; False, and nothing is done, where none was touched."""
        reader: object = self._load
        layers = reader.cases(touched) if len(touched) <= FEW and isinstance(reader, TellsCases) else None
        for layer in layers or ():
            self.drawing.replace_layer(layer)
        return layers is not None

    def _recoloured(self, touched: frozenset[Uid]) -> bool:
        """The parcels on which these hang say what the project says now: new colours and names need no new paths.
        False, and nothing is done, where they are many, or a shape is another, came or went."""
        reader: object = self._load
        if len(touched) > FEW or PARCELS not in self.drawing.stores or not isinstance(reader, TellsChanges):
            return False
        changed = reader.changed(touched)
        store = self.drawing.stores[PARCELS]
        places = [store.number_of.get(uid, -1) for uid in changed.uids]
        gone = (touched & store.number_of.keys()) - set(changed.uids)
        if gone or -1 in places or not shapely.equals_identical(store.shapes[places], changed.shapes).all():
            return False
        self.drawing.change_columns(PARCELS, places, changed.columns)
        return True

    def replace(self, layer: LayerShapes) -> Loaded:
        self.drawing.replace_layer(layer)
        return self.loaded()

    def loaded(self) -> Loaded:
        return Loaded(tuple((name, len(store), store.box) for name, store in self.drawing.stores.items()))

    def answer(self, question: Question) -> Any:
        """Uids for `Under` and `Within`, an `Outline` for `OutlineOf`, columns for `About`, a `Cluster` of several or
        None for `ClusterAt`."""
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
            case About(uid, names):
                return self._about(uid, names)
            case Places(layers):
                return [place for store in self._stores(layers) for place in _places(store)]
            case ClusterAt(_, _, _, layers):
                found = (self._cluster(store, question) for store in reversed(self._stores(layers)))
                return next((one for one in found if one is not None), None)

    def _cluster(self, store: LayerStore, at: ClusterAt) -> Cluster | None:
        signs = self.drawing.clusters_of(store.name, at.metres)
        if not len(signs.counts):
            return None
        far = np.hypot(*(signs.centres - (at.east, at.north)).T)
        number = int(far.argmin())
        if signs.counts[number] < 2 or far[number] > sign_radius(int(signs.counts[number])) * at.metres:
            return None
        # layers of cases stand with the worst last
        owners = store.point_owner[signs.of_point == number][::-1]
        labels = store.columns["label"] if "label" in store.columns else [""] * len(store)
        low, high = store.boxes[owners, :2].min(axis=0), store.boxes[owners, 2:].max(axis=0)
        return Cluster(
            store.name,
            tuple(store.uids[owner] for owner in owners.tolist()),
            tuple(str(labels[owner]) for owner in owners.tolist()),
            (float(low[0]), float(low[1]), float(high[0]), float(high[1])),
        )

    def _about(self, uid: Uid, names: tuple[str, ...]) -> dict[str, Any]:
        for layer, store in self.drawing.stores.items():
            if uid in store.number_of:
                facts = self._facts(store, uid, names)
                return {**facts, "layer": layer, "drawn_m2": float(store.areas[store.number_of[uid]])}
        return {}

    def _facts(self, store: LayerStore, uid: Uid, names: tuple[str, ...]) -> dict[str, Any]:
        """Of one parcel as the project says now: its columns of all parcels may never have been read."""
        reader: object = self._load
        if store.name == PARCELS and isinstance(reader, TellsChanges):
            told = reader.changed(frozenset({uid}), names)
            if uid in told.uids:
                number = told.uids.index(uid)
                return {name: told.columns[name][number] for name in names}
        return {name: store.columns[name][store.number_of[uid]] for name in names if name in store.columns}

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


def _places(store: LayerStore) -> list[Place]:
    names = store.columns.get("label", [""] * len(store))
    found = [
        (store.name, str(name), (box[0], box[1], box[2], box[3]))
        for name, box in zip(names, store.boxes.tolist(), strict=True)
        if name and box[0] == box[0]
    ]
    return sorted(found, key=lambda place: place[1])
