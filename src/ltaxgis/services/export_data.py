"""What leaves the project: parcels with their register, with personal data only where somebody asked and said why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.stores import Reading
from ltaxgis.services.owner_names import owner_names
from ltaxgis.words import Words

ROW_FIELDS = ("code", "title_kind", "title_no", "survey_page", "land_no", "unit_no", "house_no", "moo", "soi", "road",
              "use_kind")  # fmt: skip
LISTS = {"title_kind": "title_kind", "use_kind": "land_use"}


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """Rows as a person reads them, headings in their language; `numbers` are the columns that are figures."""

    headers: tuple[str, ...]
    rows: list[tuple[str | float | None, ...]]
    uids: list[Uid]


def may_export(with_personal_data: bool, reason: str) -> None:
    """Raises `Refused("export.reason_missing")`: personal data leave only with a reason."""
    if with_personal_data and not reason.strip():
        raise Refused("export.reason_missing")


def register_table(reading: Reading, words: Words, lists: CodeLists, *, personal: bool) -> RegisterTable:
    """All register rows; owners' names (never numbers) only with personal data."""
    rows = reading.columns(LandRow, (*ROW_FIELDS, "area", "value"))
    headers = [words(f"field.land.{name}") for name in ROW_FIELDS]
    columns: list[Sequence[str | float | None]] = [_labels(rows[name], name, lists, words) for name in ROW_FIELDS]
    headers += [words("export.area"), words("export.area_wa"), words("export.value")]
    columns.append(["" if area is None else area_text(area) for area in rows["area"]])
    columns.append([None if area is None else area / 100 for area in rows["area"]])
    columns.append([None if value is None else value / 100 for value in rows["value"]])
    if personal:
        headers.append(words("export.owners"))
        names = owner_names(reading)
        columns.append([names.get(uid, "") for uid in rows.uids])
    return RegisterTable(tuple(headers), list(zip(*columns, strict=True)), rows.uids)


def parcel_table(
    reading: Reading, settings: ProjectSettings, words: Words, lists: CodeLists, *, personal: bool
) -> ShapeTable:
    """All parcels with the first of their register rows and how many there are; project CRS. By `uid` and `version`
    they are known again when they come back."""
    parcels = reading.columns(Parcel, ("version", "code", "land_no", "area_m2", "shape"))
    register = register_table(reading, words, lists, personal=personal)
    row_of = dict(zip(register.uids, register.rows, strict=True))
    rows_of = _rows_of(reading)
    own = ("uid", "version", "code", "land_no", "area_m2", "rows")
    told = [name for name in _short_names(personal) if name not in own]
    versions: list[str | None] = [str(version) for version in parcels["version"]]
    columns: list[list[str | None]] = [list(parcels.uids), versions, parcels["code"], parcels["land_no"]]
    columns.append([None if area is None else f"{area:.2f}" for area in parcels["area_m2"]])
    columns.append([str(len(rows_of[uid])) for uid in parcels.uids])
    blank = (None,) * len(register.headers)
    first = [row_of.get(rows_of[uid][0], blank) if rows_of[uid] else blank for uid in parcels.uids]
    names = _short_names(personal)
    for name in told:
        index = names.index(name)
        columns.append([None if row[index] in (None, "") else str(row[index]) for row in first])
    shapes = np.array(parcels["shape"], dtype=object)
    return ShapeTable(
        settings.name, "parcels", shapes, (*own, *told), tuple(columns), range(1, len(parcels) + 1), str(settings.crs)
    )


def _short_names(personal: bool) -> list[str]:
    """Latin names for attributes: shapefiles hold ten bytes, three Thai letters."""
    return [*ROW_FIELDS, "area", "area_wa", "value", *(["owners"] if personal else [])]


def _rows_of(reading: Reading) -> dict[Uid, list[Uid]]:
    links = reading.columns(Link, ("row_uid", "parcel_uid"))
    rows_of: dict[Uid, list[Uid]] = defaultdict(list)
    for row, parcel in zip(links["row_uid"], links["parcel_uid"], strict=True):
        rows_of[parcel].append(row)
    return rows_of


def _labels(values: Sequence[str], name: str, lists: CodeLists, words: Words) -> Sequence[str | float | None]:
    if name not in LISTS or LISTS[name] not in lists:
        return values
    chosen = lists[LISTS[name]]
    return [chosen.label(value, words.language) if value else "" for value in values]
