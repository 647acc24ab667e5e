"""The window's heavy work: functions that run in worker processes, in the window's own terms.

What they need is imported inside them: the window's own process knows them by name only, and must not carry GDAL,
pandas and another SQLite.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ltaxgis.app.opening import LookBeside, opened_beside
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import SAMPLE_NAME
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.map_layers import map_layers, parcels_near
from ltaxgis.services.print_map import MapOrder, Printed
from ltaxgis.services.progress import Progress
from ltaxgis.services.returned_map import ReturnedMap
from ltaxgis.storage.engine import load_libraries
from ltaxgis.storage.schema.tables import make_tables
from ltaxgis.ui.office import ImportPlan, ImportReport, LookAsk, SourceLook


def make_sample(progress: Progress, folder: Path, language: str) -> Path:
    """The sample town as a project in a folder; an older one is opened as it is."""
    from ltaxgis.app.sample import sample_job

    path = folder / f"{SAMPLE_NAME}.ltax"
    if not path.exists():
        sample_job(progress, path, language)
    return path


def look_at(progress: Progress, ask: LookAsk) -> list[SourceLook]:
    from ltaxgis.app.looking import look_at_files

    return look_at_files(progress, ask)


def try_import(progress: Progress, plan: ImportPlan) -> ImportReport:
    from ltaxgis.app import importing

    return importing.try_import(progress, plan)


def do_import(progress: Progress, plan: ImportPlan) -> ImportReport:
    from ltaxgis.app import importing

    return importing.do_import(progress, plan)


def findings_of_try(progress: Progress, plan: ImportPlan, path: Path, language: str) -> Path:
    from ltaxgis.app import importing

    return importing.findings_of_try(progress, plan, path, language)


def send_copy(
    progress: Progress, path: Path, target: Path, personal: bool, reason: str, language: str, actor: Actor
) -> list[Path]:
    from ltaxgis.app.jobs import export_job

    return export_job(progress, path, target, personal, reason, language, actor)


def read_copy(progress: Progress, path: Path, file: Path, language: str) -> ReturnedMap:
    from ltaxgis.app.map_copies import read_copy_job

    return read_copy_job(progress, path, file, language)


def print_pages(progress: Progress, path: Path, order: MapOrder, language: str) -> Printed:
    """The pages of an order on the project at `path`."""
    from ltaxgis.app.printing import print_job  # what sets pages is loaded by those who print

    return print_job(progress, path, order, language)


def get_ready_to_read() -> None:
    """The painting process has loaded what reading layers needs, before there is a project to read."""
    load_libraries()
    make_tables(0)


@dataclass(frozen=True, slots=True)
class LoadLayers:
    """What the painting process calls to read the layers of a project that the window has open."""

    path: Path

    def __call__(self) -> list[LayerShapes]:
        with opened_beside(self.path) as project:
            return map_layers(LookBeside(self.path), project.settings)

    def changed(self, uids: frozenset[Uid], names: Collection[str] = ()) -> LayerShapes:
        """The parcels on which these things hang, as they are now, with the columns named or all."""
        with opened_beside(self.path) as project, project.reading() as reading:
            return parcels_near(reading, project.settings, uids, names)
