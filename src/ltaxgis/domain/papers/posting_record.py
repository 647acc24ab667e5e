"""The record of where an announcement hung (บันทึกการปิดประกาศ)."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.inspection import Photo
from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRecord(Paper):
    """A4. `columns` are the headings of `rows`: what, where, from, to, taken down, by whom. `statement` is what who
    posted it confirms."""

    template: ClassVar[str] = "posting_record.typ"

    heading: str
    number: str
    facts: tuple[Fact, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    statement: str
    photos_label: str
    photos: tuple[Photo, ...] = ()
    signatures: tuple[Signature, ...] = ()
    qr: str = ""
    page_of: str = ""
