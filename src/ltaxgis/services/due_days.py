"""Due days after the office's book was changed: which of the open cases move, and moving them in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ltaxgis.domain.cases import Case, CaseStep, may_see
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.case_steps import with_clock

ACTION = "case.due"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MovedDay:
    """A case as it is stored, and its last day by the book as it is now."""

    case: Case
    due: date | None
    due_raw: date | None


def days_that_move(
    reading: Reading, actor: Actor, desks: Mapping[str, Desk], book: OfficeBook, today: date
) -> list[MovedDay]:
    """The open cases that are due on another day by this book, the soonest first; those that this person may see.
    A case whose clock stands still gets its day when it goes on."""
    moved = _moved(reading, desks, book, today)
    return [one for one in moved if may_see(one.case, actor)]


def move_due_days(
    project: Project, actor: Actor, desks: Mapping[str, Desk], book: OfficeBook, today: date
) -> tuple[Applied, int]:
    """All of them in one act that can be undone, those for named people only among them; answers how many moved."""
    ask_leave(actor, "settings")
    with project.work(actor, ACTION) as work:
        moved = _moved(work, desks, book, today)
        changes = tuple(Change(one.case, _after(one)) for one in moved)
        work.apply(ChangeSet(ACTION, changes))
        return work.commit(), len(moved)


def _after(moved: MovedDay) -> Case:
    return replace(moved.case, due=moved.due, due_raw=moved.due_raw)


def _moved(reading: Reading, desks: Mapping[str, Desk], book: OfficeBook, today: date) -> list[MovedDay]:
    columns = reading.columns(Case, ("desk", "closed_on", "paused"))
    told = zip(columns.uids, columns["desk"], columns["closed_on"], columns["paused"], strict=True)
    running = [uid for uid, desk, closed, paused in told if desk in desks and closed is None and not paused]
    found: list[MovedDay] = []
    for start in range(0, len(running), _AT_ONCE):
        found += _of(reading, running[start : start + _AT_ONCE], desks, book, today)
    return sorted(found, key=lambda one: (one.due or date.max, one.case.number))


def _of(
    reading: Reading, uids: Sequence[Uid], desks: Mapping[str, Desk], book: OfficeBook, today: date
) -> list[MovedDay]:
    steps: dict[Uid, list[CaseStep]] = {uid: [] for uid in uids}
    for step in reading.having(CaseStep, "case_uid", uids):
        steps[step.case_uid].append(step)
    moved = []
    for case in reading.get(Case, uids):
        desk = desks[case.desk]
        if desk.rule(case, book) is None:
            continue  # its day, if it has one, was told by a person
        after = with_clock(case, steps[case.uid], book, desk, today)
        if (after.due, after.due_raw) != (case.due, case.due_raw):
            moved.append(MovedDay(case, after.due, after.due_raw))
    return moved
