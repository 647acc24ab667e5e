"""A table of petitions under whatever headings an office gives its columns."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.fuzz import ratio

from ltaxgis.domain.petition_rows import PetitionRow, split_pair
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.domain.thai.text import fold

SURE = 88.0
_AROUND = re.compile(r"[\s_.,:;()\[\]{}*/\\-]+")
_OWN = frozenset({"pair", "name"})


def columns_of(headers: Sequence[str], headings: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Field to column: first where a heading is written as known, then where it is nearly so; each column once."""
    plain = [_plain(header) for header in headers]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for least in (100.0, SURE):
        for name, known in headings.items():
            if name in found:
                continue
            place = _best(plain, [_plain(one) for one in known], taken, least)
            if place is not None:
                found[name] = place
                taken.add(place)
    return found


def rows_of(table: SourceTable, headings: Mapping[str, Sequence[str]]) -> list[PetitionRow] | None:
    """The petitions of a table, None where no column tells what they are about."""
    columns = columns_of(table.headers, headings)
    if not columns.keys() & {"text", "title"}:
        return None
    return [
        _row(line, {name: _cell(table.columns[place][index]) for name, place in columns.items()})
        for index, line in enumerate(table.lines)
    ]


def _row(line: int, cells: Mapping[str, str]) -> PetitionRow:
    told = {name: text for name, text in cells.items() if name not in _OWN}
    if not told.get("north") and not told.get("east"):
        first, second = split_pair(cells.get("pair", ""))
        # degrees are written latitude first, metres east first
        north, east = (second, first) if _is_metres(first) else (first, second)
        told |= {"north": north, "east": east}
    told["state_text"] = told.pop("state", "")
    if not told.get("first_name") and cells.get("name"):
        told["first_name"] = cells["name"]
    return PetitionRow(line=line, **told)


def _is_metres(text: str) -> bool:
    return len(text.partition(".")[0].lstrip("-")) > 3


def _best(plain: Sequence[str], known: Sequence[str], taken: set[int], least: float) -> int | None:
    """The column of the first known name that is written nearly enough alike."""
    for name in known:
        scores = [(ratio(name, heading), -place) for place, heading in enumerate(plain) if place not in taken]
        best = max(scores, default=(0.0, 0))
        if best[0] >= least and (best[0] == 100 or len(name) >= 5):
            return -best[1]
    return None


def _plain(heading: str) -> str:
    return _AROUND.sub("", fold(heading)).casefold()


def _cell(cell: Cell) -> str:
    return (cell or "").strip()
