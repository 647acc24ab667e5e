"""Dates as the offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.thai.calendar import (
    BE_OFFSET,
    MONTHS,
    MONTHS_SHORT,
    DateReading,
    Era,
    brief_date,
    fiscal_year,
    minority_era,
    read_date,
    read_year,
)
from ltaxgis.domain.thai.numerals import to_thai

DAY = date(2026, 1, 15)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "era"),
    [
        ("15/01/2569", Era.BE),
        ("15/1/2569", Era.BE),
        ("15-1-2569", Era.BE),
        ("15.01.2569", Era.BE),
        ("2569-01-15", Era.BE),
        ("2569-01-15 00:00:00", Era.BE),
        ("2026-01-15T00:00:00", Era.CE),
        ("15/01/2026", Era.CE),
        ("15/1/69", Era.GUESSED),
        ("150169", Era.GUESSED),
        ("15012569", Era.BE),
        ("25690115", Era.BE),
        ("15 ม.ค. 2569", Era.BE),
        ("15 มค 69", Era.GUESSED),
        ("15 มกราคม พ.ศ. 2569", Era.BE),
        ("วันที่ 15 เดือน มกราคม พ.ศ.2569", Era.BE),
        ("15 Jan 2026", Era.CE),
        ("15-Jan-2026", Era.CE),
        ("๑๕/๐๑/๒๕๖๙", Era.BE),
        (" ๑๕ ม.ค. ๖๙ ", Era.GUESSED),
    ],
)
def test_one_day_is_read_from_every_form_in_use(text: str, era: Era) -> None:
    assert read_date(text) == DateReading(DAY, era)


@pytest.mark.parametrize(
    "text",
    ["", "-", "29/02/2566", "31/04/2569", "12/31/2569", "0000-00-00", "15/01/2300", "44927", "15 xx 2569", "1/1"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_narrow_columns_have_the_year_in_two_figures() -> None:
    assert brief_date(DAY) == "15 ม.ค. 69"
    assert brief_date(DAY, "en") == "15 Jan 2026"


def test_the_fiscal_year_begins_in_october() -> None:
    assert (fiscal_year(date(2026, 9, 30)), fiscal_year(date(2026, 10, 1))) == (2569, 2570)


def test_the_29th_of_february_stands_by_the_ce_year() -> None:
    assert read_date("29/02/2567") == DateReading(date(2024, 2, 29), Era.BE)


@given(DAYS, st.sampled_from(["{d}/{m}/{y}", "{y}-{m:02}-{d:02}", "{d} {short} {y}", "{d} {long} {y}"]), st.booleans())
def test_a_date_written_in_the_buddhist_era_reads_back(day: date, form: str, thai_digits: bool) -> None:
    short, long = MONTHS_SHORT[day.month - 1], MONTHS[day.month - 1]
    text = form.format(d=day.day, m=day.month, y=day.year + BE_OFFSET, short=short, long=long)

    read = read_date(to_thai(text) if thai_digits else text)

    assert read == DateReading(day, Era.BE)


@given(st.text(st.sampled_from("0123456789/-. มค๑๒พศJan:T"), max_size=14))
def test_no_text_ends_the_reading(text: str) -> None:
    read = read_date(text)

    assert read is None or isinstance(read.day, date)


def test_years_are_read_in_both_eras() -> None:
    assert read_year("2569") == (2026, Era.BE)
    assert read_year("2026") == (2026, Era.CE)
    assert read_year("69") == (2026, Era.GUESSED)
    assert read_year("12345") is None


def test_the_fewer_dates_are_the_odd_ones_and_ce_where_they_are_as_many() -> None:
    assert minority_era([Era.BE, Era.BE, Era.CE, Era.GUESSED]) is Era.CE
    assert minority_era([Era.CE, Era.BE, Era.CE]) is Era.BE
    assert minority_era([Era.CE, Era.BE]) is Era.CE
    assert minority_era([Era.BE, Era.GUESSED]) is None
