"""Distances to public water (C9)."""

import shapely

from ltaxgis.domain.permit_checks.site import Site, Water
from ltaxgis.domain.permit_checks.verdicts import PASS, Result, at_least, not_about, unknown, worst

_LOOKS = 2
"""How many times the largest distance is looked at: what is well beyond it is told as kept."""


def water_bank(site: Site) -> Result:
    """C9: from the bank of each stream, canal or lake near by."""
    if "water" not in site.known_layers:
        return unknown("C9", "no_layer", layer="water")
    rule = site.rule("C9")
    large = float(rule.get("large", 12))
    near = [one for one in site.waters if one.area.distance(site.planned.footprint) < _LOOKS * large + site.accuracy]
    return worst((_bank(site, one) for one in near), not_about("C9", "no_water"))


def _bank(site: Site, water: Water) -> Result:
    rule = site.rule("C9")
    narrow, wide, large = (
        float(rule.get(name, default)) for name, default in (("narrow", 3), ("wide", 6), ("large", 12))
    )
    measured = float(water.area.distance(site.planned.footprint))
    line = shapely.shortest_line(site.planned.footprint, water.area)
    facts = {"water": water.name, "width": water.width}
    if water.large:
        return at_least("C9", measured, large, site.accuracy, facts=facts, sketch=line)
    if water.width is None:
        judged = at_least("C9", measured, wide, site.accuracy, facts=facts, sketch=line)
        # far enough whichever it is; nearer, the width decides
        if judged.verdict == PASS and water.shape.area > 0:
            return judged
        return unknown("C9", "water_width", measured=measured, sketch=line, water=water.name)
    required = narrow if water.width < float(rule.get("below", 10)) else wide
    return at_least("C9", measured, required, site.accuracy, facts=facts, sketch=line)
