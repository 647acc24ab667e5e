"""The attributes of a shapefile: its .dbf as columns of text, in the encoding its bytes are really in.

Unlike a register in .dbf, a short one is read for what is there: its rows belong to shapes by their place.
"""

import codecs
import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.tables import Cell
from ltaxgis.formats.archives import ForeignFile
from ltaxgis.formats.dbase import DbfHeader, dbf_header, read_dbf
from ltaxgis.formats.encodings import guess_encoding, thai_score
from ltaxgis.ports.readers import ReadChoice

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
class Encoding:
    """`name` is Python's; `declared` what .cpg or the header said, empty if nothing; `disagrees` where the bytes say
    otherwise; `guessed` where nobody said."""

    name: str
    declared: str = ""
    disagrees: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Attributes:
    """`columns[j][k]` belongs to record `records[k]` (1 the first); `present` records are there of the `claimed` ones,
    those missing from `records` are struck out."""

    headers: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    records: Sequence[int]
    present: int
    claimed: int
    encoding: Encoding
    findings: tuple[Finding, ...]


def read_attributes(path: Path, source: str, cpg: str | None, chosen: str | None) -> Attributes | None:
    """The records that are really there, whatever the header claims; None where it is no .dbf at all.

    `cpg` is the text of the .cpg; `chosen` an encoding that a person insists on.
    """
    data = bytearray(path.read_bytes())
    claimed = int.from_bytes(data[4:8], "little")
    _claim_what_is_there(data)
    try:
        header = dbf_header(bytes(data), source)
    except Refused:
        return None
    encoding = Encoding(chosen) if chosen else find_encoding(bytes(data), header, cpg)
    (table,) = read_dbf(ForeignFile(source, io.BytesIO(data)), ReadChoice(encoding=encoding.name))
    return Attributes(table.headers, table.columns, table.lines, header.present, claimed, encoding, table.findings)


def _claim_what_is_there(data: bytearray) -> None:
    """Lowers the number of records in the header to those the file has."""
    if len(data) < 32:
        return
    claimed, offset, size = struct.unpack_from("<IHH", data, 4)
    if size:
        struct.pack_into("<I", data, 4, min(claimed, max(0, len(data) - offset) // size))


def find_encoding(data: bytes, header: DbfHeader, cpg: str | None) -> Encoding:
    """What the text is in: the declared encoding where the bytes bear it out, else what they say themselves.

    Thai bytes without a word about them are CP874, never Latin-1.
    """
    cells = _text_cells(data, header)
    declared = _python_name(cpg) if cpg else ""
    if not declared and header.code_page not in _IDLE_DRIVERS:
        declared = _python_name(_LANGUAGE_DRIVERS.get(header.code_page, ""))
    if not cells:
        return Encoding(declared or "utf-8", declared)
    by_content = _by_content(cells)
    if not declared:
        return Encoding(by_content, "", guessed=True)
    if _bears_out(cells, declared, by_content):
        return Encoding(declared, declared)
    return Encoding(by_content, cpg or declared, disagrees=True)


def _text_cells(data: bytes, header: DbfHeader) -> list[bytes]:
    """Different pieces of text with a byte above 127, among them the field names."""
    records = np.frombuffer(data, np.uint8, header.present * header.size, header.offset)
    records = records.reshape(header.present, header.size)
    cells: dict[bytes, None] = {field.name: None for field in header.fields}
    room = _SAMPLE_BYTES
    for field in header.fields:
        if field.kind == "C" and records.size and room > 0:
            column = records[:, field.start : field.start + field.size]
            for i in np.flatnonzero((column > 127).any(axis=1))[: 1 + room // max(field.size, 1)]:
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
