"""Edits as a sheet knows them: cells and what was typed, checked before anything is stored, then one change set."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Reading
from ltaxgis.ui.register.columns import Labels, NotRead, SheetColumn, read
from ltaxgis.ui.register.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell: the sheet's row number, the column, and the text that is to stand there."""

    row: int
    column: SheetColumn
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    typed: Typed
    reason: str


@dataclass(frozen=True, slots=True)
class EditPlan:
    """What would happen: `values[(uid, field)]`, how many cells stay as they are, and what is refused and why."""

    values: dict[tuple[Uid, str], Any]
    same: int
    refused: tuple[Refusal, ...]

    @property
    def rows(self) -> int:
        return len({uid for uid, _ in self.values})


def plan(sheet: Sheet, typed: Iterable[Typed], labels: Labels) -> EditPlan:
    """Every cell read by its column's rules; the last word wins where a cell is named twice."""
    values: dict[tuple[Uid, str], Any] = {}
    refused: list[Refusal] = []
    same = 0
    for cell in typed:
        if not cell.column.editable:
            refused.append(Refusal(cell, "cell.not_editable"))
            continue
        try:
            value = read(cell.column, cell.text, labels)
        except NotRead as error:
            refused.append(Refusal(cell, str(error)))
            continue
        if sheet.data[cell.column.name][cell.row] == value:
            same += 1
        else:
            values[sheet.uids[cell.row], cell.column.name] = value
    return EditPlan(values, same, tuple(refused))


def change_set(reading: Reading, made: EditPlan, action: str = "register.edit") -> ChangeSet:
    """The plan over the rows as they are stored now; a row that ended in the meantime is left out."""
    by_uid: dict[Uid, dict[str, Any]] = defaultdict(dict)
    for (uid, field), value in made.values.items():
        by_uid[uid][field] = value
    changes = (Change(row, replace(row, **by_uid[row.uid])) for row in reading.get(LandRow, list(by_uid)))
    return ChangeSet(action, tuple(changes))


def pasted(block: str, rows: Sequence[int], columns: Sequence[SheetColumn]) -> list[Typed]:
    """A block as a spreadsheet copies it, laid from the first row and column on; one value fills all given rows.

    What hangs over the right or lower edge is left out. Cells with tabs or line breaks come in quotes.
    """
    lines = parse_block(block)
    if len(lines) == 1 and len(lines[0]) == 1:
        return [Typed(row, columns[0], lines[0][0]) for row in rows]
    return [
        Typed(row, column, text)
        for row, line in zip(rows, lines, strict=False)
        for column, text in zip(columns, line, strict=False)
    ]


def parse_block(block: str) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    cell, quoted, position = "", False, 0
    text = block.replace("\r\n", "\n").removesuffix("\n")
    while position < len(text):
        letter = text[position]
        if quoted and letter == '"' and text[position + 1 : position + 2] == '"':
            cell, position = cell + '"', position + 1
        elif letter == '"' and (quoted or not cell):
            quoted = not quoted
        elif letter in "\t\n" and not quoted:
            lines[-1].append(cell)
            cell = ""
            if letter == "\n":
                lines.append([])
        else:
            cell += letter
        position += 1
    lines[-1].append(cell)
    return lines
