"""All that hangs on a parcel or a register row."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

import numpy as np

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.deed_areas import area_differences, condominium_units, deed_areas
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.ports.stores import Reading

MOST_ROWS = 60
"""Rows whose history and columns are read: a condominium has hundreds on one parcel."""
_UNSEEN = {"uid", "version", "shape", "shape_read", "rest", "valid_from", "valid_to"}


@dataclass(frozen=True, slots=True)
class PastChange:
    """What one act changed on a thing: when, who, and the fields before and after; none of them at its birth."""

    at: datetime
    actor: str
    changed: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A parcel with all that hangs on it; a row without a parcel has none. `rest` are columns of the files that have
    no field of ours, by the row's or parcel's uid; `past` the newest act first; `here` what other layers have at the
    place that was asked about."""

    parcel: Parcel | None
    rows: Sequence[LandRow]
    owners: Sequence[Owner]
    uses: Sequence[UseRow]
    buildings: Sequence[Building]
    signs: Sequence[Sign]
    findings: Sequence[Finding]
    rest: Mapping[Uid, Mapping[str, str]]
    past: Sequence[PastChange]
    deed: int | None = None
    over: float | None = None
    here: Sequence[Feature] = ()


def all_here(reading: Reading, uids: Sequence[Uid], settings: ProjectSettings) -> Subject:
    """The parcel among these things with all that hangs on it, and beside it the things of the other layers."""
    found = {thing.uid: thing for kind in (Parcel, Feature) for thing in reading.get(kind, uids)}
    parcel = next((uid for uid in uids if isinstance(found.get(uid), Parcel)), uids[0])
    here = tuple(thing for thing in map(found.get, uids) if isinstance(thing, Feature))
    return replace(all_about(reading, parcel, settings), here=here)


def all_about(reading: Reading, uid: Uid, settings: ProjectSettings) -> Subject:
    """`uid` is a parcel's or a register row's. Quick: nothing is read but what hangs on it."""
    parcels = reading.get(Parcel, [uid])
    linked = reading.linked(uid)
    if not parcels:
        parcels = reading.get(Parcel, linked.get("parcels", [])[:1])
        rows = reading.get(LandRow, [uid])
    else:
        rows = reading.get(LandRow, linked.get("rows", []))
    parcel = parcels[0] if parcels else None
    things: list[Parcel | LandRow] = [*rows[:MOST_ROWS], *([parcel] if parcel is not None else [])]
    deed, over = _areas(rows, parcel, settings)
    codes = {code for thing in things for code in (thing.code, thing.code_read) if code}
    return Subject(
        parcel,
        rows,
        reading.get(Owner, linked.get("owners", [])),
        reading.get(UseRow, linked.get("uses", [])),
        reading.get(Building, linked.get("buildings", [])),
        reading.get(Sign, linked.get("signs", [])),
        reading.findings_about(codes) if codes else [],
        _rest(reading, things, parcel),
        changes_of(reading, things),
        deed,
        over,
    )


def _areas(
    rows: Sequence[LandRow], parcel: Parcel | None, settings: ProjectSettings
) -> tuple[int | None, float | None]:
    """Both as the join's report counts them: a title once, units of a condominium not at all."""
    if not rows:
        return None, None
    areas = np.array([-1 if row.area is None else row.area for row in rows], dtype=np.int64)
    units = condominium_units([row.unit_no for row in rows], [row.title_no for row in rows])
    titles = [
        f"{row.title_kind}|{row.title_no}" if row.title_no and not unit else ""
        for row, unit in zip(rows, units.tolist(), strict=True)
    ]
    deed = deed_areas(np.zeros(len(rows), dtype=np.int64), areas, titles, units, 1)
    drawn = np.array([np.nan if parcel is None or parcel.area_m2 is None else parcel.area_m2])
    differs = area_differences(deed, drawn, settings.area_part, settings.area_wa)
    told = int(deed[0]) if deed[0] >= 0 else None
    return told, 100 * int(differs.difference[0]) / told if differs.over[0] and told else None


def _rest(reading: Reading, things: Sequence[Parcel | LandRow], parcel: Parcel | None) -> dict[Uid, Mapping[str, str]]:
    told = reading.rest_of([thing.uid for thing in things])
    if parcel is not None and parcel.rest not in ("", "{}"):
        told.setdefault(parcel.uid, parcel.rest)
    read = {uid: _cells(text) for uid, text in told.items()}
    return {uid: cells for uid, cells in read.items() if cells}


def _cells(text: str) -> dict[str, str]:
    found = json.loads(text)
    return {str(name): str(value) for name, value in found.items() if value not in (None, "")}


def changes_of(reading: Reading, things: Sequence[Record]) -> list[PastChange]:
    """What was done to these things, the newest act first."""
    acts = [act for thing in things for act in _acts(reading.history(type(thing), thing.uid))]
    # what one act did alike to several things, as bringing them in, is told once
    return sorted(dict.fromkeys(acts), key=lambda act: act.at, reverse=True)


def _acts(history: Sequence[tuple[Record, datetime, str]]) -> list[PastChange]:
    """What each version changed in the one before it."""
    acts = []
    for place, (record, at, actor) in enumerate(history):
        before = history[place + 1][0] if place + 1 < len(history) else None
        changed = () if before is None else _changed(before, record)
        if before is None or changed:
            acts.append(PastChange(at, actor, changed))
    return acts


def _changed(before: Record, after: Record) -> tuple[tuple[str, object, object], ...]:
    names = [field.name for field in fields(after) if field.name not in _UNSEEN]
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    told = [(name, was, now) for name, was, now in pairs if was != now]
    if isinstance(before, Parcel) and isinstance(after, Parcel) and before.shape != after.shape:
        told.append(("shape", "", ""))
    return tuple(told)
