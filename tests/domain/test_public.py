"""What a citizen may ever see of a case."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.petitions import the_book

from ltaxgis.domain.cases import COMMENT, EVENT, MINUTE, Case, CaseStep
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.public import AllOfIt, PublicCase, may_be_published, public_case, without_people

KNOWN = petition_book(the_book())
AT = datetime(2026, 2, 2, 3, tzinfo=UTC)
CASE = Case(
    uid=Uid("1"), desk="petitions", kind="service", category="light", number="PT69-000001-7", state="on_hold",
    details="ไฟดับหน้าบ้านเลขที่ 99/9 นายสมชาย ใจดี 089-123-4567", place_text="บ้านเลขที่ 99/9", received_at=AT,
    starts_on=date(2026, 2, 2),
)  # fmt: skip
STEPS = (
    CaseStep(uid=Uid("2"), case_uid=CASE.uid, kind=EVENT, event="receive", state="new", at=AT, who="สมศรี"),
    CaseStep(uid=Uid("3"), case_uid=CASE.uid, kind=COMMENT, at=AT, who="วิชัย", text="ผู้ร้องพูดไม่เพราะ", public=True),
    CaseStep(uid=Uid("4"), case_uid=CASE.uid, kind=MINUTE, at=AT, who="ปลัด", text="ทราบ"),
    CaseStep(
        uid=Uid("5"), case_uid=CASE.uid, kind=EVENT, event="hold", state="on_hold", at=AT.replace(hour=5), who="วิชัย",
        reason="materials", until=date(2026, 3, 1), text="สั่งโคมแล้ว", public=True,
    ),
)  # fmt: skip
TOLD = AllOfIt(CASE, Petition(uid=Uid("6"), case_uid=CASE.uid), STEPS, ("สมชาย", "ใจดี"), (18.7234567, 98.9345678))


def shown(told: AllOfIt) -> PublicCase:
    public = public_case(told, KNOWN)
    assert public is not None
    return public


def test_a_citizen_sees_state_reason_and_answer_but_nobody() -> None:
    public = shown(TOLD)

    assert (public.waiting, public.until, public.answer) == ("รอวัสดุหรืออุปกรณ์", date(2026, 3, 1), "สั่งโคมแล้ว")
    assert public.place == (18.7235, 98.9346)
    for private in ("สมชาย", "ใจดี", "99/9", "4567", "สมศรี", "วิชัย", "พูดไม่เพราะ", "ทราบ"):
        assert private not in repr(public)
    assert [one.event for one in public.steps] == ["receive", "hold"]
    assert public.about.startswith("ไฟดับหน้าบ้าน")


def test_a_nuisance_is_told_by_category_alone_and_less_exactly() -> None:
    public = shown(replace(TOLD, case=replace(CASE, kind="nuisance", category="noise", details="ข้างบ้านเสียงดัง")))

    assert public.about == ""
    assert public.place == (18.723, 98.935)


@pytest.mark.parametrize(
    "case",
    [replace(CASE, kind="staff", category="staff"), replace(CASE, kind="staff"), replace(CASE, visible_to="ปลัด"),
     replace(CASE, kind="unheard")],
)  # fmt: skip
def test_of_a_complaint_about_an_official_there_is_nothing(case: Case) -> None:
    assert public_case(replace(TOLD, case=case), KNOWN) is None


def test_what_is_about_taxes_is_seen_by_its_citizen_but_on_no_list() -> None:
    public = shown(replace(TOLD, case=replace(CASE, kind="general", category="tax")))

    assert public.place is None
    assert not may_be_published(public, KNOWN)


def test_nothing_that_names_somebody_has_a_field() -> None:
    names = {one.name for one in fields(PublicCase)}

    assert names.isdisjoint({"assignee", "visible_to", "pin", "text_keys", "place_text", "details", "title", "party"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ไฟดับ 2 ต้น หน้าวัดป่า", "ไฟดับ 2 ต้น หน้าวัดป่า"),
        ("แจ้งนายกเทศมนตรีแล้ว", "แจ้งนายกเทศมนตรีแล้ว"),
        ("คุณภาพน้ำไม่ดี ซอย 3", "คุณภาพน้ำไม่ดี ซอย 3"),
        ("นางสาวมานี มีนา เผาขยะ", "… เผาขยะ"),
        ("ติดต่อ Mr. John Smith ที่ a.b@c.co.th", "ติดต่อ … ที่ …"),
        ("โทร ๐๕๓-๑๒๓๔๕๖ หรือ xxx-xxx-5678", "โทร … หรือ …"),
        ("ซ่อมเมื่อ 12-1-2569 หรือ 2026-01-12 งบ 1500000 บาท", "ซ่อมเมื่อ 12-1-2569 หรือ 2026-01-12 งบ 1500000 บาท"),
        ("หน้าบ้านเลขที่ ๑๒/๓ หมู่ 4", "หน้าบ้านเลขที่… หมู่ 4"),
        ("โฉนดเลขที่ 12345 ไฟดับ", "โฉนดเลขที่… ไฟดับ"),
        ("ตอบทาง LINE: somchai_01 หรือ facebook.com/somchai.j", "ตอบทาง … หรือ …"),
        ("ไลน์ไอดี: @som_chai", "…"),
        ("รถทะเบียน 1กข 1234 จอดขวางป้ายจราจร", "รถทะเบียน… จอดขวางป้ายจราจร"),
        ("แจ้ง ร.ต.อ.สมชาย รักดี แล้ว", "แจ้ง … แล้ว"),
        ("สุนัขของ ป้าสมศรี เห่า", "สุนัขของ …"),
    ],
)
def test_a_text_goes_out_without_people(text: str, left: str) -> None:
    assert without_people(text) == left


@given(st.text("กขคง "), st.from_regex(r"0[689]\d-?\d{3}-?\d{4}", fullmatch=True), st.text("กขคง "))
def test_no_telephone_number_ever_goes_out(before: str, phone: str, after: str) -> None:
    told = without_people(f"{before}{phone}{after}")

    assert phone[-4:] not in told


@given(st.text(max_size=60))
def test_what_was_cleaned_stays_as_it_is(text: str) -> None:
    once = without_people(text)

    assert without_people(once) == once
