"""The cells of an .xlsx sheet from its XML: values as they were shown, and what other readers hide.

The quick way cuts the bytes at rows and cells and understands each distinct cell once; XML of a kind it does not know
(comments, prefixes, cells without a reference) is read again by the full parser. Both give the same grid.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import compress, repeat
from typing import IO, Any
from xml.etree.ElementTree import Element

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.tables import Cell
from ltaxgis.domain.telling import Told, untold
from ltaxgis.formats.number_formats import PLAIN, NumberFormat, plain_number, shown_number
from ltaxgis.formats.tables import Grid, Mark, Merge
from ltaxgis.formats.xlsx_package import (
    CHUNK,
    UNUSUAL_XML,
    SheetPart,
    UnusualXml,
    Workbook,
    elements,
    excel_text,
    local_name,
    rich_text,
    rich_text_of,
    unescape,
)

MOST_CELLS = 60_000_000
_REMEMBERED = 400_000
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})\d+"')
_SHAPE = re.compile(
    rb'((?: s="(\d+)")?(?: t="(inlineStr|s|n|b)")?>(?:<is><t(?: [^>]*)?>|<v>))[^<]*'
    rb"((?:</t></is>|</v>)</c>(?:</row>)?\s*)\Z"
)
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")
_FORMULA = re.compile(rb"<f(?:>| [^>/]*>)([^<]*)</f>")
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)"')
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*encoding=["']([^"']+)""")
_REFERENCE = re.compile(r"\$?([A-Z]+)\$?(\d+)")

Value = Cell | Mark
_UNKNOWN = object()


def read_sheet(book: Workbook, sheet: SheetPart, most_rows: int | None = None, told: Told = untold) -> Grid:
    """The lines of a sheet that are not blank, at most `most_rows`; `Refused` where its XML is broken. How many there
    are is guessed from the bytes still to come."""
    try:
        with book.package.open(sheet.part) as stream:
            return _Sheet(book, sheet, most_rows).read_quickly(stream, told)
    except UnusualXml:
        with book.package.open(sheet.part) as stream:
            return _Sheet(book, sheet, most_rows).read_fully(stream)
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, IndexError) as error:
        raise Refused("file.damaged", name=book.source) from error


