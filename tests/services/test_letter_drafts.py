"""Drafts from the office's texts: filled from case, parcel and owner; a town's own beside them."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project
from tests.letters import COUNTER, MONDAY, Registry
from tests.paper_samples import book, stationery

from ltaxgis.domain.cases import CaseLink
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.correspondence import DOCUMENTS, MINUTES
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.letter_fields import FIELDS, OPEN, fields_in
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.services.letter_drafts import DraftAbout, draft_of, facts_of
from ltaxgis.services.letter_texts import LetterText, drop_letter_text, keep_letter_text, letter_texts
from ltaxgis.services.letters import LetterDraft, draft_letter
from ltaxgis.storage.project import SqlProject

CHIEF = Actor("หัวหน้า", "", ("administrator",))
"""Who may change what the office uses."""


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    with closing(a_project(office_folder)) as made:
        yield made


def stored(project: SqlProject, *records: Record) -> None:
    with project.work(CLERK, "test.make") as work:
        work.apply(ChangeSet("test.make", tuple(Change(None, one) for one in records)))
        work.commit()


def draft(project: SqlProject, template: str, **about: object) -> LetterDraft:
    with project.reading() as reading:
        return draft_of(reading, COUNTER, stationery(), template, DraftAbout(**about))  # type: ignore[arg-type]


def land(project: SqlProject) -> Uid:
    """A parcel with a row of the register and its owner."""
    parcel, row, owner = a_parcel("01A045"), LandRow(
        uid=new_uid(), code="01A045", title_kind="chanote", title_no="28609", land_no="12", area=2120, moo="4",
        tambon="ท่าแสงคำ", house_no="12/3",
    ), Owner(uid=new_uid(), prefix="นาย", first_name="ณรงค์", last_name="ใจดี", house_no="9")  # fmt: skip
    stored(
        project, parcel, row, owner, Link(uid=new_uid(), row_uid=row.uid, parcel_uid=parcel.uid, by="code"),
        Ownership(uid=new_uid(), subject_uid=row.uid, owner_uid=owner.uid),
    )  # fmt: skip
    return parcel.uid


def test_there_are_twenty_usual_letters_and_more_of_known_documents_and_fields(project: SqlProject) -> None:
    with project.reading() as reading:
        texts = letter_texts(reading, book())
    assert len(texts) >= 20
    assert {one.document for one in texts.values()} <= set(DOCUMENTS)
    assert MINUTES in {one.document for one in texts.values()}
    for one in texts.values():
        assert set(fields_in(one.texts)) <= set(FIELDS), one.code
        assert one.th
        assert one.en


def test_a_tax_reminder_is_filled_from_the_parcel_its_register_row_and_its_owner(project: SqlProject) -> None:
    made = draft(project, "tax_reminder", parcel=land(project), title_kinds={"chanote": "โฉนดที่ดิน"})
    assert made.addressee == "นายณรงค์ ใจดี"
    assert made.subject.endswith("พ.ศ. 2569")
    assert "แปลงที่ดินรหัส 01A045 โฉนดที่ดิน เลขที่ 28609 เนื้อที่ 0-0-21.2 ไร่" in made.body
    assert f"เป็นเงิน {OPEN} บาท" in made.body


def test_an_answer_refers_to_the_letter_that_came(project: SqlProject) -> None:
    came = Registry(project).receive().case
    made = draft(project, "send_data", case=came.uid)
    assert made.references == "หนังสือจังหวัดเชียงใหม่ ที่ ชม 0017/1234 ลงวันที่ 2 มกราคม 2569"
    assert made.addressee == "จังหวัดเชียงใหม่"
    assert made.subject == "ขอส่งข้อมูล"
    assert made.answers == came.uid
    received = draft_letter(project, COUNTER, book(), made, MONDAY)
    assert received.case.title == made.subject


def test_without_a_letter_there_is_nothing_to_refer_to(project: SqlProject) -> None:
    made = draft(project, "answer_letter")
    assert made.references == ""
    assert made.addressee == ""
    assert OPEN in made.body


def test_the_salutation_fits_the_addressee(project: SqlProject) -> None:
    assert draft(project, "thanks", addressee="เจ้าอาวาสวัดท่าแสงคำ").salutation == "monk"
    assert draft(project, "thanks", addressee="นายกรัฐมนตรี").salutation == "high"


def test_a_text_that_is_not_there_is_refused(project: SqlProject) -> None:
    with pytest.raises(Refused, match=r"letter\.template\.unknown"):
        draft(project, "nothing")


def test_days_are_written_in_full(project: SqlProject) -> None:
    with project.reading() as reading:
        facts = facts_of(reading, COUNTER, replace(stationery(), today=date(2026, 9, 30)), DraftAbout())
    assert (facts["วันนี้"], facts["ปีนี้"], facts["ปีงบประมาณ"]) == ("30 กันยายน 2569", "2569", "2569")
    with project.reading() as reading:
        facts = facts_of(reading, COUNTER, replace(stationery(), today=date(2026, 10, 1)), DraftAbout())
    assert facts["ปีงบประมาณ"] == "2570"


def test_a_town_s_own_text_stands_beside_the_program_s_and_goes_again(project: SqlProject) -> None:
    own = LetterText(
        code="water_bill", th="เตือนค่าน้ำ", document="external", subject="ค่าน้ำของ {เจ้าของ}",
        body='บรรทัดแรก "อ้าง" \\ #x\nบรรทัดสอง {เทศบาล}',
    )  # fmt: skip
    keep_letter_text(project, CHIEF, own)
    with project.reading() as reading:
        assert letter_texts(reading, book())["water_bill"] == replace(own, own=True)
    assert "บรรทัดสอง เทศบาลตำบลท่าแสงคำ" in draft(project, "water_bill").body
    drop_letter_text(project, CHIEF, "water_bill")
    with project.reading() as reading:
        assert "water_bill" not in letter_texts(reading, book())


def test_a_town_s_own_text_may_stand_in_the_place_of_the_program_s(project: SqlProject) -> None:
    keep_letter_text(project, CHIEF, LetterText(code="thanks", th="ขอบคุณ", document="external", body="ขอบคุณมาก"))
    assert draft(project, "thanks").body == "ขอบคุณมาก"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"body": "{เงินเดือน}"}, r"letter\.template\.unknown_field"),
        ({"th": " "}, r"letter\.template\.needs_name"),
        ({"code": "../../x"}, r"letter\.template\.needs_name"),
        ({"document": "poem"}, r"letter\.no_document"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused_and_nothing_is_kept(
    project: SqlProject, told: dict[str, str], code: str
) -> None:
    text = LetterText(**{"code": "own", "th": "ของเรา", "document": "external", **told})  # type: ignore[arg-type]
    with pytest.raises(Refused, match=code):
        keep_letter_text(project, CHIEF, text)
    with project.reading() as reading:
        assert reading.own_file_names("letter_texts/") == []


def test_a_letter_about_a_case_s_parcel_names_it(project: SqlProject) -> None:
    parcel = land(project)
    came = Registry(project).receive().case
    stored(project, CaseLink(uid=new_uid(), case_uid=came.uid, kind="parcel", target_uid=parcel))
    made = draft(project, "land_office", case=came.uid)
    assert "เลขที่ 28609 เลขที่ดิน 12" in made.body
    assert "หมู่ที่ 4 ตำบลท่าแสงคำ" in made.body
