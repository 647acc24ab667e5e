"""Lots: a block cut in two again and again, each cut the best of a handful of likely ones.

A likely cut runs square to the road in front, or along the back of a row of lots, or leaves a narrow neck so that the
lot behind reaches the road. No cut is quite straight.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from sample_data.make.curves import Points
from sample_data.make.skeleton import Site
from shapely import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry

Size = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a block, with the part of its edge that lies on a road and that edge's length."""

    shape: Polygon
    front: BaseGeometry

    @property
    def frontage(self) -> float:
        return float(self.front.length)


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest rectangle around a piece: its middle, its long direction, length and breadth."""

    middle: Points
    along: Points
    length: float
    breadth: float


def cut_block(
    ground: Polygon, roads: BaseGeometry, size: Size, sites: list[Site], rng: np.random.Generator
) -> list[Polygon]:
    """The block's lots: neighbours share every vertex of their common edge. A site keeps about its area."""
    todo, cuts = [_piece(ground, roads)], []
    while todo:
        piece = todo.pop()
        site = next((s for s in sites if piece.shape.contains(shapely.Point(s.place))), None)
        if site and piece.shape.area < 1.45 * site.area:
            continue
        x, y = shapely.get_coordinates(piece.shape.representative_point())[0]
        if not site and piece.shape.area < size(x, y) * rng.lognormal(0.42, 0.38):
            continue
        found = _best_cut(piece, roads, rng)
        if found is not None:
            cuts.append(found[0])
            todo += found[1]
    return coverage([ground.exterior, *cuts])


def coverage(lines: list[BaseGeometry]) -> list[Polygon]:
    """The faces between the lines, noded on a millimetre grid; crumbs under 1.5 m² join a neighbour."""
    noded = shapely.union_all(lines, grid_size=0.001)
    faces = [p for p in shapely.polygonize([noded]).geoms if isinstance(p, Polygon)]
    crumbs = [p for p in faces if p.area < 12 or p.buffer(-0.7).is_empty]
    whole = [p for p in faces if p not in crumbs]
    for crumb in crumbs:
        best = max(range(len(whole)), key=lambda i: whole[i].intersection(crumb).length)
        joined = whole[best].union(crumb)
        if isinstance(joined, Polygon):
            whole[best] = Polygon(joined.exterior)
    return whole


