"""Dated copies of a project in a second place, which the office chose."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ltaxgis.domain.backups import dropped
from ltaxgis.domain.errors import Refused
from ltaxgis.storage.backup import Tell, backup, restore
from ltaxgis.storage.dated_copies import STAMP, dated_copies, folder_in, stamp_of
from ltaxgis.storage.papers_beside import folder_beside
from ltaxgis.storage.project import SqlProject


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
    target = folder_in(place, project.path) / f"{project.path.stem} {now.strftime(STAMP)}.ltax"
    # large papers once for all copies of a project: their names are their content
    backup(project, target, tell, folder_beside(target.with_name(project.path.name)))
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


def restore_beside(copy: Path, path: Path) -> Path:
    """The copy stands beside the project under a name of its own; the project itself is not touched."""
    target = _free(path.with_name(f"{path.stem} กู้คืน {stamp_of(copy)}.ltax"))
    restore(copy, target)
    return target


def _free(path: Path) -> Path:
    names: Sequence[Path] = [path, *(path.with_stem(f"{path.stem} ({number})") for number in range(2, 100))]
    return next(name for name in names if not name.exists())


def _changed_since(project: SqlProject, moment: datetime) -> bool:
    with project.reading() as reading:
        last = reading.journal(1)
    return bool(last) and last[0].at.astimezone().replace(tzinfo=None) > moment
