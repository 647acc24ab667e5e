"""The attributes of a shapefile: its .dbf as columns of text, in the encoding its bytes are really in."""

import codecs
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ltaxgis.domain.tables import Cell
from ltaxgis.formats.encodings import guess_encoding, thai_score
from ltaxgis.formats.number_formats import plain_number

_DELETED = ord("*")
_SAMPLE_BYTES = 400_000
# language drivers that say which code page the text is in (dBase's own list), as Python names them
_LANGUAGE_DRIVERS = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x08: "cp865", 0x13: "cp932", 0x4D: "cp936", 0x4E: "cp949",
    0x4F: "cp950", 0x50: "cp874", 0x57: "cp1252", 0x58: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x78: "cp950",
    0x79: "cp949", 0x7A: "cp936", 0x7B: "cp932", 0x7C: "cp874", 0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254",
}  # fmt: skip
_OF_SEVERAL_BYTES = frozenset(
    codecs.lookup(name).name
    for name in ("utf-8", "cp932", "cp936", "cp949", "cp950", "gb18030", "big5", "euc-kr", "sjis")
)
# what programs write when they do not know: not worth more than the bytes themselves
_IDLE_DRIVERS = frozenset({0x00, 0x03, 0x57, 0x58})


@dataclass(frozen=True, slots=True)
class DbfField:
    """A field as its descriptor has it: `kind` is C, N, F, D, L or another letter."""

    name: bytes
    kind: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class RawTable:
    """The records as bytes. `claimed` is their number by the header; `deleted[i]` marks those struck out."""

    fields: tuple[DbfField, ...]
    records: NDArray[np.uint8]
    deleted: NDArray[np.bool_]
    claimed: int
    driver: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` is Python's; `declared` what .cpg or the header said, empty if nothing; `disagrees` where the bytes say
    otherwise; `guessed` where nobody said."""

    name: str
    declared: str = ""
    disagrees: bool = False
    guessed: bool = False


def read_raw(path: Path) -> RawTable | None:
    """The fields and records that are really there, whatever the header claims; None where it is no .dbf at all."""
    data = path.read_bytes()
    if len(data) < 33:
        return None
    claimed = int.from_bytes(data[4:8], "little")
    header, width = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    fields = _fields(data, header)
    if not fields or width < 2 or header > len(data) or fields[-1].start + fields[-1].width > width:
        return None
    count = min(claimed, (len(data) - header) // width)
    records = np.frombuffer(data, np.uint8, count * width, header).reshape(count, width)
    return RawTable(fields, records, records[:, 0] == _DELETED, claimed, data[29])


def _fields(data: bytes, header: int) -> tuple[DbfField, ...]:
    fields = []
    start = 1
    for place in range(32, min(header, len(data)) - 31, 32):
        descriptor = data[place : place + 32]
        if descriptor[0] in (0x0D, 0):
            break
        width = descriptor[16]
        if chr(descriptor[11]) == "C":
            # long text: some programs use the byte of decimals for more width
            width += descriptor[17] << 8
        fields.append(DbfField(descriptor[:11].split(b"\0")[0], chr(descriptor[11]), start, width))
        start += width
    return tuple(fields)


def find_encoding(table: RawTable, cpg: str | None) -> Encoding:
    """What the text is in: the declared encoding where the bytes bear it out, else what they say themselves.

    Thai bytes without a word about them are CP874, never Latin-1.
    """
    cells = _text_cells(table)
    declared = _python_name(cpg) if cpg else ""
    if not declared and table.driver not in _IDLE_DRIVERS:
        declared = _python_name(_LANGUAGE_DRIVERS.get(table.driver, ""))
    if not cells:
        return Encoding(declared or "utf-8", declared)
    by_content = _by_content(cells)
    if not declared:
        return Encoding(by_content, "", guessed=True)
    if _bears_out(cells, declared, by_content):
        return Encoding(declared, declared)
    return Encoding(by_content, cpg or declared, disagrees=True)


def _text_cells(table: RawTable) -> list[bytes]:
    """Different pieces of text with a byte above 127, among them the field names."""
    cells: dict[bytes, None] = {field.name: None for field in table.fields}
    room = _SAMPLE_BYTES
    for field in table.fields:
        if field.kind == "C" and table.records.size and room > 0:
            column = table.records[:, field.start : field.start + field.width]
            for i in np.flatnonzero((column > 127).any(axis=1))[: 1 + room // max(field.width, 1)]:
                cell = column[i].tobytes().rstrip(b" \0")
                room -= len(cell) if cell not in cells else 0
                cells[cell] = None
    return [cell for cell in cells if not cell.isascii()]


def _by_content(cells: list[bytes]) -> str:
    if decoded := _decode_all(cells, "utf-8"):
        if thai_score(decoded) > 0.5 or thai_score(_loosely(cells, "cp874")) < 0.9:
            return "utf-8"
        return "cp874"
    return guess_encoding(b"\n".join(cells)).name


def _bears_out(cells: list[bytes], declared: str, by_content: str) -> bool:
    """Whether the declared encoding reads all the cells, and no other reads them as Thai where it does not. Encodings
    of one byte a character read anything; those of several are believed once they read it all."""
    text = _decode_all(cells, declared)
    if not text or any(0x7F <= ord(character) < 0xA0 for character in text):
        return False
    names = {codecs.lookup(declared).name, codecs.lookup(by_content).name}
    if len(names) == 1 or (declared in _OF_SEVERAL_BYTES and by_content != "utf-8"):
        return True
    other = _loosely(cells, by_content)
    return thai_score(other) < 0.9 or thai_score(text) >= thai_score(other)


def _decode_all(cells: list[bytes], encoding: str) -> str:
    """All cells as text, empty where one cannot be; a character cut at the end of its field is let pass."""
    texts = []
    for cell in cells:
        try:
            texts.append(codecs.getincrementaldecoder(encoding)().decode(cell))
        except (UnicodeDecodeError, LookupError):
            return ""
    return "\n".join(texts)


def _loosely(cells: list[bytes], encoding: str) -> str:
    return "\n".join(cell.decode(encoding, "replace") for cell in cells)


def _python_name(cpg: str) -> str:
    """What a .cpg means: `UTF-8`, `874`, `OEM 874`, `ANSI 1252`, `ISO 88591`, `Big-5` …; empty where it is unknown."""
    name = cpg.strip().strip("\ufeff\0").upper().replace("_", "-")
    number = "".join(character for character in name if character.isdigit())
    spellings = [name, name.replace(" ", "-"), name.replace("-", "")]
    if number.startswith("8859") and len(number) > 4:
        spellings.append(f"ISO-8859-{number[4:].lstrip('0')}")
    elif number == "65001":
        spellings.append("UTF-8")
    elif number and name.replace(number, "").strip(" -") in ("", "OEM", "ANSI", "CP", "WINDOWS", "WIN", "IBM"):
        spellings.append(f"CP{number}")
    for spelling in spellings:
        try:
            return codecs.lookup(spelling).name
        except LookupError:
            continue
    return ""


def columns_of(table: RawTable, encoding: str) -> tuple[tuple[str, ...], tuple[list[Cell], ...]]:
    """Headers and columns of text: codes with their zeros, plain numbers, ISO dates, empty cells None."""
    headers: list[str] = []
    for field in table.fields:
        name = _decoded(field.name, encoding).strip() or "?"
        taken = sum(1 for header in headers if header == name or header.startswith(f"{name} ("))
        headers.append(name if not taken else f"{name} ({taken + 1})")
    return tuple(headers), tuple(_column(table, field, encoding) for field in table.fields)


def _column(table: RawTable, field: DbfField, encoding: str) -> list[Cell]:
    if not len(table.records) or not field.width:
        return [None] * len(table.records)
    block = np.ascontiguousarray(table.records[:, field.start : field.start + field.width])
    raw: list[bytes] = block.view(f"S{field.width}").ravel().tolist()
    known: dict[bytes, Cell] = {}
    for cell in set(raw):
        known[cell] = _cell(cell, field.kind, encoding)
    return [known[cell] for cell in raw]


def _cell(cell: bytes, kind: str, encoding: str) -> Cell:
    if kind in "IOB+@" and any(byte < 32 for byte in cell):
        return _binary(cell, kind)
    text = _decoded(cell.split(b"\0")[0], encoding).strip()
    if not text or (kind in "NF" and set(text) == {"*"}):
        return None
    if kind == "D":
        return (
            f"{text[:4]}-{text[4:6]}-{text[6:]}"
            if len(text) == 8 and text.isdigit() and int(text)
            else text.strip("0") or None
        )
    if kind == "L":
        return None if text == "?" else text
    return plain_number(text) if kind in "NF" and ("." in text or "e" in text.lower()) else text


def _binary(cell: bytes, kind: str) -> Cell:
    if kind == "I":
        return str(int.from_bytes(cell.ljust(4, b"\0")[:4], "little", signed=True))
    if kind == "O" and len(cell) == 8:
        return plain_number(repr(struct.unpack("<d", cell)[0]))
    return None


def _decoded(cell: bytes, encoding: str) -> str:
    """A character cut off at the end of a field is dropped, not shown as a sign of doubt."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(cell)
