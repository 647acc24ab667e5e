"""Copies of a project: whole, checked, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project
from tests.contents import contents

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.parcels import Parcel
from ltaxgis.storage.backup import KEPT_BEFORE, backup, backup_before, drop_copy, restore, sweep_copies, verify
from ltaxgis.storage.project import SqlProject, open_project


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    add(opened)
    yield opened
    opened.close()


def add(project: SqlProject) -> None:
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel()),)))
        work.commit()


def test_a_copy_holds_what_the_project_holds_also_while_it_is_open(project: SqlProject, tmp_path: Path) -> None:
    copy = tmp_path / "ที่สอง" / "สำเนา.ltax"

    backup(project, copy)

    assert contents(copy) == contents(project.path)
    assert [path.name for path in copy.parent.iterdir()] == ["สำเนา.ltax"]


def test_a_copy_while_somebody_writes_is_of_before(project: SqlProject, tmp_path: Path) -> None:
    copy = tmp_path / "สำเนา.ltax"
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel()),)))
        backup(project, copy)
        work.commit()

    restored = open_project(copy)
    with restored.reading() as reading:
        assert reading.count(Parcel) == 1
    restored.close()


def test_a_copy_over_the_project_itself_is_refused(project: SqlProject) -> None:
    with pytest.raises(Refused) as refusal:
        backup(project, project.path.parent / "." / project.path.name)
    assert refusal.value.code == "backup.same_file"


def test_a_copy_to_where_nothing_can_be_written_is_refused_and_the_old_one_stays(
    project: SqlProject, tmp_path: Path
) -> None:
    (tmp_path / "แฟ้ม").write_text("x", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        backup(project, tmp_path / "แฟ้ม" / "สำเนา.ltax")
    assert refusal.value.code == "backup.cannot_write"


def test_restoring_gives_the_project_back(project: SqlProject, tmp_path: Path) -> None:
    copy, again = tmp_path / "สำเนา.ltax", tmp_path / "คืน.ltax"
    backup(project, copy)
    before = contents(project.path)
    add(project)

    restore(copy, again)

    assert contents(again) == before


def test_what_is_no_project_is_no_copy(tmp_path: Path) -> None:
    text = tmp_path / "x.ltax"
    text.write_text("ไม่ใช่ " * 2000, encoding="utf-8")
    with pytest.raises(Refused):
        restore(text, tmp_path / "y.ltax")
    assert not (tmp_path / "y.ltax").exists()
    with pytest.raises(Refused):
        restore(tmp_path / "ไม่มี.ltax", tmp_path / "y.ltax")


def test_copies_before_something_large_are_few_and_whole(project: SqlProject) -> None:
    made = [backup_before(project, "import") for _ in range(KEPT_BEFORE + 2)]

    kept = sorted(made[0].parent.iterdir())
    assert kept == made[2:]
    for copy in kept:
        verify(copy)


def test_dropping_the_last_copy_takes_its_folder_along(project: SqlProject) -> None:
    first, second = backup_before(project, "import"), backup_before(project, "import")
    drop_copy(first)
    assert second.exists()
    drop_copy(second)
    assert not second.parent.exists()


def test_half_copies_are_swept_and_whole_ones_stay(project: SqlProject) -> None:
    copy = backup_before(project, "import")
    (copy.parent / f".{copy.name}.new").write_bytes(b"half")
    (copy.parent / f".{copy.name}.new-journal").write_bytes(b"half")

    sweep_copies(project.path)

    assert list(copy.parent.iterdir()) == [copy]
