"""Work lists and statistics as workbooks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import BE_OFFSET, short_date
from ltaxgis.ports.cases import CaseLine, CaseQuery
from ltaxgis.ports.stores import Reading
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet
from ltaxgis.services.case_statistics import Figures, Statistics
from ltaxgis.words import Words

COLUMNS = ("number", "register_number", "kind", "category", "title", "party", "place_text", "state", "division",
           "assignee", "received_at", "due", "left", "closed_on", "days", "folder_at")  # fmt: skip
FIGURES = ("came", "closed", "open", "late", "days")
MOST = 100_000
_WIDTHS = {"title": 44.0, "party": 28.0, "place_text": 30.0, "number": 18.0, "division": 28.0, "kind": 20.0,
           "category": 24.0, "received_at": 18.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseNames:
    """What codes are called. `categories` are the desk's own; kinds and states stand in the words."""

    words: Words
    book: OfficeBook
    categories: Mapping[str, str] = field(default_factory=dict)

    def kind(self, desk: str, code: str) -> str:
        return self._word(f"{desk}.kind.{code}", code)

    def state(self, desk: str, code: str) -> str:
        return self._word(f"{desk}.state.{code}", code)

    def category(self, code: str) -> str:
        return self.categories.get(code, code)

    def division(self, code: str) -> str:
        known = self.book.divisions.get(code)
        return known.name(self.words.language) if known is not None else code or self.words("case.no_division")

    def _word(self, word: str, code: str) -> str:
        return self.words(word) if self.words.knows(word) else code


def list_sheet(
    reading: Reading, query: CaseQuery, names: CaseNames, title: str, today: date, *, personal: bool
) -> WorkSheet:
    """All cases of a work list, in its order. Names of people only with `personal`, of those who want it hidden never;
    private numbers stand in none of its cells."""
    kept = [name for name in COLUMNS if personal or name != "party"]
    page = reading.case_page(replace(query, limit=MOST, offset=0))
    headings = tuple(SheetColumn(names.words(f"field.case.{name}"), _WIDTHS.get(name, 14.0)) for name in kept)
    return WorkSheet(title, headings, (SheetRow(_cells(line, kept, names, today)) for line in page.lines))


def _cells(line: CaseLine, columns: Sequence[str], names: CaseNames, today: date) -> list[CellValue]:
    words, until = names.words, line.closed_on or today
    told: dict[str, CellValue] = {
        "kind": names.kind(line.desk, line.kind),
        "category": names.category(line.category),
        "state": names.state(line.desk, line.state),
        "division": names.division(line.division),
        "party": words("case.hidden") if line.hidden else line.party,
        "received_at": f"{short_date(local_day(line.received_at), words.language)} "
        f"{line.received_at.astimezone(BANGKOK):%H:%M}",
        "due": _day(line.due, words),
        "left": None if line.due is None or line.closed_on is not None else (line.due - today).days,
        "closed_on": _day(line.closed_on, words),
        "days": (until - line.starts_on).days,
    }
    return [told[name] if name in told else str(getattr(line, name)) for name in columns]


def _day(day: date | None, words: Words) -> str:
    return "" if day is None else short_date(day, words.language)


def statistics_sheets(statistics: Statistics, desk: str, names: CaseNames) -> list[WorkSheet]:
    """By month, kind, category and division, each with its sum."""
    words = names.words
    parts: tuple[tuple[str, Iterable[tuple[str, Figures]]], ...] = (
        ("month", ((month_name(year, month, words.language), one) for (year, month), one in statistics.months)),
        ("kind", ((names.kind(desk, code), one) for code, one in statistics.kinds)),
        ("category", ((names.category(code), one) for code, one in statistics.categories)),
        ("division", ((names.division(code), one) for code, one in statistics.divisions)),
    )
    return [_statistics_sheet(name, lines, statistics.total, words) for name, lines in parts]


def month_name(year: int, month: int, language: str) -> str:
    """`ม.ค. 69`: a month of a BE year, without its day."""
    _, _, told = short_date(date(year - BE_OFFSET, month, 1), language).partition(" ")
    return told


def _statistics_sheet(name: str, lines: Iterable[tuple[str, Figures]], total: Figures, words: Words) -> WorkSheet:
    headings = (name, *FIGURES)
    columns = tuple(SheetColumn(words(f"case_statistics.{one}"), 28.0 if one == name else 14.0) for one in headings)
    rows = [(told, figures) for told, figures in lines]
    rows.append((words("case_statistics.total"), total))
    return WorkSheet(words(f"case_statistics.{name}"), columns, (SheetRow([told, *_row(one)]) for told, one in rows))


def _row(one: Figures) -> list[CellValue]:
    return [one.came, one.closed, one.open, one.late, None if one.days is None else round(one.days, 1)]
