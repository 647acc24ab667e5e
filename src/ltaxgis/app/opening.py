"""A project opened for one piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ltaxgis.storage.project import SqlProject, open_beside, open_project
from ltaxgis.storage.reading import SqlReading


@contextmanager
def opened(path: Path) -> Iterator[SqlProject]:
    """The project at a path, closed again whatever happens."""
    project = open_project(path)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def opened_beside(path: Path) -> Iterator[SqlProject]:
    """The project at a path, which another process has open, only to look at."""
    project = open_beside(path)
    try:
        yield project
    finally:
        project.close()


@dataclass(frozen=True, slots=True)
class LookBeside:
    """Each call is a look at the project at `path`, which another process has open."""

    path: Path

    @contextmanager
    def __call__(self) -> Iterator[SqlReading]:
        with opened_beside(self.path) as project, project.reading() as reading:
            yield reading
