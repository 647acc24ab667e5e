"""Private numbers: one key a number, for ever; the number itself only to who asks by key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project

from ltaxgis.storage.project import SqlProject


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def keys(project: SqlProject, *numbers: str) -> dict[str, int]:
    with project.work(CLERK, "import") as work:
        found = work.number_keys(numbers)
        work.commit()
    return found


def test_a_number_keeps_its_key(project: SqlProject) -> None:
    first = keys(project, "1000000000001", "0891234567")
    second = keys(project, "0891234567", "1000000000002")

    assert first["0891234567"] == second["0891234567"]
    assert len({*first.values(), *second.values()}) == 3
    with project.reading() as reading:
        assert reading.number(first["1000000000001"]) == "1000000000001"


def test_nothing_has_no_key(project: SqlProject) -> None:
    assert keys(project, "", "") == {}


def test_keys_of_work_that_was_left_are_forgotten(project: SqlProject) -> None:
    with project.work(CLERK, "import") as work:
        work.number_keys(["1000000000001"])

    with project.reading() as reading, pytest.raises(Exception, match="No row"):
        reading.number(1)
