"""Foreign files as readers take them, and those packed in a zip, unpacked where nobody finds them."""

import errno
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from ltaxgis.domain.errors import Refused

MOST_MEMBERS = 2000
LARGEST_TOTAL = 4 << 30
_STEEPEST = 300
_STEEP_FROM = 64 << 20
_CLUTTER = ("__MACOSX/", ".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """An open file with the name a person knows it by (`outer.zip/inner.csv` for a packed one). `code_page` is what the
    .cpg beside it says."""

    source: str
    stream: IO[bytes]
    code_page: str = ""

    @property
    def stem(self) -> str:
        return PurePosixPath(self.source).stem

    @property
    def suffix(self) -> str:
        """`.csv`, in small letters; `.sql.gz` as a whole."""
        name = self.source.lower()
        return ".sql.gz" if name.endswith(".sql.gz") else PurePosixPath(name).suffix

    def share_read(self) -> float:
        """How much of the file is behind, 0 to 1."""
        behind = self.stream.tell()
        size = self.stream.seek(0, os.SEEK_END)
        self.stream.seek(behind)
        return behind / size if size else 1.0

    def head(self, size: int = 4096) -> bytes:
        """The first bytes; the stream stands at its start again."""
        self.stream.seek(0)
        found = self.stream.read(size)
        self.stream.seek(0)
        return found


@contextmanager
def open_foreign(path: Path) -> Iterator[ForeignFile]:
    """The file, open to read; `Refused` where it is missing, a folder, empty or held by another program."""
    if not path.exists():
        raise Refused("file.missing", name=path.name, folder=str(path.parent))
    if path.is_dir():
        raise Refused("file.is_folder", name=path.name)
    try:
        with path.open("rb") as stream:
            if not stream.read(1):
                raise Refused("file.empty", name=path.name)
            stream.seek(0)
            yield ForeignFile(path.name, stream, _code_page(path))
    except PermissionError as error:
        raise Refused("file.no_permission", name=path.name) from error


def _code_page(path: Path) -> str:
    if path.suffix.lower() != ".dbf":
        return ""
    for suffix in (".cpg", ".CPG"):
        if (beside := path.with_suffix(suffix)).is_file():
            return beside.read_text("ascii", "replace").strip()
    return ""


@dataclass(frozen=True, slots=True)
class Packed:
    """One member of a zip: its shown name and its entry."""

    name: str
    entry: zipfile.ZipInfo


def members(package: zipfile.ZipFile, source: str) -> list[Packed]:
    """The files of a zip, without the clutter of systems. `Refused` where it would unpack to more than any register:
    names are only shown and never used as paths."""
    # a damaged list of contents may name nothing at all
    entries = [entry for entry in package.infolist() if entry.filename and not entry.is_dir()]
    if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise Refused("file.zip_too_large", name=source)
    for entry in entries:
        if entry.file_size > _STEEP_FROM and entry.file_size > _STEEPEST * max(1, entry.compress_size):
            raise Refused("file.zip_too_large", name=source)
    packed = [Packed(shown_name(entry), entry) for entry in entries]
    return [item for item in packed if not _is_clutter(item.name)]


@contextmanager
def damage_said(source: str) -> Iterator[None]:
    """Turns whatever a broken package makes of its reading into one `Refused`."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno == errno.ENOSPC
        raise Refused("file.no_room" if full else "file.damaged", name=source) from error


@contextmanager
def unpacked(package: zipfile.ZipFile, item: Packed, source: str, code_page: str = "") -> Iterator[ForeignFile]:
    """A member in an unnamed temporary file that is gone as soon as it is closed, whatever ends the program."""
    if item.entry.flag_bits & 1:
        raise Refused("file.password", name=f"{source}/{item.name}")
    with tempfile.TemporaryFile() as stream:
        with damage_said(f"{source}/{item.name}"), package.open(item.entry) as packed:
            shutil.copyfileobj(packed, stream, 1 << 20)
        stream.seek(0)
        yield ForeignFile(f"{source}/{item.name}", stream, code_page)


def shown_name(entry: zipfile.ZipInfo) -> str:
    """The name of a member; Windows packs Thai names in CP874, which the format takes for CP437."""
    name = entry.filename.replace("\\", "/")
    if not entry.flag_bits & 0x800 and not name.isascii():
        try:
            name = name.encode("cp437").decode("cp874")
        except UnicodeError:
            return name
    return name.lstrip("/")


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(_CLUTTER)
