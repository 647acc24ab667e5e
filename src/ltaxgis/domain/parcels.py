"""Parcels and the other things drawn on the map."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel(Record):
    """A parcel of the map. `shape` is a MultiPolygon in the project CRS (metres), None where the file had none;
    `shape_read` the original where it had to be mended. `rest` is a JSON object of the layer's other columns."""

    code: str = ""
    code_read: str = ""
    title_kind: str = ""
    title_no: str = ""
    sheet_1: str = ""
    sheet_2: str = ""
    sheet_3: str = ""
    sheet_4: str = ""
    scale: str = ""
    land_no: str = ""
    amphoe: str = ""
    land_type: str = ""
    shape: BaseGeometry | None = None
    shape_read: BaseGeometry | None = None
    area_m2: float | None = None
    rest: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature(Record):
    """A thing of another layer: `layer` is `buildings`, `signs`, `roads`, `water`, `blocks`, `zones`, `boundary`,
    `prices`, or the name of a reference layer. Shape of any kind, project CRS."""

    layer: str
    label: str = ""
    shape: BaseGeometry | None = None
    rest: str = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Record):
    """A register row stands on a parcel. `by` is the key that joined them: code, sheet, title, text or hand."""

    row_uid: Uid
    parcel_uid: Uid
    by: str
