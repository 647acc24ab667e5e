"""What fingers meant: the Kedmanee and the QWERTY layout on the same keys, and dates, areas and money by keypad."""

import re
from datetime import date
from decimal import Decimal

from ltaxgis.domain.measures import WA, read_area, read_number
from ltaxgis.domain.thai.calendar import BE_OFFSET, MONTHS, MONTHS_EN, MONTHS_SHORT

_LATIN = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_THAI = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ" + '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'
_TO_THAI = dict(zip(_LATIN, _THAI, strict=True))
_TO_LATIN = dict(zip(_THAI, _LATIN, strict=True))
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_DIGITS = str.maketrans(_THAI_DIGITS, "0123456789")
_THAI_LETTER = re.compile("[ก-ฺเ-๎]")


def as_latin(text: str) -> str:
    """The same keys with the English layout on."""
    return "".join(_TO_LATIN.get(letter, letter) for letter in text)


def as_thai(text: str) -> str:
    """The same keys with the Thai layout on."""
    return "".join(_TO_THAI.get(letter, letter) for letter in text)


def code_from_keys(text: str) -> str:
    """A code or number as it was meant: Thai letters say that the Thai layout was on (`จๅฤจจๅ` is `01A001`);
    Thai digits alone are digits."""
    if _THAI_LETTER.search(text):
        # a Thai digit in such a text was still meant as a digit: nobody writes @ in a code
        text = "".join(letter if letter in _THAI_DIGITS else _TO_LATIN.get(letter, letter) for letter in text)
    return text.translate(_DIGITS)


def figures_from_keys(text: str) -> str:
    """A house, lot or deed number as it was meant: `ภ/` typed with the Thai layout on is `42`. What would not be
    figures alone stays as it was typed, and so does what has figures already: `12 ก` is a house number."""
    if any(letter in "0123456789" + _THAI_DIGITS for letter in text):
        return text
    figures = code_from_keys(text)
    return figures if re.fullmatch(r"\d[\d/-]*", figures) else text


def other_layout(text: str) -> str:
    """What the same keys give in the layout that was not on; `l,=kp` is `สมชาย`. Empty for digits alone."""
    if _THAI_LETTER.search(text):
        return as_latin(text)
    if any(letter.isalpha() for letter in text):
        return as_thai(text)
    return ""


def twin_keys(letter: str) -> str:
    """What a key gives under the Thai layout, where that is another character; empty where it is the same."""
    thai = _TO_THAI.get(letter.lower(), "")
    return "" if thai == letter.lower() else thai


def shifted_twin(letter: str) -> str:
    """What a letter's key gives under the Thai layout with Shift held."""
    return _TO_THAI.get(letter.upper(), "") if letter.isalpha() else ""


def date_from_keys(text: str) -> date | None:
    """`150169`, `15012569`, `15.1.69`, `15/1/2569`, `15 ม.ค. 2569`, `15 Jan 2026`: a day; None where it is
    none.

    Two figures are a Buddhist year of this century (25xx); four are Buddhist from 2400 on, else CE.
    """
    parts = _day_parts(code_from_keys(text.strip()) if not _named_month(text) else text.strip().translate(_DIGITS))
    if parts is None:
        return None
    day, month, year, figures = parts
    if figures == 2:
        year += 2500
    try:
        return date(year - BE_OFFSET if year >= 2400 else year, month, day)
    except ValueError:
        return None


def area_from_keys(text: str) -> int | None:
    """Hundredths of a square wa: `1.2.50.5`, `1-2-50.5` and `1 2 50.5` are 1-2-50.5; one figure is square wa.
    None where a part is no figure, ngan over 3 or wa of 100 and more beside rai and ngan."""
    typed = _figures_from_keys(text)
    if re.fullmatch(r"\d+(\.\d{1,2})?", typed):
        return int(Decimal(typed) * WA)
    found = read_area(re.sub(r"(?<=\d)[+*](?=\d)", "-", typed))
    return found.area if found is not None and found.in_range and found.exact else None


def money_from_keys(text: str) -> int | None:
    """Satang: `1234.5` and `1,234.50` are 123450; None for more than two decimals and for what is no amount."""
    number = read_number(_figures_from_keys(text))
    if number is None or number < 0 or number * 100 != int(number * 100):
        return None
    return int(number * 100)


def _figures_from_keys(text: str) -> str:
    # units written out in Thai are words, not keys struck in the wrong layout
    plain = text.strip().translate(_DIGITS)
    return plain if any(unit in plain for unit in ("ไร่", "งาน", "วา", "ตร.", "บาท", "฿")) else code_from_keys(plain)


def _named_month(text: str) -> bool:
    return any(name in text for name in (*MONTHS_SHORT, *MONTHS, *MONTHS_EN))


def _day_parts(typed: str) -> tuple[int, int, int, int] | None:
    """Day, month, year and how many figures the year has."""
    for names in (MONTHS, MONTHS_SHORT, MONTHS_EN):
        for number, name in enumerate(names, start=1):
            found = re.fullmatch(rf"(\d{{1,2}})\s*{re.escape(name)}\s*(\d{{4}}|\d{{2}})", typed)
            if found:
                return int(found[1]), number, int(found[2]), len(found[2])
    found = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", typed) or re.fullmatch(
        r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})", typed
    )
    return (int(found[1]), int(found[2]), int(found[3]), len(found[3])) if found else None
