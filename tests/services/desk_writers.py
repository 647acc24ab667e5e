"""What writes for the desks of cases: for everybody but who only looks. Each desk has its own part."""

from collections.abc import Callable
from datetime import date

from tests.case_desk import DESK, MORNING, shipped_book
from tests.services.filing_writers import FILING
from tests.services.letter_writers import LETTERS

from ltaxgis.app.knowledge import shipped_titles
from ltaxgis.app.permits import export_permits_job
from ltaxgis.domain.attachments import PaperLimits
from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.desks import CaseDraft, PersonDraft
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_rows import PetitionFile
from ltaxgis.domain.petitions import PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity_said import a_publication
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.absences import add_absence, remove_absence
from ltaxgis.services.announcements import begin_proposed
from ltaxgis.services.attachments import attach, detach, edit_attachment
from ltaxgis.services.broadcasts import BroadcastDraft, end_broadcast, log_reading, plan_broadcast
from ltaxgis.services.case_links import link_cases, unlink_cases
from ltaxgis.services.case_numbers import reserve_number, void_number
from ltaxgis.services.case_people import see_number
from ltaxgis.services.case_steps import comment, edit_case, take_step
from ltaxgis.services.cases import receive
from ltaxgis.services.import_petitions import import_petitions
from ltaxgis.services.issued_papers import keep_issued
from ltaxgis.services.letter_notices import Notice, send_notices
from ltaxgis.services.permit_map import run_checks
from ltaxgis.services.permit_steps import step_permit, transfer_permit
from ltaxgis.services.permit_visits import Found, plan_visit, record_visit
from ltaxgis.services.permits import (
    PermitDraft,
    Receipt,
    a_permit,
    compute_fee,
    edit_permit,
    enter_receipt,
    papers_came,
    receive_permit,
)
from ltaxgis.services.petition_closing import close_ready
from ltaxgis.services.petition_merging import merge_petitions, split_petition
from ltaxgis.services.petitions import give_pin, receive_petition, step_petition
from ltaxgis.services.postings import add_postings, edit_posting, keep_outputs, remove_posting, take_down
from ltaxgis.services.progress import silent
from ltaxgis.services.publicity import PublicationDraft, confirm_personal, edit_publication, new_publication
from ltaxgis.services.publicity_due import step_due
from ltaxgis.services.publicity_photos import mark_photos
from ltaxgis.services.publicity_steps import schedule, step_publication
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

Writers = dict[str, Callable[[SqlProject, Actor], object]]

