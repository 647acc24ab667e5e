"""Large papers in the folder beside a project (`<project> เอกสาร/ab/<sha256>`), and how copies of it bring them along.

A file there is named by its content, written once and never changed: copies only add what they do not have.
"""

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.storage.engine import connect

_NAMED = "เอกสาร"


class FolderBeside:
    """`ports.attachments.PapersBeside` of the project at `path`."""

    def __init__(self, path: Path) -> None:
        self._folder = folder_beside(path)

    @property
    def folder(self) -> str:
        return str(self._folder)

    def keep(self, sha256: str, content: bytes) -> None:
        place(self._folder, sha256, content)

    def read(self, sha256: str) -> bytes | None:
        return read_from(self._folder, sha256)


def folder_beside(path: Path) -> Path:
    return path.with_name(f"{path.stem} {_NAMED}")


def place(folder: Path, sha256: str, content: bytes) -> None:
    """The bytes lie in the folder under their hash; what lies there already and is whole stays."""
    target = _file(folder, sha256)
    if read_from(folder, sha256) == content:
        return
    building = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with building.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        building.replace(target)
    except OSError as error:
        raise Refused("attachment.cannot_keep", folder=str(folder), why=error.strerror or "") from error
    finally:
        with contextlib.suppress(OSError):
            building.unlink(missing_ok=True)


def read_from(folder: Path, sha256: str) -> bytes | None:
    """Raises `Refused("attachment.cannot_read")` where it is there and nobody may read it."""
    try:
        return _file(folder, sha256).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Refused("attachment.cannot_read", folder=str(folder), why=error.strerror or "") from error


def named_beside(path: Path) -> set[str]:
    """The hashes of all papers that the project file at `path` says lie beside it, of every version."""
    connection = connect(path, read_only=True)
    try:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'attachments'").fetchone():
            return set()
        return {row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM attachments WHERE beside")}
    finally:
        connection.close()


def bring(wanted: Collection[str], sources: Iterable[Path], target: Path) -> set[str]:
    """What is wanted lies in `target`, copied from the first folder that has it whole; answers what none has."""
    folders = [folder for folder in sources if folder != target]
    missing = set()
    for sha256 in sorted(wanted):
        if _file(target, sha256).is_file():
            continue
        whole = (content for folder in folders if (content := read_from(folder, sha256)) and _fits(content, sha256))
        content = next(whole, None)
        if content is None:
            missing.add(sha256)
        else:
            place(target, sha256, content)
    return missing


def folders_near(copy: Path) -> list[Path]:
    """Where the papers of a copy may lie: beside it under its own name, beside the copies of its project, and beside
    the project whose folder of copies it lies in."""
    near = [*sorted(copy.parent.glob(f"* {_NAMED}")), *sorted(copy.parent.parent.glob(f"* {_NAMED}"))]
    return list(dict.fromkeys([folder_beside(copy), *near]))


def _file(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def _fits(content: bytes, sha256: str) -> bool:
    return hashlib.sha256(content).hexdigest() == sha256
