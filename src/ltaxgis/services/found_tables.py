"""The rows that findings stand on, under their file's own headings: kept with the project, shown as they are now.

Identity and telephone numbers are masked in them.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.fields import FIELDS, Goes, SourceField
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.masked_cells import masked_columns
from ltaxgis.domain.measures import area_parts
from ltaxgis.domain.parsing import Layout
from ltaxgis.domain.personal import PERSONAL
from ltaxgis.domain.records import Record
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.ports.stores import Reading, Work
from ltaxgis.services.excel_round_trip import RECORD_FIELD, shown_column
from ltaxgis.services.import_register import RECORDS
from ltaxgis.words import Words

KEPT = "findings/rows"
MOST_KEPT = 20_000
_OWNER = "owner"
_ABOUT_PEOPLE = "person."
_AREA_PARTS: Mapping[str, Callable[[int], str]] = {
    "rai": lambda area: str(area_parts(area)[0]),
    "ngan": lambda area: str(area_parts(area)[1]),
    "wa": lambda area: f"{area_parts(area)[2] / 100:g}",
}


@dataclass(frozen=True, slots=True)
class FoundTable:
    """Rows of a source table that findings stand on (or all of them), private numbers masked.

    `rows[i]` are the cells of line `lines[i]`; `uids[i]` its record in the project, None after a dry run.
    """

    source: str
    sha256: str
    name: str
    headers: tuple[str, ...]
    mapping: Mapping[int, str]
    layout: Layout
    lines: tuple[int, ...]
    uids: tuple[Uid | None, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def only(self, places: Sequence[int]) -> "FoundTable":
        """The table with only the rows at these places."""
        lines, uids = tuple(self.lines[i] for i in places), tuple(self.uids[i] for i in places)
        return replace(self, lines=lines, uids=uids, rows=tuple(self.rows[i] for i in places))


def found_table(
    table: SourceTable,
    mapping: Mapping[int, str],
    layout: Layout,
    sha256: str,
    uids: Sequence[Uid | None],
    findings: Iterable[Finding],
    *,
    all_rows: bool = False,
    most: int | None = None,
) -> FoundTable:
    """The rows of a table that some finding stands on; with `all_rows` every row. Where they are more than `most`,
    those that only stand on no parcel go first."""
    mine = [f for f in findings if (f.place.source, f.place.sheet) == (table.source, table.name)]
    wanted = {finding.place.row for finding in mine}
    kept = [index for index, line in enumerate(table.lines) if all_rows or line in wanted]
    if most is not None and len(kept) > most:
        in_it = {finding.place.row for finding in mine if not finding.code.startswith("join.")}
        kept = sorted(sorted(kept, key=lambda index: table.lines[index] not in in_it)[:most])
    fields = {index: FIELDS[layout.kind][name] for index, name in mapping.items()}
    columns = masked_columns(table.headers, [[column[index] for index in kept] for column in table.columns], fields)
    return FoundTable(
        table.source, sha256, table.name, table.headers, dict(mapping), layout,
        tuple(table.lines[index] for index in kept), tuple(uids[index] for index in kept),
        tuple(zip(*columns, strict=True)) if kept else (),
    )  # fmt: skip


def keep_rows(work: Work, tables: Iterable[FoundTable]) -> None:
    """The rows that the register's findings stand on stay with the project, so that the workbook can be written later.
    They replace those of the import before, as its findings do."""
    told = [
        {each.name: getattr(table, each.name) for each in fields(table)} | {"layout": asdict(table.layout)}
        for table in tables
        if table.lines
    ]
    work.keep_own_file(KEPT, zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()))


def kept_tables(reading: Reading, findings: Iterable[Finding], words: Words, lists: CodeLists) -> list[FoundTable]:
    """The rows of the last import that some of these findings still stand on, with what was changed since; rows that
    have ended are left out."""
    content = reading.own_file(KEPT)
    wanted = {(f.place.source, f.place.sheet, f.place.row) for f in findings}
    told = [] if content is None else [_table_of(each) for each in json.loads(zlib.decompress(content))]
    tables = [_only_wanted(table, wanted) for table in told]
    return [_as_now(reading, table, words, lists) for table in tables if table.lines]


def without_people(tables: Iterable[FoundTable], findings: Iterable[Finding]) -> tuple[list[FoundTable], list[Finding]]:
    """What somebody may see who may not see people: no owners, no column or finding that may name one."""
    shown = [_impersonal(table) for table in tables if table.layout.kind != _OWNER]
    columns = {(table.source, table.name): frozenset(table.headers) for table in shown}
    left = [
        finding
        for finding in findings
        if not (finding.code.startswith(_ABOUT_PEOPLE) or _is_personal(*_field_of(finding)))
        and (not finding.place.column or _stays(finding, columns))
    ]
    return shown, left


def _stays(finding: Finding, columns: Mapping[tuple[str, str], Collection[str]]) -> bool:
    """Its column is shown, or is one of ours: a heading without a field may stand over anything."""
    place = finding.place
    return place.column in columns.get((place.source, place.sheet), ()) or bool(place.field)


def _impersonal(table: FoundTable) -> FoundTable:
    kind = table.layout.kind
    kept = [index for index, name in sorted(table.mapping.items()) if not _is_personal(kind, name)]
    mapping = {place: table.mapping[index] for place, index in enumerate(kept)}
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return replace(table, headers=tuple(table.headers[index] for index in kept), mapping=mapping, rows=rows)


def _field_of(finding: Finding) -> tuple[str, str]:
    kind, _, name = finding.place.field.partition(".")
    return kind, name


def _is_personal(kind: str, name: str) -> bool:
    field = FIELDS.get(kind, {}).get(name)
    if field is None:
        return False
    record = RECORDS.get(kind)
    hidden = PERSONAL[record] if record is not None else ()
    return field.private or kind == _OWNER or name.startswith(("owner_", "co_owners")) or name in hidden


def _table_of(told: dict[str, Any]) -> FoundTable:
    lists = {name: tuple(told[name]) for name in ("headers", "lines", "uids")}
    mapping = {int(index): name for index, name in told["mapping"].items()}
    rows = tuple(map(tuple, told["rows"]))
    return FoundTable(**{**told, **lists, "mapping": mapping, "layout": Layout(**told["layout"]), "rows": rows})


def _only_wanted(table: FoundTable, wanted: Collection[tuple[str, str, int | None]]) -> FoundTable:
    return table.only([i for i, line in enumerate(table.lines) if (table.source, table.name, line) in wanted])


def _as_now(reading: Reading, table: FoundTable, words: Words, lists: CodeLists) -> FoundTable:
    """Cells whose field is another by now than the file said show what stands in the project."""
    kind = RECORDS.get(table.layout.kind)
    if kind is None:  # says how other tables hang together
        return table
    now = {record.uid: record for record in reading.get(kind, [uid for uid in table.uids if uid is not None])}
    table = table.only([i for i, uid in enumerate(table.uids) if uid in now])
    said = reading.imported(kind)
    version = {uid: number for uid, number in zip(said.uids, said.versions, strict=True) if uid in now}
    edited = [uid for uid, number in version.items() if now[uid].version != number]
    before = reading.versions(kind, [(uid, version[uid]) for uid in edited])
    rows = list(table.rows)
    for place, uid in enumerate(table.uids):
        if uid in before:
            rows[place] = _row_now(table, rows[place], before[uid], now[uid], words, lists)
    return replace(table, rows=tuple(rows))


def _row_now(
    table: FoundTable, cells: tuple[Cell, ...], before: Record, now: Record, words: Words, lists: CodeLists
) -> tuple[Cell, ...]:
    shown = list(cells)
    for index, name in table.mapping.items():
        field = FIELDS[table.layout.kind][name]
        attribute = "area" if name in _AREA_PARTS else RECORD_FIELD.get(name, name)
        if field.goes is Goes.SIDE or not hasattr(now, attribute):
            continue
        value = getattr(now, attribute)
        if value != getattr(before, attribute):
            shown[index] = _cell(value, field, words, lists)
    return tuple(shown)


def _cell(value: Any, field: SourceField, words: Words, lists: CodeLists) -> Cell:
    if value in (None, ""):
        return None
    if field.name in _AREA_PARTS:
        return _AREA_PARTS[field.name](value)
    (cell,) = shown_column([value], field, words, lists)
    return None if cell is None else str(cell)
