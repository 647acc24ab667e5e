"""Thai digits and Arabic ones."""

import re

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

_TO_ARABIC = str.maketrans(THAI_DIGITS, "0123456789")
_TO_THAI = str.maketrans("0123456789", THAI_DIGITS)


def to_arabic(text: str) -> str:
    """The text with Thai digits as Arabic ones; everything else as it was."""
    return text if text.isascii() else text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """The text with Arabic digits as Thai ones, for papers."""
    return text.translate(_TO_THAI)


def has_thai_digits(text: str) -> bool:
    return to_arabic(text) != text


_CODE = re.compile(r"[\x21-\x7e]*[A-Za-z][\x21-\x7e]*")


def in_thai_figures(text: str) -> str:
    """The text as an official letter writes it: Thai digits, but codes and addresses with Latin letters as they are."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [to_thai(text[end : code.start()]), code.group()]
        end = code.end()
    return "".join((*parts, to_thai(text[end:])))
