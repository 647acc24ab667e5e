"""Permits out, in worker processes: open data, and the map's report of one application."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.opening import opened
from ltaxgis.app.own_templates import templates_of
from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_desk import PERMITS
from ltaxgis.domain.permits import PermitCheck
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.drafts import drafted
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.places_writer import write_places
from ltaxgis.formats.sheet_writers import WRITABLE, write_table
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.case_file import case_file
from ltaxgis.services.check_report import check_report
from ltaxgis.services.export_permits import blds_table, feature_collection, office_table
from ltaxgis.services.office_book import book_of
from ltaxgis.services.permit_map import run_checks
from ltaxgis.services.permits import PERMIT_RECORDS
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.stationery import Stationery
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

BLDS, CSV, GEOJSON = "blds", "csv", "geojson"
_ENDINGS = {BLDS: WRITABLE, CSV: WRITABLE, GEOJSON: (".geojson", ".json")}


def export_permits_job(
    progress: Progress, path: Path, target: Path, system: str, language: str, actor: Actor,
    only: Sequence[Uid] | None = None,
) -> dict[str, int]:  # fmt: skip
    """Writes what may be published, of `only` these where they are told; that it left is a line of the journal. Answers
    what was read, stored, rejected and skipped. Refused (`file.kind_unknown`) where the ending is none of that kind."""
    ask_leave(actor, "cases.work")
    kind = system or kind_of(target)
    if target.suffix.lower() not in _ENDINGS[kind]:
        raise Refused("file.kind_unknown", name=target.name)
    words = load_words(find_resources().words, language)
    progress(Step("step.export_read"))
    with opened(path) as project:
        book = _book(project)
        with project.reading() as reading:
            if kind == CSV:
                table = office_table(reading, project.settings, book, words, only)
            else:
                table = blds_table(reading, project.settings, book, words, only)
        if project.writable:
            with project.work(actor, "export.permits", target.name) as work:
                work.commit()
    progress(Step("step.export_write"))
    if kind == GEOJSON:
        write_places(target, feature_collection(table))
    else:
        write_table(target, words("permits.title"), table.headers, table.rows)
    return table.counts()


def kind_of(target: Path) -> str:
    """What an ending asks for: a table under the names of BLDS, or GeoJSON. Refused (`file.kind_unknown`)."""
    ending = target.suffix.lower()
    found = next((kind for kind in (BLDS, GEOJSON) if ending in _ENDINGS[kind]), None)
    if found is None:
        raise Refused("file.kind_unknown", name=target.name)
    return found


def check_permit_job(
    progress: Progress, path: Path, number: str, out: Path, language: str, actor: Actor
) -> list[dict[str, Any]]:
    """The application is checked with the map, the report kept with its case and written as PDF. Refused
    (`permits.no_such_number`), and as `run_checks`."""
    ask_leave(actor, "cases.work")
    if out.suffix.lower() != ".pdf":
        raise Refused("file.kind_unknown", name=out.name)
    resources, now = find_resources(), datetime.now(UTC)
    words = load_words(resources.words, language)
    with opened(path) as project:
        book = _book(project)
        with project.reading() as reading:
            found = [one for one in reading.having(Case, "number", [number]) if one.desk == PERMITS.name]
        if not found:
            raise Refused("permits.no_such_number", number=number)
        progress(Step("permits.step.check"))
        checks = run_checks(project, actor, book, found[0].uid, now)
        with project.reading() as reading, templates_of(project, resources) as own:
            paper = Stationery(project.settings, book, words, local_day(now), emblem=own.emblem)
            file = case_file(reading, actor, PERMITS, found[0].uid, local_day(now), PERMIT_RECORDS)
            pdf = TypstPapers(own.folder, resources.fonts).papers([check_report(paper, reading, file)])
    with drafted(out) as draft:
        draft.write_bytes(pdf)
    return [_told(one) for one in checks]


def _told(check: PermitCheck) -> dict[str, Any]:
    return {
        "check": check.check, "verdict": check.verdict, "measured": _rounded(check.measured),
        "required": _rounded(check.required), "unit": check.unit, "margin": _rounded(check.margin),
        "uncertainty": check.uncertainty,
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _book(project: SqlProject) -> OfficeBook:
    with project.reading() as reading:
        return book_of(reading, shipped_office(find_resources()))
