"""The tables of a register become records: owners first, then land and what stands on it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.buildings import Building, BuildingUse
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.ledger import ChangeTally, Tally
from ltaxgis.domain.merging import FieldConflict
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parsing import Layout, Parsed
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.tables import SourceTable
from ltaxgis.ports.stores import Columns, Source, Work
from ltaxgis.services.check_register import keys_twice, rows_twice
from ltaxgis.services.import_diff import DiffLine, diff_lines
from ltaxgis.services.owner_doubles import merged_owners
from ltaxgis.services.people import People, all_numbers, known_people, owners_of_rows, private_columns
from ltaxgis.services.store_rows import Fellows, Incoming, Stored, Updating, encode_all, store_rows

RECORDS: Mapping[str, type[Record]] = {
    "owner": Owner, "land": LandRow, "use": UseRow, "building": Building, "building_use": BuildingUse, "sign": Sign,
}  # fmt: skip
LEDGER_NAMES = {"owner": "owners", "land": "register", "use": "uses", "building": "buildings",
                "building_use": "building_uses", "sign": "signs"}  # fmt: skip
ORDER = tuple(RECORDS)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table that was read and parsed; `key` are the fields that make two of its rows the same."""

    table: SourceTable
    parsed: Parsed
    source: Source
    key: tuple[str, ...]
    mapping: Mapping[int, str] = field(default_factory=dict)
    layout: Layout = field(default_factory=lambda: Layout(""))
    uids: list[Uid] = field(default_factory=list)
    """What its rows are called where they are new to the project."""


