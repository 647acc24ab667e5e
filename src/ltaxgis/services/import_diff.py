"""What reading a file again would change, line by line, for a person to decide upon before anything is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner, owner_name
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Reading
from ltaxgis.services.store_rows import Incoming, Stored

MOST_LINES = 4_000
NEW, CHANGED, GONE, CONFLICT = "new", "changed", "gone", "conflict"
_HIDDEN = ("_key",)
_DERIVED = frozenset({"shape_read", "area_m2"})


@dataclass(frozen=True, slots=True)
class ShapeTold:
    """What a list can say of a shape: its area in m², and how far its boundary runs from the one that stands, in m."""

    area: float
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One field of one row (a whole row where new or gone). `what`: new, changed, gone or conflict; `kind` as in the
    ledger; `subject` how a person knows the row; `last` what the file said before, `ours` what stands in the project,
    `theirs` what the file says now, all plain values (a shape as `ShapeTold`)."""

    what: str
    kind: str
    uid: Uid
    subject: str
    field: str = ""
    last: Any = None
    ours: Any = None
    theirs: Any = None
    decided: bool = False
    """A row that is gone, and that a person has decided to keep before."""

    @property
    def place(self) -> tuple[Uid, str]:
        """What a decision about this line is called by."""
        return self.uid, self.field


@dataclass(frozen=True, slots=True)
class ImportDiff:
    """`counts` of rows by what happens to them, `lines` as far as they are listed, `left_off` how many are not."""

    counts: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[DiffLine, ...] = ()
    left_off: int = 0


def diff_lines(reading: Reading, kind: str, rows: Incoming, stored: Stored) -> list[DiffLine]:
    """The lines of one table or layer; nothing where the project held none of its kind before."""
    if len(stored.fresh) == len(stored.uids) and not stored.gone:
        return []
    index_of = {uid: index for index, uid in enumerate(stored.uids)}
    lines = [
        DiffLine(CONFLICT, kind, c.uid, _subject(rows, index_of.get(c.uid), c.key), c.field, c.last, c.ours, c.theirs)
        for c in stored.conflicts
        if _is_told(c.field)
    ]
    for change in stored.changed[:MOST_LINES]:
        subject = _subject(rows, change.index, rows.keys[change.index])
        lines += [
            DiffLine(CHANGED, kind, change.uid, subject, name, now, now, then)
            for name, (now, then) in change.fields.items()
            if _is_told(name)
        ]
    gone = reading.get(rows.kind, stored.gone[:MOST_LINES])
    lines += [DiffLine(GONE, kind, record.uid, _named(record)) for record in gone]
    fresh = stored.fresh[:MOST_LINES]
    lines += [DiffLine(NEW, kind, stored.uids[i], _subject(rows, i, rows.keys[i])) for i in fresh]
    return lines


def whole_diff(reading: Reading, counts: Mapping[str, int], lines: Sequence[DiffLine]) -> ImportDiff:
    """Conflicts first, then what changes, goes and comes; owners by their names."""
    order = (CONFLICT, CHANGED, GONE, NEW)
    ordered = sorted(lines, key=lambda line: order.index(line.what))
    return ImportDiff(counts, tuple(_with_names(reading, ordered[:MOST_LINES])), max(0, len(ordered) - MOST_LINES))


def _with_names(reading: Reading, lines: Sequence[DiffLine]) -> Iterable[DiffLine]:
    wanted = {uid for line in lines if line.field == "owners" for uid in _owners(line)}
    names = {owner.uid: _named(owner) for owner in reading.get(Owner, sorted(wanted))}
    for line in lines:
        if line.field != "owners":
            yield line
            continue
        told = (_names(value, names) for value in (line.last, line.ours, line.theirs))
        last, ours, theirs = told
        yield replace(line, last=last, ours=ours, theirs=theirs)


def _owners(line: DiffLine) -> list[Uid]:
    return [Uid(uid) for value in (line.last, line.ours, line.theirs) for uid in str(value or "").split(";") if uid]


def _names(value: Any, names: Mapping[Uid, str]) -> str:
    return ", ".join(names.get(Uid(uid), "?") for uid in str(value or "").split(";") if uid)


def _is_told(name: str) -> bool:
    """The key of a private number says nothing to a person; its masked form is told beside it."""
    return not name.endswith(_HIDDEN) and name not in _DERIVED


def _subject(rows: Incoming, index: int | None, key: str) -> str:
    names = rows.columns
    if index is None:
        return key
    if rows.kind is Owner:
        told = (str(names[name][index] or "") for name in ("first_name", "last_name") if name in names)
        return " ".join(told).strip() or key
    for name in ("code", "code_read", "parcel_code", "label"):
        if name in names and names[name][index]:
            return str(names[name][index])
    return key


def _named(record: Record) -> str:
    if isinstance(record, Owner):
        return owner_name(record.prefix, record.first_name, record.last_name)
    told = (getattr(record, name, "") for name in ("code", "code_read", "parcel_code", "label"))
    return next((str(text) for text in told if text), "")
