"""What the text of a paper says of itself: subject, sender, date, number, as Thai letters write them."""

import re
from datetime import date

from ltaxgis.domain.attachments import Suggestion
from ltaxgis.domain.thai.calendar import MONTHS, MONTHS_SHORT, read_date
from ltaxgis.domain.thai.numerals import to_arabic

LONGEST_TEXT = 50_000
_LOOKED_INTO = 8_000
_LONGEST_LINE = 200
_TITLE = re.compile(r"^[ \t]*(?:เรื่อง|Subject|Re)[ \t]*:?[ \t]+(\S.*)$", re.MULTILINE)
_NUMBER = re.compile(r"^[ \t]*ที่[ \t]+((?:[ก-ฮ]{1,4}\.?[ \t]?)?[0-9][0-9.-]{0,9}/(?:ว[ \t]?)?[0-9]+)", re.MULTILINE)
_OFFICE = re.compile(r"^[ \t]*(?:ส่วนราชการ|ผู้ร้อง|ผู้ยื่นคำขอ|ชื่อผู้ร้อง|จาก)[ \t]*:?[ \t]+(\S.*)$", re.MULTILINE)
_SIGNED = re.compile(r"\([ \t]*((?:นาย|นางสาว|นาง|น\.ส\.|ว่าที่|พล|ร้อย|ดร\.)[^()\n]{2,60}?)[ \t]*\)")
_MONTH = "|".join(re.escape(name) for name in (*MONTHS, *MONTHS_SHORT))
_DAY = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})\s*(?:เดือน\s*)?({_MONTH})\s*(?:พ\.?\s?ศ\.?\s*)?([0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)
_DIGITS = re.compile(r"(?<![0-9/])([0-9]{1,2}/[0-9]{1,2}/[0-9]{4})(?![0-9/])")


def read_paper(text: str) -> Suggestion:
    """What a letter, memorandum or form says in its head and its signature."""
    head = to_arabic(text[:_LOOKED_INTO])
    return Suggestion(
        title=_first(_TITLE, head),
        sender=_first(_OFFICE, head) or _last(_SIGNED, head),
        on=_day(head),
        number=_first(_NUMBER, head),
    )


def _first(wanted: re.Pattern[str], text: str) -> str:
    found = wanted.search(text)
    return " ".join(found.group(1).split())[:_LONGEST_LINE] if found else ""


def _last(wanted: re.Pattern[str], text: str) -> str:
    found = wanted.findall(text)
    return " ".join(found[-1].split()) if found else ""


def _day(text: str) -> date | None:
    if found := _DAY.search(text):
        read = read_date(" ".join(found.groups()))
    else:
        digits = _DIGITS.search(text)
        read = read_date(digits.group(1)) if digits else None
    return read.day if read else None
