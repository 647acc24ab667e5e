"""Workbooks: .xlsx from its XML, .ods from its XML, .xls (and .xlsb) through calamine."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import python_calamine

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.tables import SourceTable
from ltaxgis.formats.archives import ForeignFile
from ltaxgis.formats.number_formats import plain_value
from ltaxgis.formats.ods_sheets import read_ods_sheets
from ltaxgis.formats.old_workbooks import OldSheet, read_old_sheets
from ltaxgis.formats.sheet_xml import read_sheet
from ltaxgis.formats.tables import Grid, Mark, Merge, grid_of_rows, lay_out_all, rows_wanted
from ltaxgis.formats.xlsx_package import open_workbook
from ltaxgis.ports.readers import ReadChoice

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_xlsx(package: zipfile.ZipFile, source: str, choice: ReadChoice) -> list[SourceTable]:
    """The tables of an .xlsx, one a sheet that has rows; hidden sheets too, and said so."""
    return lay_out_all(_xlsx_grids(package, source, choice), choice, source)


def _xlsx_grids(package: zipfile.ZipFile, source: str, choice: ReadChoice) -> Iterator[Grid]:
    book = open_workbook(package, source)
    for name in wanted([sheet.name for sheet in book.sheets], source, choice):
        sheet = next(sheet for sheet in book.sheets if sheet.name == name)
        grid = read_sheet(book, sheet, rows_wanted(choice), choice.told)
        if sheet.hidden:
            grid.findings.append(Finding("file.sheet_hidden", grid.place()))
        grid.facts["kind"] = "xlsx"
        yield grid


def read_ods(package: zipfile.ZipFile, source: str, choice: ReadChoice) -> list[SourceTable]:
    """The tables of an OpenDocument spreadsheet."""
    by_name = {grid.name: grid for grid in read_ods_sheets(package, source, rows_wanted(choice))}
    return lay_out_all([by_name[name] for name in wanted(list(by_name), source, choice)], choice, source)


def read_xls(file: ForeignFile, choice: ReadChoice) -> list[SourceTable]:
    """The tables of an old binary workbook: values by calamine, what it hides from the records themselves."""
    beside = read_old_sheets(file.head(-1))
    with _calamine_said(file.source):
        book = python_calamine.CalamineWorkbook.from_filelike(file.stream)
        names = wanted(book.sheet_names, file.source, choice)
        grids = [_calamine_grid(book.get_sheet_by_name(name), file.source, choice) for name in names]
    for grid in grids:
        _take_hidden(grid, beside.get(grid.name, OldSheet()))
    return lay_out_all(grids, choice, file.source)


@contextmanager
def _calamine_said(source: str) -> Iterator[None]:
    """What the reader has against a file as one sentence, also where it loses its head over a damaged one."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # losing it, it writes to standard error by itself
    try:
        yield
    except python_calamine.PasswordError as error:
        raise Refused("file.password", name=source) from error
    except python_calamine.CalamineError as error:
        # calamine has no error of its own for some passwords
        code = "file.password" if "password" in str(error).lower() else "file.damaged"
        raise Refused(code, name=source) from error
    except BaseException as error:
        # its class has no name in Python, and is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("file.damaged", name=source) from error
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _calamine_grid(sheet: python_calamine.CalamineSheet, source: str, choice: ReadChoice) -> Grid:
    rows = sheet.to_python(skip_empty_area=False, nrows=rows_wanted(choice))
    texts: Iterable[list[str | None]] = ([plain_value(value) for value in row] for row in rows)
    grid = grid_of_rows(source, sheet.name, texts)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        grid.merges.append(Merge(top + 1, left, bottom + 1, right))
    grid.facts["kind"] = "xls"
    return grid


def _take_hidden(grid: Grid, sheet: OldSheet) -> None:
    """Zeros that a format shows, error cells, hidden rows and sheets."""
    grid.pad()
    place = {line: index for index, line in enumerate(grid.lines)}
    for (line, column), shown in sheet.shown.items():
        if line in place and column in grid.columns:
            grid.columns[column][place[line]] = shown
    grid.marks += [Mark("cell.error", line, column, error) for (line, column), error in sheet.errors.items()]
    grid.hidden |= sheet.hidden_lines
    if sheet.hidden:
        grid.findings.append(Finding("file.sheet_hidden", grid.place()))


def wanted(names: list[str], source: str, choice: ReadChoice) -> list[str]:
    """The names that a person chose, all where nobody chose; `Refused` where one is not there."""
    if choice.tables is None:
        return names
    if missing := [name for name in choice.tables if name not in names]:
        raise Refused("file.no_such_table", name=source, table=missing[0], tables=", ".join(names))
    return list(choice.tables)


def is_encrypted_workbook(file: ForeignFile) -> bool:
    """True for the OLE container in which Excel puts a workbook with a password."""
    head = file.head(1 << 20)
    # the directory of an OLE container may stand at its end
    size = file.stream.seek(0, 2)
    file.stream.seek(max(0, size - (1 << 20)))
    tail = file.stream.read()
    file.stream.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in head + tail
