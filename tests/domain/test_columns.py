"""Guessing the columns of unknown tables."""

from pathlib import Path

import openpyxl
import pytest
from tests.domain.register_samples import RESOURCES, a_table, cells_of, filled, shipped_lists, shipped_profiles

from ltaxgis.domain.columns import TableGuess, Vocabulary, guess_columns
from ltaxgis.domain.fields import FIELDS
from ltaxgis.domain.tables import SourceTable
from ltaxgis.words import LANGUAGES, load_words

LISTS = shipped_lists()
PROFILES = shipped_profiles()
VOCABULARY = Vocabulary(PROFILES.values())


def share_right(guess: TableGuess, fields: list[str]) -> float:
    return sum(guess.mapping.get(index, "") == name for index, name in enumerate(fields)) / len(fields)


def test_ltax3000_tables_with_headings_in_another_order_are_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    shares = {}
    for number, table in enumerate(PROFILES["ltax3000"].tables):
        if table.kind == "land_owner":
            continue
        source, fields = filled(table, LISTS, seed=number)
        guess = guess_columns(source, VOCABULARY, LISTS)
        shares[f"{table.kind} {table.names[0]}"] = share_right(guess, fields) if guess.kind == table.kind else 0.0

    with capsys.disabled():
        print("\nLTAX3000, columns guessed right:", {name: f"{share:.0%}" for name, share in shares.items()})
    assert min(shares.values()) >= 0.9


@pytest.mark.real_data
def test_the_french_register_is_guessed(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = french_register(real_data)

    guess = guess_columns(source, VOCABULARY, LISTS)

    with capsys.disabled():
        print("\nFrench register, columns guessed right:", f"{share_right(guess, FRENCH):.0%}")
    assert guess.kind == "land"
    assert guess.codes == "free"
    assert share_right(guess, FRENCH) >= 0.9


FRENCH = ["code", "", "", "land_no", "area_m2", "", "", ""]


def french_register(real_data: Path) -> SourceTable:
    book = openpyxl.load_workbook(real_data / "fr_cadastre" / "register-91216.xlsx", read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=4, values_only=True))
    book.close()
    header, *body = rows
    return a_table({str(name): [str(row[at]) for row in body] for at, name in enumerate(header)}, first_line=5)


OFFICE = {
    "ที่": "", "รหัสแปลง (LTAX)": "code", "ชื่อ-สกุล เจ้าของที่ดิน": "owner_name", "เลขประจำตัว ปชช.": "owner_number",
    "โฉนดเลขที่": "title_no", "ประเภทเอกสารสิทธิ": "title_kind", "เลขที่ดิน": "land_no", "หน้าสำรวจ": "survey_page",
    "ระวาง UTM เต็ม": "sheet", "เนื้อที่(ไร่)": "rai", "เนื้อที่(งาน)": "ngan", "เนื้อที่(วา)": "wa",
    "ราคาประเมิน บาท/ตร.ว.": "price", "ลักษณะการใช้ประโยชน์ที่ดิน": "use_kind", "หมู่ที่": "moo", "ตำบล": "tambon",
    "อำเภอ": "amphoe", "หมายเหตุ": "note", "ผู้สำรวจ": "",
}  # fmt: skip


def office_sheet() -> SourceTable:
    fields = FIELDS["land"]
    return a_table(
        {
            heading: cells_of(fields[name], LISTS) if name else [str(row + 1) for row in range(40)]
            for heading, name in OFFICE.items()
        }
    )


def test_an_offices_own_sheet_is_guessed() -> None:
    guess = guess_columns(office_sheet(), VOCABULARY, LISTS)

    assert guess.kind == "land"
    assert guess.codes == "ltax"
    assert share_right(guess, list(OFFICE.values())) >= 0.9