class _Sheet:
    """One reading of one sheet."""

    def __init__(self, book: Workbook, sheet: SheetPart, most_rows: int | None) -> None:
        self.book = book
        self.part = sheet.part
        self.grid = Grid(book.source, sheet.name)
        self.most_rows = most_rows
        self.line = 0
        self.marked = False
        self.known: dict[bytes, Value] = {}
        self.numbers: dict[bytes, int] = {}

    def read_quickly(self, stream: IO[bytes], told: Told) -> Grid:
        tail = b""
        size = self.book.package.getinfo(self.part).file_size
        for pieces in _row_pieces(stream):
            if pieces[0].startswith(b"</sheetData"):
                tail = pieces[0]
            elif self.most_rows is None or len(self.grid.lines) < self.most_rows:
                self._quick_rows(pieces)
            rows = len(self.grid.lines)
            told(rows, max(rows, rows * size // max(stream.tell(), 1)))
        if not tail:
            raise Refused("file.damaged", name=self.book.source)
        for left, top, right, bottom in _MERGED.findall(tail):
            self._merge(int(top), self._column(left), int(bottom), self._column(right))
        return self._finished()

    def _quick_rows(self, pieces: list[bytes]) -> None:
        """Takes in rows that came together; those with the same cells filled are understood column by column."""
        alike: dict[tuple[bytes, ...], tuple[list[int], list[list[bytes]]]] = {}
        lines: list[int] = []
        for piece in pieces:
            attributes, _, body = piece.partition(b">")
            found = _ROW_NUMBER.search(attributes)
            self.line = int(found.group(1)) if found else self.line + 1
            if not body or attributes.endswith(b"/"):
                continue
            cells = _CELL.split(body)
            if body.count(b"<c") * 2 != len(cells) - 1:
                raise UnusualXml
            columns = tuple(cells[1::2])
            if columns not in alike:
                alike[columns] = ([], [])
            indexes, rows = alike[columns]
            indexes.append(len(lines))
            rows.append(cells[2::2])
            lines.append(self.line)
            if b"hidden=" in attributes and _HIDDEN.search(attributes):
                self.grid.hidden.add(self.line)
        self._check_size(len({letters for columns in alike for letters in columns}), len(lines))
        self._keep_block(lines, self._block(lines, alike))

    def _block(
        self, lines: list[int], alike: dict[tuple[bytes, ...], tuple[list[int], list[list[bytes]]]]
    ) -> dict[int, list[Cell]]:
        block: dict[int, list[Cell]] = {}
        for columns, (indexes, rows) in alike.items():
            for letters, cells in zip(columns, zip(*rows, strict=True), strict=True):
                values: list[Any] = self._quick_values(cells)
                column = self._column(letters)
                if self.marked:
                    self._take_marks(values, [lines[index] for index in indexes], column)
                held = block.setdefault(column, [None] * len(lines))
                if len(indexes) == len(lines):
                    held[:] = values
                else:
                    for index, value in zip(indexes, values, strict=True):
                        held[index] = value
        return block

    def _quick_values(self, cells: tuple[bytes, ...]) -> list[Value]:
        """The same bytes mean the same value: each is understood once."""
        known = self.known
        values: list[Any] = list(map(known.get, cells, repeat(_UNKNOWN)))
        if _UNKNOWN not in values:
            return values
        if len(known) > _REMEMBERED:
            known.clear()
            fresh = list(dict.fromkeys(cells))
        else:
            fresh = list(dict.fromkeys(cell for cell, value in zip(cells, values, strict=True) if value is _UNKNOWN))
        known.update(zip(fresh, self._understand_alike(fresh), strict=True))
        return list(map(known.__getitem__, cells))

    def _understand_alike(self, cells: list[bytes]) -> Iterable[Value]:
        """Cells of one column are mostly written alike but for their text: then all texts are cut out at once."""
        shape = _SHAPE.match(cells[0])
        if shape is None or len(cells) == 1:
            return map(self._understand, cells)
        before, style, kind, after = shape.groups()
        # a character that XML cannot hold stands between the cells
        joined = b"\x01" + b"\x01".join(cells)
        if not joined.count(b"\x01" + before) == joined.count(after) == len(cells):
            return map(self._understand, cells)
        bare = joined.replace(b"\x01" + before, b"\x01").replace(after, b"")
        texts = unescape(bare).split("\x01")[1:]
        if b"<" in bare or len(texts) != len(cells):
            return map(self._understand, cells)
        if kind == b"inlineStr":
            return (text or None for text in texts)
        kind, number = kind or b"n", int(style or 0)
        if kind == b"n" and self._format(number) == PLAIN:
            return [plain_number(text.strip()) if text else None for text in texts]
        return (self._value(kind, number, text, None, None) for text in texts)

    def _take_marks(self, values: list[Value], lines: list[int], column: int) -> None:
        for index, value in enumerate(values):
            if isinstance(value, Mark):
                self.grid.marks.append(Mark(value.code, lines[index], column, value.value))
                values[index] = None

    def _understand(self, rest: bytes) -> Value:
        """The value of a cell from what follows its reference: ` s="1" t="s"><v>5</v></c>`."""
        attributes, _, inner = rest.partition(b">")
        if attributes.endswith(b"/"):
            return None
        kind, style, value = _TYPE.search(attributes), _STYLE.search(attributes), _VALUE.search(inner)
        if value is None and b"<v" in inner and b"<v/>" not in inner:
            raise UnusualXml
        formula = None
        if b"<f" in inner:
            formula_text = _FORMULA.search(inner)
            formula = unescape(formula_text.group(1)) if formula_text else ""
        return self._value(
            kind.group(1) if kind else b"n",
            int(style.group(1)) if style else 0,
            unescape(value.group(1)) if value else "" if b"<v/>" in inner else None,
            rich_text(inner) if b"<is>" in inner else None,
            formula,
        )

    def _value(self, kind: bytes, style: int, value: str | None, inline: str | None, formula: str | None) -> Value:
        if inline is not None:
            return inline or None
        if kind == b"e":
            return self._mark("cell.error", value or "#ERROR!")
        if not value:
            if formula is None or (kind == b"str" and value == ""):
                return None
            return self._mark("cell.formula_without_result", f"={formula}"[:120])
        if kind == b"s":
            return self.book.texts[int(value)] or None
        if kind == b"n":
            return shown_number(value.strip(), self._format(style), self.book.epoch_1904)
        if kind == b"b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        if kind == b"d":
            return value.removesuffix("T00:00:00").replace("T", " ")
        return value

    def _format(self, style: int) -> NumberFormat:
        return self.book.formats[style] if style < len(self.book.formats) else PLAIN

    def _mark(self, code: str, value: str) -> Mark:
        self.marked = True
        return Mark(code, 0, 0, value)

    def _keep_block(self, lines: list[int], block: dict[int, list[Cell]]) -> None:
        """Puts lines below those that are there, without the blank ones."""
        grid = self.grid
        marked = {mark.line for mark in grid.marks} if self.marked else set()
        filled = [any(row) for row in zip(*block.values(), strict=True)] if block else [False] * len(lines)
        if marked:
            filled = [full or line in marked for full, line in zip(filled, lines, strict=True)]
        for column, cells in block.items():
            if not any(cells) and column not in grid.columns:
                continue
            held = grid.columns.setdefault(column, [])
            held.extend([None] * (len(grid.lines) - len(held)))
            held.extend(compress(cells, filled))
        grid.lines.extend(compress(lines, filled))
        self._check_size()

    def _check_size(self, columns: int = 0, lines: int = 0) -> None:
        """Holds the table against the most a register can be, with that many columns and lines about to come."""
        if max(columns, len(self.grid.columns)) * (len(self.grid.lines) + lines) > MOST_CELLS:
            raise Refused(
                "file.too_wide", name=self.book.source, sheet=self.grid.name, columns=len(self.grid.columns),
                rows=len(self.grid.lines),
            )  # fmt: skip

    def _finished(self) -> Grid:
        self._check_size()
        self.grid.pad()
        return self.grid

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.grid.merges.append(Merge(top, left, bottom, right))

    def _column(self, letters: bytes) -> int:
        """0 of `A`; letters that are none go to the full parser."""
        try:
            return self.numbers[letters]
        except KeyError:
            if not letters.isalpha() or len(letters) > 3 or not letters.isupper():
                raise UnusualXml from None
            number = 0
            for letter in letters:
                number = number * 26 + letter - 64
            self.numbers[letters] = number - 1
            return number - 1

    def read_fully(self, stream: IO[bytes]) -> Grid:
        sheet_data: Element | None = None
        for event, element in elements(stream, self.book.source):
            name = local_name(element.tag)
            if event == "start" and name == "sheetData":
                sheet_data = element
            elif event == "end" and name == "row":
                if self.most_rows is None or len(self.grid.lines) < self.most_rows:
                    self._full_row(element)
                if sheet_data is not None:
                    sheet_data.clear()
            elif event == "end" and name == "mergeCell":
                corners = _REFERENCE.findall(element.get("ref", ""))
                if len(corners) == 2:
                    (left, top), (right, bottom) = corners
                    self._merge(int(top), self._column(left.encode()), int(bottom), self._column(right.encode()))
        if sheet_data is None:
            raise Refused("file.damaged", name=self.book.source)
        return self._finished()

    def _full_row(self, row: Element) -> None:
        self.line = int(row.get("r") or self.line + 1)
        cells = dict(self._full_cells(row))
        if row.get("hidden") in ("1", "true"):
            self.grid.hidden.add(self.line)
        for column, value in cells.items():
            held = [value]
            self._take_marks(held, [self.line], column)
            cells[column] = held[0]
        self._keep_block([self.line], {column: [value] for column, value in cells.items()})  # type: ignore[list-item]

    def _full_cells(self, row: Element) -> Iterator[tuple[int, Value]]:
        column = -1
        for cell in row:
            if local_name(cell.tag) != "c":
                continue
            found = _REFERENCE.match(cell.get("r", ""))
            column = self._column(found.group(1).encode()) if found else column + 1
            inside = {local_name(child.tag): child for child in cell}
            yield (
                column,
                self._value(
                    cell.get("t", "n").encode(),
                    int(cell.get("s", "0")),
                    excel_text(inside["v"].text or "") if "v" in inside else None,
                    rich_text_of(inside["is"]) if "is" in inside else None,
                    (inside["f"].text or "") if "f" in inside else None,
                ),
            )


def _row_pieces(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """What follows `<row` for the rows of each stretch; last, what begins with `</sheetData` to the end of the part."""
    text = _opening(stream)
    while True:
        if any(mark in text for mark in UNUSUAL_XML):
            raise UnusualXml
        end = text.find(b"</sheetData")
        if end >= 0:
            if pieces := text[:end].split(b"<row")[1:]:
                yield pieces
            yield [text[end:] + stream.read()]
            return
        pieces = text.split(b"<row")
        carry = b"<row" + pieces.pop() if len(pieces) > 1 else text
        if len(pieces) > 1:
            yield pieces[1:]
        chunk = stream.read(CHUNK)
        if not chunk:
            return
        text = carry + chunk


def _opening(stream: IO[bytes]) -> bytes:
    """The bytes read so far, from the sheet's data on."""
    text = b""
    while chunk := stream.read(CHUNK):
        text += chunk
        declared = _ENCODING.match(text)
        if declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii"):
            raise UnusualXml
        before, found, after = text.partition(b"<sheetData")
        if found and b">" in after:
            if any(mark in before for mark in UNUSUAL_XML):
                raise UnusualXml
            return b"</sheetData" + after if after.startswith(b"/>") else after
    raise UnusualXml
