"""The figures of letters in and out on paper: by month, kind of document and division, each direction with its sum."""

from collections.abc import Iterator
from datetime import date

from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.papers.book import Book, BookDay, BookRow
from ltaxgis.domain.papers.case_list import ListColumn
from ltaxgis.services.case_workbook import CaseNames, month_name
from ltaxgis.services.letter_statistics import FIGURES, LetterFigures, LetterReport
from ltaxgis.services.stationery import Stationery

PARTS = ("month", "document", "division")
_DESKS = {"in": LETTERS_IN.name, "out": LETTERS_OUT.name}
_FIRST_SHARE = 3.0


def report_book(paper: Stationery, reports: dict[str, LetterReport], first: date, last: date) -> Book:
    """All tables one under the other; a direction without letters has only its sum."""
    names = CaseNames(paper.words, paper.book)
    days = tuple(
        BookDay(
            heading=paper.say("letter_report.heading", way=paper.say(f"letter_report.{way}"),
                              part=paper.say(f"letter_report.{part}")),
            rows=tuple(BookRow(cells=(paper.figures(told), *_cells(paper, one)))
                       for told, one in report_lines(report, part, way, names)),
        )
        for way, report in reports.items() for part in PARTS
    )  # fmt: skip
    columns = (
        ListColumn(label="", share=_FIRST_SHARE),
        *(ListColumn(label=paper.say(f"letter_report.{one}"), share=1.0, numbers=True) for one in FIGURES),
    )
    heading = paper.say("letter_report.title", first=paper.day(first), last=paper.day(last))
    return Book(
        head=paper.head(), title=heading, made_on=paper.today, language=paper.words.language, heading=heading,
        thai_digits=paper.thai_digits, columns=columns, days=days, empty=paper.say("book.empty"),
        sheet_mark=paper.say("book.sheet", page="{page}"),
    )  # fmt: skip


def report_lines(
    report: LetterReport, part: str, way: str, names: CaseNames
) -> Iterator[tuple[str, LetterFigures]]:  # fmt: skip
    """A part of the figures with what each line is called, its sum last."""
    if part == "month":
        yield from ((month_name(year, month, names.words.language), one) for (year, month), one in report.months)
    elif part == "document":
        yield from ((names.kind(_DESKS[way], code), one) for code, one in report.documents)
    else:
        yield from ((names.division(code), one) for code, one in report.divisions)
    yield names.words("letter_report.total"), report.total


def figure_texts(one: LetterFigures) -> tuple[str, ...]:
    """In the order of FIGURES; no mean without anything that ended."""
    whole = (one.count, one.ended, one.open, one.ended_late, one.late)
    return (*(f"{number:,}" for number in whole), "–" if one.days is None else f"{one.days:.1f}")


def _cells(paper: Stationery, one: LetterFigures) -> tuple[str, ...]:
    return tuple(map(paper.figures, figure_texts(one)))
