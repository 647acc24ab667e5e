"""Days that somebody set with a step: until when another body, a division or a citizen has a case, and what nears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ltaxgis.domain.cases import EVENT, CaseStep, local_day
from ltaxgis.domain.clocks import REMIND_AT, reminder
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_states import ACCEPTED, ASSIGNED, FORWARDED, IN_PROGRESS, ON_HOLD, REOPENED
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor
from ltaxgis.ports.cases import CaseLine
from ltaxgis.ports.stores import Reading

MARK = 80
"""Per cent of its time after which somebody is reminded."""
_STANDS: Mapping[str, frozenset[str]] = {
    "forward": frozenset({FORWARDED}),
    "assign": frozenset({ASSIGNED, IN_PROGRESS, ACCEPTED, REOPENED}),
    "hold": frozenset({ON_HOLD}),
}
"""In which states of a petition a day stands that was set with an event."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day that was set last for a petition, with which event and when; `with_whom` is the other body's name."""

    case_uid: Uid
    event: str
    begun: date
    until: date
    with_whom: str = ""

    def used(self, today: date) -> int:
        """50, 80 or 100 per cent of the time that is over."""
        return REMIND_AT[-1] if today >= self.until else reminder(self.begun, self.until, today)


def deadlines(reading: Reading, actor: Actor, today: date) -> list[Deadline]:
    """The petitions whose set day nears or is over, the earliest first."""
    states = tuple(sorted(frozenset().union(*_STANDS.values())))
    set_days = {one.case_uid: one for one in reading.set_days("petitions", states, actor.name)}  # the last one counts
    near = [
        Deadline(one.case_uid, one.event, local_day(one.at), one.until)
        for one in set_days.values() if one.state in _STANDS.get(one.event, ())
    ]  # fmt: skip
    near = sorted((one for one in near if one.used(today) >= MARK), key=lambda one: (one.until, one.case_uid))
    away = [one.case_uid for one in near if one.event == "forward"]
    agencies = {one.case_uid: one.agency for one in reading.having(Petition, "case_uid", away)}
    return [replace(one, with_whom=agencies.get(one.case_uid, "")) for one in near]


def set_day(steps: Sequence[CaseStep], state: str) -> date | None:
    """The day that was set last for a petition in this state, None where it stands no more."""
    told = [one for one in steps if one.kind == EVENT and one.until is not None]
    return told[-1].until if told and state in _STANDS.get(told[-1].event, ()) else None


def told_by_deadline(reading: Reading, actor: Actor, lines: Sequence[CaseLine], today: date) -> tuple[CaseLine, ...]:
    """The lines with the day that was set and with who has the case until then."""
    known = {one.case_uid: one for one in deadlines(reading, actor, today)}
    return tuple(_told(line, known.get(line.uid)) for line in lines)


def _told(line: CaseLine, one: Deadline | None) -> CaseLine:
    if one is None:
        return line
    return replace(line, due=one.until, closed_on=None, paused=False, assignee=one.with_whom or line.assignee)
