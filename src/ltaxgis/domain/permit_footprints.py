"""The outline of a planned building: typed as corner, bearing and sides, or drawn."""

import math
from collections.abc import Sequence
from itertools import pairwise

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.errors import Refused

RIGHT = 90.0
_CLOSES_M = 0.05
_LEAST_M2 = 1.0
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
