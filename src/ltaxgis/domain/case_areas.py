"""A part of the town whose cases somebody wants to see: a drawn shape, along a road, on some parcels."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.ids import Uid

SHAPE, ROAD, PARCELS, LISTED = "shape", "road", "parcels", "listed"
ROAD_BUFFER_M = 20.0


@dataclass(frozen=True, slots=True)
class CaseArea:
    """`kind` is how it was told; `shape` lies in the project CRS. `name` and `metres` are a road's, `count` how many
    parcels there are. Without a shape these are the cases that were pointed at, by `uids`."""

    kind: str
    shape: BaseGeometry | None = None
    name: str = ""
    metres: float = 0.0
    count: int = 0
    uids: tuple[Uid, ...] = ()

    @property
    def square_metres(self) -> float:
        return float(self.shape.area) if self.shape is not None else 0.0
