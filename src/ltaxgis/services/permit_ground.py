"""The ground on which a permit's building is drawn."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.cases import Case
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permits import Permit
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_places import parcels_under
from ltaxgis.services.permit_map import land_of
from ltaxgis.services.permits import permit_of

AROUND_M = 15.0


@dataclass(frozen=True, slots=True)
class DrawingGround:
    """`plot` are the shapes of the parcels, project CRS; `box` what the map shows at first, None where nobody knows a
    place."""

    number: str
    permit: Permit
    plot: tuple[BaseGeometry, ...]
    box: tuple[float, float, float, float] | None


def drawing_ground(reading: Reading, case_uid: Uid) -> DrawingGround:
    """The parcels that the application names; where it names none, those under its outline or its place. Refused
    (`permits.gone`) where the case is none of the permits' desk."""
    permit = permit_of(reading, case_uid)
    case = reading.get(Case, [case_uid])[0]
    land = land_of(reading, permit) or reading.get(Parcel, parcels_under(reading, case.shape))
    plot = tuple(one.shape for one in land if one.shape is not None)
    seen = [one for one in (*plot, permit.footprint) if one is not None] or ([case.shape] if case.shape else [])
    boxes = [one.bounds for one in seen]
    box = None
    if boxes:
        west, south = min(one[0] for one in boxes), min(one[1] for one in boxes)
        east, north = max(one[2] for one in boxes), max(one[3] for one in boxes)
        box = (west - AROUND_M, south - AROUND_M, east + AROUND_M, north + AROUND_M)
    return DrawingGround(case.number, permit, plot, box)
