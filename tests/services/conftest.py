"""What the tests of services share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.importing import bring
from tests.services.excel_office import Office
from tests.town import parcel_file, plots, register_file

from ltaxgis.app.readers import readers
from ltaxgis.ports.resources import Resources
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import Words

COUNT = 8


@pytest.fixture
def office(office_folder: Path, words: Words, resources: Resources) -> Iterator[Office]:
    project = a_project(office_folder)
    yield Office(project, office_folder, words, readers(resources))
    project.close()


@pytest.fixture
def project(office_folder: Path, tmp_path: Path) -> Iterator[SqlProject]:
    """A town of `COUNT` parcels, each with its row."""
    opened = a_project(office_folder)
    town = plots(COUNT)
    bring(opened, [register_file(tmp_path, town)], parcel_file(tmp_path, town))
    yield opened
    opened.close()
