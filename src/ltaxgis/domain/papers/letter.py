"""Official letters (หนังสือภายนอก) and orders of the local authority."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import ClassVar

from ltaxgis.domain.papers.paper import Paper, Signature
from ltaxgis.domain.papers.route_slip import MinuteBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph and the numbered points that follow it, under its heading where it has one."""

    text: str = ""
    points: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedList:
    """Whom a letter to many goes to (บัญชีแนบท้าย), on a page of its own. `rows` are number, name, note."""

    heading: tuple[str, ...]
    columns: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument(Paper):
    """What all documents of the regulation have (หนังสือราชการ). `urgency` and `secrecy` are printed red, `arrive_by` is
    the line of ด่วนภายใน. `page_mark` is filled with {page}. `text_pt` is the size of its letters. `minutes` (เกษียน)
    stand below it in their order. `file_copy` makes it the office's own copy (สำเนาคู่ฉบับ): its mark, then who writes
    his initials, in order."""

    number: str
    body: tuple[Part, ...]
    signature: Signature
    urgency: str = ""
    secrecy: str = ""
    arrive_by: str = ""
    minutes: tuple[MinuteBox, ...] = ()
    minutes_label: str = ""
    attached: AttachedList | None = None
    file_copy: tuple[str, ...] = ()
    page_mark: str = "- {page} -"
    text_pt: float = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(OfficialDocument):
    """A letter to somebody outside. `labels` are the headings before number, subject, addressee, references,
    enclosures and copies."""

    template: ClassVar[str] = "letter.typ"

    labels: tuple[str, str, str, str, str, str]
    day: str
    subject: str
    addressee: str
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    closing: str
    owner: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Paper):
    """An order of the local authority: to amend, to stop, to take down. `given` is its last line (`สั่ง ณ วันที่ …`),
    `receipt` the line for who takes it."""

    template: ClassVar[str] = "order.typ"

    heading: tuple[str, ...]
    number: str
    subject_label: str
    subject: str
    body: tuple[Part, ...]
    appeal: str
    given: str
    signature: Signature
    receipt: Signature
    page_mark: str = "- {page} -"
    text_pt: float = 16.0


_POINT = re.compile(r"\s*[0-9๐-๙]+\. \S")


def text_of(parts: Iterable[Part]) -> str:
    """Paragraphs and points as a person edits them, a line each."""
    return "\n".join(line for part in parts for line in (part.heading, *part.text.split("\n"), *part.points) if line)


def parts_of(text: str) -> tuple[Part, ...]:
    """The same back: lines that begin with a number and a dot are the points of the paragraph before."""
    found: list[Part] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        if found and _POINT.match(line):
            found[-1] = replace(found[-1], points=(*found[-1].points, line))
        else:
            found.append(Part(text=line))
    return tuple(found)


_FIELDS: Mapping[str, Callable[[Letter], str]] = MappingProxyType({
    "ที่": lambda letter: letter.number,
    "เทศบาล": lambda letter: letter.head.name,
    "ที่อยู่": lambda letter: "\n".join(letter.head.place),
    "วันที่": lambda letter: letter.day,
    "เรื่อง": lambda letter: letter.subject,
    "เรียน": lambda letter: letter.addressee,
    "อ้างถึง": lambda letter: "\n".join(letter.references),
    "สิ่งที่ส่งมาด้วย": lambda letter: "\n".join(letter.enclosures),
    "เนื้อความ": lambda letter: "\n".join(lines_of(letter)),
    "คำลงท้าย": lambda letter: letter.closing,
    "ชื่อผู้ลงนาม": lambda letter: letter.signature.name,
    "ตำแหน่ง": lambda letter: "\n".join(letter.signature.position),
    "เจ้าของเรื่อง": lambda letter: "\n".join(letter.owner),
    "สำเนาส่ง": lambda letter: "\n".join(letter.copies),
})  # fmt: skip
LETTER_FIELDS = frozenset(_FIELDS)
"""What a document of a town's own may ask for."""


def lines_of(letter: Letter) -> list[str]:
    """The body, a paragraph each."""
    told = ((part.heading, *part.text.split("\n"), *part.points) for part in letter.body)
    return [line for lines in told for line in lines if line.strip()]


def letter_fields(letter: Letter) -> dict[str, str]:
    """By its name what each field says; several lines are parted by line feeds."""
    return {name: told(letter) for name, told in _FIELDS.items()}
