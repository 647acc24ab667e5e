"""The layers of an open project, as the painting process reads them."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ltaxgis.app.opening import LookBeside, opened_beside
from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.map_layers import map_layers, parcels_near


@dataclass(frozen=True, slots=True)
class LoadLayers:
    """What the painting process calls to read the layers of a project that the window has open."""

    path: Path

    def __call__(self) -> list[LayerShapes]:
        with opened_beside(self.path) as project:
            return map_layers(LookBeside(self.path), project.settings)

    def changed(self, uids: frozenset[Uid], names: Collection[str] = ()) -> LayerShapes:
        """The parcels on which these things hang, as they are now, with the columns named or all."""
        with opened_beside(self.path) as project, project.reading() as reading:
            return parcels_near(reading, project.settings, uids, names)
