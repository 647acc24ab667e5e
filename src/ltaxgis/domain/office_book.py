"""What an office says about itself: its days, divisions, running numbers, and the chain of its chiefs."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from typing import Any, TypeVar

from ltaxgis.domain.clocks import OfficeDays
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.numbering import COUNTS_BY, Series, ask_form

Tables = Mapping[str, Mapping[str, Any]]
"""By the name of its file: what a TOML file says."""

T = TypeVar("T")

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
    """The book of TOML texts by the name of their file. Refused where one cannot be read (`office.unreadable`, naming
    it) or a series has no usable form (`number.form`)."""
    tables = {name: _read(name, text) for name, text in texts.items()}
    chain = tables["chain"]
    return OfficeBook(
        days=_of_page("days", lambda: _days(tables["days"])),
        divisions=_of_page("divisions", lambda: _divisions(tables["divisions"])),
        series=_of_page("series", lambda: _series(tables["series"])),
        chain=tuple(_of_page("chain", lambda: [str(one) for one in chain.get("positions", ())])),
        registered=frozenset(_of_page("chain", lambda: [str(one) for one in chain.get("registered", ())])),
        tables=tables,
    )


def _read(name: str, text: str) -> Mapping[str, Any]:
    return _of_page(name, lambda: _parsed(text))


@lru_cache(maxsize=128)
def _parsed(text: str) -> Mapping[str, Any]:
    """Nearly all pages are as shipped, and the book is opened with each project: each is read once."""
    return tomllib.loads(text)


def _of_page(name: str, read: Callable[[], T]) -> T:
    """What a page says, or a refusal that names it: people write these by hand."""
    try:
        return read()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("office.unreadable", name=name, why=str(error)) from error


def _days(table: Mapping[str, Any]) -> OfficeDays:
    holidays = {date.fromisoformat(day): str(name) for day, name in table.get("holidays", {}).items()}
    hours = {name: time.fromisoformat(str(table[name])) for name in ("opens", "closes") if name in table}
    return OfficeDays(holidays, **hours)


def _divisions(table: Mapping[str, Any]) -> dict[str, Division]:
    return {one["code"]: Division(**one) for one in table.get("division", ())}


def _series(table: Mapping[str, Any]) -> dict[str, Series]:
    made = {}
    for one in table.get("series", ()):
        ask_form(str(one.get("form", "")))
        series = Series(**one)
        if series.counts_by not in COUNTS_BY:
            raise ValueError(f"counts_by = {series.counts_by!r}")
        made[series.name] = series
    return made
