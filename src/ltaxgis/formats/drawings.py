"""CAD drawings (DXF): closed lines become polygons, the texts inside them their label and, where one reads so, their
code."""

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.codes import read_code
from ltaxgis.domain.crs import crs_code
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell
from ltaxgis.formats.ogr import pyogrio
from ltaxgis.formats.ogr_layers import RawLayer, Shapes, read_layer
from ltaxgis.ports.readers import ShapeChoice, ShapeTable

HEADERS = ("label", "layer", "handle")
CODE = "PARCEL_CODE"
"""The column of codes, in drawings that hold any."""
HOLES = "PARCEL_HOLE"
"""The layer on which our own drawings have the holes of parcels."""
# ends of a line nearer than this are one point: draughtsmen close by eye
CLOSE_ENOUGH = 1e-3


def read_drawing(path: Path, choice: ShapeChoice, source: str, name: str) -> ShapeTable:
    """Every closed line and filled face of the model as a polygon, every other line as it is with a finding.

    `label` holds the texts that stand inside, joined by a space, `PARCEL_CODE` the one of them that reads as a parcel's
    code; a drawing says nothing of its CRS. Rings of the layer `PARCEL_HOLE` are cut out of the polygon around them,
    with a finding. Texts and points are counted in `facts`, they are no rows.
    """
    place = Place(source, name)
    with _closed_lines_as_polygons():
        raw = read_layer(path, "entities", place)
    shapes, closed_by_us = _close(raw.shapes)
    holes = _cut_holes(shapes, _column(raw, "Layer", np.arange(len(shapes))))
    kinds = shapely.get_type_id(shapes)
    rows = np.setdiff1d(np.flatnonzero((kinds > 0) & (kinds != 4)), holes)
    texts = _texts(raw)
    kept = rows if choice.limit is None else rows[: choice.limit]
    open_lines = [number for number, i in enumerate(kept, 1) if kinds[i] in (1, 5)]
    findings = [*raw.findings] + [Finding("shape.unclosed", Place(source, name, row=row)) for row in open_lines]
    if len(holes):
        findings.append(Finding("shape.hole_cut", place, facts=(("count", len(holes)),)))
    if (curved := _curves(path)) > 0:
        findings.append(Finding("shape.curve_straightened", place, facts=(("count", curved),)))
    inside = _inside(shapes[kept], *texts)
    columns: dict[str, list[Cell]] = {CODE: [_code(found) for found in inside]}
    columns |= dict(zip(HEADERS, (
        [" ".join(found) or None for found in inside], _column(raw, "Layer", kept), _column(raw, "EntityHandle", kept),
    ), strict=True))  # fmt: skip
    if not any(columns[CODE]):
        del columns[CODE]
    return ShapeTable(
        source=source,
        name=name,
        shapes=shapes[kept],
        headers=tuple(columns),
        columns=tuple(columns.values()),
        numbers=range(1, len(kept) + 1),
        crs=crs_code(choice.crs or ""),
        findings=tuple(findings),
        facts={
            "records": len(rows),
            "entities": len(raw.shapes),
            "texts": len(texts[1]),
            "closed_by_us": closed_by_us,
            "holes": len(holes),
            "open_lines": len(open_lines),
            "kind": "drawing",
        },
    )


class _closed_lines_as_polygons:  # noqa: N801 - reads as a sentence after `with`
    """GDAL hands closed polylines over as polygons while this lasts."""

    def __enter__(self) -> None:
        pyogrio.set_gdal_config_options({"DXF_CLOSED_LINE_AS_POLYGON": "TRUE"})

    def __exit__(self, *_: object) -> None:
        pyogrio.set_gdal_config_options({"DXF_CLOSED_LINE_AS_POLYGON": None})


def _close(shapes: Shapes) -> tuple[Shapes, int]:
    """Lines whose ends meet within a millimetre as polygons, and how many there were."""
    closed = shapes.copy()
    count = 0
    for i in np.flatnonzero(shapely.get_type_id(shapes) == 1):
        points = shapely.get_coordinates(shapes[i])
        if len(points) >= 4 and np.hypot(*(points[0] - points[-1])) <= CLOSE_ENOUGH:
            closed[i] = shapely.polygons(np.vstack([points[:-1], points[:1]]))
            count += 1
    return closed, count


def _texts(raw: RawLayer) -> tuple[Shapes, list[str]]:
    """The points at which texts stand, and the texts."""
    words = raw.columns[raw.headers.index("Text")] if "Text" in raw.headers else [None] * len(raw.shapes)
    places = [i for i, text in enumerate(words) if text and shapely.get_type_id(raw.shapes[i]) == 0]
    return raw.shapes[places], [(words[i] or "").strip() for i in places]


def _cut_holes(shapes: Shapes, layers: list[Cell]) -> NDArray[np.int64]:
    """Cuts each ring that is drawn as a hole out of the smallest polygon around it; answers which those were. One with
    nothing around it stays what it is."""
    areal = shapely.get_type_id(shapes) == 3
    marked = np.array([layer == HOLES for layer in layers], dtype=bool) & areal
    rings, around = np.flatnonzero(marked), np.flatnonzero(areal & ~marked)
    which, outer = shapely.STRtree(shapes[around]).query(shapes[rings], predicate="covered_by")
    smallest: dict[int, int] = {}
    for ring, place in zip(rings[which].tolist(), around[outer].tolist(), strict=True):
        if ring not in smallest or shapes[place].area < shapes[smallest[ring]].area:
            smallest[ring] = place
    for ring, place in smallest.items():
        whole = shapes[place]
        shapes[place] = shapely.Polygon(whole.exterior, [*whole.interiors, shapes[ring].exterior])
    return np.array(sorted(smallest), dtype=np.int64)


def _code(texts: list[str]) -> Cell:
    """The text that reads as a parcel's code, where exactly one does."""
    found = [text for text in texts if (read := read_code(text)).canonical and not read.kind]
    return found[0] if len(found) == 1 else None


def _inside(shapes: Shapes, points: Shapes, texts: list[str]) -> list[list[str]]:
    """The texts inside each polygon, from top to bottom, left to right."""
    labels: list[list[tuple[float, float, str]]] = [[] for _ in shapes]
    areal = shapes.copy()
    areal[shapely.get_dimensions(shapes) != 2] = None
    at, inside = shapely.STRtree(areal).query(points, predicate="intersects")
    for text, shape in zip(at.tolist(), inside.tolist(), strict=True):
        labels[shape].append((-points[text].y, points[text].x, texts[text]))
    return [[text for _y, _x, text in sorted(found)] for found in labels]


def _column(raw: RawLayer, header: str, rows: NDArray[np.int64]) -> list[Cell]:
    if header not in raw.headers:
        return [None] * len(rows)
    column = raw.columns[raw.headers.index(header)]
    return [column[i] for i in rows]


def _curves(path: Path) -> int:
    """How many arcs the lines of the drawing hold: bulges (group 42) other than zero within polylines."""
    count, within, code = 0, False, ""
    with path.open("r", encoding="latin-1", newline=None) as stream:
        for number, line in enumerate(stream):
            if number % 2 == 0:
                code = line.strip()
            elif code == "0":
                within = line.strip() in ("LWPOLYLINE", "POLYLINE", "VERTEX")
            elif code == "42" and within and line.strip().strip("0.-+"):
                count += 1
    return count
