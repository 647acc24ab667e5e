"""A work that gathers what use cases for one thing do, and stores it in one go: thousands of cases of a file.

Each use case asks and changes a `Work`; against the file that is a dozen statements a row. Here births stand in
memory, are found there like what is stored, and become rows in bulk.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from ltaxgis.domain.cases import Case
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Conflict
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, Work

R = TypeVar("R", bound=Record)
Shelf = dict[Uid, Record]
_FIRST = 1
"""The version of what is born."""


class GatheredWork:
    """`work` may be handed to whatever asks for a `Work`; it reads and applies here, the rest goes through."""

    def __init__(self, work: Work) -> None:
        self._inner = work
        self._born: dict[type[Record], Shelf] = {}
        self._changed: dict[Uid, tuple[Record, Record | None]] = {}
        self._by: dict[tuple[type[Record], str], dict[Any, dict[Uid, None]]] = {}
        self._read: dict[tuple[type[Record], str, str], list[Uid]] = {}
        self._stored: dict[Uid, Record] = {}
        self._last: dict[tuple[str, str, int], int] = {}
        self._keys: dict[str, int] = {}

    @property
    def work(self) -> Work:
        return cast(Work, self)  # what is not defined here is the inner work's

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    # what use cases ask

    def get(self, kind: type[R], uids: Iterable[Uid]) -> list[R]:
        wanted = list(uids)
        born = self._born.get(kind, {})
        unread = [uid for uid in wanted if uid not in born and uid not in self._stored]
        if unread:
            self._stored.update((one.uid, one) for one in self._inner.get(kind, unread))
        found = (born.get(uid) or self._now(uid) for uid in wanted)
        return [record for record in found if isinstance(record, kind)]

    def having(self, kind: type[R], name: str, values: Iterable[str]) -> list[R]:
        """What is stored first, then what was born here."""
        wanted = list(dict.fromkeys(values))
        born = self._shelf_by(kind, name)
        unread = [value for value in wanted if (kind, name, value) not in self._read and not self._is_ours(name, value)]
        if unread:
            self._read |= {(kind, name, value): [] for value in unread}
            for record in self._inner.having(kind, name, unread):
                self._stored.setdefault(record.uid, record)
                self._read[kind, name, str(getattr(record, name))].append(record.uid)
        known = [uid for value in wanted for uid in self._read.get((kind, name, value), ())]
        stored = [one for uid in known if (one := self._now(uid)) is not None and str(getattr(one, name)) in wanted]
        ours = [self._born[kind][uid] for value in wanted for uid in born.get(value, ())]
        return cast(list[R], [*stored, *ours])

    def last_number(self, series: str, division: str, year: int) -> int:
        key = series, division, year
        if key not in self._last:
            self._last[key] = self._inner.last_number(series, division, year)
        return self._last[key]

    def number_keys(self, numbers: Iterable[str]) -> dict[str, int]:
        wanted = list(numbers)
        unknown = [number for number in wanted if number not in self._keys]
        if unknown:
            self._keys |= self._inner.number_keys(unknown)
        return {number: self._keys[number] for number in wanted}

    # what use cases do

    def apply(self, changes: ChangeSet) -> None:
        for change in changes.changes:
            self._apply(change)

    # and in the end

    def store(self, action: str) -> None:
        """Everything is in the work that was gathered for, the search with it."""
        for kind, shelf in self._born.items():
            records = list(shelf.values())
            names = [field.name for field in fields(kind) if field.name not in ("uid", "version")]
            data = {name: [getattr(one, name) for one in records] for name in names}
            self._inner.add(kind, Columns(list(shelf), data))
        changes = tuple(Change(before, after) for before, after in self._changed.values())
        if changes:
            self._inner.apply(ChangeSet(action, changes))
        self._inner.refresh_search()

    # inside

    def _apply(self, change: Change) -> None:
        before, after, uid = change.before, change.after, change.uid
        shelf = self._born.setdefault(change.kind, {})
        if before is None and after is not None:
            self._put(shelf, None, replace(after, version=_FIRST))
        elif uid in shelf and before is not None:
            if after is None:
                self._forget(before)
                del shelf[uid]
            else:
                self._put(shelf, shelf[uid], replace(after, version=_FIRST))
        elif before is not None:
            was = self._now(uid) or before
            if was.version != before.version:
                raise Conflict("change.conflict", uid=uid, kind=type(before).__name__)
            first = self._changed[uid][0] if uid in self._changed else before
            self._changed[uid] = first, after

    def _put(self, shelf: Shelf, before: Record | None, after: Record) -> None:
        self._number(after)
        for (kind, name), by in self._by.items():
            if kind is not type(after):
                continue
            was, now = (None if one is None else str(getattr(one, name)) for one in (before, after))
            if was != now:
                if was is not None:
                    by[was].pop(after.uid, None)
                by.setdefault(now, {})[after.uid] = None
        shelf[after.uid] = after

    def _forget(self, gone: Record) -> None:
        for (kind, name), by in self._by.items():
            if kind is type(gone):
                by.get(str(getattr(gone, name)), {}).pop(gone.uid, None)

    def _number(self, record: Record) -> None:
        """A number that was given here is the last of its series."""
        if isinstance(record, GivenNumber):
            key = record.series, record.division, record.year
            self._last[key] = max(self._last.get(key, 0), record.number)

    def _shelf_by(self, kind: type[Record], name: str) -> dict[Any, dict[Uid, None]]:
        if (kind, name) not in self._by:
            by: dict[Any, dict[Uid, None]] = {}
            for one in self._born.setdefault(kind, {}).values():
                by.setdefault(str(getattr(one, name)), {})[one.uid] = None
            self._by[kind, name] = by
        return self._by[kind, name]

    def _is_ours(self, name: str, value: str) -> bool:
        """What hangs on a case that was born here stands nowhere else."""
        return name == "case_uid" and value in self._born.get(Case, {})

    def _now(self, uid: Uid) -> Record | None:
        return self._changed[uid][1] if uid in self._changed else self._stored.get(uid)
