"""The outline of a planned building: typed as corner, bearing and sides, or drawn."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.thai.keyboard import code_from_keys

RIGHT = 90.0
_CLOSES_M = 0.05
_LEAST_M2 = 1.0
_SIDE = re.compile(r"(\d+(?:\.\d+)?)(?:/([+-]?\d+(?:\.\d+)?))?")
_COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_ROUND = 0.05
"""A turn within so many degrees of a right angle is told as one."""
Side = float | tuple[float, float]
"""A length in metres with a turn to the right at its end, or a length and the turn in degrees (left is negative)."""


def footprint_from(corner: tuple[float, float], bearing: float, sides: Sequence[Side]) -> Polygon:
    """The outline from a corner (E, N), the bearing of the first wall (degrees clockwise from north) and its sides in
    their order. Two plain lengths make a rectangle. Refused: `permits.footprint_sides`, `permits.footprint_open` with
    the gap in metres, `permits.footprint_crosses`."""
    walls = [one if isinstance(one, tuple) else (float(one), RIGHT) for one in sides]
    if len(walls) == 2 and not any(isinstance(one, tuple) for one in sides):
        walls = [*walls, *walls]
    if len(walls) < 3 or any(length <= 0 or not math.isfinite(length) for length, _ in walls):
        raise Refused("permits.footprint_sides")
    points, heading = [corner], bearing
    for length, turn in walls:
        e, n = points[-1]
        points.append((e + length * math.sin(math.radians(heading)), n + length * math.cos(math.radians(heading))))
        heading += turn
    gap = math.dist(points[0], points[-1])
    if gap > _CLOSES_M:
        raise Refused("permits.footprint_open", gap=f"{gap:.2f}")
    return drawn_footprint(Polygon([*points[:-1], points[0]]))


def drawn_footprint(shape: BaseGeometry | None) -> Polygon:
    """The outline as one polygon without what is too small to be a building. Refused: `permits.footprint_crosses`,
    `permits.footprint_small`, `permits.footprint_kind` where it is no single outline."""
    parts = [shape] if shape is None or shape.geom_type == "Polygon" else list(getattr(shape, "geoms", []))
    if len(parts) != 1 or not isinstance(parts[0], Polygon):
        raise Refused("permits.footprint_kind")
    outline = parts[0]
    if not outline.is_valid:
        raise Refused("permits.footprint_crosses")
    if outline.area < _LEAST_M2:
        raise Refused("permits.footprint_small")
    return outline


def walls_of(footprint: Polygon) -> list[LineString]:
    """The sides of the outline in their order, as `Permit.walls` counts them."""
    points = shapely.get_coordinates(footprint.exterior)
    return [LineString(pair) for pair in pairwise(points)]


def outward(footprint: Polygon, wall: LineString, reach: float, flare: float = 0.0) -> Polygon:
    """The ground in front of a wall: as wide as the wall, `reach` metres deep, outside the building; with `flare`
    wider at both ends by so many metres for each metre of depth."""
    (e1, n1), (e2, n2) = shapely.get_coordinates(wall)
    de, dn, length = e2 - e1, n2 - n1, wall.length
    # to the left of the way round where the ring runs clockwise
    side = 1.0 if footprint.exterior.is_ccw else -1.0
    oe, on = side * dn / length * reach, side * -de / length * reach
    we, wn = de / length * reach * flare, dn / length * reach * flare
    return Polygon([(e1, n1), (e2, n2), (e2 + oe + we, n2 + on + wn), (e1 + oe - we, n1 + on - wn)])


def describe(footprint: Polygon) -> tuple[Point, float, list[float]]:
    """The first corner, the bearing of the first wall and the lengths of all sides: what a person may type."""
    walls = walls_of(footprint)
    (e1, n1), (e2, n2) = shapely.get_coordinates(walls[0])
    bearing = math.degrees(math.atan2(e2 - e1, n2 - n1)) % 360
    return Point(e1, n1), bearing, [wall.length for wall in walls]


def turns_of(footprint: Polygon) -> list[float]:
    """The turn at the end of each side in degrees, to the right positive."""
    points = shapely.get_coordinates(footprint.exterior)
    headings = [math.degrees(math.atan2(b[0] - a[0], b[1] - a[1])) for a, b in pairwise(points)]
    return [(after - before + 180) % 360 - 180 for before, after in pairwise([*headings, headings[0]])]


def sides_text(footprint: Polygon) -> str:
    """The sides as a person types them: `12.00 8.00 12.00 8.00`, and `4.00/-90` where the next side does not turn to
    the right by a right angle."""
    told = []
    for wall, turn in zip(walls_of(footprint), turns_of(footprint), strict=True):
        length = f"{wall.length:.2f}"
        told.append(length if abs(turn - RIGHT) <= _ROUND else f"{length}/{turn:.2f}".removesuffix(".00"))
    return " ".join(told)


def read_sides(text: str) -> list[Side]:
    """What `sides_text` writes and people type, Thai digits and the Thai layout too; what is no side is left out.
    Two plain lengths alone are a rectangle for `footprint_from`."""
    found = [_SIDE.fullmatch(part) for part in code_from_keys(text).replace(",", "").split()]
    return [(float(one[1]), float(one[2])) if one[2] else float(one[1]) for one in found if one is not None]


def compass_of(footprint: Polygon) -> list[str]:
    """Which way each side looks, as `n`, `ne`, `e`, `se`, `s`, `sw`, `w` or `nw`."""
    found = []
    for wall in walls_of(footprint):
        (e1, n1), (e2, n2) = shapely.get_coordinates(outward(footprint, wall, 1.0).exterior)[[1, 2]]
        found.append(_COMPASS[round(math.degrees(math.atan2(e2 - e1, n2 - n1)) % 360 / 45) % 8])
    return found
