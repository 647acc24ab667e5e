"""Rows that came back from Excel, beside what they said when they left: read by the register's own rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.fields import FIELDS, SourceField
from ltaxgis.domain.findings import Finding, Severity
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.masked_cells import masked_cell
from ltaxgis.domain.parsing import Layout, Parsed, parse_columns, unique_headers
from ltaxgis.domain.round_trip import CellDiff, RefusedCell, RefusedRow, same_cell
from ltaxgis.domain.sheet_facts import SheetFacts, read_key
from ltaxgis.domain.tables import SourceTable
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.ports.workbooks import ReturnedRow, ReturnedSheet

MASK = "xx"
_TOLD_OF_COLUMNS = frozenset({"cell.date_era"})  # some rows of a column cannot tell what its eras are


@dataclass(slots=True)
class ChangedRow:
    """A row with cells that a person changed: `typed` by column, `was` what all of them said before."""

    uid: Uid
    version: int
    line: int
    source_line: int
    was: tuple[str, ...]
    typed: dict[int, str]


@dataclass(slots=True)
class ChangedRows:
    """The changed rows of a sheet, understood as they were (`before`) and as they are now (`after`). A refused cell
    says what it said before."""

    name: str
    facts: SheetFacts
    lists: CodeLists
    rows: list[ChangedRow] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    rows_refused: list[RefusedRow] = field(default_factory=list)
    before: Parsed = field(default_factory=lambda: Parsed("", []))
    after: Parsed = field(default_factory=lambda: Parsed("", []))
    _found: dict[tuple[int, str], list[Finding]] = field(default_factory=dict)
    _faults: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def field_of(self, column: int) -> SourceField | None:
        """Our field of a column, None where it has none."""
        name = self.facts.fields.get(self.facts.headings[column])
        return None if name is None else FIELDS[self.facts.kind][name]

    def read(self) -> None:
        """`before` and `after` say what the rows mean as they stand now."""
        self.before = self._parsed([row.was for row in self.rows])
        now = [tuple(row.typed.get(i, cell) for i, cell in enumerate(row.was)) for row in self.rows]
        self.after = self._parsed(now)
        self._found, self._faults = defaultdict(list), defaultdict(set)
        for finding in self.after.findings:
            self._found[finding.place.row or 0, finding.place.column].append(finding)
            self._faults[finding.place.row or 0].add((finding.code, finding.place.column))

    def refuse(self, index: int, column: int, code: str, facts: tuple[tuple[str, object], ...] = ()) -> None:
        """Takes a cell's change out again; `read` afterwards."""
        self.refused.append(RefusedCell(self.cell(index, column), code, facts))
        self.rows[index].typed.pop(column, None)

    def cell(self, index: int, column: int) -> CellDiff:
        """One change as a person is shown it, private numbers masked."""
        row, source = self.rows[index], self.field_of(column)
        before, after = (
            masked_cell(text, source) if source else mask_numbers_in(text)
            for text in (row.was[column], row.typed.get(column, ""))
        )
        heading = self.facts.headings[column]
        understood = next((f.understood for f in self.findings_at(index, column) if f.understood), "")
        return CellDiff(self.name, row.line, self._subject(index), heading, before, after, understood)

    def findings_at(self, index: int, column: int) -> list[Finding]:
        return self._found.get((index, self.facts.headings[column]), [])

    def faults_of(self, index: int) -> set[tuple[str, str]]:
        """What is still found in a row: code and heading."""
        return self._faults.get(index, set())

    def _subject(self, index: int) -> str:
        codes: Sequence[object] = self.after.columns.get("code") or self.after.columns.get("first_name") or ()
        return str(codes[index] or "") if index < len(codes) else ""

    def _parsed(self, rows: Sequence[Sequence[str]]) -> Parsed:
        headings = self.facts.headings
        columns = tuple([row[i] or None for row in rows] for i in range(len(headings)))
        table = SourceTable("", "", tuple(headings), columns, range(len(rows)))
        mapping = {i: self.facts.fields[heading] for i, heading in enumerate(headings) if heading in self.facts.fields}
        return parse_columns(table, mapping, Layout(self.facts.kind, self.facts.system, self.facts.codes), self.lists)


def changed_rows(
    sheet: ReturnedSheet, facts: SheetFacts, uid_of_line: Mapping[int, Uid], lists: CodeLists
) -> ChangedRows:
    """What a person changed in a sheet; a cell that cannot be what it should be is refused with its finding's code."""
    made = ChangedRows(sheet.name, facts, lists)
    place_of = {heading: place for place, heading in enumerate(unique_headers(sheet.headings))}
    places = [place_of.get(heading) for heading in facts.headings]
    errors: list[tuple[int, int, str]] = []
    seen: set[Uid] = set()
    for returned in sheet.rows:
        row = _changed_row(made, returned, places, uid_of_line, seen)
        if row is None:
            continue
        found = [(column, returned.faults[place]) for column, place in enumerate(places)
                 if place is not None and place in returned.faults]  # fmt: skip
        if row.typed or found:
            errors += [(len(made.rows), column, code) for column, code in found]
            made.rows.append(row)
    made.read()
    for index, column, code in errors:
        made.refuse(index, column, code)
    _refuse_unreadable(made)
    made.read()
    return made


def _changed_row(
    made: ChangedRows,
    returned: ReturnedRow,
    places: Sequence[int | None],
    uid_of_line: Mapping[int, Uid],
    seen: set[Uid],
) -> ChangedRow | None:
    key = read_key(returned.key)
    uid = None if key is None else key.uid or uid_of_line.get(key.line)
    if key is None or uid is None:
        if any(returned.cells):
            made.rows_refused.append(RefusedRow(made.name, returned.line, "returned.row_unknown"))
        return None
    if uid in seen or key.was is None or len(key.was) != len(places):
        code = "returned.row_twice" if uid in seen else "returned.row_unreadable"
        made.rows_refused.append(RefusedRow(made.name, returned.line, code))
        return None
    seen.add(uid)
    typed = {
        column: returned.cells[place] or ""
        for column, place in enumerate(places)
        if place is not None and place not in returned.faults and not same_cell(key.was[column], returned.cells[place])
    }
    return ChangedRow(uid, key.version, returned.line, key.line, key.was, typed)


def _refuse_unreadable(made: ChangedRows) -> None:
    """Cells without a place in the project, masked ones, and those that cannot be read as what they should be."""
    for index, row in enumerate(made.rows):
        for column in sorted(row.typed):
            source = made.field_of(column)
            if source is None:
                made.refuse(index, column, "returned.no_field")
            elif source.private and MASK in row.typed[column].casefold():
                made.refuse(index, column, "returned.masked")
            elif (finding := _fault(made.findings_at(index, column))) is not None:
                place = finding.place
                facts = (("value", finding.value), ("suggestion", finding.suggestion), ("column", place.column),
                         ("field", place.field), ("subject", place.subject))  # fmt: skip
                made.refuse(index, column, finding.code, facts)


def _fault(findings: Sequence[Finding]) -> Finding | None:
    """What keeps a text from being taken: a finding that is more than a note, and that nothing was understood by."""
    return next(
        (
            finding
            for finding in findings
            if finding.severity is not Severity.INFORMS
            and not finding.understood
            and finding.code not in _TOLD_OF_COLUMNS
        ),
        None,
    )
