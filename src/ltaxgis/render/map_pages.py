"""The map of a printed sheet as PDF path operators, without any text.

Written by hand and not by Qt: whole hundredths of a millimetre, no page rounding, and no need of a screen, so that a
worker process can do it.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.papers.map_sheet import LayerPicture, SheetClass, SheetLayer
from ltaxgis.domain.sheet_hatches import HATCHES, Strokes, hatch, hatch_ink
from ltaxgis.domain.sheets import Frame
from ltaxgis.render.rings import Rings, line_rings, point_places, polygon_rings, snapped

UNIT_MM = 0.01
INK, PAPER = "#000000", "#FFFFFF"
# shapes are cut this far outside the neat line, so that no cut edge is seen
_BLEED_MM = 4.0
# strokes drawn as one path: printers slow down over very long ones
_STROKES_A_PATH = 400
Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]


def paint_layer(layer: SheetLayer, frame: Frame, *, colour: bool = False) -> LayerPicture:
    """The layer as far as it lies in the frame, its classes in their order. Without `colour` all is black on white,
    classes told apart by hatch and line."""
    shapes, numbers = _in_frame(layer.shapes, layer.numbers, frame)
    painted = [
        _paint_class(shapes[numbers == number], layer.classes[number], frame, colour=colour) for number in layer.painted
    ]
    return LayerPicture.of(layer.name, b"\n".join(part for part in painted if part))


def _in_frame(shapes: Shapes, numbers: NDArray[np.integer], frame: Frame) -> tuple[Shapes, NDArray[np.integer]]:
    """What touches the frame, cut where it goes far beyond."""
    bleed = _BLEED_MM * frame.scale / 1000
    west, south, east, north = frame.extent
    west, south, east, north = west - bleed, south - bleed, east + bleed, north + bleed
    low_x, low_y, high_x, high_y = shapely.bounds(shapes).T
    seen = (low_x <= east) & (high_x >= west) & (low_y <= north) & (high_y >= south)
    inside = (low_x >= west) & (high_x <= east) & (low_y >= south) & (high_y <= north)
    kept = shapes[seen].copy()
    across = ~inside[seen]
    kept[across] = shapely.clip_by_rect(kept[across], west, south, east, north)
    return kept, numbers[seen]


def _paint_class(shapes: Shapes, look: SheetClass, frame: Frame, *, colour: bool) -> bytes:
    origin = (frame.west, frame.south)
    cell = UNIT_MM * frame.scale / 1000
    areas = snapped(polygon_rings(shapes, origin), cell)
    lines = snapped(line_rings(shapes, origin), cell)
    points = np.rint((point_places(shapes)[0] - origin) / cell).astype(np.int64)
    fill = look.fill if colour else ""
    line = (look.line if colour else INK) if look.line and look.line_mm else ""
    pen = _pen(line, look.line_mm, look.dash_mm) if line else b""
    parts: list[bytes] = []
    if len(areas) and (fill or line):
        close = b"h B*" if fill and line else b"h f*" if fill else b"h S"
        parts += [pen, _ink(fill, "rg") if fill else b"", _paths(areas, cell, close)]
    if len(areas):
        ground = np.rint(np.array(origin) / cell)
        parts += [_hatched(areas, cell, strokes, ground, hatch_ink(fill)) for strokes in HATCHES[look.hatch]]
    if len(lines) and line:
        # again, as hatches change the pen
        parts += [pen, _paths(lines, cell, b"S")]
    if len(points):
        parts += _signs(points, look, fill, line)
    return b"q\n" + b"\n".join(parts) + b"\nQ" if parts else b""


def _paths(rings: Rings, cell: float, end: bytes) -> bytes:
    """Every shape as one path of its own: m, l …, with `end` after its last place; holes are rings of their shape."""
    places = np.rint(rings.xy / cell).astype(np.int64)
    last = rings.starts[1:] - 1
    whole_path = np.ones(len(rings), bool)
    whole_path[:-1] = rings.owner[1:] != rings.owner[:-1]
    operators = np.full(len(places), 1)
    operators[rings.starts[:-1]] = 0
    if rings.closed:
        # h closes a ring; its last place repeats the first
        operators[last] = np.where(whole_path, 3, 2)
    else:
        operators[last] = np.where(whole_path, 4, 1)
    tail = end.decode()
    forms = np.array(["%d %d m\n", "%d %d l\n", "h%.0s%.0s\n", f"{tail}%.0s%.0s\n", f"%d %d l {tail}\n"], object)
    return ("".join(forms[operators]) % tuple(places.ravel().tolist())).encode("ascii")


def _hatched(areas: Rings, cell: float, strokes: Strokes, ground: Floats, ink: str) -> bytes:
    """The strokes of a hatch inside areas, in step over all sheets because they count from the ground's origin."""
    places = np.rint(areas.xy / cell)
    inner = np.ones(len(places), bool)
    inner[areas.starts[1:] - 1] = False
    begin = np.flatnonzero(inner)
    owner = np.repeat(areas.owner, areas.lengths)[begin]
    found = hatch(places[begin] + ground, places[begin + 1] + ground, owner, strokes, UNIT_MM)
    if not len(found):
        return b""
    ends = np.rint(found - np.tile(ground, 2)).astype(np.int64)
    if strokes.dot_mm:
        ends[:, 2] += 1  # a stroke without length is no dot in every viewer
    head = _pen(ink, strokes.width_mm, (), cap=1 if strokes.dot_mm else 0)
    return head + b"\n" + _segments(ends)


def _segments(ends: NDArray[np.int64]) -> bytes:
    form = "%d %d m %d %d l\n"
    chunks = [ends[i : i + _STROKES_A_PATH] for i in range(0, len(ends), _STROKES_A_PATH)]
    return "".join((form * len(chunk) + "S\n") % tuple(chunk.ravel().tolist()) for chunk in chunks).encode("ascii")


def _signs(points: NDArray[np.int64], look: SheetClass, fill: str, line: str) -> list[bytes]:
    """Dots; ringed, with room for a letter, where their class has one. Each covers those before it as a whole."""
    if not look.letter:
        return [_dots(points, look.point_mm, _ink(fill or line or INK, "RG"))]
    ring, ground = _ink(line or INK, "RG"), _ink(fill or PAPER, "RG")
    inner = look.point_mm - 2 * look.line_mm
    return [
        part for one in range(len(points))
        for part in (_dots(points[one : one + 1], look.point_mm, ring), _dots(points[one : one + 1], inner, ground))
    ]  # fmt: skip


def _dots(points: NDArray[np.int64], size_mm: float, ink: bytes) -> bytes:
    ends = np.column_stack([points, points[:, 0] + 1, points[:, 1]])
    return b"%s 1 J %d w [] 0 d\n" % (ink, round(size_mm / UNIT_MM)) + _segments(ends)


def _pen(colour: str, width_mm: float, dash_mm: tuple[float, ...], cap: int = 0) -> bytes:
    dashes = " ".join(str(round(length / UNIT_MM)) for length in dash_mm)
    return _ink(colour, "RG") + f" {round(width_mm / UNIT_MM)} w {cap} J 1 j [{dashes}] 0 d".encode()


def _ink(colour: str, operator: str) -> bytes:
    """A colour in force; greys in the grey space, which a black-and-white printer does not raster in four inks."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    if red == green == blue:
        return f"{red:.3f} {'G' if operator == 'RG' else 'g'}".encode()
    return f"{red:.3f} {green:.3f} {blue:.3f} {operator}".encode()
