"""Areas in whole hundredths of a square wa, money in whole satang, lengths in whole centimetres: read and printed.

1 rai = 4 ngan = 400 square wa = 1,600 m²; 1 square wa = 4 m² exactly.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ltaxgis.domain.thai.numerals import to_arabic

WA = 100
NGAN = 100 * WA
RAI = 4 * NGAN
M2 = 25  # hundredths of a square wa in one square metre

LAST_NGAN = 3
WA_IN_NGAN = 100

_DASHES = re.compile("[‐‑‒–—−]")  # noqa: RUF001 - the dashes that are typed for a hyphen
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_COMMA_DECIMAL = re.compile(r"[+-]?\d+,\d{1,2}")
# what may stand beside a number without changing what it counts, and the units, each for its own numbers only
_BESIDE = r"บาท|baht|thb|฿|ชั้น|ปี|ห้อง|ด้าน"
_UNITS = {
    "": _BESIDE,
    "m2": r"ตารางเมตร|ตร\.?\s*ม\.?|sq\.?\s*m\.?|m2|m²",
    "wa": r"ตารางวา|ตร\.?\s*วา?\.?|วา",
    "rai": "ไร่",
    "ngan": "งาน",
    "m": r"เมตร|ม\.?|m\.?",
    "cm": r"เซนติเมตร|ซม\.?|ซ\.ม\.|cm\.?",
    "cm2": r"ตารางเซนติเมตร|ตร\.?\s*ซม\.?|ตร\.?\s*ซ\.ม\.",
}
_WITH_UNIT = {
    unit: re.compile(rf"฿?\s*([-+0-9.,\u00a0\u202f ]+?)\s*(?:{words})?(?:/-|\.-)?", re.IGNORECASE)
    for unit, words in _UNITS.items()
}
_PARTS = re.compile(
    r"(\d+)\s*(?:-|\s|/|:|ไร่)\s*(\d+)\s*(?:-|\s|/|:|งาน)\s*(\d+(?:\.\d+)?|\.\d+)\s*(?:ตารางวา|ตร\.?\s*วา?\.?|วา)?"
)
_KEYPAD = re.compile(r"(\d+)\.(\d+)\.(\d+(?:\.\d+)?)")
_NAMED = re.compile(r"(?:(\d+)\s*ไร่)?\s*(?:(\d+)\s*งาน)?\s*(?:(\d+(?:\.\d+)?)\s*(?:ตารางวา|ตร\.?\s*วา?\.?|วา))?")


@dataclass(frozen=True, slots=True)
class AreaReading:
    """An area in hundredths of a square wa; `in_range` False where ngan is over 3 or wa 100 and more."""

    area: int
    in_range: bool = True
    exact: bool = True


def read_number(text: str, unit: str = "") -> Decimal | None:
    """The number a cell says: thousands separated or not, decimal point or comma, Thai digits, its unit behind it.

    A number in another unit (`3 ม.` among centimetres) is none: nobody would see that it was taken for the wrong one.
    """
    plain = _DASHES.sub("-", to_arabic(text)).strip()
    if not _NUMBER.fullmatch(plain):
        found = _WITH_UNIT[unit].fullmatch(plain)
        plain = re.sub(r"\s", "", found.group(1)) if found else ""
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        elif _COMMA_DECIMAL.fullmatch(plain):
            plain = plain.replace(",", ".")
        elif not _NUMBER.fullmatch(plain):
            return None
    return Decimal(plain)


def scaled(number: Decimal, by: int) -> int:
    """A number in whole parts (`by` 100 for satang), half up."""
    return int((number * by).quantize(Decimal(1), ROUND_HALF_UP))


def read_area(text: str) -> AreaReading | None:
    """An area in rai, ngan and square wa: `1-2-50.5`, `1–2–50.5`, keypad `1.2.50.5`, `1 ไร่ 2 งาน 50.5 ตร.ว.`."""
    plain = _DASHES.sub("-", to_arabic(text)).strip()
    found = _KEYPAD.fullmatch(plain) or _PARTS.fullmatch(plain)
    if found is None and any(unit in plain for unit in ("ไร่", "งาน", "ว")):
        found = _NAMED.fullmatch(plain)
    if found is None or not any(found.groups()):
        return None
    rai, ngan, wa = (Decimal(part) if part else Decimal(0) for part in found.groups())
    hundredths = wa * WA
    area = int(rai) * RAI + int(ngan) * NGAN + scaled(wa, WA)
    return AreaReading(area, ngan <= LAST_NGAN and wa < WA_IN_NGAN, hundredths == int(hundredths))


def area_parts(area: int) -> tuple[int, int, int]:
    """Rai, ngan, and hundredths of a square wa."""
    rai, rest = divmod(area, RAI)
    ngan, wa = divmod(rest, NGAN)
    return rai, ngan, wa


def area_text(area: int) -> str:
    """`1-2-50.5`; always with one decimal at least, as deeds print it, two where it has them."""
    rai, ngan, wa = area_parts(area)
    whole, part = divmod(wa, WA)
    decimals = f"{part:02}" if part % 10 else str(part // 10)
    return f"{rai}-{ngan}-{whole}.{decimals}"


def area_from_m2(square_metres: Decimal) -> int:
    """A square metre is exactly 25 hundredths of a square wa."""
    return scaled(square_metres, M2)


def area_in_m2(area: int) -> Decimal:
    return Decimal(area) / M2


def money_text(satang: int) -> str:
    """`1,234.50`."""
    sign = "-" if satang < 0 else ""
    baht, rest = divmod(abs(satang), 100)
    return f"{sign}{baht:,}.{rest:02}"
