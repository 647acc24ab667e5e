"""The cases of a part of the town, and what parts can be told by: places set on the map, a road, parcels."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.case_areas import PARCELS, ROAD, SHAPE, CaseArea
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.ports.cases import CasePlaces
from ltaxgis.ports.stores import Reading

ROAD_LAYERS = ("roads", "road_areas")


OnMap = Callable[[str, str], bool]
"""Whether cases of a kind and category may stand on a map."""


def cases_within(reading: Reading, desk: str, viewer: str, shape: BaseGeometry, on_map: OnMap) -> CasePlaces:
    """Those cases of a desk whose point lies in a shape (project CRS) or on its edge, the oldest first; those for named
    people only where the viewer is one of them."""
    near = reading.case_places(desk, viewer, shape.bounds)
    shapely.prepare(shape)
    return _kept(near, shapely.intersects_xy(shape, near.places[:, 0], near.places[:, 1]), on_map)


def cases_for_everybody(reading: Reading, desk: str, first: date, last: date, on_map: OnMap) -> CasePlaces:
    """Those that came between two days and may stand on a map that leaves the office."""
    came = reading.case_places(desk, first=first, last=last)
    return _kept(came, np.ones(len(came.uids), bool), on_map)


def _kept(found: CasePlaces, wanted: NDArray[np.bool_], on_map: OnMap) -> CasePlaces:
    kept = [one for one in np.flatnonzero(wanted).tolist() if on_map(found.kinds[one], found.categories[one])]
    return CasePlaces(
        tuple(found.uids[one] for one in kept), tuple(found.kinds[one] for one in kept),
        tuple(found.categories[one] for one in kept), found.places[kept],
    )  # fmt: skip


def cases_of(reading: Reading, desk: str, viewer: str, area: CaseArea, on_map: OnMap) -> Sequence[Uid]:
    """The cases of an area."""
    return area.uids if area.shape is None else cases_within(reading, desk, viewer, area.shape, on_map).uids


def count_kinds(kinds: Iterable[str]) -> Mapping[str, int]:
    """How many of each kind, the most first."""
    return dict(Counter(kinds).most_common())


def drawn_area(places: Sequence[tuple[float, float]]) -> CaseArea:
    """What the ring through some places holds. Refused (`case_area.no_surface`) where it holds nothing."""
    ring = shapely.Polygon(places) if len(places) > 2 else shapely.Polygon()
    surface = ring if ring.is_valid else shapely.make_valid(ring)
    if surface.area <= 0:
        raise Refused("case_area.no_surface")
    return CaseArea(SHAPE, surface)


def road_area(reading: Reading, road: str, metres: float) -> CaseArea:
    """What lies within so many metres of a road: all pieces that bear its name, or the one of this uid. Refused
    (`case_area.no_road`) where the map has none."""
    pieces = reading.having(Feature, "label", [road]) or reading.get(Feature, [Uid(road)])
    drawn = [one for one in pieces if one.layer in ROAD_LAYERS and one.shape is not None]
    if not drawn:
        raise Refused("case_area.no_road", name=road)
    whole = shapely.union_all([one.shape for one in drawn])
    return CaseArea(ROAD, whole.buffer(metres), drawn[0].label, metres)


def road_of(reading: Reading, uid: Uid) -> str:
    """What `road_area` finds this piece by: its name, else its uid."""
    found = reading.get(Feature, [uid])
    return found[0].label if found and found[0].label else uid


def road_names(reading: Reading) -> list[str]:
    """The names of the map's roads, each once."""
    names = {one.label for one in reading.having(Feature, "layer", ROAD_LAYERS) if one.label and one.shape is not None}
    return sorted(names)


def parcels_area(reading: Reading, uids: Sequence[Uid]) -> CaseArea:
    """What lies on some parcels. Refused (`case_area.no_parcels`) where none of them is drawn."""
    drawn = [one.shape for one in reading.get(Parcel, uids) if one.shape is not None]
    if not drawn:
        raise Refused("case_area.no_parcels")
    return CaseArea(PARCELS, shapely.union_all(drawn), count=len(drawn))
