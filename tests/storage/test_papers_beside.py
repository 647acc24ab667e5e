"""Large papers beside a project, and how its copies bring them along."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project

from ltaxgis.domain.attachments import Attachment
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.storage.backup import backup, backup_before, restore
from ltaxgis.storage.copies import keep_dated, restore_beside
from ltaxgis.storage.give_away import give_away
from ltaxgis.storage.papers_beside import FolderBeside, folder_beside, named_beside, place, read_from
from ltaxgis.storage.project import SqlProject

PLAN, PHOTO = b"plan" * 1000, b"photo" * 1000


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    for content in (PLAN, PHOTO):
        bring_in(opened, content)
    yield opened
    opened.close()


def bring_in(project: SqlProject, content: bytes) -> None:
    FolderBeside(project.path).keep(sha(content), content)
    paper = Attachment(uid=new_uid(), case_uid=Uid("1"), name="ก.pdf", sha256=sha(content), beside=True)
    with project.work(CLERK, "case.attach") as work:
        work.apply(ChangeSet("case.attach", (Change(None, paper),)))
        work.commit()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_paper_lies_once_under_its_hash(office_folder: Path) -> None:
    beside = FolderBeside(office_folder / "เมือง.ltax")

    beside.keep(sha(PLAN), PLAN)
    beside.keep(sha(PLAN), PLAN)

    assert beside.folder == str(office_folder / "เมือง เอกสาร")
    assert files(office_folder) == {sha(PLAN): PLAN}
    assert (office_folder / "เมือง เอกสาร" / sha(PLAN)[:2] / sha(PLAN)).is_file()
    assert beside.read(sha(PLAN)) == PLAN
    assert beside.read(sha(PHOTO)) is None


def test_a_damaged_paper_is_mended_when_it_comes_again(office_folder: Path) -> None:
    place(office_folder, sha(PLAN), b"damaged")
    place(office_folder, sha(PLAN), PLAN)
    assert read_from(office_folder, sha(PLAN)) == PLAN


def test_where_nothing_can_be_written_it_is_said(office_folder: Path) -> None:
    (office_folder / "เมือง เอกสาร").write_text("x", encoding="utf-8")
    with pytest.raises(Refused) as why:
        FolderBeside(office_folder / "เมือง.ltax").keep(sha(PLAN), PLAN)
    assert why.value.code == "attachment.cannot_keep"
    assert FolderBeside(office_folder / "เมือง.ltax").read(sha(PLAN)) is None


def test_a_copy_brings_its_papers_and_restoring_brings_them_back(project: SqlProject, tmp_path: Path) -> None:
    copy, again = tmp_path / "ที่สอง" / "สำเนา.ltax", tmp_path / "คืน" / "เมือง.ltax"

    backup(project, copy)
    for path in folder_beside(project.path).rglob("*"):
        if path.is_file():
            path.unlink()
    again.parent.mkdir()
    restore(copy, again)

    assert files(folder_beside(copy)) == files(folder_beside(again)) == {sha(PLAN): PLAN, sha(PHOTO): PHOTO}


def test_dated_copies_share_one_folder_and_add_only_what_is_new(project: SqlProject, tmp_path: Path) -> None:
    place_of_copies = tmp_path / "ที่สอง"
    place_of_copies.mkdir()
    first = keep_dated(project, place_of_copies, datetime(2026, 1, 1, 8))
    assert first is not None
    papers = first.parent / f"{project.path.stem} เอกสาร"
    old = {path: path.stat().st_mtime_ns for path in papers.rglob("*") if path.is_file()}
    bring_in(project, b"new" * 1000)
    second = keep_dated(project, place_of_copies, datetime(2036, 1, 1, 9))

    assert second is not None
    assert len(files(papers)) == len(old) + 1 == 3
    assert all(path.stat().st_mtime_ns == when for path, when in old.items())
    restored = restore_beside(first, project.path)
    assert files(folder_beside(restored)).keys() == {sha(PLAN), sha(PHOTO)}


def test_a_copy_takes_no_damaged_paper_along(project: SqlProject, tmp_path: Path) -> None:
    damaged = folder_beside(project.path) / sha(PLAN)[:2] / sha(PLAN)
    damaged.write_bytes(b"damaged")
    backup(project, tmp_path / "สำเนา.ltax")
    assert files(folder_beside(tmp_path / "สำเนา.ltax")) == {sha(PHOTO): PHOTO}


def test_a_copy_before_an_import_leaves_large_papers_where_they_are(project: SqlProject) -> None:
    copy = backup_before(project, "import")
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    restore(copy, project.path.with_name("คืน.ltax"))
    assert files(project.path.with_name("คืน เอกสาร")) == {sha(PLAN): PLAN, sha(PHOTO): PHOTO}


def test_papers_of_a_detached_attachment_still_travel(project: SqlProject, tmp_path: Path) -> None:
    with project.work(CLERK, "case.detach") as work:
        gone = work.having(Attachment, "sha256", [sha(PLAN)])[0]
        work.apply(ChangeSet("case.detach", (Change(gone, None),)))
        work.commit()
    assert named_beside(project.path) == {sha(PLAN), sha(PHOTO)}


def test_a_copy_to_give_away_has_no_paper(project: SqlProject, tmp_path: Path) -> None:
    with project.work(CLERK, "case.attach") as work:
        work.keep_paper(sha(b"inside-secret"), b"inside-secret")
        work.commit()
    target = tmp_path / "ให้.ltax"
    give_away(project, target)
    assert not folder_beside(target).exists()
    assert b"inside-secret" not in target.read_bytes()
    assert named_beside(target) == set()
