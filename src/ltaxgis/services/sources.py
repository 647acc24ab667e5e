"""Files as the project remembers them."""

import hashlib
from pathlib import Path

from ltaxgis.domain.ids import new_uid
from ltaxgis.ports.stores import Source


def source_of(path: Path, kind: str, table: str, profile: str) -> Source:
    """The file as the project remembers it; a folder by the names and sizes in it."""
    digest = hashlib.sha256()
    if path.is_dir():
        size = sum(part.stat().st_size for part in path.rglob("*"))
        digest.update("\n".join(sorted(f"{part.name} {part.stat().st_size}" for part in path.rglob("*"))).encode())
    else:
        size = path.stat().st_size
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return Source(new_uid(), path.name, digest.hexdigest(), size, kind, table, profile)
