"""Work lists, statistics and charts of cases as files, made in processes of their own."""

from datetime import date
from pathlib import Path

from ltaxgis.app.opening import opened
from ltaxgis.app.own_templates import templates_of
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import PAGE, petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.drafts import drafted
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_areas import OnMap, cases_for_everybody
from ltaxgis.services.case_charts import chart_page, charts_sheet, statistics_paper
from ltaxgis.services.case_statistics import statistics_of
from ltaxgis.services.case_workbook import CaseNames, list_sheet, statistics_sheets
from ltaxgis.services.density_maps import density_map
from ltaxgis.services.export_data import may_export
from ltaxgis.services.office_book import book_of
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.stationery import Stationery
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

_DPI = 150.0


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
    """The figures of a desk between two days, as far as this person may see its cases: a workbook with charts, or a
    paper (.pdf, its first page as .png), as the ending asks. They name nobody; the map shows what everybody may see."""
    ask_leave(actor, "look")
    _only(target, (".xlsx", ".pdf", ".png"))
    progress(Step("step.export_read"))
    resources = find_resources()
    with opened(path) as project, templates_of(project, resources) as own:
        with project.reading() as reading:
            names, figures = _names(reading, language), statistics_of(reading, desk, first, last, actor.name)
            shown = cases_for_everybody(reading, desk, first, last, _on_map(desk, names.book))
            page = chart_page(figures, desk, names, first, last, density_map(reading, shown, names.words))
        _journal(project, actor, "export", target.name)
        progress(Step("step.export_write"))
        paper = Stationery(project.settings, names.book, names.words, last, emblem=own.emblem)
        from ltaxgis.formats.charts import chart_pictures  # who only wants a list need not load matplotlib

        if target.suffix.lower() == ".xlsx":
            charts = charts_sheet(paper, page, chart_pictures(page, resources.fonts, "png"))
            write_workbook(target, [*statistics_sheets(figures, desk, names), charts])
        else:
            drawn = {f"chart-{n}.svg": one for n, one in enumerate(chart_pictures(page, resources.fonts, "svg"), 1)}
            setter = TypstPapers(own.folder, resources.fonts)
            pdf = setter.papers([statistics_paper(paper, page, list(drawn))], drawn)
            with drafted(target) as draft:
                draft.write_bytes(pdf if target.suffix.lower() == ".pdf" else PdfiumPages().png(pdf, 0, _DPI))
    return target


def _on_map(desk: str, book: OfficeBook) -> OnMap:
    return petition_book(book).on_map if desk == PETITIONS.name else lambda _kind, _category: True


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
