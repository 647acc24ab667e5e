"""Workbooks of ours as .xlsx, row after row: whatever their size, only the comments are held in memory.

Every cell with text is marked as text: Excel keeps its zeros, and never computes it. What reading back needs is the
row's key in a hidden first column, and a hidden sheet with the facts of each sheet.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ltaxgis.formats import workbook_parts as parts
from ltaxgis.formats.drafts import drafted
from ltaxgis.formats.tables import column_letters
from ltaxgis.formats.workbook_pictures import write_pictures
from ltaxgis.ports.workbooks import CellValue, SheetColumn, SheetRow, WorkSheet

FACTS_SHEET = "_ltaxgis"
KEY_HEADING = "LTaxGIS"
LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_MOST_CHOICES = 400
_BATCH = 500
_PROTECTED = (
    '<sheetProtection sheet="1" objects="0" scenarios="0" formatCells="0" formatColumns="0" formatRows="0" '
    'sort="0" autoFilter="0"/>'
)


def write_workbook(path: Path, sheets: Sequence[WorkSheet]) -> None:
    """The workbook stands at `path`, whole or not at all. Raises `Refused("file.cannot_write")`."""
    names = _distinct_names(sheets)
    lists = _Lists()
    with drafted(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        commented = [
            number
            for number, sheet in enumerate(sheets, 1)
            if _write_sheet(package, number, sheet, lists, bool(number == 1))
        ]
        total = len(sheets) + 1
        with package.open(f"xl/worksheets/sheet{total}.xml", "w") as part:
            _write_facts(part, sheets, lists)
        package.writestr("xl/styles.xml", parts.styles())
        package.writestr("xl/workbook.xml", parts.workbook([*names, FACTS_SHEET], FACTS_SHEET))
        targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, total + 1)] + [("styles", "styles.xml")]
        package.writestr("xl/_rels/workbook.xml.rels", parts.relations(targets))
        package.writestr("_rels/.rels", parts.relations([("officeDocument", "xl/workbook.xml")]))
        drawn = [number for number, sheet in enumerate(sheets, 1) if sheet.pictures and number not in commented]
        package.writestr("[Content_Types].xml", parts.content_types(total, commented, drawn))


@dataclass(slots=True)
class _Lists:
    """Choices that columns offer, each list once: it stands in a column of the hidden sheet, from the third on."""

    kept: list[tuple[str, ...]] = field(default_factory=list)

    def reference(self, choices: tuple[str, ...]) -> str:
        if choices not in self.kept:
            self.kept.append(choices)
        letters = column_letters(self.kept.index(choices) + 2)
        return f"'{FACTS_SHEET}'!${letters}$1:${letters}${len(choices)}"


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is written: its lines so far and what is said about its cells."""

    columns: tuple[SheetColumn, ...]
    first: int
    line: int = 0
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    letters: list[str] = field(init=False)
    styles: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.letters = [column_letters(self.first + index) for index in range(len(self.columns))]
        self.styles = [parts.LOCKED if column.locked else parts.TEXT for column in self.columns]

    def heading(self, number: int) -> str:
        self.line += 1
        key = _text("A", self.line, parts.HEADING, f"{KEY_HEADING} {number}") if self.first else ""
        cells = (_text(letters, self.line, parts.HEADING, column.heading)
                 for letters, column in zip(self.letters, self.columns, strict=True))  # fmt: skip
        return f'<row r="{self.line}">{key}{"".join(cells)}</row>'

    def row(self, row: SheetRow) -> str:
        self.line += 1
        made = [_text("A", self.line, parts.LOCKED, row.key)] if self.first else []
        for index, value in enumerate(row.cells):
            mark = row.marks.get(index)
            style = self.styles[index]
            if mark is not None:
                style = parts.SEVERITY_STYLES[mark.severity]
                if mark.comment:
                    self.comments.append((self.line - 1, self.first + index, mark.comment))
            made.append(_cell(self.letters[index], self.line, style, value))
        return f'<row r="{self.line}">{"".join(made)}</row>'


def _write_sheet(package: zipfile.ZipFile, number: int, sheet: WorkSheet, lists: _Lists, is_first: bool) -> bool:
    """Answers whether the sheet has comments."""
    first = 1 if sheet.facts else 0
    state = _Sheet(sheet.columns, first)
    with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
        part.write(_opening(sheet, first, is_first).encode())
        for line in sheet.intro:
            state.line += 1
            part.write(f'<row r="{state.line}">{_text("A", state.line, parts.INTRO, line)}</row>'.encode())
        head = state.line + 1
        part.write(state.heading(number).encode())
        for batch in _batches(sheet.rows):
            part.write("".join(map(state.row, batch)).encode())
        part.write(_closing(sheet, state, head, lists).encode())
    if state.comments:
        _write_comments(package, number, state)
    elif sheet.pictures:
        write_pictures(package, number, sheet.pictures, state.line + 1)
    return bool(state.comments)


