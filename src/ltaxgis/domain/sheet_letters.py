"""The letter of its class in each shape of a black-and-white sheet, where there is room for one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.papers.map_sheet import SheetLabel, SheetLayer
from ltaxgis.domain.sheet_labels import reach
from ltaxgis.domain.sheets import Frame

Shapes = NDArray[np.object_]
Points = NDArray[np.float64]

SIZE_PT = 5.2
# of its width: a sign nearer than this to one above it has no room left for its letter
_COVERS = 0.8
# places tried about the middle of a shape, in heights of a letter: the middle, then beside names of one and two lines
_PLACES = (
    (0, 0), (0, -1.3), (0, 1.3), (0, -2.4), (0, 2.4), (2.2, 0), (-2.2, 0), (4, 0), (-4, 0), (2.2, -1.3), (-2.2, -1.3),
    (2.2, 1.3), (-2.2, 1.3), (0, -3.6), (0, 3.6), (1.2, -2.4), (-1.2, -2.4), (1.2, 2.4), (-1.2, 2.4), (2.4, -3.6),
    (-2.4, -3.6), (2.4, 3.6), (-2.4, 3.6), (0, -5), (0, 5), (6, 0), (-6, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letters:
    """`left_out` shapes of a class with a letter have no room for it."""

    labels: tuple[SheetLabel, ...] = ()
    left_out: int = 0


def class_letters(layers: Sequence[SheetLayer], frame: Frame, taken: Sequence[SheetLabel]) -> Letters:
    """A letter inside each shape that shows on the sheet and whose class has one in the legend, clear of the names
    `taken`. Shapes stacked on one ground share theirs."""
    placed: list[SheetLabel] = []
    left_out = 0
    for layer in layers:
        if any(look.letter and look.label for look in layer.classes):
            shapes, letters = _lettered(layer, frame)
            found = _place(shapes, letters, frame, taken)
            placed += found
            left_out += len(shapes) - len(found)
    return Letters(tuple(placed), left_out)


def sign_letters(layers: Sequence[SheetLayer], frame: Frame) -> tuple[SheetLabel, ...]:
    """The letter of its class in each sign that stands for a point; where signs lie on each other, in the uppermost."""
    return tuple(
        label for layer in layers if any(look.sample == "point" and look.letter for look in layer.classes)
        for label in _in_signs(layer, frame)
    )  # fmt: skip


def _in_signs(layer: SheetLayer, frame: Frame) -> list[SheetLabel]:
    west, south, east, north = frame.extent
    rank = np.argsort(np.array(layer.painted))[layer.numbers]
    known = np.flatnonzero(shapely.get_type_id(layer.shapes) == 0)
    known = known[np.argsort(rank[known], kind="stable")]
    places = shapely.get_coordinates(layer.shapes[known])
    inside = ((places >= (west, south)) & (places <= (east, north))).all(axis=1)
    known, places = known[inside], places[inside]
    covered = np.zeros(len(known), bool)
    points: Shapes = np.asarray(shapely.points(places))
    half = max((look.point_mm for look in layer.classes), default=0.0) * frame.scale / 1000 * _COVERS
    lower, upper = shapely.STRtree(points).query(points, predicate="dwithin", distance=half)
    covered[lower[upper > lower]] = True
    looks = [layer.classes[number] for number in layer.numbers[known]]
    return [
        SheetLabel(look.letter, float(e), float(n), size_pt=SIZE_PT, bold=True, halo=False)
        for look, (e, n), hidden in zip(looks, places, covered, strict=True) if look.letter and not hidden
    ]  # fmt: skip


def _lettered(layer: SheetLayer, frame: Frame) -> tuple[Shapes, list[str]]:
    """The shapes as far as the sheet shows them, each ground once, and their letters."""
    texts = np.array([look.letter if look.label else "" for look in layer.classes], dtype=object)
    known = ~shapely.is_missing(layer.shapes) & (texts[layer.numbers] != "")
    found = np.flatnonzero(known)
    shown = shapely.clip_by_rect(layer.shapes[found], *frame.extent)
    alive = ~shapely.is_empty(shown) & (shapely.area(shown) > 0)
    found, shown = found[alive], shown[alive]
    _, once = np.unique(np.round(shapely.bounds(shown), 2), axis=0, return_index=True)
    once = np.sort(once)
    return shown[once], [str(text) for text in texts[layer.numbers[found[once]]]]


def _place(shapes: Shapes, letters: Sequence[str], frame: Frame, taken: Sequence[SheetLabel]) -> list[SheetLabel]:
    """The letters that fit, each at the first place that is inside its shape and clear of all names."""
    if not len(shapes):
        return []
    metres = frame.scale / 1000
    wide, high = (part * metres for part in reach(SheetLabel("ก", 0, 0, size_pt=SIZE_PT, bold=True)))
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
    names = shapely.STRtree([_ground(label, metres) for label in taken])
    waiting = np.arange(len(shapes))
    placed: list[SheetLabel] = []
    shapely.prepare(shapes)
    for across, up in _PLACES:
        at = middles[waiting] + np.array([across, up]) * 2 * high
        boxes = _boxes(at, wide * 1.3, high)
        free = shapely.contains(shapes[waiting], boxes)
        free[names.query(boxes, predicate="intersects")[0]] = False
        placed += [_label(letters[index], point) for index, point in zip(waiting[free], at[free], strict=True)]
        waiting = waiting[~free]
    return placed


def _label(letter: str, at: Points) -> SheetLabel:
    return SheetLabel(letter, float(at[0]), float(at[1]), size_pt=SIZE_PT, bold=True)


def _boxes(at: Points, wide: float, high: float) -> Shapes:
    boxes: Shapes = np.asarray(shapely.box(at[:, 0] - wide, at[:, 1] - high, at[:, 0] + wide, at[:, 1] + high))
    return boxes


def _ground(label: SheetLabel, metres: float) -> shapely.Polygon:
    wide, high = (part * metres for part in reach(label))
    return shapely.box(label.e - wide, label.n - high, label.e + wide, label.n + high)
