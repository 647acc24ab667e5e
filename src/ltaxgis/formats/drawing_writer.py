"""A plain DXF of release 12, which every CAD program opens: rings as closed polylines, the code as text inside."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.geometry import representative_points
from ltaxgis.domain.tables import Cell

OUTLINES, HOLES, LINES, POINTS, TEXTS = "PARCEL", "PARCEL_HOLE", "LINE", "POINT", "PARCEL_TEXT"
_TEXT_HEIGHT_M = 2.0
Pair = tuple[int, str]


def write_drawing(path: Path, shapes: NDArray[np.object_], texts: Sequence[Cell] | None = None) -> None:
    """Writes the shapes in their own metres; `texts[i]` stands inside shape i. Thai text goes as code page 874, the
    one that release 12 can name; what it lacks becomes `?`."""
    pairs = [*_header(), *_entities(shapes, texts), (0, "EOF")]
    body = "".join(f"{code:>3}\r\n{value}\r\n" for code, value in pairs)
    path.write_bytes(body.encode("cp874", "replace"))


def _header() -> list[Pair]:
    return [
        (0, "SECTION"),
        (2, "HEADER"),
        (9, "$ACADVER"),
        (1, "AC1009"),
        (9, "$DWGCODEPAGE"),
        (3, "ANSI_874"),
        (9, "$INSUNITS"),
        (70, "6"),
        (0, "ENDSEC"),
    ]


def _entities(shapes: NDArray[np.object_], texts: Sequence[Cell] | None) -> Iterator[Pair]:
    yield from ((0, "SECTION"), (2, "ENTITIES"))
    for part in shapely.get_parts(shapes):
        yield from _part(part)
    if texts is not None:
        for (x, y), text in zip(representative_points(shapes), texts, strict=True):
            if text and np.isfinite(x):
                yield from _text(x, y, text)
    yield (0, "ENDSEC")


def _part(part: shapely.Geometry) -> Iterator[Pair]:
    if isinstance(part, shapely.Polygon):
        yield from _polyline(OUTLINES, shapely.get_coordinates(part.exterior)[:-1], closed=True)
        for ring in part.interiors:
            yield from _polyline(HOLES, shapely.get_coordinates(ring)[:-1], closed=True)
    elif isinstance(part, shapely.LineString):
        yield from _polyline(LINES, shapely.get_coordinates(part), closed=False)
    elif isinstance(part, shapely.Point):
        yield from ((0, "POINT"), (8, POINTS), *_at(part.x, part.y))


def _polyline(layer: str, points: NDArray[np.float64], closed: bool) -> Iterator[Pair]:
    yield from ((0, "POLYLINE"), (8, layer), (66, "1"), (70, "1" if closed else "0"), *_at(0.0, 0.0))
    for x, y in points.tolist():
        yield from ((0, "VERTEX"), (8, layer), *_at(x, y))
    yield from ((0, "SEQEND"), (8, layer))


def _text(x: float, y: float, text: str) -> Iterator[Pair]:
    plain = " ".join(text.split())
    yield from ((0, "TEXT"), (8, TEXTS), *_at(x, y), (40, f"{_TEXT_HEIGHT_M}"), (1, plain))


def _at(x: float, y: float) -> tuple[Pair, Pair, Pair]:
    # four decimals: a tenth of a millimetre
    return (10, f"{x:.4f}"), (20, f"{y:.4f}"), (30, "0.0")
