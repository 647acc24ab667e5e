"""Nobody in the sample can be real: numbers of no province, telephones of no exchange, enough different names."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook, load_workbook

Row = dict[str, str]


@pytest.fixture(scope="module")
def book(sample: Path) -> CalamineWorkbook:
    return load_workbook(sample / "register.xlsx")


@pytest.fixture(scope="module")
def owners(book: CalamineWorkbook) -> list[Row]:
    head, *rows = book.get_sheet_by_name("1_เจ้าของทรัพย์สิน").to_python()
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]


def check_digit_holds(number: str) -> bool:
    return (11 - sum(int(digit) * (13 - i) for i, digit in enumerate(number[:12])) % 11) % 10 == int(number[12])


def test_every_number_passes_its_check_digit_but_the_planted_ones(
    owners: list[Row], key_by_kind: dict[str, list[Row]]
) -> None:
    wrong = {row["เลขบัตรประชาชน"] for row in owners if not check_digit_holds(row["เลขบัตรประชาชน"])}
    planted = {line["place"] for line in key_by_kind["wrong_check_digit"] if line["file"] == "register.xlsx"}
    names = {f"{row['คำนำหน้า']}{row['ชื่อ']} {row['นามสกุล']}" for row in owners if row["เลขบัตรประชาชน"] in wrong}

    assert names == planted
    assert len(planted) == len(wrong) == 7


def test_no_number_belongs_to_a_province_or_to_an_exchange(owners: list[Row]) -> None:
    numbers = [row["เลขบัตรประชาชน"] for row in owners]

    assert all(re.fullmatch(r"[0-9]0000[0-9]{8}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert all(row["โทรศัพท์"] == "" or row["โทรศัพท์"].startswith("000-") for row in owners)
    assert all(row["รหัสไปรษณีย์"].startswith("00") for row in owners)


def test_no_other_thirteen_digits_stand_in_the_tables(sample: Path) -> None:
    for file in (sample / "ltax3000_csv").glob("*.csv"):
        found = re.findall(r"(?<!\d)\d{13}(?!\d)", file.read_text(encoding="cp874"))
        assert all(number[1:5] == "0000" for number in found), file.name


def test_there_are_enough_names_of_every_sort(owners: list[Row]) -> None:
    people = [row for row in owners if row["ประเภทบุคคล"] == "บุคคลธรรมดา"]
    kinds = Counter(row["ประเภทบุคคล"] for row in owners)

    assert len({row["นามสกุล"] for row in people}) >= 400
    assert len({row["ชื่อ"] for row in people}) >= 300
    assert kinds["นิติบุคคล"] >= 30
    assert kinds["วัด/ศาสนา"] >= 3
    assert kinds["ราชการ"] >= 5


def test_some_land_has_several_owners_and_some_owners_have_much_land(sample: Path) -> None:
    with (sample / "ltax3000_csv" / "land.csv").open(encoding="cp874", newline="") as file:
        rows = list(csv.DictReader(file))
    held = Counter(row["owner_id"] for row in rows)

    assert sum(1 for row in rows if row["co_owner"]) > 100
    assert sum(1 for count in held.values() if count >= 8) >= 10


def test_people_live_in_the_village_of_their_house(book: CalamineWorkbook, owners: list[Row]) -> None:
    _, head, *rows = book.get_sheet_by_name("3_สิ่งปลูกสร้าง").to_python()
    names = [str(cell) for cell in head]
    house, moo = names.index("เลขที่บ้าน"), names.index("หมู่ที่")
    holder = names.index("เลขบัตรเจ้าของสิ่งปลูกสร้าง")
    homes = {(row[holder], row[house]): row[moo] for row in rows}

    lived_in = [(row, homes[row["เลขบัตรประชาชน"], row["เลขที่บ้าน"]]) for row in owners
                if (row["เลขบัตรประชาชน"], row["เลขที่บ้าน"]) in homes and row["ตำบล"] == "ท่าแสงคำ"]  # fmt: skip

    assert len(lived_in) > 1000
    assert all(row["หมู่ที่"] == moo for row, moo in lived_in)
