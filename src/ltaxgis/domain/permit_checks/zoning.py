"""The town plan (C11), and areas of other laws (C12)."""

from collections.abc import Iterator, Mapping
from typing import Any

from ltaxgis.domain.permit_checks.site import Ground, Site
from ltaxgis.domain.permit_checks.verdicts import FAIL, PASS, SURVEY, Result, unknown

_LEAST_SHARE = 0.005


def town_plan(site: Site) -> Result:
    """C11: the zones of the plot with their shares, and what the office's book says of them. A zone of which it says
    nothing is told: an officer compares."""
    if not site.known_layers.intersection(site.rule("layers").get("town_plan", ())):
        return unknown("C11", "no_layer", layer="town_plan")
    shares = zone_shares(site)
    zones = [{"name": zone.name, "share": round(share, 4)} for zone, share in shares]
    if not shares:
        return unknown("C11", "no_zone")
    against: list[str] = []
    told = 0
    for zone, _share in shares:
        row = _rule_of(site, zone)
        if row is not None:
            told += 1
            against += [f"{zone.name}: {fault}" for fault in _against(site, row)]
    facts: dict[str, object] = {"zones": zones}
    if against:
        # whether a sliver of another zone is there at all lies within the positional error
        sure = any(share * site.plot.area > site.accuracy * site.plot.length / 2 for _, share in shares)
        return Result("C11", FAIL if sure else SURVEY, facts={**facts, "why": "zone_against", "against": against})
    if told < len(shares):
        return Result("C11", SURVEY, facts={**facts, "why": "zone_rules"})
    return Result("C11", PASS, facts=facts)


def zone_shares(site: Site) -> list[tuple[Ground, float]]:
    """The zones that the plot lies in, each with its share of the plot, the largest first."""
    shares = [(zone, zone.shape.intersection(site.plot).area / site.plot.area) for zone in site.zones]
    return sorted((one for one in shares if one[1] >= _LEAST_SHARE), key=lambda one: -one[1])


def special_areas(site: Site) -> Result:
    """C12, a warning: areas of other laws that the plot touches, within positional error."""
    wanted = {layer for row in site.rules.get("special", ()) for layer in row.get("layers", ())}
    if not site.known_layers & wanted:
        return unknown("C12", "no_layer", layer="special")
    touched = [one for one in site.special if one.shape.distance(site.plot) <= site.accuracy]
    if touched:
        names = list(dict.fromkeys(one.name or one.kind for one in touched))
        return unknown("C12", "special", areas=names)
    return Result("C12", PASS)


def _rule_of(site: Site, zone: Ground) -> Mapping[str, Any] | None:
    rows = site.rules.get("zone", ())
    return next((row for row in rows if str(row.get("name", "")) in zone.name), None)


def _against(site: Site, row: Mapping[str, Any]) -> Iterator[str]:
    """Codes of what the zone does not allow: `use`, `height`, `far`, `osr`."""
    planned = site.planned
    if planned.use.code in row.get("prohibited", ()):
        yield "use"
    if "height_m" in row and planned.height is not None and planned.height > row["height_m"]:
        yield "height"
    area = planned.area or 0.0
    if "far" in row and area / site.plot.area > row["far"]:
        yield "far"
    if "osr" in row and area and 100 * (site.plot.area - planned.footprint.area) / area < row["osr"]:
        yield "osr"
