"""Rows of a file become records: births the first time, a three-way comparison every time after."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.ledger import ChangeTally
from ltaxgis.domain.merging import Before, FieldConflict, Merge, OnConflict, RowChange, merge, unique_keys
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, Imported, Source, Work

# raw, this character is in no JSON text: in one text of many objects it shows where each of them ends
_BETWEEN = "\x1e"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(_BETWEEN, ":")).encode


def encode_all(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Each row of plain values as a JSON object; made in one go, which is four times as quick as one by one."""
    if not rows:
        return []
    objects = _encode(rows).removeprefix("[{").removesuffix("}]").split("}" + _BETWEEN + "{")
    return ["{" + text.replace(_BETWEEN, ",") + "}" for text in objects]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows of one kind as a file gives them. `names` are the record's fields that the file speaks of, `keys` what
    makes two rows the same from month to month, `rest` a JSON object a row."""

    kind: type[Record]
    names: tuple[str, ...]
    columns: Mapping[str, Sequence[Any]]
    keys: Sequence[str]
    lines: Sequence[int]
    rest: Sequence[str]
    source: Source
    unkept: tuple[str, ...] = ()
    """Columns that are stored, but not compared: they follow from the others."""

    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Values that are compared, but stored by the caller in another table (who owns it)."""
    scope: str = ""
    """Only records whose keys begin so are compared: one layer among the features."""
    merged: Mapping[Uid, Uid] = field(default_factory=dict)
    """Records that a person merged into others."""
    standing: Mapping[str, Mapping[Uid, str]] = field(default_factory=dict)
    """What stands in the project now for each of `beside`."""
    uids: Sequence[Uid] = ()
    """What rows are called that are new to the project, where somebody else has been told."""

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def stored(self) -> tuple[str, ...]:
        return (*self.names, *self.unkept)


@dataclass(frozen=True, slots=True)
class Updating:
    """What a person decided about reading a kind again: the rules, and the places decided `contrary` to them. A place
    is a record and its field: of a conflict, or of a change that is not taken; the field is empty for a row that is
    gone."""

    on_conflict: OnConflict = OnConflict.STOP
    retire_gone: bool = False
    contrary: frozenset[tuple[Uid, str]] = frozenset()

    def takes(self, uid: Uid, name: str) -> bool:
        """Whether the file's value stands where it is in conflict with a correction."""
        return (self.on_conflict is OnConflict.TAKE) != self._is_contrary(uid, name)

    def refuses(self, uid: Uid, name: str) -> bool:
        """Whether a change stays out though nobody corrected the field."""
        return self._is_contrary(uid, name)

    def retires(self, uid: Uid) -> bool:
        return self.retire_gone != ((uid, "") in self.contrary)

    def _is_contrary(self, uid: Uid, name: str) -> bool:
        """A private number is decided upon by its masked form, which a person sees."""
        shown = f"{name.removesuffix('_key')}_masked" if name.endswith("_key") else name
        return (uid, shown) in self.contrary


@dataclass(slots=True)
class Fellows:
    """Earlier tables of the same kind in the same import: their keys, and the records they stored or met."""

    seen: dict[str, int] = field(default_factory=dict)
    uids: set[Uid] = field(default_factory=set)
    awaited: int = 0
    """Tables of the kind still to come; what is gone shows after the last."""


@dataclass(frozen=True, slots=True)
class Stored:
    """`uids[i]` is the record of the i-th row; `fresh` are the rows stored now, `gone` what the file has no more."""

    uids: list[Uid]
    fresh: tuple[int, ...]
    changes: ChangeTally
    conflicts: tuple[FieldConflict, ...]
    gone: tuple[Uid, ...]
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """For each of the values beside, the rows of known records whose value the file changed."""
    changed: tuple[RowChange, ...] = ()


