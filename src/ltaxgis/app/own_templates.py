"""The templates of papers as a town has them: those of the program, its own in their place, its emblem beside them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ltaxgis.ports.resources import Resources
from ltaxgis.services.own_templates import EMBLEM, TEMPLATES, picture_ending
from ltaxgis.storage.project import SqlProject


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """`folder` holds all templates; `emblem` is the name of the town's picture in it, empty where it has none."""

    folder: Path
    emblem: str = ""


@contextmanager
def templates_of(project: SqlProject, resources: Resources) -> Iterator[OwnTemplates]:
    """The folder that papers of the project are set from; where the town changed nothing, the program's own."""
    with project.reading() as reading:
        own = {PurePosixPath(name).name: reading.own_file(name) for name in reading.own_file_names(TEMPLATES)}
    emblem = own.pop(PurePosixPath(EMBLEM).name, None) or b""
    if not (own or emblem):
        yield OwnTemplates(resources.templates)
        return
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as folder:
        whole = Path(folder) / "templates"
        shutil.copytree(resources.templates, whole)
        for name, content in own.items():
            (whole / name).write_bytes(content or b"")
        picture = f"emblem{picture_ending(emblem)}" if emblem else ""
        if picture:
            (whole / picture).write_bytes(emblem)
        yield OwnTemplates(whole, picture)
