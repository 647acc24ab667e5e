"""Layers through GDAL: geometry as bytes first, so that what GEOS dislikes is not lost; attributes as text."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.crs import crs_code
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell
from ltaxgis.domain.telling import Told, untold
from ltaxgis.formats.number_formats import plain_number, plain_value
from ltaxgis.formats.ogr import DataLayerError, DataSourceError, pyogrio

Shapes = NDArray[np.object_]

_CURVES = ("Curve", "Surface", "Circular", "Compound")
_NO_SURFACE = frozenset({"Point", "LineString", "MultiPoint", "MultiLineString"})


@dataclass(frozen=True, slots=True)
class RawLayer:
    """A layer as it came; `shapes[i]` is None where there was no geometry or none that can be used."""

    shapes: Shapes
    headers: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    crs: str
    kind: str
    findings: list[Finding] = field(default_factory=list)


def layer_names(path: Path) -> list[str]:
    """The names of the layers with geometry, as they stand in the file; raises `Refused("shapes.unreadable")`."""
    with _gdal(path):
        return [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]


def read_layer(path: Path, layer: str | None, place: Place, limit: int | None = None, told: Told = untold) -> RawLayer:
    """All records of a layer; raises `Refused("shapes.unreadable")` where GDAL gives up. `told` hears how many there
    are before they are read at once."""
    with _gdal(path):
        if told is not untold:
            told(0, max(0, int(pyogrio.read_info(path, layer=layer)["features"])))
        meta, _ids, wkb, data = pyogrio.raw.read(
            path, layer=layer, max_features=limit, datetime_as_string=True, use_arrow=False
        )
    shapes, findings = shapes_of(wkb if wkb is not None else np.full(_length(data), None, dtype=object), place)
    kind = str(meta["geometry_type"] or "")
    if any(word in kind for word in _CURVES):
        findings.append(Finding("shape.curve_straightened", place, value=kind))
    types = meta.get("ogr_types") or [""] * len(data)
    columns = tuple(_texts(column, str(ogr)) for column, ogr in zip(data, types, strict=False))
    return RawLayer(
        shapes, tuple(str(name) for name in meta["fields"]), columns, crs_code(meta["crs"] or ""), kind, findings
    )


def _length(data: Sequence[NDArray[Any]]) -> int:
    return len(data[0]) if data else 0


@contextmanager
def _gdal(path: Path) -> Iterator[None]:
    """What GDAL only mumbles is no warning of ours; what it refuses is one sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (DataSourceError, DataLayerError, ValueError, RuntimeError, UnicodeDecodeError) as error:
            raise Refused("shapes.unreadable", name=path.name, detail=_first_words(error, path)) from error


def _first_words(error: Exception, path: Path) -> str:
    """What GDAL says, without its advice and without the place of our copy."""
    said = (str(error).splitlines() or [type(error).__name__])[0]
    return said.replace(str(path), path.name).split("; It might")[0][:160]


def shapes_of(wkb: NDArray[np.object_], place: Place) -> tuple[Shapes, list[Finding]]:
    """Shapely shapes of WKB, as many as were given. A ring that was left open is closed with a finding; bytes that
    cannot be understood become None with a finding."""
    shapes: Shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    findings: list[Finding] = []
    given = np.array([blob is not None for blob in wkb], dtype=bool)
    for i in np.flatnonzero(given & shapely.is_missing(shapes)).tolist():
        here = Place(place.source, place.sheet, row=i + 1)
        mended = shapely.from_wkb(wkb[i], on_invalid="fix")
        shapes[i] = mended
        findings.append(Finding("shape.unreadable" if mended is None else "shape.unclosed", here))
    return shapes, findings


def has_polygons(shapes: Shapes) -> bool:
    """Whether any shape is or contains a polygon."""
    kinds = shapely.get_type_id(shapes)
    if np.isin(kinds, (3, 6)).any():
        return True
    return any(shape.area > 0 for shape in shapes[kinds == 7])


def kinds_of(shapes: Shapes) -> str:
    """What the shapes are, with numbers: `Point 12, LineString 3`."""
    present = shapes[~shapely.is_missing(shapes)]
    names, counts = np.unique([shape.geom_type for shape in present], return_counts=True)
    return ", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True)) or "–"


def _texts(column: NDArray[Any], ogr_type: str) -> list[Cell]:
    """A column as text: whole numbers without a point, dates ISO, lists and objects as they stand in JSON."""
    if column.dtype.kind in "iu":
        return [str(value) for value in column.tolist()]
    if column.dtype.kind == "f":
        return _numbers(column, whole=ogr_type.startswith("OFTInteger"))
    return [_text(value, ogr_type) for value in column.tolist()]


def _numbers(column: NDArray[Any], whole: bool) -> list[Cell]:
    short = column.dtype.itemsize == 4

    def told(value: float) -> Cell:
        if isnan(value):
            return None
        if whole:
            return str(int(value))
        return plain_number(str(np.float32(value)) if short else repr(value))

    return [told(value) for value in column.tolist()]


def _text(value: object, ogr_type: str) -> Cell:
    if isinstance(value, str):
        if ogr_type in ("OFTDateTime", "OFTDate"):
            return value.replace("T", " ").replace("/", "-").removesuffix(" 00:00:00").removesuffix(" 00:00:00.000")
        return value if value.strip() else None
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, np.ndarray):
        return ", ".join(str(item) for item in value.tolist())
    return plain_value(value)