@dataclass(slots=True)
class RegisterImport:
    """What became of a register so far, and what later tables need of earlier ones."""

    work: Work
    updating: Updating
    people: People
    land_of_ref: dict[str, Uid] = field(default_factory=dict)
    land_of_code: dict[str, Uid] = field(default_factory=dict)
    building_of_ref: dict[str, Uid] = field(default_factory=dict)
    building_of_code: dict[str, Uid] = field(default_factory=dict)
    owners_of_land: dict[str, list[Uid]] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    changes: ChangeTally = field(default_factory=ChangeTally)
    conflicts: list[FieldConflict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    diff: list[DiffLine] = field(default_factory=list)
    stored: list[tuple[ReadTable, list[Uid]]] = field(default_factory=list)
    fellows: dict[str, Fellows] = field(default_factory=lambda: defaultdict(Fellows))


def import_register(
    work: Work, tables: Sequence[ReadTable], updating: Updating, told: Callable[[str], None]
) -> RegisterImport:
    """All tables are stored, kind by kind, so that each finds what it refers to."""
    keys = work.number_keys(all_numbers(read.parsed for read in tables))
    state = RegisterImport(work, updating, known_people(work, keys))
    _know_buildings_and_land(state)
    for read in tables:
        if read.parsed.kind == "land_owner":
            _learn_land_owners(state, read)
    for kind in ORDER:
        mine = [read for read in tables if read.parsed.kind == kind]
        for awaited, read in zip(reversed(range(len(mine))), mine, strict=True):
            told(kind)
            state.fellows[kind].awaited = awaited
            _import_table(state, read)
    return state


def _know_buildings_and_land(state: RegisterImport) -> None:
    """What the project holds already can be referred to by its code."""
    for record, codes in ((LandRow, state.land_of_code), (Building, state.building_of_code)):
        stored = state.work.columns(record, ("code",))
        codes.update({code: uid for code, uid in zip(stored["code"], stored.uids, strict=True) if code})


def _learn_land_owners(state: RegisterImport, read: ReadTable) -> None:
    for land, owner in zip(_side(read, "land_ref"), _side(read, "owner_ref"), strict=True):
        state.owners_of_land.setdefault(land, []).append(Uid(owner))


def _import_table(state: RegisterImport, read: ReadTable) -> None:
    kind = read.parsed.kind
    stored, holders = _store(state, read, RECORDS[kind])
    twice = rows_twice(read.table)
    state.findings += [*read.table.findings, *read.table.skipped, *read.parsed.findings, *twice]
    skipped = lines_of(read.table.skipped)
    tally = Tally(len(read.parsed) + skipped, len(read.parsed), 0, skipped)
    name = LEDGER_NAMES[kind]
    state.tallies[name] = state.tallies.get(name, Tally()) + tally
    state.stored.append((read, stored.uids))
    state.changes += stored.changes
    state.conflicts += stored.conflicts
    if kind == "land" and holders is not None:
        state.findings += keys_twice(read.table, _keys(state, read), holders, twice)
    if holders is not None:
        _store_ownerships(state, stored, holders)
    _remember(state, read, stored)


def lines_of(skipped: Sequence[Finding]) -> int:
    """How many lines findings about skipped lines speak of: many blank ones are told in one."""
    return sum(int(str(dict(finding.facts).get("lines", 1))) for finding in skipped)


def _store(state: RegisterImport, read: ReadTable, record: type[Record]) -> tuple[Stored, list[list[Uid]] | None]:
    parsed = read.parsed
    columns: dict[str, Sequence[object]] = {**parsed.columns, **private_columns(parsed, state.people.keys)}
    holders = _holders(state, read)
    if parsed.kind in ("use", "building", "sign"):
        columns["land_uid"] = _land_of(state, read)
    if parsed.kind == "building_use":
        columns["building_uid"] = _building_of(state, read)
    beside, standing = (
        ({"owners": [";".join(uids) for uids in holders]}, {"owners": _standing(state)}) if holders else ({}, {})
    )
    rest = encode_all(parsed.rest)
    merged = merged_owners(state.work) if record is Owner else {}
    incoming = Incoming(
        record, tuple(columns), columns, _keys(state, read), parsed.lines, rest, read.source,
        beside=beside, standing=standing, merged=merged, uids=read.uids,
    )  # fmt: skip
    stored = store_rows(state.work, incoming, state.updating, state.fellows[parsed.kind])
    state.diff += diff_lines(state.work, LEDGER_NAMES[parsed.kind], incoming, stored)
    return stored, holders


def _holders(state: RegisterImport, read: ReadTable) -> list[list[Uid]] | None:
    """Who owns each row; None for kinds that nobody owns."""
    if read.parsed.kind not in ("land", "building", "sign"):
        return None
    rows = owners_of_rows(read.parsed, state.people, state.work)
    if read.parsed.kind == "land" and state.owners_of_land:
        for index, ref in enumerate(_side(read, "ref")):
            more = (state.people.by_ref.get(owner) for owner in state.owners_of_land.get(ref, ()))
            rows[index] = list(dict.fromkeys([*rows[index], *(uid for uid in more if uid)]))
    return rows


def _standing(state: RegisterImport) -> dict[Uid, str]:
    held = state.work.columns(Ownership, ("subject_uid", "owner_uid", "place"))
    rows = sorted(zip(held["subject_uid"], held["place"], held["owner_uid"], strict=True))
    standing: dict[Uid, str] = {}
    for subject, _, owner in rows:
        standing[subject] = f"{standing[subject]};{owner}" if subject in standing else owner
    return standing


def _store_ownerships(state: RegisterImport, stored: Stored, holders: list[list[Uid]]) -> None:
    moved = stored.beside.get("owners", ())
    if moved:
        subjects = {stored.uids[index] for index in moved}
        held = state.work.columns(Ownership, ("subject_uid",))
        ended = [uid for uid, subject in zip(held.uids, held["subject_uid"], strict=True) if subject in subjects]
        state.work.close(Ownership, ended)
    pairs = [
        (stored.uids[index], owner, place)
        for index in (*stored.fresh, *moved)
        for place, owner in enumerate(holders[index], start=1)
    ]
    names = ("subject_uid", "owner_uid", "place")
    columns = {name: [pair[i] for pair in pairs] for i, name in enumerate(names)}
    state.work.add(Ownership, Columns(new_uids(len(pairs)), columns))


def _remember(state: RegisterImport, read: ReadTable, stored: Stored) -> None:
    """What later tables call these rows by."""
    parsed, refs = read.parsed, _side(read, "ref")
    if parsed.kind == "owner":
        state.people.know(stored.uids, {**parsed.columns, **private_columns(parsed, state.people.keys)}, refs)
        return
    by_ref, by_code = {
        "land": (state.land_of_ref, state.land_of_code), "building": (state.building_of_ref, state.building_of_code)
    }.get(parsed.kind, ({}, {}))  # fmt: skip
    by_ref.update({ref: uid for ref, uid in zip(refs, stored.uids, strict=True) if ref})
    codes: Sequence[object] = parsed.columns.get("code") or [""] * len(parsed)
    by_code.update({str(code): uid for code, uid in zip(codes, stored.uids, strict=True) if code})


def _land_of(state: RegisterImport, read: ReadTable) -> list[Uid | None]:
    """The land row each row belongs to, by reference or by the parcel's code; a finding where there is none."""
    parsed = read.parsed
    own: Sequence[object] = parsed.columns.get("parcel_code") or parsed.columns.get("code") or [""] * len(parsed)
    found: list[Uid | None] = []
    for index, (ref, code) in enumerate(zip(_side(read, "land_ref"), own, strict=True)):
        uid = state.land_of_ref.get(ref) or state.land_of_code.get(str(code or ""))
        found.append(uid)
        if uid is None and (ref or code):
            told = {"use": "use.row_without_land"}.get(parsed.kind, f"{parsed.kind}.without_land")
            state.findings.append(Finding(told, _place(read, index, str(code or ref)), value=str(code or ref)))
    return found


def _building_of(state: RegisterImport, read: ReadTable) -> list[Uid | None]:
    codes: Sequence[object] = read.parsed.columns.get("code") or [""] * len(read.parsed)
    refs = _side(read, "building_ref")
    return [
        state.building_of_ref.get(ref) or state.building_of_code.get(str(code or ""))
        for ref, code in zip(refs, codes, strict=True)
    ]


def _keys(state: RegisterImport, read: ReadTable) -> list[str]:
    """What makes two rows the same from month to month: the fields the profile names, else the row's reference."""
    columns = [_key_column(state, read, name) for name in read.key]
    told = [column for column in columns if column is not None] or [_side(read, "ref")]
    return list(map("|".join, zip(*(_as_texts(column) for column in told), strict=True)))


def _as_texts(column: Sequence[object]) -> list[str]:
    return [value if isinstance(value, str) else "" if value is None else str(value) for value in column]


def _key_column(state: RegisterImport, read: ReadTable, name: str) -> Sequence[object] | None:
    """A private number is told by its key: the number itself stands in its own table only."""
    if name in ("number", "owner_number"):
        return [state.people.keys.get(cell, "") for cell in _side(read, name)]
    return read.parsed.columns.get(name) or read.parsed.side.get(name)


def _side(read: ReadTable, name: str) -> list[str]:
    column = read.parsed.side.get(name)
    return [""] * len(read.parsed) if column is None else [str(value or "") for value in column]


def _place(read: ReadTable, index: int, subject: str) -> Place:
    return Place(read.table.source, read.table.name, read.parsed.lines[index], subject=subject)
