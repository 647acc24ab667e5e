"""The layers of a project as the map paints them: shapes with what themes and labels ask for."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.domain.deed_areas import area_differences, deed_areas
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, Ownership, owner_name
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.ports.stores import Columns, LayerShapes, Reading
from ltaxgis.services.near_parcels import NearParcels, ReadsColumns

# a building is known by its house number, a sign by its text; their codes say nothing on a map
NAMES_OF = {"buildings": ("house_no", "addr_no", "เลขที่บ้าน", "บ้านเลขที่"), "signs": ("s_text", "sign_text", "ข้อความ")}
WIDTH_NAMES = ("width", "road_width", "width_m", "ความกว้าง")
ROW_NAMES = ("use_kind", "value", "title_kind", "title_no", "area", "unit_no")


def map_layers(reading: Reading, settings: ProjectSettings) -> list[LayerShapes]:
    """Parcels first, then the other layers by name; layers without a thing are left out."""
    return [parcel_layer(reading, settings), *feature_layers(reading)]


def parcels_near(reading: Reading, settings: ProjectSettings, touched: Collection[Uid]) -> LayerShapes:
    """As `parcel_layer`, of those parcels alone on which something of `touched` hangs."""
    near = NearParcels(reading, touched)
    return parcel_layer(near, settings, lambda: reading.columns(Parcel, ("code",))["code"])


def feature_layers(reading: Reading) -> list[LayerShapes]:
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


def parcel_layer(
    reading: ReadsColumns, settings: ProjectSettings, all_codes: Callable[[], Sequence[str]] | None = None
) -> LayerShapes:
    """Parcels with `code`, `lot`, `deed`, `owner`, `area` (deed, hundredths of a square wa), `land_use` (several
    where rows differ), `value` (satang), `joined` and `area_difference` (part of the deed).

    `all_codes` gives the codes of all parcels, where these are but some.
    """
    parcels = reading.columns(Parcel, ("code", "land_no", "shape", "area_m2"))
    rows = reading.columns(LandRow, ROW_NAMES)
    parcel_of_row = _parcel_of_row(reading, rows, parcels)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(parcel_of_row >= 0).tolist():
        rows_of[int(parcel_of_row[row])].append(row)
    deed = _deeds(rows, parcel_of_row, len(parcels))
    columns: dict[str, list[Any]] = {
        "code": parcels["code"],
        "lot": parcels["land_no"],
        "land_use": _land_uses(reading, rows, rows_of, len(parcels)),
        "value": _summed(rows_of, len(parcels), rows["value"]),
        "deed": ["/".join(texts) for texts in _gathered(rows_of, len(parcels), rows["title_no"])],
        "area": [None if area < 0 else area for area in deed.tolist()],
        "owner": _owners(reading, rows, rows_of, len(parcels)),
        "joined": _joined(rows_of, parcels["code"], all_codes or (lambda: parcels["code"])),
        "area_difference": _differences(deed, parcels["area_m2"], settings),
    }
    return LayerShapes("parcels", parcels.uids, np.array(parcels["shape"], dtype=object), columns)


def _parcel_of_row(reading: ReadsColumns, rows: Columns, parcels: Columns) -> NDArray[np.int64]:
    links = reading.columns(Link, ("row_uid", "parcel_uid"))
    index_of = {uid: index for index, uid in enumerate(parcels.uids)}
    parcel_of = dict(zip(links["row_uid"], links["parcel_uid"], strict=True))
    return np.array([index_of.get(parcel_of.get(uid, ""), -1) for uid in rows.uids], dtype=np.int64)


def _deeds(rows: Columns, parcel_of_row: NDArray[np.int64], parcels: int) -> NDArray[np.int64]:
    titles = [
        f"{kind}|{number}" if number else "" for kind, number in zip(rows["title_kind"], rows["title_no"], strict=True)
    ]
    units = np.array([bool(unit) for unit in rows["unit_no"]], dtype=bool)
    areas = np.array([-1 if area is None else area for area in rows["area"]], dtype=np.int64)
    return deed_areas(parcel_of_row, areas, titles, units, parcels)


def _land_uses(
    reading: ReadsColumns, rows: Columns, rows_of: Mapping[int, list[int]], count: int
) -> list[tuple[str, ...]]:
    """The uses of each parcel: what its rows say, else the rows about uses within them (LTAX3000 has only those)."""
    told = _gathered(rows_of, count, rows["use_kind"])
    if all(told[index] for index in rows_of):
        return told
    uses = reading.columns(UseRow, ("land_uid", "use_kind"))
    of_land: dict[Uid, list[str]] = defaultdict(list)
    for land, kind in zip(uses["land_uid"], uses["use_kind"], strict=True):
        if land is not None and kind:
            of_land[land].append(kind)
    return [
        told[index] or tuple(dict.fromkeys(kind for row in rows_of.get(index, ()) for kind in of_land[rows.uids[row]]))
        for index in range(count)
    ]


def _gathered(rows_of: Mapping[int, list[int]], count: int, values: Sequence[str]) -> list[tuple[str, ...]]:
    """The distinct texts of each parcel's rows."""
    return [tuple(dict.fromkeys(values[row] for row in rows_of.get(i, ()) if values[row])) for i in range(count)]


def _summed(rows_of: Mapping[int, list[int]], count: int, values: Sequence[int | None]) -> list[int | None]:
    sums = ([values[row] or 0 for row in rows_of.get(i, ()) if values[row] is not None] for i in range(count))
    return [sum(told) if told else None for told in sums]


def _owners(reading: ReadsColumns, rows: Columns, rows_of: Mapping[int, list[int]], count: int) -> list[str]:
    """The first owner's name, and how many more there are."""
    owners = reading.columns(Owner, ("prefix", "first_name", "last_name"))
    names = dict(
        zip(owners.uids, zip(owners["prefix"], owners["first_name"], owners["last_name"], strict=True), strict=True)
    )
    held = reading.columns(Ownership, ("subject_uid", "owner_uid"))
    holders: dict[Uid, list[Uid]] = defaultdict(list)
    for subject, owner in zip(held["subject_uid"], held["owner_uid"], strict=True):
        holders[subject].append(owner)
    texts = []
    for index in range(count):
        told = dict.fromkeys(owner for row in rows_of.get(index, ()) for owner in holders.get(rows.uids[row], ()))
        first = next((owner_name(*names[owner]) for owner in told if owner in names), "")
        texts.append(f"{first} +{len(told) - 1}" if len(told) > 1 else first)
    return texts


def _joined(
    rows_of: Mapping[int, list[int]], codes: Sequence[str], all_codes: Callable[[], Sequence[str]]
) -> list[str]:
    alone = any(not rows_of.get(index) for index in range(len(codes)))
    seen = Counter(all_codes()) if alone else Counter[str]()
    return [
        "joined" if rows_of.get(index) else "ambiguous" if code and seen[code] > 1 else "map_only"
        for index, code in enumerate(codes)
    ]


def _differences(
    deed: NDArray[np.int64], drawn: Sequence[float | None], settings: ProjectSettings
) -> list[float | None]:
    metres = np.array([np.nan if area is None else area for area in drawn], dtype=float)
    found = area_differences(deed, metres, settings.area_part, settings.area_wa)
    part = found.difference / np.maximum(deed, 1)
    # what lies within the tolerance counts as the same, however small the parcel
    return [
        None if not known else float(value) if over else 0.0
        for known, over, value in zip(found.known, found.over, part, strict=True)
    ]
