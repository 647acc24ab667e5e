"""The window's heavy work: functions that run in worker processes, in the window's own terms.

What they need is imported inside them: the window's own process knows them by name only, must not carry GDAL, pandas
and another SQLite, and stands on the screen before it loads what reads projects.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import SAMPLE_NAME
from ltaxgis.services.progress import Progress

if TYPE_CHECKING:
    from ltaxgis.domain.attachments import LookedAt, PaperLimits
    from ltaxgis.domain.ids import Uid
    from ltaxgis.ports.letters import RegisterQuery
    from ltaxgis.services.papers_asked import PaperAsked
    from ltaxgis.services.print_map import MapOrder, Printed
    from ltaxgis.services.returned_map import ReturnedMap
    from ltaxgis.ui.import_assistant.messages import ImportPlan, ImportReport, LookAsk, SourceLook


def make_sample(progress: Progress, folder: Path, language: str) -> Path:
    """The sample town as a project in a folder; an older one is opened as it is."""
    from ltaxgis.app.sample import sample_job

    path = folder / f"{SAMPLE_NAME}.ltax"
    if not path.exists():
        sample_job(progress, path, language)
    return path


def look_at(progress: Progress, ask: "LookAsk") -> "list[SourceLook]":
    from ltaxgis.app.looking import look_at_files

    return look_at_files(progress, ask)


def try_import(progress: Progress, plan: "ImportPlan") -> "ImportReport":
    from ltaxgis.app import importing

    return importing.try_import(progress, plan)


def do_import(progress: Progress, plan: "ImportPlan") -> "ImportReport":
    from ltaxgis.app import importing

    return importing.do_import(progress, plan)


def findings_of_try(progress: Progress, plan: "ImportPlan", path: Path, language: str) -> Path:
    from ltaxgis.app import importing

    return importing.findings_of_try(progress, plan, path, language)


def send_copy(
    progress: Progress, path: Path, target: Path, personal: bool, reason: str, language: str, actor: Actor
) -> list[Path]:
    from ltaxgis.app.jobs import export_job

    return export_job(progress, path, target, personal, reason, language, actor)


def read_copy(progress: Progress, path: Path, file: Path, language: str) -> "ReturnedMap":
    from ltaxgis.app.map_copies import read_copy_job

    return read_copy_job(progress, path, file, language)


def print_pages(progress: Progress, path: Path, order: "MapOrder", language: str) -> "Printed":
    """The pages of an order on the project at `path`."""
    from ltaxgis.app.printing import print_job  # what sets pages is loaded by those who print

    return print_job(progress, path, order, language)


def look_at_papers(progress: Progress, paths: list[Path], limits: "PaperLimits", unpack_to: Path) -> "LookedAt":
    """What files that somebody brings to a case are; what lies inside them is unpacked into a folder of ours."""
    from ltaxgis.app.paper_looks import look_at_papers_job

    return look_at_papers_job(progress, paths, limits, unpack_to)


def paper_pages(
    progress: Progress,
    path: Path,
    actor: Actor,
    uid: "Uid",
    limits: "PaperLimits",
    first: int,
    count: int,
    longest: int,
) -> list[bytes]:
    from ltaxgis.app.attachments import paper_pages_job

    return paper_pages_job(progress, path, actor, uid, limits, first, count, longest)


def save_leaving(progress: Progress, path: Path, actor: Actor, uid: "Uid", target: Path) -> Path:
    from ltaxgis.app.attachments import leaving_copy_job

    return leaving_copy_job(progress, path, actor, uid, target)


def get_ready_to_read() -> None:
    """This process has loaded what reading a project needs, before there is one to read."""
    from ltaxgis.app.map_layers import LoadLayers  # noqa: F401 - it brings the services and storage
    from ltaxgis.domain.fitting_crs import THAI_ZONES
    from ltaxgis.storage.engine import load_libraries
    from ltaxgis.storage.schema.tables import make_tables

    load_libraries()
    for zone in THAI_ZONES:
        make_tables(int(zone))


def print_register(progress: Progress, path: Path, actor: Actor, query: "RegisterQuery", now: datetime) -> bytes:
    from ltaxgis.app.letter_papers import register_job

    return register_job(progress, path, actor, query, now)


def stamp_scan(progress: Progress, path: Path, actor: Actor, uid: "Uid", attachment_uid: "Uid", now: datetime) -> bytes:
    from ltaxgis.app.letter_papers import stamped_job

    return stamped_job(progress, path, actor, uid, attachment_uid, now)


def run_papers(
    progress: Progress, path: Path, actor: Actor, uids: Sequence["Uid"], asked: "PaperAsked", now: datetime
) -> bytes:
    from ltaxgis.app.case_papers import run_job

    return run_job(progress, path, actor, uids, asked, now)
