"""Tables written as workbook or CSV: codes stay text, and no cell runs as a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.drafts import drafted

WRITABLE = (".xlsx", ".csv")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 40
HEAD = PatternFill("solid", fgColor="1D5B8F")

Value = str | int | float | None


def write_table(path: Path, name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """The table stands at `path`, whole or not at all. Raises `Refused("file.cannot_write")`, or
    `Refused("file.kind_unknown")` for an ending nobody knows."""
    if path.suffix.lower() not in WRITABLE:
        raise Refused("file.kind_unknown", name=path.name)
    with drafted(path) as draft:
        if path.suffix.lower() == ".csv":
            _write_csv(draft, headers, rows)
        else:
            _write_workbook(draft, name, headers, rows)


def _write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """UTF-8 with a mark, so that Excel shows Thai; texts that would compute get an apostrophe before them."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)


def _harmless(cell: Value) -> Value:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _write_workbook(path: Path, name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    book = Workbook(write_only=True)
    # the published types know only the ordinary sheet
    sheet: Any = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for number, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, max(10, len(header) + 3))
    sheet.append([_heading(sheet, header) for header in headers])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    """Texts are marked as texts: Excel then neither computes them nor drops their zeros."""
    if not isinstance(value, str):
        return value
    text = "".join(letter for letter in value if letter >= " " or letter in "\t\n")
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
