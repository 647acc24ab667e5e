"""Doubts about the CRS a layer is said to be in, and what would explain its numbers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.crs import (
    DEFAULT_SHIFT,
    Coordinates,
    Shapes,
    read_crs,
    transformer,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place

# longitudes and latitudes of Thailand, and the systems in which its maps are drawn, the usual first
THAILAND = (97.3, 5.5, 105.7, 20.5)
_IMPOSSIBLE = frozenset({"crs.degrees_as_metres", "crs.metres_as_degrees", "crs.axes_swapped"})
THAI_SYSTEMS = ("32647", "32648", "24047", "24048", "4326")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A CRS under which the layer lies in Thailand, and where it then is."""

    crs: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Suspicion:
    """`code` (`crs.missing`, `crs.outside_thailand`, `crs.of_no_thai_system`, `crs.degrees_as_metres`,
    `crs.metres_as_degrees`, `crs.axes_swapped`) is a sentence of the words; `inside` of `total` shapes lie in Thailand
    under the stated CRS; without candidates the layer is most likely of another country."""

    code: str
    stated: str
    inside: int
    total: int
    candidates: tuple[Candidate, ...] = ()

    @property
    def facts(self) -> dict[str, object]:
        return {
            "crs": self.stated,
            "inside": self.inside,
            "total": self.total,
            "candidates": ", ".join(f"EPSG:{candidate.crs}" for candidate in self.candidates) or "–",
        }


def suspicions(
    shapes: Shapes, stated_crs: str, datum_shift_name: str = DEFAULT_SHIFT, enough: float = 0.9
) -> list[Suspicion]:
    """What speaks against the stated CRS; empty where `enough` of the shapes lie in Thailand under it."""
    bounds = shapely.bounds(shapes)
    bounds = bounds[np.logical_and.reduce(np.isfinite(bounds), axis=1)]
    if not len(bounds):
        return []
    middles, degrees = (bounds[:, :2] + bounds[:, 2:]) / 2, _are_degrees(bounds)
    inside = in_thailand(middles, stated_crs, datum_shift_name) if stated_crs else np.zeros(len(middles), bool)
    if stated_crs and inside.mean() >= enough:
        return []
    candidates = tuple(
        candidate
        for crs in THAI_SYSTEMS
        if crs != stated_crs
        and (degrees or crs != "4326")
        and (candidate := _candidate(middles, crs, datum_shift_name, enough))
    )
    code = _kind(middles, degrees, stated_crs)
    if code == "crs.outside_thailand" and not candidates:
        code = "crs.of_no_thai_system"
    return [Suspicion(code, stated_crs, int(inside.sum()), len(middles), candidates)]


def doubt_layer(
    shapes: Shapes,
    crs: str,
    place: Place,
    place_of: Callable[[int], Place],
    datum_shift_name: str = DEFAULT_SHIFT,
) -> list[Finding]:
    """Findings about where a layer lies: as a whole outside Thailand, or single shapes of it.

    Raises `Refused` where its numbers cannot be what they are said to be: degrees as metres, metres as degrees, axes
    the wrong way round.
    """
    findings = []
    for doubt in suspicions(shapes, crs, datum_shift_name):
        if doubt.code in _IMPOSSIBLE:
            raise Refused(doubt.code, name=place.source, **doubt.facts)
        findings.append(Finding(doubt.code, place, value=crs, facts=tuple(doubt.facts.items())))
    return findings + find_strays(shapes, crs, place_of, datum_shift_name)


def in_thailand(points: Coordinates, crs: str, datum_shift_name: str = DEFAULT_SHIFT) -> NDArray[np.bool_]:
    """Which points lie within the rectangle of Thailand, if they are in that CRS."""
    degrees = transformer(crs, "4326", datum_shift_name)(points)
    west, south, east, north = THAILAND
    x, y = degrees[:, 0], degrees[:, 1]
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def find_strays(
    shapes: Shapes, crs: str, place_of: Callable[[int], Place], datum_shift_name: str = DEFAULT_SHIFT
) -> list[Finding]:
    """A finding for each shape that reaches out of Thailand where most of the layer lies inside: one broken point makes
    a parcel as large as a province. Nothing for a layer of another country."""
    if suspicions(shapes, crs, datum_shift_name, enough=0.5):
        return []
    bounds = shapely.bounds(shapes)
    there = np.logical_and.reduce(np.isfinite(bounds), axis=1)
    bounds = np.where(there[:, None], bounds, 0.0)
    inside = in_thailand(bounds[:, :2], crs, datum_shift_name) & in_thailand(bounds[:, 2:], crs, datum_shift_name)
    return [
        Finding("shape.outside_thailand", place_of(int(i)), at=(float(bounds[i, 0]), float(bounds[i, 1])))
        for i in np.flatnonzero(there & ~inside)
    ]


def _candidate(middles: Coordinates, crs: str, datum_shift_name: str, enough: float) -> Candidate | None:
    if in_thailand(middles, crs, datum_shift_name).mean() < enough:
        return None
    longitude, latitude = np.median(transformer(crs, "4326", datum_shift_name)(middles), axis=0)
    return Candidate(crs, float(longitude), float(latitude))


def _kind(middles: Coordinates, degrees: bool, stated_crs: str) -> str:
    west, south, east, north = THAILAND
    x, y = np.median(middles[:, 0]), np.median(middles[:, 1])
    if degrees and south <= x <= north and west <= y <= east:
        return "crs.axes_swapped"
    if not stated_crs:
        return "crs.missing"
    stated_degrees = read_crs(stated_crs).is_geographic
    if stated_degrees and not degrees:
        return "crs.metres_as_degrees"
    if not stated_degrees and degrees:
        return "crs.degrees_as_metres"
    return "crs.outside_thailand"


def _are_degrees(bounds: Coordinates) -> bool:
    """Whether the numbers are longitudes and latitudes: within the globe, in whichever order, and shapes as small as
    parcels and towns are in degrees. A drawing in metres about a corner of its own is none."""
    sizes = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    on_globe = np.abs(bounds) <= 180.0
    return bool(np.logical_and.reduce(on_globe, axis=1).mean() > 0.9 and np.median(sizes) < 1.0)
