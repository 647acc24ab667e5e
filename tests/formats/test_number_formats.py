"""Numbers of sheets keep their zeros and digits; dates become dates."""

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.formats.number_formats import number_format, plain_number, plain_value, shown_number


def test_numbers_are_written_plainly() -> None:
    cases = {
        "2567": "2567",
        "2567.0": "2567",
        "0.5": "0.5",
        "0.10000000000000001": "0.1",
        "1234.5600000000001": "1234.56",
        "1.103700123456E+12": "1103700123456",
        "1.10E+12": "1100000000000",
        "1103700123456": "1103700123456",
        "12345678901234567": "12345678901234567",
        "1E-3": "0.001",
        "-0": "0",
        "-12.50": "-12.5",
        "007": "7",
    }
    assert {text: plain_number(text) for text in cases} == cases


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_every_digit_of_a_long_number_stays(number: int) -> None:
    assert plain_number(repr(float(number))) == str(number)
    assert plain_value(float(number)) == str(number)


def test_codes_keep_the_zeros_their_format_shows() -> None:
    assert shown_number("7", number_format(164, "000")) == "007"
    assert shown_number("1234", number_format(164, "000")) == "1234"
    assert shown_number("103700123456", number_format(164, "0000000000000")) == "0103700123456"
    assert shown_number("1103700123456", number_format(164, "0-0000-00000-00-0")) == "1-1037-00123-45-6"
    assert shown_number("812345678", number_format(164, r'"0"#########')) == "0812345678"
    assert shown_number("812345678", number_format(164, r"0##\-###\-####")) == "081-234-5678"
    assert shown_number("50130", number_format(164, "[$-107041E]00000")) == "50130"


def test_formats_that_only_dress_a_number_leave_it_plain() -> None:
    for code in ("0", "#,##0.00", "0.00", "General", '0 "ไร่"', "0%", "#,##0", "@", "[Red]-0"):
        assert shown_number("7", number_format(164, code)) == "7", code


def test_dates_are_iso_in_every_format() -> None:
    assert shown_number("45322", number_format(14, None)) == "2024-01-31"
    assert shown_number("45322", number_format(164, "[$-107041E]d mmm yyyy;@")) == "2024-01-31"
    assert shown_number("45322.5", number_format(22, None)) == "2024-01-31 12:00:00"
    assert shown_number("0.5", number_format(20, None)) == "12:00:00"
    assert shown_number("43860", number_format(14, None), epoch_1904=True) == "2024-01-31"
    assert shown_number("59", number_format(14, None)) == "1900-02-28"
    assert shown_number("61", number_format(14, None)) == "1900-03-01"


def test_a_number_that_can_be_no_date_stays_a_number() -> None:
    assert shown_number("99999999", number_format(14, None)) == "99999999"
