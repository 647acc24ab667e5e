"""Where a case lies: the parcels under its point, and whether that is in the municipality."""

import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.ports.stores import Reading


def parcels_under(reading: Reading, shape: BaseGeometry | None) -> list[Uid]:
    """The parcels in which the point lies; several where they overlap or are stacked."""
    if shape is None:
        return []
    near = reading.get(Parcel, reading.near(Parcel, shape.bounds))
    return [one.uid for one in near if one.shape is not None and shapely.intersects(one.shape, shape)]


def lies_outside(reading: Reading, shape: BaseGeometry | None) -> bool:
    """Whether a point lies beyond the municipality's boundary; where none is drawn, nothing does."""
    if shape is None:
        return False
    drawn = reading.having(Feature, "layer", ["boundary"])
    areas = [one.shape for one in drawn if one.shape is not None and one.shape.area > 0]
    return bool(areas) and not any(shapely.intersects(area, shape) for area in areas)
