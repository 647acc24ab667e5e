"""A workbook of one sheet: codes stay text, and no cell runs as a formula."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

WIDEST = 40
HEAD = PatternFill("solid", fgColor="1D5B8F")

Value = str | int | float | None


def write_workbook(path: Path, name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """The table is the only sheet of a new workbook at `path`, its headings frozen."""
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
