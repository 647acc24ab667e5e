"""The project file: made whole, opened or refused in words, left as one file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from tests.builders import CLERK, a_parcel, a_project

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.storage.create import create_project
from ltaxgis.storage.own_disk import why_read_only
from ltaxgis.storage.project import SqlProject, open_project


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def births(*parcels: Parcel) -> ChangeSet:
    return ChangeSet("parcel.add", tuple(Change(None, parcel) for parcel in parcels))


def test_what_is_stored_is_read_back(project: SqlProject) -> None:
    parcel = a_parcel("01A002")

    with project.work(CLERK, "parcel.add") as work:
        work.apply(births(parcel))
        work.commit()

    with project.reading() as reading:
        assert reading.get(Parcel, [parcel.uid]) == [replace(parcel, version=1)]
        assert reading.columns(Parcel, ("code", "shape")).data == {"code": ["01A002"], "shape": [parcel.shape]}


def test_leaving_without_commit_undoes_all(project: SqlProject) -> None:
    with project.work(CLERK, "parcel.add") as work:
        work.apply(births(a_parcel()))

    with project.reading() as reading:
        assert reading.count(Parcel) == 0
        assert reading.journal() == []


def test_an_error_inside_a_work_undoes_all(project: SqlProject) -> None:
    def fails_half_way() -> None:
        with project.work(CLERK, "parcel.add") as work:
            work.apply(births(a_parcel()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_half_way()

    with project.reading() as reading:
        assert reading.count(Parcel) == 0


def test_settings_travel_with_the_file(project: SqlProject) -> None:
    changed = replace(project.settings, area_part=0.1, signers=("ผู้จัดทำ",))

    with project.work(CLERK, "settings.edit") as work:
        work.keep_settings(changed)
        work.commit()

    assert project.settings == changed


def test_an_own_file_keeps_its_newest_content(project: SqlProject) -> None:
    for content in (b"one", b"two"):
        with project.work(CLERK, "own_file.keep") as work:
            work.keep_own_file("profiles/ของเรา.toml", content)
            work.commit()

    with project.reading() as reading:
        assert reading.own_file("profiles/ของเรา.toml") == b"two"
        assert reading.own_file_names("profiles/") == ["profiles/ของเรา.toml"]


def test_closing_leaves_one_single_file(office_folder: Path) -> None:
    project = a_project(office_folder)
    with project.work(CLERK, "parcel.add") as work:
        work.apply(births(a_parcel()))
        work.commit()

    project.close()

    assert [path.name for path in office_folder.iterdir()] == ["ทดสอบ.ltax"]


def test_a_project_is_not_made_over_another_file(office_folder: Path) -> None:
    path = office_folder / "x.ltax"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(Refused) as refusal:
        create_project(path, ProjectSettings("x", 32647))

    assert refusal.value.code == "project.exists"
    assert path.read_text(encoding="utf-8") == "mine"


def refused(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        open_project(path)
    return refusal.value.code


def test_files_that_are_no_project_are_refused_in_words(office_folder: Path) -> None:
    text, empty, other = (office_folder / name for name in ("text.ltax", "empty.ltax", "other.ltax"))
    text.write_text("ไม่ใช่โครงการ " * 500, encoding="utf-8")
    empty.touch()
    connection = sqlite.connect(other)
    connection.execute("CREATE TABLE a (b)")
    connection.close()

    assert refused(office_folder / "missing.ltax") == "project.missing"
    assert refused(text) == "project.not_a_project"
    assert refused(empty) == "project.not_a_project"
    assert refused(other) == "project.not_a_project"


def test_a_file_of_a_newer_program_is_refused(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()
    connection = sqlite.connect(project.path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()

    assert refused(project.path) == "project.newer"


def test_a_damaged_file_is_refused_and_left_as_it_is(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()
    content = bytearray(project.path.read_bytes())
    content[100:8192] = b"\xff" * 8092
    project.path.write_bytes(content)

    assert refused(project.path) == "project.damaged"
    assert project.path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_folder_opens_to_read(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()
    office_folder.chmod(0o555)
    try:
        opened = open_project(project.path)
        assert opened.read_only_because == "project.read_only_place"
        opened.close()
    finally:
        office_folder.chmod(0o755)


def test_a_synchronised_folder_opens_to_read_only(office_folder: Path) -> None:
    folder = office_folder / "OneDrive - เทศบาล"
    folder.mkdir()
    project = a_project(folder)

    assert why_read_only(project.path) == "project.synchronised"
    with pytest.raises(Refused), project.work(CLERK, "parcel.add"):
        pass
    project.close()


def test_two_writers_the_second_hears_who_writes(project: SqlProject) -> None:
    project.announce(CLERK)
    script = (
        "import sys, pathlib\n"
        "import ltaxgis.storage.engine as engine\n"
        "engine.BUSY_MS = 200\n"
        "from ltaxgis.storage.project import open_project\n"
        "from ltaxgis.domain.errors import Refused\n"
        "from ltaxgis.domain.project import Actor\n"
        "p = open_project(pathlib.Path(sys.argv[1]))\n"
        "try:\n"
        "    with p.work(Actor('b'), 'x'): pass\n"
        "except Refused as r: sys.stdout.buffer.write(f'{r.code} {r.facts[\"who\"]}'.encode())\n"
        "p.close()\n"
    )
    with project.work(CLERK, "parcel.add") as work:
        work.apply(births(a_parcel()))
        told = subprocess.run(
            [sys.executable, "-c", script, str(project.path)], capture_output=True, check=True, timeout=60
        )
        work.commit()

    assert told.stdout.decode() == f"project.busy {CLERK.name}"
    with project.reading() as reading:
        assert reading.count(Parcel) == 1


def test_a_process_with_spatialite_qt_and_proj_ends_well(office_folder: Path) -> None:
    project = a_project(office_folder)
    project.close()
    script = (
        "import sys, pathlib\n"
        "from ltaxgis.storage.project import open_project\n"
        "project = open_project(pathlib.Path(sys.argv[1])); project.close()\n"
        "import shapely, pyproj\n"
        "pyproj.CRS.from_epsg(32647)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(project.path)], capture_output=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stderr.decode()
