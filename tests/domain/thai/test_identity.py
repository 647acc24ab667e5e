"""Identity numbers: checked and masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from ltaxgis.domain.thai.identity import (
    check_digit,
    check_digit_holds,
    looks_like_identity_number,
    mask_number,
    mask_numbers_in,
    mask_phone,
    numbers_in,
    plain_number,
)
from ltaxgis.domain.thai.numerals import to_arabic, to_thai

NUMBERS = st.integers(0, 10**12 - 1).map(lambda first: f"{first:012}{check_digit(f'{first:012}')}")


@pytest.mark.parametrize(
    "number",
    ["1112034563562", "3100600445635", "1234545678781", "1000000000009", "2000000000007", "3000000000005",
     "5000000000001", "8000000000006", "1000000000017", "0107544000108"],
)  # fmt: skip
def test_known_good_numbers_hold(number: str) -> None:
    assert check_digit_holds(number)


@pytest.mark.parametrize(
    "number", ["1234545678789", "1000000000018", "3305060123456", "123456789012", "12345678901234", "", "๑112034563562"]
)
def test_known_bad_numbers_do_not(number: str) -> None:
    assert not check_digit_holds(number)


@given(st.from_regex(r"[1-8][0-9]{12}", fullmatch=True))
def test_our_check_agrees_with_another_program(number: str) -> None:
    assert check_digit_holds(number) == pin.is_valid(number)


def test_a_number_is_recognised_with_dashes_spaces_and_thai_digits() -> None:
    assert looks_like_identity_number("1-2345-45678-78-1")
    assert looks_like_identity_number(to_thai("3 1006 00445 63 5"))
    assert plain_number("aa 123-45") == "AA12345"


def test_masks_show_at_most_the_last_four_digits() -> None:
    assert mask_number("3100600445635") == "x-xxxx-xxxx5-63-5"
    assert mask_number("12345") == "xxx45"
    assert mask_number("1234") == "xxxx"
    assert mask_phone("081-234-5678") == "xxx-xxx-5678"
    assert mask_phone("1234") == "xxxx"


@given(
    NUMBERS, st.text(st.sampled_from("กขค ab,.;:()"), max_size=8), st.text(st.sampled_from("กขค ab,.;:()"), max_size=8)
)
def test_no_number_stays_in_a_text(number: str, before: str, after: str) -> None:
    text = f"{before}{number}{after}"

    assert numbers_in(text) == [number]
    assert number not in mask_numbers_in(text)
    assert mask_numbers_in(text).startswith(before)


def test_other_numbers_in_a_text_are_left_alone() -> None:
    assert mask_numbers_in("โฉนด 12345 ระวาง 5136 IV 6420") == "โฉนด 12345 ระวาง 5136 IV 6420"


@given(st.text(st.sampled_from("0123456789"), max_size=20))
def test_digits_turn_to_thai_and_back(digits: str) -> None:
    assert to_arabic(to_thai(digits)) == digits


def test_mobile_numbers_inside_a_text_are_found_and_masked() -> None:
    text = "โทร 089-123-4567 หรือ ๐๘๑๒๓๔๕๖๗๘ เลขที่ 12345678901 โฉนด 0101/2560"

    assert numbers_in(text) == ["0891234567", "0812345678"]
    assert mask_numbers_in(text) == "โทร xxx-xxx-4567 หรือ xxx-xxx-5678 เลขที่ 12345678901 โฉนด 0101/2560"
