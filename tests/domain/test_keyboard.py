"""What was typed in the wrong layout, and what the keypad alone can say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.measures import area_text, money_text
from ltaxgis.domain.thai import keyboard
from ltaxgis.domain.thai.calendar import short_date

KEYS = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./ QWERTYUIOPASDFGHJKLZXCVBNM"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("จๅฤจจๅ", "01A001"), ("01A001", "01A001"), ("๐๑A๐๐๑", "01A001"), ("ๅ๒๓", "123"), ("จ/ฺจต/", "02B092"), ("", "")],
)
def test_a_code_is_understood_in_either_layout(typed: str, meant: str) -> None:
    assert keyboard.code_from_keys(typed) == meant


def test_a_name_typed_with_the_english_layout_is_thai_again() -> None:
    assert keyboard.other_layout("l,=kp") == "สมชาย"


def test_digits_alone_have_no_other_layout() -> None:
    assert keyboard.other_layout("1002") == ""


@given(st.text(KEYS))
def test_a_key_gives_the_same_letter_back_after_both_layouts(text: str) -> None:
    assert keyboard.as_latin(keyboard.as_thai(text)) == text


@given(st.dates(date(1957, 1, 1), date(2056, 12, 31)))
def test_every_day_can_be_typed_by_keypad(day: date) -> None:
    year = day.year + 543
    assert keyboard.date_from_keys(f"{day.day:02}{day.month:02}{year % 100:02}") == day
    assert keyboard.date_from_keys(f"{day.day:02}{day.month:02}{year}") == day
    assert keyboard.date_from_keys(f"{day.day}.{day.month}.{day.year}") == day


@pytest.mark.parametrize(
    "typed", ["150169", "15.1.69", "15/01/2569", "15 ม.ค. 2569", "15 มกราคม 69", "ๅถจๅุต", "๑๕/๑/๖๙"]
)
def test_the_same_day_in_many_spellings(typed: str) -> None:
    assert keyboard.date_from_keys(typed) == date(2026, 1, 15)


@pytest.mark.parametrize("language", ["th", "en"])
@given(day=st.dates(date(1957, 1, 1), date(2056, 12, 31)))
def test_a_day_that_is_shown_can_be_read_again(language: str, day: date) -> None:
    assert keyboard.date_from_keys(short_date(day, language)) == day


@pytest.mark.parametrize("typed", ["", "310269", "15", "abc", "15.1", "151369", "1.2.3.4"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert keyboard.date_from_keys(typed) is None


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("1.2.50.5", 65050), ("1-2-50.5", 65050), ("1 2 50.5", 65050), ("0.0.1", 100), ("50.5", 5050), ("1+2+50.5", 65050),
     ("1 ไร่ 2 งาน 50.5 ตร.ว.", 65050)],
)  # fmt: skip
def test_areas_by_keypad(typed: str, hundredths: int) -> None:
    assert keyboard.area_from_keys(typed) == hundredths


@pytest.mark.parametrize("typed", ["1.4.0.0", "0-0-100", "1-2", "x", "", "1..2"])
def test_areas_out_of_range_are_none(typed: str) -> None:
    assert keyboard.area_from_keys(typed) is None


@given(st.integers(0, 10_000_000_00))
def test_what_is_shown_can_be_typed_again(figure: int) -> None:
    assert keyboard.area_from_keys(area_text(figure)) == figure
    assert keyboard.money_from_keys(money_text(figure)) == figure


@pytest.mark.parametrize("typed", ["12.345", "-5", "บาท", "1.2.3", "NaN"])
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert keyboard.money_from_keys(typed) is None


def test_a_shortcut_has_its_twin_only_where_the_layouts_differ() -> None:
    assert keyboard.twin_keys("k") == "า"
    assert keyboard.shifted_twin("Z") == "("
