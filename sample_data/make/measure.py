"""How much the town is like a real one: the same figures for its parcels and for real layers beside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from shapely import Polygon

if TYPE_CHECKING:
    from sample_data.make.town import Town

REAL = {
    "Épinay (FR)": ("fr_cadastre/cadastre-91216-parcelles.json", 2154),
    "Paris 18e (FR)": ("fr_cadastre/cadastre-75118-parcelles.json", 2154),
    "Melbourne (AU)": ("melbourne/Property Boundaries.shp", 0),
    "LINZ (NZ)": ("linz_nz/parcels.shp", 0),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Shape statistics of a layer. `shared` is the part of inner vertices that a neighbour has at the same millimetre;
    `orders` how many powers of ten lie between the 0.5th and the 99.5th percentile of areas; `skew` of their log."""

    parcels: int
    four_corners: float
    median: float
    high: float
    orders: float
    spread: float
    skew: float
    shared: float


def figures(shapes: Iterable[Polygon]) -> Figures:
    """The statistics of a set of polygons."""
    polygons = list(shapes)
    corners = np.array([len(p.exterior.coords) - 1 for p in polygons])
    logs = np.log10([p.area for p in polygons if p.area > 0])
    middle = (logs - logs.mean()) / logs.std()
    low, top = np.percentile(logs, [0.5, 99.5])
    return Figures(
        len(polygons),
        float((corners == 4).mean()),
        float(np.median(corners)),
        float(np.percentile(corners, 95)),
        float(top - low),
        float(logs.std()),
        float((middle**3).mean()),
        _shared(polygons),
    )


def _shared(polygons: list[Polygon]) -> float:
    """Of the vertices within 5 cm of another polygon, the part that the other has too."""
    tree = shapely.STRtree(polygons)
    xy = [np.round(shapely.get_coordinates(p.exterior)[:-1], 3) for p in polygons]
    owner = np.repeat(np.arange(len(xy)), [len(part) for part in xy])
    flat = np.concatenate(xy)
    _, key, count = np.unique(flat, axis=0, return_inverse=True, return_counts=True)
    point, hit = tree.query(shapely.points(flat), predicate="dwithin", distance=0.05)
    near = np.unique(point[owner[point] != hit])
    return float((count[key.ravel()[near]] > 1).mean()) if len(near) else 0.0


def town_figures(town: "Town") -> dict[str, float]:
    """What only the town can say of itself: frontage, block sizes, angles."""
    front = np.array([lot.frontage > 1.0 for lot in town.lots])
    blocks = Counter(plot.block for plot in town.plots)
    angles = [_angle(town.streets.faces[lot.block]) for lot in {lot.block: lot for lot in town.lots}.values()]
    bins = np.histogram(angles, bins=18, range=(0, 90))[0]
    return {
        "frontage": float(front.mean()),
        "blocks": len(blocks),
        "fewest": min(blocks.values()),
        "most": max(blocks.values()),
        "angle_share": float(bins.max() / bins.sum()),
    }


def _angle(face: Polygon) -> float:
    a, b = shapely.get_coordinates(shapely.minimum_rotated_rectangle(face))[:2]
    return float(np.degrees(np.arctan2(*(b - a)[::-1])) % 90)


def real_shapes(path: Path, crs: int) -> list[Polygon]:
    """The polygons of a real layer, multipolygons in pieces, in metres."""
    layer = gpd.read_file(path)
    layer = layer.to_crs(crs) if crs else layer
    return [piece for shape in layer.geometry if shape is not None for piece in getattr(shape, "geoms", [shape])]


def report(town: "Town", real: Path) -> str:
    """The table: the town and, where the real layers are there, these."""
    rows = {"ท่าแสงคำ": figures(plot.shape for plot in town.plots)}
    for name, (file, crs) in REAL.items():
        if (real / file).is_file():
            rows[name] = figures(real_shapes(real / file, crs))
    heads = ("parcels", "4 corners", "median", "95 %", "orders", "sd log10", "skew", "shared")
    lines = [f"{'layer':16}" + "".join(f"{head:>10}" for head in heads)]
    lines += [f"{name:16}" + "".join(f"{cell:>10}" for cell in _cells(f)) for name, f in rows.items()]
    own = town_figures(town)
    lines.append(
        f"road frontage {own['frontage']:.1%}; {own['blocks']:.0f} blocks of "
        f"{own['fewest']:.0f}-{own['most']:.0f} parcels; "
        f"at most {own['angle_share']:.0%} of the blocks within one of 18 bins of angle"
    )
    register = town.planted.register
    lines.append("; ".join(f"{name} {len(rows)}" for name, rows in register.tables().items()))
    kinds = {fault.kind for fault in town.planted.faults}
    lines.append(f"faults {len(town.planted.faults)} of {len(kinds)} kinds")
    return "\n".join(lines)


def _cells(f: Figures) -> tuple[str, ...]:
    shape = (f"{f.parcels}", f"{f.four_corners:.1%}", f"{f.median:.0f}", f"{f.high:.0f}")
    return (*shape, f"{f.orders:.2f}", f"{f.spread:.2f}", f"{f.skew:.2f}", f"{f.shared:.1%}")
