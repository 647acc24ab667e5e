"""Areas, money and the numbers in cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.measures import (
    AreaReading,
    area_from_m2,
    area_in_m2,
    area_parts,
    area_text,
    money_text,
    read_area,
    read_number,
    scaled,
)

AREAS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    "text",
    ["1-2-50.5", "1–2–50.5", "1—2—50.50", "1.2.50.5", "1 2 50.5", "1/2/50.5", "๑-๒-๕๐.๕", "1 - 2 - 50.5",
     "1 ไร่ 2 งาน 50.5 ตร.ว.", "1ไร่2งาน50.5ตารางวา", "1-2-50.5 ตร.วา"],
)  # fmt: skip
def test_one_area_is_read_from_every_form_in_use(text: str) -> None:
    assert read_area(text) == AreaReading(65050)


def test_named_parts_may_be_missing() -> None:
    assert read_area("50.5 ตร.ว.") == AreaReading(5050)
    assert read_area("2 ไร่") == AreaReading(80000)


def test_parts_beyond_their_range_are_counted_and_told() -> None:
    assert read_area("1-4-0") == AreaReading(80000, in_range=False)
    assert read_area("0-0-100") == AreaReading(10000, in_range=False)
    assert read_area("0-3-99.99") == AreaReading(39999)


def test_finer_than_a_hundredth_is_rounded_and_told() -> None:
    assert read_area("0-0-1.005") == AreaReading(101, exact=False)


@pytest.mark.parametrize("text", ["", "50.5", "1-2", "-1-2-3", "a-b-c", "1-2-3-4-5", "ไร่"])
def test_what_is_no_area_is_none(text: str) -> None:
    assert read_area(text) is None


@given(AREAS)
def test_an_area_reads_back_as_it_was_printed(area: int) -> None:
    assert read_area(area_text(area)) == AreaReading(area)
    assert read_area(area_text(area).replace("-", ".")) == AreaReading(area)


@given(AREAS)
def test_parts_of_an_area_are_in_range_and_add_up(area: int) -> None:
    rai, ngan, wa = area_parts(area)

    assert ngan <= 3
    assert wa < 10000
    assert rai * 40000 + ngan * 10000 + wa == area


@given(AREAS)
def test_square_metres_and_back_lose_nothing(area: int) -> None:
    assert area_from_m2(area_in_m2(area)) == area


def test_a_rai_is_1600_square_metres() -> None:
    assert area_from_m2(Decimal(1600)) == 40000
    assert area_in_m2(100) == 4


def test_areas_are_printed_as_deeds_print_them() -> None:
    assert area_text(65050) == "1-2-50.5"
    assert area_text(65000) == "1-2-50.0"
    assert area_text(5) == "0-0-0.05"


def satang_in(text: str) -> int | None:
    number = read_number(text)
    return None if number is None else scaled(number, 100)


@given(st.integers(-(10**12), 10**12))
def test_money_reads_back_as_it_was_printed(satang: int) -> None:
    assert satang_in(money_text(satang)) == satang


@pytest.mark.parametrize(
    ("text", "satang"),
    [
        ("1,234.50", 123450),
        ("฿304,000.00", 30400000),
        ("1234,5", 123450),
        ("๑,๒๓๔.๕๐ บาท", 123450),
        (".5", 50),
        ("0", 0),
    ],
)
def test_money_is_read_with_its_marks(text: str, satang: int) -> None:
    assert satang_in(text) == satang


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [("3 ม.", "m", 3), ("60.5 ตร.ม.", "m2", 60.5), ("1,234 ตารางวา", "wa", 1234), ("2 ชั้น", "", 2), ("500.-", "", 500),
     ("300 ซม.", "cm", 300), ("1 200,50", "", 1200.5), ("500 บาท", "", 500)],
)  # fmt: skip
def test_a_number_may_carry_its_own_unit(text: str, unit: str, number: float) -> None:
    assert read_number(text, unit) == Decimal(str(number))


@pytest.mark.parametrize(("text", "unit"), [("3 ม.", "cm"), ("100 ตร.ม.", "wa"), ("50 ตร.ว.", "m2"), ("2 ชั้นครึ่ง", "")])
def test_a_number_in_another_unit_is_not_taken_for_one_in_this(text: str, unit: str) -> None:
    assert read_number(text, unit) is None


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "1,2,3", "--5", "1e5", "NaN", "=1+1"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text) is None


@given(st.text(max_size=15))
def test_no_text_ends_the_reading(text: str) -> None:
    read_number(text)
    read_area(text)
