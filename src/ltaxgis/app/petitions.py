"""Petitions in and out, in worker processes: each opens the project by its path, does one thing, and closes it.

Readers of foreign files are imported here, at the top: GDAL must be in the process before SpatiaLite is.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ltaxgis.app.findings_file import may_write_findings, write_findings
from ltaxgis.app.knowledge import shipped_office, shipped_titles
from ltaxgis.app.opening import opened
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_rows import CSV, OPEN311
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.open311 import JSON_SUFFIX, XML_SUFFIX, write_requests, write_services
from ltaxgis.formats.petition_files import read_petitions
from ltaxgis.formats.places_writer import write_places
from ltaxgis.formats.sheet_writers import WRITABLE, write_table
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.export_petitions import as_open311, as_places, as_table
from ltaxgis.services.import_petitions import PetitionImport, import_petitions
from ltaxgis.services.office_book import book_of
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.backup import backup_before, drop_copy
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import LANGUAGES, Words, load_words

GEOJSON = "geojson"
WRITTEN_AS = (OPEN311, CSV, GEOJSON)
COLUMNS_PAGE = "petition_columns"
SERVICES = ".services"
_ENDINGS = {OPEN311: (JSON_SUFFIX, XML_SUFFIX), CSV: WRITABLE, GEOJSON: (".geojson", JSON_SUFFIX)}


def import_petitions_job(
    progress: Progress, path: Path, actor: Actor, file: Path, system: str, dry_run: bool = False
) -> PetitionImport:
    """The petitions of a file are in the project, with a verified copy of it made before; with an empty `system` the
    file itself says which wrote it. A dry run tells what would be stored and stores nothing. Where nothing
    was stored, no copy stays."""
    ask_leave(actor, "cases.work")
    resources = find_resources()
    progress(Step("step.read"))
    copies: list[Path] = []

    def back_up() -> None:
        progress(Step("step.backup"))
        copies.append(backup_before(project, "import"))

    with opened(path) as project:
        book = _book(project)
        read = read_petitions(file, system, book.tables.get(COLUMNS_PAGE, {}))
        languages = [load_words(resources.words, language) for language in LANGUAGES]
        titles = shipped_titles(resources)
        done = PetitionImport()
        try:
            done = import_petitions(
                project, actor, book, read, titles, languages, datetime.now(UTC), progress, dry_run=dry_run,
                before_storing=back_up,
            )  # fmt: skip
        finally:
            for copy in copies if done.applied is None else ():
                drop_copy(copy)
        return done


def export_petitions_job(
    progress: Progress, path: Path, target: Path, system: str, language: str, actor: Actor,
    only: Sequence[Uid] | None = None,
) -> list[Path]:  # fmt: skip
    """Writes what may be published, of `only` these where they are told; that it left is a line of the journal.
    Refused (`file.kind_unknown`) where the ending is none of that kind."""
    ask_leave(actor, "cases.work")
    kind = system or kind_of(target)
    if target.suffix.lower() not in _ENDINGS[kind]:
        raise Refused("file.kind_unknown", name=target.name)
    words = load_words(find_resources().words, language)
    progress(Step("step.export_read"))
    with opened(path) as project:
        written = _written(project, target, kind, words, only)
        if project.writable:
            with project.work(actor, "export.petitions", target.name) as work:
                work.commit()
    return written


def petition_findings_job(progress: Progress, findings: Sequence[Finding], target: Path, language: str) -> Path:
    """What an import found stands in a workbook. Refused as `may_write_findings`."""
    may_write_findings(target)
    progress(Step("step.export_read"))
    write_findings(target, findings, load_words(find_resources().words, language))
    return target


def kind_of(target: Path) -> str:
    """What an ending asks for. Refused (`file.kind_unknown`)."""
    ending = target.suffix.lower()
    if ending in WRITABLE:
        return CSV
    if ending == ".geojson":
        return GEOJSON
    if ending in _ENDINGS[OPEN311]:
        return OPEN311
    raise Refused("file.kind_unknown", name=target.name)


def _written(project: SqlProject, target: Path, kind: str, words: Words, only: Sequence[Uid] | None) -> list[Path]:
    book = _book(project)
    with project.reading() as reading:
        asked = (reading, project.settings, book, words, only)
        if kind == OPEN311:
            requests, services = as_open311(*asked)
            beside = target.with_name(f"{target.stem}{SERVICES}{target.suffix}")
            write_requests(target, requests)
            write_services(beside, services)
            return [target, beside]
        if kind == GEOJSON:
            write_places(target, as_places(*asked))
        else:
            table = as_table(*asked)
            write_table(target, words("petitions.title"), table.headers, table.rows)
    return [target]


def _book(project: SqlProject) -> OfficeBook:
    with project.reading() as reading:
        return book_of(reading, shipped_office(find_resources()))
