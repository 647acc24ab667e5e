"""Reading a file again: what it says now, what it said last, and what stands in the project, compared field by field.

Current differs from last imported where a person corrected it by hand. A value is one field of one row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ltaxgis.domain.ids import Uid


class OnConflict(StrEnum):
    """What to do where the file and a hand-made correction differ."""

    KEEP = "keep"
    TAKE = "take"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """The file changed a field that a person had corrected, to something else."""

    uid: Uid
    key: str
    field: str
    last: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """Fields of a stored row that the file changes: name -> (now, then)."""

    uid: Uid
    index: int
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Merge:
    """`new` and the `index` of changes count rows of the file. `uid_of` gives each row of the file its uid
    where the project knows it. `gone` are uids of rows that the file no longer has."""

    new: tuple[int, ...]
    changed: tuple[RowChange, ...]
    same: int
    gone: tuple[Uid, ...]
    conflicts: tuple[FieldConflict, ...]
    uid_of: Mapping[int, Uid]
    corrected: Mapping[Uid, tuple[str, ...]]
    """Of the rows that are refreshed: fields that a person has corrected, in conflict or not."""
    refreshed: tuple[int, ...]
    """Rows whose last imported values must be written anew: changed, or in conflict."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the project holds of one earlier row: what the file said last, and what stands now, by field."""

    uid: Uid
    last: Mapping[str, Any]
    now: Mapping[str, Any]
    merged_into: Uid | None = None
    """The record that stands for this one since a person merged them; the file's words about it change nothing."""


def merge(
    keys: Sequence[str], names: Sequence[str], columns: Mapping[str, Sequence[Any]], before: Mapping[str, Before]
) -> Merge:
    """Compares the rows of a file (by key, in columns) with the project. Keys are unique within each side."""
    new: list[int] = []
    changed: list[RowChange] = []
    conflicts: list[FieldConflict] = []
    refreshed: list[int] = []
    uid_of: dict[int, Uid] = {}
    corrected: dict[Uid, tuple[str, ...]] = {}
    for index, key in enumerate(keys):
        known = before.get(key)
        if known is None:
            new.append(index)
            continue
        uid_of[index] = known.merged_into or known.uid
        if known.merged_into:
            continue
        theirs = {name: columns[name][index] for name in names}
        moved = [name for name in names if theirs[name] != known.last.get(name)]
        if not moved:
            continue
        refreshed.append(index)
        corrected[known.uid] = tuple(name for name in names if known.now.get(name) != known.last.get(name))
        row, quarrels = _merge_row(key, index, known, theirs, moved)
        conflicts += quarrels
        if row.fields:
            changed.append(row)
    here = set(keys)
    gone = tuple(known.uid for key, known in before.items() if key not in here)
    same = len(keys) - len(new) - len({change.index for change in changed} | _indices(conflicts, uid_of))
    return Merge(tuple(new), tuple(changed), same, gone, tuple(conflicts), uid_of, corrected, tuple(refreshed))


def _merge_row(
    key: str, index: int, known: Before, theirs: Mapping[str, Any], moved: Sequence[str]
) -> tuple[RowChange, list[FieldConflict]]:
    fields: dict[str, tuple[Any, Any]] = {}
    conflicts: list[FieldConflict] = []
    for name in moved:
        last, now, then = known.last.get(name), known.now.get(name), theirs[name]
        if now == then:
            continue
        if now == last:
            fields[name] = (now, then)
        else:
            conflicts.append(FieldConflict(known.uid, key, name, last, now, then))
    return RowChange(known.uid, index, fields), conflicts


def _indices(conflicts: Sequence[FieldConflict], uid_of: Mapping[int, Uid]) -> set[int]:
    quarrelling = {conflict.uid for conflict in conflicts}
    return {index for index, uid in uid_of.items() if uid in quarrelling} if quarrelling else set()


def unique_keys(keys: Sequence[str], seen: dict[str, int] | None = None) -> list[str]:
    """Keys made unique by counting doubles in their order (`a`, `a#2`), so that the second of two stays the second.

    `seen` holds what earlier tables of the same kind counted, and goes on counting.
    """
    counts = {} if seen is None else seen
    if not counts:
        counts.update(dict.fromkeys(keys, 1))
        if len(counts) == len(keys):
            return list(keys)
        counts.clear()
    unique = []
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
        unique.append(key if counts[key] == 1 else f"{key}#{counts[key]}")
    return unique
