"""What layers of the map are taken for by the checks of permits, and how a person says otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

Table = Mapping[str, Any]
Names = Mapping[str, Sequence[str]]

BY_NAME = ("roads", "water")
"""Roles that are also known by a part of a layer's name."""
LISTED = ("public_land", "town_plan")
SPECIAL = "special."
"""Before the number of an area to look out for."""
NONE = ""
CHECKS = {"roads": "C2–C5, C10, C13", "water": "C9", "public_land": "C1", "town_plan": "C11"}
CHECK_OF_SPECIAL = "C12"


def role_of(layer: str, names: Names) -> str:
    """What the checks take a layer for: `roads` or `water` where a person said so or its name does, else itself."""
    for role in BY_NAME:
        if layer == role or layer in names.get(role, ()):
            return role
    told = (*names.get("neither", ()), *(one for role in LISTED for one in names.get(role, ())))
    plain = layer.casefold()
    if layer not in told:
        for role in BY_NAME:
            if any(part.casefold() in plain for part in names.get(f"{role}_like", ())):
                return role
    return layer


def roles(table: Table) -> list[str]:
    """Everything a layer may be taken for."""
    return [*BY_NAME, *LISTED, *(f"{SPECIAL}{number}" for number in range(len(table.get("special", ()))))]


def role_in(table: Table, layer: str) -> str:
    """The role of a layer as the page stands; `NONE` where the checks do not look at it."""
    names = table.get("layers", {})
    role = role_of(layer, names)
    if role in BY_NAME:
        return role
    listed = next((one for one in LISTED if layer in names.get(one, ())), NONE)
    rows = enumerate(table.get("special", ()))
    return listed or next((f"{SPECIAL}{number}" for number, row in rows if layer in row.get("layers", ())), NONE)


def with_role(table: Table, layer: str, role: str) -> dict[str, Any]:
    """The page with a layer in that role and in no other."""
    names = {name: list(values) for name, values in table.get("layers", {}).items()}
    for name in (*BY_NAME, *LISTED, "neither"):
        names[name] = [one for one in names.get(name, ()) if one != layer]
    special = [dict(row, layers=[one for one in row.get("layers", ()) if one != layer])
               for row in table.get("special", ())]  # fmt: skip
    if role.startswith(SPECIAL):
        special[int(role.removeprefix(SPECIAL))]["layers"].append(layer)
    elif role in LISTED or (role in BY_NAME and layer != role):
        names[role].append(layer)
    changed = {**table, "layers": names, "special": special}
    if role not in BY_NAME and role_of(layer, names) in BY_NAME:
        names["neither"].append(layer)  # its name says otherwise
    return changed
