"""The record of a visit to a building site."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """`picture` names one of the pictures that are handed in with the paper."""

    picture: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    heading: str
    facts: tuple[Fact, ...]
    found_label: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecord(Paper):
    """A4. `photos_label` stands over the photos."""

    template: ClassVar[str] = "inspection.typ"

    heading: str
    number: str
    facts: tuple[Fact, ...]
    visits: tuple[VisitEntry, ...]
    empty: str
    photos_label: str
    photos: tuple[Photo, ...] = ()
    signatures: tuple[Signature, ...] = ()
    qr: str = ""
    page_of: str = ""
