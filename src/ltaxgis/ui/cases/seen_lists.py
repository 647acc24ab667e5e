"""What the lists of a desk show, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.ports.cases import CaseCounts, CasePage, CaseQuery


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the lists show, read at one moment. `any` whether the desk has ever had a case, `waiting` what stands
    on its button; `in_area` uid and kind of each of the list's cases, where it is narrowed to a part of the town;
    `by_chief`: before whoever looks cases are put that run out of their time."""

    query: CaseQuery
    page: CasePage
    lists: Mapping[str, int]
    counts: CaseCounts
    book: OfficeBook
    any: bool
    waiting: int
    in_area: tuple[tuple[Uid, str], ...] = ()
    by_chief: bool = False
