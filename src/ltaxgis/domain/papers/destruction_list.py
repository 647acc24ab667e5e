"""The list of papers to be destroyed (บัญชีหนังสือขอทำลาย, form 25)."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Fact, Paper, Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionRow:
    """A paper on the list. `mark` is the committee's: ✗ to destroy, until when where it is kept, empty while open."""

    place: str
    folder: str
    number: str
    dated: str
    register_number: str
    subject: str
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionList(Paper):
    """A4 across. `facts` are year, ministry, department, division and day; `columns` the eight headings in the form's
    order; `sheet_mark` is filled with {page}; `committee` signs, the chair first; `opinion` is what it says at the
    end, `approval` room for the chief and for the archives' answer."""

    template: ClassVar[str] = "destruction_list.typ"

    heading: str
    facts: tuple[Fact, ...]
    columns: tuple[str, str, str, str, str, str, str, str]
    rows: tuple[DestructionRow, ...]
    empty: str
    totals: str
    sheet_mark: str
    committee: tuple[Signature, ...]
    committee_label: str
    legend: str = ""
    opinion: str = ""
    approval: tuple[Signature, ...] = ()
