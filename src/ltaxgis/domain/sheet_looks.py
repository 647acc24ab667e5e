"""Classes that a black-and-white copier must tell apart."""

from dataclasses import replace

from ltaxgis.domain.papers.map_sheet import SheetClass, SheetLayer
from ltaxgis.domain.sheet_hatches import HATCHES


def told_apart(layer: SheetLayer) -> SheetLayer:
    """The layer with another hatch for each later class that has the hatch of an earlier one, as long as there are
    hatches left; classes without a line in the legend keep theirs."""
    used = {look.hatch for look in layer.classes if look.label}
    spare = [name for name in HATCHES if name and name not in used]
    seen: set[str] = set()
    looks: list[SheetClass] = []
    for look in layer.classes:
        again = look.label and look.sample == "area" and look.hatch in seen and spare
        looks.append(replace(look, hatch=spare.pop(0)) if again else look)
        seen.add(look.hatch)
    return replace(layer, classes=tuple(looks))
