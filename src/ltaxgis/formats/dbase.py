"""dBase tables (.dbf): every record that is there, and a word where the header says otherwise."""

import re
import struct
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.formats.archives import ForeignFile
from ltaxgis.formats.encodings import EncodingGuess, decode, guess_encoding
from ltaxgis.formats.number_formats import plain_number
from ltaxgis.ports.readers import ReadChoice

_VERSIONS = frozenset([0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5, 0xFB])
_CODE_PAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x13: "cp932", 0x4D: "cp936", 0x4E: "cp949", 0x4F: "cp950",
    0x50: "cp874", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852", 0x65: "cp866", 0x78: "cp950",
    0x79: "cp949", 0x7A: "cp936", 0x7B: "cp932", 0x7C: "cp874", 0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254",
}  # fmt: skip
_TEXT_KINDS, _NUMBER_KINDS, _MEMO_KINDS = "CV", "NF", "MGBPW"
_UNIX_EPOCH_JULIAN = 2_440_588


@dataclass(frozen=True, slots=True)
class DbfField:
    """A column as the header describes it; `start` counts from the record's deletion flag."""

    name: bytes
    kind: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class DbfHeader:
    """`records` is what the header claims, `present` how many whole records the file has."""

    records: int
    present: int
    offset: int
    size: int
    code_page: int
    fields: tuple[DbfField, ...]


