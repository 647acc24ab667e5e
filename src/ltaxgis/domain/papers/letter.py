"""Official letters (หนังสือภายนอก) and orders of the local authority."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph and the numbered points that follow it."""

    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Paper):
    """A letter to somebody outside. `labels` are the headings before number, subject, addressee, references,
    enclosures and copies. `urgency` and `secrecy` are printed red. `page_mark` is filled with {page}. `text_pt` is
    the size of its letters."""

    template: ClassVar[str] = "letter.typ"

    labels: tuple[str, str, str, str, str, str]
    number: str
    day: str
    subject: str
    addressee: str
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    body: tuple[Part, ...]
    closing: str
    signature: Signature
    owner: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    urgency: str = ""
    secrecy: str = ""
    page_mark: str = "- {page} -"
    text_pt: float = 16.0


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
