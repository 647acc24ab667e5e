"""Papers of cases from a project: who gets what, one by one and many at once."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from tests.builders import a_project
from tests.case_desk import NUMBER, a_person, shipped_book

from ltaxgis.app.case_papers import PaperOffice, run_job
from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.desks import CaseDraft
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petitions import PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.formats.letter_files import WordLetters
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.services.case_papers import LetterTold, ListHead
from ltaxgis.services.case_steps import minute
from ltaxgis.services.own_templates import GARUDA, keep_emblem, keep_letter
from ltaxgis.services.papers_asked import PaperAsked, kinds_of, letter_kinds
from ltaxgis.services.permit_forms import OrderTold
from ltaxgis.services.permit_visits import plan_visit
from ltaxgis.services.permits import PermitDraft, a_permit, receive_permit
from ltaxgis.services.petitions import receive_petition
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import SqlProject

NOW = datetime(2026, 1, 5, 2, 12, tzinfo=UTC)
COUNTER = Actor("สมศรี ทดสอบ", "เจ้าพนักงานธุรการ", ("clerk",))
CHIEF = Actor("ชัย ทดสอบ", "ปลัดเทศบาล", ("administrator",))


@dataclass
class Hall:
    project: SqlProject
    petition: Uid
    pin: str
    permit: Uid

    def office(self, actor: Actor = COUNTER) -> PaperOffice:
        return PaperOffice(self.project, find_resources(), actor, NOW)


@pytest.fixture
def hall(office_folder: Path) -> Iterator[Hall]:
    project = a_project(office_folder)
    draft = PetitionDraft("nuisance", text="น้ำท่วมขังหน้าบ้าน", person=a_person("สมชาย"))
    petition = receive_petition(project, COUNTER, shipped_book(), draft, NOW)
    case = CaseDraft("build", title="บ้านพักอาศัย", people=[replace(a_person("วิภา", "มั่นคง", NUMBER), role="applicant")])
    permit = receive_permit(project, COUNTER, shipped_book(), case, PermitDraft(a_permit(area=14840)), NOW)
    yield Hall(project, petition.case.uid, petition.pin, permit.received.case.uid)
    project.close()


def text(pdf: bytes) -> str:
    viewer = PdfiumPages()
    return "".join(line for page in range(viewer.count(pdf)) for line in viewer.lines(pdf, page)).replace(" ", "")


def test_every_paper_of_a_desk_can_be_made(hall: Hall) -> None:
    plan_visit(hall.project, CHIEF, hall.permit, date(2026, 1, 9), "ช่าง", NOW)
    order = OrderTold(("หยุดก่อสร้าง",), "ผิดแบบ")
    for desk, uid in (("petitions", hall.petition), ("permits", hall.permit)):
        for kind in kinds_of(desk):
            if kind in ("forward", "report"):
                continue  # nobody has named a body to forward it to, or had the map check it
            made = hall.office().pdf(uid, PaperAsked(kind, order=order))
            assert made.pdf.startswith(b"%PDF"), kind
            assert made.title


def test_a_paper_that_is_none_is_refused(hall: Hall) -> None:
    for kind, code in (
        ("forward", r"case\.needs_agency"),
        ("licence", r"paper\.no_permit"),
        ("poem", r"paper\.unknown"),
    ):
        with pytest.raises(Refused, match=code):
            hall.office().pdf(hall.petition, PaperAsked(kind))


def test_who_may_not_work_with_cases_gets_no_paper(hall: Hall) -> None:
    with pytest.raises(Refused, match=r"role\.may_not"):
        hall.office(Actor("ผู้ดู", roles=("viewer",))).pdf(hall.petition, PaperAsked("slip"))


def test_the_slip_bears_the_pin_that_is_kept_nowhere(hall: Hall) -> None:
    assert hall.pin in text(hall.office().pdf(hall.petition, PaperAsked("slip", pin=hall.pin)).pdf)
    assert hall.pin not in text(hall.office().pdf(hall.petition, PaperAsked("slip")).pdf)


def test_minutes_of_chiefs_stand_on_the_slip_they_wrote(hall: Hall) -> None:
    minute(hall.project, CHIEF, hall.petition, StepTold(text="เห็นชอบ มอบกองช่าง"), NOW)
    assert "เห็นชอบมอบกองช่าง" in text(hall.office().pdf(hall.petition, PaperAsked("route")).pdf)


def test_the_licence_bears_the_number_for_who_works_with_numbers_and_the_journal_knows(hall: Hall) -> None:
    thai = NUMBER.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert thai not in text(hall.office(COUNTER).pdf(hall.permit, PaperAsked("licence")).pdf)
    assert thai in text(hall.office(CHIEF).pdf(hall.permit, PaperAsked("licence")).pdf)
    with hall.project.reading() as reading:
        assert [line.actor for line in reading.journal(5) if line.action == "person.number_seen"] == [CHIEF.name]


def test_no_other_paper_bears_the_number(hall: Hall) -> None:
    for kind in kinds_of("permits"):
        if kind not in ("licence", "report"):
            told = text(hall.office(CHIEF).pdf(hall.permit, PaperAsked(kind)).pdf)
            assert NUMBER not in told
            assert NUMBER.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) not in told


def test_a_work_list_is_printed(hall: Hall) -> None:
    made = hall.office().list_pdf(CaseQuery("petitions"), ListHead("งานของกอง", ("กองช่าง",)))
    assert "น้ำท่วมขังหน้าบ้าน" in text(made.pdf)


def test_a_letter_goes_on_in_word_in_the_towns_own_document(hall: Hall) -> None:
    made = docx.Document()
    made.add_paragraph("หนังสือของเรา เรื่อง {{เรื่อง}} ถึง {{เรียน}}")
    out = io.BytesIO()
    made.save(out)
    keep_letter(hall.project, CHIEF, out.getvalue(), "แบบของเรา.docx", WordLetters())
    asked = PaperAsked("answer", letter=LetterTold(text="ลอกท่อแล้ว"))
    filled = docx.Document(io.BytesIO(hall.office().docx(hall.petition, asked)))
    assert filled.paragraphs[0].text == "หนังสือของเรา เรื่อง แจ้งผลการดำเนินการตามคำร้อง ถึง สมชาย ใจดี"
    # and taken away again
    keep_letter(hall.project, CHIEF, b"", "", WordLetters())
    plain = docx.Document(io.BytesIO(hall.office().docx(hall.petition, asked)))
    assert any("ลอกท่อแล้ว" in one.text for one in plain.paragraphs)
    assert set(letter_kinds("permits")) < set(kinds_of("permits"))


def test_a_document_with_an_unknown_field_is_refused_by_its_name(hall: Hall) -> None:
    made = docx.Document()
    made.add_paragraph("{{เรื่อง}} {{เลขบัตรประชาชน}}")
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(Refused, match=r"letter\.field") as refused:
        keep_letter(hall.project, CHIEF, out.getvalue(), "แบบ.docx", WordLetters())
    assert refused.value.facts["field"] == "เลขบัตรประชาชน"


def test_what_is_no_letter_does_not_go_to_word(hall: Hall) -> None:
    with pytest.raises(Refused, match=r"paper\.no_letter"):
        hall.office().docx(hall.petition, PaperAsked("slip"))


def test_a_town_with_a_garuda_has_it_on_its_letters(hall: Hall) -> None:
    before = text(hall.office().pdf(hall.petition, PaperAsked("answer")).pdf)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
    keep_emblem(hall.project, CHIEF, svg, "ครุฑ.svg", GARUDA)
    after = text(hall.office().pdf(hall.petition, PaperAsked("answer")).pdf)
    assert "ตราครุฑ" in before
    assert "ตราครุฑ" not in after


def test_many_papers_come_as_one_pdf(hall: Hall, resources: Resources) -> None:
    path = hall.project.path
    uids = [hall.petition, hall.permit] * 30
    hall.project.close()
    pdf = run_job(silent, path, COUNTER, uids, PaperAsked("slip"), NOW)
    assert PdfiumPages().count(pdf) == 60
    with pytest.raises(Refused, match=r"paper\.none"):
        run_job(silent, path, COUNTER, [], PaperAsked("slip"), NOW)
