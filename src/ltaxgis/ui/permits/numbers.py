"""Metres, square metres and baht as people type them, and as the permits keep them."""

import re

from ltaxgis.domain.thai.keyboard import code_from_keys
from ltaxgis.domain.thai.numerals import to_arabic

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def hundredths(text: str) -> int | None:
    """`12.5` is 1250: centimetres of metres, hundredths of square metres, satang of baht; None where it is none."""
    plain = to_arabic(code_from_keys(text.strip())).replace(",", "")
    return round(float(plain) * 100) if _NUMBER.fullmatch(plain) else None


def whole(text: str) -> int | None:
    """A whole number, below nothing too; None where it is none."""
    plain = to_arabic(code_from_keys(text.strip()))
    return int(plain) if re.fullmatch(r"-?\d{1,3}", plain) else None


def told(value: int | None, digits: int = 2) -> str:
    return "" if value is None else f"{value / 100:,.{digits}f}"


def numbers_in(text: str) -> list[float]:
    """All numbers of a text, as `500 020.5 2 000 010` where a space stands between them."""
    return [float(found) for found in _NUMBER.findall(to_arabic(text).replace(",", ""))]
