"""A new project: whole at its place, or nothing there."""

from pathlib import Path

import pytest
from pyproj.exceptions import CRSError
from tests.contents import contents

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.storage.create import create_project
from ltaxgis.storage.engine import connect
from ltaxgis.storage.project import open_project


@pytest.mark.parametrize("crs", [32647, 32648, 24047, 3857, 2154])
def test_a_project_stands_in_its_reference_system(office_folder: Path, crs: int) -> None:
    path = office_folder / "ใหม่" / "โครงการ.ltax"

    create_project(path, ProjectSettings("ทต.ใหม่", crs, codes="free", signers=("ผู้จัดทำ",)))

    project = open_project(path)
    assert project.settings == ProjectSettings("ทต.ใหม่", crs, codes="free", signers=("ผู้จัดทำ",))
    project.close()
    connection = connect(path)
    assert connection.execute("SELECT DISTINCT srid FROM geometry_columns").fetchall() == [(crs,)]
    connection.close()
    assert sum(len(rows) for name, rows in contents(path).items() if name != "settings") == 0


def test_nothing_half_made_stays_behind(office_folder: Path) -> None:
    with pytest.raises(CRSError):  # the file is there by then
        create_project(office_folder / "x.ltax", ProjectSettings("x", 999_999))

    assert list(office_folder.iterdir()) == []


def test_where_no_folder_can_be_made_it_is_refused(office_folder: Path) -> None:
    (office_folder / "แฟ้ม").write_text("x", encoding="utf-8")

    with pytest.raises(Refused) as refusal:
        create_project(office_folder / "แฟ้ม" / "x.ltax", ProjectSettings("x", 32647))

    assert refusal.value.code == "project.cannot_create"
