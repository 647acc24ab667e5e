"""By what register and map can be joined: the keys that both of them carry, the surest first."""

from collections.abc import Iterable, Sequence

from ltaxgis.ui.import_assistant.messages import SourceLook

_CODE = frozenset({"code"})
_CODE_PARTS = frozenset({"zone", "block", "lot"})
_SHEETS = (frozenset({"sheet", "land_no"}), frozenset({"sheet_1", "sheet_2", "sheet_3", "land_no"}))
_TITLE = frozenset({"title_no"})
_NEEDED: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("code", (_CODE, _CODE_PARTS)),
    ("sheet", _SHEETS),
    ("title", (_TITLE,)),
    ("text", (_CODE,)),
)


def keys_of_both_sides(looks: Sequence[SourceLook]) -> list[str]:
    """Empty where one side is not among the files; the code where they share nothing that is known."""
    register = _fields(look for look in looks if look.kind == "register")
    parcels = _fields(look for look in looks if look.kind == "parcels")
    if not (any(look.kind == "register" for look in looks) and any(look.kind == "parcels" for look in looks)):
        return []
    shared = [key for key, ways in _NEEDED if _carries(register, ways) and _carries(parcels, ways)]
    return shared or ["code"]


def _fields(looks: Iterable[SourceLook]) -> frozenset[str]:
    return frozenset(name for look in looks for name in look.mapping.values())


def _carries(fields: frozenset[str], ways: Iterable[frozenset[str]]) -> bool:
    return any(way <= fields for way in ways)
