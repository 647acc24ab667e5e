"""What themes and labels ask of parcels, each column worked out when somebody first asks for it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.deed_areas import area_differences, condominium_units, deed_areas
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, Ownership, owner_name
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.ports.stores import Columns
from ltaxgis.services.near_parcels import ReadsColumns

Look = Callable[[], AbstractContextManager[ReadsColumns]]
"""A look at the project; several may be taken, at different moments."""
USES, REST = ("use_kind",), ("value", "title_kind", "title_no", "area", "unit_no")


class ParcelColumns(Mapping[str, Sequence[Any]]):
    """The columns of these parcels, in their order.

    Uses, which a first picture shows, are read alone; owners only by who names them on the map. What was read at
    different moments is put together by uid: what came or went meanwhile has no value.
    """

    def __init__(
        self,
        look: Look,
        parcels: Columns,
        settings: ProjectSettings,
        all_codes: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        """`parcels` with their `code`; `all_codes` gives those of all parcels, where these are but some."""
        self._look = look
        self._uids = parcels.uids
        self._codes: Sequence[str] = parcels["code"]
        self._all_codes = all_codes or (lambda: self._codes)
        self._settings = settings
        self._worked_out: dict[str, Sequence[Any]] = {"code": self._codes}
        self._ways: dict[str, Callable[[], Sequence[Any]]] = {
            "code": lambda: self._codes,
            "lot": lambda: self._parcels["land_no"],
            "land_use": self._land_uses,
            "value": self._values,
            "deed": lambda: ["/".join(texts) for texts in self._gathered(self._rest["title_no"])],
            "area": lambda: [None if area < 0 else area for area in self._deeds.tolist()],
            "owner": self._owners,
            "joined": self._joined,
            "area_difference": self._differences,
        }

    def __getitem__(self, name: str) -> Sequence[Any]:
        if name not in self._worked_out:
            self._worked_out[name] = self._ways[name]()
        return self._worked_out[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ways)

    def __len__(self) -> int:
        return len(self._ways)

    # what is read

    @cached_property
    def _rows(self) -> Columns:
        with self._look() as reading:
            self._links = reading.columns(Link, ("row_uid", "parcel_uid"))
            return reading.columns(LandRow, USES)

    @cached_property
    def _rest(self) -> Columns:
        return self._read(LandRow, REST, self._rows.uids)

    @cached_property
    def _parcels(self) -> Columns:
        return self._read(Parcel, ("land_no", "area_m2"), self._uids)

    def _read(self, kind: type[Record], names: Sequence[str], uids: list[Uid]) -> Columns:
        """Columns in the order of uids that were read before."""
        with self._look() as reading:
            found = reading.columns(kind, names)
        if found.uids == uids:
            return found
        place = {uid: number for number, uid in enumerate(found.uids)}
        places = [place.get(uid, -1) for uid in uids]
        return Columns(uids, {name: [found[name][place] if place >= 0 else None for place in places] for name in names})

    # which rows stand where

    @cached_property
    def _parcel_of_row(self) -> NDArray[np.int64]:
        """The parcel's number for each row, -1 for none."""
        rows = self._rows
        found = np.full(len(rows), -1, np.int64)
        row, parcel = _numbers(rows.uids, self._links["row_uid"]), _numbers(self._uids, self._links["parcel_uid"])
        found[row[row >= 0]] = parcel[row >= 0]
        return found

    @cached_property
    def _first_row(self) -> NDArray[np.int64]:
        """The first row on each parcel, -1 for none."""
        found = np.full(len(self._uids), -1, np.int64)
        rows = np.flatnonzero(self._parcel_of_row >= 0)[::-1]
        found[self._parcel_of_row[rows]] = rows
        return found

    @cached_property
    def _several(self) -> dict[int, list[int]]:
        """The rows of those parcels that have more than one."""
        standing = np.flatnonzero(self._parcel_of_row >= 0)
        parcels = self._parcel_of_row[standing]
        crowded = np.bincount(parcels, minlength=len(self._uids))[parcels] > 1
        found: dict[int, list[int]] = defaultdict(list)
        for parcel, row in zip(parcels[crowded].tolist(), standing[crowded].tolist(), strict=True):
            found[parcel].append(row)
        return dict(found)

    # the columns

    def _gathered(self, values: Sequence[str]) -> list[tuple[str, ...]]:
        """The distinct texts of each parcel's rows."""
        alone: dict[str, tuple[str, ...]] = {value: (value,) if value else () for value in set(values)}
        found = [alone[values[row]] if row >= 0 else () for row in self._first_row.tolist()]
        for parcel, rows in self._several.items():
            found[parcel] = tuple(dict.fromkeys(values[row] for row in rows if values[row]))
        return found

    def _land_uses(self) -> list[tuple[str, ...]]:
        """What the rows of each parcel say, else the rows about uses within them (LTAX3000 has only those)."""
        told = self._gathered(self._rows["use_kind"])
        untold = [number for number in np.flatnonzero(self._first_row >= 0).tolist() if not told[number]]
        if untold:
            kinds = self._kinds_within()
            for number in untold:
                rows = self._several.get(number, [int(self._first_row[number])])
                told[number] = tuple(dict.fromkeys(kind for row in rows for kind in kinds[self._rows.uids[row]]))
        return told

    def _kinds_within(self) -> dict[Uid, list[str]]:
        with self._look() as reading:
            uses = reading.columns(UseRow, ("land_uid", "use_kind"))
        found: dict[Uid, list[str]] = defaultdict(list)
        for land, kind in zip(uses["land_uid"], uses["use_kind"], strict=True):
            if land is not None and kind:
                found[land].append(kind)
        return found

    def _values(self) -> list[int | None]:
        values = self._rest["value"]
        found = [values[row] if row >= 0 else None for row in self._first_row.tolist()]
        for parcel, rows in self._several.items():
            known = [values[row] for row in rows if values[row] is not None]
            found[parcel] = sum(known) if known else None
        return found

    @cached_property
    def _deeds(self) -> NDArray[np.int64]:
        rest = self._rest
        titles = [
            f"{kind}|{number}" if number else ""
            for kind, number in zip(rest["title_kind"], rest["title_no"], strict=True)
        ]
        units = condominium_units(rest["unit_no"], rest["title_no"])
        areas = np.array([-1 if area is None else area for area in rest["area"]], dtype=np.int64)
        return deed_areas(self._parcel_of_row, areas, titles, units, len(self._uids))

    def _owners(self) -> list[str]:
        """The first owner's name, and how many more there are."""
        with self._look() as reading:
            owners = reading.columns(Owner, ("prefix", "first_name", "last_name"))
            held = reading.columns(Ownership, ("subject_uid", "owner_uid"))
        parts = zip(owners["prefix"], owners["first_name"], owners["last_name"], strict=True)
        names = dict(zip(owners.uids, parts, strict=True))
        holders: dict[Uid, list[Uid]] = defaultdict(list)
        for subject, owner in zip(held["subject_uid"], held["owner_uid"], strict=True):
            holders[subject].append(owner)

        def text(rows: Sequence[int]) -> str:
            told = dict.fromkeys(owner for row in rows for owner in holders.get(self._rows.uids[row], ()))
            first = next((owner_name(*names[owner]) for owner in told if owner in names), "")
            return f"{first} +{len(told) - 1}" if len(told) > 1 else first

        first_row, several = self._first_row.tolist(), self._several
        return [text(several.get(parcel, (row,))) if row >= 0 else "" for parcel, row in enumerate(first_row)]

    def _joined(self) -> list[str]:
        stands = (self._first_row >= 0).tolist()
        seen = Counter[str]() if all(stands) else Counter(self._all_codes())
        return [
            "joined" if row else "ambiguous" if code and seen[code] > 1 else "map_only"
            for row, code in zip(stands, self._codes, strict=True)
        ]

    def _differences(self) -> list[float | None]:
        deed = self._deeds
        metres = np.array([np.nan if area is None else area for area in self._parcels["area_m2"]], dtype=float)
        found = area_differences(deed, metres, self._settings.area_part, self._settings.area_wa)
        part = found.difference / np.maximum(deed, 1)
        # what lies within the tolerance counts as the same, however small the parcel
        return [
            None if not known else float(value) if over else 0.0
            for known, over, value in zip(found.known, found.over, part, strict=True)
        ]


def _numbers(uids: Sequence[Uid], wanted: Sequence[Uid]) -> NDArray[np.int64]:
    """The place of each wanted uid, -1 for those that are not among them."""
    place = dict(zip(uids, range(len(uids)), strict=True))
    return np.fromiter(map(place.get, wanted, repeat(-1)), np.int64, len(wanted))
