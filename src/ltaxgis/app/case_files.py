"""Work lists, statistics and charts of cases as files, made in processes of their own."""

from datetime import date
from pathlib import Path

from ltaxgis.app.opening import opened
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import PAGE, petition_book
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_charts import chart_page
from ltaxgis.services.case_statistics import statistics_of
from ltaxgis.services.case_workbook import CaseNames, list_sheet, statistics_sheets
from ltaxgis.services.export_data import may_export
from ltaxgis.services.office_book import book_of
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words


def case_list_job(
    progress: Progress, path: Path, target: Path, query: CaseQuery, title: str, today: date, language: str,
    actor: Actor, personal: bool = False, reason: str = "",
) -> Path:  # fmt: skip
    """A work list stands in a workbook; names of people only with a reason. That it left is a line of the journal.
    Refused: `role.may_not`, `export.reason_missing`, `file.kind_unknown`, `file.cannot_write`."""
    ask_leave(actor, "cases.work")
    may_export(personal, reason)
    _only(target, (".xlsx",))
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            names = _names(reading, language)
            write_workbook(target, [list_sheet(reading, query, names, title, today, personal=personal)])
        _journal(project, actor, "export.personal" if personal else "export", reason or target.name)
    return target


def statistics_job(
    progress: Progress, path: Path, target: Path, desk: str, first: date, last: date, language: str, actor: Actor
) -> Path:
    """The figures of a desk between two days: a workbook, or a page of charts (.pdf, .png), as the ending asks. They
    name nobody."""
    ask_leave(actor, "look")
    _only(target, (".xlsx", ".pdf", ".png"))
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            names, figures = _names(reading, language), statistics_of(reading, desk, first, last)
        _journal(project, actor, "export", target.name)
    progress(Step("step.export_write"))
    if target.suffix.lower() == ".xlsx":
        write_workbook(target, statistics_sheets(figures, desk, names))
    else:
        from ltaxgis.formats.charts import draw_charts  # who only wants a workbook need not load matplotlib

        draw_charts(target, chart_page(figures, desk, names, first, last), find_resources().fonts)
    return target


def _names(reading: Reading, language: str) -> CaseNames:
    resources = find_resources()
    pages = resources.office.glob("*.toml")
    book = book_of(reading, {page.stem: page.read_text(encoding="utf-8") for page in pages})
    return CaseNames(load_words(resources.words, language), book, _categories(book, language))


def _categories(book: OfficeBook, language: str) -> dict[str, str]:
    if PAGE not in book.tables:
        return {}
    return {code: one.name(language) for code, one in petition_book(book).categories.items()}


def _only(target: Path, endings: tuple[str, ...]) -> None:
    if target.suffix.lower() not in endings:
        raise Refused("file.kind_unknown", name=target.name)


def _journal(project: SqlProject, actor: Actor, action: str, reason: str) -> None:
    if project.writable:
        with project.work(actor, action, reason) as work:
            work.commit()
