"""The join follows what people change: rows and parcels that join by another key stand elsewhere at once."""

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Work
from ltaxgis.services.join_register import PARCEL_NAMES, ROW_NAMES, join_in

JOINED_BY: dict[type[Record], frozenset[str]] = {LandRow: frozenset(ROW_NAMES), Parcel: frozenset(PARCEL_NAMES)}
"""The fields that the join compares."""


def keep_joined(work: Work, settings: ProjectSettings, changes: ChangeSet) -> None:
    """Links and findings of the join are those of now, where one of the changes, just applied, may have moved them."""
    if any(_moves(change) for change in changes.changes):
        join_in(work, settings)


def _moves(change: Change) -> bool:
    names = JOINED_BY.get(change.kind, frozenset())
    if change.before is None or change.after is None:
        return bool(names)
    return any(getattr(change.before, name) != getattr(change.after, name) for name in names)
