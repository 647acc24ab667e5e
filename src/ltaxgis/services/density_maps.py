"""Where the cases of a time came from, as hexagons over the town: for papers that everybody may see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import floor, log10

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.density import Box, Hexagons, hexagons
from ltaxgis.domain.parcels import Feature
from ltaxgis.ports.cases import CasePlaces
from ltaxgis.ports.charts import DensityMap
from ltaxgis.ports.stores import Reading
from ltaxgis.services.case_areas import ROAD_LAYERS
from ltaxgis.services.map_layers import width_of
from ltaxgis.words import Words

SIZES = (100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 750.0, 1_000.0, 2_000.0)
"""Metres: under 100 a hexagon would tell one house from the next."""
ACROSS = 24
MOST_CLASSES = 5
MAIN_ROAD_M = 8.0
NAMED_ROADS, TRIED_ROADS = 6, 18
_ALONG = np.array([0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9])
"""Where along a road its name is tried, the middle first."""
_APART = 1.1  # hexagons that a name keeps away from the middle of another, and from other names
_ROOM = 0.04
_SCALES = (1.0, 2.0, 5.0)


def density_map(reading: Reading, found: CasePlaces, words: Words) -> DensityMap | None:
    """The cases as counts of hexagons; None where none has a place in the municipality."""
    boundary = [one.shape for one in reading.having(Feature, "layer", ["boundary"]) if one.shape is not None]
    inside = _inside(found.places, boundary)
    places = found.places[inside]
    if not len(places):
        return None
    box = _grown(tuple(shapely.total_bounds(np.array(boundary, dtype=object))) if boundary else _box_of(places))
    wide = box[2] - box[0]
    size = next((one for one in SIZES if wide / one <= ACROSS), SIZES[-1])
    made = hexagons(places, size)
    steps = class_steps(int(made.counts.max()))
    roads, main, names = _roads(reading, box, made)
    notes = [words("density.note", metres=f"{size:,.0f}", placed=len(places))]
    if len(places) < len(found.uids):
        notes.append(words("density.outside", count=len(found.uids) - len(places)))
    return DensityMap(
        title=words("density.title"), box=box, corners=made.corners(), counts=made.counts, steps=steps,
        told=[_range(low + 1, high, words) for low, high in zip((0, *steps), steps, strict=False)],
        legend=words("density.legend"), boundary=_lines(boundary), roads=roads, main_roads=main, names=names,
        scale=_scale(wide, words), north=words("density.north"), notes=notes,
    )  # fmt: skip


def class_steps(most: int) -> list[int]:
    """The highest count of each class: every count a class where they are few, else wider towards the top."""
    if most <= MOST_CLASSES:
        return list(range(1, most + 1))
    steps = {max(1, round(most ** (part / MOST_CLASSES))) for part in range(1, MOST_CLASSES)}
    return sorted({*steps, most})


def class_counts(told: DensityMap) -> list[tuple[str, int, int]]:
    """Of each class its words, how many hexagons, and how many cases in them."""
    classes = np.searchsorted(np.asarray(told.steps), told.counts)
    return [
        (text, int((classes == number).sum()), int(told.counts[classes == number].sum()))
        for number, text in enumerate(told.told)
    ]


def _inside(places: NDArray[np.float64], boundary: Sequence[BaseGeometry]) -> NDArray[np.bool_]:
    """Which lie in the municipality; all where its boundary is not drawn as a surface."""
    surfaces = [one for one in boundary if one.area > 0]
    if not surfaces or not len(places):
        return np.ones(len(places), bool)
    whole = shapely.union_all(surfaces)
    shapely.prepare(whole)
    found: NDArray[np.bool_] = shapely.intersects_xy(whole, places[:, 0], places[:, 1])
    return found


def _roads(
    reading: Reading, box: Box, made: Hexagons
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]], list[tuple[float, float, str]]]:
    """All roads, the wide ones, and names of the longest of these."""
    window = shapely.box(*box)
    shown = [
        (one, shapely.intersection(one.shape, window))
        for one in reading.having(Feature, "layer", ROAD_LAYERS[:1])
        if one.shape is not None and shapely.intersects(one.shape, window)
    ]
    wide = [(one.label, shape) for one, shape in shown if (width_of(one.rest) or 0.0) >= MAIN_ROAD_M]
    pieces: dict[str, list[BaseGeometry]] = defaultdict(list)
    for name, shape in wide:
        if name and shape.length > 0:  # what only touches the window is a point of it
            pieces[name].append(shape)
    return _lines([shape for _, shape in shown]), _lines([shape for _, shape in wide]), _names(pieces, made)


def _names(pieces: Mapping[str, Sequence[BaseGeometry]], made: Hexagons) -> list[tuple[float, float, str]]:
    """The names of the longest roads, each along its longest piece where it covers neither a count nor another name."""
    taken = made.centres
    names: list[tuple[float, float, str]] = []
    for name in sorted(pieces, key=lambda name: -sum(one.length for one in pieces[name]))[:TRIED_ROADS]:
        line = shapely.get_parts(max(pieces[name], key=lambda one: one.length))[0]
        at = shapely.get_coordinates(shapely.line_interpolate_point(line, _ALONG, normalized=True))
        far = np.hypot(*(at[:, None] - taken[None, :]).transpose(2, 0, 1)).min(axis=1)
        free = np.flatnonzero(far > made.size * _APART)
        if len(free) and len(names) < NAMED_ROADS:
            east, north = at[free[0]].tolist()
            names.append((east, north, name))
            taken = np.vstack([taken, at[free[0]]])
    return names


def _lines(shapes: Sequence[BaseGeometry]) -> list[NDArray[np.float64]]:
    """The lines of shapes, and the edges of surfaces, as rows of E, N."""
    if not shapes:
        return []
    drawn = np.array([one.boundary if one.area > 0 else one for one in shapes], dtype=np.object_)
    parts = shapely.get_parts(drawn)
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return [shapely.get_coordinates(line) for line in lines]


def _range(low: int, high: int, words: Words) -> str:
    return words("density.one", count=high) if low == high else words("density.range", low=low, high=high)


def _scale(wide: float, words: Words) -> tuple[float, str]:
    """A round length of about a fifth of the width."""
    step = 10.0 ** floor(log10(wide / 5))
    metres = max(part * step for part in _SCALES if part * step <= wide / 5)
    return metres, words("density.km", km=f"{metres / 1000:g}") if metres >= 1000 else words(
        "density.metres", metres=f"{metres:,.0f}"
    )


def _box_of(places: NDArray[np.float64]) -> Box:
    (low_e, low_n), (high_e, high_n) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
    return low_e, low_n, max(high_e, low_e + SIZES[0]), max(high_n, low_n + SIZES[0])


def _grown(box: Sequence[float]) -> Box:
    room = max(box[2] - box[0], box[3] - box[1]) * _ROOM
    return float(box[0] - room), float(box[1] - room), float(box[2] + room), float(box[3] + room)
