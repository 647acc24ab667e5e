"""A grid of cells becomes a table: where its header stands, which lines carry rows, what is said about the rest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.formats.header_lines import LOOKED_AT, Header, find_header
from ltaxgis.ports.readers import ReadChoice

BLANKS_LISTED = 1000
EXTRA = "ช่องเกิน"
_TOTAL = re.compile(
    r"\s*(?:(?:ยอด|ผล)?รวม(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|ยอด|เงิน|เป็นเงิน|จำนวน|เนื้อที่|พื้นที่|หน้านี้|หน้า|ภาษี|ราคา|ย่อย|สุทธิ)*"
    r"|ทั้งหมด|ทั้งสิ้น|(?:sub|grand)?[ -]?totals?|sum)\s*(?:[:=(\d๐-๙].*|แปลง.*|ราย.*|บาท.*)?\s*\Z",
    re.IGNORECASE,
)
_OPENS_TOTAL = frozenset("ยผรทsStTgG")
"""With what a word for a sum begins, if not with a blank."""
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){8,}")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of cells; lines from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say about one cell, before its column has a name."""

    code: str
    line: int
    column: int
    value: str = ""


@dataclass(slots=True)
class Grid:
    """The lines of a sheet that are not blank: `columns[j][i]` is the cell of line `lines[i]` in column j (from 0).
    A column's list may end early; the rest is empty."""

    source: str
    name: str
    lines: list[int] = field(default_factory=list)
    columns: dict[int, list[Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    encoding: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def place(self, row: int | None = None, column: str = "") -> Place:
        return Place(source=self.source, sheet=self.name, row=row, column=column)

    def pad(self) -> None:
        """Gives every column a cell for every line."""
        for cells in self.columns.values():
            cells.extend([None] * (len(self.lines) - len(cells)))


def grid_of_rows(source: str, name: str, rows: Iterable[Sequence[Cell]], first_line: int = 1) -> Grid:
    """The grid of rows given one after the other, the first being line `first_line`."""
    grid = Grid(source, name)
    for line, row in enumerate(rows, first_line):
        if any(row):
            for column, cell in enumerate(row):
                if cell:
                    cells = grid.columns.setdefault(column, [])
                    cells.extend([None] * (len(grid.lines) - len(cells)))
                    cells.append(cell)
            grid.lines.append(line)
    grid.pad()
    return grid


def lay_out(grid: Grid, choice: ReadChoice) -> SourceTable | Finding:
    """The table of a grid, or the finding that the sheet holds none."""
    grid.pad()
    if len(grid.columns) < 2 or len(grid.lines) < 2:
        reason = "empty" if not grid.lines else "one_column" if len(grid.columns) < 2 else "one_line"
        return Finding("file.sheet_ignored", grid.place(), facts=(("reason", reason),))
    header = find_header(grid.lines, grid.columns, _merged_blocks(grid), choice.header_line)
    skipped, carries = _sort_lines(grid, header)
    kept = [index for index in range(header.end, len(grid.lines)) if index not in carries]
    if choice.limit is not None:
        kept = kept[: choice.limit]
    if not kept:
        return Finding("file.sheet_ignored", grid.place(), facts=(("reason", "no_rows"),))
    return _table(grid, header, kept, skipped)


def lay_out_all(grids: Iterable[Grid], choice: ReadChoice, source: str) -> list[SourceTable]:
    """The tables of a file; its sheets without one are findings of the first. `Refused` where it has none at all."""
    results = [lay_out(grid, choice) for grid in grids]
    tables = [result for result in results if isinstance(result, SourceTable)]
    if not tables:
        raise Refused("file.no_table", name=source)
    ignored = tuple(result for result in results if isinstance(result, Finding))
    return [replace(tables[0], findings=tables[0].findings + ignored), *tables[1:]]


def rows_wanted(choice: ReadChoice) -> int | None:
    """How many lines to read so that `choice.limit` rows remain below the header."""
    if choice.limit is None:
        return None
    return choice.limit + LOOKED_AT + max(choice.header_line or 0, 20)


def _table(grid: Grid, header: Header, kept: list[int], skipped: list[Finding]) -> SourceTable:
    everything = len(kept) == len(grid.lines) - header.end
    names: list[str] = []
    columns: list[list[Cell]] = []
    findings = [*grid.findings, *_about_header(grid, header)]
    heading_of: dict[int, str] = {}
    for number in range(max(grid.columns) + 1) if len(grid.columns) > max(grid.columns) // 2 else sorted(grid.columns):
        cells = grid.columns.get(number)
        body = [] if cells is None else cells[header.end :] if everything else [cells[index] for index in kept]
        heading = header.names.get(number, "")
        empty = not any(body)
        if empty:
            findings.append(Finding("file.column_empty", grid.place(column=heading or column_letters(number))))
            if not heading:
                continue
        heading_of[number] = _distinct(heading or _stand_in(number, header, heading_of), names)
        names.append(heading_of[number])
        columns.append(body or [None] * len(kept))
    lines = [grid.lines[index] for index in kept]
    findings += _about_cells(grid, heading_of, lines) + _about_extra(grid, heading_of, columns, lines)
    facts = {**grid.facts, "header_line": header.line, "header_lines": header.lines, "header_parts": header.parts}
    return SourceTable(
        source=grid.source,
        name=grid.name,
        headers=tuple(names),
        columns=tuple(columns),
        lines=lines,
        skipped=tuple(skipped),
        findings=tuple(findings),
        encoding=grid.encoding,
        facts=facts,
    )


def _stand_in(number: int, header: Header, heading_of: dict[int, str]) -> str:
    """The name of a column without heading: by its letters, or by its count beyond the last heading."""
    if header.names and number > max(header.names):
        beyond = sum(1 for name in heading_of.values() if name.startswith(EXTRA))
        return f"{EXTRA} {beyond + 1}"
    return f"ช่อง {column_letters(number)}"


def _about_extra(grid: Grid, heading_of: dict[int, str], columns: list[list[Cell]], lines: list[int]) -> list[Finding]:
    extra = [cells for name, cells in zip(heading_of.values(), columns, strict=True) if name.startswith(EXTRA)]
    rows = [line for line, *cells in zip(lines, *extra, strict=True) if any(cells)] if extra else []
    if not rows:
        return []
    about = (("count", len(rows)), ("columns", len(extra)))
    return [Finding("file.extra_cells", grid.place(rows[0], f"{EXTRA} 1"), facts=about)]


def _merged_blocks(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(merge.top, merge.left, merge.bottom, merge.right) for merge in grid.merges]


def _about_header(grid: Grid, header: Header) -> list[Finding]:
    if not header.lines:
        return [Finding("file.header_not_found", grid.place())]
    findings = []
    if header.filled:
        about = (("columns", ", ".join(header.filled)), ("count", len(header.filled)))
        findings.append(Finding("file.header_merged", grid.place(header.line, header.filled[0]), facts=about))
    below = [merge for merge in grid.merges if merge.top > header.lines[-1] and merge.bottom > merge.top]
    if below:
        findings.append(Finding("file.cells_merged", grid.place(below[0].top), facts=(("count", len(below)),)))
    return findings


def _about_cells(grid: Grid, heading_of: dict[int, str], lines: list[int]) -> list[Finding]:
    if not grid.marks and not grid.hidden:
        return []
    here = set(lines)
    findings = [
        Finding(mark.code, grid.place(mark.line, heading_of.get(mark.column, column_letters(mark.column))), mark.value)
        for mark in grid.marks
        if mark.line in here
    ]
    if hidden := sorted(grid.hidden & here):
        about = (("count", len(hidden)), ("first", hidden[0]))
        findings.append(Finding("file.hidden_rows", grid.place(hidden[0]), facts=about))
    return findings


def _sort_lines(grid: Grid, header: Header) -> tuple[list[Finding], set[int]]:
    """The lines that carry no row, as findings in the order of the sheet, and their indexes below the header."""
    skipped = [_line("line.title", grid, index) for index in range(header.end) if grid.lines[index] not in header.lines]
    apart = dict.fromkeys(_header_again(grid, header), "line.header_again")
    apart.update(dict.fromkeys(_totals(grid, header), "line.total"))
    skipped += [_line(code, grid, index) for index, code in apart.items()]
    skipped += _blanks(grid)
    skipped.sort(key=lambda finding: finding.place.row or 0)
    return skipped, set(apart)


def _line(code: str, grid: Grid, index: int) -> Finding:
    text = " ".join(cells[index] or "" for _number, cells in sorted(grid.columns.items()) if cells[index])
    return Finding(code, grid.place(grid.lines[index]), _LONG_NUMBER.sub("…", text)[:80])


def _blanks(grid: Grid) -> list[Finding]:
    found: list[Finding] = []
    before = 0
    for line in grid.lines:
        if line - before > 1:
            room = max(0, BLANKS_LISTED - len(found))
            listed = min(line - 1, before + room)
            found += [Finding("line.blank", grid.place(blank)) for blank in range(before + 1, listed + 1)]
            if listed < line - 1:
                about = (("lines", line - 1 - listed), ("last", line - 1))
                found.append(Finding("line.blank", grid.place(listed + 1), facts=about))
        before = line
    return found


def _totals(grid: Grid, header: Header) -> list[int]:
    """Lines that open with a word for a sum and are mostly empty beside it."""
    numbers = sorted(grid.columns)
    named = max(2, len(header.names) or len(numbers))
    found: set[int] = set()
    for number in numbers[:8]:
        cells = grid.columns[number]
        maybe = [cell for cell in set(cells) if cell and (cell[0] in _OPENS_TOTAL or cell[0].isspace())]
        labels = {cell for cell in maybe if len(cell) < 60 and _TOTAL.match(cell)}
        if labels:
            found |= {index for index in range(header.end, len(cells)) if cells[index] in labels}
    return [index for index in sorted(found) if _mostly_empty(grid, index, named)]


def _mostly_empty(grid: Grid, index: int, named: int) -> bool:
    filled = [cells[index] for _number, cells in sorted(grid.columns.items()) if cells[index]]
    opens = _TOTAL.match(filled[0] or "") is not None
    return opens and len(filled) <= max(2, named // 2)


def _header_again(grid: Grid, header: Header) -> list[int]:
    found = []
    for raw in header.raw:
        first = min(raw, default=None)
        if first is None or len(raw) < 2:
            continue
        for index in range(header.end, len(grid.lines)):
            if grid.columns[first][index] == raw[first]:
                same = sum(grid.columns[number][index] == text for number, text in raw.items())
                if same >= 0.8 * len(raw):
                    found.append(index)
    return found


def _distinct(name: str, taken: list[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def column_letters(number: int) -> str:
    """`A` of 0, `AA` of 26: how a spreadsheet names its columns."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
