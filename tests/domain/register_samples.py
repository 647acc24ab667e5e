"""Tables for tests of reading registers: the shipped profiles and lists, and cells of every type."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from ltaxgis.domain.code_lists import CodeLists, parse_code_lists
from ltaxgis.domain.fields import FIELDS, SourceField, ValueType
from ltaxgis.domain.profiles import Profile, TableProfile, parse_profile
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.domain.thai.identity import check_digit

RESOURCES = Path(__file__).parents[2] / "resources"


def texts_in(folder: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((RESOURCES / folder).glob("*.toml"))]


def shipped_lists() -> CodeLists:
    return parse_code_lists(texts_in("code_lists"))


def shipped_profiles() -> dict[str, Profile]:
    profiles = map(parse_profile, texts_in("profiles"))
    return {profile.name: profile for profile in profiles}


def a_table(columns: Mapping[str, Sequence[Cell]], name: str = "แผ่นงาน", first_line: int = 2) -> SourceTable:
    rows = len(next(iter(columns.values())))
    lines = range(first_line, first_line + rows)
    return SourceTable("ทะเบียน.xlsx", name, tuple(columns), tuple(list(cells) for cells in columns.values()), lines)


def a_number(seed: int) -> str:
    """An identity number that passes the check and can be nobody's: no person's begins with 90."""
    first = f"90{seed:010}"
    return f"{first}{check_digit(first)}"


def cells_of(source: SourceField, lists: CodeLists, rows: int = 40) -> list[Cell]:
    """Cells such as a register has under a field."""
    return [_cell(source, lists, row) for row in range(rows)]


def _cell(source: SourceField, lists: CodeLists, row: int) -> str:
    if source.type is ValueType.LIST:
        return random.Random(row).choice(lists[source.list].items).th
    if source.type is ValueType.CODE and source.name == "code" and source.kind in _SUFFIX:
        return f"01A{row + 1:03}{_SUFFIX[source.kind]}"
    made = {
        ValueType.CODE: f"01A{row + 1:03}",
        ValueType.IDENTITY: a_number(row),
        ValueType.QUARTER: "1",
        ValueType.DATE: f"{row % 28 + 1:02}/01/2565",
        ValueType.YEAR_BE: "2569",
        ValueType.YEAR_CE: "2560",
        ValueType.PHONE: f"08{row:08}",
        ValueType.QUADRANT: "IV",
        ValueType.FOUR_DIGITS: "5136",
        ValueType.SHEET: "5136 IV 6420",
        ValueType.SCALE: "1000",
        ValueType.AREA_TEXT: f"{row % 7}-{row % 4}-{row % 99}.5",
        ValueType.NGAN: str(row % 4),
        ValueType.TEXT: f"ข้อความ {row % 9}",
        ValueType.NAME: f"นายสมชาย ใจดี{row % 9}",
        ValueType.METRES: f"{row % 20 + 3}.5",
    }
    return made.get(source.type, str(row % 60 + 1))


_SUFFIX = {"building": "-B001", "building_use": "-B001", "sign": "-P001"}


def filled(table: TableProfile, lists: CodeLists, seed: int) -> tuple[SourceTable, list[str]]:
    """A table of a profile, its columns in another order, one heading a field; and the field of each column."""
    headings: dict[str, str] = {}
    for heading, name in table.columns.items():
        if not name or name not in headings.values():
            headings[heading] = name
    shuffled = list(headings.items())
    random.Random(seed).shuffle(shuffled)
    fields = FIELDS[table.kind]
    columns = {
        heading: cells_of(fields[name], lists) if name else [str(row) for row in range(40)]
        for heading, name in shuffled
    }
    return a_table(columns), [name for _, name in shuffled]
