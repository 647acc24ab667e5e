"""Coordinate systems: which one a layer is in, and how its shapes come into the project's metres.

A CRS travels as text: an EPSG code (`32647`), WKT where it has none, empty where nothing is known. Coordinates are
always x east, y north. Indian 1975 never takes the first choice of PROJ, which lies some 190 m off all over Thailand;
it takes one of the named three-parameter sets below.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer, network
from pyproj.crs import BoundCRS
from pyproj.crs.coordinate_operation import ToWGS84Transformation
from pyproj.exceptions import CRSError

from ltaxgis.domain.errors import Refused

Coordinates = NDArray[np.float64]
Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class DatumShift:
    """Metres from Indian 1975 to WGS 84, geocentric. `name` is what a project keeps and a sheet prints;
    `crs.shift.<name>` in the words says where the set comes from."""

    name: str
    x: float
    y: float
    z: float


DEFAULT_SHIFT = "206,837,295"
DATUM_SHIFTS: dict[str, DatumShift] = {
    shift.name: shift
    for shift in (
        DatumShift("206,837,295", 206, 837, 295),
        DatumShift("204.4798,837.8940,294.7765", 204.4798, 837.8940, 294.7765),
        DatumShift("209,818,290", 209, 818, 290),
        DatumShift("210,814,289", 210, 814, 289),
    )
}

_EVEREST_1937 = (6377276.345, 300.8017)
_OTHER_EVEREST_DATUMS = ("1954", "1960", "kertau", "kalianpur", "nepal", "timbalai", "gulshan")
_INDIAN_1975_OF_ZONE = {99.0: "24047", 105.0: "24048"}


def read_crs(text: str | int) -> CRS:
    """The CRS that a code, a WKT or a PROJ text means, a shift inside it left out (ours is pinned by name).

    Raises `Refused("crs.unknown")`.
    """
    try:
        crs = CRS.from_user_input(int(text) if str(text).isdigit() else text)
    except CRSError as error:
        raise Refused("crs.unknown", crs=str(text)[:80]) from error
    while crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs
    if crs.is_compound and crs.sub_crs_list:
        return crs.sub_crs_list[0]
    return crs


def crs_code(text: str | int) -> str:
    """The EPSG code of a CRS as text, its WKT where it has none, empty where the text is empty or unreadable.

    Everest 1830 without a known datum name counts as Indian 1975: PROJ would call it Indian 1954, and layers of the
    Land Department come like this.
    """
    if not str(text).strip():
        return ""
    try:
        crs = read_crs(text)
    except Refused:
        return ""
    if is_indian_1975(crs):
        return _code_of_indian_1975(crs)
    code = crs.to_epsg(min_confidence=60)
    return str(code) if code else crs.to_wkt()


def crs_label(text: str | int) -> str:
    """How a person reads it: `EPSG:32647 WGS 84 / UTM zone 47N`."""
    if not str(text).strip():
        return ""
    crs = read_crs(text)
    code = crs_code(text)
    return f"EPSG:{code} {crs.name}" if code.isdigit() else crs.name


def is_indian_1975(text: str | int | CRS) -> bool:
    """Whether a CRS stands on Indian 1975, also under another name for its Everest 1830 ellipsoid."""
    crs = text if isinstance(text, CRS) else read_crs(text)
    ellipsoid, datum = crs.ellipsoid, crs.datum
    if ellipsoid is None or crs.geodetic_crs is None:
        return False
    names = f"{crs.name} {crs.geodetic_crs.name} {datum.name if datum else ''}".lower()
    if "indian" in names and "1975" in names:
        return True
    everest = (
        abs(ellipsoid.semi_major_metre - _EVEREST_1937[0]) < 0.01
        and abs(ellipsoid.inverse_flattening - _EVEREST_1937[1]) < 0.001
    )
    return everest and not any(other in names for other in _OTHER_EVEREST_DATUMS)


def _code_of_indian_1975(crs: CRS) -> str:
    if crs.is_geographic:
        return "4240"
    code = crs.to_epsg(min_confidence=60)
    if code in (24047, 24048):
        return str(code)
    parameters = {parameter.name: parameter.value for parameter in crs.coordinate_operation.params}  # type: ignore[union-attr]
    utm = (
        parameters.get("False easting") == 500000.0
        and parameters.get("False northing") == 0.0
        and parameters.get("Scale factor at natural origin") == 0.9996
    )
    zone = _INDIAN_1975_OF_ZONE.get(float(parameters.get("Longitude of natural origin", 0.0)))
    return zone if utm and zone else crs.to_wkt()


def require_metric(text: str | int) -> str:
    """The code of a projected CRS in metres, the only kind a project may have.

    Raises `Refused` with `crs.unknown` or `crs.not_metric`.
    """
    crs = read_crs(text)
    metres = all(abs(axis.unit_conversion_factor - 1.0) < 1e-9 for axis in crs.axis_info[:2])
    if not (crs.is_projected and metres):
        raise Refused("crs.not_metric", crs=crs_label(text))
    return crs_code(text)


def datum_shift(name: str) -> DatumShift:
    """The set of that name; raises `Refused("crs.shift_unknown")`."""
    try:
        return DATUM_SHIFTS[name]
    except KeyError as error:
        raise Refused("crs.shift_unknown", name=name, names=" · ".join(DATUM_SHIFTS)) from error


class CrsTransform:
    """Coordinates of one CRS in another: an array of x, y in, one of the same length out (`inf` where impossible)."""

    def __init__(self, *steps: Transformer) -> None:
        self.steps = steps

    def __call__(self, coordinates: Coordinates) -> Coordinates:
        x, y = coordinates[:, 0], coordinates[:, 1]
        for step in self.steps:
            x, y = step.transform(x, y)
        return np.column_stack([x, y])

    def shapes(self, shapes: Shapes) -> tuple[Shapes, NDArray[np.bool_]]:
        """The shapes in the other CRS, without heights, and which of them could not be brought there (None then)."""
        moved = shapely.transform(shapes, self) if self.steps else shapely.force_2d(shapes)
        finite = np.isfinite(shapely.bounds(moved)).all(axis=1)
        lost = ~finite & ~shapely.is_missing(moved) & ~shapely.is_empty(moved)
        if lost.any():
            moved = moved.copy()
            moved[lost] = None
        return moved, lost


def transformer(source_crs: str | int, target_crs: str | int, datum_shift_name: str = DEFAULT_SHIFT) -> CrsTransform:
    """How coordinates come from one CRS into another, Indian 1975 by the named set, without any network."""
    if crs_code(source_crs) and crs_code(source_crs) == crs_code(target_crs):
        return CrsTransform()
    datum_shift(datum_shift_name)
    return CrsTransform(_transformer(str(source_crs), str(target_crs), datum_shift_name))


def unpinned_transformer(source_crs: str | int, target_crs: str | int) -> CrsTransform:
    """What PROJ, and so QGIS and ogr2ogr, would do by themselves: some 190 m beside the pinned sets."""
    return CrsTransform(_transformer(str(source_crs), str(target_crs), ""))


@lru_cache(maxsize=64)
def _transformer(source: str, target: str, shift_name: str) -> Transformer:
    network.set_network_enabled(active=False)  # type: ignore[attr-defined]  # its stub forgets to export it
    start, end = _pinned(read_crs(source), shift_name), _pinned(read_crs(target), shift_name)
    return Transformer.from_crs(start, end, always_xy=True)


def _pinned(crs: CRS, shift_name: str) -> CRS:
    if not shift_name or not is_indian_1975(crs):
        return crs
    shift = datum_shift(shift_name)
    to_wgs84 = ToWGS84Transformation(crs.geodetic_crs, shift.x, shift.y, shift.z)
    return BoundCRS(source_crs=crs, target_crs="EPSG:4326", transformation=to_wgs84)
