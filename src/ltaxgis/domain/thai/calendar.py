"""Dates as the office writes them: Buddhist era on screen and paper, CE inside."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ltaxgis.domain.thai.numerals import to_arabic

BE_OFFSET = 543
FIRST_BE_YEAR, LAST_BE_YEAR = 2400, 2743  # a year from 2400 on is BE; CE 1857-2200
FIRST_CE_YEAR = 1700

MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
                "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")  # fmt: skip
MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
          "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม")  # fmt: skip
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(day: date, language: str = "th") -> str:
    """`15 ม.ค. 2569` in Thai, `15 Jan 2026` in English."""
    if language == "th":
        return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BE_OFFSET}"
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def brief_date(day: date, language: str = "th") -> str:
    """`15 ม.ค. 69` in Thai, for narrow columns; else as `short_date`."""
    if language != "th":
        return short_date(day, language)
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {(day.year + BE_OFFSET) % 100:02}"


def long_date(day: date) -> str:
    """`15 มกราคม 2569`, for papers."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def fiscal_year(day: date) -> int:
    """The BE fiscal year: it begins on 1 October of the year before."""
    return day.year + BE_OFFSET + (1 if day.month >= 10 else 0)


class Era(StrEnum):
    """How a year was written; *guessed* where two digits or the keypad left it open (taken as BE)."""

    BE = "be"
    CE = "ce"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as read from a cell."""

    day: date
    era: Era


_MONTH_WORDS = {
    re.sub(r"[.\s]", "", name).casefold(): number % 12 + 1
    for number, name in enumerate(
        (*MONTHS_SHORT, *MONTHS, *MONTHS_EN, "January", "February", "March", "April", "May", "June", "July",
         "August", "September", "October", "November", "December")
    )
}  # fmt: skip
_TIME = re.compile(r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:น\.?|Z)?$")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. –]\s*(\d{1,2})\s*[-/. –]\s*(\d{4}|\d{2})")
_MONTH_NAME = re.compile(
    r"(?:วันที่\s*)?(\d{1,2})\s*(?:เดือน)?[\s\-/]*([^\W\d_][^\d]*?)[\s\-/.]*"
    r"(?:พ\.?\s*ศ\.?|ค\.?\s*ศ\.?)?\s*(\d{4}|\d{2})"
)
_KEYPAD = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def read_date(text: str) -> DateReading | None:
    """The date a cell says, in any of the offices' forms: `15/1/2569`, `2569-01-15`, `15 ม.ค. 69`, `150169`,
    CE years too, Thai digits too; None where it says no date that exists."""
    plain = _TIME.sub("", to_arabic(text).strip())
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
        return _reading(day, month, year)
    if found := _DAY_FIRST.fullmatch(plain) or _KEYPAD.fullmatch(plain):
        day, month, year = found.groups()
        return _reading(day, month, year) or _year_first(plain)
    if found := _MONTH_NAME.fullmatch(plain):
        day, name, year = found.groups()
        number = _MONTH_WORDS.get(re.sub(r"[.\s]", "", name).casefold())
        return _reading(day, str(number), year) if number else None
    return None


def _year_first(digits: str) -> DateReading | None:
    """`25690115`, where the day-first reading made no date."""
    return _reading(digits[6:], digits[4:6], digits[:4]) if len(digits) == 8 and digits.isdigit() else None


def _reading(day: str, month: str, year: str) -> DateReading | None:
    dated = read_year(year)
    if dated is None:
        return None
    try:
        return DateReading(date(dated[0], int(month), int(day)), dated[1])
    except ValueError:
        return None


def read_year(text: str) -> tuple[int, Era] | None:
    """A CE year and how it was written: from 2400 on BE, two digits BE of this century (67 is 2567)."""
    plain = to_arabic(text).strip()
    if not (plain.isascii() and plain.isdigit()):
        return None
    year = int(plain)
    if len(plain) == 2:
        return 2500 + year - BE_OFFSET, Era.GUESSED
    if FIRST_BE_YEAR <= year <= LAST_BE_YEAR:
        return year - BE_OFFSET, Era.BE
    if FIRST_CE_YEAR <= year < FIRST_BE_YEAR - 100:
        return year, Era.CE
    return None


def minority_era(eras: Iterable[Era]) -> Era | None:
    """The era of the fewer dates of a column that holds both; CE where they are as many; None where all agree."""
    written = list(eras)
    be, ce = written.count(Era.BE), written.count(Era.CE)
    if not be or not ce:
        return None
    return Era.BE if be < ce else Era.CE
