"""What an office says about itself: its days, divisions, running numbers, and the chain of its chiefs."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from ltaxgis.domain.clocks import OfficeDays
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.numbering import Series, ask_form

Tables = Mapping[str, Mapping[str, Any]]
"""By the name of its file: what a TOML file says."""

OWN = "office/"
"""Where a project keeps its own in place of the program's."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division or unit; `head` is its chief's position where it is told."""

    code: str
    th: str
    en: str
    head: str = ""

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """`tables` are the files whole, for the desks that have their own. `registered` names kinds of cases, as
    `desk.kind`, that get a number of correspondence too."""

    days: OfficeDays
    divisions: Mapping[str, Division]
    series: Mapping[str, Series]
    chain: tuple[str, ...]
    registered: frozenset[str]
    tables: Tables = field(default_factory=dict)


def read_book(texts: Mapping[str, str]) -> OfficeBook:
    """The book of TOML texts by the name of their file. Refused (`office.unreadable`) where one cannot be read, naming
    it."""
    tables = {name: _read(name, text) for name, text in texts.items()}
    return OfficeBook(
        days=_days(tables["days"]),
        divisions={one["code"]: Division(**one) for one in tables["divisions"].get("division", ())},
        series={one["name"]: _series(one) for one in tables["series"].get("series", ())},
        chain=tuple(tables["chain"].get("positions", ())),
        registered=frozenset(tables["chain"].get("registered", ())),
        tables=tables,
    )


def _read(name: str, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused("office.unreadable", name=name, why=str(error)) from error


def _days(table: Mapping[str, Any]) -> OfficeDays:
    try:
        holidays = {date.fromisoformat(day): str(name) for day, name in table.get("holidays", {}).items()}
        hours = {name: time.fromisoformat(table[name]) for name in ("opens", "closes") if name in table}
    except ValueError as error:
        raise Refused("office.unreadable", name="days", why=str(error)) from error
    return OfficeDays(holidays, **hours)


def _series(one: Mapping[str, Any]) -> Series:
    ask_form(str(one.get("form", "")))
    return Series(**one)
