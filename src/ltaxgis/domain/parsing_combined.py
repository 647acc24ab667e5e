"""Values that several columns make together: areas, map sheets, codes, names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import cast

from ltaxgis.domain.fields import FIELDS, ValueType
from ltaxgis.domain.map_sheets import MapSheet
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.parsing_readers import READERS, Reader, Value

_AREA_TOLERANCE = 1  # hundredths of a square wa: what rounding of a total makes
_M2_TOLERANCE = 50  # half a square wa: m² are often written whole
_NO_SHEET = MapSheet("", "", "")
_SHEET_PARTS = ("sheet_1", "sheet_2", "sheet_3", "sheet_4", "scale")


@dataclass(slots=True)
class Combined:
    """Columns made, and the rows whose areas say different things: row, what was taken, what the other says."""

    columns: dict[str, list[Value]] = field(default_factory=dict)
    side: dict[str, list[Value]] = field(default_factory=dict)
    differing_areas: list[tuple[int, str, str]] = field(default_factory=list)


Columns = Mapping[str, list[Value]]


def combine(kind: str, values: Columns, reader: Reader) -> Combined:
    """What the kind's parts make; a part that no column fills makes nothing."""
    made = Combined()
    if kind in ("land", "use"):
        _combine_areas(values, made)
    if kind in ("land", "parcel"):
        _combine_sheets(values, made)
        _combine_codes(kind, values, made, reader)
    if kind in ("building", "sign"):
        _name_parcels(values, made, reader)
    if kind == "owner" and "name" in values and "first_name" not in values:
        made.columns["first_name"] = values["name"]  # taken apart by who knows the titles
    return made


def _combine_areas(values: Columns, made: Combined) -> None:
    """Rai, ngan and wa before the text of all three, before the total in square wa, before m²."""
    candidates: list[list[Value]] = []
    if any(name in values for name in ("rai", "ngan", "wa")):
        candidates.append(_sums(values))
    candidates += [values[name] for name in ("area_text", "area_wa_total", "area_m2") if name in values]
    if not candidates:
        return
    areas = candidates[0]
    for other in candidates[1:]:
        tolerance = _M2_TOLERANCE if other is values.get("area_m2") else _AREA_TOLERANCE
        _note_differences(areas, other, tolerance, made)
        areas = [second if first is None else first for first, second in zip(areas, other, strict=True)]
    made.columns["area"] = areas


def _sums(values: Columns) -> list[Value]:
    """The three parts together; none where all three are empty."""
    rows = next(len(values[name]) for name in ("rai", "ngan", "wa") if name in values)
    rai, ngan, wa = (cast("list[int | None]", values.get(name, [None] * rows)) for name in ("rai", "ngan", "wa"))
    return [
        None if r is None and n is None and w is None else (r or 0) + (n or 0) + (w or 0)
        for r, n, w in zip(rai, ngan, wa, strict=True)
    ]


def _note_differences(areas: list[Value], others: list[Value], tolerance: int, made: Combined) -> None:
    for row, (area, other) in enumerate(zip(areas, others, strict=True)):
        if isinstance(area, int) and isinstance(other, int) and area != other and abs(area - other) > tolerance:
            made.differing_areas.append((row, area_text(area), area_text(other)))


def _combine_sheets(values: Columns, made: Combined) -> None:
    """The five parts: of the whole sheet in one cell, each part by its own column where it has one."""
    given = [values[name] for name in ("sheet", *_SHEET_PARTS) if name in values]
    if not given:
        return
    rows = len(given[0])
    wholes = _whole_sheets(values, rows)
    for part, attribute in zip(_SHEET_PARTS, ("one", "two", "three", "four", "scale"), strict=True):
        of_whole: list[Value] = list(map(attrgetter(attribute), wholes)) if wholes else [""] * rows
        made.columns[part] = [
            cell if isinstance(cell, str) and cell else whole
            for cell, whole in zip(values[part], of_whole, strict=True)
        ] if part in values else of_whole  # fmt: skip


def _whole_sheets(values: Columns, rows: int) -> list[MapSheet]:
    """The sheets that stand whole in one cell, blank ones where none does; nothing where no cell holds one."""
    found: list[MapSheet] = []
    for name in ("sheet_3", "sheet_1", "sheet"):
        if MapSheet in set(map(type, values.get(name, ()))):
            found = [
                cell if isinstance(cell, MapSheet) else earlier
                for cell, earlier in zip(values[name], found or [_NO_SHEET] * rows, strict=True)
            ]
    return found


def _combine_codes(kind: str, values: Columns, made: Combined, reader: Reader) -> None:
    """A code from zone, block and lot, where no column has the whole code."""
    if "code" in values or not all(name in values for name in ("zone", "block", "lot")):
        return
    source, read = FIELDS[kind]["code"], READERS[ValueType.CODE]
    texts = ["".join(map(str, parts)) for parts in zip(values["zone"], values["block"], values["lot"], strict=True)]
    known = {text: read(text, source, reader)[0] for text in set(texts)}
    made.columns["code_read"] = list(texts)
    made.columns["code"] = [known[text] for text in texts]


def _name_parcels(values: Columns, made: Combined, reader: Reader) -> None:
    """The parcel of a building or sign: of its own column, else of its code."""
    codes = values.get("code")
    if codes is None or reader.free_codes:
        return
    own = values.get("parcel_code", [None] * len(codes))
    made.columns["parcel_code"] = [
        parcel or (code.partition("-")[0] if isinstance(code, str) and "-" in code else "")
        for parcel, code in zip(own, codes, strict=True)
    ]
