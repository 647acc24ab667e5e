"""What a crash or another program left behind is put right when the project is opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.parcels import Parcel
from ltaxgis.storage.engine import connect
from ltaxgis.storage.project import open_project
from ltaxgis.storage.shape_index import mend_shape_index

DIES = """
import os, sys
from pathlib import Path
from tests.builders import CLERK, a_parcel
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.storage.project import open_project

project = open_project(Path(sys.argv[1]))
with project.work(CLERK, "parcel.add") as work:
    work.apply(ChangeSet("parcel.add", (Change(None, a_parcel("01A002")),)))
    work.commit()
os._exit(9)
"""


@pytest.fixture
def path(office_folder: Path) -> Path:
    project = a_project(office_folder)
    parcels = [a_parcel(f"01A{number:03}", 500_000 + 30 * number) for number in range(1, 6)]
    shapeless = Parcel(uid=a_parcel().uid, code="01A009")
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", tuple(Change(None, one) for one in (*parcels, shapeless))))
        work.commit()
    project.close()
    return project.path


def indexed(path: Path) -> int:
    connection = connect(path, read_only=True)
    found = connection.execute("SELECT count(*) FROM idx_parcels_shape").fetchone()[0]
    connection.close()
    return int(found)


def test_an_index_that_lost_shapes_is_made_anew_on_opening(path: Path) -> None:
    connection = connect(path)
    for number in (1, 2):
        connection.execute("DELETE FROM idx_parcels_shape WHERE pkid = ?", (number,))
    connection.close()
    assert indexed(path) == 3

    open_project(path).close()

    assert indexed(path) == 5


def test_an_index_that_agrees_is_left_alone(path: Path) -> None:
    project = open_project(path)

    assert mend_shape_index(project.engine) == []
    project.close()


def test_a_project_is_opened_though_somebody_writes_to_it(path: Path) -> None:
    first = open_project(path)
    with first.work(CLERK, "parcel.add"):
        second = open_project(path)
        with second.reading() as reading:
            assert reading.count(Parcel) == 6
        second.close()
    first.close()


def test_what_a_dead_program_had_stored_is_there_and_one_file_is_left(path: Path) -> None:
    here = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here / "src"), *filter(None, sys.path)])}
    ended = subprocess.run([sys.executable, "-c", DIES, str(path)], env=environment, check=False)
    assert ended.returncode == 9
    assert path.with_name(path.name + "-wal").stat().st_size > 0

    project = open_project(path)
    with project.reading() as reading:
        assert reading.count(Parcel) == 7
    project.close()

    assert [one.name for one in path.parent.iterdir()] == [path.name]
