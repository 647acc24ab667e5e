"""A few parcels with what hangs on them, read as if they were all there is."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.ports.stores import Columns, Reading


class ReadsColumns(Protocol):
    def columns(self, kind: type[Record], names: Sequence[str]) -> Columns: ...


class NearParcels:
    """`ReadsColumns` over the parcels on which something of `touched` hangs: a parcel, a row, a link, an owner, a
    holding, a building, a sign or a use."""

    def __init__(self, reading: Reading, touched: Collection[Uid]) -> None:
        self._reading = reading
        parcels = self._parcels(touched)
        rows = {uid: reading.linked(uid)["rows"] for uid in parcels}
        links = [(row, parcel) for parcel, its_rows in rows.items() for row in its_rows]
        held = [(row, owner) for row, _ in links for owner in self._owners(row)]
        self._uids: dict[type[Record], list[Uid]] = {
            Parcel: parcels,
            LandRow: list(dict.fromkeys(row for row, _ in links)),
            Owner: list(dict.fromkeys(owner for _, owner in held)),
            UseRow: list(dict.fromkeys(use for row, _ in links for use in reading.linked(row)["uses"])),
        }
        self._pairs = {Link: (("row_uid", "parcel_uid"), links), Ownership: (("subject_uid", "owner_uid"), held)}

    def columns(self, kind: type[Record], names: Sequence[str]) -> Columns:
        if kind in self._pairs:
            sides, pairs = self._pairs[kind]
            return Columns([row for row, _ in pairs], dict(zip(sides, _unzipped(pairs), strict=True)))
        found: Iterable[Any] = self._reading.get(kind, self._uids[kind])
        records = list(found)
        return Columns([one.uid for one in records], {name: [getattr(one, name) for one in records] for name in names})

    def _owners(self, row: Uid) -> list[Uid]:
        """Of the row itself, without those of what stands on it."""
        linked = self._reading.linked
        return [owner for owner in linked(row)["owners"] if row in linked(owner)["holds"]]

    def _parcels(self, touched: Collection[Uid]) -> list[Uid]:
        reading = self._reading
        rows = set(touched)
        for uid in touched:
            # those that ended too: what they joined looks otherwise now
            for link, _, _ in reading.history(Link, uid):
                rows |= {link.row_uid, link.parcel_uid}
            for holding, _, _ in reading.history(Ownership, uid):
                rows.add(holding.subject_uid)
            rows.update(reading.linked(uid)["holds"])
        parcels = {uid for row in rows for uid in reading.linked(row)["parcels"]} | rows
        return [parcel.uid for parcel in reading.get(Parcel, sorted(parcels))]


def _unzipped(pairs: Sequence[tuple[Uid, Uid]]) -> tuple[list[Uid], list[Uid]]:
    return [one for one, _ in pairs], [other for _, other in pairs]
