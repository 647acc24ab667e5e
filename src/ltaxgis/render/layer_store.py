"""A layer as the painters want it: pyramids of its surfaces and lines, its points, its boxes, its labels' places."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.pyramid import GROUP, GROUP_OF_WIDE, Pyramid
from ltaxgis.render.rings import Rings, first_of_each, hilbert, line_rings, point_places, polygon_rings
from ltaxgis.render.view import Box, joined_box

WIDEST = 100.0  # metres that a line may be wide
MANY = "parcels"  # the layer that is drawn by the hundred thousand, with a thin edge


class AskedColumns(Mapping[str, Sequence[Any]]):
    """A layer's columns, each taken from the layer when it is first asked for, with what changed since."""

    def __init__(self, told: Mapping[str, Sequence[Any]]) -> None:
        self._told = told
        self._asked: dict[str, Sequence[Any]] = {}
        self._changes: dict[str, dict[int, Any]] = {}

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in self._asked:
            self._asked[name] = _changed(self._told[name], self._changes.pop(name, {}))
        return self._asked[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def change(self, places: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        """The records at these places say something else, in columns that were asked for and those that will be."""
        for name, values in columns.items():
            changes = dict(zip(places, values, strict=True))
            if name in self._asked:
                self._asked[name] = _changed(self._asked[name], changes)
            else:
                self._changes.setdefault(name, {}).update(changes)


def _changed(values: Sequence[Any], changes: Mapping[int, Any]) -> Sequence[Any]:
    if not changes:
        return values
    told = list(values)
    for place, value in changes.items():
        told[place] = value
    return told


class LayerStore:
    """Built once from a layer; everything in it is in the order of the layer's records."""

    def __init__(self, layer: LayerShapes) -> None:
        self.name = layer.name
        self.uids = layer.uids
        self.shapes = layer.shapes
        self.columns = AskedColumns(layer.columns)
        # column by column in memory: which boxes touch a view is asked four times a picture
        self.boxes: NDArray[np.float64] = np.asfortranarray(shapely.bounds(layer.shapes).reshape(-1, 4))
        whole = joined_box(self.boxes)
        self.box: Box | None = whole
        self.origin = ((whole[0] + whole[2]) / 2, (whole[1] + whole[3]) / 2) if whole else (0.0, 0.0)
        self.surfaces = self._pyramid(polygon_rings(layer.shapes, self.origin))
        self.lines = self._pyramid(line_rings(layer.shapes, self.origin))
        # lines of one width are one class: they are drawn with one pen
        self.line_widths, classes = _width_classes(layer.columns.get("width"), len(self))
        self.lines.set_classes(classes)
        self.points, self.point_owner = point_places(layer.shapes)

    def __len__(self) -> int:
        return len(self.uids)

    def _pyramid(self, rings: Rings) -> Pyramid:
        boxes = self.boxes - np.array(self.origin * 2)
        has = np.zeros(len(self), bool)
        has[rings.owner] = True
        same = self.first_of_same
        # of identical shapes (units of a condominium) one is painted
        drawn = has & (same == np.arange(len(same)))
        return Pyramid(rings, boxes, self._distance, drawn, GROUP if self.name == MANY else GROUP_OF_WIDE)

    @cached_property
    def first_of_same(self) -> NDArray[np.int64]:
        counts = shapely.get_num_coordinates(self.shapes).astype(np.int64)
        return first_of_each(self.boxes, self.areas, counts)

    @cached_property
    def areas(self) -> NDArray[np.float64]:
        """Square metres, 0 where there is no surface."""
        return np.nan_to_num(shapely.area(self.shapes))

    @cached_property
    def _distance(self) -> NDArray[np.int64]:
        return hilbert((self.boxes[:, :2] + self.boxes[:, 2:]) / 2)

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    @cached_property
    def number_of(self) -> dict[Uid, int]:
        return {uid: number for number, uid in enumerate(self.uids)}

    def at(self, east: float, north: float, reach: float) -> list[Uid]:
        """What lies under a place, the smallest first; lines and points within `reach` metres."""
        place = shapely.Point(east, north)
        found = self.tree.query(place, predicate="dwithin", distance=reach)
        surface = self.areas[found] > 0
        found = found[~surface | shapely.intersects(self.shapes[found], place)]
        return [self.uids[number] for number in found[np.argsort(self.areas[found], kind="stable")].tolist()]

    def touching(self, shape: BaseGeometry) -> list[Uid]:
        """What lies within or touches a shape."""
        return [self.uids[number] for number in sorted(self.tree.query(shape, predicate="intersects").tolist())]


def _width_classes(told: Sequence[float | None] | None, count: int) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """The different widths in whole metres, 0 where none is told, and which of them each record has."""
    if told is None:
        return np.zeros(1), np.zeros(count, np.int8)
    metres = np.array([min(max(width or 0.0, 0.0), WIDEST) for width in told], dtype=float)
    widths, classes = np.unique(np.rint(metres), return_inverse=True)
    return widths, classes.astype(np.int8)
