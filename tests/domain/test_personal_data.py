"""Personal data is found where it stands, and what is the office's own is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.personal_data import first_names_in, name_index, personal_places
from ltaxgis.domain.thai.identity import check_digit
from ltaxgis.domain.thai.numerals import to_thai

FIRST, LAST = ["สมชาย", "มานะ", "บริษัทข้าวไทย"], ["ใจดี", "รักไทย", ""]


def found(text: str, own: tuple[str, ...] = (), officials: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    wanted = first_names_in([text])
    people = [one for one in zip(FIRST, LAST, strict=True) if one[0] in wanted]
    names = name_index([first for first, _ in people], [last for _, last in people])
    return [(one.kind, text[one.start : one.end]) for one in personal_places({"body": text}, names, own, officials)]


@pytest.mark.parametrize(("text", "kind", "what"), [
    ("เลขประจำตัว 1-0000-00000-00-9 ครับ", "identity", "1-0000-00000-00-9"),
    ("เลข ๑๐๐๐๐๐๐๐๐๐๐๐๙", "identity", "๑๐๐๐๐๐๐๐๐๐๐๐๙"),
    ("เลข x-xxxx-xxxx0-00-9", "identity", "x-xxxx-xxxx0-00-9"),
    ("โทร 089-123-4567 ทุกวัน", "phone", "089-123-4567"),
    ("โทร. ๐๓๔ ๑๒๓ ๔๕๖", "phone", "๐๓๔ ๑๒๓ ๔๕๖"),
    ("นายสมชาย ใจดี แจ้งว่าไฟดับ", "person", "สมชาย ใจดี"),
    ("คุณมานะ  รักไทยได้รับรางวัล", "person", "มานะ  รักไทย"),
    ("ที่บ้านเลขที่ 12/3 หมู่ 4", "house", "บ้านเลขที่ 12/3"),
    ("เลขที่ 99 ซอยวัด", "house", "เลขที่ 99"),
])  # fmt: skip
def test_each_kind_is_found_at_its_place(text: str, kind: str, what: str) -> None:
    assert found(text) == [(kind, what)]


@pytest.mark.parametrize("text", [
    "ประกาศเลขที่ 12/2569", "งบประมาณ 1,000,000 บาท", "โฉนดเลขที่ 28609", "1000000000008", "พ.ศ. 2569", "สมชายใจดี",
    "สมชาย รักไทย", "บริษัทข้าวไทย จำกัด", "เอกสารเลขที่ 5 หมู่", "โทรสาร",
])  # fmt: skip
def test_what_tells_nothing_of_a_person_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_offices_own_telephone_and_who_signs_are_not_pointed_out() -> None:
    text = "สอบถาม โทร. 034-123-456 ลงชื่อ นายสมชาย ใจดี นายกเทศมนตรี"

    assert found(text, own=("034123456",), officials=("สมชาย ใจดี",)) == []
    assert len(found(text)) == 2


@given(st.integers(10**11, 10**12 - 1), st.text("กขคง ", max_size=8), st.booleans())
def test_a_number_with_the_right_check_digit_is_always_found(twelve: int, before: str, thai: bool) -> None:
    number = f"{twelve}{check_digit(str(twelve))}"
    text = f"{before} {to_thai(number) if thai else number}"

    assert ("identity", text[-13:]) in found(text)


@given(st.text("กขค สมชายใจดีมานะรักไทย0123456789-/.\n", max_size=60))
def test_places_lie_within_the_text_whatever_it_says(text: str) -> None:
    for kind, what in found(text):
        assert what
        assert kind != "person" or what.split() in [["สมชาย", "ใจดี"], ["มานะ", "รักไทย"]]
