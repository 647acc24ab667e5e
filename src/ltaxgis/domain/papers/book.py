"""Books of correspondence on paper: registers in and out, delivery book, lists of what is filed, the borrowing card."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.case_list import ListColumn
from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """A line of a book; `struck` where its number is void, which is then told in words too."""

    cells: tuple[str, ...]
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDay:
    """The lines of one day under its heading (`วันที่ ๕ เดือน มกราคม พ.ศ. ๒๕๖๙`), which may be empty."""

    heading: str = ""
    rows: tuple[BookRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Paper):
    """A4 across, or A5 where `small`. `facts` stand over the table; `sheet_mark` is filled with {page}, which counts
    from `first_page`; `blank_rows` are lines left for the pen."""

    template: ClassVar[str] = "book.typ"

    heading: str
    facts: tuple[Fact, ...] = ()
    columns: tuple[ListColumn, ...]
    days: tuple[BookDay, ...]
    empty: str = ""
    sheet_mark: str
    first_page: int = 1
    blank_rows: int = 0
    signatures: tuple[Signature, ...] = ()
    notes: tuple[str, ...] = ()
    small: bool = False
