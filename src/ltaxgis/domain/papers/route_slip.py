"""The slip on a folder (ใบเสนอ) on which the chiefs write, from the officer up."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteBox:
    """A minute (เกษียน) that was written, or room for one: then only `position` says who writes here. `note` says
    that it was copied from paper."""

    position: str
    text: str = ""
    signer: str = ""
    signed: str = ""
    note: str = ""

    @property
    def empty(self) -> bool:
        return not (self.text or self.signer)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSlip(Paper):
    """A4. `boxes` in the order of writing; `blank` are the words under an empty box: signature, name, date."""

    template: ClassVar[str] = "route_slip.typ"

    heading: str
    number: str
    qr: str
    facts: tuple[Fact, ...]
    summary_label: str
    summary: str
    boxes_label: str
    boxes: tuple[MinuteBox, ...]
    blank: tuple[str, str, str]
    return_note: str = ""
