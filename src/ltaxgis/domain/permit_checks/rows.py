"""Row houses and shop houses (C14): how many, how long, and the space beside and behind."""

import math
from collections.abc import Iterator

import shapely
from shapely import LineString

from ltaxgis.domain.permit_checks.boundary import wall_distance
from ltaxgis.domain.permit_checks.site import Site
from ltaxgis.domain.permit_checks.verdicts import Result, at_least, at_most, not_about, unknown, worst


def row_houses(site: Site) -> Result:
    """C14: the worst of its parts, named in `facts["part"]`."""
    if not site.planned.use.row:
        return not_about("C14", "no_row")
    return worst(_parts(site), not_about("C14", "no_row"))


def _parts(site: Site) -> Iterator[Result]:
    rule = site.rule("C14")
    units, longest = float(rule.get("units", 10)), float(rule.get("length", 40))
    yield at_most("C14", site.planned.units, units, 0, unit="count", facts={"part": "units"})
    axis, length = _long_axis(site)
    yield at_most("C14", length, longest, 0, facts={"part": "length"}, sketch=axis)
    rear = float(rule.get("rear_dwelling" if site.planned.use.code == "row_house" else "rear_shop", 3))
    behind = _behind(site, axis)
    if behind is None:
        yield unknown("C14", "front", part="rear")
    for wall in site.walls:
        told = wall_distance(site, wall, road_sides=False)
        if told is None:
            continue
        if _across(wall, axis):
            least, part = float(rule.get("side", 2)), "side"
        elif behind is not None and wall.equals(behind):
            least, part = rear, "rear"
        else:
            continue
        yield at_least("C14", told[0], least, site.accuracy, facts={"part": part}, sketch=told[1])


def _long_axis(site: Site) -> tuple[LineString, float]:
    box = shapely.oriented_envelope(site.planned.footprint)
    points = shapely.get_coordinates(box)
    longest = max((LineString([points[n], points[n + 1]]) for n in range(4)), key=lambda side: side.length)
    return longest, float(longest.length)


def _behind(site: Site, axis: LineString) -> LineString | None:
    """The wall along the row that is farthest from the nearest public road; None where no road is near."""
    roads = [road for road in site.near_roads if road.public]
    if not roads:
        return None
    road = min(roads, key=lambda one: one.shape.distance(site.planned.footprint))
    along = [wall for wall in site.walls if not _across(wall, axis)]
    return max(along, key=lambda wall: wall.centroid.distance(road.shape), default=None)


def _across(wall: LineString, axis: LineString) -> bool:
    return abs(math.cos(_bearing(wall) - _bearing(axis))) < math.sqrt(0.5)


def _bearing(line: LineString) -> float:
    (e1, n1), (e2, n2) = shapely.get_coordinates(line)
    return math.atan2(e2 - e1, n2 - n1)
