"""Drafts of the regulation's other documents: memo, stamped letter, orders and announcements, certificate, minutes."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.letter import Letter, OfficialDocument
from ltaxgis.domain.papers.paper import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo(Letter):
    """An internal letter on memo paper (บันทึกข้อความ, form 2). `labels` as of a letter; `heading` is its title,
    `office_label` and `office` its first line, `day_label` stands before the day. It has no closing.
    `garuda_left_mm` is how far the garuda stands from the left edge."""

    template: ClassVar[str] = "memo.typ"

    heading: str
    office_label: str
    office: str
    day_label: str
    garuda_left_mm: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(OfficialDocument):
    """A document that is no letter of its own paper: forms 3 to 11 of the regulation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StampedLetter(Draft):
    """A letter that is stamped instead of signed (หนังสือประทับตรา, form 3). `labels` are those of number and
    addressee; `issuer` stands above the seal, `seal` in its place, `initials` says who initials it."""

    template: ClassVar[str] = "stamped_letter.typ"

    labels: tuple[str, str]
    addressee: str
    issuer: str
    day: str
    seal: str
    initials: str = ""
    owner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive(Draft):
    """An order, rule, by-law, announcement, statement or news (forms 4 to 9). `heading` are its centred lines, with
    number and subject as the form has them. `given` is the line of its day. `signed` is False where the form ends
    with `issuer` and the day instead. `with_garuda`: on paper with the garuda."""

    template: ClassVar[str] = "directive.typ"

    heading: tuple[str, ...]
    given: str
    issuer: str = ""
    signed: bool = True
    with_garuda: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate(Draft):
    """A certificate (หนังสือรับรอง, form 10). `photo` and `holder` are for the important ones: room for a photograph,
    and for whom it is given to to sign."""

    template: ClassVar[str] = "certificate.typ"

    given: str
    photo: str = ""
    holder: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMinutes(Draft):
    """Minutes of a meeting (รายงานการประชุม, form 11): `heading` centred, then the parts, each under its heading.
    `signature` wrote them down, `checked` read them over."""

    template: ClassVar[str] = "meeting.typ"

    heading: tuple[str, ...]
    checked: Signature
