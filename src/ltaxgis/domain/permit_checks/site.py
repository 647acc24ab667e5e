"""What a check looks at: the planned building and the ground around it, project CRS, metres."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.permit_desk import BuildingUse
from ltaxgis.domain.permit_footprints import walls_of

Rules = Mapping[str, Any]
"""The office's page `permit_checks`: the figures of each check by its code."""
_SEAM_M = 0.02
_SIDE_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Road:
    """A road by its centre line, or by its area where the map has no line. `width` None: nobody knows it."""

    shape: BaseGeometry
    width: float | None = None
    name: str = ""
    public: bool = True

    @property
    def area(self) -> BaseGeometry:
        """The ground of the road; the bare line where its width is not known."""
        if self.shape.area > 0 or not self.width:
            return self.shape
        return self.shape.buffer(self.width / 2, cap_style="flat", quad_segs=32)

    def to_centre(self, other: BaseGeometry) -> float | None:
        """How far something is from the centre line; None where that is not known."""
        if self.shape.area == 0:
            return float(self.shape.distance(other))
        return None if self.width is None else float(self.shape.distance(other)) + self.width / 2

    def to_edge(self, other: BaseGeometry) -> float | None:
        if self.shape.area > 0:
            return float(self.shape.distance(other))
        return None if self.width is None else float(self.shape.distance(other)) - self.width / 2


@dataclass(frozen=True, slots=True)
class Water:
    """A stream, canal or lake: its area, or its line and width. `large`: a lake or the sea."""

    shape: BaseGeometry
    width: float | None = None
    name: str = ""
    large: bool = False

    @property
    def area(self) -> BaseGeometry:
        if self.shape.area > 0 or not self.width:
            return self.shape
        return self.shape.buffer(self.width / 2, cap_style="flat", quad_segs=32)


@dataclass(frozen=True, slots=True)
class Ground:
    """A named area: a neighbour's parcel, public land, a zone. `kind` is its layer."""

    shape: BaseGeometry
    name: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """The building as applied for; metres and square metres, None where nobody told. `openings` says of each side of
    the footprint whether it has windows, doors or balconies; None: not told."""

    footprint: Polygon
    use: BuildingUse
    storeys: int = 1
    height: float | None = None
    largest_floor: float | None = None
    area: float | None = None
    units: int = 1
    openings: tuple[bool | None, ...] = ()
    consent: bool = False

    def has_openings(self, index: int) -> bool | None:
        return self.openings[index] if index < len(self.openings) else None


@dataclass(frozen=True)
class Site:
    """`land` are the parcels of the application, `neighbours` those around, `special` areas of other laws by the layer
    they come from; `known_layers` the layers the project has at all. `accuracy` is how far building and boundary may
    be from where they are drawn."""

    planned: Planned
    land: tuple[BaseGeometry, ...]
    rules: Rules
    neighbours: tuple[Ground, ...] = ()
    roads: tuple[Road, ...] = ()
    waters: tuple[Water, ...] = ()
    public: tuple[Ground, ...] = ()
    zones: tuple[Ground, ...] = ()
    special: tuple[Ground, ...] = ()
    standing: tuple[BaseGeometry, ...] = ()
    known_layers: frozenset[str] = field(default_factory=frozenset)
    accuracy: float = 1.0

    @cached_property
    def plot(self) -> BaseGeometry:
        """The parcels as one, their common boundaries gone."""
        whole = shapely.union_all(self.land)
        if len(self.land) < 2:
            return whole
        return whole.buffer(_SEAM_M, join_style="mitre").buffer(-_SEAM_M, join_style="mitre")

    @cached_property
    def ground(self) -> BaseGeometry:
        """The plot without public land and water that cut it."""
        taken = [*(one.shape for one in self.public), *(one.area for one in self.waters)]
        return self.plot.difference(shapely.union_all(taken)) if taken else self.plot

    @cached_property
    def near_roads(self) -> tuple[Road, ...]:
        """Roads along the plot, and those so near to the building that a distance may be wanting."""
        return tuple(
            road for road in self.roads
            if self.touches(road) or road.shape.distance(self.planned.footprint) < (road.width or 0) / 2 + 6
        )  # fmt: skip

    @cached_property
    def road_sides(self) -> BaseGeometry:
        """The part of the plot's boundary that lies along a public road."""
        areas = [road.area.buffer(self.reach(road)) for road in self.roads if road.public and self.touches(road)]
        if not areas:
            return shapely.LineString()
        beside = shapely.union_all(areas)
        sides = [side for side in _sides(self.plot) if _all_within(side, beside)]
        return shapely.union_all(sides) if sides else shapely.LineString()

    @cached_property
    def private_boundary(self) -> BaseGeometry:
        """The plot's boundary without what lies along a public road."""
        return self.plot.boundary.difference(self.road_sides) if not self.road_sides.is_empty else self.plot.boundary

    @cached_property
    def walls(self) -> list[shapely.LineString]:
        return walls_of(self.planned.footprint)

    def reach(self, road: Road) -> float:
        """Up to how far from the road's ground a plot still lies along it: verge and positional error; where the
        width is not known, half of what a lane may be wide besides."""
        verge = float(self.rules.get("C13", {}).get("reach", 2)) + self.accuracy
        return verge + (0 if road.shape.area > 0 or road.width else 4)

    def touches(self, road: Road) -> bool:
        return bool(road.area.distance(self.plot) <= self.reach(road))

    def rule(self, check: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.rules.get(check, {})
        return found


def _sides(shape: BaseGeometry) -> list[shapely.LineString]:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return [shapely.LineString(pair) for ring in rings for pair in pairwise(shapely.get_coordinates(ring))]


def _all_within(side: shapely.LineString, area: BaseGeometry) -> bool:
    points = shapely.line_interpolate_point(side, _SIDE_STEPS, normalized=True)
    return bool(shapely.intersects(area, points).all())
