"""Copies of the map as the window calls them."""

from collections.abc import Callable
from pathlib import Path

from ltaxgis.app.window_jobs import read_copy, send_copy
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.progress import Progress
from ltaxgis.services.returned_map import ReturnedMap, take_map
from ltaxgis.services.store_rows import Updating


class WindowCopies:
    """`ui.map_copies.copies.MapCopies`, filled in."""

    @property
    def send(self) -> Callable[[Progress, Path, Path, bool, str, str, Actor], list[Path]]:
        return send_copy

    @property
    def read(self) -> Callable[[Progress, Path, Path, str], ReturnedMap]:
        return read_copy

    def take(self, project: Project, actor: Actor, returned: ReturnedMap, updating: Updating) -> Applied:
        """Raises `Refused("returned.nothing")` where everything was decided against."""
        applied = take_map(project, actor, returned, updating).applied
        if applied is None:
            raise Refused("returned.nothing")
        return applied
