"""Shapes as SpatiaLite keeps them, made at once for many: header, envelope, then WKB with its own marks."""

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

_MULTI = (shapely.GeometryType.MULTIPOINT, shapely.GeometryType.MULTILINESTRING, shapely.GeometryType.MULTIPOLYGON)
_HEAD = struct.Struct("<BBi4dB")
_END = b"\xfe"
_PART = b"\x69"
_ONE_PART_AT = 9


def shape_blobs(connection: Connection, shapes: Sequence[Any], srid: int) -> list[bytes | None]:
    """The shapes in SpatiaLite's own form (little-endian, XY); None for none and for empty ones."""
    drawn = np.asarray(shapes, dtype=object)
    empty = shapely.is_empty(drawn) | shapely.is_missing(drawn)
    if empty.all():
        return [None] * len(drawn)
    heads = [_HEAD.pack(0, 1, srid, *box, 0x7C) for box in shapely.bounds(drawn).tolist()]
    wkb = shapely.to_wkb(drawn, byte_order=1, output_dimension=2)
    bodies = list(wkb)
    multi = np.isin(shapely.get_type_id(drawn), _MULTI) & ~empty
    alone = shapely.get_num_geometries(drawn) == 1
    for index in np.flatnonzero(multi & alone).tolist():
        body = wkb[index]
        bodies[index] = body[:_ONE_PART_AT] + _PART + body[_ONE_PART_AT + 1 :]
    for index in np.flatnonzero(multi & ~alone).tolist():
        bodies[index] = _of_parts(drawn[index], wkb[index])
    blobs = [None if none else head + body[1:] + _END for none, head, body in zip(empty, heads, bodies, strict=True)]
    for index in _collections(drawn, empty):
        blobs[index] = _by_spatialite(connection, wkb[index], srid)
    return blobs


def _of_parts(shape: Any, wkb: bytes) -> bytes:
    """A part begins with a mark where WKB says the order of its bytes."""
    parts = shapely.to_wkb(shapely.get_parts(shape), byte_order=1, output_dimension=2)
    return wkb[:_ONE_PART_AT] + b"".join(_PART + part[1:] for part in parts)


def _collections(shapes: NDArray[np.object_], empty: NDArray[np.bool_]) -> list[int]:
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    found: list[int] = np.flatnonzero(mixed & ~empty).tolist()
    return found


def _by_spatialite(connection: Connection, wkb: bytes, srid: int) -> bytes | None:
    blob: bytes | None = connection.exec_driver_sql("SELECT GeomFromWKB(?, ?)", (wkb, srid)).scalar()
    return blob
