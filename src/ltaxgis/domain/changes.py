"""Every edit is a change set: before and after of each thing touched.

Storage applies it in one transaction, the journal keeps it, undo applies its inverse, views redraw from its uids.
"""

from dataclasses import dataclass
from datetime import datetime

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after; None before is a birth, None after an end. Never both."""

    before: Record | None
    after: Record | None

    @property
    def uid(self) -> Uid:
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record.uid

    @property
    def kind(self) -> type[Record]:
        return type(self.after if self.after is not None else self.before)  # type: ignore[return-value]

    def inverse(self) -> "Change":
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one act of a person changes. `action` is a code (`parcel.edit`) that words and undo names know."""

    action: str
    changes: tuple[Change, ...]

    def inverse(self) -> "ChangeSet":
        """What takes it back. Versions only grow: storage gives the inverse new ones."""
        return ChangeSet(self.action, tuple(change.inverse() for change in reversed(self.changes)))

    @property
    def touched(self) -> frozenset[Uid]:
        return frozenset(change.uid for change in self.changes)


@dataclass(frozen=True, slots=True)
class Applied:
    """A change set that is stored: its line in the journal. `undone_by` names the line that took it back.

    `touched` is None where it was too much to name (an import): views then read everything again.
    """

    number: int
    action: str
    actor: str
    at: datetime
    reason: str
    count: int
    undoes: int | None = None
    undone_by: int | None = None
    touched: frozenset[Uid] | None = frozenset()
