"""A copy of the map comes back: what was changed there, beside how it left and how it stands here now; decided one by
one or by rule, and stored as one change set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import shapely

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.crs import transformer
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ledger import ChangeTally, JoinTally
from ltaxgis.domain.map_copies import LAND, PARCELS, SHAPE, Comparison, Departure, Edited
from ltaxgis.domain.merging import OnConflict
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.round_trip import RefusedCell, RefusedRow
from ltaxgis.ports.readers import ShapeTable
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.compare_copies import compare_table
from ltaxgis.services.edit_register import ask_leave_for
from ltaxgis.services.import_diff import CHANGED, CONFLICT, GONE, NEW, DiffLine, ImportDiff, ShapeTold
from ltaxgis.services.join_register import join_in
from ltaxgis.services.map_copies import column_of
from ltaxgis.services.store_rows import Updating
from ltaxgis.words import Words

ACTION = "copy.take"
KINDS: Mapping[str, type[Record]] = {PARCELS: Parcel, LAND: LandRow}
LEDGER = {PARCELS: "parcels", LAND: "register"}
FOLLOWS = {"code_read": "code"}
_ORDER = (CONFLICT, CHANGED, GONE, NEW)


@dataclass(frozen=True, slots=True)
class ReturnedMap:
    """What taking a copy would do, nothing of it stored. `diff` lists it for a person; `refused` is not taken at all,
    and says why."""

    edits: tuple[Edited, ...]
    diff: ImportDiff
    changes: ChangeTally
    read: Mapping[str, int]
    refused: tuple[RefusedCell, ...] = ()
    rows_refused: tuple[RefusedRow, ...] = ()
    findings: tuple[Finding, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class TakenMap:
    """`count` things were changed; `applied` is None after a dry run."""

    count: int
    join: JoinTally
    applied: Applied | None


def read_map_back(
    reading: Reading, settings: ProjectSettings, tables: Mapping[str, ShapeTable], words: Words, lists: CodeLists
) -> ReturnedMap:
    """What the tables of a copy would change."""
    left = _departures(tables)
    compared = {
        name: compare_table(reading, settings, _in_our_crs(tables[name], settings), KINDS[name], left.get(name), words,
                            lists)
        for name in KINDS if name in tables
    }  # fmt: skip
    return _returned(compared)


def take_map(
    project: Project,
    actor: Actor,
    returned: ReturnedMap,
    updating: Updating,
    reason: str = "",
    *,
    dry_run: bool = False,
) -> TakenMap:
    """What was decided is stored as one act, and joined. Refused: `import.conflicts` where conflicts are to stop it,
    `returned.nothing`, `role.may_not`; raises `Conflict` where the project changed since the copy was read."""
    changes = ChangeSet(ACTION, tuple(decided(returned, updating)))
    if not changes.changes and not dry_run:
        raise Refused("returned.nothing")
    ask_leave_for(actor, changes)
    with project.work(actor, ACTION, reason) as work:
        work.apply(changes)
        joined = join_in(work, project.settings)
        return TakenMap(len(changes.changes), joined.tally, None if dry_run else work.commit())


def decided(returned: ReturnedMap, updating: Updating) -> list[Change]:
    """The changes that rules and single decisions leave. An addition decided against them stays out."""
    quarrels = [edit for edit in returned.edits if edit.quarrels]
    if quarrels and updating.on_conflict is OnConflict.STOP:
        raise Refused("import.conflicts", count=len(quarrels), example=_subject(quarrels[0]))
    changes = (_change(edit, updating) for edit in returned.edits)
    return [change for change in changes if change is not None]


def _change(edit: Edited, updating: Updating) -> Change | None:
    if edit.ended:
        return Change(edit.now, None) if updating.retires(edit.uid) else None
    if edit.now is None:
        return None if updating.refuses(edit.uid, "") else Change(None, _born(edit))
    taken = {name: value for name, value in edit.fields.items() if not updating.refuses(edit.uid, _decided_by(name))}
    taken |= {name: value for name, value in edit.quarrels.items() if updating.takes(edit.uid, _decided_by(name))}
    for name in list(taken):
        taken |= edit.beside.get(name, {})
    return Change(edit.now, replace(edit.now, **taken)) if taken else None


def _born(edit: Edited) -> Record:
    fields = dict(edit.fields)
    for name in edit.fields:
        fields |= edit.beside.get(name, {})
    kind: Callable[..., Record] = Parcel if SHAPE in fields else LandRow
    return kind(uid=edit.uid, **fields)


def _decided_by(name: str) -> str:
    return FOLLOWS.get(name, name)


def _departures(tables: Mapping[str, ShapeTable]) -> dict[str, dict[str, Departure]]:
    """What the copy's list says of each thing by its table; nothing where the list was lost on the way."""
    found: dict[str, dict[str, Departure]] = {}
    for table in tables.values():
        if "layer" in table.headers:
            names = (column_of(table, name) for name in ("layer", "uid", "version", "told"))
            for layer, uid, version, told in zip(*names, strict=True):
                found.setdefault(layer or "", {})[uid or ""] = Departure(int(version or 0), told or "")
    return found


