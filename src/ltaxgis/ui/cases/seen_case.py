"""A case as the window shows it, read at one moment."""

from dataclasses import dataclass
from datetime import date

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Transition
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_file import CaseFile, case_file
from ltaxgis.ui.cases.desk_look import DeskLook
from ltaxgis.ui.cases.services import CaseServices


@dataclass(frozen=True, slots=True)
class SeenCase:
    """`events` are what the person who looks may do next, the usual one first."""

    file: CaseFile
    desk: Desk
    book: OfficeBook
    actor: Actor
    today: date
    events: tuple[Transition, ...]


def see_case(project: Project, actor: Actor, cases: CaseServices, look: DeskLook, uid: Uid) -> SeenCase:
    """Refused where the case is gone or not for this person."""
    desk, book, today = cases.desk(look.name), cases.book(project), local_day(cases.now())
    with project.reading() as reading:
        file = case_file(reading, actor, desk, uid, today, look.records)
    usual = look.usual.get(file.case.state, ())
    possible = look.events(desk, file.case, actor) if project.writable else []
    once = {one.event: one for one in possible if look.possible(file, one)}
    return SeenCase(
        file, desk, book, actor, today, tuple(sorted(once.values(), key=lambda one: one.event not in usual))
    )
