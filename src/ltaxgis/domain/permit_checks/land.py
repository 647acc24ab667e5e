"""The building and its land: within the parcel (C1), open space (C8), a way to it (C13)."""

import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.permit_checks.site import Ground, Site
from ltaxgis.domain.permit_checks.verdicts import FAIL, PASS, SURVEY, Result, at_least, not_about, unknown

AREA_SHARE = 0.35
"""How many square metres a plot's area is unsure for each metre of its outline and each metre of its corners: corners
that stray by themselves move the area of a square by 1.41 sides, which is a third of its outline."""
_NAMED = 5


def inside_parcel(site: Site) -> Result:
    """C1: nothing of the building lies outside its land; the margin is the least distance from the boundary inside,
    negative the deepest outside."""
    tolerance = float(site.rule("C1").get("tolerance_m2", 0.01))
    beyond = site.planned.footprint.difference(site.ground)
    if beyond.area > tolerance:
        depth = _depth(site, beyond)
        verdict = FAIL if depth >= site.accuracy else SURVEY
        facts = {"why": "outside", "depth": depth, "on": _trespassed(site, beyond)}
        return Result("C1", verdict, beyond.area, tolerance, "m2", -depth, site.accuracy, facts, beyond)
    clear = float(site.ground.boundary.distance(site.planned.footprint))
    verdict = SURVEY if clear < site.accuracy else PASS
    line = shapely.shortest_line(site.planned.footprint, site.ground.boundary)
    return Result("C1", verdict, beyond.area, tolerance, "m2", clear, site.accuracy, {"clear": clear}, line)


def open_space(site: Site) -> Result:
    """C8: of the plot, what no building covers, against a share of the building's largest floor."""
    planned = site.planned
    if not planned.use.open_space:
        return not_about("C8", "no_open_space")
    covered = shapely.union_all([planned.footprint, *site.standing]).intersection(site.ground)
    free = site.ground.difference(covered)
    share = planned.use.open_space / 100
    if planned.largest_floor is None:
        least = share * planned.footprint.area
        return unknown("C8", "largest_floor", measured=free.area, required=least, unit="m2", sketch=free)
    unsure = AREA_SHARE * site.accuracy * site.ground.length
    facts = {"share": planned.use.open_space, "floor": planned.largest_floor, "plot": site.ground.area}
    return at_least("C8", free.area, share * planned.largest_floor, unsure, unit="m2", facts=facts, sketch=free)


def access(site: Site) -> Result:
    """C13, a warning: the plot touches a public road."""
    if "roads" not in site.known_layers:
        return unknown("C13", "no_layer", layer="roads")
    touched = [road for road in site.roads if road.public and site.touches(road)]
    if touched:
        names = ", ".join(dict.fromkeys(road.name for road in touched if road.name))
        return Result("C13", PASS, len(touched), 1, "count", facts={"roads": names})
    return unknown("C13", "no_road", measured=0, required=1, unit="count")


def _depth(site: Site, beyond: BaseGeometry) -> float:
    """How far the building reaches beyond its ground; across a canal, about half of what it bridges."""
    corners = shapely.points(shapely.get_coordinates(beyond))
    reaches = float(shapely.distance(site.ground, corners).max())
    return max([reaches, *(float(part.area / part.length) for part in shapely.get_parts(beyond) if part.length)])


def _trespassed(site: Site, beyond: BaseGeometry) -> list[dict[str, object]]:
    """On whose ground the building would stand, the most first."""
    water = [Ground(one.area, one.name, "water") for one in site.waters]
    shares = [(one, one.shape.intersection(beyond).area) for one in (*site.neighbours, *site.public, *water)]
    found = sorted((one for one in shares if one[1] > 0), key=lambda one: -one[1])
    return [{"name": one.name, "kind": one.kind, "area": round(area, 2)} for one, area in found[:_NAMED]]
