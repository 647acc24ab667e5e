"""What runs in worker processes: each opens the project by its path, does one thing, and closes it.

Readers and writers of foreign files are imported here, at the top: GDAL must be in the process before SpatiaLite is.
"""

from contextlib import suppress
from pathlib import Path

from ltaxgis.app.knowledge import own_profiles, shipped_lists
from ltaxgis.app.opening import opened
from ltaxgis.app.readers import readers
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ledger import JoinTally
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats import sheet_writers
from ltaxgis.formats.vector_writers import write_layer
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.check_data import check_data
from ltaxgis.services.export_data import may_export, parcel_table, register_table
from ltaxgis.services.import_files import ImportReport, ImportRequest, import_files
from ltaxgis.services.join_register import join_again
from ltaxgis.services.map_copies import copy_tables
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.backup import backup_before, drop_copy, sweep_copies
from ltaxgis.storage.project import open_project
from ltaxgis.storage.ready_rows import ready_rows, sweep_ready_rows
from ltaxgis.words import load_words


def import_job(progress: Progress, path: Path, actor: Actor, request: ImportRequest) -> ImportReport:
    """Imports into the project at `path`, with a verified copy made when all is read and checked, before anything is
    stored. Where the import was refused, no copy stays; one that was ended from outside leaves it, a whole one."""
    copies: list[Path] = []

    def back_up() -> None:
        if not request.dry_run:
            progress(Step("step.backup"))
            copies.append(backup_before(project, "import"))

    with opened(path) as project, ready_rows(path, project.settings.crs) as make_ready:
        known = readers(find_resources(), own_profiles(project), make_ready)
        try:
            return import_files(project, actor, request, known, progress, back_up)
        except BaseException:
            for copy in copies:
                drop_copy(copy)
            raise


def settle(path: Path) -> None:
    """The project at `path` is one single file again after work on it was ended half-way; it stands as before."""
    if path.is_file():
        with suppress(Refused):  # what is wrong with it is told when it is opened next
            open_project(path).close()
        sweep_copies(path)
        sweep_ready_rows(path)


def join_job(progress: Progress, path: Path, actor: Actor) -> tuple[JoinTally, tuple[Finding, ...]]:
    """Its figures and findings: both sides of the join stay in the child."""
    progress(Step("step.join"))
    with opened(path) as project:
        joined = join_again(project, actor)
    return joined.tally, joined.findings


def check_job(progress: Progress, path: Path, actor: Actor) -> list[Finding]:
    with opened(path) as project:
        return check_data(project, actor, progress)


def export_job(
    progress: Progress, path: Path, target: Path, personal: bool, reason: str, language: str, actor: Actor
) -> list[Path]:
    """Writes what the ending asks for; that personal data left is a line of the journal."""
    ask_leave(actor, "people.see" if personal else "look")
    may_export(personal, reason)
    resources = find_resources()
    words, lists = load_words(resources.words, language), shipped_lists(resources)
    progress(Step("step.export_read"))
    beside: list[ShapeTable] = []
    with opened(path) as project:
        with project.reading() as reading:
            if target.suffix.lower() in sheet_writers.WRITABLE:
                register = register_table(reading, words, lists, personal=personal)
            elif target.suffix.lower() == ".gpkg":
                parcels, *beside = copy_tables(reading, project.settings, words, lists, personal=personal)
            else:
                parcels = parcel_table(reading, project.settings, words, lists, personal=personal)
        if project.writable:
            with project.work(actor, "export.personal" if personal else "export", reason or target.name) as work:
                work.commit()
        shift = project.settings.datum_shift
    # the project is closed before other libraries write: theirs carry another SQLite
    progress(Step("step.export_write"))
    if target.suffix.lower() in sheet_writers.WRITABLE:
        sheet_writers.write_table(target, words("kind.register"), register.headers, register.rows)
        return [target]
    numbers = ("area_m2", "rows", "area_wa", "value")
    return write_layer(target, parcels, label="code", numbers=numbers, datum_shift=shift, beside=beside)
