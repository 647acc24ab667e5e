"""Who is away, and who works for him meanwhile."""

from datetime import date

from ltaxgis.domain.cases import Absence, standing_in
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading

ACTION = "case.absence"
CASE_DESKS = ("petitions", "permits", "letters_in", "letters_out", "publicity")


def absences(reading: Reading, today: date | None = None) -> list[Absence]:
    """All that were told, the earliest first; with a day only those that are not over."""
    told = reading.get(Absence, reading.columns(Absence, ("name",)).uids)
    return sorted(
        (one for one in told if today is None or one.last >= today), key=lambda one: (one.first, one.name, one.uid)
    )


def works_for(reading: Reading, name: str, day: date) -> tuple[str, ...]:
    """Whose cases are in this person's inbox on a day: his own, and of all for whom he stands in."""
    told = absences(reading, day)
    others = sorted({one.name for one in told} - {name})
    return (name, *(other for other in others if standing_in(other, day, told) == name))


def working_names(reading: Reading, today: date, viewer: str) -> list[str]:
    """The people who are known to work on cases: who asks, to whom open cases are given, who was away or stood in."""
    named = {viewer, *(name for one in absences(reading) for name in (one.name, one.substitute))}
    for desk in CASE_DESKS:
        named.update(reading.case_counts(desk, today, viewer).assignees)
    return sorted(named - {""})


def add_absence(project: Project, actor: Actor, name: str, substitute: str, first: date, last: date) -> Applied:
    """Cases that are given to this person meanwhile go to the substitute. Refused: `absence.nobody`,
    `absence.oneself`, `absence.days`."""
    ask_leave(actor, "cases.work")
    who, other = name.strip(), substitute.strip()
    if not who or not other:
        raise Refused("absence.nobody")
    if who == other:
        raise Refused("absence.oneself")
    if first > last:
        raise Refused("absence.days")
    with project.work(actor, ACTION) as work:
        told = Absence(uid=new_uid(), name=who, substitute=other, first=first, last=last)
        work.apply(ChangeSet(ACTION, (Change(None, told),)))
        return work.commit()


def remove_absence(project: Project, actor: Actor, uid: Uid) -> Applied:
    """Nobody is away for this entry any more. Refused (`absence.gone`) where it is not there."""
    ask_leave(actor, "cases.work")
    with project.work(actor, ACTION) as work:
        told = work.get(Absence, [uid])
        if not told:
            raise Refused("absence.gone")
        work.apply(ChangeSet(ACTION, (Change(told[0], None),)))
        return work.commit()
