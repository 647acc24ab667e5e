"""Rings and lines as ragged arrays: taken from shapes, thinned to what a pixel shows, put into groups of neighbours."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

POINT, LINE, RING, POLYGON = 0, 1, 2, 3
MULTIPOLYGON, COLLECTION = 6, 7
SNAP_PIXELS = 0.8
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rings:
    """Ring `i` has the places `xy[starts[i]:starts[i + 1]]` (metres from an origin) and belongs to shape `owner[i]`.

    Closed rings end where they begin; outer ones run against the clock, holes with it.
    """

    xy: NDArray[np.float64]
    starts: Integers
    owner: Integers
    closed: bool

    @property
    def lengths(self) -> Integers:
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.owner)


def simple_parts(shapes: NDArray[np.object_], kinds: tuple[int, ...]) -> tuple[NDArray[np.object_], Integers]:
    """The parts of shapes that are of some kind, out of collections too, with the number of their shape."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    if np.isin(shapely.get_type_id(parts), (4, 5, 6, 7)).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    wanted = np.isin(shapely.get_type_id(parts), kinds) & ~shapely.is_empty(parts)
    return parts[wanted], owner[wanted]


def polygon_rings(shapes: NDArray[np.object_], origin: tuple[float, float]) -> Rings:
    """All rings of the polygons among shapes; missing and empty shapes have none."""
    surfaces, owner = shapes, np.arange(len(shapes))
    if (shapely.get_type_id(shapes) == COLLECTION).any():
        surfaces, owner = simple_parts(shapes, (POLYGON,))
    wanted = np.isin(shapely.get_type_id(surfaces), (POLYGON, MULTIPOLYGON)) & ~shapely.is_empty(surfaces)
    surfaces, owner = surfaces[wanted], owner[wanted]
    if not len(surfaces):
        return Rings(np.zeros((0, 2)), np.zeros(1, np.int64), np.zeros(0, np.int64), closed=True)
    rings = _rings_of(surfaces, origin)
    return Rings(rings.xy, rings.starts, owner[rings.owner], closed=True)


def _rings_of(surfaces: NDArray[np.object_], origin: tuple[float, float]) -> Rings:
    """All rings of surfaces that are there, in their order."""
    places, number = shapely.get_coordinates(surfaces, return_index=True)
    starts = _starts(np.bincount(number, minlength=len(surfaces)))
    # the first ring of a shape ends where its first place comes again: where that is its last, it has no other ring
    first_again = (places == places[starts[:-1]][number]).all(axis=1)
    alone = first_again[starts[1:] - 1] & (np.add.reduceat(first_again, starts[:-1], dtype=np.int64) == 2)
    several = np.flatnonzero(~alone)
    if not len(several):
        return _turned(Rings(places - origin, starts, np.arange(len(surfaces)), closed=True), alone)
    apart = _taken_apart(surfaces[several], several, origin)
    single = taken(Rings(places - origin, starts, np.arange(len(surfaces)), closed=True), np.flatnonzero(alone))
    return _in_order(_turned(single, np.ones(len(single), bool)), apart) if len(single) else apart


def _taken_apart(surfaces: NDArray[np.object_], owner: Integers, origin: tuple[float, float]) -> Rings:
    """All rings of surfaces with several parts or holes, one by one: that takes eight times as long."""
    _, places, offsets = shapely.to_ragged_array(surfaces, include_z=False)
    # where rings begin among places, polygons among rings, and shapes among polygons, if some may have several
    starts, polygons = (np.asarray(one, dtype=np.int64) for one in offsets[:2])
    shape_of = np.repeat(owner, np.diff(offsets[2])) if len(offsets) > 2 else owner
    outer = np.zeros(len(starts) - 1, bool)
    outer[polygons[:-1][np.diff(polygons) > 0]] = True
    rings = Rings(places - origin, starts, np.repeat(shape_of, np.diff(polygons)), closed=True)
    return _turned(rings, outer)


def _in_order(some: Rings, others: Rings) -> Rings:
    """The closed rings of both in the order of their shapes."""
    starts = np.concatenate([some.starts[:-1], others.starts + len(some.xy)])
    owner = np.concatenate([some.owner, others.owner])
    both = Rings(np.concatenate([some.xy, others.xy]), starts, owner, closed=True)
    return taken(both, np.argsort(owner, kind="stable"))


def _turned(rings: Rings, outer: NDArray[np.bool_]) -> Rings:
    """Outer rings run against the clock, holes with it."""
    x, y = rings.xy[:, 0], rings.xy[:, 1]
    twice = np.zeros(len(x))
    twice[:-1] = x[:-1] * y[1:] - x[1:] * y[:-1]
    twice[rings.starts[1:] - 1] = 0.0  # from one ring to the next there is no edge
    wrong = (np.add.reduceat(twice, rings.starts[:-1]) > 0) != outer
    if not wrong.any():
        return rings
    index = np.arange(len(x))
    backwards = np.repeat(wrong, rings.lengths)
    ends = np.repeat(rings.starts[:-1] + rings.starts[1:] - 1, rings.lengths)
    return Rings(rings.xy[np.where(backwards, ends - index, index)], rings.starts, rings.owner, closed=True)


