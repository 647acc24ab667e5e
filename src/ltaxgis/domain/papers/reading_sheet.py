"""What the announcer takes to the microphone (บทอ่านเสียงตามสาย): the texts of a day, and room to note each reading."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingItem:
    """A text that is read on this day. `hours` are its times, each with what the log says of it, empty where it was
    not read yet; `lasts` is how long it takes."""

    title: str
    number: str
    hours: tuple[Fact, ...]
    lasts: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSheet(Paper):
    """A4. `left_out` names what was to be read and may not be; `empty` stands where there is nothing to read."""

    template: ClassVar[str] = "reading_sheet.typ"

    heading: str
    day: str
    items: tuple[ReadingItem, ...]
    left_out: tuple[str, ...]
    empty: str
    reader: str
    signature: Signature
    page_of: str
