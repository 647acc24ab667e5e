"""A workbook of ours comes back from Excel: first as a diff that is looked at, then as one change set."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ltaxgis.domain.buildings import Building, BuildingUse
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.domain.round_trip import CellDiff, Diff, RefusedCell, RefusedRow
from ltaxgis.domain.sheet_facts import FINDINGS, SheetFacts, read_facts
from ltaxgis.domain.signs import Sign
from ltaxgis.domain.thai.identity import mask_number, mask_phone
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.ports.workbooks import ReturnedSheet
from ltaxgis.services.import_register import ORDER, RECORDS
from ltaxgis.services.keep_joined import keep_joined
from ltaxgis.services.returned_owners import Holders
from ltaxgis.services.returned_rows import ChangedRows, changed_rows

ACTION = "returned.take"
PRIVATE = {("owner", "number"): "number", ("owner", "phone"): "phone", ("use", "user_number"): "user_number",
           ("sign", "phone"): "phone"}  # fmt: skip
_MASKS = {"phone": mask_phone}
# source fields that are part of a record's field, or make more than one
_FEEDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("rai", "ngan", "wa", "area_text", "area_wa_total", "area_m2"), ("area",)),
    **dict.fromkeys(("zone", "block", "lot"), ("code", "code_read")),
    **dict.fromkeys(("sheet", "sheet_1", "sheet_3"), ("sheet_1", "sheet_2", "sheet_3", "sheet_4", "scale")),
    "code": ("code", "code_read", "parcel_code"),
    "name": ("first_name",),
}
_WITHOUT_LAND = {"use": "use.row_without_land", "building": "building.without_land", "sign": "sign.without_land"}


def read_back(reading: Reading, sheets: Sequence[ReturnedSheet], lists: CodeLists) -> Diff:
    """What taking the sheets would change. Nothing is stored; rows that are missing from a sheet stay as they are."""
    return _Reader(reading, lists).run(sheets)


def take_diff(project: Project, actor: Actor, diff: Diff, reason: str = "") -> Applied:
    """The diff is stored as one change set, the findings that it mended are gone, and the join follows. Raises
    `Conflict` where the project changed since the diff was made, `Refused("returned.nothing")` where it changes
    nothing."""
    ask_leave(actor, "register.edit")
    if not diff.taken:
        raise Refused("returned.nothing")
    with project.work(actor, diff.changes.action, reason) as work:
        keys = work.number_keys({number for fields in diff.numbers.values() for number in fields.values()})
        changes = tuple(_with_keys(change, diff.numbers.get(change.uid, {}), keys) for change in diff.changes.changes)
        work.apply(ChangeSet(diff.changes.action, changes))
        work.mend_findings(diff.mended)
        keep_joined(work, project.settings, diff.changes)
        return work.commit()


def _with_keys(change: Change, numbers: Mapping[str, str], keys: Mapping[str, int]) -> Change:
    if not numbers or change.after is None:
        return change
    told: dict[str, Any] = {name: keys[number] if number else None for name, number in numbers.items()}
    return Change(change.before, replace(change.after, **told))


class _Reader:
    """One workbook on its way back; kinds in the order in which they refer to one another."""

    def __init__(self, reading: Reading, lists: CodeLists) -> None:
        self.reading = reading
        self.lists = lists
        self.holders = Holders(reading)
        self.taken: list[CellDiff] = []
        self.refused: list[RefusedCell] = []
        self.rows_refused: list[RefusedRow] = []
        self.changes: list[Change] = []
        self.numbers: dict[Uid, dict[str, str]] = defaultdict(dict)
        self.mended: list[Finding] = []
        self._found: dict[tuple[str, str, int | None], list[Finding]] | None = None
        self._codes: dict[type[Record], dict[str, Uid]] = {}

    def run(self, sheets: Iterable[ReturnedSheet]) -> Diff:
        known = [(sheet, facts) for sheet in sheets if (facts := read_facts(sheet.facts)) is not None]
        known = [(sheet, facts) for sheet, facts in known if facts.kind in RECORDS]
        for sheet, facts in sorted(known, key=lambda pair: ORDER.index(pair[1].kind)):
            self._take_sheet(changed_rows(sheet, facts, self._lines(facts), self.lists))
        changes = ChangeSet(ACTION, tuple(self.changes))
        return Diff(changes, tuple(self.taken), tuple(self.refused), tuple(self.rows_refused), tuple(self.mended),
                    dict(self.numbers))  # fmt: skip

    def _lines(self, facts: SheetFacts) -> dict[int, Uid]:
        """The records of a file's lines, for rows that left before they were stored."""
        if not facts.sha256:
            return {}
        mine = {source.uid for source in self.reading.sources()
                if (source.sha256, source.table) == (facts.sha256, facts.table)}  # fmt: skip
        said = self.reading.imported(RECORDS[facts.kind])
        rows = zip(said.uids, said.lines, said.source_uids, strict=True)
        return {line: uid for uid, line, source in rows if source in mine}

    def _take_sheet(self, changed: ChangedRows) -> None:
        uids = [row.uid for row in changed.rows]
        records = {record.uid: record for record in self.reading.get(RECORDS[changed.facts.kind], uids)}
        for index, row in enumerate(changed.rows):
            if row.uid not in records:
                self.rows_refused.append(RefusedRow(changed.name, row.line, "returned.row_ended"))
                row.typed.clear()
                continue
            self._refuse_conflicts(changed, index, records[row.uid])
            self.holders.refuse(changed, index)
        changed.read()
        for index, row in enumerate(changed.rows):
            if row.typed:
                self._take_row(changed, index, records[row.uid])
        self.refused += changed.refused
        self.rows_refused += changed.rows_refused

    def _refuse_conflicts(self, changed: ChangedRows, index: int, record: Record) -> None:
        """A cell whose field somebody changed in the project since the sheet left, to something else."""
        row = changed.rows[index]
        if row.version and row.version == record.version:
            return
        for column in sorted(row.typed):
            source = changed.field_of(column)
            for name in _FEEDS.get(source.name, (source.name,)) if source else ():
                if name not in changed.after.columns or not hasattr(record, name):
                    continue
                was, now = (_plain(parsed.columns[name][index]) for parsed in (changed.before, changed.after))
                stands = _plain(getattr(record, name))
                if was != now and stands not in (was, now):
                    changed.refuse(index, column, "returned.conflict", (("now", _shown(stands)),))
                    break

    def _take_row(self, changed: ChangedRows, index: int, record: Record) -> None:
        row = changed.rows[index]
        self.taken += [changed.cell(index, column) for column in sorted(row.typed)]
        fields = _changed_fields(changed, index, record)
        fields |= self._private_fields(changed, index)
        fields |= self._place_fields(changed, index, fields, record)
        after = replace(record, **fields)
        if fields:
            self.changes.append(Change(record, after))
            self._learn_code(after)
        self.changes += self.holders.changes(changed, index)
        self.mended += self._mended(changed, index, after)

    def _private_fields(self, changed: ChangedRows, index: int) -> dict[str, Any]:
        """Masks for the numbers that were typed in full; their keys are given when they are stored."""
        fields: dict[str, Any] = {}
        for column in changed.rows[index].typed:
            source = changed.field_of(column)
            prefix = PRIVATE.get((changed.facts.kind, source.name)) if source else None
            if source is None or prefix is None:
                continue
            number = str(changed.after.side[source.name][index] or "")
            self.numbers[changed.rows[index].uid][f"{prefix}_key"] = number
            fields[f"{prefix}_masked"] = _MASKS.get(prefix, mask_number)(number) if number else ""
        return fields

    def _place_fields(
        self, changed: ChangedRows, index: int, fields: Mapping[str, Any], record: Record
    ) -> dict[str, Any]:
        """The land row or building that the row's new code names."""
        code = fields.get("parcel_code") or fields.get("code")
        if not code:
            return {}
        if isinstance(record, UseRow | Building | Sign):
            uid = self._code_uids(LandRow).get(str(code))
            return {"land_uid": uid} if uid and uid != record.land_uid else {}
        if isinstance(record, BuildingUse):
            uid = self._code_uids(Building).get(str(code))
            return {"building_uid": uid} if uid and uid != record.building_uid else {}
        return {}

    def _code_uids(self, kind: type[Record]) -> dict[str, Uid]:
        if kind not in self._codes:
            rows = self.reading.columns(kind, ("code",))
            self._codes[kind] = {code: uid for code, uid in zip(rows["code"], rows.uids, strict=True) if code}
        return self._codes[kind]

    def _learn_code(self, record: Record) -> None:
        if isinstance(record, LandRow | Building) and record.code:
            self._code_uids(type(record))[record.code] = record.uid
        self.holders.learn(record, self.numbers.get(record.uid, {}))

    def _mended(self, changed: ChangedRows, index: int, after: Record) -> Iterable[Finding]:
        """The findings of the row that no longer hold: they stood on cells that were taken."""
        row, facts = changed.rows[index], changed.facts
        if facts.purpose != FINDINGS:
            return
        if self._found is None:
            self._found = defaultdict(list)
            for finding in self.reading.findings():
                self._found[finding.place.source, finding.place.sheet, finding.place.row].append(finding)
        typed = {facts.headings[column] for column in row.typed}
        still = changed.faults_of(index)
        for finding in self._found.get((facts.source, facts.table, row.source_line), ()):
            if finding.place.column:
                gone = finding.place.column in typed and (finding.code, finding.place.column) not in still
            elif finding.code == _WITHOUT_LAND.get(facts.kind):
                gone = getattr(after, "land_uid", None) is not None
            else:
                gone = finding.code in ("row.twice", "row.areas_differ") and (finding.code, "") not in still
            if gone:
                yield finding


def _changed_fields(changed: ChangedRows, index: int, record: Record) -> dict[str, Any]:
    """The fields whose meaning the new cells change, by what stands in the record now."""
    fields: dict[str, Any] = {}
    for name, values in changed.after.columns.items():
        was = _plain(changed.before.columns[name][index]) if name in changed.before.columns else None
        if (
            hasattr(record, name)
            and _plain(values[index]) != was
            and _plain(values[index]) != _plain(getattr(record, name))
        ):
            empty = "" if isinstance(getattr(record, name), str) else None
            fields[name] = empty if values[index] is None else values[index]
    return fields


def _plain(value: Any) -> Any:
    return None if value == "" else value


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
