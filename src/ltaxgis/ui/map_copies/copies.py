"""What the window needs from the rest of the program to send copies out and take them back."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.progress import Progress
from ltaxgis.services.returned_map import ReturnedMap
from ltaxgis.services.store_rows import Updating

ENDINGS = ("gpkg", "shp", "geojson", "dxf", "kmz", "xlsx", "csv")
COPIES = ("gpkg", "shp", "geojson")


class MapCopies(Protocol):
    """Use cases; those marked *child* run in a worker process."""

    @property
    def send(self) -> Callable[[Progress, Path, Path, bool, str, str, Actor], list[Path]]:
        """*child*: the project (first path) at the second as its ending says; whether with owners' names, why, in
        which language, by whom. The files written."""
        ...

    @property
    def read(self) -> Callable[[Progress, Path, Path, str], ReturnedMap]:
        """*child*: what the copy (second path) would change in the project, values read in a language."""
        ...

    def take(self, project: Project, actor: Actor, returned: ReturnedMap, updating: Updating) -> Applied:
        """What was decided is stored as one act."""
        ...
