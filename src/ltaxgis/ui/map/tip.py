"""What a tip says of the parcel under the pointer."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ltaxgis.domain.measures import area_from_m2, area_text
from ltaxgis.domain.styles import Theme, classify
from ltaxgis.words import Words

TIP_COLUMNS = ("code", "owner", "land_use", "area")


def tip_text(facts: Mapping[str, Any], theme: Theme, words: Words, *, hides_people: bool) -> str:
    """Code, owner where people may be seen, use, deed's area beside the drawn one; what is not known is left out.

    `facts` are the parcel's columns (`domain/styles.py`) and `drawn_m2`.
    """
    lines = [str(facts.get("code") or words("map.no_code"))]
    if facts.get("owner") and not hides_people:
        lines.append(str(facts["owner"]))
    [number] = classify(theme, {theme.column: [facts.get(theme.column)]}, 1).numbers.tolist()
    if number < len(theme.classes) - 1:
        lines.append(words(theme.classes[number].word))
    drawn = area_text(area_from_m2(Decimal(facts.get("drawn_m2", 0.0))))
    deed = facts.get("area")
    if deed is not None and deed != "":
        lines.append(words("map.tip_areas", deed=area_text(int(deed)), drawn=drawn))
    else:
        lines.append(words("map.tip_drawn", drawn=drawn))
    return "\n".join(lines)
