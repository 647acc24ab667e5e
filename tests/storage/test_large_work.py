"""Much at once in a new project: written straight into the file, and still all or nothing."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project, a_row

from ltaxgis.domain.ids import new_uids
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.project import SqlProject, open_project

FILLED = """
import sys, time
from pathlib import Path
from ltaxgis.domain.ids import new_uids
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns
from ltaxgis.storage import engine
from ltaxgis.storage.project import open_project
engine.CACHE_KB = 1_000  # what does not fit is written into the file before the commit
with open_project(Path(sys.argv[1])).work(Actor("x"), "import", large=True) as work:
    work.add(LandRow, Columns(new_uids(5_000), {"memo": ["ก" * 500] * 5_000}))
    print("filled", flush=True)
    time.sleep(60)
"""


def stored(project: SqlProject, count: int) -> None:
    with project.work(CLERK, "import", large=True) as work:
        work.add(LandRow, Columns(new_uids(count), {"memo": ["ก" * 500] * count}))
        work.commit()


def log_of(project: SqlProject) -> Path:
    return project.path.with_name(project.path.name + "-wal")


def rows_of(project: SqlProject) -> int:
    with project.reading() as reading:
        return reading.count(LandRow)


def test_a_new_project_is_filled_without_a_log_beside_it(office_folder: Path) -> None:
    project = a_project(office_folder)
    stored(project, 5_000)
    assert rows_of(project) == 5_000
    assert not log_of(project).exists() or log_of(project).stat().st_size < 1_000_000
    project.close()


def test_where_others_look_at_it_they_go_on_reading(office_folder: Path) -> None:
    project = a_project(office_folder)
    beside = open_project(project.path)
    start = time.perf_counter()
    with project.work(CLERK, "import", large=True) as work:
        work.add(LandRow, Columns(new_uids(5_000), {"memo": ["ก" * 500] * 5_000}))
        assert rows_of(beside) == 0
        work.commit()
    assert rows_of(beside) == 5_000
    assert time.perf_counter() - start < 4  # nobody waited for a lock
    beside.close()
    project.close()


def test_killed_half_way_the_new_project_is_new_again(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()
    before = project.path.stat().st_size
    with subprocess.Popen([sys.executable, "-c", FILLED, str(project.path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"filled"
        assert project.path.stat().st_size > before  # or there is nothing to be taken back
        child.kill()

    again = open_project(project.path)
    assert rows_of(again) == 0
    with again.reading() as reading:
        assert reading.journal() == []
        assert reading.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    again.close()
    assert sorted(found.name for found in project.path.parent.iterdir()) == [project.path.name]


@pytest.mark.parametrize("rows_before", [0, 3])
def test_indexes_and_triggers_are_there_again(office_folder: Path, rows_before: int) -> None:
    def made(project: SqlProject) -> set[str]:
        with project.reading() as reading:
            query = "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger')"
            return set(reading.connection.exec_driver_sql(query).scalars())

    project = a_project(office_folder)
    with project.work(CLERK, "row.add") as work:
        rows = [a_row(f"01A{i:03}") for i in range(rows_before)]
        work.add(LandRow, Columns([row.uid for row in rows], {"code": [row.code for row in rows]}))
        work.commit()
    before = made(project)
    stored(project, 1_000)
    assert made(project) == before
    project.close()
