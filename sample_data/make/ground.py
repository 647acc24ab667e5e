"""The ground: lots of all blocks, neighbours sharing their vertices; what is not a lot is road or water."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
import shapely.ops
from numpy.typing import NDArray
from sample_data.make.lots import cut_block
from sample_data.make.skeleton import CORNER, SITES, Site, Skeleton
from sample_data.make.streets import Streets, in_estate, in_shop_row, townness
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

FEWEST, MOST = 4, 60
TRIES = 5
"""How often a block is cut anew where its lots leave slits between them."""


@dataclass(slots=True)
class Lot:
    """A lot in map coordinates (EPSG:32647), the number of its block and how much of a town is around it."""

    shape: Polygon
    block: int
    town: float
    frontage: float = 0.0
    site: Site | None = None


def usual_size(town: float, orchard: float, estate: bool) -> float:
    """The area (m²) that lots have at a place; towards the river (`orchard` 0) the fields are smaller orchards."""
    if estate:
        return 190.0
    size = float(
        np.exp(np.interp(town, [0.0, 0.1, 0.22, 0.45, 0.75, 1.0], np.log([24500, 10800, 3400, 1560, 820, 430])))
    )
    return min(size, 4800 + 14000 * orchard) if town < 0.2 else size


def lay_lots(frame: Skeleton, streets: Streets, seed: int, only: Sequence[int] = ()) -> list[Lot]:
    """All lots, block by block, 4 to 60 in each; with `only` those of these pieces of land. Each piece has its own
    chance, so that one can be made again without the others."""
    roads = _road_edges(streets, frame)
    sites = place_sites(streets.land)
    lots: list[Lot] = []
    for number in only or range(len(streets.land)):
        rng = np.random.default_rng([seed, number])
        for _ in range(TRIES):
            shapes = _block_lots(frame, streets.land[number], roads, sites.get(number, []), rng)
            block = [_lot(shape, streets.face_of[number], sites.get(number, [])) for shape in shapes]
            if _unrest(block, rng):
                break
        lots += block
    for lot in lots:
        lot.frontage = lot.shape.exterior.intersection(roads).length
        lot.shape = shapely.transform(lot.shape, lambda xy: np.round(xy + CORNER, 3))
    return lots


def _lot(shape: Polygon, face: int, sites: list[Site]) -> Lot:
    x, y = shapely.get_coordinates(shape.representative_point())[0]
    site = next((s for s in sites if shape.contains(shapely.Point(s.place))), None)
    return Lot(shape, face, townness(x, y), site=site)


def _road_edges(streets: Streets, frame: Skeleton) -> BaseGeometry:
    """Where an edge counts as lying on a road: the roads with 0.9 m around them."""
    roads = [w.line.buffer(w.width / 2 + 1.4, cap_style="flat") for w in streets.ways if w.kind in ("road", "alley")]
    return shapely.union_all(roads).difference(frame.river)


def place_sites(land: list[Polygon]) -> dict[int, list[Site]]:
    """The sites by the block they lie in, moved inside where their place fell on a road."""
    placed: dict[int, list[Site]] = {}
    cores = [block.buffer(-14) for block in land]
    for site in SITES:
        point = shapely.Point(site.place)
        roomy = [i for i, core in enumerate(cores) if not core.is_empty and land[i].area > 1.6 * min(site.area, 14000)]
        number = min(roomy, key=lambda i: cores[i].distance(point))
        place = shapely.ops.nearest_points(cores[number], point)[0]
        area = min(site.area, 0.36 * land[number].area)
        placed.setdefault(number, []).append(replace(site, place=(place.x, place.y), area=area))
    return placed


def _block_lots(
    frame: Skeleton, land: Polygon, all_roads: BaseGeometry, sites: list[Site], rng: np.random.Generator
) -> list[Polygon]:
    roads = all_roads.intersection(land.buffer(2))
    town = townness(*shapely.get_coordinates(land.centroid)[0])
    factor = float(rng.lognormal(0, 0.2 if town > 0.14 else 0.7))
    best: list[Polygon] = [land]
    for _ in range(6):

        def size(x: float, y: float, factor: float = factor) -> float:
            inland = min(1.0, frame.river.distance(shapely.Point(x, y)) / 260)
            if in_shop_row(x, y):
                return max(1.0, factor) * (50.0 if roads.distance(shapely.Point(x, y)) < 13 else 250.0)
            return factor * usual_size(townness(x, y), inland, in_estate(x, y))

        best = cut_block(land, roads, size, sites, rng)
        if FEWEST <= len(best) <= MOST:
            break
        factor *= 0.6 if len(best) < FEWEST else 1.35
    return best


def _unrest(lots: list[Lot], rng: np.random.Generator) -> bool:
    """Moves every vertex a little (6–14 cm in town, up to 40 cm in the fields), shared ones together. False where
    the lots are not sound even unmoved."""
    coords = np.concatenate([shapely.get_coordinates(lot.shape) for lot in lots])
    keys, index = np.unique(np.round(coords, 3), axis=0, return_inverse=True)
    town = max(lot.town for lot in lots)
    push = rng.normal(0, 1, keys.shape) * np.interp(town, [0, 0.3, 1], [0.32, 0.11, 0.06])
    for damp in (1.0, 0.6, 0.3, 0.0):
        _set_shapes(lots, (keys + push * damp)[index.ravel()])
        if all(lot.shape.is_valid for lot in lots) and not _has_slits(lots):
            return True
    return False


def _set_shapes(lots: list[Lot], coords: NDArray[np.float64]) -> None:
    start = 0
    for lot in lots:
        count = len(lot.shape.exterior.coords)
        lot.shape = Polygon(coords[start : start + count])
        start += count


def _has_slits(lots: list[Lot]) -> bool:
    """Whether something narrower than 1.1 m is open between or in the lots of a block."""
    whole = shapely.union_all([lot.shape for lot in lots], grid_size=0.0005)
    closed = whole.buffer(0.55, join_style="mitre", mitre_limit=5).buffer(-0.55, join_style="mitre", mitre_limit=5)
    left = closed.difference(whole.buffer(0.003))
    return any(piece.area > 0.004 for piece in getattr(left, "geoms", [left]))
