"""Vector layers of all kinds: which reader a file needs, and one table of shapes a layer.

To be run in a worker process: GDAL reads foreign bytes here, always from a copy.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from ltaxgis.domain.crs import crs_code
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.formats.drawings import read_drawing
from ltaxgis.formats.layer_copies import ENDINGS, copy_layer, find_layers, unpack
from ltaxgis.formats.ogr_layers import has_polygons, kinds_of, layer_names, read_layer
from ltaxgis.formats.shapefiles import read_shapefile
from ltaxgis.ports.readers import ShapeChoice, ShapeTable

_BESIDE_SHP = frozenset({".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx"})
# columns that KML readers make up for every layer
_KML_FURNITURE = frozenset(
    ("timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet")
)

_EVERYTHING = ShapeChoice()


def read_shapes(path: Path, choice: ShapeChoice = _EVERYTHING) -> list[ShapeTable]:
    """The layers of a file, folder or zip, every record of each a row, whatever state its shape is in.

    Where polygons are wanted, layers without any are left out with a finding; no layer with any is
    `Refused("shapes.not_polygons")`. Other refusals begin with `shapes.` or `file.`.
    """
    if not path.exists():
        raise Refused("file.missing", name=path.name, path=str(path))
    try:
        return _read(path, choice)
    except OSError as error:
        raise Refused("shapes.cannot_read", name=path.name, detail=error.strerror or str(error)) from error


def _read(path: Path, choice: ShapeChoice) -> list[ShapeTable]:
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / "unpacked").mkdir()
        files = _files(path, folder / "unpacked")
        tables, refusals = _read_all(files, path.name, choice, folder)
    if choice.layer is not None:
        tables = _chosen(tables, choice.layer, path.name)
    if not tables:
        raise refusals[0] if refusals else Refused("shapes.empty", name=path.name)
    kept, left_out = _wanted(tables, choice, path.name)
    said = tuple(_left_out(table) for table in left_out) + tuple(_refused(refusal, path.name) for refusal in refusals)
    return [replace(kept[0], findings=kept[0].findings + said), *kept[1:]]


def _files(path: Path, unpacked: Path) -> list[Path]:
    ending = path.suffix.lower()
    if ending == ".zip" and path.is_file():
        unpack(path, unpacked)
        found = find_layers(unpacked)
    elif path.is_dir() and ending != ".gdb":
        found = find_layers(path)
    elif ending in _BESIDE_SHP:
        found = [path.with_suffix(".shp")]
    elif ending in ENDINGS:
        found = [path]
    else:
        raise Refused("shapes.unknown_kind", name=path.name)
    if not found:
        raise Refused("shapes.nothing_here", name=path.name)
    return found


def _read_all(
    files: list[Path], source: str, choice: ShapeChoice, folder: Path
) -> tuple[list[ShapeTable], list[Refused]]:
    """All layers of all files; where there are several, one that is refused does not take the others with it."""
    tables: list[ShapeTable] = []
    refusals: list[Refused] = []
    for number, file in enumerate(files):
        own = folder / str(number)
        own.mkdir()
        try:
            tables += _read_file(file, source, choice, own)
        except Refused as refusal:
            if choice.layer == file.stem:
                raise
            refusals.append(refusal)
    return tables, refusals


def _read_file(file: Path, source: str, choice: ShapeChoice, folder: Path) -> list[ShapeTable]:
    if file.is_file() and not file.stat().st_size:
        raise Refused("shapes.empty", name=file.name)
    ending = file.suffix.lower()
    if ending == ".shp":
        return [read_shapefile(file, choice, source, file.stem)]
    if ending == ".kmz":
        # as one file its reader loses the attributes
        unpack(file, folder)
        inside = [(kml, file.stem if kml.stem == "doc" else kml.stem) for kml in sorted(folder.rglob("*.kml"))]
        return [table for kml, stem in inside for table in _layers(kml, source, stem, choice)]
    copy = copy_layer(file, folder)
    try:
        if ending == ".dxf":
            return [read_drawing(copy, choice, source, file.stem)]
        return _layers(copy, source, file.stem, choice)
    except Refused as refusal:
        # nobody knows our copy by its name
        detail = str(refusal.facts.get("detail", "")).replace(copy.name, file.name)
        raise Refused(refusal.code, **{**refusal.facts, "name": file.name, "detail": detail}) from refusal


def _layers(copy: Path, source: str, stem: str, choice: ShapeChoice) -> list[ShapeTable]:
    """The layers of one file, the chosen one only where one is chosen. A layer that only has the name of our copy is
    called after the user's file, `stem`."""
    names = {name: stem if name == copy.stem else name for name in layer_names(copy)}
    return [
        _layer(copy, name, Place(source, shown), choice)
        for name, shown in names.items()
        if choice.layer in (None, shown)
    ]


def _layer(copy: Path, name: str, place: Place, choice: ShapeChoice) -> ShapeTable:
    raw = read_layer(copy, name, place, choice.limit, choice.told)
    choice.told(len(raw.shapes), len(raw.shapes))
    keep = [i for i, header in enumerate(raw.headers) if not _is_furniture(header, copy.suffix)]
    return ShapeTable(
        source=place.source,
        name=place.sheet,
        shapes=raw.shapes,
        headers=tuple(raw.headers[i] for i in keep),
        columns=tuple(raw.columns[i] for i in keep),
        numbers=range(1, len(raw.shapes) + 1),
        crs=crs_code(choice.crs) if choice.crs else raw.crs,
        encoding="utf-8",
        findings=tuple(raw.findings),
        facts={"records": len(raw.shapes), "kind": raw.kind},
    )


def _is_furniture(header: str, ending: str) -> bool:
    return ending in (".kml", ".kmz") and header in _KML_FURNITURE


def _chosen(tables: list[ShapeTable], layer: str, name: str) -> list[ShapeTable]:
    chosen = [table for table in tables if table.name == layer]
    if not chosen:
        raise Refused("shapes.no_such_layer", name=name, layer=layer, layers=", ".join(t.name for t in tables) or "–")
    return chosen


def _wanted(tables: list[ShapeTable], choice: ShapeChoice, name: str) -> tuple[list[ShapeTable], list[ShapeTable]]:
    if choice.kinds == "any":
        return tables, []
    kept = [table for table in tables if has_polygons(table.shapes)]
    if kept:
        return kept, [table for table in tables if not has_polygons(table.shapes)]
    if any((~shapely.is_missing(table.shapes)).any() for table in tables):
        kinds = kinds_of(np.concatenate([table.shapes for table in tables]))
        raise Refused("shapes.not_polygons", name=name, kinds=kinds)
    raise Refused("shapes.empty", name=name)


def _left_out(table: ShapeTable) -> Finding:
    facts = (("layer", table.name), ("kinds", kinds_of(table.shapes)), ("count", len(table)))
    return Finding("shape.layer_left_out", Place(table.source, table.name), value=table.name, facts=facts)


def _refused(refusal: Refused, name: str) -> Finding:
    facts = tuple((key, value) for key, value in refusal.facts.items())
    return Finding("shape.layer_refused", Place(name), value=refusal.code, facts=facts)