def read_dbf(file: ForeignFile, choice: ReadChoice) -> list[SourceTable]:
    """The table of a .dbf. `Refused` where it is none, or ends before the records its header counts; a file that is
    whole but miscounted is read, with a finding."""
    data, source = file.stream.read(), file.source
    header = dbf_header(data, source)
    wanted = header.present if choice.limit is None else min(header.present, choice.limit)
    block = np.frombuffer(data, np.uint8, wanted * header.size, header.offset).reshape(wanted, header.size)
    deleted = np.flatnonzero(block[:, 0] == ord("*")) if wanted else np.empty(0, np.intp)
    kept = np.flatnonzero(block[:, 0] != ord("*")) if wanted else deleted
    block = block[kept]
    place = Place(source=source, sheet=file.stem)
    raw = {field: _column(block, field) for field in header.fields}
    guess, findings = _encoding(_codec(file.code_page), header, raw, choice, place)
    lines = (kept + 1).tolist()
    findings += _about_count(header, place)
    names: list[str] = []
    columns: list[list[Cell]] = []
    for done, (field, cells) in enumerate(raw.items(), start=1):
        choice.told(len(lines) * done // len(raw), len(lines))
        name = _free_name(decode(_whole(field.name, guess.name), guess.name).strip("\x00 "), names)
        names.append(name)
        here = replace(place, column=name)
        if field.kind in _MEMO_KINDS and not (field.kind == "B" and field.size == 8):
            findings.append(Finding("file.memo_ignored", here))
            continue
        column, errors = _values(field, cells, guess.name)
        findings += [Finding("cell.error", replace(here, row=lines[index]), text) for index, text in errors]
        if lines and not any(column):
            findings.append(Finding("file.column_empty", here))
        columns.append(column)
    memos = {finding.place.column for finding in findings if finding.code == "file.memo_ignored"}
    return [
        SourceTable(
            source=source,
            name=file.stem,
            headers=tuple(name for name in names if name not in memos),
            columns=tuple(columns),
            lines=lines,
            skipped=tuple(Finding("line.deleted", replace(place, row=int(index) + 1)) for index in deleted),
            findings=tuple(findings),
            encoding=guess.name,
            facts={"kind": "dbf", "encoding_guess": guess, "header_line": 0, "claimed": header.records},
        )
    ]


def dbf_header(data: bytes, source: str) -> DbfHeader:
    """The header of a .dbf, held against the bytes that follow it."""
    if len(data) < 33 or data[0] not in _VERSIONS:
        raise Refused("file.not_a_dbf", name=source)
    records, offset, size = struct.unpack_from("<IHH", data, 4)
    fields = _fields(data, offset)
    if offset > len(data) or size < 1 or not fields or fields[-1].start + fields[-1].size > size:
        raise Refused("file.not_a_dbf", name=source)
    body = len(data) - offset
    present = min(records, body // size)
    if present < records and not _ends_cleanly(data, offset, size):
        raise Refused("file.dbf_cut", name=source, claimed=records, found=present)
    if present == records:
        present += _uncounted(data, offset + present * size, size)
    return DbfHeader(records, present, offset, size, data[29], fields)


def _fields(data: bytes, offset: int) -> tuple[DbfField, ...]:
    wide = data[0] & 7 == 4
    step, position, start = (48, 68, 1) if wide else (32, 32, 1)
    found: list[DbfField] = []
    while position + step <= min(len(data), offset) and data[position] not in (0x0D, 0x00):
        name_size = 32 if wide else 11
        name = data[position : position + name_size].split(b"\x00")[0]
        kind = chr(data[position + name_size])
        length = data[position + name_size + (1 if wide else 5)]
        places = data[position + name_size + (2 if wide else 6)]
        # a C field may be longer than 255: the places hold its high byte
        size = length + 256 * places if kind == "C" and not wide else length
        found.append(DbfField(name, kind, start, size))
        start += size
        position += step
    return tuple(found)


def _ends_cleanly(data: bytes, offset: int, size: int) -> bool:
    """True where the end mark stands after a whole record: the file is complete, only its count is wrong."""
    body = data[offset:].rstrip(b"\x00")
    return body.endswith(b"\x1a") and (len(body) - 1) % size == 0 and len(body) > 1


def _uncounted(data: bytes, position: int, size: int) -> int:
    """Whole records behind the last one counted."""
    more = 0
    while (
        position + size <= len(data)
        and data[position] in b" *"
        and data[position + 1 : position + size].strip(b" \x00")
    ):
        more += 1
        position += size
    return more


def _about_count(header: DbfHeader, place: Place) -> list[Finding]:
    if header.present == header.records:
        return []
    return [Finding("file.record_count", place, facts=(("claimed", header.records), ("found", header.present)))]


def _column(block: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", field: DbfField) -> list[bytes]:
    if not len(block) or not field.size:
        return [b""] * len(block)
    part = np.ascontiguousarray(block[:, field.start : field.start + field.size]).tobytes()
    size = field.size
    return [part[position : position + size] for position in range(0, len(part), size)]


def _encoding(
    said: str, header: DbfHeader, raw: dict[DbfField, list[bytes]], choice: ReadChoice, place: Place
) -> tuple[EncodingGuess, list[Finding]]:
    """What a person chose; else what .cpg, header and content say, the content deciding where they disagree."""
    if choice.encoding is not None:
        return EncodingGuess(choice.encoding, 1.0, "chosen"), []
    texts = [cells for field, cells in raw.items() if field.kind in _TEXT_KINDS]
    sample = b"\n".join(
        [_whole(field.name) for field in raw]
        + [_whole(cell).rstrip(b" \x00") for cells in texts for cell in cells[:20_000]]
    )
    content = guess_encoding(sample)
    stated = said or _CODE_PAGES.get(header.code_page, "")
    if content.why == "ascii" or content.name in ("utf-16", "utf-16-le", "utf-16-be"):
        return EncodingGuess(stated or "utf-8", 1.0, content.why), []
    if not stated:
        about = (("encoding", content.name), ("score", content.score))
        return content, [Finding("file.encoding_guessed", place, content.sample, content.name, facts=about)]
    if _same_codec(stated, content.name):
        return replace(content, name=stated), []
    # 0x57 and cp1252 are what programs write when nobody chose; any other statement that fits was meant
    by_default = _codec(stated) in ("cp1252", "latin1", "iso-8859-1", "utf-8", "cp437", "cp850")
    sure = content.why in ("utf8_valid", "double") or (by_default and content.score > 0.8)
    if not sure and _fits(sample, stated):
        return EncodingGuess(stated, 0.7, "stated", (content.name,)), []
    both = (("declared", stated), ("encoding", content.name), ("sample", content.sample))
    return content, [Finding("file.cpg_disagrees", place, content.sample, content.name, facts=both)]


def _codec(said: str) -> str:
    """The codec that a .cpg means: `874`, `ANSI 874`, `TIS-620`, `UTF-8`; empty where it says nothing known."""
    said = said.lower().replace("ansi ", "").replace("oem ", "")
    if not said:
        return ""
    found = re.search(r"\d{3,5}\Z", said)
    for name in (f"cp{said}" if said.isdigit() else said, f"cp{found.group()}" if found else ""):
        try:
            "".encode(name)
        except LookupError:
            continue
        return name
    return {"big5": "cp950", "tis620": "cp874", "euc-kr": "cp949"}.get(said, "")


def _same_codec(one: str, other: str) -> bool:
    thai = ("cp874", "tis-620", "tis_620", "iso8859-11", "iso-8859-11", "windows-874")
    return one.lower() == other or (one.lower() in thai and other in thai) or {one.lower(), other} <= {"utf8", "utf-8"}


def _fits(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _values(field: DbfField, cells: list[bytes], encoding: str) -> tuple[list[Cell], list[tuple[int, str]]]:
    """The texts of a column, and the cells whose number did not fit and stands as asterisks."""
    if field.kind in _TEXT_KINDS and (plain := _plain_texts(field, cells, encoding)) is not None:
        return plain, []
    distinct = set(cells)
    meaning = {cell: _value(field, cell, encoding) for cell in distinct}
    errors: list[tuple[int, str]] = []
    if field.kind in _NUMBER_KINDS and (full := {cell for cell in distinct if cell.strip() and not cell.strip(b"* ")}):
        errors = [(index, cell.decode("ascii").strip()) for index, cell in enumerate(cells) if cell in full]
        meaning.update(dict.fromkeys(full))
    return [meaning[cell] for cell in cells], errors


def _plain_texts(field: DbfField, cells: list[bytes], encoding: str) -> list[Cell] | None:
    """The cells of a column of codes at once, None where one holds more than ASCII: ten times as quick."""
    joined = b"".join(cells)
    if not joined or not joined.isascii() or encoding.startswith("utf-16"):
        return None
    texts = np.frombuffer(joined, f"S{field.size}").astype(f"U{field.size}")
    return [text or None for text in np.strings.rstrip(texts, " \x00").tolist()]


def _value(field: DbfField, cell: bytes, encoding: str) -> Cell:
    if field.kind in _TEXT_KINDS:
        return decode(_whole(cell, encoding), encoding).rstrip(" \x00") or None
    if field.kind in "IO+B@TY" and field.size in (4, 8):
        return _binary(field, cell)
    text = cell.strip(b" \x00").decode("ascii", "replace")
    if not text:
        return None
    if field.kind in _NUMBER_KINDS:
        return plain_number(text)
    if field.kind == "D":
        return _day(text)
    if field.kind == "L":
        return {"T": "TRUE", "Y": "TRUE", "F": "FALSE", "N": "FALSE", "?": None}.get(text.upper(), text)
    return text


def _whole(cell: bytes, encoding: str = "utf-8") -> bytes:
    """A full cell without the half of a UTF-8 character that its width cut off."""
    if encoding not in ("utf-8", "utf8") or cell[-1:] < b"\x80":
        return cell
    for back in range(1, min(3, len(cell)) + 1):
        lead = cell[-back]
        if lead >= 0xC0:
            return cell[:-back] if back < (2 if lead < 0xE0 else 3 if lead < 0xF0 else 4) else cell
    return cell


def _day(text: str) -> Cell:
    if not text.strip("0"):
        return None
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else text


def _binary(field: DbfField, cell: bytes) -> Cell:
    if not cell.strip(b"\x00 "):
        return None if field.kind in "@T" else "0"
    if field.kind in "I+":
        return str(struct.unpack("<i", cell[:4])[0])
    if field.kind == "Y":
        return plain_number(str(struct.unpack("<q", cell)[0] / 10_000))
    if field.kind in "@T" and field.size == 8:
        julian, milliseconds = struct.unpack("<ii", cell)
        try:
            day = date.fromordinal(julian - _UNIX_EPOCH_JULIAN + date(1970, 1, 1).toordinal())
        except (ValueError, OverflowError):
            return None
        seconds = milliseconds // 1000
        clock = f" {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds else ""
        return day.isoformat() + clock
    if field.size == 8:
        return plain_number(repr(struct.unpack("<d", cell)[0]))
    return None


def _free_name(name: str, taken: list[str]) -> str:
    number = 2
    free = name or f"ช่อง {len(taken) + 1}"
    while free in taken:
        free = f"{name} ({number})"
        number += 1
    return free
