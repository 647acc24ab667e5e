"""Curves through hand-set points, and a little unrest for lines that people drew."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

Points = NDArray[np.float64]


def through(points: Sequence[tuple[float, float]], step: float = 12.0) -> LineString:
    """A smooth curve through the points (Catmull-Rom), a vertex about every `step` metres."""
    given = np.asarray(points, dtype=float)
    ends = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    pieces = [_piece(ends[i : i + 4], step) for i in range(len(given) - 1)]
    return LineString(np.vstack([*pieces, given[-1:]]))


def _piece(four: Points, step: float) -> Points:
    """The curve between the two middle points of four, without its end."""
    count = max(2, int(np.hypot(*(four[2] - four[1])) / step))
    t = np.linspace(0, 1, count, endpoint=False)[:, None]
    p0, p1, p2, p3 = four
    curve = 2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    return np.asarray(0.5 * curve)


def wander(line: LineString, size: float, wave: float, rng: np.random.Generator) -> LineString:
    """The line pushed sideways by a slow random swing of about `size` metres and `wave` metres length; its ends
    stay where they are."""
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    swing = np.zeros(len(xy))
    for part in (1.0, 0.47, 0.21):
        swing += part * np.sin(2 * np.pi * along / (wave * part) + rng.uniform(0, 2 * np.pi)) * rng.normal(0.7, 0.25)
    swing *= size / 1.3 * np.sin(np.pi * along / along[-1]) ** 0.4
    return LineString(xy + normals(xy) * swing[:, None])


def normals(xy: Points) -> Points:
    """Unit normals (to the left) at the vertices of an open line."""
    slope = np.gradient(xy, axis=0)
    slope /= np.maximum(np.hypot(slope[:, 0], slope[:, 1]), 1e-9)[:, None]
    return np.column_stack([-slope[:, 1], slope[:, 0]])


def ribbon(line: LineString, widths: Points) -> BaseGeometry:
    """A band along the line, `widths[i]` metres wide at vertex i."""
    xy = shapely.get_coordinates(line)
    side = normals(xy) * (widths / 2)[:, None]
    band = shapely.Polygon(np.vstack([xy + side, (xy - side)[::-1]]))
    return shapely.make_valid(band) if not band.is_valid else band


def arc(start: Points, end: Points, bend: float, step: float = 14.0) -> LineString:
    """A shallow arc between two points; `bend` is its height as a part of its length (left positive)."""
    length = float(np.hypot(*(end - start)))
    t = np.linspace(0, 1, max(3, int(length / step)))[:, None]
    across = np.array([-(end - start)[1], (end - start)[0]])
    return LineString(start + (end - start) * t + across * bend * 4 * t * (1 - t))
