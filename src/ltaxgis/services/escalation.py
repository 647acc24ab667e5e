"""Cases that run out of their time, put before the chiefs: whose they are is told by the position."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ltaxgis.domain.cases import Case
from ltaxgis.domain.escalation import Rung, height_of, own_divisions, reached, rungs_of
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import StateTable
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_deadlines import deadlines

_AHEAD = timedelta(days=28)
_MOST = 500


@dataclass(frozen=True, slots=True)
class Escalated:
    """A case and how many of the chiefs it is put before."""

    uid: Uid
    division: str
    due: date
    height: int


def escalated(reading: Reading, actor: Actor, book: OfficeBook, table: StateTable, today: date) -> list[Escalated]:
    """The cases of a desk that are put before somebody, the longest past first: those whose clock ran out or short,
    and petitions whose set day did."""
    rungs = rungs_of(book)
    running = tuple(state for state in table.open_states() if state not in table.paused)
    asked = CaseQuery(table.desk, open=True, states=running, late_on=today + _AHEAD, viewer=actor.name,
                      order="due_number", limit=_MOST)  # fmt: skip
    found = {
        one.uid: Escalated(one.uid, one.division, one.due, reached(rungs, one.starts_on, one.due, today))
        for one in reading.get(Case, reading.case_uids(asked)) if one.due is not None
    }  # fmt: skip
    if table.desk == "petitions":
        set_days = {one.case_uid: one for one in deadlines(reading, actor, today)}
        for case in reading.get(Case, list(set_days)):
            one = set_days[case.uid]
            told = Escalated(case.uid, case.division, one.until, reached(rungs, one.begun, one.until, today))
            if case.uid not in found or found[case.uid].height < told.height:
                found[case.uid] = told
    return sorted((one for one in found.values() if one.height), key=lambda one: (one.due, one.uid))


def before(cases: Sequence[Escalated], book: OfficeBook, position: str) -> list[Escalated]:
    """Those that are put before somebody of this position: of a division's head those of the division. All of them
    for who is none of the chiefs."""
    height = height_of(book, position)
    own = own_divisions(book, position) if height else frozenset()
    return [one for one in cases if one.height >= height and (not own or one.division in own)]


def is_chief(book: OfficeBook, actor: Actor) -> bool:
    return bool(height_of(book, actor.position))


def before_me(reading: Reading, actor: Actor, book: OfficeBook, table: StateTable, today: date) -> Sequence[Uid]:
    """What is put before this person."""
    return [one.uid for one in before(escalated(reading, actor, book, table, today), book, actor.position)]


def by_chief(
    reading: Reading, actor: Actor, book: OfficeBook, table: StateTable, today: date, language: str
) -> list[tuple[str, Sequence[Uid]]]:
    """What each chief has before him, by the name of the position, those with nothing left out; a chief who looks
    himself has his own alone."""
    cases = before(escalated(reading, actor, book, table, today), book, actor.position)
    if is_chief(book, actor):
        return [(actor.position, [one.uid for one in cases])] if cases else []
    told: dict[str, list[Uid]] = {}
    for height, rung in enumerate(rungs_of(book), 1):
        for one in cases:
            if one.height >= height:
                told.setdefault(_named(book, rung, one.division, language), []).append(one.uid)
    return list(told.items())


def _named(book: OfficeBook, rung: Rung, code: str, language: str) -> str:
    division = book.divisions.get(code)
    if not rung.of_division or division is None:
        return rung.position
    return f"{rung.position} ({division.name(language)})"