BOOK = shipped_book()
WORDS = load_words(find_resources().words, "th")
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
    "services/letter_notices.send_notices": lambda project, who: send_notices(
        project, who, BOOK, [Notice(ONE, "เรื่อง")], "late_notice", MORNING
    ),
    "services/case_links.link_cases": lambda project, who: link_cases(project, who, ONE, Uid("2"), "follows"),
    "services/case_links.unlink_cases": lambda project, who: unlink_cases(project, who, ONE),
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
    "services/issued_papers.keep_issued": lambda project, who: keep_issued(
        project, who, FolderBeside(project.path), PaperLimits(), ONE, project.path, "ใบอนุญาต.pdf"
    ),
    "services/attachments.detach": lambda project, who: detach(project, who, ONE),
    "services/attachments.edit_attachment": lambda project, who: edit_attachment(project, who, ONE, "document", ""),
}
PETITIONS: Writers = {
    "services/petitions.receive_petition": lambda project, who: receive_petition(
        project, who, BOOK, PetitionDraft(kind="service", text="ไฟดับ"), MORNING
    ),
    "services/petitions.step_petition": lambda project, who: step_petition(
        project, who, BOOK, ONE, "accept", StepTold(), MORNING
    ),
    "services/petitions.give_pin": lambda project, who: give_pin(project, who, ONE),
    "services/petition_merging.merge_petitions": lambda project, who: merge_petitions(
        project, who, BOOK, [ONE], Uid("2"), MORNING
    ),
    "services/petition_merging.split_petition": lambda project, who: split_petition(project, who, BOOK, ONE, MORNING),
    "services/petition_closing.close_ready": lambda project, who: close_ready(project, who, BOOK, MORNING),
    "services/import_petitions.import_petitions": lambda project, who: import_petitions(
        project, who, BOOK, PetitionFile("ก.csv", "csv", ()), shipped_titles(find_resources()), (), MORNING, silent
    ),
}
PERMITS: Writers = {
    "services/permits.receive_permit": lambda project, who: receive_permit(
        project, who, BOOK, CaseDraft(kind="build"), PermitDraft(a_permit()), MORNING
    ),
    "services/permits.edit_permit": lambda project, who: edit_permit(project, who, ONE, {}),
    "services/permits.papers_came": lambda project, who: papers_came(project, who, ONE, {}),
    "services/permits.compute_fee": lambda project, who: compute_fee(project, who, BOOK, ONE, MORNING),
    "services/permits.enter_receipt": lambda project, who: enter_receipt(project, who, ONE, Receipt("1"), MORNING),
    "services/permit_steps.step_permit": lambda project, who: step_permit(
        project, who, BOOK, ONE, "accept", StepTold(), MORNING
    ),
    "services/permit_steps.transfer_permit": lambda project, who: transfer_permit(
        project, who, BOOK, ONE, PersonDraft("applicant"), StepTold(), MORNING
    ),
    "services/permit_visits.plan_visit": lambda project, who: plan_visit(project, who, ONE, TODAY, "ก", MORNING),
    "services/permit_visits.record_visit": lambda project, who: record_visit(
        project, who, ONE, TODAY, Found("as_planned"), MORNING
    ),
    "services/permit_map.run_checks": lambda project, who: run_checks(project, who, BOOK, ONE, MORNING),
    "app/permits.export_permits_job": lambda project, who: export_permits_job(
        silent, project.path, project.path.with_suffix(".csv"), "", "th", who
    ),
}
PAPERS: Writers = {}
PUBLICITY: Writers = {
    "services/publicity.new_publication": lambda project, who: new_publication(
        project, who, BOOK, PublicationDraft("news", "ข่าว", a_publication(body="ก")), MORNING
    ),
    "services/publicity.edit_publication": lambda project, who: edit_publication(project, who, BOOK, ONE, {}, MORNING),
    "services/publicity.confirm_personal": lambda project, who: confirm_personal(
        project, who, BOOK, ONE, "ตกลงแล้ว", MORNING
    ),
    "services/publicity_steps.step_publication": lambda project, who: step_publication(
        project, who, BOOK, ONE, "submit", StepTold(), MORNING
    ),
    "services/publicity_steps.schedule": lambda project, who: schedule(project, who, BOOK, ONE, MORNING, None, MORNING),
    "services/publicity_due.step_due": lambda project, who: step_due(project, who, BOOK, MORNING),
    "services/announcements.begin_proposed": lambda project, who: begin_proposed(
        project, who, BOOK, "tax_pay:2569", 2026, 6, MORNING
    ),
    "services/postings.add_postings": lambda project, who: add_postings(project, who, ONE, [], MORNING),
    "services/postings.edit_posting": lambda project, who: edit_posting(project, who, ONE, {}),
    "services/postings.take_down": lambda project, who: take_down(project, who, [], TODAY),
    "services/postings.remove_posting": lambda project, who: remove_posting(project, who, ONE, "ผิดที่"),
    "services/postings.keep_outputs": lambda project, who: keep_outputs(project, who, [], MORNING),
    "services/broadcasts.plan_broadcast": lambda project, who: plan_broadcast(
        project, who, BOOK, WORDS, ONE, BroadcastDraft("ก", TODAY, TODAY), MORNING
    ),
    "services/broadcasts.end_broadcast": lambda project, who: end_broadcast(project, who, ONE, TODAY),
    "services/broadcasts.log_reading": lambda project, who: log_reading(project, who, ONE, MORNING, MORNING),
    "services/publicity_photos.mark_photos": lambda project, who: mark_photos(project, who, BOOK, ONE, {}, MORNING),
}

DESK_WRITERS: Writers = {**COMMON, **ATTACHMENTS, **PETITIONS, **PERMITS, **PAPERS, **PUBLICITY, **FILING, **LETTERS}
