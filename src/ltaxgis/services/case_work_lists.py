"""Work lists whose cases are not told by a single question: what runs short of time, and at the permits' desk what owes
a letter, what runs out, and what was allowed and never reported as built."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ltaxgis.domain.cases import Case, CaseStep, local_day
from ltaxgis.domain.clocks import reminder
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import StateTable
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.services.permit_lists import EVENT_OF, LATE_NOTICE, expiring, late_permits, unreported

MARK = 80
"""Per cent of its time after which a case is told upwards."""
_AHEAD = timedelta(days=28)
"""A fifth of the longest time that any case may have, extensions included."""
_MOST, _MOST_OPEN = 500, 100_000


def short_of_time(reading: Reading, table: StateTable, viewer: str, today: date) -> Sequence[Uid]:
    """Open cases whose clock runs, that are not late and have used up four fifths of their time, the first due
    first."""
    running = tuple(state for state in table.open_states() if state not in table.paused)
    asked = CaseQuery(table.desk, open=True, states=running, viewer=viewer, order="due_number", limit=_MOST_OPEN)
    late = set(reading.case_uids(replace(asked, late_on=today)))
    soon = [uid for uid in reading.case_uids(replace(asked, late_on=today + _AHEAD)) if uid not in late]
    short = {
        one.uid for one in reading.get(Case, soon[:_MOST])
        if one.due is not None and reminder(one.starts_on, one.due, today) >= MARK
    }  # fmt: skip
    return [uid for uid in soon if uid in short]


def owing_notice(reading: Reading, actor: Actor, book: OfficeBook, today: date) -> Sequence[Uid]:
    """Applications past their day to whose applicant a letter is owed, the longest past first. Who was written to since
    the last day of a letter is owed none before the next: what was missed earlier cannot be sent any more."""
    owed = [one for one in late_permits(reading, actor, book, today, limit=_MOST) if one.owed]
    steps = reading.having(CaseStep, "case_uid", [one.case.uid for one in owed])
    last = {step.case_uid: local_day(step.at) for step in steps if step.event == LATE_NOTICE}
    return [one.case.uid for one in owed if last.get(one.case.uid, date.min) < one.notices[-1]]


def letters_owed(reading: Reading, kind: str, uids: Sequence[Uid]) -> list[Uid]:
    """Of the cases of a list those to which a letter of this kind still has to go: a letter that is due every seven
    days goes to all of its list, another one once."""
    if kind == "late_notice":
        return list(uids)
    sent = reading.count_steps(uids, EVENT_OF[kind])
    return [uid for uid in uids if uid not in sent]


def running_out(reading: Reading, actor: Actor, today: date) -> Sequence[Uid]:
    """Licences under way that end within 60 days or have ended, the first to end first."""
    return [one.case.uid for one in expiring(reading, actor, today, limit=_MOST)]


def to_walk(reading: Reading, actor: Actor, today: date) -> Sequence[Uid]:
    """Licences that are over and whose building was never reported, in the order of their parcels."""
    return [one.case.uid for one in unreported(reading, actor, today, limit=_MOST)]
