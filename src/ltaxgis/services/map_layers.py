"""The layers of a project as the map paints them: shapes with what themes and labels ask for."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any

import numpy as np
import shapely

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.states import StateTable
from ltaxgis.ports.stores import Columns, LayerShapes, Reading
from ltaxgis.services.case_layers import case_layers
from ltaxgis.services.near_parcels import NearParcels, ReadsColumns
from ltaxgis.services.parcel_columns import Look, ParcelColumns

# a building is known by its house number, a sign by its text; their codes say nothing on a map
NAMES_OF = {"buildings": ("house_no", "addr_no", "เลขที่บ้าน", "บ้านเลขที่"), "signs": ("s_text", "sign_text", "ข้อความ")}
WIDTH_NAMES = ("width", "road_width", "width_m", "ความกว้าง")


def map_layers(
    look: Look, settings: ProjectSettings, tables: Sequence[StateTable] = (), today: date = date.max
) -> list[LayerShapes]:
    """Parcels first, then the other layers by name, then the cases of the desks whose tables are given, as they stand
    on a day; layers without a thing are left out."""
    parcels = parcel_layer(look, settings)
    with look() as reading:
        return [parcels, *feature_layers(reading), *case_layers(reading, tables, today)]


def feature_layers(reading: ReadsColumns) -> list[LayerShapes]:
    features = reading.columns(Feature, ("layer", "label", "shape", "rest"))
    rows_of: dict[str, list[int]] = defaultdict(list)
    for index, layer in enumerate(features["layer"]):
        rows_of[layer].append(index)
    return [_feature_layer(name, features, rows) for name, rows in sorted(rows_of.items())]


def _feature_layer(name: str, features: Columns, rows: Sequence[int]) -> LayerShapes:
    shapes = np.array([features["shape"][row] for row in rows], dtype=object)
    names = NAMES_OF.get(name)
    labels = [_told(features["rest"][row], names) if names else features["label"][row] for row in rows]
    columns: dict[str, list[Any]] = {"label": labels}
    if (shapely.get_dimensions(shapes) == 1).any():
        columns["width"] = [width_of(features["rest"][row]) for row in rows]
    return LayerShapes(name, [features.uids[row] for row in rows], shapes, columns)


def width_of(rest: str) -> float | None:
    """The width in metres that the attributes of a road or canal tell, a JSON object; None where they tell none."""
    try:
        return float(_told(rest, WIDTH_NAMES))
    except ValueError:
        return None


def _told(rest: str, names: Sequence[str]) -> str:
    """The first of these attributes that is told, whatever its case; empty where none is."""
    told = {name.casefold(): value for name, value in json.loads(rest or "{}").items()}
    return next((str(told[name]) for name in names if told.get(name)), "")


def parcel_layer(look: Look, settings: ProjectSettings) -> LayerShapes:
    """Parcels with `code`, `lot`, `deed`, `owner`, `area` (deed, hundredths of a square wa), `land_use` (several
    where rows differ), `value` (satang), `joined` and `area_difference` (part of the deed). Shapes and codes are read
    at once, the other columns by further looks when they are asked for."""
    with look() as reading:
        parcels = reading.columns(Parcel, ("code", "shape"))
    shapes = np.array(parcels["shape"], dtype=object)
    return LayerShapes("parcels", parcels.uids, shapes, ParcelColumns(look, parcels, settings))


def parcels_near(
    reading: Reading, settings: ProjectSettings, touched: Collection[Uid], names: Collection[str] = ()
) -> LayerShapes:
    """As `parcel_layer`, of those parcels alone on which something of `touched` hangs; the columns named, or all, are
    read."""
    near = NearParcels(reading, touched)
    parcels = near.columns(Parcel, ("code", "shape"))
    columns = ParcelColumns(
        lambda: nullcontext(near), parcels, settings, lambda: reading.columns(Parcel, ("code",))["code"]
    )
    read = {name: columns[name] for name in names or columns}
    return LayerShapes("parcels", parcels.uids, np.array(parcels["shape"], dtype=object), read)
