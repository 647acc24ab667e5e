"""How parcels lie beside each other: where two cover the same ground, and where a narrow slit parts them.

Old overlaps and gaps refuse nothing; they are findings with their place. Works on unique shapes only, so that units
stacked on one ground do not count against each other.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.findings import Finding
from ltaxgis.domain.geometry import PlaceOf, representative_point, unique_shapes
from ltaxgis.domain.telling import Told, untold

Shapes = NDArray[np.object_]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]

# pairs handed to GEOS at a time: bounds memory where thousands of large shapes cross
_PAIRS_AT_ONCE = 20_000
# a corner sharper than this opens a slit at its tip; a blunter one is only a corner
_MITRE_LIMIT = 5.0
_PARCELS_PER_TILE = 400
# smaller than any tolerance: what rounding leaves between two lines that should be one
_SPECK_M2 = 1e-4


@dataclass(frozen=True, slots=True)
class Overlap:
    """Parcels `first` and `second` (positions, first < second) cover `area_m2` together, one of its points `at`.
    `certain` is False where the overlay's areas do not add up."""

    first: int
    second: int
    area_m2: float
    at: tuple[float, float]
    shape: BaseGeometry
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """A slit between the parcels `beside` (positions)."""

    beside: tuple[int, ...]
    area_m2: float
    width_m: float
    at: tuple[float, float]
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Coverage:
    """The distinct shapes of a layer: their positions in it, a tree of them, and which of them have an edge that is not
    their neighbour's."""

    numbers: Numbers
    shapes: Shapes
    tree: shapely.STRtree
    unmatched: Mask


def coverage_of(shapes: Shapes) -> Coverage:
    """Made once for all that is looked for in a layer: for a town it is half of the work."""
    numbers = unique_shapes(shapes)
    unique = shapes[numbers]
    return Coverage(numbers, unique, shapely.STRtree(unique), _unmatched(unique))


def find_overlaps(
    shapes: Shapes, tolerance_m2: float = 0.01, told: Told = untold, coverage: Coverage | None = None
) -> list[Overlap]:
    """Pairs of valid shapes that share more than the tolerance, the largest first. Equal shapes are no pair
    (`find_duplicates` tells them). `told` counts the pairs that are looked at."""
    distinct = coverage or coverage_of(shapes)
    numbers, unique = distinct.numbers, distinct.shapes
    pairs = _suspect_pairs(distinct)
    found: list[Overlap] = []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        told(start, len(pairs))
        found += _overlaps_of(unique, pairs[start : start + _PAIRS_AT_ONCE], tolerance_m2)
    told(len(pairs), len(pairs))
    found = [Overlap(int(numbers[o.first]), int(numbers[o.second]), o.area_m2, o.at, o.shape, o.certain) for o in found]
    return sorted(found, key=lambda overlap: -overlap.area_m2)


def _suspect_pairs(distinct: Coverage) -> Numbers:
    """Pairs whose boxes meet and of which one has an edge that is not its neighbour's: two shapes whose edges all
    match cannot overlap. (The coverage check is only a sieve, and must never see a missing shape.)"""
    left, right = distinct.tree.query(distinct.shapes)
    once = left < right
    suspect = once & (distinct.unmatched[left] | distinct.unmatched[right])
    return np.column_stack([left[suspect], right[suspect]])


def _unmatched(unique: Shapes) -> Mask:
    if not len(unique):
        return np.zeros(0, dtype=bool)
    return ~shapely.is_empty(shapely.coverage_invalid_edges(unique))


def _overlaps_of(unique: Shapes, pairs: Numbers, tolerance_m2: float) -> list[Overlap]:
    left, right = unique[pairs[:, 0]], unique[pairs[:, 1]]
    meet = shapely.intersects(left, right)
    pairs, left, right = pairs[meet], left[meet], right[meet]
    common = shapely.intersection(left, right)
    areas = shapely.area(common)
    sound = _adds_up(left, right, areas)
    for i in np.flatnonzero(~sound):
        common[i] = shapely.intersection(left[i], right[i], grid_size=1e-4)
    areas = shapely.area(common)
    sound |= _adds_up(left, right, areas, slack=1e-3)
    return [
        Overlap(
            first=int(pairs[i, 0]),
            second=int(pairs[i, 1]),
            area_m2=float(areas[i]),
            at=representative_point(common[i]),
            shape=common[i],
            certain=bool(sound[i]),
        )
        for i in np.flatnonzero(areas > tolerance_m2)
    ]


def _adds_up(left: Shapes, right: Shapes, areas: NDArray[np.float64], slack: float = 1e-6) -> Mask:
    """Whether what is common and what is left of the first make up the first again: some overlays of GEOS fail
    without a word."""
    whole = shapely.area(left)
    rest = shapely.area(shapely.difference(left, right))
    return np.abs(areas + rest - whole) <= slack * np.maximum(whole, 1.0)


