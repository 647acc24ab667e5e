"""What the tests of services share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.services.excel_office import Office

from ltaxgis.app.readers import readers
from ltaxgis.ports.resources import Resources
from ltaxgis.words import Words


@pytest.fixture
def office(office_folder: Path, words: Words, resources: Resources) -> Iterator[Office]:
    project = a_project(office_folder)
    yield Office(project, office_folder, words, readers(resources))
    project.close()
