"""What writes for the desks of cases: for everybody but who only looks. Each desk has its own part."""

from collections.abc import Callable
from datetime import date

from tests.case_desk import DESK, MORNING, shipped_book

from ltaxgis.domain.attachments import PaperLimits
from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.desks import CaseDraft
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.services.absences import add_absence, remove_absence
from ltaxgis.services.attachments import attach, detach, edit_attachment
from ltaxgis.services.case_numbers import reserve_number, void_number
from ltaxgis.services.case_people import see_number
from ltaxgis.services.case_steps import comment, edit_case, take_step
from ltaxgis.services.cases import receive
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject

Writers = dict[str, Callable[[SqlProject, Actor], object]]

BOOK = shipped_book()
TODAY = date(2026, 1, 5)
ONE = Uid("1")

COMMON: Writers = {
    "services/absences.add_absence": lambda project, who: add_absence(project, who, "ก", "ข", TODAY, TODAY),
    "services/absences.remove_absence": lambda project, who: remove_absence(project, who, ONE),
    "services/cases.receive": lambda project, who: receive(
        project, who, BOOK, DESK, CaseDraft(kind="plain", with_pin=False), MORNING
    ),
    "services/case_steps.take_step": lambda project, who: take_step(
        project, who, BOOK, DESK, ONE, "start", StepTold(), MORNING
    ),
    "services/case_steps.edit_case": lambda project, who: edit_case(project, who, ONE, {}),
    "services/case_steps._add": lambda project, who: comment(project, who, ONE, "ข้อความ", MORNING),
    "services/case_numbers.reserve_number": lambda project, who: reserve_number(
        project, who, BOOK, "letter_in", TODAY, today=TODAY
    ),
    "services/case_numbers.void_number": lambda project, who: void_number(project, who, ONE, "พิมพ์ผิด"),
    "services/case_people.see_number": lambda project, who: see_number(project, who, ONE, "number", TODAY),
}
ATTACHMENTS: Writers = {
    "services/attachments.attach": lambda project, who: attach(
        project, who, FolderBeside(project.path), PaperLimits(), ONE, []
    ),
    "services/attachments.detach": lambda project, who: detach(project, who, ONE),
    "services/attachments.edit_attachment": lambda project, who: edit_attachment(project, who, ONE, "document", ""),
}
PETITIONS: Writers = {}
PERMITS: Writers = {}
PAPERS: Writers = {}

DESK_WRITERS: Writers = {**COMMON, **ATTACHMENTS, **PETITIONS, **PERMITS, **PAPERS}