def store_rows(work: Work, rows: Incoming, updating: Updating, fellows: Fellows | None = None) -> Stored:
    """All rows of a kind are in the project. Raises `Refused("import.conflicts")` where a hand-made correction
    differs from the file and nobody has decided."""
    beside = fellows or Fellows()
    keys = unique_keys(rows.keys, beside.seen)
    before = _before(work, rows, beside)
    plain = {name: _plain_column(column) for name, column in rows.beside.items()}
    if not before:
        return _met(beside, _store_all(work, rows, keys, plain))
    plain = {name: _plain_column(rows.columns[name]) for name in rows.names} | plain
    merged = merge(keys, tuple(plain), plain, before)
    if merged.conflicts and updating.on_conflict is OnConflict.STOP:
        raise Refused("import.conflicts", count=len(merged.conflicts), example=merged.conflicts[0].key)
    if beside.awaited:
        merged = replace(merged, gone=())
    return _met(beside, _update(work, rows, keys, plain, merged, updating))


def _met(beside: Fellows, stored: Stored) -> Stored:
    beside.uids.update(stored.uids)
    return stored


def _store_all(work: Work, rows: Incoming, keys: list[str], plain: Mapping[str, list[Any]]) -> Stored:
    columns, said = births(rows, keys, plain)
    work.add(rows.kind, columns)
    work.keep_imported(rows.kind, rows.source, said)
    return Stored(columns.uids, tuple(range(len(rows))), ChangeTally(new=len(rows)), (), ())


def births(rows: Incoming, keys: list[str], plain: Mapping[str, list[Any]]) -> tuple[Columns, Imported]:
    """All rows as records that nobody knows yet, and what the file said of them; `plain` are the values beside."""
    told = range(len(rows))
    uids = _born(rows, told)
    columns = Columns(uids, {name: list(rows.columns[name]) for name in rows.stored})
    return columns, _imported(rows, uids, keys, plain, told, [1] * len(rows), dict.fromkeys(told, rows.beside))


def _born(rows: Incoming, indices: Sequence[int]) -> list[Uid]:
    return [rows.uids[index] for index in indices] if rows.uids else new_uids(len(indices))


def _update(
    work: Work, rows: Incoming, keys: list[str], plain: Mapping[str, list[Any]], merged: Merge, updating: Updating
) -> Stored:
    fresh = _born(rows, merged.new)
    uid_of = dict(merged.uid_of) | dict(zip(merged.new, fresh, strict=True))
    uids = [uid_of[index] for index in range(len(rows))]
    taken = {name: [rows.columns[name][index] for index in merged.new] for name in rows.stored}
    work.add(rows.kind, Columns(fresh, taken))
    moved = _moved(merged, updating)
    _rewrite(work, rows, moved)
    told = [*merged.new, *merged.refreshed]
    now = {record.uid: record.version for record in work.get(rows.kind, [uids[i] for i in told])}
    kept = _kept_otherwise(merged, moved, rows)
    said = _imported(rows, [uids[i] for i in told], keys, plain, told, [now[uids[i]] for i in told], kept)
    work.keep_imported(rows.kind, rows.source, said)
    retired = [uid for uid in merged.gone if updating.retires(uid)]
    if retired:
        work.close(rows.kind, retired)
        work.forget_imported(retired)
    quarrels = len({conflict.uid for conflict in merged.conflicts})
    tally = ChangeTally(len(fresh), len(merged.changed), merged.same, len(merged.gone), quarrels)
    index_of = {uid: index for index, uid in merged.uid_of.items()}
    beside = {name: tuple(index_of[uid] for uid, names in moved.items() if name in names) for name in rows.beside}
    return Stored(uids, merged.new, tally, merged.conflicts, merged.gone, beside, merged.changed)


def _kept_otherwise(merged: Merge, moved: Mapping[Uid, Mapping[str, int]], rows: Incoming) -> dict[int, set[str]]:
    """For each row that is told anew, the fields in which the file does not say what the record says now."""
    otherwise: dict[int, set[str]] = {index: set(rows.beside) for index in (*merged.new, *merged.refreshed)}
    index_of = {uid: index for index, uid in merged.uid_of.items()}
    for conflict in merged.conflicts:
        if conflict.field not in moved.get(conflict.uid, {}):
            otherwise[index_of[conflict.uid]].add(conflict.field)
    for change in merged.changed:
        otherwise[change.index].update(change.fields.keys() - moved.get(change.uid, {}).keys())
    for uid, fields in merged.corrected.items():
        if index_of[uid] in otherwise:
            otherwise[index_of[uid]].update(set(fields) - moved.get(uid, {}).keys())
    return otherwise


