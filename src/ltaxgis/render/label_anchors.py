"""Where in a shape a name stands best and how much room it has there, found for a whole layer at once."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.render.rings import Rings


@dataclass(frozen=True, slots=True)
class Anchors:
    """For each shape a place (metres from the layer's origin; NaN where there is none), half the room to left and
    right of it and above and below, and the angle of a line there in degrees against the clock."""

    places: NDArray[np.float64]
    half_width: NDArray[np.float64]
    half_height: NDArray[np.float64]
    angles: NDArray[np.float64]
    along_lines: bool = False


def surface_anchors(shapes: NDArray[np.object_], rings: Rings, origin: tuple[float, float]) -> Anchors:
    """A place inside each surface, the middle of its widest level chord at half height."""
    points = shapely.point_on_surface(shapes)
    places = np.column_stack([shapely.get_x(points), shapely.get_y(points)]) - origin
    edges = np.ones(max(len(rings.xy) - 1, 0), bool)
    edges[rings.starts[1:-1] - 1] = False
    first = np.flatnonzero(edges)
    owner = np.repeat(rings.owner, rings.lengths)[first]
    start, end = rings.xy[first], rings.xy[first + 1]
    return Anchors(
        places,
        _half_chord(start, end, owner, places, across=0),
        _half_chord(start, end, owner, places, across=1),
        np.zeros(len(places)),
    )


def _half_chord(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    owner: NDArray[np.int64],
    places: NDArray[np.float64],
    *,
    across: int,
) -> NDArray[np.float64]:
    """The nearer of the two crossings left and right of (`across` 0) or above and below each place."""
    level = places[owner, 1 - across]
    crossing = (start[:, 1 - across] <= level) != (end[:, 1 - across] <= level)
    start, end, owner, level = start[crossing], end[crossing], owner[crossing], level[crossing]
    part = (level - start[:, 1 - across]) / (end[:, 1 - across] - start[:, 1 - across])
    reach = start[:, across] + part * (end[:, across] - start[:, across]) - places[owner, across]
    nearest = np.full((2, len(places)), np.inf)
    np.minimum.at(nearest, ((reach > 0).astype(np.int64), owner), np.abs(reach))
    found = nearest.min(axis=0)
    return np.where(np.isfinite(found), found, 0.0)


def line_anchors(shapes: NDArray[np.object_], origin: tuple[float, float]) -> Anchors:
    """The middle of each line, with its direction there and its length as room; names never stand on their head."""
    lines = shapely.line_merge(shapes)
    parts, owner = shapely.get_parts(lines, return_index=True)
    lengths = shapely.length(parts)
    longest = np.lexsort((-lengths, owner))
    first = longest[np.flatnonzero(np.diff(owner[longest], prepend=-1))]
    middle, before, behind = (
        shapely.get_coordinates(shapely.line_interpolate_point(parts[first], at, normalized=True))
        for at in (0.5, 0.42, 0.58)
    )
    places = np.full((len(shapes), 2), np.nan)
    half, angles = np.zeros(len(shapes)), np.zeros(len(shapes))
    places[owner[first]] = middle - origin
    half[owner[first]] = lengths[first] / 2
    turn = np.degrees(np.arctan2(behind[:, 1] - before[:, 1], behind[:, 0] - before[:, 0]))
    angles[owner[first]] = (turn + 90) % 180 - 90
    return Anchors(places, half, np.full(len(shapes), np.inf), angles, along_lines=True)
