"""A work list or a page of a register on paper."""

from dataclasses import dataclass
from typing import ClassVar

from ltaxgis.domain.papers.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """`share` of the width against the other columns'; `numbers` are set to the right."""

    label: str
    share: float = 1.0
    numbers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """`late`: the row is red; that it is late stands in words in one of its cells."""

    cells: tuple[str, ...]
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList(Paper):
    """A4 across. `chosen` says which cases these are, `page_of` is filled with {page} and {count}; `empty` stands
    where there are no rows."""

    template: ClassVar[str] = "case_list.typ"

    heading: str
    chosen: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    empty: str
    totals: str
    made: str
    page_of: str