def line_rings(shapes: NDArray[np.object_], origin: tuple[float, float]) -> Rings:
    parts, owner = simple_parts(_without_surfaces(shapes), (LINE, RING))
    return _ragged(parts, owner, origin, closed=False)


def point_places(shapes: NDArray[np.object_]) -> tuple[NDArray[np.float64], Integers]:
    """Rows of E, N of the points among shapes, with the number of their shape."""
    parts, owner = simple_parts(_without_surfaces(shapes), (POINT,))
    return shapely.get_coordinates(parts), owner


def _without_surfaces(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """None in the place of each surface: taking a hundred thousand of them apart only to find no line costs time."""
    left = shapes.copy()
    left[np.isin(shapely.get_type_id(shapes), (POLYGON, MULTIPOLYGON))] = None
    return left


def _ragged(lines: NDArray[np.object_], owner: Integers, origin: tuple[float, float], *, closed: bool) -> Rings:
    places, line = shapely.get_coordinates(lines, return_index=True)
    lengths = np.bincount(line, minlength=len(lines))
    return Rings(places - origin, _starts(lengths), owner.astype(np.int64), closed)


def snapped(rings: Rings, cell: float) -> Rings:
    """Places on a grid of `cell` metres, repeats left out; rings that shrink to less than a triangle are gone."""
    grid = np.rint(rings.xy / cell)
    keep = np.ones(len(grid), bool)
    keep[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    keep[rings.starts[:-1][rings.lengths > 0]] = True
    ring = np.repeat(np.arange(len(rings)), rings.lengths)
    lengths = np.bincount(ring[keep], minlength=len(rings))
    whole = lengths >= (4 if rings.closed else 2)
    keep &= whole[ring]
    return Rings(grid[keep] * cell, _starts(lengths[whole]), rings.owner[whole], rings.closed)


def taken(rings: Rings, order: Integers) -> Rings:
    """The rings of some numbers, in their order."""
    lengths = rings.lengths[order]
    starts = _starts(lengths)
    index = np.arange(starts[-1]) + np.repeat(rings.starts[:-1][order] - starts[:-1], lengths)
    return Rings(rings.xy[index], starts, rings.owner[order], rings.closed)


def _starts(lengths: NDArray[np.integer]) -> Integers:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def hilbert(places: NDArray[np.float64], order: int = 12) -> Integers:
    """The distance of each place along a Hilbert curve over the box of all: neighbours get near numbers."""
    if not np.isfinite(places).any():
        return np.zeros(len(places), np.int64)
    low = np.nanmin(places, axis=0)
    size = max(float((np.nanmax(places, axis=0) - low).max()), 1e-9)
    cells = np.nan_to_num((places - low) / size * ((1 << order) - 1)).astype(np.int64)
    x, y = cells[:, 0].copy(), cells[:, 1].copy()
    found = np.zeros(len(x), np.int64)
    for level in range(order - 1, -1, -1):
        right, up = (x >> level) & 1, (y >> level) & 1
        found += ((3 * right) ^ up) << (2 * level)
        turn = up == 0
        flip = turn & (right == 1)
        mask = (1 << (level + 1)) - 1
        x[flip], y[flip] = mask - (x[flip] & mask), mask - (y[flip] & mask)
        x[turn], y[turn] = y[turn], x[turn]
    return found


def groups(distance: Integers, classes: NDArray[np.integer], size: int) -> Integers:
    """A group number for each shape: neighbours of one class, about `size` in a group."""
    kinds = max(len(np.unique(classes)), 1)
    rank = np.empty(len(distance), np.int64)
    rank[np.argsort(distance, kind="stable")] = np.arange(len(distance))
    pair = rank // (size * min(kinds, 8)) * (int(classes.max(initial=0)) + 1) + classes
    return np.unique(pair, return_inverse=True)[1].astype(np.int64)


def first_of_each(boxes: NDArray[np.float64], areas: NDArray[np.float64], counts: Integers) -> Integers:
    """For each shape the number of the first that is the same (same box, area and number of places)."""
    key = np.column_stack([boxes, areas, counts.astype(float)]).round(3)
    order = np.lexsort(key.T)
    ordered = key[order]
    new = np.ones(len(order), bool)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    heads = np.minimum.reduceat(order, np.flatnonzero(new)) if len(order) else order
    first = np.empty(len(order), np.int64)
    first[order] = heads[np.cumsum(new) - 1] if len(order) else []
    return first
