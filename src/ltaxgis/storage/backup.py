"""Verified copies of a project, and the way back."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3.dbapi2 as sqlite

from ltaxgis.domain.errors import Refused
from ltaxgis.storage.engine import connect
from ltaxgis.storage.failures import in_words
from ltaxgis.storage.papers_beside import bring, folder_beside, folders_near, named_beside
from ltaxgis.storage.project import SqlProject, open_project
from ltaxgis.storage.schema.tables import APPLICATION_ID

KEPT_BEFORE = 5
PAGES_AT_ONCE = 2_000
Tell = Callable[[int, int], None]
"""Called with how many pages of how many are copied; what it raises ends the copy, and nothing stays of it."""


def backup(project: SqlProject, target: Path, tell: Tell | None = None, papers: Path | None = None) -> None:
    """A whole, checked copy of the project stands at `target`, and what lies beside the project in `papers`, by
    itself the folder beside the copy. Raises `Refused` where it cannot be made or does not pass the check; an older
    file at `target` is replaced only then."""
    copy_with_papers(project.path, target, tell, papers)


def copy_with_papers(source: Path, target: Path, tell: Tell | None = None, papers: Path | None = None) -> None:
    """As `copy_file`, and the large papers that the copy names lie beside it too. One that is missing or changed
    beside the source is left out: it is told when it is opened."""
    copy_file(source, target, tell)
    bring(named_beside(target), [folder_beside(source)], papers or folder_beside(target))


def copy_file(source: Path, target: Path, tell: Tell | None = None) -> None:
    """A consistent copy of a project file, also while others write to it."""
    if target.resolve() == source.resolve():
        raise Refused("backup.same_file", path=str(target))
    building = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building.unlink(missing_ok=True)
        with in_words(path=str(target)):
            _copy(source, building, tell)
            verify(building)
        building.replace(target)
    except OSError as error:
        raise Refused("backup.cannot_write", path=str(target), why=error.strerror or "") from error
    finally:
        with contextlib.suppress(OSError):  # where no folder is, nothing half made is
            building.unlink(missing_ok=True)


def _copy(source: Path, building: Path, tell: Tell | None) -> None:
    building.touch()
    there = connect(source, read_only=True)
    here = sqlite.connect(building)
    try:
        if tell is None:
            there.backup(here)
        else:
            there.backup(here, pages=PAGES_AT_ONCE, progress=lambda _state, left, total: tell(total - left, total))
        here.execute("PRAGMA journal_mode = DELETE")
    finally:
        here.close()
        there.close()


def verify(path: Path) -> None:
    """Raises `Refused("backup.damaged")` where the file is no whole project."""
    connection = connect(path, read_only=True)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        answer = connection.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        connection.close()
    if application != APPLICATION_ID:
        raise Refused("project.not_a_project", path=str(path))
    if answer != "ok":
        raise Refused("backup.damaged", path=str(path), why=answer)


def backup_before(project: SqlProject, what: str) -> Path:
    """A copy beside the project, in `<name> สำรอง`, before something large; the newest few are kept. Large papers
    stay where they are: nothing that follows touches them."""
    folder = _copies_of(project.path)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    target = folder / f"{project.path.stem} {what} {stamp}.ltax"
    try:
        copy_file(project.path, target)
    except BaseException:
        drop_copy(target)
        raise
    copies = sorted(folder.glob(f"{project.path.stem} {what} *.ltax"))
    for old in copies[:-KEPT_BEFORE]:
        with contextlib.suppress(OSError):  # in use by a virus scanner: the next time will do
            old.unlink()
    return target


def drop_copy(copy: Path) -> None:
    """A copy that is not needed is gone, and its folder where nothing else is in it."""
    copy.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # other copies are in it
        copy.parent.rmdir()


def sweep_copies(path: Path) -> None:
    """What a copy that was ended half-way left behind is gone."""
    folder = _copies_of(path)
    for half in folder.glob(".*.new*"):
        drop_copy(half)


def _copies_of(path: Path) -> Path:
    return path.with_name(f"{path.stem} สำรอง")


def restore(copy: Path, target: Path) -> None:
    """The project at `target` is the copy again. Raises `Refused` where the copy is not whole or the target stands."""
    if not copy.is_file():
        raise Refused("project.missing", path=str(copy))
    if target.exists():
        raise Refused("project.exists", path=str(target))
    with in_words(path=str(copy)):
        verify(copy)
    copy_file(copy, target)
    bring(named_beside(target), folders_near(copy), folder_beside(target))
    open_project(target).close()
