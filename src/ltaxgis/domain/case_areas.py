"""A part of the town whose cases somebody wants to see: a drawn shape, along a road, on some parcels."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

SHAPE, ROAD, PARCELS = "shape", "road", "parcels"
ROAD_BUFFER_M = 20.0


@dataclass(frozen=True, slots=True)
class CaseArea:
    """`kind` is how it was told; `shape` lies in the project CRS. `name` and `metres` are a road's, `count` how many
    parcels there are."""

    kind: str
    shape: BaseGeometry
    name: str = ""
    metres: float = 0.0
    count: int = 0

    @property
    def square_metres(self) -> float:
        return float(self.shape.area)
