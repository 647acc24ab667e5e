"""Small papers of the post room: receiving stamp, envelope, receipt of a letter, sheet of minutes."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper, Signature
from ltaxgis.domain.papers.route_slip import MinuteBox

STAMP_MM = (50.0, 25.0)
STAMP_EDGE_MM = 7.5
"""From the upper and right edges, where nobody put it elsewhere: between 5 and 10."""
ENVELOPES = {"C4": (324.0, 229.0), "C5": (229.0, 162.0), "C6": (162.0, 114.0), "DL": (220.0, 110.0)}
"""Width and height in millimetres (form 15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingStamp(Paper):
    """The stamp on a letter that came (ตรารับหนังสือ, form 12): a page of 50 × 25 mm. `facts` are number, day, hour."""

    template: ClassVar[str] = "receiving_stamp.typ"

    office: str
    facts: tuple[Fact, Fact, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope(Paper):
    """The front of an envelope (form 15). `size` is one of `ENVELOPES`; `addressee` with salutation and address, a
    line each."""

    template: ClassVar[str] = "envelope.typ"

    size: str
    width_mm: float
    height_mm: float
    number: str
    addressee: tuple[str, ...]
    urgency: str = ""
    secrecy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterReceipt(Paper):
    """The receipt that a messenger brings back (ใบรับหนังสือ, form 17), A6 across."""

    template: ClassVar[str] = "letter_receipt.typ"

    heading: str
    facts: tuple[Fact, ...]
    taken: tuple[Fact, ...]
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteSheet(Paper):
    """What readers wrote on a letter (เกษียน), in their order, as a sheet behind it."""

    template: ClassVar[str] = "minute_sheet.typ"

    heading: str
    facts: tuple[Fact, ...]
    boxes: tuple[MinuteBox, ...]
    empty: str
    page_mark: str = "- {page} -"
