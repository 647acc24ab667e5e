"""Letters in and out by month, division and kind, how long they took, and which are late."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ltaxgis.domain.correspondence import IN, OUT
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.cases import CasePage, CaseQuery
from ltaxgis.ports.letters import LetterStatistic
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet
from ltaxgis.services.case_workbook import CaseNames, month_name

K = TypeVar("K")
FIGURES = ("count", "ended", "open", "ended_late", "late", "days")
DIRECTIONS = (IN, OUT)
_DESKS = {IN: LETTERS_IN.name, OUT: LETTERS_OUT.name}


@dataclass(frozen=True, slots=True)
class LetterFigures:
    """How many letters; of those, ended ones and those ended late; still open ones that are late; the mean days from
    receipt to the end, None without any."""

    count: int
    ended: int
    ended_late: int
    late: int
    days: float | None

    @property
    def open(self) -> int:
        return self.count - self.ended


@dataclass(frozen=True, slots=True)
class LetterReport:
    """Of the letters of one direction: in all, by (BE year, month), by kind and by division."""

    total: LetterFigures
    months: tuple[tuple[tuple[int, int], LetterFigures], ...]
    documents: tuple[tuple[str, LetterFigures], ...]
    divisions: tuple[tuple[str, LetterFigures], ...]


def letter_reports(reading: Reading, actor: Actor, first: date, last: date, today: date) -> dict[str, LetterReport]:
    """By direction, of letters that came or were numbered between two days. They name nobody."""
    ask_leave(actor, "look")
    lines = reading.letter_statistics(first, last, today)
    return {way: _report([one for one in lines if one.direction == way]) for way in DIRECTIONS}


def late_letters(reading: Reading, actor: Actor, today: date, limit: int = 200) -> CasePage:
    """Letters in that should have been done before today, the latest first."""
    ask_leave(actor, "cases.work")
    query = CaseQuery(LETTERS_IN.name, open=True, late_on=today, viewer=actor.name, order="due", limit=limit)
    return reading.case_page(query)


def report_sheets(reports: dict[str, LetterReport], names: CaseNames) -> list[WorkSheet]:
    """By month, kind and division, each direction on its own sheets with its sum."""
    sheets = []
    for way, report in reports.items():
        months = [(month_name(year, month, names.words.language), one) for (year, month), one in report.months]
        documents = [(names.kind(_DESKS[way], code), one) for code, one in report.documents]
        divisions = [(names.division(code), one) for code, one in report.divisions]
        for part, lines in (("month", months), ("document", documents), ("division", divisions)):
            sheets.append(_sheet(way, part, lines, report.total, names))
    return sheets


def _sheet(
    way: str, part: str, lines: Sequence[tuple[str, LetterFigures]], total: LetterFigures, names: CaseNames
) -> WorkSheet:  # fmt: skip
    words = names.words
    columns = tuple(
        SheetColumn(words(f"letter_report.{one}"), 30.0 if one == part else 14.0) for one in (part, *FIGURES)
    )
    rows = [SheetRow([told, *_row(one)]) for told, one in [*lines, (words("letter_report.total"), total)]]
    return WorkSheet(f"{words(f'letter_report.{way}')} {words(f'letter_report.{part}')}", columns, rows)


def _row(one: LetterFigures) -> list[CellValue]:
    days = None if one.days is None else round(one.days, 1)
    return [one.count, one.ended, one.open, one.ended_late, one.late, days]


def _report(lines: Sequence[LetterStatistic]) -> LetterReport:
    return LetterReport(
        total=_sum(lines),
        months=tuple(sorted(_by(lines, lambda one: (one.year, one.month)))),
        documents=_most(_by(lines, lambda one: one.document)),
        divisions=_most(_by(lines, lambda one: one.division)),
    )


def _by(lines: Iterable[LetterStatistic], key: Callable[[LetterStatistic], K]) -> list[tuple[K, LetterFigures]]:
    grouped: dict[K, list[LetterStatistic]] = {}
    for one in lines:
        grouped.setdefault(key(one), []).append(one)
    return [(name, _sum(same)) for name, same in grouped.items()]


def _most(told: list[tuple[str, LetterFigures]]) -> tuple[tuple[str, LetterFigures], ...]:
    return tuple(sorted(told, key=lambda one: (-one[1].count, one[0])))


def _sum(lines: Iterable[LetterStatistic]) -> LetterFigures:
    count = ended = ended_late = late = days = 0
    for one in lines:
        count, ended, days = count + one.count, ended + one.ended, days + one.days
        ended_late, late = ended_late + one.ended_late, late + one.late
    return LetterFigures(count, ended, ended_late, late, days / ended if ended else None)
