"""Walls and the boundary: with openings (C6), blank (C7)."""

from dataclasses import replace
from itertools import pairwise

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.permit_checks.site import Site
from ltaxgis.domain.permit_checks.verdicts import PASS, SURVEY, Result, at_least, not_about, unknown, worst
from ltaxgis.domain.permit_footprints import outward

_LOOK_M = 60.0
_CORNER_M = 0.05
_HIGH_RISE_M = 23.0
_HALF_RIGHT = 1.000001  # the tangent of 45 degrees, and what is lost in figures


def walls_with_openings(site: Site) -> Result:
    """C6: each wall with windows, doors or balconies, straight out to the boundary. What lies along a public road is
    left out, unless the office's book says otherwise."""
    rule, height = site.rule("C6"), site.planned.height
    low, high, bound = (float(rule.get(name, default)) for name, default in (("low", 2), ("high", 3), ("height", 9)))
    if height is not None and height >= _HIGH_RISE_M:
        return unknown("C6", "high_rise")
    required = high if height is not None and height > bound else low
    found = []
    for index, wall in enumerate(site.walls):
        openings = site.planned.has_openings(index)
        if openings is False:
            continue
        told = wall_distance(site, wall, road_sides=bool(rule.get("road_sides", False)))
        if told is None:
            continue
        measured, line = told
        facts = {"wall": index + 1, "length": wall.length}
        judged = at_least("C6", measured, required, site.accuracy, facts=facts, sketch=line)
        if openings is None and judged.verdict != PASS:
            judged = replace(judged, verdict=SURVEY, facts={**facts, "why": "openings"})
        elif height is None and judged.verdict == PASS and measured - high < site.accuracy and site.planned.storeys > 2:
            judged = replace(judged, verdict=SURVEY, facts={**facts, "why": "height"})
        found.append(judged)
    return worst(found, not_about("C6", "no_openings"))


def blank_walls(site: Site) -> Result:
    """C7: each blank wall, straight out to the neighbour's boundary. With his consent it may stand on it."""
    rule = site.rule("C7")
    required, bound = float(rule.get("required", 0.5)), float(rule.get("height", 15))
    found = []
    for index, wall in enumerate(site.walls):
        openings = site.planned.has_openings(index)
        if openings:
            continue
        told = wall_distance(site, wall, road_sides=False)
        if told is None:
            continue
        measured, line = told
        facts = {"wall": index + 1, "length": wall.length, "consent": site.planned.consent}
        judged = at_least("C7", measured, required, site.accuracy, facts=facts, sketch=line)
        if judged.verdict != PASS and site.planned.consent and measured >= 0:
            judged = _consented(judged, site, bound)
        elif judged.verdict != PASS and openings is None:
            judged = replace(judged, verdict=SURVEY, facts={**facts, "why": "openings"})
        elif measured < required:
            judged = replace(judged, facts={**facts, "why": "consent", "paper": "D08"})
        found.append(judged)
    return worst(found, not_about("C7", "no_blank_wall"))


def _consented(judged: Result, site: Site, bound: float) -> Result:
    height = site.planned.height
    if height is None:
        return replace(judged, verdict=SURVEY, facts={**judged.facts, "why": "height"})
    if height > bound:
        return replace(judged, facts={**judged.facts, "why": "too_high"})
    return replace(judged, verdict=PASS, facts={**judged.facts, "why": "consented"})


def wall_distance(site: Site, wall: LineString, *, road_sides: bool) -> tuple[float, LineString] | None:
    """From a wall straight out to the boundary, with the line, or to a side of it that the wall faces aslant where that
    is nearer; negative where the wall stands beyond it, None where no boundary lies before it. The ends are left out
    by a hand's breadth: there the neighbouring wall is meant."""
    short = min(_CORNER_M, wall.length / 10)
    inner = LineString([wall.interpolate(short), wall.interpolate(wall.length - short)])
    if not site.plot.intersects(inner):
        return -float(site.plot.distance(inner)), shapely.shortest_line(inner, site.plot)
    boundary = site.plot.boundary if road_sides else site.private_boundary
    footprint = site.planned.footprint
    aslant = _faced(boundary, inner).intersection(outward(footprint, inner, _LOOK_M, flare=1))
    ahead = shapely.union(boundary.intersection(outward(footprint, inner, _LOOK_M)), aslant)
    if ahead.is_empty:
        return None
    return float(inner.distance(ahead)), shapely.shortest_line(inner, ahead)


def _faced(boundary: BaseGeometry, wall: LineString) -> BaseGeometry:
    """The sides of the boundary that stand at half a right angle or less to the wall: of two walls that meet, the one
    that faces a side is measured from its nearest end, the other straight out."""
    de, dn = _along(wall)
    parts = [shapely.get_coordinates(line) for line in shapely.get_parts(boundary)]
    sides = [LineString(pair) for points in parts for pair in pairwise(points)]
    told = ((side, *_along(side)) for side in sides)
    faced = [side for side, e, n in told if abs(de * n - dn * e) <= abs(de * e + dn * n) * _HALF_RIGHT]
    return shapely.union_all(faced)


def _along(line: LineString) -> tuple[float, float]:
    (e1, n1), (e2, n2) = shapely.get_coordinates(line)
    return e2 - e1, n2 - n1
