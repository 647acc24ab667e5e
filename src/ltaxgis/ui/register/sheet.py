"""The register as columns for a table: rows, their owners, their parcels."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, Ownership, owner_name
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Reading
from ltaxgis.ui.register.columns import LAND_COLUMNS

_DERIVED = ("owner", "joined", "drawn")


@dataclass(slots=True)
class Sheet:
    """`data[name][i]` belongs to `uids[i]`; `parcels[i]` are the parcels the row stands on. `place` finds a row."""

    uids: list[Uid]
    data: dict[str, list[Any]]
    parcels: list[tuple[Uid, ...]]
    rows_of_parcel: dict[Uid, list[int]]
    place: dict[Uid, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = {uid: number for number, uid in enumerate(self.uids)}

    def __len__(self) -> int:
        return len(self.uids)


def empty_sheet() -> Sheet:
    return Sheet([], {column.name: [] for column in LAND_COLUMNS}, [], {})


def load_sheet(reading: Reading) -> Sheet:
    """All land rows of a project, with the first owner, the join's state and the drawn area beside them."""
    fields = [column.name for column in LAND_COLUMNS if column.name not in _DERIVED]
    rows = reading.columns(LandRow, fields)
    data: dict[str, list[Any]] = {name: list(rows[name]) for name in fields}
    owners = _owners_by_subject(reading)
    data["owner"] = [owners.get(uid, "") for uid in rows.uids]
    parcels = _parcels_by_row(reading)
    drawn = dict(zip(*_drawn_areas(reading), strict=True))
    stands = [tuple(parcels.get(uid, ())) for uid in rows.uids]
    data["joined"] = ["joined" if len(each) == 1 else "ambiguous" if each else "alone" for each in stands]
    data["drawn"] = [drawn.get(each[0]) if len(each) == 1 else None for each in stands]
    rows_of: dict[Uid, list[int]] = defaultdict(list)
    for number, each in enumerate(stands):
        for parcel in each:
            rows_of[parcel].append(number)
    return Sheet(list(rows.uids), data, stands, dict(rows_of))


def _owners_by_subject(reading: Reading) -> dict[Uid, str]:
    """The first owner's name, with how many more there are."""
    people = reading.columns(Owner, ["prefix", "first_name", "last_name"])
    names = {
        uid: owner_name(*parts)
        for uid, *parts in zip(people.uids, people["prefix"], people["first_name"], people["last_name"], strict=True)
    }
    held = reading.columns(Ownership, ["subject_uid", "owner_uid", "place"])
    by_subject: dict[Uid, list[tuple[int, Uid]]] = defaultdict(list)
    for subject, owner, place in zip(held["subject_uid"], held["owner_uid"], held["place"], strict=True):
        by_subject[subject].append((place, owner))
    return {
        subject: names.get(min(owners)[1], "") + (f" +{len(owners) - 1}" if len(owners) > 1 else "")
        for subject, owners in by_subject.items()
    }


def _parcels_by_row(reading: Reading) -> dict[Uid, list[Uid]]:
    links = reading.columns(Link, ["row_uid", "parcel_uid"])
    by_row: dict[Uid, list[Uid]] = defaultdict(list)
    for row, parcel in zip(links["row_uid"], links["parcel_uid"], strict=True):
        by_row[row].append(parcel)
    return by_row


def _drawn_areas(reading: Reading) -> tuple[list[Uid], list[float | None]]:
    parcels = reading.columns(Parcel, ["area_m2"])
    return parcels.uids, parcels["area_m2"]
