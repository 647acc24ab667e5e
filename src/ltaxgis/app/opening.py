"""A project opened for one piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ltaxgis.storage.project import SqlProject, open_project


@contextmanager
def opened(path: Path) -> Iterator[SqlProject]:
    """The project at a path, closed again whatever happens."""
    project = open_project(path)
    try:
        yield project
    finally:
        project.close()
