"""Petitions that were done and that nobody said anything against: closed when the time for it is over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ltaxgis.domain.cases import Case, StepTold, local_day, may_see
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petition_states import RESOLVED
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.petitions import step_petition_in

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ClosedReady:
    """The numbers that were closed, and those that were not with the code of why."""

    closed: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def ready_to_close(reading: Reading, actor: Actor, book: OfficeBook, today: date) -> list[Case]:
    """The petitions that were done so many days ago that their petitioner has had his time to answer."""
    known = petition_book(book)
    last = today - timedelta(days=known.rating_days)
    query = CaseQuery(desk=PETITIONS.name, states=(RESOLVED,), viewer=actor.name, order="received", limit=AT_ONCE)
    done = reading.get(Case, [line.uid for line in reading.case_page(query).lines])
    return [one for one in done if one.closed_on is not None and one.closed_on <= last and may_see(one, actor)]


def close_ready(project: Project, actor: Actor, book: OfficeBook, now: datetime) -> ClosedReady:
    """All of them are closed, in one act, but those that this person may not close or whose photo is gone."""
    ask_leave(actor, "cases.work")
    closed: list[str] = []
    kept: list[tuple[str, str]] = []
    with project.work(actor, "case.close") as work:
        for case in ready_to_close(work, actor, book, local_day(now)):
            try:
                step_petition_in(work, actor, book, case.uid, "close", StepTold(), now)
            except Refused as refused:
                kept.append((case.number, refused.code))
            else:
                closed.append(case.number)
        if closed:
            work.commit()
    return ClosedReady(tuple(closed), tuple(kept))
