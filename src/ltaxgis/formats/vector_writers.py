"""Layers written for other programs: GeoPackage, shapefile, GeoJSON, KML and KMZ, DXF.

Written in a folder of our own first and moved into place when whole. Texts that begin like a formula are data here and
stay as they are: no vector format computes.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.crs import DEFAULT_SHIFT, read_crs, transformer
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.geometry import as_multipolygons
from ltaxgis.domain.tables import Cell
from ltaxgis.formats.drawing_writer import write_drawing
from ltaxgis.formats.ogr import pyogrio
from ltaxgis.ports.readers import ShapeTable

_DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".kml": "LIBKML", ".kmz": "LIBKML"}
_IN_DEGREES = frozenset({".geojson", ".kml", ".kmz"})
WRITABLE = (*_DRIVERS, ".dxf")
_NAME_BYTES, _TEXT_BYTES = 10, 254


def write_layer(
    path: Path,
    table: ShapeTable,
    *,
    label: str = "",
    numbers: Collection[str] = (),
    datum_shift: str = DEFAULT_SHIFT,
    beside: Sequence[ShapeTable] = (),
) -> list[Path]:
    """The files written, the layer first. `label` heads the column shown as name (KML) or text (DXF); columns named in
    `numbers` become numbers. GeoJSON and KML are in WGS 84 degrees, the rest in the table's CRS. Tables without shapes
    `beside` go into the same GeoPackage.

    Raises `Refused("shapes.cannot_write")` where the disk or the folder refuses, `shapes.unknown_target` for an
    ending that is not written.
    """
    if path.suffix.lower() not in WRITABLE:
        raise Refused("shapes.unknown_target", name=path.name)
    with tempfile.TemporaryDirectory(prefix="ltaxgis-") as folder:
        draft = Path(folder) / path.name
        try:
            _write(draft, table, label, numbers, datum_shift)
            for other in beside:
                _attributes_through_gdal(draft, other)
            written = sorted(Path(folder).iterdir(), key=lambda file: file.name != path.name)
            return [_into_place(file, path.parent / file.name) for file in written]
        except OSError as error:
            raise Refused("shapes.cannot_write", name=path.name, detail=error.strerror or str(error)) from error


def _into_place(file: Path, target: Path) -> Path:
    """The file at its place, whole or not at all."""
    beside = target.with_name(f"~{target.name}")
    try:
        shutil.copyfile(file, beside)
        return beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _write(draft: Path, table: ShapeTable, label: str, numbers: Collection[str], datum_shift: str) -> None:
    ending = draft.suffix.lower()
    if ending == ".dxf":
        write_drawing(draft, table.shapes, table.columns[table.headers.index(label)] if label else None)
        return
    crs, shapes = table.crs, shapely.force_2d(table.shapes)
    if ending in _IN_DEGREES:
        shapes, _lost = transformer(crs, "4326", datum_shift).shapes(shapes)
        crs = "4326"
    headers, columns = list(table.headers), [list(column) for column in table.columns]
    if ending == ".geojson":
        shapes = shapely.orient_polygons(shapes)
    if ending == ".shp":
        headers = _short_names(draft, headers)
        columns = [[_cut(cell) for cell in column] for column in columns]
    if ending in (".kml", ".kmz") and label:
        headers[table.headers.index(label)] = "Name"
    numeric = {headers[table.headers.index(header)] for header in numbers}
    target = draft.with_suffix(".kml") if ending == ".kmz" else draft
    _through_gdal(
        target,
        table.name,
        shapes,
        headers,
        [_typed(c, h in numeric) for h, c in zip(headers, columns, strict=True)],
        crs,
    )
    if ending == ".kmz":
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(target, "doc.kml")
        target.unlink()


def _through_gdal(
    path: Path, layer: str, shapes: NDArray[np.object_], headers: list[str], columns: list[NDArray[Any]], crs: str
) -> None:
    ending = path.suffix.lower()
    options: dict[str, str] = {}
    if ending == ".gpkg":
        # 1.4 would make the QGIS of Debian 12 and older offices' programs grumble
        options = {"VERSION": "1.3"}
    elif ending == ".geojson":
        options = {"RFC7946": "YES", "COORDINATE_PRECISION": "9", "WRITE_NAME": "NO"}
    whole = as_multipolygons(shapes)
    areal = bool(np.isin(shapely.get_type_id(whole), (-1, 6)).all())
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(whole if areal else shapes),
        field_data=columns,
        fields=headers,
        layer=layer if ending == ".gpkg" else None,
        driver=_DRIVERS[ending],
        geometry_type="MultiPolygon" if areal else "Unknown" if ending != ".shp" else _one_kind(shapes),
        crs=read_crs(crs).to_wkt() if crs else None,
        encoding="UTF-8" if ending == ".shp" else None,
        **options,
    )


def _attributes_through_gdal(path: Path, table: ShapeTable) -> None:
    """One more table of a GeoPackage, all of it text."""
    pyogrio.raw.write(
        path,
        geometry=None,
        field_data=[_typed(column, False) for column in table.columns],
        fields=list(table.headers),
        layer=table.name,
        driver="GPKG",
        geometry_type=None,
    )


def _one_kind(shapes: NDArray[np.object_]) -> str:
    """The only kind a shapefile can hold of these; raises `Refused("shapes.mixed")` where there are several."""
    kinds = {str(shape.geom_type).removeprefix("Multi") for shape in shapes if shape is not None}
    if len(kinds) != 1:
        raise Refused("shapes.mixed", kinds=", ".join(sorted(kinds)))
    return kinds.pop()


def _typed(column: Sequence[Cell], numeric: bool) -> NDArray[Any]:
    if not numeric:
        return np.array(column, dtype=object)
    return np.array([float(cell) if cell else np.nan for cell in column], dtype=np.float64)


def _short_names(draft: Path, headers: list[str]) -> list[str]:
    """Names of ten bytes at most, distinct, whole characters; where one had to be cut, a text file beside the layer
    tells which is which."""
    short: list[str] = []
    for header in headers:
        name = _cut_bytes(header, _NAME_BYTES) or "F"
        number = 1
        while name.upper() in {taken.upper() for taken in short}:
            number += 1
            name = _cut_bytes(header, _NAME_BYTES - len(str(number)) - 1) + f"_{number}"
        short.append(name)
    if short != headers:
        lines = [f"{name}\t{header}" for name, header in zip(short, headers, strict=True)]
        draft.with_name(f"{draft.stem}.fields.txt").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return short


def _cut(cell: Cell) -> Cell:
    return cell if cell is None or len(cell) * 3 <= _TEXT_BYTES else _cut_bytes(cell, _TEXT_BYTES)


def _cut_bytes(text: str, most: int) -> str:
    """As many whole characters as fit in so many bytes of UTF-8."""
    return text.encode("utf-8")[:most].decode("utf-8", "ignore")
