"""Which coordinate system a new project should have for the layer it begins with: always a projected one in metres."""

import math

import numpy as np

from ltaxgis.domain.crs import is_indian_1975, read_crs, require_metric, transformer
from ltaxgis.domain.crs_doubts import THAILAND
from ltaxgis.domain.errors import Refused

Box = tuple[float, float, float, float]
Place = tuple[float, float]

THAI_ZONES = ("32647", "32648")
_WEB_MERCATOR = "3857"
# the grid of a country, and the longitudes and latitudes it is made for
_NATIONAL: tuple[tuple[str, Box], ...] = (("2154", (-5.2, 41.2, 9.7, 51.2)), ("2193", (166.0, -47.6, 179.0, -34.0)))
_INDIAN_DEGREES, _METRES_OF_DEGREE = "4240", 111_320.0
_SOUTHERN, _NORTHERN = 32700, 32600


def fitting_systems(box: Box, crs: str) -> tuple[str, ...]:
    """Codes for a project about a layer that lies in `box` of its own CRS, the best first.

    The layer's own system where it is metric and true to area; the UTM zone of WGS 84 for layers of Thailand on
    Indian 1975 and for degrees; abroad the country's grid before it.
    """
    try:
        middle = middle_of(box, crs)
    except Refused:
        return THAI_ZONES
    own = (crs,) if crs.isdigit() and crs != _WEB_MERCATOR and not is_indian_1975(crs) and _is_metric(crs) else ()
    if not _on_earth(middle):
        return tuple(dict.fromkeys((*own, *THAI_ZONES)))
    zone = utm_zone(middle)
    if _within(middle, THAILAND):
        return tuple(dict.fromkeys((*own, zone, *THAI_ZONES)))
    national = tuple(code for code, country in _NATIONAL if _within(middle, country))
    return tuple(dict.fromkeys((*own, *national, zone)))


def middle_of(box: Box, crs: str, datum_shift: str = "206,837,295") -> Place:
    """Longitude and latitude of the middle of a box; raises `Refused("crs.unknown")`."""
    return degrees_of(box, crs, datum_shift)[1]


def degrees_of(box: Box, crs: str, datum_shift: str = "206,837,295") -> tuple[Box, Place]:
    """The box in degrees of WGS 84 and its middle; infinite where the CRS cannot hold such numbers."""
    west, south, east, north = box
    middle = ((west + east) / 2, (south + north) / 2)
    corners = np.array([(west, south), (east, south), (east, north), (west, north), middle], dtype=np.float64)
    places = transformer(crs, "4326", datum_shift)(corners)
    (left, low), (right, high) = places.min(axis=0), places.max(axis=0)
    return (float(left), float(low), float(right), float(high)), (float(places[4][0]), float(places[4][1]))


def utm_zone(place: Place) -> str:
    """The zone of WGS 84 for a longitude and latitude."""
    number = min(60, int((place[0] + 180) // 6) + 1)
    return str((_SOUTHERN if place[1] < 0 else _NORTHERN) + number)


def is_abroad(place: Place) -> bool:
    return not _within(place, THAILAND)


def _is_metric(crs: str) -> bool:
    try:
        require_metric(crs)
    except Refused:
        return False
    return not read_crs(crs).is_geographic


def _on_earth(place: Place) -> bool:
    return abs(place[0]) <= 180 and abs(place[1]) <= 90


def _within(place: Place, box: Box) -> bool:
    west, south, east, north = box
    return west <= place[0] <= east and south <= place[1] <= north


def moved_by(box: Box, crs: str, datum_shift: str) -> tuple[float, float]:
    """Metres east and north by which a set moves a layer on Indian 1975 onto WGS 84, in the middle of its box."""
    _, there = degrees_of(box, crs, datum_shift)
    middle = np.array([((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)], dtype=np.float64)
    here = transformer(crs, _INDIAN_DEGREES, datum_shift)(middle)[0]
    along = _METRES_OF_DEGREE * math.cos(math.radians(there[1]))
    return (there[0] - float(here[0])) * along, (there[1] - float(here[1])) * _METRES_OF_DEGREE
