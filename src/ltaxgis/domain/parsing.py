"""From columns of text to columns of values: the form of a register, not yet its meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fields import FIELDS, Goes, SourceField, ValueType
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.masked_cells import masked_cell, private_cells
from ltaxgis.domain.owners import owner_name
from ltaxgis.domain.parsing_combined import combine
from ltaxgis.domain.parsing_readers import Fault, Reader, Value, be_date
from ltaxgis.domain.parsing_values import Converted, convert
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.domain.thai.calendar import BE_OFFSET, FIRST_BE_YEAR, minority_era
from ltaxgis.domain.thai.identity import mask_numbers_in

_NAME = ("prefix", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is to be understood: its kind of record, the system whose numbers count, the pattern of codes."""

    kind: str
    system: str = ""
    codes: str = "ltax"


@dataclass(frozen=True, slots=True)
class PrivateNumber:
    """An identity or telephone number that stood where no field of ours takes it; the raw cell keeps it masked."""

    index: int
    header: str
    number: str


@dataclass(slots=True)
class Parsed:
    """Columns of equal length, row i being line `lines[i]` of the table.

    `columns` are fields of the record class of the kind, `side` values for other tables: identity numbers
    (`owner_number`, several divided by `;`), telephones, references, names of owners: private, not to be stored as
    they are. `rest` holds, by heading, cells without a field of ours and cells that were not understood as they
    stood; identity and telephone numbers in it are masked, and stand in `private`.
    """

    kind: str
    lines: Sequence[int]
    columns: dict[str, list[Value]] = field(default_factory=dict)
    side: dict[str, list[Value]] = field(default_factory=dict)
    rest: list[dict[str, str]] = field(default_factory=list)
    private: list[PrivateNumber] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)


def parse_columns(table: SourceTable, mapping: Mapping[int, str], layout: Layout, lists: CodeLists) -> Parsed:
    """The table's rows as values of the kind's fields; `mapping` says which column is which source field.

    Never raises for what stands in a cell. Refused: `register.field_unknown`, `register.field_twice`.
    """
    return _Parsing(table, _checked(mapping, layout.kind), layout, lists).run()


def _checked(mapping: Mapping[int, str], kind: str) -> dict[int, SourceField]:
    fields = FIELDS[kind]
    taken: dict[str, int] = {}
    for index, name in sorted(mapping.items()):
        if name not in fields:
            raise Refused("register.field_unknown", name=name, kind=kind)
        if name in taken:
            raise Refused("register.field_twice", name=name)
        taken[name] = index
    return {index: fields[name] for name, index in taken.items()}


def unique_headers(headers: Sequence[str]) -> list[str]:
    """Headings to keep cells under: an empty or repeated one gets its place, `หมายเหตุ [7]`."""
    seen: set[str] = set()
    made = []
    for index, header in enumerate(headers):
        name = header if header and header not in seen else f"{header} [{index + 1}]".strip()
        seen.add(name)
        made.append(name)
    return made


