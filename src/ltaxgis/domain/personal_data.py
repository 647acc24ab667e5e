"""Personal data in a text that everybody will read: numbers, telephones, names of citizens, where they live."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ltaxgis.domain.thai.identity import check_digit_holds, mask_number, mask_phone, plain_number, plain_phone
from ltaxgis.domain.thai.numerals import to_arabic

IDENTITY, PHONE, PERSON, HOUSE = "identity", "phone", "person", "house"
Names = Mapping[str, Collection[str]]
"""Last names by first name."""

_IDENTITY = re.compile(r"(?<![0-9])[0-9](?:[ \-–.]?[0-9]){12}(?![0-9])")
_MASKED = re.compile(r"x-xxxx-xxxx[0-9]-[0-9]{2}-[0-9]|(?<!\w)x{2,3}-xxx-[0-9]{4}")
# a mobile or a fixed telephone; what is longer is another number
_PHONE = re.compile(
    r"(?<![0-9/])(?<![0-9][\-–.])0(?:[ \-–]?[689](?:[ \-–.]?[0-9]){8}|[ \-–]?[2-7](?:[ \-–.]?[0-9]){7})(?![\-–.]?[0-9])"
)
_HOUSE = re.compile(
    r"(?:บ้านเลขที่|บ้านเลขรหัส)\s*[0-9]+(?:/[0-9]+)?|(?<!เอกสาร)เลขที่\s*[0-9]+(?:/[0-9]+)?(?=\s*(?:หมู่|ม\.|ซอย|ซ\.))"
)
_GAP = re.compile(r"(?<=[฀-๿])[ \u00a0]{1,2}(?=[฀-๿])")
_MARKS = re.compile(r"[ัิ-ฺ็-๎]")
_BEGINS = re.compile(r"[ก-ฮเ-ไ]")
_SPACE = re.compile(r"\s")
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class PersonalPlace:
    """`start` to `end` in the text of a field. `shown` is what a screen may show of it; `key` tells the same thing
    again without saying what it is; `person` is the first and last name."""

    kind: str
    field: str
    start: int
    end: int
    shown: str
    key: str
    person: tuple[str, str] = ("", "")


def personal_places(
    texts: Mapping[str, str], names: Names, own_phones: Collection[str] = (), officials: Collection[str] = ()
) -> list[PersonalPlace]:
    """All of it in the order of the texts. `own_phones` are the office's, as plain digits; `officials` are names of
    whose work it is to be named."""
    known = {_squeezed(name) for name in officials if name.strip()}
    found: list[PersonalPlace] = []
    for field, text in texts.items():
        arabic = to_arabic(text)
        own = [*_numbers(field, arabic, own_phones), *_houses(field, arabic), *_people(field, text, names, known)]
        found += sorted(own, key=lambda one: (one.start, one.end))
    return found


def phones_in(text: str) -> list[str]:
    """Telephone numbers as plain digits."""
    return [plain_phone(one.group()) for one in _PHONE.finditer(to_arabic(text))]


def first_names_in(texts: Iterable[str]) -> set[str]:
    """All that may be a first name in texts: what stands before a space, however long. No name begins with a sign that
    stands behind or above its letter."""
    found = {
        text[gap.start() - length : gap.start()]
        for text in texts
        for gap in _GAP.finditer(text)
        for length in range(2, min(_LONGEST_NAME, gap.start()) + 1)
        if _BEGINS.match(text[gap.start() - length])
    }
    return {one for one in found if not _SPACE.search(one)}


def name_index(first_names: Iterable[str], last_names: Iterable[str]) -> Names:
    """People by first name; who has no last name is a body, or nobody who could be known by it."""
    names: dict[str, list[str]] = {}
    for first, last in zip(first_names, last_names, strict=True):
        if len(last) > 1:
            names.setdefault(first, []).append(last)
    return names


def _numbers(field: str, text: str, own_phones: Collection[str]) -> Iterator[PersonalPlace]:
    taken: list[tuple[int, int]] = []
    for hit in _IDENTITY.finditer(text):
        if check_digit_holds(number := plain_number(hit.group())):
            taken.append(hit.span())
            yield _place(IDENTITY, field, hit.span(), mask_number(number), number)
    for hit in _MASKED.finditer(text):
        taken.append(hit.span())
        yield _place(IDENTITY if hit.group().startswith("x-") else PHONE, field, hit.span(), hit.group(), hit.group())
    for hit in _PHONE.finditer(text):
        number = plain_phone(hit.group())
        within = any(first < hit.end() and hit.start() < last for first, last in taken)
        if not within and number not in own_phones:
            yield _place(PHONE, field, hit.span(), mask_phone(number), number)


def _houses(field: str, text: str) -> Iterator[PersonalPlace]:
    for hit in _HOUSE.finditer(text):
        yield _place(HOUSE, field, hit.span(), hit.group(), _squeezed(hit.group()))


def _people(field: str, text: str, names: Names, officials: Collection[str]) -> Iterator[PersonalPlace]:
    for gap in _GAP.finditer(text):
        right = text[gap.end() : gap.end() + _LONGEST_NAME]
        best: tuple[str, str] | None = None
        for length in range(2, min(_LONGEST_NAME, gap.start()) + 1):
            first = text[gap.start() - length : gap.start()]
            if first[0].isspace():
                break
            for last in names.get(first, ()):
                if _starts(right, last) and (best is None or len(first + last) > len("".join(best))):
                    best = (first, last)
        if best is not None and _squeezed("".join(best)) not in officials:
            first, last = best
            span = (gap.start() - len(first), gap.end() + len(last))
            yield _place(PERSON, field, span, f"{first} {last}", f"{first} {last}", best)


def _starts(text: str, name: str) -> bool:
    """A name is there where the text begins with it and its last letter bears no further sign."""
    return text.startswith(name) and not _MARKS.match(text[len(name) : len(name) + 1])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _place(
    kind: str, field: str, span: tuple[int, int], shown: str, value: str, person: tuple[str, str] = ("", "")
) -> PersonalPlace:
    key = hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()[:12]
    return PersonalPlace(kind, field, span[0], span[1], shown, key, person)
