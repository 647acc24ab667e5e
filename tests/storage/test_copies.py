"""Dated copies in a second place: made when something changed, swept, found, restored."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.parcels import Parcel
from ltaxgis.storage.copies import keep_dated, restore_beside
from ltaxgis.storage.dated_copies import dated_copies, folder_in
from ltaxgis.storage.project import SqlProject, open_project

LATER = datetime.now() + timedelta(hours=1)


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    add(opened)
    yield opened
    opened.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "แฟลชไดรฟ์ E" / "สำรอง แผนที่ภาษี"
    folder.mkdir(parents=True)
    return folder


def add(project: SqlProject, code: str = "01A001") -> None:
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel(code)),)))
        work.commit()


def count(path: Path) -> int:
    project = open_project(path)
    with project.reading() as reading:
        found = reading.count(Parcel)
    project.close()
    return found


def test_a_copy_of_today_holds_what_the_project_holds(project: SqlProject, place: Path) -> None:
    copy = keep_dated(project, place, LATER)

    assert copy is not None
    assert LATER.strftime("%Y-%m-%d") in copy.name
    assert [one.path for one in dated_copies(project.path, place)] == [copy]
    assert count(copy) == 1
    assert {path.name for path in copy.parent.iterdir()} == {copy.name}


def test_nothing_is_copied_where_nothing_was_done(project: SqlProject, place: Path) -> None:
    keep_dated(project, place, LATER)

    assert keep_dated(project, place, LATER + timedelta(days=1)) is None
    assert len(dated_copies(project.path, place)) == 1


def test_work_after_the_last_copy_makes_another(project: SqlProject, place: Path) -> None:
    keep_dated(project, place, datetime.now() - timedelta(hours=2))
    add(project, "01A002")

    again = keep_dated(project, place, LATER)

    assert again is not None
    assert count(again) == 2


def test_old_copies_are_swept_when_a_new_one_stands(project: SqlProject, place: Path) -> None:
    folder = folder_in(place, project.path)
    folder.mkdir()
    start = datetime(2024, 1, 1, 16, 30)
    for days in range(100):
        (folder / f"{project.path.stem} {(start + timedelta(days=days)):%Y-%m-%d %H%M%S}.ltax").touch()

    copy = keep_dated(project, place, LATER)

    left = dated_copies(project.path, place)
    assert left[0].path == copy
    assert 10 <= len(left) <= 14


def test_files_that_are_no_copies_of_ours_are_left_alone(project: SqlProject, place: Path) -> None:
    folder = folder_in(place, project.path)
    folder.mkdir()
    (folder / "อย่าลบ.ltax").touch()

    keep_dated(project, place, LATER)

    assert (folder / "อย่าลบ.ltax").exists()
    assert len(dated_copies(project.path, place)) == 1


def test_two_projects_of_one_name_do_not_sweep_each_other(place: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "ก" / "เมือง.ltax", tmp_path / "ข" / "เมือง.ltax"

    assert folder_in(place, one) != folder_in(place, other)


def test_a_place_that_is_gone_is_one_sentence(project: SqlProject, place: Path) -> None:
    place.rmdir()

    with pytest.raises(Refused) as refused:
        keep_dated(project, place, LATER)

    assert refused.value.code == "backup.place_missing"


def test_a_copy_is_restored_beside_the_project_which_stays(project: SqlProject, place: Path) -> None:
    copy = keep_dated(project, place, LATER)
    assert copy is not None
    add(project, "01A002")

    first, second = restore_beside(copy, project.path), restore_beside(copy, project.path)

    assert first != second
    assert (count(first), count(second), count(project.path)) == (1, 1, 2)
    assert first.parent == project.path.parent


def test_a_damaged_copy_is_not_restored(project: SqlProject, place: Path) -> None:
    copy = keep_dated(project, place, LATER)
    assert copy is not None
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    before = sorted(project.path.parent.glob("*.ltax"))

    with pytest.raises(Refused):
        restore_beside(copy, project.path)

    assert sorted(project.path.parent.glob("*.ltax")) == before
