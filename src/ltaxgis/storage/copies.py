"""Dated copies of a project in a second place, which the office chose."""

import contextlib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ltaxgis.domain.backups import dropped
from ltaxgis.domain.errors import Refused
from ltaxgis.storage.backup import Tell, backup, restore
from ltaxgis.storage.project import SqlProject

_STAMP = "%Y-%m-%d %H%M%S"
_DATED = re.compile(r"(?P<stem>.*) (?P<stamp>\d{4}-\d\d-\d\d \d{6})")


@dataclass(frozen=True, slots=True)
class DatedCopy:
    """A verified copy; `at` in the office's own time, `size` in bytes."""

    path: Path
    at: datetime
    size: int


def copy_is_due(project: SqlProject, place: Path) -> bool:
    """Whether anything was done to the project since its last copy. Raises `Refused("backup.place_missing")`."""
    if not place.is_dir():
        raise Refused("backup.place_missing", path=str(place))
    copies = dated_copies(project.path, place)
    return not copies or _changed_since(project, copies[0].at)


def keep_dated(project: SqlProject, place: Path, now: datetime, tell: Tell | None = None) -> Path | None:
    """A verified copy of today stands in the place and older ones are swept; None where none is due. Raises what
    `copy_is_due` and a copy raise."""
    if not copy_is_due(project, place):
        return None
    target = folder_in(place, project.path) / f"{project.path.stem} {now.strftime(_STAMP)}.ltax"
    backup(project, target, tell)
    _drop_halves(target.parent)
    gone = dropped(copy.at for copy in dated_copies(project.path, place))
    for copy in dated_copies(project.path, place):
        if copy.at in gone:
            with contextlib.suppress(OSError):  # in use by a virus scanner: the next time will do
                copy.path.unlink()
    return target


def _drop_halves(folder: Path) -> None:
    """What a copy that was ended half-way left behind is gone."""
    for half in folder.glob(".*.new*"):
        with contextlib.suppress(OSError):
            half.unlink()


def dated_copies(path: Path, place: Path) -> list[DatedCopy]:
    """The copies of the project at `path`, the newest first."""
    found = []
    folder = folder_in(place, path)
    for copy in folder.glob("*.ltax") if folder.is_dir() else ():
        dated = _DATED.fullmatch(copy.stem)
        if dated is not None:
            # a name is in the office's own time, as people read it
            at = datetime.strptime(dated["stamp"], _STAMP)  # noqa: DTZ007
            found.append(DatedCopy(copy, at, copy.stat().st_size))
    return sorted(found, key=lambda copy: copy.at, reverse=True)


def folder_in(place: Path, path: Path) -> Path:
    """Where a project's copies lie; two projects of one name in two folders have two."""
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:4]
    return place / f"{path.stem} {mark}"


def restore_beside(copy: Path, path: Path) -> Path:
    """The copy stands beside the project under a name of its own; the project itself is not touched."""
    dated = _DATED.fullmatch(copy.stem)
    stamp = dated["stamp"] if dated is not None else copy.stem
    target = _free(path.with_name(f"{path.stem} กู้คืน {stamp}.ltax"))
    restore(copy, target)
    return target


def _free(path: Path) -> Path:
    names: Sequence[Path] = [path, *(path.with_stem(f"{path.stem} ({number})") for number in range(2, 100))]
    return next(name for name in names if not name.exists())


def _changed_since(project: SqlProject, moment: datetime) -> bool:
    with project.reading() as reading:
        last = reading.journal(1)
    return bool(last) and last[0].at.astimezone().replace(tzinfo=None) > moment
