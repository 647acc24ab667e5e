"""The command line as a person or a script meets it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_project
from tests.importing import bring
from tests.town import parcel_file, plots, register_file

from ltaxgis.cli import run

COUNT = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Told]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in this process (its heavy work in a child, as always)."""

    def do(*arguments: object) -> Told:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Told(status, said.out, said.err)

    return do


@dataclass(frozen=True, slots=True)
class TownFiles:
    """A town in files, and a project it was imported into."""

    project: Path
    register: Path
    parcels: Path


@pytest.fixture(scope="session")
def made_town(tmp_path_factory: pytest.TempPathFactory) -> TownFiles:
    folder = tmp_path_factory.mktemp("เมือง")
    town = plots(COUNT)
    register, parcels = register_file(folder, town), parcel_file(folder, town)
    project = a_project(folder)
    bring(project, [register], parcels)
    project.close()
    return TownFiles(project.path, register, parcels)


@pytest.fixture
def town(made_town: TownFiles, office_folder: Path) -> TownFiles:
    """A copy of it, to be spoilt: its own folder holds nothing else than these three."""

    def copy(path: Path) -> Path:
        return Path(shutil.copy(path, office_folder / path.name))

    return TownFiles(copy(made_town.project), copy(made_town.register), copy(made_town.parcels))


def beside(project: Path) -> list[str]:
    """The names in a project's folder."""
    return sorted(path.name for path in project.parent.iterdir())
