"""Distances to public roads (C2 to C5), and the height that a road allows (C10)."""

from collections.abc import Callable

import shapely

from ltaxgis.domain.permit_checks.site import Road, Site
from ltaxgis.domain.permit_checks.verdicts import Result, at_least, at_most, not_about, unknown, worst

RequiredOn = Callable[[float], float | None]
"""The width of a road → the distance wanted, None where the rule is not about such a road."""


def narrow_road(site: Site) -> Result:
    """C2: any building on a road under 6 m, from its centre line."""
    rule = site.rule("C2")
    required, below = float(rule.get("required", 3)), float(rule.get("below", 6))
    found = []
    for road in _public(site):
        if road.width is None:
            found.append(_width_unknown("C2", site, road, required))
        elif road.width < below:
            found.append(_from_centre("C2", site, road, required))
    return worst(found, _none("C2", site))


def middle_road(site: Site) -> Result:
    """C3: higher and public buildings on a road under 10 m, from its centre line."""
    rule = site.rule("C3")
    required, below = float(rule.get("required", 6)), float(rule.get("below", 10))
    return _of_class("C3", site, lambda width: required if width < below else None, centre=True)


def wide_road(site: Site) -> Result:
    """C4: the same on a road of 10 to 20 m, from its edge."""
    least, to = float(site.rule("C3").get("below", 10)), float(site.rule("C4").get("to", 20))
    share = float(site.rule("C4").get("share", 0.1))
    return _of_class("C4", site, lambda width: share * width if least <= width <= to else None, centre=False)


def main_road(site: Site) -> Result:
    """C5: the same on a road over 20 m, from its edge."""
    beyond, required = float(site.rule("C4").get("to", 20)), float(site.rule("C5").get("required", 2))
    return _of_class("C5", site, lambda width: required if width > beyond else None, centre=False)


def height_by_road(site: Site) -> Result:
    """C10: no higher than twice the distance to the far edge of the nearest public road."""
    roads = _public(site)
    if not roads:
        return _none("C10", site)
    road = min(roads, key=lambda one: one.shape.distance(site.planned.footprint))
    centre, height = road.to_centre(site.planned.footprint), site.planned.height
    line = shapely.shortest_line(site.planned.footprint, road.shape)
    if centre is None or road.width is None:
        return unknown("C10", "road_width", measured=height, sketch=line, road=road.name)
    times = float(site.rule("C10").get("times", 2))
    far = centre + road.width / 2
    if height is None:
        return unknown("C10", "height", required=times * far, sketch=line, road=road.name)
    facts = {"road": road.name, "distance": far}
    return at_most("C10", height, times * far, times * site.accuracy, facts=facts, sketch=line)


def is_of_class(site: Site) -> bool | None:
    """Whether the distances to wider roads hold: by its use, its storeys or its height. None: nobody told the
    height."""
    planned, rule = site.planned, site.rule("C3")
    if planned.use.street_class or planned.storeys > int(rule.get("storeys", 2)):
        return True
    return None if planned.height is None else planned.height > float(rule.get("height", 8))


def _of_class(check: str, site: Site, required_on: RequiredOn, *, centre: bool) -> Result:
    of_class = is_of_class(site)
    if of_class is False:
        return not_about(check, "not_of_class", storeys=site.planned.storeys, height=site.planned.height)
    found = []
    for road in _public(site):
        if road.width is None:
            found.append(_width_unknown(check, site, road, None))
            continue
        required = required_on(road.width)
        if required is None:
            continue
        judged = (_from_centre if centre else _from_edge)(check, site, road, required)
        if of_class is None:
            judged = unknown(
                check, "height", measured=judged.measured, required=required, sketch=judged.sketch, road=road.name
            )
        found.append(judged)
    return worst(found, _none(check, site))


def _from_centre(check: str, site: Site, road: Road, required: float) -> Result:
    line = shapely.shortest_line(site.planned.footprint, road.shape)
    measured = road.to_centre(site.planned.footprint) or 0.0
    return at_least(check, measured, required, site.accuracy, facts=_told(road), sketch=line)


def _from_edge(check: str, site: Site, road: Road, required: float) -> Result:
    line = shapely.shortest_line(site.planned.footprint, road.area)
    measured = road.to_edge(site.planned.footprint) or 0.0
    return at_least(check, measured, required, site.accuracy, facts=_told(road), sketch=line)


def _width_unknown(check: str, site: Site, road: Road, required: float | None) -> Result:
    line = shapely.shortest_line(site.planned.footprint, road.shape)
    measured = road.to_centre(site.planned.footprint)
    return unknown(check, "road_width", measured=measured, required=required, sketch=line, road=road.name)


def _told(road: Road) -> dict[str, object]:
    return {"road": road.name, "width": road.width}


def _public(site: Site) -> list[Road]:
    return [road for road in site.near_roads if road.public]


def _none(check: str, site: Site) -> Result:
    """No road that the rule is about; where the map has no roads at all, nobody can say so."""
    if "roads" not in site.known_layers:
        return unknown(check, "no_layer", layer="roads")
    return not_about(check, "other_width" if _public(site) else "no_road")
