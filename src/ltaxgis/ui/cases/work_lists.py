"""Work lists: what a person looks at each morning, as questions to the project, and the filters kept by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ltaxgis.domain.states import StateTable
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.absences import works_for
from ltaxgis.ui.preferences import Preferences

MINE, DIVISION, UNASSIGNED, LATE, TODAY, ON_HOLD, OPEN, CLOSED = (
    "mine", "division", "unassigned", "late", "today", "on_hold", "open", "closed",
)  # fmt: skip
LISTS: tuple[tuple[str, str, str], ...] = (
    (MINE, "user-round", "accent"),
    (DIVISION, "users", "accent"),
    (UNASSIGNED, "inbox", "attention"),
    (LATE, "alarm-clock", "wrong"),
    (TODAY, "calendar-days", "attention"),
    (ON_HOLD, "circle-pause", "quiet"),
    (OPEN, "folder-open", "quiet"),
    (CLOSED, "circle-check", "good"),
)
"""Name, picture and its tone; the word is `case.list.<name>`."""
NO_STATE, DRAFT = "-", "draft"
"""No case is in it: on desks whose clocks never stand still nothing is on hold."""
_KEPT, _DIVISION = "cases.filters", "cases.division"
_PARTS = ("states", "kinds", "categories", "divisions", "assignees", "text")


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks at the lists of which desk, and when. `division` is the person's, empty where it was never told;
    `absent` are the colleagues for whom the person stands in (see `with_absent`)."""

    table: StateTable
    name: str
    division: str
    today: date
    absent: tuple[str, ...] = ()


def list_query(name: str, asker: Asker) -> CaseQuery:
    """The question behind a work list."""
    table, today = asker.table, asker.today
    running = tuple(state for state in table.open_states() if state not in table.paused)
    base = CaseQuery(desk=table.desk, open=True, viewer=asker.name)
    made: Mapping[str, Callable[[], CaseQuery]] = {
        MINE: lambda: replace(base, assignees=(asker.name, *asker.absent)),
        DIVISION: lambda: replace(base, divisions=(asker.division,)),
        UNASSIGNED: lambda: replace(base, assignees=("",)),
        LATE: lambda: replace(base, states=running, late_on=today),
        TODAY: lambda: replace(base, states=running, due_on=today),
        ON_HOLD: lambda: replace(base, states=tuple(sorted(table.paused)) or (NO_STATE,)),
        OPEN: lambda: base,
        CLOSED: lambda: replace(base, open=False, closed_from=today.replace(day=1), order="-closed"),
    }
    return made[name]()


def with_absent(reading: Reading, asker: Asker) -> Asker:
    """The asker with the colleagues who are away today and left their cases to him."""
    return replace(asker, absent=works_for(reading, asker.name, asker.today)[1:])


def count_lists(reading: Reading, asker: Asker, names: tuple[str, ...]) -> dict[str, int]:
    """How many cases each list has."""
    asker = with_absent(reading, asker)
    return {name: reading.case_page(replace(list_query(name, asker), limit=0)).total for name in names}


def waiting_cases(reading: Reading, asker: Asker) -> int:
    """What stands on the desk's button: late ones, and those nobody has taken; drafts are with whoever writes them."""
    if asker.table.initial == DRAFT:
        return reading.case_page(replace(list_query(LATE, asker), limit=0)).total
    late, unassigned = list_query(LATE, asker), list_query(UNASSIGNED, asker)
    counts = [reading.case_page(replace(one, limit=0)).total for one in (late, unassigned, _both(late))]
    return counts[0] + counts[1] - counts[2]


def _both(late: CaseQuery) -> CaseQuery:
    return replace(late, assignees=("",))


class Filters:
    """A person's own filters of a desk, by name, and the division the person belongs to; the same name again
    replaces."""

    def __init__(self, preferences: Preferences, desk: str, person: str) -> None:
        self._preferences, self._desk, self._person = preferences, desk, person

    def all(self) -> dict[str, CaseQuery]:
        """Their parts alone: who asks and for which desk is filled in by `of`."""
        return {name: _query(told) for name, told in sorted(self._kept().items())}

    def keep(self, name: str, query: CaseQuery) -> None:
        self._store({**self._kept(), name: {part: getattr(query, part) for part in _PARTS}})

    def forget(self, name: str) -> None:
        self._store({other: told for other, told in self._kept().items() if other != name})

    @property
    def division(self) -> str:
        return str(self._preferences.get(_DIVISION, {}).get(self._person, ""))

    def set_division(self, code: str) -> None:
        self._preferences.set(_DIVISION, {**self._preferences.get(_DIVISION, {}), self._person: code})

    def _key(self) -> str:
        return f"{self._desk}|{self._person}"

    def _kept(self) -> dict[str, Any]:
        return dict(self._preferences.get(_KEPT, {}).get(self._key(), {}))

    def _store(self, told: dict[str, Any]) -> None:
        self._preferences.set(_KEPT, {**self._preferences.get(_KEPT, {}), self._key(): told})


def _query(told: Mapping[str, Any]) -> CaseQuery:
    """What a preferences file says, damaged or from another version, as a question."""
    parts: dict[str, Any] = {
        name: str(value) if name == "text" else tuple(str(one) for one in value)
        for name, value in told.items()
        if name in _PARTS
    }
    return CaseQuery(**parts)
