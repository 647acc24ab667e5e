"""What the join noticed, one finding a fault: a row without a parcel is told once, a code on nine parcels too."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.joining import AMBIGUOUS, KEYS, MAP_ONLY, NO_PARCEL, Join, Keys, ParcelKeys, RowKeys

Points = NDArray[np.float64] | None
_DIFFERS = {"code": "join.code_differs", "sheet": "join.sheet_differs", "title": "join.title_differs"}


def join_findings(join: Join, rows: RowKeys, parcels: ParcelKeys, points: Points = None) -> Iterator[Finding]:
    """All findings of a join. `points` are E, N within each parcel, project CRS, NaN where it has no shape."""
    out_rows, out_parcels = rows.out or [False] * len(rows), parcels.out or [False] * len(parcels)
    rows, parcels = rows.taking_part(), parcels.taking_part()
    for name in KEYS:
        if name in ("code", join.key):
            yield from keys_on_two_parcels(name, parcels, points)
    yield from _contradictions(join, rows, parcels, points)
    yield from _differences(join, rows, parcels, points)
    for row in np.flatnonzero((join.parcel_of_row == NO_PARCEL) & ~np.array(out_rows, bool)).tolist():
        yield Finding("join.row_without_parcel", place_of(rows, row, join.key), value=_best_key(rows, row, join.key))
    for parcel in np.flatnonzero((join.status == MAP_ONLY) & ~np.array(out_parcels, bool)).tolist():
        chosen = parcels.column(join.key)
        code = "join.parcel_without_row" if chosen and chosen[parcel] else "join.parcel_without_code"
        value = _best_key(parcels, parcel, join.key)
        yield Finding(code, place_of(parcels, parcel, join.key), value=value, at=point_of(points, parcel))


def keys_on_two_parcels(name: str, parcels: ParcelKeys, points: Points = None) -> Iterator[Finding]:
    """One finding a key that stands on more than one parcel, whether or not a row has it; it names all places."""
    column = parcels.column(name)
    twice = {key for key, count in Counter(column).items() if key and count > 1}
    groups: dict[str, list[int]] = {}
    for index, key in enumerate(column if twice else ()):
        if key in twice:
            groups.setdefault(key, []).append(index)
    for key, members in groups.items():
        lines = tuple(parcels.place(member).row for member in members)
        uids = tuple(parcels.uids[member] for member in members)
        facts = (("key", name), ("count", len(members)), ("rows", lines), ("parcels", uids))
        place = replace(parcels.place(members[0]), subject=key)
        yield Finding("join.code_on_two_parcels", place, value=key, facts=facts, at=point_of(points, members[0]))


def _contradictions(join: Join, rows: RowKeys, parcels: ParcelKeys, points: Points) -> Iterator[Finding]:
    for row in np.flatnonzero(join.contradicting).tolist():
        says = [
            (name, rows.column(name)[row], int(key.hits[row]))
            for name, key in join.keys.items()
            if key.hits[row] != NO_PARCEL
        ]
        (first, first_key, hit), *others = says
        other = next((said for said in others if said[2] != hit), others[0])
        facts = (("key", first), ("other_key", other[0]), ("parcels", _uids(parcels, [hit, other[2]])))
        at = point_of(points, hit) if hit > AMBIGUOUS else None
        place = place_of(rows, row, join.key)
        yield Finding("join.keys_contradict", place, value=first_key, understood=other[1], facts=facts, at=at)


def _differences(join: Join, rows: RowKeys, parcels: ParcelKeys, points: Points) -> Iterator[Finding]:
    """A joined row whose other key stands nowhere on the map, on a parcel that says another."""
    joined = np.flatnonzero(join.parcel_of_row >= 0)
    for name, code in _DIFFERS.items():
        if name not in join.keys:
            continue
        row_keys, parcel_keys = rows.column(name), parcels.column(name)
        for row in joined[join.keys[name].hits[joined] == NO_PARCEL].tolist():
            parcel = int(join.parcel_of_row[row])
            if row_keys[row] and parcel_keys[parcel]:
                place = place_of(rows, row, join.key)
                facts = (("parcel", parcels.uids[parcel]),)
                at = point_of(points, parcel)
                yield Finding(code, place, value=row_keys[row], understood=parcel_keys[parcel], facts=facts, at=at)


def place_of(keys: Keys, index: int, key: str) -> Place:
    place = keys.place(index)
    return place if place.subject else replace(place, subject=_best_key(keys, index, key))


def _best_key(keys: Keys, index: int, key: str) -> str:
    """What a person knows it by: its chosen key, else the first it has."""
    columns: Sequence[Sequence[str]] = [keys.column(name) for name in (key, *KEYS)]
    return next((column[index] for column in columns if column and column[index]), "")


def _uids(parcels: ParcelKeys, hits: Sequence[int]) -> tuple[str, ...]:
    return tuple(parcels.uids[hit] for hit in hits if hit >= 0)


def point_of(points: Points, parcel: int) -> tuple[float, float] | None:
    if points is None or parcel < 0 or bool(np.isnan(points[parcel]).any()):
        return None
    return float(points[parcel][0]), float(points[parcel][1])
