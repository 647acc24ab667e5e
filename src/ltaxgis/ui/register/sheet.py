"""The register as columns for a table: rows, their owners, their parcels."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, Ownership, owner_name
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Reading
from ltaxgis.ui.register.columns import LAND_COLUMNS

_DERIVED = ("owner", "joined", "drawn")
_STATES = ("alone", "joined", "ambiguous")


@dataclass(slots=True)
class Sheet:
    """`data[name][i]` belongs to `uids[i]`; `parcels[i]` are the parcels the row stands on. `place` finds a row."""

    uids: list[Uid]
    data: dict[str, list[Any]]
    parcels: list[tuple[Uid, ...]]
    rows_of_parcel: dict[Uid, tuple[int, ...]]
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
    data: dict[str, list[Any]] = {name: rows[name] for name in fields}
    owners = _owners_by_subject(reading)
    data["owner"] = [owners.get(uid, "") for uid in rows.uids]
    parcels = _parcels_by_row(reading)
    areas = reading.columns(Parcel, ["area_m2"])
    drawn = dict(zip(areas.uids, areas["area_m2"], strict=True))
    stands = [parcels.get(uid, ()) for uid in rows.uids]
    data["joined"] = [_STATES[min(len(each), 2)] for each in stands]
    data["drawn"] = [drawn.get(each[0]) if len(each) == 1 else None for each in stands]
    rows_of: dict[Uid, tuple[int, ...]] = {}  # tuples: the collector of garbage passes over them
    for number, each in enumerate(stands):
        for parcel in each:
            rows_of[parcel] = (*rows_of.get(parcel, ()), number)
    return Sheet(rows.uids, data, stands, rows_of)


def _owners_by_subject(reading: Reading) -> dict[Uid, str]:
    """The first owner's name, with how many more there are."""
    people = reading.columns(Owner, ["prefix", "first_name", "last_name"])
    parts = zip(people["prefix"], people["first_name"], people["last_name"], strict=True)
    names = {uid: owner_name(*name) for uid, name in zip(people.uids, parts, strict=True)}
    held = reading.columns(Ownership, ["subject_uid", "owner_uid", "place"])
    subjects, owners = held["subject_uid"], held["owner_uid"]
    # the last word of a dict counts, and that is the first owner's
    backwards = np.argsort(-np.array(held["place"], dtype=np.int64), kind="stable").tolist()
    first = {subjects[number]: owners[number] for number in backwards}
    told = {subject: names.get(owner, "") for subject, owner in first.items()}
    if len(told) < len(subjects):
        for subject, count in Counter(subjects).items():
            if count > 1:
                told[subject] += f" +{count - 1}"
    return told


def _parcels_by_row(reading: Reading) -> dict[Uid, tuple[Uid, ...]]:
    links = reading.columns(Link, ["row_uid", "parcel_uid"])
    rows, parcels = links["row_uid"], links["parcel_uid"]
    by_row: dict[Uid, tuple[Uid, ...]] = dict(zip(rows, zip(parcels), strict=True))
    if len(by_row) < len(rows):
        several: dict[Uid, list[Uid]] = defaultdict(list)
        for row, parcel in zip(rows, parcels, strict=True):
            several[row].append(parcel)
        by_row = {row: tuple(each) for row, each in several.items()}
    return by_row
