"""A text for the loudspeakers (เสียงตามสาย): numbers, dates and abbreviations written out as they are spoken."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.domain.thai.calendar import BE_OFFSET, MONTHS, MONTHS_SHORT, read_date
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.domain.thai.segments import syllables

PAGE = "spoken"
Say = Callable[..., str]
"""A sentence of its code and facts, as `Words` makes it."""

_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MONTH = "|".join(re.escape(name) for name in (*MONTHS, *MONTHS_SHORT))
_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_TIME = r"([01]?\d|2[0-4])[.:]([0-5]\d)"
_TIMES = re.compile(rf"(?<!\d){_TIME}\s*(?:น\.)?\s*[-–]\s*{_TIME}\s*(?:น\.|นาฬิกา)")
_ONE_TIME = re.compile(rf"(?<!\d){_TIME}\s*(?:น\.|นาฬิกา)")
_DAYS = re.compile(rf"(วันที่\s*)?(?<!\d)(\d{{1,2}})\s*[-–]\s*(\d{{1,2}}\s*(?:{_MONTH})\s*(?:พ\.?ศ\.?\s*)?\d{{4}})")
_DAY = re.compile(
    rf"(วันที่\s*)?(?<![\d/])(\d{{1,2}}\s*(?:{_MONTH})\s*(?:พ\.?ศ\.?\s*)?\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}})(?![\d/])"
)
_DIALLED = re.compile(r"(โทรศัพท์(?:\s*หมายเลข)?|หมายเลข|สายด่วน|เบอร์|โทร\.?|ต่อ)\s*([\d][\d\s-]{1,18}\d)(?!\d)")
_PHONE = re.compile(r"(?<![\d/.,])0\d{1,2}[- ]?\d{3,4}[- ]?\d{3,4}(?![\d/])")
_SLASHED = re.compile(r"(?<![\d/])(\d+)/(\d+)(?![\d/])")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class SpokenTable:
    """What is written at the left is said at the right."""

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)


def spoken_table(tables: Mapping[str, Mapping[str, Any]]) -> SpokenTable:
    """The table of the office's book; empty where it has none."""
    page = tables.get(PAGE, {})
    return SpokenTable(dict(page.get("abbreviations", {})), dict(page.get("signs", {})))


def spoken_text(published: Published, face: OfficeFace, table: SpokenTable, say: Say) -> str:
    """What the announcer reads, a paragraph a line: greeting, text, when and where, whom to ask, thanks."""
    lines = [say("speaker.opening", office=face.name, product=published.product_th, title=published.title)]
    lines += published.paragraphs or (published.summary,)
    lines += [say(f"speaker.{name}", at=_moment(at)) for name, at in _moments(published)]
    if published.place:
        lines.append(say("speaker.place", place=published.place))
    whom = published.contact or face.phone
    if whom:
        lines.append(say("speaker.contact", whom=whom))
    lines.append(say("speaker.closing", office=face.name))
    return "\n".join(read_aloud(line, table) for line in lines if line.strip())


def reading_time(text: str, syllables_a_minute: int) -> int:
    """Seconds that a reader of this speed needs, with a breath of half a second at each end of a paragraph."""
    if syllables_a_minute <= 0 or not text.strip():
        return 0
    breaths = sum(1 for line in text.splitlines() if line.strip())
    return math.ceil(syllables(text) * 60 / syllables_a_minute + breaths / 2)


def read_aloud(text: str, table: SpokenTable) -> str:
    """The text with nothing in it that is written otherwise than it is spoken; addresses of the web are left out."""
    out = _ADDRESS.sub("", to_arabic(text))
    out = _TIMES.sub(lambda m: f"{_clock(m[1], m[2])} ถึง {_clock(m[3], m[4])} ", out)
    out = _ONE_TIME.sub(lambda m: f"{_clock(m[1], m[2])} ", out)
    out = _DAYS.sub(lambda m: f"วันที่ {number_in_words(m[2])} ถึง {_day(m[3])} ", out)
    out = _DAY.sub(lambda m: f"วันที่ {_day(m[2])} ", out)
    out = _DIALLED.sub(lambda m: f"{m[1]} {digit_by_digit(m[2])} ", out)
    out = _PHONE.sub(lambda m: f" {digit_by_digit(m[0])} ", out)
    out = _written_out(out, table)
    out = _SLASHED.sub(lambda m: f"{number_in_words(m[1])}ทับ{number_in_words(m[2])}", out)
    out = _NUMBER.sub(lambda m: number_in_words(m[0]), out)
    return re.sub(r"\s+", " ", out).strip()


def number_in_words(figures: str) -> str:
    """`2,569` as สองพันห้าร้อยหกสิบเก้า, `2.50` as สองจุดห้าศูนย์; a code or a longer number digit by digit."""
    plain = figures.replace(",", "")
    whole, _, rest = plain.partition(".")
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 1 and whole[0] == "0"):
        return digit_by_digit(plain)
    said = _whole(int(whole))
    return said + ("จุด" + "".join(_DIGITS[int(one)] for one in rest) if rest else "")


def digit_by_digit(figures: str) -> str:
    """`053-111 222` as ศูนย์ ห้า สาม …, a dash as a pause."""
    groups = [one for one in re.split(r"\D+", figures) if one]
    return ", ".join(" ".join(_DIGITS[int(one)] for one in group) for group in groups)


def _whole(number: int) -> str:
    if number >= 10**6:
        rest = number % 10**6
        return _whole(number // 10**6) + "ล้าน" + (_below_million(rest, alone=False) if rest else "")
    return _below_million(number, alone=True)


def _below_million(number: int, alone: bool) -> str:
    if number == 0:
        return _DIGITS[0]
    digits = [int(one) for one in str(number)]
    said = []
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == 0:
            continue
        if place == 1 and digit in (1, 2):
            said.append("ยี่สิบ" if digit == 2 else "สิบ")
        elif place == 0 and digit == 1 and (len(digits) > 1 or not alone):
            said.append("เอ็ด")
        else:
            said.append(_DIGITS[digit] + _PLACES[place])
    return "".join(said)


def _clock(hours: str, minutes: str) -> str:
    said = f"{_whole(int(hours))}นาฬิกา"
    return said + (f"{_whole(int(minutes))}นาที" if int(minutes) else "")


def _day(written: str) -> str:
    read = read_date(written)
    if read is None:
        return written
    day = read.day
    return f"{_whole(day.day)} {MONTHS[day.month - 1]} พุทธศักราช {_whole(day.year + BE_OFFSET)}"


def _written_out(text: str, table: SpokenTable) -> str:
    if table.abbreviations:
        longest = sorted(table.abbreviations, key=len, reverse=True)
        known = re.compile("(?<![\u0e01-\u0e4e.A-Za-z])(?:" + "|".join(map(re.escape, longest)) + ")")
        text = known.sub(lambda m: table.abbreviations[m[0]], text)
    for sign, said in table.signs.items():
        text = text.replace(sign, f" {said} ")
    return text


def _moments(published: Published) -> list[tuple[str, datetime]]:
    named = (("starts", published.starts), ("ends", published.ends), ("deadline", published.deadline))
    return [(name, at) for name, at in named if at is not None]


def _moment(at: datetime) -> str:
    local = at.astimezone(BANGKOK)
    clock = f" เวลา {local:%H.%M} น." if (local.hour, local.minute) != (0, 0) else ""
    return f"วันที่ {local.day} {MONTHS[local.month - 1]} {local.year + BE_OFFSET}{clock}"
