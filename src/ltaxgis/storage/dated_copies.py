"""Which dated copies of a project lie in the second place, told by their names."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

STAMP = "%Y-%m-%d %H%M%S"
_DATED = re.compile(r"(?P<stem>.*) (?P<stamp>\d{4}-\d\d-\d\d \d{6})")


@dataclass(frozen=True, slots=True)
class DatedCopy:
    """A verified copy; `at` in the office's own time, `size` in bytes."""

    path: Path
    at: datetime
    size: int


def dated_copies(path: Path, place: Path) -> list[DatedCopy]:
    """The copies of the project at `path`, the newest first."""
    found = []
    folder = folder_in(place, path)
    for copy in folder.glob("*.ltax") if folder.is_dir() else ():
        dated = _DATED.fullmatch(copy.stem)
        if dated is not None:
            # a name is in the office's own time, as people read it
            at = datetime.strptime(dated["stamp"], STAMP)  # noqa: DTZ007
            found.append(DatedCopy(copy, at, copy.stat().st_size))
    return sorted(found, key=lambda copy: copy.at, reverse=True)


def folder_in(place: Path, path: Path) -> Path:
    """Where a project's copies lie; two projects of one name in two folders have two."""
    mark = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:4]
    return place / f"{path.stem} {mark}"


def stamp_of(copy: Path) -> str:
    """The moment in a copy's name; of a copy that was named otherwise, its name."""
    dated = _DATED.fullmatch(copy.stem)
    return dated["stamp"] if dated is not None else copy.stem
