"""The sample municipality as a project: what the demonstration and the start page make."""

from datetime import datetime
from pathlib import Path

from ltaxgis.app.opening import opened
from ltaxgis.app.person import who_runs
from ltaxgis.app.readers import readers
from ltaxgis.app.sample_cases import add_sample_cases
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.ports.readers import ShapeChoice
from ltaxgis.ports.resources import SAMPLE_NAME, find_resources
from ltaxgis.services.import_files import ImportReport, ImportRequest, RegisterFile, import_files
from ltaxgis.services.import_layers import MapFile
from ltaxgis.services.progress import Progress, Step
from ltaxgis.storage.create import create_project

SAMPLE_CRS = 32647
REGISTER, LAYERS = "register.xlsx", "town.gpkg"
OTHER_LAYERS = ("buildings", "signs", "roads", "water", "blocks", "zones", "boundary", "prices")


def sample_folder() -> Path:
    """Where the files of the sample town lie: beside the resources."""
    root = find_resources().root
    for folder in (root / "sample_data", root.parent / "sample_data"):
        if (folder / REGISTER).is_file():
            return folder
    raise Refused("sample.missing", path=str(root))


def sample_request(folder: Path) -> ImportRequest:
    layers = [MapFile(folder / LAYERS, choice=ShapeChoice(layer="parcels"))]
    layers += [MapFile(folder / LAYERS, name, choice=ShapeChoice(layer=name)) for name in OTHER_LAYERS]
    return ImportRequest((RegisterFile(folder / REGISTER),), tuple(layers))


def sample_job(progress: Progress, path: Path, language: str) -> ImportReport:
    """The sample town stands at `path`, imported and joined, with two years of cases up to today; a half-made one
    does not stay behind."""
    folder = sample_folder()
    settings = ProjectSettings(SAMPLE_NAME, SAMPLE_CRS, language=language)
    create_project(path, settings)
    try:
        with opened(path) as project:
            report = import_files(project, who_runs(), sample_request(folder), readers(find_resources()), progress)
            progress(Step("step.sample_cases"))
            add_sample_cases(project, who_runs(), folder, datetime.now(BANGKOK).date())
            return report
    except BaseException:
        path.unlink(missing_ok=True)
        raise
