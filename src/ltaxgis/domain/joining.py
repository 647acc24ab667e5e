"""The join: which register row stands on which parcel, by exact keys or by hand, never by a guess."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.findings import Place
from ltaxgis.domain.ids import Uid

KEYS = ("code", "sheet", "title", "text")
HAND = "hand"
BY = (*KEYS, HAND)

NO_PARCEL, AMBIGUOUS = -1, -2
MAP_ONLY, WITH_ROW, AMBIGUOUS_PARCEL = 0, 1, 2

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keys:
    """One column a key, a text a thing, empty where it has none; a column may be left out altogether.

    `codes` are canonical parcel codes; `sheets` the five parts of the map sheet and the land number in one text;
    `titles` kind and number within the amphoe (leave condominium units empty: their title is not the land's);
    `texts` free. `places` say where each was read, for the findings. `out` marks what a finding that stops keeps out
    of the join (a parcel without a shape): it is counted as standing alone, told by that finding and not again.
    """

    uids: Sequence[Uid]
    codes: Sequence[str] = ()
    sheets: Sequence[str] = ()
    titles: Sequence[str] = ()
    texts: Sequence[str] = ()
    places: Sequence[Place] = ()
    out: Sequence[bool] = ()

    def __len__(self) -> int:
        return len(self.uids)

    def column(self, key: str) -> Sequence[str]:
        columns = {"code": self.codes, "sheet": self.sheets, "title": self.titles, "text": self.texts}
        return columns[key]

    def place(self, index: int) -> Place:
        return self.places[index] if self.places else Place()

    def taking_part(self) -> Self:
        """The same things, those kept out without any key."""
        if not any(self.out):
            return self

        def masked(column: Sequence[str]) -> list[str]:
            return ["" if out else key for key, out in zip(column, self.out, strict=True)] if column else []

        columns = {name: masked(getattr(self, name)) for name in ("codes", "sheets", "titles", "texts")}
        return replace(self, **columns)  # type: ignore[arg-type]


class RowKeys(Keys):
    """The keys of the register's rows about land."""

    __slots__ = ()


class ParcelKeys(Keys):
    """The keys of the map's parcels."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class TakenCode:
    """A parcel that joined by sheet or title takes the register's code: proposed here, applied by a change set."""

    parcel: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class KeyHits:
    """What one key says. `hits[row]`: the only parcel with the row's key, NO_PARCEL, or a number of AMBIGUOUS and
    below that stands for all parcels sharing it; `address[parcel]` is the same figure seen from the parcel."""

    hits: Indices
    address: Indices


@dataclass(frozen=True)
class Join:
    """`parcel_of_row` holds a parcel's index, NO_PARCEL or AMBIGUOUS; `by_of_row` an index of BY, -1 where not
    joined; `status` MAP_ONLY, WITH_ROW or AMBIGUOUS_PARCEL for each parcel. `contradicting` rows have keys that
    point to different parcels. `lost_links` were made by hand, but their row or parcel is gone."""

    key: str
    parcel_of_row: Indices
    by_of_row: Indices
    status: Indices
    contradicting: Flags
    keys: Mapping[str, KeyHits]
    taken_codes: tuple[TakenCode, ...]
    lost_links: tuple[tuple[Uid, Uid], ...]

    @cached_property
    def counts(self) -> dict[str, int | dict[str, int]]:
        """The ledger: joined + register_only + ambiguous are all rows, with_row + map_only + ambiguous_parcels
        all parcels."""
        by = np.bincount(self.by_of_row[self.by_of_row >= 0], minlength=len(BY))
        parcels = np.bincount(self.status, minlength=3)
        return {
            "joined": int((self.parcel_of_row >= 0).sum()),
            "register_only": int((self.parcel_of_row == NO_PARCEL).sum()),
            "ambiguous": int((self.parcel_of_row == AMBIGUOUS).sum()),
            "by": {name: int(count) for name, count in zip(BY, by, strict=True)},
            "with_row": int(parcels[WITH_ROW]),
            "map_only": int(parcels[MAP_ONLY]),
            "ambiguous_parcels": int(parcels[AMBIGUOUS_PARCEL]),
        }


def join(rows: RowKeys, parcels: ParcelKeys, key: str = "code", hand: Mapping[Uid, Uid] | None = None) -> Join:
    """Each row stands on the one parcel that has its key, on none, or is ambiguous.

    `key` is the layer's chosen one; the other keys that both sides carry join what it leaves and are held against
    it, but free text, which may be a dash or a remark, only where it is the chosen one. A row is ambiguous where keys
    point to different parcels, or to a parcel whose code or chosen key stands on more than one; identical shapes under
    one code are no exception, for nothing says which of them is meant. `hand` (row uid to parcel uid) wins over all
    keys, also on such a parcel: a person has decided.
    """
    rows, parcels = rows.taking_part(), parcels.taking_part()
    order = [key, *(name for name in KEYS if name not in (key, "text"))]
    order = [name for name in order if rows.column(name) and parcels.column(name)]
    keys = {name: _hits(rows.column(name), parcels.column(name)) for name in order}
    barred = _barred(parcels, keys, key)
    parcel_of_row, by_of_row, contradicting = _by_keys(len(rows), keys, barred)
    by_hand, lost = _by_hand(rows, parcels, hand or {})
    for row, parcel in by_hand.items():
        parcel_of_row[row], by_of_row[row], contradicting[row] = parcel, BY.index(HAND), False
    status = _status(parcel_of_row, barred)
    taken = _taken_codes(rows, parcels, parcel_of_row, by_of_row)
    return Join(key, parcel_of_row, by_of_row, status, contradicting, keys, taken, lost)


def _hits(row_keys: Sequence[str], parcel_keys: Sequence[str]) -> KeyHits:
    address_of = addresses(parcel_keys)
    return KeyHits(_looked_up(row_keys, address_of), _looked_up(parcel_keys, address_of))


def addresses(parcel_keys: Sequence[str]) -> dict[str, int]:
    """Each key's only parcel, or AMBIGUOUS and below, one number a key that stands on more than one."""
    found = dict(zip(parcel_keys, range(len(parcel_keys)), strict=True))
    if len(found) < len(parcel_keys):
        twice = (key for key, count in Counter(parcel_keys).items() if count > 1)
        found.update(zip(twice, range(AMBIGUOUS, -len(parcel_keys) - 2, -1), strict=False))
    found[""] = NO_PARCEL
    return found


def _looked_up(keys: Sequence[str], address_of: Mapping[str, int]) -> Indices:
    return np.fromiter(map(address_of.get, keys, repeat(NO_PARCEL)), np.int64, len(keys))


def _barred(parcels: ParcelKeys, keys: Mapping[str, KeyHits], key: str) -> Flags:
    """Parcels whose code or chosen key stands on more than one."""
    barred = np.zeros(len(parcels), bool)
    for name in {"code", key}:
        if name in keys:
            barred |= keys[name].address <= AMBIGUOUS
        elif column := parcels.column(name):
            barred |= _looked_up(column, addresses(column)) <= AMBIGUOUS
    return barred


def _by_keys(count: int, keys: Mapping[str, KeyHits], barred: Flags) -> tuple[Indices, Indices, Flags]:
    parcel = np.full(count, NO_PARCEL, np.int64)
    by = np.full(count, -1, np.int64)
    shared = np.zeros(count, bool)
    for name, key in keys.items():
        fresh = (parcel < 0) & (key.hits >= 0)
        parcel[fresh], by[fresh] = key.hits[fresh], BY.index(name)
        shared |= key.hits <= AMBIGUOUS
    found = parcel >= 0
    contradicting = np.zeros(count, bool)
    for key in keys.values():
        elsewhere = key.hits[found] != key.address[parcel[found]]
        contradicting[found] |= (key.hits[found] != NO_PARCEL) & elsewhere
    ambiguous = contradicting | (shared & ~found)
    ambiguous[found] |= barred[parcel[found]]
    parcel[ambiguous], by[ambiguous] = AMBIGUOUS, -1
    return parcel, by, contradicting


def _by_hand(
    rows: RowKeys, parcels: ParcelKeys, hand: Mapping[Uid, Uid]
) -> tuple[dict[int, int], tuple[tuple[Uid, Uid], ...]]:
    if not hand:
        return {}, ()
    row_of = {uid: index for index, uid in enumerate(rows.uids) if uid in hand}
    wanted = set(hand.values())
    parcel_of = {uid: index for index, uid in enumerate(parcels.uids) if uid in wanted}
    found = {row_of[row]: parcel_of[parcel] for row, parcel in hand.items() if row in row_of and parcel in parcel_of}
    lost = tuple((row, parcel) for row, parcel in hand.items() if row not in row_of or parcel not in parcel_of)
    return found, lost


def _status(parcel_of_row: Indices, barred: Flags) -> Indices:
    status = np.where(barred, AMBIGUOUS_PARCEL, MAP_ONLY).astype(np.int64)
    status[parcel_of_row[parcel_of_row >= 0]] = WITH_ROW
    return status


def _taken_codes(rows: RowKeys, parcels: ParcelKeys, parcel_of_row: Indices, by: Indices) -> tuple[TakenCode, ...]:
    """Left out where the rows of a parcel disagree, where a row joined it by its own code, and where two parcels
    would take the same code: each would put in a fault that was not there."""
    if not rows.codes:
        return ()
    wanted: dict[int, set[str]] = {}
    for row in np.flatnonzero((by == BY.index("sheet")) | (by == BY.index("title"))).tolist():
        wanted.setdefault(int(parcel_of_row[row]), set()).add(rows.codes[row])
    kept = set(parcel_of_row[by == BY.index("code")].tolist())
    single = {parcel: next(iter(codes)) for parcel, codes in wanted.items() if len(codes) == 1 and parcel not in kept}
    takers: dict[str, int] = {}
    for code in single.values():
        takers[code] = takers.get(code, 0) + 1
    before = parcels.codes or [""] * len(parcels)
    return tuple(
        TakenCode(parcel, before[parcel], code)
        for parcel, code in sorted(single.items())
        if code and takers[code] == 1 and before[parcel] != code
    )
