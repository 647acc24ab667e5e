"""An R*Tree made of all its boxes at once: its nodes are written full, instead of finding a place for each box."""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from ltaxgis.storage.bulk import run_many

# how SQLite lays a node out, by the opening of its rtree.c: the depth (told of the root only), how many cells, the
# cells, zeros to the end
_HEAD = struct.Struct(">HH")
_CELL = np.dtype([("number", ">i8"), ("box", ">f4", 4)])
_MOST = 51
_ROOT = 1
_AWAY, _TOWARDS = 1 + 2**-23, 1 - 2**-23

Boxes = NDArray[np.float32]


def pack_boxes(connection: Connection, index: str, shapes: Sequence[Any]) -> None:
    """The empty R*Tree `index` of the main file knows the shapes, the first of them by the number 1."""
    bounds = shapely.bounds(np.asarray(shapes, dtype=object))
    drawn = np.flatnonzero(~np.isnan(bounds[:, 0]))
    numbers, boxes, fresh, depth = drawn + 1, _rounded(bounds[drawn]), _ROOT + 1, 0
    size = int(connection.exec_driver_sql(f"SELECT length(data) FROM {index}_node").scalar_one())
    while len(boxes):
        groups = _groups(boxes)
        is_root = len(groups) == 1
        nodes = np.array([_ROOT]) if is_root else np.arange(fresh, fresh + len(groups))
        cells = np.zeros(len(boxes), _CELL)
        cells["number"], cells["box"] = numbers, boxes
        head = depth if is_root else 0
        written = ((_HEAD.pack(head, len(group)) + cells[group].tobytes()).ljust(size, b"\0") for group in groups)
        run_many(connection, f"REPLACE INTO {index}_node VALUES (?, ?)", zip(nodes.tolist(), written, strict=True))
        holders = np.empty(len(boxes), dtype=np.int64)
        holders[np.concatenate(groups)] = np.repeat(nodes, [len(group) for group in groups])
        told = zip(numbers.tolist(), holders.tolist(), strict=True)
        run_many(connection, f"INSERT INTO {index}_{'parent' if depth else 'rowid'} VALUES (?, ?)", told)
        if is_root:
            return
        numbers, boxes = nodes, np.array([_around(boxes[group]) for group in groups])
        fresh, depth = fresh + len(groups), depth + 1


def _rounded(bounds: NDArray[np.float64]) -> Boxes:
    """xmin, xmax, ymin, ymax in half the digits, never smaller than they were; as SQLite rounds them."""
    near = bounds.astype(np.float32)
    less = (bounds * np.where(bounds < 0, _AWAY, _TOWARDS)).astype(np.float32)
    more = (bounds * np.where(bounds < 0, _TOWARDS, _AWAY)).astype(np.float32)
    least, most = np.where(near > bounds, less, near), np.where(near < bounds, more, near)
    return np.column_stack([least[:, 0], most[:, 2], least[:, 1], most[:, 3]])


def _groups(boxes: Boxes) -> list[NDArray[np.int64]]:
    """Neighbours together, as many as a node holds: strips from west to east, each cut from south to north."""
    count = -(-len(boxes) // _MOST)
    strips = np.array_split(np.argsort(boxes[:, 0], kind="stable"), int(np.ceil(np.sqrt(count))))
    return np.array_split(
        np.concatenate([strip[np.argsort(boxes[strip, 2], kind="stable")] for strip in strips]), count
    )


def _around(boxes: Boxes) -> Boxes:
    return np.array([boxes[:, 0].min(), boxes[:, 1].max(), boxes[:, 2].min(), boxes[:, 3].max()], dtype=np.float32)