def find_gaps(
    shapes: Shapes,
    width_m: float = 1.0,
    tolerance_m2: float = 0.01,
    told: Told = untold,
    coverage: Coverage | None = None,
) -> list[Gap]:
    """Slits narrower than `width_m` between parcels, or inside the ring of one, the largest first.

    Found by closing: what the ground of all parcels gains when it is widened by half the width and narrowed again. A
    street stays open; the corner of a block stays a corner. `told` counts the parcels that are looked at.
    """
    distinct = coverage or coverage_of(shapes)
    numbers, unique, unmatched, tree = distinct.numbers, distinct.shapes, distinct.unmatched, distinct.tree
    if not len(unique):
        return []
    pieces: list[BaseGeometry] = []
    tiles = _tiles(unique)
    for number, tile in enumerate(tiles):
        told(len(unique) * number // len(tiles), len(unique))
        near = tree.query(shapely.buffer(tile, 5 * width_m))
        if len(near):
            pieces += _slits_in(tile, unique[near], unmatched[near], width_m)
    told(len(unique), len(unique))
    slits = [slit for slit in _rejoined(pieces) if slit.area > tolerance_m2]
    return sorted((_gap(slit, tree, numbers) for slit in slits), key=lambda gap: -gap.area_m2)


def _tiles(unique: Shapes) -> list[BaseGeometry]:
    """Squares over the whole layer, of some parcels each: overlays of a whole town at once take ten times as long."""
    west, south, east, north = shapely.total_bounds(unique)
    per_side = max(1, int(np.sqrt(len(unique) / _PARCELS_PER_TILE)))
    x, y = np.linspace(west, east, per_side + 1), np.linspace(south, north, per_side + 1)
    return [shapely.box(x[i], y[j], x[i + 1], y[j + 1]) for i in range(per_side) for j in range(per_side)]


def _slits_in(tile: BaseGeometry, shapes: Shapes, unmatched: Mask, width_m: float) -> list[BaseGeometry]:
    """The slits of a tile, cut off at its rim: beyond it not all the neighbours were looked at."""
    covered = _covered(shapes, unmatched)
    slits = [slit for part in _gained(covered, _closed(covered, width_m)) for slit in shapely.get_parts(part)]
    found = np.array([*slits, None], dtype=object)[:-1]
    found = found[(shapely.area(found) > _SPECK_M2) & shapely.intersects(found, tile)]
    return [part for part in shapely.get_parts(shapely.intersection(found, tile)) if part.geom_type == "Polygon"]


def _covered(shapes: Shapes, unmatched: Mask) -> Shapes:
    """The ground that any shape covers, as polygons that at most touch. Where edges match, the quick union serves; its
    area says whether it may be believed. The slow one takes only what lies about the shapes that do not match."""
    matched = shapes[~unmatched]
    quick = shapely.coverage_union_all(matched)
    wanted = float(shapely.area(matched).sum())
    if abs(quick.area - wanted) > 1e-9 * max(wanted, 1.0) or not quick.is_valid:
        return shapely.get_parts(shapely.union_all(shapes))
    blocks, odd = shapely.get_parts(quick), shapes[unmatched]
    if not len(odd):
        return blocks
    about = np.unique(shapely.STRtree(blocks).query(odd)[1])
    apart = np.delete(blocks, about)
    return np.concatenate([apart, shapely.get_parts(shapely.union_all([*blocks[about], *odd]))])


def _gained(covered: Shapes, closed: BaseGeometry) -> list[BaseGeometry]:
    """What closing added. A closed part whose area is that of the ground in it gained nothing and is passed over:
    taking one large shape from another is what costs."""
    parts = shapely.get_parts(closed)
    tree = shapely.STRtree(parts)
    ground, part = tree.query(shapely.point_on_surface(covered), predicate="intersects")
    filled = np.bincount(part, weights=shapely.area(covered)[ground], minlength=len(parts))
    more = np.flatnonzero(shapely.area(parts) - filled > _SPECK_M2)
    return [shapely.difference(parts[i], shapely.multipolygons(covered[ground[part == i]])) for i in more]


def _closed(covered: Shapes, width_m: float) -> BaseGeometry:
    ground = MultiPolygon(covered.tolist())
    wider = shapely.buffer(ground, width_m / 2, join_style="mitre", mitre_limit=_MITRE_LIMIT)
    return shapely.buffer(wider, -width_m / 2, join_style="mitre", mitre_limit=_MITRE_LIMIT)


def _rejoined(pieces: list[BaseGeometry]) -> list[BaseGeometry]:
    """Slits that were cut at the rim of a tile are one again."""
    if not pieces:
        return []
    whole = shapely.union_all(pieces, grid_size=1e-4)
    return list(shapely.get_parts(whole))


def _gap(slit: BaseGeometry, tree: shapely.STRtree, numbers: Numbers) -> Gap:
    beside = numbers[np.sort(tree.query(slit, predicate="dwithin", distance=0.001))]
    width = 2 * slit.area / slit.length
    return Gap(tuple(beside.tolist()), float(slit.area), float(width), representative_point(slit), slit)


def overlap_findings(overlaps: list[Overlap], place_of: PlaceOf) -> list[Finding]:
    """One finding a pair, standing on its first parcel and naming the second."""
    return [
        Finding(
            "shape.overlap",
            place_of(overlap.first),
            facts=(
                ("other", _known_as(place_of, overlap.second)),
                ("other_row", place_of(overlap.second).row),
                ("area_m2", round(overlap.area_m2, 2)),
                ("certain", overlap.certain),
            ),
            at=overlap.at,
        )
        for overlap in overlaps
    ]


def gap_findings(gaps: list[Gap], place_of: PlaceOf) -> list[Finding]:
    """One finding a slit, standing on the first of the parcels beside it."""
    return [
        Finding(
            "shape.gap",
            place_of(gap.beside[0]),
            facts=(
                ("others", ", ".join(str(_known_as(place_of, i)) for i in gap.beside[1:6])),
                ("area_m2", round(gap.area_m2, 2)),
                ("width_m", round(gap.width_m, 2)),
            ),
            at=gap.at,
        )
        for gap in gaps
        if gap.beside
    ]


def _known_as(place_of: PlaceOf, number: int) -> object:
    place = place_of(number)
    return place.subject or place.row
