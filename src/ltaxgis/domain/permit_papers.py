"""Which papers a permit application needs, by the office's checklist and what the case is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_desk import is_over_limit, use_of
from ltaxgis.domain.permit_states import NOTICE
from ltaxgis.domain.permits import Permit, PermitPaper

PAGE = "permit_papers"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the checklist asks about a case beside its permit. `at_boundary`: a wall stands less than half a metre from
    the boundary; `other_law`: another law holds for the place."""

    juristic: bool = False
    is_owner: bool = True
    agent: bool = False
    at_boundary: bool = False
    other_law: bool = False


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A line of the office's checklist. `optional` ones are asked for, but never hold a case up."""

    code: str
    th: str
    en: str
    when: str = "always"
    works: tuple[str, ...] = ()
    optional: bool = False
    confirmed: bool = False
    note: str = ""

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


Condition = Callable[[Permit, PaperFacts, OfficeBook], bool]
_CONDITIONS: Mapping[str, Condition] = {
    "always": lambda permit, facts, book: True,
    "person": lambda permit, facts, book: not facts.juristic,
    "juristic": lambda permit, facts, book: facts.juristic,
    "two_storeys": lambda permit, facts, book: permit.storeys >= 2 or use_of(book, permit.use).controlled,
    "over_limit": lambda permit, facts, book: is_over_limit(book, permit.area or 0),
    "not_owner": lambda permit, facts, book: not facts.is_owner,
    "at_boundary": lambda permit, facts, book: facts.at_boundary,
    "controlled": lambda permit, facts, book: use_of(book, permit.use).controlled,
    "agent": lambda permit, facts, book: facts.agent,
    "other_law": lambda permit, facts, book: facts.other_law,
}


def paper_kinds(book: OfficeBook) -> dict[str, PaperKind]:
    """The office's checklist. Refused (`permits.paper_condition`) where it names a condition that nobody knows."""
    if PAGE not in book.tables:
        raise Refused("office.unreadable", name=PAGE, why="")
    kinds = {one["code"]: _kind(one) for one in book.tables[PAGE].get("paper", ())}
    for kind in kinds.values():
        if kind.when not in _CONDITIONS:
            raise Refused("permits.paper_condition", paper=kind.code, when=kind.when)
    return kinds


def papers_for(permit: Permit, facts: PaperFacts, book: OfficeBook) -> list[tuple[PaperKind, bool]]:
    """The lines that are about this kind of work, each with whether this case needs it."""
    kinds = [one for one in paper_kinds(book).values() if _about(one, permit.work)]
    return [(one, _CONDITIONS[one.when](permit, facts, book)) for one in kinds]


def checklist(case_uid: Uid, permit: Permit, facts: PaperFacts, book: OfficeBook) -> list[PermitPaper]:
    """The checklist of a new case: nothing has come yet."""
    return [
        PermitPaper(uid=new_uid(), case_uid=case_uid, code=kind.code, needed=needed and not kind.optional)
        for kind, needed in papers_for(permit, facts, book)
    ]


def missing(papers: list[PermitPaper]) -> list[PermitPaper]:
    return [one for one in papers if one.needed and one.came_on is None]


def _about(kind: PaperKind, work: str) -> bool:
    return work in kind.works if kind.works else work != NOTICE


def _kind(row: Mapping[str, Any]) -> PaperKind:
    return PaperKind(**{**row, "works": tuple(row.get("works", ()))})
