"""Thai text in one spelling: cleaned once at the door, folded for comparing, keyed for sorting.

The same word reaches us in several spellings that look alike: SARA AM in one or two characters, marks typed in
another order, invisible characters between syllables, the private characters of old fonts.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ltaxgis.domain.thai.numerals import to_arabic

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_BREAKS = "\t\n\r\v\f\x85"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_TONE = "\u0e48-\u0e4b"
_MARK = "\u0e48-\u0e4c"
_VOWEL_MARK = "\u0e31\u0e34-\u0e3a\u0e47"

# marks in a wrong order or doubled, and spellings with another form
_MISSPELT = re.compile(
    f"[\u0300-\u036f\u0e4d]|\u0e33[{_TONE}]|[{_MARK}][{_VOWEL_MARK}]|([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1|\u0e40\u0e40"
).search

# shapes of marks that Thai fonts of the nineties kept in the private area
_OLD_FONT = str.maketrans(
    dict(
        zip(
            (chr(point) for point in range(0xF700, 0xF71B)),
            "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
            "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
            strict=True,
        )
    )
)

_STEPS: tuple[tuple[str, str, str], ...] = (
    ("cell.control_character", f"[{_CONTROL}]", ""),
    ("cell.invisible", f"[{_INVISIBLE}]", ""),
    ("cell.invisible", f"[{_SPACES}]", " "),
    ("cell.text_cleaned", f"[{_BREAKS}]+", " "),
    ("cell.sara_am", f"\u0e4d([{_TONE}]?)\u0e32", "\\1\u0e33"),
    ("cell.sara_am", f"([{_TONE}])\u0e4d\u0e32", "\\1\u0e33"),
    ("cell.sara_am", f"\u0e33([{_TONE}])", "\\1\u0e33"),
    ("cell.text_cleaned", f"([{_MARK}]+)([{_VOWEL_MARK}]+)", "\\2\\1"),
    ("cell.text_cleaned", "([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+", "\\1"),
    ("cell.text_cleaned", "\u0e40\u0e40", "\u0e41"),
    ("cell.text_cleaned", "(?<=[^ ])  +(?=[^ ])", " "),
)
_COMPILED = tuple((fault, re.compile(pattern), instead) for fault, pattern, instead in _STEPS)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text in its one spelling; `faults` are finding codes of what was changed. Spaces at the ends are no fault."""

    text: str
    faults: tuple[str, ...] = ()


def is_clean(text: str) -> bool:
    """Whether cleaning would leave the text as it is. What does not print is invisible, a control, an odd space or of
    the private area."""
    return (
        text.isprintable()
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and (text.isascii() or _MISSPELT(text) is None)
    )


def clean(text: str) -> Cleaned:
    """The text in Thai normal form, without invisible and doubled characters; cleaning twice changes nothing."""
    if is_clean(text):
        return Cleaned(text)
    faults: dict[str, None] = {}
    while True:
        before = text
        text = _clean_once(text, faults)
        if text == before:
            return Cleaned(text, tuple(faults))


def _clean_once(text: str, faults: dict[str, None]) -> str:
    composed = unicodedata.normalize("NFC", text.translate(_OLD_FONT))
    if composed != text:
        faults["cell.text_cleaned"] = None
    text = composed
    for fault, pattern, instead in _COMPILED:
        text, count = pattern.subn(instead, text)
        if count:
            faults[fault] = None
    return text.strip(" ")


def clean_all(texts: Iterable[str]) -> dict[str, Cleaned]:
    """Only the texts that cleaning changes or finds fault with, each once."""
    distinct = set(texts)
    joined = "|".join(distinct)
    if is_clean(joined) and "| " not in joined and " |" not in joined:
        return {}
    return {text: clean(text) for text in distinct if not is_clean(text)}


def fold(text: str) -> str:
    """A form for comparing: clean, Arabic digits, lower case. Spaces and punctuation still count."""
    return to_arabic(clean(text).text).casefold()


_NOT_A_LETTER = re.compile(r"[^0-9a-z\u0e01-\u0e3a\u0e40-\u0e4e\u0100-\u024f]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


def squash(text: str) -> str:
    """Letters and digits only, folded, without accents: for headings and labels (`Contenance (m²)`,
    `ตร.วา` and `ตร. วา`)."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return _NOT_A_LETTER.sub("", fold(plain))


_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_LIGHT_MARKS = re.compile("[\u0e47-\u0e4e]")


def sort_key(text: str) -> str:
    """A key that sorts as a Thai dictionary does: a leading vowel behind its consonant, tone marks last."""
    turned = _LEADING_VOWEL.sub("\\2\\1", text.casefold())
    light = _LIGHT_MARKS.sub("", turned)
    return light if light == turned else f"{light}\x00{turned}"


def sort_keys(texts: Sequence[str]) -> list[str]:
    """`sort_key` of many texts at once, several times faster."""
    turned = _LEADING_VOWEL.sub("\\2\\1", "\n".join(texts).casefold())
    light = _LIGHT_MARKS.sub("", turned).split("\n")
    whole = turned.split("\n")
    if len(whole) != len(texts):
        return [sort_key(text) for text in texts]
    return [one if one == other else f"{one}\x00{other}" for one, other in zip(light, whole, strict=True)]
