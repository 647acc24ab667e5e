"""Copies of the user's layers in a folder of our own, out of zips too: no driver ever writes beside her files."""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.archives import LARGEST_TOTAL, shown_name

ENDINGS = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".dxf", ".gdb")
_WRAPPED = re.compile(rb'\s*\{\s*"(?!type"|features"|crs"|bbox"|name")(\w+)"\s*:\s*\{')
_BESIDE_GPKG = ("-wal", "-shm", "-journal")


def find_layers(folder: Path, deep: int = 3) -> list[Path]:
    """The vector files of a folder and the folders in it, `deep` steps down, a FileGDB as one; hidden and leftover
    files are passed over."""
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "__MACOSX", "~")):
            continue
        if entry.suffix.lower() in ENDINGS and entry.is_dir() == (entry.suffix.lower() == ".gdb"):
            found.append(entry)
        elif entry.is_dir() and deep:
            found += find_layers(entry, deep - 1)
    return found


def unpack(archive: Path, folder: Path) -> None:
    """The members of a zip, under their own names, in `folder`; nothing lands outside of it.

    Raises `Refused` with `shapes.zip_damaged`, `shapes.zip_password` or `shapes.too_large`.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            members = [member for member in content.infolist() if not member.is_dir()]
            if any(member.flag_bits & 1 for member in members):
                raise Refused("shapes.zip_password", name=archive.name)
            if sum(member.file_size for member in members) > LARGEST_TOTAL:
                raise Refused("shapes.too_large", name=archive.name)
            for member in members:
                _unpack_one(content, member, folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise Refused("shapes.zip_damaged", name=archive.name) from error


def _unpack_one(content: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    steps = [step for step in PurePosixPath(shown_name(member)).parts if step not in ("/", "..", ".")]
    safe = [re.sub(r'[<>:"|?*\x00-\x1f]', "_", step) for step in steps]
    if safe:
        target = folder.joinpath(*safe)
        target.parent.mkdir(parents=True, exist_ok=True)
        with content.open(member) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink)


def copy_layer(path: Path, folder: Path) -> Path:
    """A copy under a plain name, with what belongs to it; a wrapped GeoJSON is unwrapped on the way."""
    copy = folder / f"layer{path.suffix.lower()}"
    if path.is_dir():
        shutil.copytree(path, copy, ignore=shutil.ignore_patterns("*.lock"))
        return copy
    if path.suffix.lower() in (".json", ".geojson") and (inner := unwrapped(path)) is not None:
        copy.write_text(inner, encoding="utf-8")
        return copy
    shutil.copyfile(path, copy)
    if path.suffix.lower() == ".gpkg":
        for beside in _siblings(path):
            shutil.copyfile(beside, folder / (copy.name + beside.name.removeprefix(path.name)))
    return copy


def _siblings(path: Path) -> Iterator[Path]:
    for ending in _BESIDE_GPKG:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            yield beside


def unwrapped(path: Path) -> str | None:
    """The FeatureCollection inside one more pair of braces, as the land office sends it; None where there is none."""
    with path.open("rb") as stream:
        if not _WRAPPED.match(stream.read(512).removeprefix(b"\xef\xbb\xbf")):
            return None
    try:
        outer = json.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise Refused("shapes.unreadable", name=path.name, detail=str(error)[:200]) from error
    inner = next((value for value in outer.values() if isinstance(value, dict) and "features" in value), None)
    return json.dumps(inner, ensure_ascii=False) if inner is not None else None
