"""Pages of the office's book as a person edits them: lines of texts, read into the page's TOML and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomli_w

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.numbering import ask_form
from ltaxgis.domain.thai.calendar import BE_OFFSET, read_date

Table = Mapping[str, Any]
Line = Sequence[str]

COUNTS_BY = ("calendar", "fiscal")


@dataclass(frozen=True, slots=True)
class Page:
    """`lines` shows a page's table as lines under `columns`; `table` makes the table of lines again, keeping what a
    page says beside them. Refused by `table`, naming the line: `office.page.bad_day`, `.no_code`, `.twice`,
    `.counts_by`, `number.form`."""

    name: str
    columns: tuple[str, ...]
    lines: Callable[[Table], list[tuple[str, ...]]]
    table: Callable[[Table, Sequence[Line]], Table]


def page_text(page: Page, old: Table, lines: Sequence[Line]) -> str:
    """The page as TOML; empty lines are left out."""
    told = [tuple(cell.strip() for cell in line) for line in lines]
    return tomli_w.dumps(page.table(old, [line for line in told if any(line)]))


def _day_lines(table: Table) -> list[tuple[str, ...]]:
    days = sorted(table.get("holidays", {}).items())
    return [(_be(date.fromisoformat(day)), str(name)) for day, name in days]


def _day_table(old: Table, lines: Sequence[Line]) -> Table:
    holidays: dict[str, str] = {}
    for number, (day, name) in enumerate(lines, 1):
        read = read_date(day)
        if read is None:
            raise Refused("office.page.bad_day", line=number, text=day)
        _ask_once(read.day.isoformat(), holidays, number, day)
        holidays[read.day.isoformat()] = name
    return {**old, "holidays": dict(sorted(holidays.items()))}


def _be(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year + BE_OFFSET}"


def _division_lines(table: Table) -> list[tuple[str, ...]]:
    return [tuple(str(one.get(name, "")) for name in _DIVISION) for one in table.get("division", ())]


def _division_table(old: Table, lines: Sequence[Line]) -> Table:
    return {**old, "division": _named(_DIVISION, lines)}


_DIVISION = ("code", "th", "en", "head")


def _series_lines(table: Table) -> list[tuple[str, ...]]:
    return [
        (one["name"], one["form"], one.get("letters", ""), one.get("counts_by", COUNTS_BY[0]),
         "1" if one.get("per_division") else "")
        for one in table.get("series", ())
    ]  # fmt: skip


def _series_table(old: Table, lines: Sequence[Line]) -> Table:
    made = []
    for number, one in enumerate(_named(_SERIES, lines), 1):
        ask_form(one["form"])
        if one["counts_by"] not in COUNTS_BY:
            raise Refused("office.page.counts_by", line=number, text=one["counts_by"])
        made.append({**one, "per_division": bool(one["per_division"])})
    return {**old, "series": made}


_SERIES = ("name", "form", "letters", "counts_by", "per_division")


def _chain_lines(table: Table) -> list[tuple[str, ...]]:
    return [(str(position),) for position in table.get("positions", ())]


def _chain_table(old: Table, lines: Sequence[Line]) -> Table:
    return {**old, "positions": [position for (position,) in lines]}


def _named(names: Sequence[str], lines: Sequence[Line]) -> list[dict[str, str]]:
    """A record a line, known by its first cell."""
    made: dict[str, dict[str, str]] = {}
    for number, line in enumerate(lines, 1):
        code = line[0]
        if not code:
            raise Refused("office.page.no_code", line=number)
        _ask_once(code, made, number, code)
        made[code] = dict(zip(names, line, strict=True))
    return list(made.values())


def _ask_once(key: str, known: Mapping[str, object], number: int, text: str) -> None:
    if key in known:
        raise Refused("office.page.twice", line=number, text=text)


PAGES = (
    Page("days", ("day", "name"), _day_lines, _day_table),
    Page("divisions", _DIVISION, _division_lines, _division_table),
    Page("series", _SERIES, _series_lines, _series_table),
    Page("chain", ("position",), _chain_lines, _chain_table),
)