def box_of(shape: Polygon) -> Box:
    """The smallest rectangle around a shape."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))[:4]
    a, b = corners[1] - corners[0], corners[2] - corners[1]
    first, second = float(np.hypot(*a)), float(np.hypot(*b))
    along = a / first if first >= second else b / second
    return Box(corners.mean(axis=0), along, max(first, second), min(first, second))


def _piece(shape: Polygon, roads: BaseGeometry) -> Piece:
    near = shape.exterior.intersection(roads)
    lines = [g for g in getattr(near, "geoms", [near]) if isinstance(g, LineString) and g.length > 0.3]
    return Piece(shape, shapely.line_merge(MultiLineString(lines)) if lines else MultiLineString())


def _best_cut(piece: Piece, roads: BaseGeometry, rng: np.random.Generator) -> tuple[LineString, list[Piece]] | None:
    best: tuple[float, LineString, list[Piece]] | None = None
    for line, dearer in _likely_cuts(piece, rng):
        inside = line.intersection(piece.shape)
        if not isinstance(inside, LineString) or inside.is_empty:
            continue
        halves = [p for p in getattr(_split(piece.shape, line), "geoms", []) if isinstance(p, Polygon)]
        if len(halves) != 2:
            continue
        pieces = [_piece(half, roads) for half in halves]
        score = dearer + _badness(piece, inside, pieces) + rng.uniform(0, 0.35)
        if best is None or score < best[0]:
            best = (score, inside, pieces)
    return (best[1], best[2]) if best and best[0] < 9 else None


def _split(shape: Polygon, line: LineString) -> BaseGeometry:
    return shapely.polygonize([shapely.union_all([shape.exterior, line.intersection(shape)], grid_size=1e-6)])


def _badness(whole: Piece, cut: LineString, halves: list[Piece]) -> float:
    """How little a surveyor would like the cut: long, slanting, thin lots, lots without a road."""
    score = 0.75 * cut.length / np.sqrt(whole.shape.area)
    small = min(h.shape.area for h in halves) / whole.shape.area
    score += 5 * max(0.0, 0.27 - small)
    for half in halves:
        box = box_of(half.shape)
        score += 0.5 * max(0.0, box.length / max(box.breadth, 0.1) - 3.2)
        score += 6 * max(0.0, 1 - box.breadth / 4.2) + 1.6 * (1 - half.shape.area / (box.length * box.breadth))
        need = min(4.0, 0.12 * np.sqrt(half.shape.area) + 2.2)
        if half.frontage < need and whole.frontage >= need:
            score += 5.4
    return float(score)


def _likely_cuts(piece: Piece, rng: np.random.Generator) -> Iterator[tuple[LineString, float]]:
    box = box_of(piece.shape)
    across = np.array([-box.along[1], box.along[0]])
    for _ in range(4):
        at = box.middle + box.along * box.length * np.clip(rng.normal(0, 0.14), -0.3, 0.3)
        yield _bent(at, _turned(across, rng.normal(0, 0.05)), box.breadth, rng), 0.0
    for _ in range(2):
        at = box.middle + across * box.breadth * np.clip(rng.normal(0, 0.1), -0.25, 0.25)
        yield _bent(at, _turned(box.along, rng.normal(0, 0.03)), box.length, rng), 0.0
    if piece.frontage > 9:
        for _ in range(4):
            yield _square_to_front(piece, box, rng), -0.12
        for _ in range(2):
            if (neck := _neck(piece, rng)) is not None:
                yield neck, 0.85


def _turned(vector: Points, angle: float) -> Points:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([vector[0] * c - vector[1] * s, vector[0] * s + vector[1] * c])


def _bent(at: Points, unit: Points, reach: float, rng: np.random.Generator) -> LineString:
    """A line through a place, with up to three small bends, now and then a jog of a metre or three."""
    half = reach * 0.5 + 30
    side = np.array([-unit[1], unit[0]])
    count = int(rng.choice([0, 0, 0, 0, 1, 1, 2])) + int(reach > 70) * int(rng.integers(1, 5))
    places = np.sort(rng.uniform(-reach * 0.48, reach * 0.48, count))
    bends = rng.normal(0, 0.006 * reach + 0.10, count)
    if reach > 16 and rng.random() < 0.16:
        jog = rng.choice([-1, 1]) * rng.uniform(0.05, 0.14) * min(reach, 40)
        places = np.append(places, [places.max(initial=-reach * 0.2) + 1.0, places.max(initial=-reach * 0.2) + 1.6])
        first = np.append(bends, [0.0, jog])
        points = [at + unit * p + side * b for p, b in zip(places, first, strict=True)]
        return LineString([at - unit * half, *points, at + unit * half + side * jog])
    points = [at + unit * p + side * b for p, b in zip(places, bends, strict=True)]
    return LineString([at - unit * half, *points, at + unit * half])


def _front_line(piece: Piece) -> LineString:
    lines = [g for g in getattr(piece.front, "geoms", [piece.front]) if isinstance(g, LineString)]
    return max(lines, key=lambda g: g.length)


def _square_to_front(piece: Piece, box: Box, rng: np.random.Generator) -> LineString:
    front = _front_line(piece)
    place = front.length * np.clip(rng.normal(0.5, 0.16), 0.12, 0.88)
    reach = min(front.length * 0.12, 9.0)
    at = shapely.get_coordinates(front.interpolate(place))[0]
    ahead = (
        shapely.get_coordinates(front.interpolate(place + reach))[0]
        - shapely.get_coordinates(front.interpolate(max(0.0, place - reach)))[0]
    )
    unit = ahead / max(float(np.hypot(*ahead)), 1e-6)
    inward = _turned(unit, np.pi / 2 + rng.normal(0, 0.05))
    if not piece.shape.contains(shapely.Point(at + inward * 0.5)):
        inward = -inward
    depth = float(np.hypot(*(box.middle - at))) * 2
    return _bent(at + inward * depth * 0.5, inward, depth, rng)


def _neck(piece: Piece, rng: np.random.Generator) -> LineString | None:
    """A cut that leaves the lot behind a neck of 3–5 m to the road."""
    xy = shapely.get_coordinates(_front_line(piece))
    if rng.random() < 0.5:
        xy = xy[::-1]
    chord = xy[-1] - xy[0]
    width = float(np.hypot(*chord))
    if width < 10:
        return None
    unit = chord / width
    inward = np.array([-unit[1], unit[0]])
    start = xy[0] + unit * rng.uniform(3.0, 5.0)
    if not piece.shape.contains(shapely.Point(start + inward * 1.5)):
        inward = -inward
    depth = float(np.max((shapely.get_coordinates(piece.shape) - xy[0]) @ inward))
    if depth < 16:
        return None
    turn = start + _turned(inward, rng.normal(0, 0.03)) * depth * rng.uniform(0.38, 0.6)
    knee = turn + unit * 0.0 + inward * rng.uniform(0.2, 1.0)
    middle = turn + unit * width * 0.5 + inward * rng.normal(0, 0.5)
    return LineString(
        [start - inward * 12, start, knee, middle, turn + unit * (width + 60) + inward * rng.normal(0, 1.5)]
    )
