"""Codes of parcels, buildings and signs: read tolerantly, written in one canonical form.

Canonical: zone of two digits, block letter, lot of three digits: `01A001`; sub-lots behind strokes in three levels of
3, 2 and 1 digits: `01A001/001/01/1`; building `-B001`, sign `-P001`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.domain.thai.text import clean

_CANONICAL = re.compile(
    r"(?P<zone>\d{2})(?P<block>[A-Z]{1,2})(?P<lot>\d{3,4})"
    r"(?:/(?P<sub1>\d{3})(?:/(?P<sub2>\d{2})(?:/(?P<sub3>\d))?)?)?"
    r"(?:-(?P<kind>[BPRC])(?P<no>\d{3}))?",
    re.ASCII,
)
_FAULTLESS = re.compile(rf"(?!00)(?!..[A-Z]{{1,2}}0+(?:[/-]|$)){_CANONICAL.pattern}", re.ASCII).fullmatch
# the digits' places also take letters that look like digits; blanks, dashes and dots may stand between the parts
_DIGIT = "[0-9OQIL|]"
_GAP = r"[ .\-_]*"
_STROKE = r" ?[/\\_\-.] ?"
_TOLERANT = re.compile(
    rf"(?P<zone>{_DIGIT}{{1,2}}){_GAP}(?P<block>[A-Z]{{1,2}}?){_GAP}(?P<lot>{_DIGIT}{{1,4}})"
    rf"(?:{_STROKE}(?P<sub1>{_DIGIT}{{1,3}}))?(?:{_STROKE}(?P<sub2>{_DIGIT}{{1,2}}))?(?:{_STROKE}(?P<sub3>{_DIGIT}))?"
    rf"(?:{_GAP}/?(?P<kind>[BPRC]){_GAP}(?P<no>{_DIGIT}{{1,3}}))?"
)
_LOOKALIKE = str.maketrans("OQIL|", "00111")
_WRAPPED = re.compile(r"=?[\"'“”‘’`]+(.*?)[\"'“”‘’`]*")  # noqa: RUF001 - quotes as Excel and Word write them
_NOTHING = frozenset({"", "-", "–", "--", "0", "ไม่มี", "ไม่ระบุ", "N/A", "NULL", "NONE", "."})

LOT_WIDTH = 3
SUB_WIDTHS = (3, 2, 1)
NO_WIDTH = 3


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What a code says. `canonical` is empty where it could not be read; `faults` are finding codes `code.*`.

    `kind` is B for a building, P for a sign, R or C for rooms and licences, else empty.
    """

    canonical: str
    zone: str = ""
    block: str = ""
    lot: str = ""
    subs: tuple[str, ...] = ()
    kind: str = ""
    no: str = ""
    faults: tuple[str, ...] = ()

    @property
    def parcel(self) -> str:
        """The code of the parcel on which the building or sign stands."""
        return self.canonical.partition("-")[0]

    @property
    def repaired(self) -> bool:
        """Whether a character had to be guessed: a letter taken for a digit, or a zero put back."""
        return "code.letter_for_digit" in self.faults or "code.lost_zero" in self.faults


MISSING = CodeReading("", faults=("code.missing",))
UNREADABLE = CodeReading("", faults=("code.unreadable",))


def is_canonical(text: str) -> bool:
    """Whether a code stands as it should, so that reading it would find no fault."""
    return _FAULTLESS(text) is not None


@lru_cache(maxsize=10_000)
def read_code(text: str) -> CodeReading:
    """A code by the LTAX pattern; never raises."""
    if found := _CANONICAL.fullmatch(text):
        return _reading(found, ())
    plain, faults = _plain(text)
    if plain in _NOTHING:
        return MISSING
    upper = plain.upper()
    if found := _CANONICAL.fullmatch(upper):
        return _reading(found, (*faults, *(("code.not_canonical",) if upper != text and not faults else ())))
    found = _TOLERANT.fullmatch(upper.replace("!", "|"))
    return UNREADABLE if found is None else _mended(found, faults)


def _plain(text: str) -> tuple[str, tuple[str, ...]]:
    """The code without invisible characters, quotes and Thai digits; a fault where there were Thai digits."""
    cleaned = clean(text).text.strip()
    wrapped = _WRAPPED.fullmatch(cleaned)
    unwrapped = wrapped.group(1).strip() if wrapped else cleaned
    arabic = to_arabic(unwrapped)
    return arabic, ("code.thai_digits",) if arabic != unwrapped else ()


def _mended(found: re.Match[str], faults: tuple[str, ...]) -> CodeReading:
    zone, lot, no = (_digits(found[name]) for name in ("zone", "lot", "no"))
    subs = [_digits(found[name]) for name in ("sub1", "sub2", "sub3") if found[name]]
    digits_read = "".join(found[name] or "" for name in ("zone", "lot", "sub1", "sub2", "sub3", "no"))
    if not digits_read.isdigit():
        faults += ("code.letter_for_digit",)
    if len(zone) < 2 or len(lot) < LOT_WIDTH:
        faults += ("code.lost_zero",)
    padded = tuple(sub.zfill(width) for sub, width in zip(subs, SUB_WIDTHS, strict=False))
    kind, no = found["kind"] or "", no.zfill(NO_WIDTH) if no else ""
    faults = faults or ("code.not_canonical",)
    return _built(zone.zfill(2), found["block"], lot.zfill(LOT_WIDTH), padded, kind, no, faults)


def _digits(part: str | None) -> str:
    return (part or "").translate(_LOOKALIKE)


def _reading(found: re.Match[str], faults: tuple[str, ...]) -> CodeReading:
    zone, block, lot, sub1, sub2, sub3, kind, no = found.groups()
    return _built(zone, block, lot, tuple(sub for sub in (sub1, sub2, sub3) if sub), kind or "", no or "", faults)


def _built(
    zone: str, block: str, lot: str, subs: tuple[str, ...], kind: str, no: str, faults: tuple[str, ...]
) -> CodeReading:
    if zone == "00" or not lot.strip("0"):
        faults += ("code.not_in_pattern",)
    tail = f"-{kind}{no}" if kind else ""
    return CodeReading("/".join((f"{zone}{block}{lot}", *subs)) + tail, zone, block, lot, subs, kind, no, faults)


def read_free_code(text: str) -> CodeReading:
    """A code of a project whose codes follow no pattern: cleaned, Arabic digits, upper case."""
    plain, faults = _plain(text)
    if plain.upper() in _NOTHING:
        return MISSING
    canonical = plain.upper()
    return CodeReading(canonical, faults=faults or (("code.not_canonical",) if canonical != text.strip() else ()))