class _Parsing:
    """One table on its way."""

    def __init__(self, table: SourceTable, fields: Mapping[int, SourceField], layout: Layout, lists: CodeLists) -> None:
        self.table = table
        self.fields = fields
        self.reader = Reader(lists, layout.system, layout.codes == "free")
        self.headers = unique_headers(table.headers)
        self.parsed = Parsed(layout.kind, table.lines, rest=[{} for _ in table.lines])
        self.converted: dict[int, Converted] = {}
        self.values: dict[str, list[Value]] = {}
        self.codes_shown: list[str] = []

    def run(self) -> Parsed:
        for index, source in self.fields.items():
            made = convert(source, {cell for cell in set(self.table.columns[index]) if cell is not None}, self.reader)
            self.converted[index] = made
            self.values[source.name] = list(map(made.values.__getitem__, self.table.columns[index]))
        raw_codes = self._raw("code")
        if raw_codes is not None:
            codes = self.values["code"]
            shown = self._shown_codes(raw_codes)
            self.codes_shown = [str(code) if code else raw for code, raw in zip(codes, shown, strict=True)]
        for index, source in self.fields.items():
            self._report(index, source)
        self._report_missing_codes(raw_codes)
        self._report_eras()
        self._distribute(raw_codes)
        self._keep_rest()
        self.parsed.findings.sort(key=lambda finding: finding.place.row or 0)
        return self.parsed

    def _raw(self, name: str) -> list[Cell] | None:
        index = next((index for index, source in self.fields.items() if source.name == name), None)
        return None if index is None else self.table.columns[index]

    def _subject(self, row: int) -> str:
        """What a person knows the row by: its code, as it stood where it cannot be read; an owner's name."""
        if self.parsed.kind == "owner":
            words = (str(self.values[name][row] or "") if name in self.values else "" for name in _NAME)
            return owner_name(*words)
        return self.codes_shown[row] if self.codes_shown else ""

    def _shown_codes(self, raw_codes: list[Cell]) -> Iterator[str]:
        """Codes as they stood; what cannot be read could be a person's number in the wrong column."""
        readings = zip(self.values["code"], raw_codes, strict=True)
        return ((raw or "") if code else mask_numbers_in(raw) if raw else "" for code, raw in readings)

    def _place(self, index: int, row: int) -> Place:
        table, source = self.table, self.fields[index]
        return Place(table.source, table.name, table.lines[row], self.headers[index], source.key, self._subject(row))

    def _report(self, index: int, source: SourceField) -> None:
        """A finding for each faulty cell; its raw text stays with the row unless it is private or kept elsewhere."""
        made = self.converted[index]
        column = self.table.columns[index]
        keep = not source.private and (source.name != "code" or self.parsed.kind == "building_use")
        shown = {cell: masked_cell(cell, source) for cell in made.faults}
        for row in _rows_in(column, made.faults) if made.faults else ():
            cell = column[row] or ""
            for fault in made.faults[cell]:
                self._find(fault, index, row, shown[cell])
            if keep:
                self.parsed.rest[row][self.headers[index]] = shown[cell]
        for row in _rows_in(column, made.private) if made.private else ():
            self.parsed.private += [
                PrivateNumber(row, self.headers[index], number) for number in made.private[column[row] or ""]
            ]

    def _find(self, fault: Fault, index: int, row: int, shown: str) -> None:
        self.parsed.findings.append(
            Finding(fault.code, self._place(index, row), shown, fault.understood, fault.suggestion or fault.understood)
        )

    def _report_missing_codes(self, raw_codes: list[Cell] | None) -> None:
        """An empty cell where a code must stand. Parcels of a map may do without: the join tells of those."""
        if raw_codes is None or self.parsed.kind == "parcel":
            return
        index = next(index for index, source in self.fields.items() if source.name == "code")
        for row, code in enumerate(self.values["code"]):
            if code is None:
                self._find(Fault("code.missing"), index, row, raw_codes[row] or "")

    def _report_eras(self) -> None:
        """Where a column of dates holds both eras, the dates in the era of the fewer."""
        for index, made in self.converted.items():
            if not made.eras:
                continue
            column = self.table.columns[index]
            era = minority_era(made.eras[cell] for cell in column if cell in made.eras)
            odd = {text: era for text, written in made.eras.items() if era is not None and written is era}
            for row in _rows_in(column, odd) if odd else ():
                self._find(Fault("cell.date_era", _in_be(made.values[column[row]])), index, row, column[row] or "")

    def _distribute(self, raw_codes: list[Cell] | None) -> None:
        parsed = self.parsed
        combined = combine(parsed.kind, self.values, self.reader)
        for row, first, other in combined.differing_areas:
            place = Place(self.table.source, self.table.name, self.table.lines[row], subject=self._subject(row))
            parsed.findings.append(Finding("row.areas_differ", place, other, first))
        for source in self.fields.values():
            if source.goes is Goes.SIDE:
                parsed.side[source.name] = self.values[source.name]
            elif source.goes is Goes.RECORD:
                parsed.columns[source.name] = _canonical(self.values[source.name], source)
        parsed.columns.update(combined.columns)
        parsed.side.update(combined.side)
        if raw_codes is not None and "code_read" not in parsed.columns and parsed.kind != "building_use":
            parsed.columns["code_read"] = list(self._shown_codes(raw_codes))

    def _keep_rest(self) -> None:
        for index, header in enumerate(self.headers):
            if index not in self.fields:
                self._keep_column(index, header)

    def _keep_column(self, index: int, header: str) -> None:
        column = self.table.columns[index]
        hidden = private_cells(column, header)
        for rest, cell in zip(self.parsed.rest, column, strict=True):
            if cell:
                rest[header] = hidden[cell][0] if cell in hidden else cell
        for row in _rows_in(column, hidden) if hidden else ():
            numbers = hidden[column[row] or ""][1]
            self.parsed.private += [PrivateNumber(row, header, number) for number in numbers]


def _rows_in(column: Sequence[Cell], texts: Mapping[str, object]) -> Iterator[int]:
    return (row for row, cell in enumerate(column) if cell in texts)


def _in_be(value: Value) -> str:
    """A date or a year as offices write it; years of our records from 2400 on are BE already."""
    if isinstance(value, date):
        return be_date(value)
    return str(value if value >= FIRST_BE_YEAR else value + BE_OFFSET) if isinstance(value, int) else ""


def _canonical(values: list[Value], source: SourceField) -> list[Value]:
    if source.type is not ValueType.CODE:
        return values
    return [code or "" for code in values]
