"""How long papers are kept, when they are surveyed for destruction, and when they go to the National Archives.

Sections 57 to 70 of the regulation on correspondence; the numbers are data of the office's page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ltaxgis.domain.correspondence import DestructionLine
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import BE_OFFSET

PAGE, PLAN = "correspondence", "file_plan"
DESTROY, EXTEND = "destroy", "extend"
AGREED, KEEPS = "agreed", "keeps"
LEAST_COMMITTEE = 3
"""A chairman and two more."""


@dataclass(frozen=True, slots=True)
class Retention:
    """A class of papers; `years` None where no number of years ends it."""

    code: str
    th: str
    en: str
    years: int | None = None
    confirmed: bool = False

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A head of the filing plan."""

    code: str
    title: str
    retention: str


def retentions(book: OfficeBook) -> dict[str, Retention]:
    """Refused (`office.unreadable`) where the page says what cannot be."""
    try:
        return {one["code"]: Retention(**one) for one in _page(book).get("retention", ())}
    except (KeyError, TypeError) as error:
        raise Refused("office.unreadable", name=PAGE, why=str(error)) from error


def plan_heads(book: OfficeBook) -> list[PlanHead]:
    """Refused as `retentions`."""
    try:
        return [PlanHead(**one) for one in book.tables.get(PLAN, {}).get("head", ())]
    except TypeError as error:
        raise Refused("office.unreadable", name=PLAN, why=str(error)) from error


def keep_until(ended: date, retention: Retention | None) -> date | None:
    """The last day of the calendar year so many years after the one in which the matter ended."""
    if retention is None or retention.years is None:
        return None
    return date(ended.year + retention.years, 12, 31)


def survey_of(day: date) -> int:
    """The BE year whose papers a survey of this day looks for: the one that ended last."""
    return day.year - 1 + BE_OFFSET


def survey_ends(day: date, book: OfficeBook) -> date:
    """The last day of the survey in this calendar year."""
    return date(day.year, 1, 1) + timedelta(days=_number(book, "survey_days", 60) - 1)


def is_due(until: date | None, day: date) -> bool:
    """Whether a paper kept up to `until` stands on a list made on this day."""
    return until is not None and until.year < day.year


def loan_due(lent: date, book: OfficeBook) -> date:
    return book.days.working_from(lent + timedelta(days=_number(book, "loan_days", 15)))


def archives_agree(sent: date | None, answer: str, today: date, book: OfficeBook) -> bool:
    """Whether the National Archives said yes, or nothing for so many days."""
    if answer:
        return answer == AGREED
    return sent is not None and (today - sent).days >= _number(book, "archives_answer_days", 60)


def archive_year(book: OfficeBook, year: int) -> int:
    """The BE year whose papers reach the archives' age in this BE year."""
    return year - _number(book, "archive_after_years", 20)


def committee_of(text: str) -> list[tuple[str, str]]:
    """Names and positions, the chair first."""
    pairs = (line.partition("|") for line in text.splitlines() if line.strip())
    return [(name.strip(), position.strip()) for name, _, position in pairs]


def ask_committee(people: Sequence[tuple[str, str]]) -> None:
    """Refused: `destruction.committee_too_small`, `destruction.twice_in_committee`."""
    names = [name for name, _ in people if name]
    if len(set(names)) < len(names):
        raise Refused("destruction.twice_in_committee", name=next(one for one in names if names.count(one) > 1))
    if len(names) < LEAST_COMMITTEE:
        raise Refused("destruction.committee_too_small", count=len(names), least=LEAST_COMMITTEE)


def ask_marked(lines: Sequence[DestructionLine]) -> None:
    """Refused (`destruction.unmarked`) where the committee has not said what becomes of a line."""
    open_lines = sum(one.mark not in (DESTROY, EXTEND) for one in lines)
    if open_lines:
        raise Refused("destruction.unmarked", count=open_lines)


def _page(book: OfficeBook) -> Mapping[str, Any]:
    return book.tables.get(PAGE, {})


def _number(book: OfficeBook, name: str, usual: int) -> int:
    value = _page(book).get(name, usual)
    if not isinstance(value, int) or value < 0:
        raise Refused("office.unreadable", name=PAGE, why=f"{name} = {value!r}")
    return value
