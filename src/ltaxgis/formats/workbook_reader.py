"""Workbooks of ours that came back: the sheets that carry row keys, however they were renamed, sorted or cut."""

import zipfile
from collections import defaultdict
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.sheet_xml import read_sheet
from ltaxgis.formats.tables import Grid
from ltaxgis.formats.workbook_writer import FACTS_SHEET, KEY_HEADING
from ltaxgis.formats.xlsx_package import open_workbook
from ltaxgis.ports.workbooks import ReturnedRow, ReturnedSheet


def read_workbook(path: Path) -> list[ReturnedSheet]:
    """The sheets that can be read back. Refused: `file.missing`, `file.damaged`, `returned.not_ours`."""
    if not path.is_file():
        raise Refused("file.missing", name=path.name)
    try:
        with zipfile.ZipFile(path) as package:
            grids = _grids(package, path.name)
    except zipfile.BadZipFile as error:
        raise Refused("returned.not_ours", name=path.name) from error
    facts = _facts(grids.pop(FACTS_SHEET, None))
    sheets = [sheet for grid in grids.values() if (sheet := _returned(grid, facts)) is not None]
    if not sheets:
        raise Refused("returned.not_ours", name=path.name)
    return sheets


def _grids(package: zipfile.ZipFile, source: str) -> dict[str, Grid]:
    book = open_workbook(package, source)
    return {sheet.name: read_sheet(book, sheet) for sheet in book.sheets}


def _facts(grid: Grid | None) -> dict[str, str]:
    """The facts of each sheet by the number that its key's heading bears."""
    if grid is None or not {0, 1} <= grid.columns.keys():
        return {}
    return {key: told for key, told in zip(grid.columns[0], grid.columns[1], strict=True) if key and told}


def _returned(grid: Grid, facts: dict[str, str]) -> ReturnedSheet | None:
    keys = grid.columns.get(0, [])
    head = next((index for index, key in enumerate(keys) if key and key.startswith(f"{KEY_HEADING} ")), None)
    if head is None or (told := facts.get(keys[head] or "")) is None:
        return None
    columns = range(1, max(grid.columns) + 1)
    blank: list[str | None] = [None] * len(grid.lines)
    cells = list(zip(*(grid.columns.get(column, blank) for column in columns), strict=True))
    faults: dict[int, dict[int, str]] = defaultdict(dict)
    for mark in grid.marks:
        faults[mark.line][mark.column - 1] = mark.code
    rows = tuple(
        ReturnedRow(line, keys[index] or "", cells[index], faults.get(line, {}))
        for index, line in enumerate(grid.lines)
        if index > head
    )
    return ReturnedSheet(grid.name, told, tuple(cell or "" for cell in cells[head]), rows)
