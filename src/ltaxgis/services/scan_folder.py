"""The folder in which a scanner puts its files: what is new there, and where a file goes once it is in a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.paper_names import free_name

TAKEN = "เก็บเข้าเรื่องแล้ว"
_STILL_ARRIVING = timedelta(seconds=2)
_CLUTTER = (".", "~$", "Thumbs.db", "desktop.ini")
_HALF = (".tmp", ".part", ".crdownload")


@dataclass(frozen=True, slots=True)
class Scan:
    """A file in the scanner's folder; `at` when it was last written, UTC."""

    path: Path
    size: int
    at: datetime


def new_scans(folder: Path, now: datetime) -> list[Scan]:
    """The files that nobody has taken into a case yet, the newest first; what the scanner still writes is left out.
    Nothing is opened or moved. Refused (`scan.no_folder`) where there is no such folder."""
    try:
        found = [scan for path in folder.iterdir() if (scan := _scan(path)) is not None]
    except OSError as error:
        raise Refused("scan.no_folder", folder=str(folder)) from error
    done = [scan for scan in found if scan.size and now - scan.at >= _STILL_ARRIVING]
    return sorted(done, key=lambda scan: (scan.at, scan.path.name), reverse=True)


def put_away(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """Files of the scanner's folder that are stored in a case lie in its folder `TAKEN`; others are left alone. Refused
    (`scan.not_moved`) where one is held: it is in its case all the same."""
    moved = []
    for path in paths:
        if path.parent != folder:
            continue
        target = folder / TAKEN
        try:
            target.mkdir(exist_ok=True)
            name = free_name(path.name, {each.name.casefold() for each in target.iterdir()})
            moved.append(path.rename(target / name))
        except OSError as error:
            raise Refused("scan.not_moved", name=path.name, why=error.strerror or "") from error
    return moved


def _scan(path: Path) -> Scan | None:
    if path.name.startswith(_CLUTTER) or path.suffix.lower() in _HALF or not path.is_file():
        return None
    facts = path.stat()
    return Scan(path, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))
