"""Hatches on paper, as plain strokes: sharp on every printer and the same in every viewer, unlike PDF patterns.

Names are those of the map's themes; the `_dense` ones serve long legends.
"""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Strokes:
    """Parallel strokes: degrees counter-clockwise from east, mm between them and mm wide; `dot_mm` over 0 puts dots
    along them, that far apart."""

    angle: float
    spacing_mm: float
    width_mm: float = 0.1
    dot_mm: float = 0.0


HATCHES: dict[str, tuple[Strokes, ...]] = {
    "": (),
    "rising": (Strokes(45, 1.8),),
    "falling": (Strokes(135, 1.8),),
    "level": (Strokes(0, 1.8),),
    "upright": (Strokes(90, 1.8),),
    "cross": (Strokes(0, 2.2), Strokes(90, 2.2)),
    "diamond": (Strokes(45, 2.2), Strokes(135, 2.2)),
    "dots": (Strokes(45, 1.2, 0.32, 1.7),),
    "rising_dense": (Strokes(45, 0.8),),
    "falling_dense": (Strokes(135, 0.8),),
    "level_dense": (Strokes(0, 0.8),),
    "upright_dense": (Strokes(90, 0.8),),
    "dots_dense": (Strokes(45, 0.75, 0.28, 1.06),),
}


def hatch(starts: Floats, ends: Floats, shapes: NDArray[np.int64], strokes: Strokes, unit_mm: float) -> Floats:
    """The strokes inside polygons as rows of x1, y1, x2, y2.

    The polygons come as their edges (rows of x, y, all rings closed, in units of `unit_mm`) with the number of the
    shape each belongs to; where rings of one shape lie in each other the inner is a hole. Strokes of all shapes stand
    on one raster through (0, 0). For dots both ends are the same.
    """
    turn = radians(strokes.angle)
    turned = np.array([[cos(turn), -sin(turn)], [sin(turn), cos(turn)]])
    spacing = strokes.spacing_mm / unit_mm
    (x1, y1), (x2, y2) = (starts @ turned).T, (ends @ turned).T
    y1, y2 = y1 / spacing, y2 / spacing
    first = np.ceil(np.minimum(y1, y2))
    many = (np.ceil(np.maximum(y1, y2)) - first).astype(np.int64)
    edge = np.repeat(np.arange(len(many)), many)
    line = first[edge] + (np.arange(len(edge)) - np.repeat(np.cumsum(many) - many, many))
    x = x1[edge] + (line - y1[edge]) / (y2[edge] - y1[edge]) * (x2[edge] - x1[edge])
    order = np.lexsort((x, line, shapes[edge]))
    x, y = x[order], line[order] * spacing
    left, right, level = x[0::2], x[1::2], y[0::2]
    if strokes.dot_mm:
        left, level = _dots(left, right, level, strokes.dot_mm / unit_mm, spacing)
        right = left
    back = turned.T
    return np.hstack([np.column_stack([left, level]) @ back, np.column_stack([right, level]) @ back])


def _dots(left: Floats, right: Floats, level: Floats, step: float, spacing: float) -> tuple[Floats, Floats]:
    """Places at whole steps along each stroke, every second row moved by half a step."""
    shift = np.where(np.rint(level / spacing) % 2 == 0, 0.0, step / 2)
    first = np.ceil((left - shift) / step)
    many = np.maximum(np.floor((right - shift) / step) - first + 1, 0).astype(np.int64)
    row = np.repeat(np.arange(len(many)), many)
    number = first[row] + (np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many))
    return number * step + shift[row], level[row]


def hatch_ink(fill: str) -> str:
    """Black on white paper; on a colour a darker shade of it, so that the labels stay the darkest."""
    if not fill:
        return "#000000"
    return "#" + "".join(f"{round(int(fill[i : i + 2], 16) * 0.55):02x}" for i in (1, 3, 5))
