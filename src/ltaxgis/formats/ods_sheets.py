"""The cells of an OpenDocument spreadsheet from its XML: values, and the shown text where that keeps zeros."""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.tables import Cell
from ltaxgis.formats.number_formats import plain_number
from ltaxgis.formats.tables import Grid, Mark, Merge
from ltaxgis.formats.xlsx_package import LARGEST_PART, elements, local_name

MOST_CELLS = 60_000_000
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_CODE_SHOWN = re.compile(r"0[\d-]*|\d[\d-]*-[\d-]*")


def read_ods_sheets(package: zipfile.ZipFile, source: str, most_rows: int | None = None) -> list[Grid]:
    """The sheets of an .ods in their order; `Refused` where it is encrypted or broken."""
    names = package.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refused("file.password", name=source)
    if "content.xml" not in names:
        raise Refused("file.damaged", name=source)
    if package.getinfo("content.xml").file_size > LARGEST_PART:
        raise Refused("file.too_large", name=source, part="content.xml")
    grids: list[Grid] = []
    hidden: set[str] = set()
    with package.open("content.xml") as stream:
        line = 0
        for event, element in elements(stream, source):
            name = local_name(element.tag)
            if event == "start" and name == "table":
                grids.append(_begun(element, source, hidden))
                line = 0
            elif event == "end" and name == "style" and _hides(element):
                hidden.add(_get(element, "name"))
            elif event == "end" and name == "table-row" and grids:
                repeated = int(_get(element, "number-rows-repeated") or 1)
                if most_rows is None or len(grids[-1].lines) < most_rows:
                    _take_row(grids[-1], element, line + 1, repeated)
                line += repeated
                element.clear()
    for grid in grids:
        grid.pad()
    return grids


def _begun(table: Element, source: str, hidden: set[str]) -> Grid:
    """The grid of a sheet that begins; a hidden one says so."""
    grid = Grid(source, _get(table, "name"), facts={"kind": "ods"})
    if _get(table, "style-name") in hidden:
        grid.findings.append(Finding("file.sheet_hidden", grid.place()))
    return grid


def _hides(style: Element) -> bool:
    """Whether the sheets of a style are not shown."""
    return _get(style, "family") == "table" and any(_get(child, "display") == "false" for child in style)


def _take_row(grid: Grid, row: Element, line: int, repeated: int) -> None:
    cells: dict[int, Cell] = {}
    column = 0
    for cell in row:
        kind = local_name(cell.tag)
        if kind not in ("table-cell", "covered-table-cell"):
            continue
        across = int(_get(cell, "number-columns-repeated") or 1)
        value, error = _value(cell)
        if value is not None or error:
            cells.update(dict.fromkeys(range(column, column + across), value))
        if error:
            grid.marks.append(Mark("cell.error", line, column, error))
        _take_merge(grid, cell, line, column)
        column += across
    if not cells:
        return
    if (len(grid.lines) + repeated) * max(len(cells), len(grid.columns)) > MOST_CELLS:
        raise Refused("file.too_wide", name=grid.source, sheet=grid.name, columns=len(cells), rows=repeated)
    for number, value in cells.items():
        held = grid.columns.setdefault(number, [])
        held.extend([None] * (len(grid.lines) - len(held)))
        held.extend([value] * repeated)
    lines = range(line, line + repeated)
    grid.lines.extend(lines)
    if _get(row, "visibility") in ("collapse", "filter"):
        grid.hidden.update(lines)


def _take_merge(grid: Grid, cell: Element, line: int, column: int) -> None:
    wide = int(_get(cell, "number-columns-spanned") or 1)
    high = int(_get(cell, "number-rows-spanned") or 1)
    if wide > 1 or high > 1:
        grid.merges.append(Merge(line, column, line + high - 1, column + wide - 1))


def _value(cell: Element) -> tuple[Cell, str]:
    """The text of a cell, and the error it shows instead of one."""
    shown = "\n".join(_paragraphs(cell))
    kind = _get(cell, "value-type", last=True)
    if kind == "error":
        return None, shown or "#ERROR!"
    if kind in ("float", "percentage", "currency"):
        number = plain_number(_get(cell, "value"))
        # a format such as 000 shows in the text only
        return (shown if _CODE_SHOWN.fullmatch(shown) and _same_digits(shown, number) else number), ""
    if kind == "date":
        return _get(cell, "date-value").removesuffix("T00:00:00").replace("T", " "), ""
    if kind == "time":
        found = _DURATION.match(_get(cell, "time-value"))
        return (":".join(found.groups()) if found else shown) or None, ""
    if kind == "boolean":
        return _get(cell, "boolean-value").upper() or None, ""
    return (_get(cell, "string-value") or shown) or None, ""


def _same_digits(shown: str, number: str) -> bool:
    return shown.replace("-", "").lstrip("0") == number.lstrip("0")


def _paragraphs(cell: Element) -> Iterator[str]:
    for child in cell:
        if local_name(child.tag) == "p":
            yield "".join(_text(child))


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child.tag)
        if name == "s":
            yield " " * int(_get(child, "c") or 1)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name != "annotation":
            yield from _text(child)
        yield child.tail or ""


def _get(element: Element, name: str, last: bool = False) -> str:
    """An attribute by its local name; calcext repeats office's, and knows errors, so it may win."""
    found = [value for key, value in element.items() if local_name(key) == name]
    if not found:
        return ""
    return "error" if last and "error" in found else found[0]
