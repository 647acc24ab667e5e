"""What the reader of .xls hides: formats of numbers, error cells, hidden rows and sheets, from the records themselves.

The records are those of Excel 97 and later (BIFF8) in their OLE container, as Microsoft publishes them ([MS-XLS],
[MS-CFB]). Of an older or a damaged container nothing is told: its cells stand as the reader gives them.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ltaxgis.formats.number_formats import NumberFormat, number_format, shown_number
from ltaxgis.formats.ole_container import read_stream

_BIFF8 = 0x0600
_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_ROW, _NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA = 0x0208, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006
_ROW_HIDDEN = 0x20
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
           0x2A: "#N/A"}  # fmt: skip

Cell = tuple[int, int]
"""Line, from 1, and column, from 0."""


@dataclass(slots=True)
class OldSheet:
    """What stands in a sheet beside its values: `shown` is what a number's format makes of it."""

    hidden: bool = False
    hidden_lines: set[int] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    shown: dict[Cell, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Book:
    """`formats` by number, `cell_formats` by their place in the list of cell styles."""

    formats: dict[int, str] = field(default_factory=dict)
    cell_formats: list[int] = field(default_factory=list)
    known: dict[int, NumberFormat] = field(default_factory=dict)

    def form(self, style: int) -> NumberFormat:
        if style not in self.known:
            number = self.cell_formats[style] if style < len(self.cell_formats) else 0
            self.known[style] = number_format(number, self.formats.get(number))
        return self.known[style]


def read_old_sheets(data: bytes) -> dict[str, OldSheet]:
    """By name, what the sheets of a .xls hold beside their values; nothing where its records cannot be followed."""
    try:
        stream = read_stream(data, ("Workbook",))
        return {} if stream is None else _sheets(stream)
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}  # the reader of values says what is wrong with the file


def _sheets(stream: bytes) -> dict[str, OldSheet]:
    book, places = _Book(), {}
    for kind, body in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", body)[0] != _BIFF8:
            return {}
        if kind == _FORMAT:
            book.formats[struct.unpack_from("<H", body)[0]] = _text(body[2:], 2)
        elif kind == _XF:
            book.cell_formats.append(struct.unpack_from("<2H", body)[1])
        elif kind == _BOUNDSHEET:
            start, state, _kind = struct.unpack_from("<IBB", body)
            places[_text(body[6:], 1)] = start, bool(state & 3)
    return {name: _sheet(stream, start, hidden, book) for name, (start, hidden) in places.items()}


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of the records from one BOF to its EOF; what is nested in them (charts) is passed over."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, start)
        body = stream[start + 4 : start + 4 + size]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield kind, body
        if depth == 0:
            return
        start += 4 + size


def _sheet(stream: bytes, start: int, hidden: bool, book: _Book) -> OldSheet:
    sheet = OldSheet(hidden)
    for kind, body in _records(stream, start):
        if kind == _ROW:
            row, _first, _last, _height, _unused, _also, options = struct.unpack_from("<7H", body)
            if options & _ROW_HIDDEN:
                sheet.hidden_lines.add(row + 1)
        elif kind in (_NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA):
            _take_cell(sheet, kind, body, book)
    return sheet


def _take_cell(sheet: OldSheet, kind: int, body: bytes, book: _Book) -> None:
    row, column, style = struct.unpack_from("<3H", body)
    if kind == _NUMBER:
        _take_number(sheet, (row + 1, column), struct.unpack_from("<d", body, 6)[0], book.form(style))
    elif kind == _RK:
        _take_number(sheet, (row + 1, column), _rk(struct.unpack_from("<I", body, 6)[0]), book.form(style))
    elif kind == _MULRK:
        for place in range((len(body) - 6) // 6):
            style, packed = struct.unpack_from("<HI", body, 4 + 6 * place)
            _take_number(sheet, (row + 1, column + place), _rk(packed), book.form(style))
    elif kind == _BOOLERR:
        if body[7]:
            sheet.errors[row + 1, column] = _ERRORS.get(body[6], "#ERROR!")
    elif body[12:14] != b"\xff\xff":
        _take_number(sheet, (row + 1, column), struct.unpack_from("<d", body, 6)[0], book.form(style))
    elif body[6] == 2:
        sheet.errors[row + 1, column] = _ERRORS.get(body[8], "#ERROR!")


def _take_number(sheet: OldSheet, cell: Cell, number: float, form: NumberFormat) -> None:
    """Only where digits would be lost in the plain number: `007`, `3-1001-00001-23-4`."""
    if form.kind == "digits":
        sheet.shown[cell] = shown_number(repr(number), form)


def _rk(packed: int) -> float:
    """A number in 30 bits: whole or the upper half of a double, either of them perhaps times a hundred."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0])
    return number / 100 if packed & 1 else number


def _text(body: bytes, count_bytes: int) -> str:
    """A text led by its length and by whether its letters take two bytes."""
    count = int.from_bytes(body[:count_bytes], "little")
    letters = body[count_bytes + 1 :]
    if body[count_bytes] & 1:
        return letters[: 2 * count].decode("utf-16-le")
    return letters[:count].decode("latin-1")
