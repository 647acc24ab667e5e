"""The layers of an open project, as the painting process reads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ltaxgis.app.opening import LookBeside, opened_beside
from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.permit_desk import PERMITS
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.states import StateTable
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.case_layers import case_layers
from ltaxgis.services.map_layers import map_layers, parcels_near


def case_tables() -> tuple[StateTable, ...]:
    return PETITIONS.table, PERMITS.table


def _today() -> date:
    return local_day(datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class LoadLayers:
    """What the painting process calls to read the layers of a project that the window has open."""

    path: Path

    def __call__(self) -> list[LayerShapes]:
        with opened_beside(self.path) as project:
            return map_layers(LookBeside(self.path), project.settings, case_tables(), _today())

    def cases(self, uids: frozenset[Uid]) -> list[LayerShapes] | None:
        """The layers of cases as they are now, None where none of these things is a case."""
        with opened_beside(self.path) as project, project.reading() as reading:
            return case_layers(reading, case_tables(), _today()) if reading.get(Case, uids) else None

    def changed(self, uids: frozenset[Uid], names: Collection[str] = ()) -> LayerShapes:
        """The parcels on which these things hang, as they are now, with the columns named or all."""
        with opened_beside(self.path) as project, project.reading() as reading:
            return parcels_near(reading, project.settings, uids, names)
