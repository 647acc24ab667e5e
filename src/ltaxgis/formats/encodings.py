"""What encoding bytes are in, found by their content and shown with Thai text before it is taken.

Names are Python's codec names, and two of our own for text that went through a wrong door once: `cp874-in-utf-8` and
`utf-8-in-utf-8` were read as Latin-1 by some program and stored as UTF-8.
"""

import codecs
import re
from dataclasses import dataclass

from ltaxgis.domain.errors import Refused

CP874_IN_UTF8 = "cp874-in-utf-8"
UTF8_IN_UTF8 = "utf-8-in-utf-8"
DOUBLE = {UTF8_IN_UTF8: "utf-8", CP874_IN_UTF8: "cp874"}

# marks that can only stand on a consonant, and vowels that can only stand before one
_STRAY_MARK = re.compile(
    "(?<![ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[เแโใไ](?![ก-ฮ])"
)
_BESIDE_LATIN = re.compile("[A-Za-z][ก-๛]|[ก-๛][A-Za-z]")
_THAI = re.compile("[ก-๛]")
_THAI_RUN = re.compile("[ก-๛]{2}")
_THAI_PHRASE = re.compile("[ก-๛][ก-๛ ./0-9-]{3,39}")
_NEUTRAL = re.compile("[\x00-\x7f\u00a0\u00b0\u00b2\u00b3\u00d7\u2010-\u2026\u20ac\ufeff\u200b-\u200d]")


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """`score` 0 to 1; `why` names what told it; `alternatives` other names, the likeliest first;
    `sample` some Thai text as it reads under this name, for a person to look at."""

    name: str
    score: float
    why: str
    alternatives: tuple[str, ...] = ()
    sample: str = ""


def thai_score(text: str) -> float:
    """1 where all that is not ASCII is Thai in an order Thai can stand in, 0 where none is; 1 for plain ASCII."""
    foreign = len(_NEUTRAL.sub("", text))
    if not foreign:
        return 1.0
    thai = len(_THAI.findall(text))
    if thai and not _THAI_RUN.search(text):
        # a lone sign such as a degree is no word
        return 0.4
    wrong = 2 * len(_STRAY_MARK.findall(text)) + len(_BESIDE_LATIN.findall(text)) + (foreign - thai)
    return max(0.0, min(1.0, (thai - wrong) / foreign))


def guess_encoding(sample: bytes) -> EncodingGuess:
    """The likeliest encoding of `sample`, which may end in the middle of a character."""
    if sample.startswith(codecs.BOM_UTF8):
        return _named("utf-8-sig", sample, 1.0, "bom")
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _named("utf-16", sample[: len(sample) // 2 * 2], 1.0, "bom")
    if (wide := _utf16_without_mark(sample)) is not None:
        return _named(wide, sample[: len(sample) // 2 * 2], 0.9, "nul_bytes", ("cp874",))
    if sample.isascii():
        return EncodingGuess("utf-8", 1.0, "ascii", ("cp874",))
    if (text := _strict_utf8(sample)) is not None and (guess := _utf8_or_double(text)):
        return guess
    thai = thai_score(sample.decode("cp874", "replace"))
    western = _western_score(sample.decode("cp1252", "replace"))
    if western > thai and thai < 0.5:
        return _named("cp1252", sample, western * 0.7, "western", ("cp874",))
    return _named("cp874", sample, max(thai, 0.1), "thai_letters", ("utf-8", "cp1252"))


def decode(data: bytes, encoding: str) -> str:
    """The text of `data`; what the encoding does not know becomes U+FFFD. An unknown name is `Refused`."""
    if encoding in DOUBLE:
        return undouble(data.decode("utf-8", "replace"), DOUBLE[encoding])
    try:
        return data.decode(encoding, "replace")
    except LookupError as error:
        raise Refused("file.encoding_unknown", encoding=encoding) from error


def undouble(text: str, inner: str) -> str:
    """`text` taken back through Latin-1 and read as `inner`; characters Latin-1 never had stay as they are."""
    if text.isascii():
        return text
    return b"".join(_latin_byte(character) for character in text).decode(inner, "replace")


def decode_by_line(data: bytes) -> tuple[str, list[int]]:
    """The text of bytes in which UTF-8 and CP874 are mixed, each line read as what it is, and the numbers (from 1) of
    the lines that were in the encoding fewer lines have."""
    lines: list[str] = []
    as_utf8: list[int] = []
    as_cp874: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            lines.append(line.decode("ascii"))
            continue
        text, is_utf8 = _decode_line(line)
        lines.append(text)
        (as_utf8 if is_utf8 else as_cp874).append(number)
    return "\n".join(lines), min(as_utf8, as_cp874, key=len)


def _decode_line(line: bytes) -> tuple[str, bool]:
    utf8, cp874 = line.decode("utf-8", "replace"), line.decode("cp874", "replace")
    if thai_score(utf8) >= thai_score(cp874):
        return utf8, True
    return cp874, False


def _named(name: str, data: bytes, score: float, why: str, others: tuple[str, ...] = ()) -> EncodingGuess:
    return EncodingGuess(name, round(score, 3), why, others, thai_sample(decode(data, name)))


def thai_sample(text: str) -> str:
    """The first few different stretches of Thai text, long numbers left out."""
    distinct: dict[str, None] = {}
    for found in _THAI_PHRASE.finditer(text[:200_000]):
        distinct[re.sub(r"[\d-]{5,}", "…", found.group()).strip()] = None
        if len(distinct) == 4:
            break
    if not distinct:
        distinct = dict.fromkeys(re.findall(r"[^\x00-\x7f]{1,40}", text[:10_000])[:4])
    return " · ".join(distinct)


def _strict_utf8(sample: bytes) -> str | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return decoder.decode(sample)
    except UnicodeDecodeError:
        return None


def _utf8_or_double(text: str) -> EncodingGuess | None:
    """None where the bytes are valid as UTF-8 by chance only."""
    straight = thai_score(text)
    readings = {name: undouble(text, inner) for name, inner in DOUBLE.items()}
    name = max(readings, key=lambda name: thai_score(readings[name]))
    again = readings[name]
    if thai_score(again) > max(straight, 0.5) and len(_THAI.findall(again)) > 2:
        return EncodingGuess(name, round(thai_score(again), 3), "double", ("utf-8",), thai_sample(again))
    if straight == 0 and (by_chance := text.encode().decode("cp874", "replace")) and thai_score(by_chance) > 0.8:
        return None
    return EncodingGuess("utf-8", 0.99, "utf8_valid", (), thai_sample(text))


def _utf16_without_mark(sample: bytes) -> str | None:
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    # the high bytes of Latin and Thai letters are 00 and 0E
    low, high = sample[0 : 2 * pairs : 2], sample[1 : 2 * pairs : 2]
    for name, tops, others in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if tops.count(0) + tops.count(0x0E) > 0.9 * pairs and tops.count(0) > others.count(0):
            return name
    return None


def _western_score(text: str) -> float:
    foreign = len(_NEUTRAL.sub("", text))
    beside = len(re.findall("[A-Za-z][À-ÿ]|[À-ÿ][A-Za-z]", text))
    return min(1.0, beside / foreign) if foreign else 0.0


def _latin_byte(character: str) -> bytes:
    """The byte Latin-1 as MySQL and Windows mean it (cp1252, its five holes filled) had for a character."""
    if ord(character) < 256 and not 0x80 <= ord(character) < 0xA0:
        return character.encode("latin-1")
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1") if ord(character) < 256 else b"?"
