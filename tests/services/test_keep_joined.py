"""The join follows what people change, and what they take back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project
from tests.importing import bring
from tests.town import parcel_file, plots, register_file

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.parcels import Link
from ltaxgis.domain.register import LandRow
from ltaxgis.services.edit_register import edit_register, take_back
from ltaxgis.services.suggest_links import unlink
from ltaxgis.storage.project import SqlProject

ALONE = "join.row_without_parcel"


@pytest.fixture
def project(office_folder: Path, tmp_path: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    town = plots(4)
    bring(opened, [register_file(tmp_path, town)], parcel_file(tmp_path, town))
    yield opened
    opened.close()


def row_of(project: SqlProject, code: str) -> LandRow:
    with project.reading() as reading:
        rows = reading.columns(LandRow, ("code",))
        return reading.get(LandRow, [rows.uids[rows["code"].index(code)]])[0]


def state(project: SqlProject) -> tuple[int, int]:
    """How many rows are joined, how many are found to stand on no parcel."""
    with project.reading() as reading:
        return reading.count(Link), reading.finding_counts().get(ALONE, 0)


def test_a_row_whose_code_is_edited_leaves_its_parcel_and_comes_back(project: SqlProject) -> None:
    row = row_of(project, "01A001")
    before = state(project)
    lost = edit_register(project, CLERK, ChangeSet("register.edit", (Change(row, replace(row, code="09Z999")),)))
    assert state(project) == (before[0] - 1, before[1] + 1)

    strayed = row_of(project, "09Z999")
    edit_register(project, CLERK, ChangeSet("register.edit", (Change(strayed, replace(strayed, code="01A001")),)))

    assert state(project) == before
    assert lost.touched is not None


def test_undo_takes_the_join_and_its_findings_back_too(project: SqlProject) -> None:
    row = row_of(project, "01A001")
    before = state(project)
    applied = edit_register(project, CLERK, ChangeSet("register.edit", (Change(row, replace(row, code="09Z999")),)))
    undone = take_back(project, CLERK, applied.number)
    assert state(project) == before

    take_back(project, CLERK, undone.number)

    assert state(project) == (before[0] - 1, before[1] + 1)


def test_a_row_that_ends_leaves_no_link_behind(project: SqlProject) -> None:
    joined, alone = state(project)
    edit_register(project, CLERK, ChangeSet("register.edit", (Change(row_of(project, "01A001"), None),)))
    assert state(project) == (joined - 1, alone)


def test_what_joins_nothing_leaves_the_join_alone(project: SqlProject) -> None:
    row = row_of(project, "01A001")
    before = state(project)
    applied = edit_register(project, CLERK, ChangeSet("register.edit", (Change(row, replace(row, road="ริมน้ำ")),)))
    assert applied.touched == frozenset({row.uid})
    assert state(project) == before


def test_undoing_that_nothing_was_unlinked_is_harmless(project: SqlProject) -> None:
    before = state(project)
    applied = unlink(project, CLERK, [row_of(project, "01A001").uid])
    take_back(project, CLERK, applied.number)
    assert state(project) == before
