"""Shapes as the project keeps them: flat multipolygons in metres, mended only beside their original."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.findings import Finding, Place

Shapes = NDArray[np.object_]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
PlaceOf = Callable[[int], Place]

_LOSSES = frozenset({"shape.truncated", "shape.unreadable", "shape.not_placed"})
_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7


@dataclass(frozen=True, slots=True)
class Normalised:
    """As many shapes as were given: MultiPolygons, None where there is none to be had. `originals[i]` is the shape as
    read where it differs in more than its type (mended, or thrown out), else None."""

    shapes: Shapes
    originals: Shapes
    findings: tuple[Finding, ...]


def normalise(shapes: Shapes, place_of: PlaceOf, told: Collection[int] = ()) -> Normalised:
    """Makes valid flat multipolygons of shapes in project metres; every change and every loss is a finding.

    A ring that crosses itself is split where it crosses; of what is mended only areas stay. Missing and empty shapes,
    lines, points, and rings of which no area is left become None. `told` are the positions whose loss has its finding
    already.
    """
    given = np.asarray(shapes, dtype=object)
    findings: list[Finding] = []
    missing = shapely.is_missing(given) | shapely.is_empty(given)
    findings += [Finding("shape.missing", place_of(int(i))) for i in np.flatnonzero(missing) if i not in told]
    flat, dropped_z = _without_heights(given)
    if dropped_z:
        findings.append(Finding("shape.z_dropped", Place(place_of(0).source), facts=(("count", dropped_z),)))
    areal, not_areal = _areal(flat, missing)
    findings += [_not_a_polygon(given[i], place_of(int(i))) for i in np.flatnonzero(not_areal)]
    mended, broken = _mend(areal)
    findings += _mending_findings(areal, mended, broken, place_of)
    originals = np.full(len(given), None, dtype=object)
    changed = broken | not_areal
    originals[changed] = given[changed]
    return Normalised(as_multipolygons(mended), originals, tuple(findings))


def told_losses(findings: Iterable[Finding], numbers: Sequence[int]) -> set[int]:
    """The positions of shapes of which the reader, or the way into the project's CRS, has said that they are lost;
    `numbers[i]` is the row of shape i."""
    rows = {finding.place.row for finding in findings if finding.code in _LOSSES}
    return {i for i, number in enumerate(numbers) if number in rows} if rows else set()


def _without_heights(shapes: Shapes) -> tuple[Shapes, int]:
    high = shapely.has_z(shapes) | shapely.has_m(shapes)
    return (shapely.force_2d(shapes), int(high.sum())) if high.any() else (shapes, 0)


def _areal(shapes: Shapes, missing: Mask) -> tuple[Shapes, Mask]:
    """The polygons among the shapes (also those inside collections), and which of the others were no polygon."""
    kinds = shapely.get_type_id(shapes)
    areal = shapes.copy()
    areal[missing | ((kinds != _POLYGON) & (kinds != _MULTIPOLYGON))] = None
    for i in np.flatnonzero(kinds == _COLLECTION):
        areal[i] = polygons_of(shapes[i])
    return areal, shapely.is_missing(areal) & ~missing


def polygons_of(shape: BaseGeometry) -> BaseGeometry | None:
    """The polygons of any shape as one MultiPolygon, None where it has none."""
    polygons = [part for part in _leaves(shape) if isinstance(part, Polygon) and not part.is_empty]
    return MultiPolygon(polygons) if polygons else None


def _leaves(shape: BaseGeometry) -> list[BaseGeometry]:
    parts = list(shapely.get_parts(shape))
    if len(parts) == 1 and parts[0].geom_type == shape.geom_type:
        return parts
    return [leaf for part in parts for leaf in (_leaves(part) if hasattr(part, "geoms") else [part])]


def _mend(areal: Shapes) -> tuple[Shapes, Mask]:
    endless = _without_end(areal)
    broken = ~shapely.is_missing(areal) & (endless | ~shapely.is_valid(areal))
    mended = areal.copy()
    mended[endless] = None
    for i in np.flatnonzero(broken & ~endless):
        mended[i] = _mended(areal[i])
    flat = ~shapely.is_missing(mended) & (shapely.area(mended) <= 0.0)
    mended[flat] = None
    return mended, broken | flat


def _without_end(shapes: Shapes) -> Mask:
    """Which shapes have a coordinate that is no number; GEOS would only warn of them."""
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    endless = np.zeros(len(shapes), dtype=bool)
    endless[owner[~np.isfinite(coordinates).all(axis=1)]] = True
    return endless


def _mended(shape: BaseGeometry) -> BaseGeometry | None:
    try:
        valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    except shapely.GEOSException:
        return None
    areal = polygons_of(valid)
    return areal if areal is not None and areal.is_valid and areal.area > 0.0 else None


def _mending_findings(before: Shapes, after: Shapes, broken: Mask, place_of: PlaceOf) -> list[Finding]:
    findings = []
    for i in (int(number) for number in np.flatnonzero(broken)):
        place, at = place_of(i), _middle(before[i])
        now = after[i]
        if now is None:
            findings.append(Finding("shape.not_mendable", place, value=str(shapely.is_valid_reason(before[i])), at=at))
            continue
        facts = (("before_m2", round(float(before[i].area), 2)), ("after_m2", round(float(now.area), 2)))
        findings.append(Finding("shape.invalid", place, value=str(shapely.is_valid_reason(before[i])), at=at))
        findings.append(Finding("shape.mended", place, facts=facts, at=representative_point(now)))
    return findings


def _not_a_polygon(shape: BaseGeometry, place: Place) -> Finding:
    return Finding("shape.not_a_polygon", place, value=shape.geom_type, at=_middle(shape))


def _middle(shape: BaseGeometry) -> tuple[float, float] | None:
    west, south, east, north = shape.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    return middle if np.isfinite(middle).all() else None


def as_multipolygons(shapes: Shapes) -> Shapes:
    """The same shapes, each Polygon as a MultiPolygon of one; None stays None."""
    single = np.flatnonzero(shapely.get_type_id(shapes) == _POLYGON)
    whole = shapes.copy()
    if len(single):
        whole[single] = shapely.multipolygons(shapes[single], indices=np.arange(len(single)))
    return whole


def representative_point(shape: BaseGeometry) -> tuple[float, float]:
    """A point that surely lies inside."""
    point = shapely.point_on_surface(shape)
    return float(point.x), float(point.y)


def representative_points(shapes: Shapes) -> NDArray[np.float64]:
    """A point inside each shape as rows of x, y; NaN where there is no shape."""
    points = shapely.point_on_surface(shapes)
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])


def drawn_areas(shapes: Shapes) -> NDArray[np.float64]:
    """Square metres of each shape, NaN where there is none."""
    return shapely.area(shapes)


def same_shape_groups(shapes: Shapes) -> list[Numbers]:
    """The positions of shapes that are exactly alike, wherever their rings begin; groups of two and more, each in
    ascending order. Missing shapes are like nothing."""
    present = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
    # most have a box that no other has: they need not be compared
    _, box, fellows = np.unique(shapely.bounds(shapes[present]), axis=0, return_inverse=True, return_counts=True)
    present = present[fellows[box.ravel()] > 1]
    groups: dict[bytes, list[int]] = {}
    for i, key in zip(present.tolist(), shapely.to_wkb(shapely.normalize(shapes[present])), strict=True):
        groups.setdefault(key, []).append(i)
    return [np.array(group, dtype=np.int64) for group in groups.values() if len(group) > 1]


def unique_shapes(shapes: Shapes) -> Numbers:
    """The positions of the present shapes without the repetitions of equal ones: stacked units count once."""
    keep = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    for group in same_shape_groups(shapes):
        keep[group[1:]] = False
    return np.flatnonzero(keep)


def find_duplicates(shapes: Shapes, codes: Sequence[str | None], place_of: PlaceOf) -> list[Finding]:
    """A finding for each shape that repeats an earlier one of the same code (or where neither has a code).

    Equal shapes under different codes are units stacked on one ground, which is no fault.
    """
    findings = []
    for group in same_shape_groups(shapes):
        first_of: dict[str, int] = {}
        for i in group.tolist():
            first = first_of.setdefault((codes[i] or "").strip(), i)
            if first != i:
                facts = (("first", place_of(first).subject or place_of(first).row), ("first_row", place_of(first).row))
                findings.append(
                    Finding("shape.duplicate", place_of(i), facts=facts, at=representative_point(shapes[i]))
                )
    return findings


def find_slivers(shapes: Shapes, place_of: PlaceOf, area_m2: float = 50.0, width_m: float = 1.0) -> list[Finding]:
    """A finding for each part that is both small and thin: under `area_m2`, and on the average narrower than
    `width_m` (twice its area by its perimeter). A market stall of 2 × 4 m is none."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    areas, rims = shapely.area(parts), shapely.length(parts)
    widths = np.divide(2 * areas, rims, out=np.zeros_like(areas), where=rims > 0)
    slivers = np.flatnonzero((areas < area_m2) & (widths < width_m))
    return [
        Finding(
            "shape.sliver",
            place_of(int(owner[i])),
            facts=(("area_m2", round(float(areas[i]), 2)), ("width_m", round(float(widths[i]), 2))),
            at=representative_point(parts[i]),
        )
        for i in slivers
    ]
