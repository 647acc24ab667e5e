"""What a citizen may ever see of a case, and nothing else: whatever leaves the office is made of `PublicCase`.

Names, telephone and identity numbers, house numbers and addresses of mail never stand in one; a place is rounded; of
complaints about officials there is none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ltaxgis.domain.cases import EVENT, NOTICE, Case, CaseStep
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_book import PetitionBook
from ltaxgis.domain.petition_states import ON_HOLD
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.thai.numerals import to_arabic

LEFT_OUT = "…"
_PUBLIC_KINDS = frozenset({EVENT, NOTICE})
_MOST_DECIMALS = 4
_SHORTEST_NAME = 3
_LATIN_WORD = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|(?<![A-Za-z0-9])(?:[\w-]+\.)+(?:com|net|org|me|th)\b\S*"
    r"|(?:\b(?:line|facebook|fb|ig|tiktok)|ไลน์|เฟซบุ๊ก|เฟสบุ๊ค)\s*(?:id|ไอดี)?\s*[:=]\s*@?[\w.-]{3,}|@[\w.-]{3,}",
    re.IGNORECASE | re.ASCII,
)
_PLATE = re.compile(r"(ทะเบียน(?:รถ)?(?:ยนต์|จักรยานยนต์)?)\s*\d?[ก-ฮ]{1,3}[ -]*\d{1,4}")
_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z.])(?!(?:\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4})(?!\d))\+?[\dxX](?:[ \-–.]?[\dxX]){7,}(?![A-Za-z])"
)
_TITLED = re.compile(
    r"(?:นางสาว|น\.\s?ส\.|นาง(?!เลิ้ง|รอง)|นาย(?!ก)|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง|คุณ(?!ภาพ|สมบัติ|ธรรม|ค่า)"
    r"|(?<![ก-๎])(?:พล\.)?[พรจสด]\.[ตจสอ]\.(?:[ตทอ]\.)?|(?<![ก-๎])ดร\.|(?<![ก-๎])(?:ป้า(?!ย)|ลุง))"
    r"\s?[ก-๎]{2,}(?:\s+[ก-๎]{2,})?|\b(?:Mr|Mrs|Ms|Miss)\b\.?\s+\w+(?:\s+\w+)?"
)
_HOUSE = re.compile(
    r"((?:บ้าน)?เลขที่|บ้าน|house(?:\s+no\.?)?)\s*\d+(?:\s*/\s*\d{1,4})?|(?<![\d/])\d{1,4}/\d{1,4}(?![\d/])", re.I
)


@dataclass(frozen=True, slots=True)
class PublicStep:
    """What happened, as the citizen may read it."""

    at: datetime
    event: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicCase:
    """`place` is latitude and longitude (WGS 84), rounded. `about` quotes the petition where its kind may be quoted.
    `waiting` is why nothing happens now, `until` up to when. `merged_into` is the number under which it goes on."""

    number: str
    desk: str
    kind: str
    category: str
    state: str
    received_at: datetime
    updated_at: datetime
    due: date | None
    closed_on: date | None
    division: str
    about: str = ""
    place: tuple[float, float] | None = None
    waiting: str = ""
    until: date | None = None
    answer: str = ""
    reject_code: str = ""
    agency: str = ""
    merged_into: str = ""
    reopened: int = 0
    stars: int | None = None
    steps: tuple[PublicStep, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOfIt:
    """What a public case is made from. `names` are those of everybody in it; `place` latitude and longitude in full;
    `petition` None at another desk."""

    case: Case
    petition: Petition | None = None
    steps: Sequence[CaseStep] = ()
    names: Sequence[str] = ()
    place: tuple[float, float] | None = None
    merged_into: str = ""


def public_case(told: AllOfIt, known: PetitionBook, language: str = "th") -> PublicCase | None:
    """The case as a citizen may see it; None where he may see nothing of it."""
    case, petition = told.case, told.petition or Petition(uid=Uid(""), case_uid=told.case.uid)
    if case.visible_to or (told.petition is not None and (case.kind not in known.kinds or known.restricted(case.kind))):
        return None
    steps = sorted(told.steps, key=lambda one: one.at)
    held = _held(case, steps)
    quoted = told.petition is not None and known.kinds[case.kind].text_public
    shown = tuple(
        PublicStep(one.at, one.event, one.state, without_people(one.text, told.names) if one.public else "")
        for one in steps if one.kind in _PUBLIC_KINDS
    )  # fmt: skip
    return PublicCase(
        number=case.number, desk=case.desk, kind=case.kind, category=case.category, state=case.state,
        received_at=case.received_at, updated_at=max((one.at for one in shown), default=case.received_at),
        due=case.due, closed_on=case.closed_on, division=case.division,
        about=without_people(case.details or case.title, told.names) if quoted else "",
        place=_rounded(told, known), waiting=_reason(held, known, told.names, language),
        until=held.until if held is not None else None,
        answer=next((one.text for one in reversed(shown) if one.text), ""), reject_code=petition.reject_code,
        agency=without_people(petition.agency, told.names), merged_into=told.merged_into, reopened=petition.reopened,
        stars=petition.stars, steps=shown,
    )  # fmt: skip


def may_be_published(public: PublicCase, known: PetitionBook) -> bool:
    """Whether it may stand in a list or on a map for everybody, not only before who asks for his own."""
    return known.on_map(public.kind, public.category)


def without_people(text: str, names: Iterable[str] = ()) -> str:
    """The text without numbers of people and houses, addresses of mail, and names: those told, and whatever follows a
    title. Rather a word too many goes than a name stays."""
    plain = _LATIN_WORD.sub(LEFT_OUT, mask_numbers_in(to_arabic(text)))
    for name in sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True):
        plain = plain.replace(name, LEFT_OUT)
    plain = _PLATE.sub(lambda found: f"{found[1]}{LEFT_OUT}", plain)
    plain = _HOUSE.sub(lambda found: f"{found[1] or ''}{LEFT_OUT}", _NUMBERS.sub(LEFT_OUT, plain))
    return _TITLED.sub(LEFT_OUT, plain).strip()


def _rounded(told: AllOfIt, known: PetitionBook) -> tuple[float, float] | None:
    category = known.categories.get(told.case.category)
    if told.place is None or category is None or not known.on_map(told.case.kind, told.case.category):
        return None
    decimals = min(category.decimals, _MOST_DECIMALS)
    return round(told.place[0], decimals), round(told.place[1], decimals)


def _held(case: Case, steps: Sequence[CaseStep]) -> CaseStep | None:
    """The step that put the case on hold, while it is."""
    if case.state != ON_HOLD:
        return None
    return next((one for one in reversed(steps) if one.kind == EVENT and one.state == ON_HOLD), None)


def _reason(held: CaseStep | None, known: PetitionBook, names: Sequence[str], language: str) -> str:
    if held is None:
        return ""
    told = known.holds.get(held.reason)
    return told.name(language) if told is not None else without_people(held.reason, names)