def _opening(sheet: WorkSheet, first: int, is_first: bool) -> str:
    head = len(sheet.intro) + 1
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(sheet.columns, first + 1)
    )
    key = '<col min="1" max="1" width="9" hidden="1" customWidth="1"/>' if first else ""
    return (
        f'{parts.XML}<worksheet xmlns="{parts.MAIN}" xmlns:r="{parts.OFFICE}"><sheetViews>'
        f'<sheetView workbookViewId="0"{" tabSelected=" + chr(34) + "1" + chr(34) if is_first else ""}>'
        f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{key}{widths}</cols><sheetData>'
    )


def _closing(sheet: WorkSheet, state: _Sheet, head: int, lists: _Lists) -> str:
    last = max(state.line, head)
    right = column_letters(state.first + len(sheet.columns) - 1)
    filtered = f'<autoFilter ref="A{head}:{right}{last}"/>'
    drawing = '<legacyDrawing r:id="rId1"/>' if state.comments else '<drawing r:id="rId1"/>' if sheet.pictures else ""
    protected = _PROTECTED if sheet.facts else ""
    return f"</sheetData>{protected}{filtered}{_validations(state, head, last, lists)}{drawing}</worksheet>"


def _validations(state: _Sheet, head: int, last: int, lists: _Lists) -> str:
    """Lists to choose from; another word is warned about, not refused: registers hold such words."""
    made = [
        f'<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" '
        f'sqref="{letters}{head + 1}:{letters}{last}"><formula1>{lists.reference(column.choices)}</formula1>'
        "</dataValidation>"
        for letters, column in zip(state.letters, state.columns, strict=True)
        if column.choices and len(column.choices) <= _MOST_CHOICES and last > head
    ]
    return f'<dataValidations count="{len(made)}">{"".join(made)}</dataValidations>' if made else ""


def _write_comments(package: zipfile.ZipFile, number: int, state: _Sheet) -> None:
    told = ((f"{column_letters(column)}{row + 1}", text) for row, column, text in state.comments)
    _write_part(package, f"xl/comments{number}.xml", parts.comments(told))
    _write_part(package, f"xl/drawings/vmlDrawing{number}.vml", parts.note_shapes(state.comments))
    targets = [("vmlDrawing", f"../drawings/vmlDrawing{number}.vml"), ("comments", f"../comments{number}.xml")]
    package.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", parts.relations(targets))


def _write_part(package: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with package.open(name, "w") as part:
        for piece in pieces:
            part.write(piece.encode())


def _write_facts(part: IO[bytes], sheets: Sequence[WorkSheet], lists: _Lists) -> None:
    """A line a sheet: its number and its facts; the lists of choices stand beside them."""
    height = max([len(sheets), *map(len, lists.kept)])
    part.write(f'{parts.XML}<worksheet xmlns="{parts.MAIN}"><sheetData>'.encode())
    for line in range(1, height + 1):
        cells = [_text("A", line, parts.TEXT, f"{KEY_HEADING} {line}"),
                 _text("B", line, parts.TEXT, sheets[line - 1].facts)] if line <= len(sheets) else []  # fmt: skip
        cells += [_text(column_letters(index), line, parts.TEXT, choices[line - 1])
                  for index, choices in enumerate(lists.kept, 2) if line <= len(choices)]  # fmt: skip
        part.write(f'<row r="{line}">{"".join(cells)}</row>'.encode())
    part.write(b"</sheetData></worksheet>")


def _cell(letters: str, line: int, style: int, value: CellValue) -> str:
    if value is None or value == "":
        return f'<c r="{letters}{line}" s="{style}"/>'
    if isinstance(value, str):
        return _text(letters, line, style, value)
    if style in (parts.TEXT, parts.LOCKED):
        style = parts.COUNT if isinstance(value, int) and style == parts.LOCKED else parts.FIGURE
    return f'<c r="{letters}{line}" s="{style}"><v>{value}</v></c>'


def _text(letters: str, line: int, style: int, value: str) -> str:
    text = parts.text_of(value)
    return f'<c r="{letters}{line}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _batches(rows: Iterable[SheetRow]) -> Iterable[list[SheetRow]]:
    batch: list[SheetRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _distinct_names(sheets: Sequence[WorkSheet]) -> list[str]:
    """Names as Excel takes them: short, without its own signs, no two alike."""
    names: list[str] = []
    for sheet in sheets:
        plain = sheet.name.translate(_FORBIDDEN).strip("'")[:LONGEST_NAME] or "-"
        name, number = plain, 1
        while name.casefold() in (other.casefold() for other in (*names, FACTS_SHEET)):
            number += 1
            name = f"{plain[: LONGEST_NAME - 4]} {number}"
        names.append(name)
    return names