def _moved(merged: Merge, updating: Updating) -> dict[Uid, dict[str, int]]:
    """The fields of known rows that take the file's value, with the row it stands in; with `take`, also those a
    person had corrected."""
    wanted: dict[Uid, dict[str, int]] = {}
    for change in merged.changed:
        fields = (name for name in change.fields if not updating.refuses(change.uid, name))
        if taken := dict.fromkeys(fields, change.index):
            wanted[change.uid] = taken
    index_of = {uid: index for index, uid in merged.uid_of.items()} if merged.conflicts else {}
    for conflict in merged.conflicts:
        if updating.takes(conflict.uid, conflict.field):
            wanted.setdefault(conflict.uid, {})[conflict.field] = index_of[conflict.uid]
    return wanted


def _rewrite(work: Work, rows: Incoming, moved: Mapping[Uid, Mapping[str, int]]) -> None:
    values: dict[Uid, dict[str, Any]] = {}
    for uid, fields in moved.items():
        own = {name: rows.columns[name][index] for name, index in fields.items() if name not in rows.beside}
        if own:
            index = next(iter(fields.values()))
            values[uid] = own | {name: rows.columns[name][index] for name in rows.unkept}
    work.rewrite(rows.kind, values)


def _before(work: Work, rows: Incoming, fellows: Fellows) -> dict[str, Before]:
    last = work.imported(rows.kind)
    if not last.uids:
        return {}
    now = work.columns(rows.kind, ("version", *rows.names))
    plain = [_plain_column(now[name]) for name in rows.names]
    standing = dict(zip(now.uids, zip(*plain, strict=True), strict=True))
    version_of = dict(zip(now.uids, now["version"], strict=True))
    told = zip(last.uids, last.versions, strict=True)
    older = work.versions(rows.kind, [(uid, v) for uid, v in told if uid in standing and version_of[uid] != v])
    before = {}
    for uid, key, otherwise in zip(last.uids, last.keys, last.otherwise, strict=True):
        if uid in fellows.uids or not key.startswith(rows.scope):
            continue
        kept = rows.merged.get(uid)
        if kept in standing and uid not in standing:
            before[key] = Before(uid, {}, {}, merged_into=kept)
        elif uid in standing:
            ours = dict(zip(rows.names, standing[uid], strict=True))
            said = _said(older[uid], rows.names) if uid in older else ours
            held = ours | {name: told.get(uid) for name, told in rows.standing.items()}
            before[key] = Before(uid, said | json.loads(otherwise) if otherwise else said, held)
    return before


def _said(record: Record, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain_column([getattr(record, name)])[0] for name in names}


def _imported(
    rows: Incoming,
    uids: list[Uid],
    keys: list[str],
    plain: Mapping[str, list[Any]],
    indices: Sequence[int],
    versions: list[int],
    otherwise: Mapping[int, Collection[str]],
) -> Imported:
    said = [""] * len(indices)
    if any(otherwise.values()):
        kept = [{name: plain[name][index] for name in sorted(otherwise.get(index, ()))} for index in indices]
        said = ["" if text == "{}" else text for text in encode_all(kept)]
    return Imported(
        uids, [keys[i] for i in indices], [rows.lines[i] for i in indices], versions, said,
        [rows.rest[i] for i in indices],
    )  # fmt: skip


def _plain_column(values: Sequence[Any]) -> list[Any]:
    """Values as JSON keeps them, nothing and empty text alike; shapes by a hash of their coordinates."""
    first = next((value for value in values if value is not None), None)
    if isinstance(first, BaseGeometry):
        return [None if wkb is None else _hash(wkb) for wkb in shapely.to_wkb(np.asarray(values, dtype=object))]
    if isinstance(first, date):
        return [None if value is None else value.isoformat() for value in values]
    return [None if value == "" else value for value in values]


def _hash(wkb: bytes) -> str:
    return blake2b(wkb, digest_size=8).hexdigest()
