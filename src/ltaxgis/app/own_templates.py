"""The templates of papers as a town has them: those of the program, its own in their place, its emblem beside them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ltaxgis.ports.resources import Resources
from ltaxgis.services.own_templates import EMBLEM, GARUDA, LETTER, TEMPLATES, picture_ending
from ltaxgis.storage.project import SqlProject


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """`folder` holds all templates; `emblem` and `garuda` are names of the town's pictures in it, empty where it has
    none; `letter` its own document for Word."""

    folder: Path
    emblem: str = ""
    garuda: str = ""
    letter: bytes = b""


@contextmanager
def templates_of(project: SqlProject, resources: Resources) -> Iterator[OwnTemplates]:
    """The folder that papers of the project are set from; where the town changed nothing, the program's own."""
    with project.reading() as reading:
        held = {PurePosixPath(name).name: reading.own_file(name) for name in reading.own_file_names(TEMPLATES)}
    own = {name: content for name, content in held.items() if content}  # nothing is left of what was taken away
    pictures = {name: own.pop(name, b"") for name in (PurePosixPath(EMBLEM).name, PurePosixPath(GARUDA).name)}
    letter = own.pop(PurePosixPath(LETTER).name, b"")
    if not (own or any(pictures.values())):
        yield OwnTemplates(resources.templates, letter=letter)
        return
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as folder:
        whole = Path(folder) / "templates"
        shutil.copytree(resources.templates, whole)
        for name, content in own.items():
            (whole / name).write_bytes(content)
        named = {name: f"{name}{picture_ending(content)}" if content else "" for name, content in pictures.items()}
        for name, file in named.items():
            if file:
                (whole / file).write_bytes(pictures[name])
        yield OwnTemplates(whole, **named, letter=letter)
