"""What people would do over years, played in memory on a project and stored in one go.

The services are the real ones: numbers, states, clocks and guards are as a person would have met them. Only the writing
waits until the end, when each record is born as it then stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from ltaxgis.domain.cases import Case
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Conflict
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, Project, Work

R = TypeVar("R", bound=Record)
_APPLIED = Applied(0, "", "", datetime.min.replace(tzinfo=UTC), "", 0)


class Rehearsal:
    """Stands for the project while its stories are played; `base` is the work in which all is stored at the end. What
    was there before is read from it, and asked once."""

    writable = True

    def __init__(self, base: Work, settings: ProjectSettings) -> None:
        self.base, self.settings = base, settings
        self.records: dict[type[Record], dict[Uid, Record]] = defaultdict(dict)
        self._before: dict[Uid, Record] = {}
        self._by: dict[tuple[type[Record], str], dict[str, dict[Uid, None]]] = {}
        self._told: dict[object, Any] = {}

    @property
    def project(self) -> Project:
        return cast(Project, self)

    @contextmanager
    def work(self, _actor: Actor, _action: str, _reason: str = "", *, large: bool = False) -> Iterator[Work]:
        yield cast(Work, self)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        yield cast(Work, self)

    def commit(self) -> Applied:
        return _APPLIED

    # what a work is asked

    def get(self, kind: type[R], uids: Iterable[Uid]) -> list[R]:
        played, wanted = self.records[kind], list(uids)
        if unknown := [uid for uid in wanted if uid not in played and ("get", kind, uid) not in self._told]:
            self.know(kind, unknown)
        found: list[R] = []
        for uid in wanted:
            found += [cast(R, played[uid])] if uid in played else self._told["get", kind, uid]
        return found

    def know(self, kind: type[R], uids: Sequence[Uid]) -> None:
        """Whoever will be asked for again and again is read at once."""
        found = {one.uid: [one] for one in self.base.get(kind, uids)}
        self._told |= {("get", kind, uid): found.get(uid, []) for uid in uids}

    def having(self, kind: type[R], name: str, values: Iterable[str]) -> list[R]:
        wanted = list(dict.fromkeys(values))
        cases = self.records[Case]  # of a case that is played nothing was there before
        stored: list[R] = []
        if not all(Uid(value) in cases for value in wanted):
            stored = self._once(("having", kind, name, *wanted), lambda: self.base.having(kind, name, wanted))
        index = self._index(kind, name)
        uids = [uid for value in wanted for uid in index.get(value, ())]
        return [*(one for one in stored if one.uid not in self._before), *self.get(kind, uids)]

    def near(self, kind: type[Record], box: tuple[float, float, float, float]) -> list[Uid]:
        return cast(list[Uid], self._once(("near", kind, box), lambda: self.base.near(kind, box)))

    def columns(self, kind: type[Record], names: Sequence[str] | None = None) -> Columns:
        if kind in self.records:
            own = {name: [getattr(one, name) for one in self.records[kind].values()] for name in names or ()}
            return Columns(list(self.records[kind]), own)
        return cast(Columns, self._once(("columns", kind, names), lambda: self.base.columns(kind, names)))

    def count(self, kind: type[Record]) -> int:
        """Of what was there before; what is played is not counted."""
        return int(self._once(("count", kind), lambda: self.base.count(kind)))

    def last_number(self, series: str, division: str, year: int) -> int:
        stored = self._once(("last", series, division, year), lambda: self.base.last_number(series, division, year))
        given = (cast(GivenNumber, self.records[GivenNumber][uid])
                 for uid in self._index(GivenNumber, "series").get(series, ()))  # fmt: skip
        mine = (one.number for one in given if (one.division, one.year) == (division, year))
        return max((int(stored), *mine))

    def number_keys(self, numbers: Iterable[str]) -> dict[str, int]:
        return self.base.number_keys(numbers)

    def own_file(self, name: str) -> bytes | None:
        return self.base.own_file(name)

    def keep_paper(self, sha256: str, content: bytes) -> None:
        self.base.keep_paper(sha256, content)

    def apply(self, changes: ChangeSet) -> None:
        """Raises `Conflict` as a work does."""
        for change in changes.changes:
            self._change(change)

    # storing

    def store(self) -> int:
        """All records are born as they stand; answers how many. Those that were there before say what they say now."""
        count = 0
        changed = []
        for kind, played in self.records.items():
            born = [one for one in played.values() if one.uid not in self._before]
            names = [field.name for field in fields(kind) if field.name not in ("uid", "version")]
            columns = {name: [getattr(one, name) for one in born] for name in names}
            self.base.add(kind, Columns([one.uid for one in born], columns))
            changed += [Change(self._before[uid], one) for uid, one in played.items() if uid in self._before]
            count += len(played)
        self.base.apply(ChangeSet("case.sample", tuple(changed)))
        return count

    # inside

    def _change(self, change: Change) -> None:
        played, before, after = self.records[change.kind], change.before, change.after
        if before is not None:
            if change.uid not in played:
                self._before[change.uid] = before
            elif played[change.uid] != before:
                raise Conflict("change.conflict", uid=before.uid, kind=change.kind.__name__)
        self._note(change.kind, played.pop(change.uid, None), there=False)
        if after is not None:
            version = 1 if before is None else before.version + (change.uid not in self._before)
            played[change.uid] = replace(after, version=version)
            self._note(change.kind, played[change.uid], there=True)

    def _note(self, kind: type[Record], record: Record | None, *, there: bool) -> None:
        if record is None:
            return
        for (known, name), index in self._by.items():
            if known is kind:
                told = index.setdefault(str(getattr(record, name)), {})
                if there:
                    told[record.uid] = None
                else:
                    told.pop(record.uid, None)

    def _index(self, kind: type[Record], name: str) -> dict[str, dict[Uid, None]]:
        key = (kind, name)
        if key not in self._by:
            self._by[key] = {}
            for record in self.records[kind].values():
                self._by[key].setdefault(str(getattr(record, name)), {})[record.uid] = None
        return self._by[key]

    def _once(self, key: object, ask: Any) -> Any:
        if key not in self._told:
            self._told[key] = ask()
        return self._told[key]