OTHER_OFFICES = {
    "land, Thai": ("land", {
        "ลำดับที่": "", "Parcel_Code": "code", "ผู้ถือกรรมสิทธิ์": "owner_name", "เลขที่บัตรประชาชน": "owner_number",
        "ชนิดเอกสารสิทธิ์": "title_kind", "เลขที่ นส.": "title_no", "จำนวนเนื้อที่ ไร่": "rai", "จำนวนเนื้อที่ งาน": "ngan",
        "จำนวนเนื้อที่ ตร.ว.": "wa", "ใช้ประโยชน์": "use_kind", "หมู่": "moo", "ต.": "tambon", "อ.": "amphoe",
        "จ.": "province", "ปี พ.ศ.": "year", "หมายเหตุอื่น": "note",
    }),
    "land, English": ("land", {
        "Parcel No": "code", "Owner Name": "owner_name", "ID card no.": "owner_number", "Deed type": "title_kind",
        "Deed number": "title_no", "Land number": "land_no", "Survey page": "survey_page", "Rai": "rai", "Ngan": "ngan",
        "Wah": "wa", "Appraised value": "value", "Price per wah": "price", "Land use": "use_kind", "Village no": "moo",
        "Subdistrict": "tambon", "District": "amphoe", "Province": "province", "Remarks": "note",
    }),
    "building": ("building", {
        "รหัสโรงเรือน": "code", "รหัสแปลง": "parcel_code", "บ้านเลขที่": "house_no", "ชนิดอาคาร": "type_kind",
        "วัสดุก่อสร้าง": "structure", "จำนวนชั้น": "floors", "ความกว้าง (เมตร)": "width", "ความยาว (เมตร)": "length",
        "พื้นที่ใช้สอยรวม": "floor_area", "ปีที่ก่อสร้าง": "built_year", "การใช้งาน": "use_kind", "หมายเหตุ": "note",
    }),
    "sign": ("sign", {
        "เลขที่ป้าย": "code", "เจ้าของป้าย": "owner_name", "ชื่อร้านค้า": "business", "ประเภท": "sign_class",
        "กว้าง": "width", "สูง": "height", "จำนวนด้าน": "sides", "ข้อความบนป้าย": "words", "วันติดตั้ง": "put_up",
        "ค่าภาษี": "tax",
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_OFFICES)
def test_sheets_in_other_words_are_guessed_with_their_kind(name: str) -> None:
    kind, meant = OTHER_OFFICES[name]
    fields = FIELDS[kind]
    numbers = [str(row + 1) for row in range(40)]
    cells = {heading: cells_of(fields[field], LISTS) if field else numbers for heading, field in meant.items()}

    guess = guess_columns(a_table(cells), VOCABULARY, LISTS)

    assert guess.kind == kind
    assert share_right(guess, list(meant.values())) >= 0.9


def test_contents_speak_where_headings_say_nothing() -> None:
    fields = FIELDS["land"]
    told = ["code", "title_kind", "area_text", "owner_number"]

    guess = guess_columns(
        a_table({f"Field{at}": cells_of(fields[name], LISTS) for at, name in enumerate(told)}),
        VOCABULARY,
        LISTS,
        ["land"],
    )

    assert [guess.mapping.get(at) for at in range(len(told))] == told
    assert {column.reason for column in guess.columns} == {"guess.contents"}


def test_contents_that_cannot_be_the_field_overrule_a_heading() -> None:
    table = a_table({"รหัสแปลงที่ดิน": ["01A001", "01A002"], "ไร่": ["นายสมชาย", "นางสมศรี"]})

    guess = guess_columns(table, VOCABULARY, LISTS)

    assert "rai" not in guess.mapping.values()


def test_each_field_is_given_once_and_every_guess_has_a_score_and_a_reason_in_words() -> None:
    guess = guess_columns(office_sheet(), VOCABULARY, LISTS)

    assert len(set(guess.mapping.values())) == len(guess.mapping)
    for language in LANGUAGES:
        words = load_words(RESOURCES / "words", language)
        assert all(words.knows(column.reason) and 0 < column.score <= 1 for column in guess.columns)


def test_a_table_of_nothing_is_guessed_as_nothing() -> None:
    assert guess_columns(a_table({"": [None], "a": [None]}), VOCABULARY, LISTS).mapping == {}
