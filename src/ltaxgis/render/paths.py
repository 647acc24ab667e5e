"""From ragged arrays to painter paths in bulk, without a call a place.

The bytes are those of Qt's own stream of a QPainterPath: a count, that many elements (kind, x, y), the start of the
last ring, the fill rule; all big-endian. (The same into a QPolygonF stays empty without a word.)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

from ltaxgis.render.rings import Integers, Rings, taken

ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
MOVE, LINE = 0, 1
_TAIL = np.array([0, 1], ">i4").tobytes()  # start of the last ring, winding fill: overlapping shapes stay filled


@dataclass(frozen=True, slots=True)
class PathBatch:
    """Paths of neighbours; `boxes` are theirs (metres from the origin), `classes` the class of each path's shapes."""

    paths: list[QPainterPath]
    boxes: NDArray[np.float64]
    classes: NDArray[np.int8]


def painter_paths(rings: Rings, group: Integers, classes: NDArray[np.int8]) -> PathBatch:
    """One path a group; `group` and `classes` have a value for each shape, those of one group have one class."""
    if not len(rings):
        return PathBatch([], np.zeros((0, 4)), np.zeros(0, np.int8))
    ring_group = group[rings.owner]
    ordered = taken(rings, np.argsort(ring_group, kind="stable"))
    ring_group = group[ordered.owner]
    first_rings = np.flatnonzero(np.diff(ring_group, prepend=-1))
    cuts = ordered.starts[np.append(first_rings, len(ordered))]
    boxes = np.column_stack(
        [np.minimum.reduceat(ordered.xy, cuts[:-1], axis=0), np.maximum.reduceat(ordered.xy, cuts[:-1], axis=0)]
    )
    return PathBatch(_read(ordered, cuts), boxes, classes[ordered.owner[first_rings]])


def _read(rings: Rings, cuts: Integers) -> list[QPainterPath]:
    elements = np.empty(len(rings.xy), ELEMENT)
    elements["kind"] = LINE
    elements["kind"][rings.starts[:-1]] = MOVE
    elements["x"], elements["y"] = rings.xy[:, 0], rings.xy[:, 1]
    plain = memoryview(elements.tobytes())
    size = ELEMENT.itemsize
    counts = memoryview(np.diff(cuts).astype(">i4").tobytes())
    pieces: list[bytes | memoryview] = []
    for number, (start, end) in enumerate(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)):
        pieces += (counts[number * 4 : number * 4 + 4], plain[start * size : end * size], _TAIL)
    whole = QByteArray(b"".join(pieces))  # the stream only points to it: a temporary would leave all paths empty
    stream = QDataStream(whole, QIODevice.OpenModeFlag.ReadOnly)
    paths = [QPainterPath() for _ in range(len(cuts) - 1)]
    for path in paths:
        stream >> path
    return paths