def _in_our_crs(table: ShapeTable, settings: ProjectSettings) -> ShapeTable:
    if not table.crs or table.crs == str(settings.crs):
        return table
    shapes, _lost = transformer(table.crs, settings.crs, settings.datum_shift).shapes(table.shapes)
    return replace(table, shapes=shapes)


def _returned(compared: Mapping[str, Comparison]) -> ReturnedMap:
    edits = tuple(edit for one in compared.values() for edit in one.edits)
    lines = [line for name, one in compared.items() for edit in one.edits for line in _lines(LEDGER[name], edit)]
    tally = ChangeTally(
        new=sum(edit.now is None for edit in edits),
        changed=sum(edit.now is not None and not edit.ended and bool(edit.fields) for edit in edits),
        same=sum(one.same for one in compared.values()),
        gone=sum(edit.ended for edit in edits),
        conflicts=sum(bool(edit.quarrels) for edit in edits),
    )
    counts = {name: getattr(tally, name) for name in ("new", "changed", "same", "gone", "conflicts")}
    ordered = tuple(sorted(lines, key=lambda line: _ORDER.index(line.what)))
    return ReturnedMap(
        edits, ImportDiff(counts, ordered), tally, {LEDGER[name]: one.read for name, one in compared.items()},
        tuple(cell for one in compared.values() for cell in one.refused),
        tuple(row for one in compared.values() for row in one.rows_refused),
        tuple(finding for one in compared.values() for finding in one.findings),
    )  # fmt: skip


def _lines(kind: str, edit: Edited) -> list[DiffLine]:
    subject = _subject(edit)
    if edit.now is None or edit.ended:
        return [DiffLine(NEW if edit.now is None else GONE, kind, edit.uid, subject)]
    told = [(CHANGED, name, value) for name, value in edit.fields.items() if name not in FOLLOWS]
    told += [(CONFLICT, name, value) for name, value in edit.quarrels.items() if name not in FOLLOWS]
    return [
        DiffLine(
            what,
            kind,
            edit.uid,
            subject,
            name,
            _plain(getattr(edit.base, name, None), getattr(edit.now, name)),
            _plain(getattr(edit.now, name), getattr(edit.now, name)),
            _plain(value, getattr(edit.now, name)),
        )
        for what, name, value in told
    ]


def _plain(value: Any, standing: Any) -> Any:
    if not isinstance(value, shapely.Geometry):
        return value
    apart = shapely.hausdorff_distance(shapely.boundary(value), shapely.boundary(standing)) if standing else 0.0
    return ShapeTold(float(shapely.area(value)), float(apart))


def _subject(edit: Edited) -> str:
    if edit.now is None:
        return str(edit.fields.get("code") or edit.fields.get("title_no") or "")
    return str(getattr(edit.now, "code", "") or getattr(edit.now, "title_no", ""))
