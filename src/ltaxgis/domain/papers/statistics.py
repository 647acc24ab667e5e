"""The figures of a desk on paper: charts as pictures, their numbers beside them as text."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPart:
    """A chart. `picture` is the name of a picture beside the templates, `head` the headings over `rows`, the first
    column a name and the others numbers. `wide`: the picture has the whole width, the table stands below it."""

    title: str
    picture: str
    alt: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsPaper(Paper):
    """A4 upright. `foot` says what was counted, `source` where it comes from and that nobody is named; `page_of` is
    filled with {page} and {count}."""

    template: ClassVar[str] = "statistics.typ"

    heading: str
    foot: str
    source: str
    parts: tuple[StatisticsPart, ...]
    page_of: str
