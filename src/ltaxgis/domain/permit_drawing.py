"""A building's outline while it is drawn: what it snaps to, its right angles, how far it is from its plot's edges."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from shapely import LineString, Point, Polygon
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

Place = tuple[float, float]
_STRAIGHT_M = 0.05
_LEAST_EDGE_M = 1.0
MOST_EDGES = 8


@dataclass(frozen=True, slots=True)
class Snapped:
    """A place, and what holds it: `corner`, `line`, or nothing."""

    place: Place
    to: str = ""


@dataclass(frozen=True, slots=True)
class EdgeDistance:
    """The shortest way from the outline to an edge of its plot, in metres."""

    start: Place
    end: Place
    metres: float


class Plot:
    """The ground that is drawn on: its corners and lines hold what comes near."""

    def __init__(self, shapes: Iterable[BaseGeometry] = ()) -> None:
        self.shapes = [shapely.force_2d(one) for one in shapes]
        self.whole = shapely.union_all(self.shapes) if self.shapes else Polygon()
        self._lines = [one.boundary for one in self.shapes]
        self._corners = [tuple(one) for line in self._lines for one in shapely.get_coordinates(line).tolist()]

    def snap(self, place: Place, reach: float, also: Sequence[Place] = ()) -> Snapped:
        """The nearest corner within reach, those in `also` among them; else the nearest place of a line."""
        near = min((*self._corners, *also), key=lambda one: math.dist(one, place), default=None)
        if near is not None and math.dist(near, place) <= reach:
            return Snapped((near[0], near[1]), "corner")
        here = Point(place)
        line = min(self._lines, key=here.distance, default=None)
        if line is None or here.distance(line) > reach:
            return Snapped(place)
        _, held = _ends(shapely.shortest_line(here, line))
        return Snapped(held, "line")

    def bearing_near(self, place: Place) -> float:
        """The direction of the nearest edge, degrees clockwise from north; 0 where there is none."""
        here = Point(place)
        edges = [LineString(pair) for one in self.shapes for ring in _rings(one) for pair in pairwise(ring)]
        edge = min(edges, key=here.distance, default=None)
        return 0.0 if edge is None else bearing(*_ends(edge))

    def distances(self, outline: Polygon) -> list[EdgeDistance]:
        """To each edge of the plot that the outline looks upon, those nearest first."""
        found, seen = [], shapely.union(self.whole, outline).buffer(_STRAIGHT_M)
        for edge in _edges(self.whole):
            way = shapely.shortest_line(outline, edge)
            start, end = _ends(way)
            if way.length > 0 and _squarely(way, edge) and seen.covers(way):
                found.append(EdgeDistance(start, end, way.length))
        return sorted(found, key=lambda one: one.metres)[:MOST_EDGES]

    def outside(self, outline: Polygon) -> float:
        """Square metres of the outline that do not lie on the plot; 0 where nobody knows the plot."""
        return 0.0 if self.whole.is_empty else float(outline.difference(self.whole).area)


def bearing(start: Place, end: Place) -> float:
    """Degrees clockwise from north."""
    return math.degrees(math.atan2(end[0] - start[0], end[1] - start[1])) % 360


def squared(places: Sequence[Place], place: Place, base: float, reach: float = 0.0) -> Place:
    """The place, drawn to the nearest right angle: to the wall before, or to `base` (a bearing) for the first wall.
    Within reach of where the last corner closes the outline squarely it lies there."""
    if not places:
        return place
    last = places[-1]
    heading = bearing(places[-2], last) if len(places) > 1 else base
    turn = round((bearing(last, place) - heading) / 90) * 90
    angle = math.radians(heading + turn)
    de, dn = math.sin(angle), math.cos(angle)
    along = (place[0] - last[0]) * de + (place[1] - last[1]) * dn
    home = (places[0][0] - last[0]) * de + (places[0][1] - last[1]) * dn
    if len(places) > 2 and abs(along - home) <= reach:
        along = home
    return last[0] + along * de, last[1] + along * dn


def outline_of(places: Sequence[Place]) -> Polygon | None:
    """Corners as an outline that runs clockwise from the first; None where they enclose nothing."""
    if len(places) < 3:
        return None
    made = Polygon(places)
    if not made.is_valid or made.area <= 0:
        return None
    return Polygon([places[0], *reversed(places[1:])]) if made.exterior.is_ccw else made


def corners_of(outline: Polygon) -> list[Place]:
    """Its corners in their order, the first one once."""
    return [(float(e), float(n)) for e, n in shapely.get_coordinates(outline.exterior)[:-1]]


def moved(outline: Polygon, east: float, north: float) -> Polygon:
    return translate(outline, east, north)


def turned(outline: Polygon, degrees: float) -> Polygon:
    """Turned clockwise about its middle."""
    return rotate(outline, -degrees, origin="centroid")


def _edges(shape: BaseGeometry) -> list[LineString]:
    """The sides of an area; corners that are none are taken for straight, crumbs are left out."""
    plain = shape.simplify(_STRAIGHT_M)
    edges = [LineString(pair) for ring in _rings(plain) for pair in pairwise(ring)]
    return [edge for edge in edges if edge.length >= _LEAST_EDGE_M]


def _rings(shape: BaseGeometry) -> list[list[Place]]:
    return [[(e, n) for e, n in shapely.get_coordinates(ring).tolist()]
            for ring in shapely.get_rings(shapely.get_parts(shape))]  # fmt: skip


def _ends(line: LineString) -> tuple[Place, Place]:
    (e1, n1), (e2, n2) = shapely.get_coordinates(line)[[0, -1]].tolist()
    return (e1, n1), (e2, n2)


def _squarely(way: LineString, edge: LineString) -> bool:
    """Whether the way meets the edge at a right angle: past its end another edge is nearer."""
    between = (bearing(*_ends(way)) - bearing(*_ends(edge))) % 180
    return abs(between - 90) < 1
