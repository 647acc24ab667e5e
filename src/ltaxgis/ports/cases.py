"""What lists of cases are asked, and what they answer."""

from __future__ import annotations  # arrays are named, not loaded: lists of cases come before them

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ltaxgis.domain.ids import Uid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Least E, least N, greatest E, greatest N."""


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """A work list: cases of a desk that fit all that is said. `open`: not closed yet (None: both). `late_on`: due
    before this day while the clock runs, `due_on`: due on it, `closed_from`: closed on it or later. `text`: found by
    any part of number, title, place or (where names may be seen) people. `viewer` is who asks: cases for named people
    only are left out for others. `box` in project CRS. `order` is one of `due`, `received`, `number`, `state`,
    `priority`, `category`, `title`, `place`, `division`, `assignee`, `closed`, with `-` before it for the last
    first, or `due_number`: by day, of one day by number."""

    desk: str = ""
    open: bool | None = None
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    late_on: date | None = None
    due_on: date | None = None
    closed_from: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    box: tuple[float, float, float, float] | None = None
    uids: tuple[Uid, ...] | None = None
    text: str = ""
    viewer: str = ""
    order: str = "due"
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as a list shows it. `party` is the first person's name, of a letter from or
    to whom it goes; `hidden` where it is not for everybody;
    `paused`: its clock stands still."""

    uid: Uid
    desk: str
    number: str
    register_number: str
    kind: str
    category: str
    title: str
    state: str
    division: str
    assignee: str
    received_at: datetime
    starts_on: date
    due: date | None
    closed_on: date | None
    folder_at: str
    place_text: str
    priority: int
    party: str
    hidden: bool
    paused: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some lines of a work list and how many it has."""

    lines: tuple[CaseLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many open cases: by state, by division, by assignee; and how many of them are late."""

    states: Mapping[str, int]
    divisions: Mapping[str, int]
    assignees: Mapping[str, int]
    late: int


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day until which somebody has a case, as a step of it said: with which event, when, and the case's state now."""

    case_uid: Uid
    event: str
    at: datetime
    until: date
    state: str


@dataclass(frozen=True, slots=True)
class CaseStatistic:
    """Cases of a month (BE year, month), kind and division: came in, closed, closed late, mean days taken."""

    year: int
    month: int
    kind: str
    category: str
    division: str
    came: int
    closed: int
    late: int
    days: float | None


@dataclass(frozen=True, slots=True)
class CasePlaces:
    """Where some cases are: rows of E, N in the project CRS, with uid, kind and category of each."""

    uids: tuple[Uid, ...]
    kinds: tuple[str, ...]
    categories: tuple[str, ...]
    places: NDArray[np.float64]
