"""Papers of correspondence from a project: letters of the desks, registers, lists, form 25, stamped scans."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from tests.builders import a_project
from tests.letters import COUNTER, MONDAY, VIEWER, Registry
from tests.paper_places import plain, text_of
from tests.paper_samples import TITLE

from ltaxgis.app.letter_papers import LetterOffice, register_job, stamped_job
from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.correspondence import CERTIFICATE, EXTERNAL, INTERNAL, ORDER, Folder, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.letters import RegisterQuery
from ltaxgis.ports.resources import Resources
from ltaxgis.services.destruction import destructions, make_list
from ltaxgis.services.letter_filing import file_letter, keep_folder, lend
from ltaxgis.services.letter_numbers import void_letter
from ltaxgis.services.papers_asked import PaperAsked, kinds_of, letter_kinds
from ltaxgis.services.progress import Step, silent
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

CHIEF = replace(COUNTER, roles=("administrator",))
IN_2569 = RegisterQuery(series="letter_in", year=2569)


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    with closing(a_project(office_folder)) as made:
        yield made


@pytest.fixture
def registry(project: SqlProject) -> Registry:
    return Registry(project)


@pytest.fixture
def office(project: SqlProject, resources: Resources) -> LetterOffice:
    return LetterOffice(project, resources, COUNTER, MONDAY)


def to(*names: str) -> list[Recipient]:
    return [Recipient(uid=new_uid(), case_uid=Uid(""), name=name, address="ถนนราชดำเนิน") for name in names]


@pytest.mark.parametrize("document", [EXTERNAL, INTERNAL, ORDER, CERTIFICATE])
def test_every_paper_that_a_letter_offers_is_made(office: LetterOffice, registry: Registry, document: str) -> None:
    uid = registry.quick(document=document, recipients=to("นายกรัฐมนตรี", "พระครูสังฆรักษ์"), body="ข้อความ").uid
    for kind in kinds_of("letters_out"):
        made = office.pdf(uid, PaperAsked(kind))
        assert made.pdf.startswith(b"%PDF"), kind
        assert made.title
    for kind in letter_kinds("letters_out"):
        assert docx.Document(io.BytesIO(office.docx(uid, PaperAsked(kind)))).paragraphs


def test_every_paper_that_a_letter_which_came_offers_is_made(office: LetterOffice, registry: Registry) -> None:
    uid = registry.receive().case.uid
    for kind in kinds_of("letters_in"):
        assert office.pdf(uid, PaperAsked(kind)).pdf.startswith(b"%PDF"), kind
    with pytest.raises(Refused, match=r"paper\.unknown"):
        office.pdf(uid, PaperAsked("envelope_C5"))


def test_every_paper_has_a_name_in_both_languages(resources: Resources) -> None:
    for language in ("th", "en"):
        words = load_words(resources.words, language)
        for desk in ("letters_in", "letters_out"):
            assert [kind for kind in kinds_of(desk) if not words.knows(f"paper.kind.{kind}")] == []


def test_a_letter_is_thai_whatever_the_project_speaks(registry: Registry, resources: Resources) -> None:
    project = registry.project
    project.settings = replace(project.settings, language="en")
    uid = registry.quick(body="ขอส่งข้อมูล", recipients=to("ผู้ว่าราชการจังหวัด")).uid
    text = text_of(LetterOffice(project, resources, registry.actor, registry.now).pdf(uid, PaperAsked("letter")).pdf)
    assert plain("เรื่อง") in text
    assert plain("๕ มกราคม ๒๕๖๙") in text
    assert "Subject" not in text


def test_an_envelope_for_each_recipient_is_a_page_of_its_own(office: LetterOffice, registry: Registry) -> None:
    uid = registry.quick(recipients=to("นายกรัฐมนตรี", "นายสมชาย ใจดี")).uid
    pdf = office.pdf(uid, PaperAsked("envelope_DL")).pdf
    assert PdfiumPages().count(pdf) == 2
    assert plain("กราบเรียน นายกรัฐมนตรี ถนนราชดำเนิน") in text_of(pdf)


def test_figures_in_names_of_the_attached_list_are_thai(office: LetterOffice, registry: Registry) -> None:
    case = registry.quick(recipients=to("โรงเรียนเทศบาล 1", "โรงเรียนเทศบาล 2"))
    text = text_of(office.pdf(case.uid, PaperAsked("letter")).pdf)
    assert plain("โรงเรียนเทศบาล ๒") in text


def test_the_register_of_letters_that_came_has_every_number(office: LetterOffice, registry: Registry) -> None:
    for number in range(1, 31):
        registry.receive(subject=f"เรื่องที่ {number} จบ")
    steps: list[Step] = []

    def told(step: Step) -> None:
        steps.append(step)

    text = text_of(office.register(replace(IN_2569, limit=3), told))
    assert steps
    assert plain("วันที่ ๕ เดือน มกราคม พ.ศ. ๒๕๖๙") in text
    for number in range(1, 31):
        assert plain(f"เรื่องที่ {number} จบ".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))) in text
    assert plain("ชม ๐๐๑๗/๑๒๓๔") in text


def test_the_register_of_letters_sent_keeps_void_numbers(office: LetterOffice, registry: Registry) -> None:
    registry.quick(subject="ฉบับที่ดี")
    void_letter(registry.project, CHIEF, registry.book, registry.quick(subject="เลิก").uid, "พิมพ์ผิด", MONDAY)
    text = text_of(office.register(RegisterQuery(series="letter_out", year=2569), silent))
    assert "ทะเบียนหนังสือส่ง" in text
    assert plain("ยกเลิก: พิมพ์ผิด") in text


def test_an_empty_register_is_a_sheet_that_says_so(office: LetterOffice) -> None:
    assert "ไม่มีรายการ" in text_of(office.register(IN_2569, silent))


def test_others_see_of_a_secret_letter_nothing_but_its_number(registry: Registry, resources: Resources) -> None:
    registry.receive(subject="ความลับ", secrecy=1, named=["ปลัด"])
    office = LetterOffice(registry.project, resources, VIEWER, MONDAY)
    told = text_of(office.register(RegisterQuery(series="secret_in", year=2569), silent))
    assert "ความลับ" not in told
    assert "หนังสือเฉพาะผู้มีชื่อ" in told
    assert plain("ทขล. ๑") in told
    assert "ไม่มีรายการ" in text_of(office.register(IN_2569, silent)), "it stands in its own book alone"


def test_the_register_is_made_by_a_job(project: SqlProject, registry: Registry) -> None:
    registry.receive(subject=TITLE)
    pdf = register_job(silent, project.path, COUNTER, IN_2569, MONDAY)
    assert plain("จังหวัดเชียงใหม่") in text_of(pdf)


def test_lists_of_letters_and_the_card_of_loans(office: LetterOffice, registry: Registry) -> None:
    uids = [registry.receive(subject=f"เรื่อง {n}").case.uid for n in range(3)]
    for kind, heading in (("transfer", "บัญชีหนังสือส่งเก็บ"), ("kept", "ทะเบียนหนังสือเก็บ"), ("archive", "ส่งมอบหนังสือครบ"),
                          ("delivery", "สมุดส่งหนังสือ")):  # fmt: skip
        text = text_of(office.listed(kind, uids, 2569).pdf)
        assert plain(heading) in text
        assert plain("เรื่อง ๒") in text
    with pytest.raises(Refused, match=r"paper\.unknown"):
        office.listed("nothing", uids, 2569)
    lend(registry.project, COUNTER, registry.book, uids[0], "นายวิชัย", "ช่าง", "engineering", date(2026, 1, 5))
    assert "นายวิชัย" in text_of(office.pdf(uids[0], PaperAsked("loan_card")).pdf)


def test_what_is_lent_is_listed_with_the_days_it_is_late(registry: Registry, resources: Resources) -> None:
    for n, due in ((1, date(2026, 1, 10)), (2, date(2026, 1, 20))):
        uid = registry.receive(subject=f"เรื่อง {n}").case.uid
        lend(registry.project, COUNTER, registry.book, uid, f"นายวิชัย {n}", "ช่าง", "", date(2026, 1, 5), due)
    later = LetterOffice(registry.project, resources, COUNTER, MONDAY + timedelta(days=10))

    text = text_of(later.listed("lent", [], 2569).pdf)

    assert text.index(plain("นายวิชัย ๑")) < text.index(plain("นายวิชัย ๒"))
    assert text.count(plain("เกินกำหนด")) == 1
    assert plain("เกินกำหนด ๕ วัน") in text
    assert "แบบที่" not in text


def test_form_25_of_a_list(office: LetterOffice, registry: Registry) -> None:
    folder = Folder(uid=new_uid(), code="03", title="โต้ตอบ", year=2569, retention="routine")
    keep_folder(registry.project, COUNTER, registry.book, folder)
    uid = registry.receive(subject="เรื่องเก่า").case.uid
    file_letter(registry.project, COUNTER, registry.book, uid, folder.uid, MONDAY)
    make_list(registry.project, COUNTER, date(2028, 1, 10))
    with registry.project.reading() as reading:
        found = destructions(reading)[0].uid
    made = office.destruction(found)
    assert plain("ประจำปี ๒๕๗๐") in text_of(made.pdf)
    assert "เรื่องเก่า" in text_of(made.pdf)
    assert made.title == "บัญชีหนังสือขอทำลาย 2570"


def test_a_scan_leaves_with_its_stamp_and_stays_as_it_came(registry: Registry, office: LetterOffice) -> None:
    case = registry.receive().case
    scan = office.pdf(case.uid, PaperAsked("minute_sheet")).pdf  # any PDF
    kept = attached(registry.project, case.uid, scan)
    pdf = stamped_job(silent, registry.project.path, COUNTER, case.uid, kept.uid, MONDAY)
    assert plain("เทศบาลตำบลทดสอบ เลขรับ ๑/๒๕๖๙") in text_of(pdf)
    with registry.project.reading() as reading:
        assert reading.paper(kept.sha256) == scan


def test_a_letter_that_goes_out_is_not_stamped(registry: Registry, office: LetterOffice) -> None:
    case = registry.quick()
    kept = attached(registry.project, case.uid, office.pdf(case.uid, PaperAsked("letter")).pdf)
    with pytest.raises(Refused, match=r"stamp\.only_in"):
        office.stamped(case.uid, kept.uid)


def test_many_letters_are_printed_in_one_run(registry: Registry, office: LetterOffice) -> None:
    uids = [registry.quick(subject=f"เรื่อง {n}", document=(EXTERNAL, INTERNAL)[n % 2], body="ก").uid for n in range(4)]
    assert PdfiumPages().count(office.run(uids, PaperAsked("letter"), silent)) == 4


def attached(project: SqlProject, uid: Uid, content: bytes) -> Attachment:
    kept = Attachment(
        uid=new_uid(), case_uid=uid, name="สแกน.pdf", media="application/pdf", size=len(content),
        sha256=sha256(content).hexdigest(),
    )  # fmt: skip
    with project.work(COUNTER, "case.attach") as work:
        work.keep_paper(kept.sha256, content)
        work.apply(ChangeSet("case.attach", (Change(None, kept),)))
        work.commit()
    return kept
