"""The tables of a dump that a register is made of, decoded column by column; the others are counted and left."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.formats.archives import ForeignFile
from ltaxgis.formats.dump_grammar import DumpTable
from ltaxgis.formats.encodings import DOUBLE, EncodingGuess, decode, guess_encoding, thai_score, undouble
from ltaxgis.formats.mysql_dump import DumpReader, open_dump
from ltaxgis.formats.number_formats import plain_number
from ltaxgis.ports.readers import ReadChoice

# LTAX3000 v3 and v4 (domain/tax.md 1.4)
PROPERTY_TABLES = (
    "owner", "land", "lu", "land_owner", "building", "bu", "sign_board", "signboard", "cd_room", "condo_owner",
)  # fmt: skip
CODE_TABLES = (
    "ldoc_type", "lu_type", "lut_type", "land_type", "lt_unit", "b_mat", "b_type", "bt_type", "bu_cate", "title",
    "building_type", "building_mat", "owner_type", "prefix", "sign_type", "community", "tambon", "amphoe", "province",
    "usage",
)  # fmt: skip
_NUMBERS = frozenset(
    ["tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric", "float", "double", "real"]
)
_BINARY = frozenset(
    ["blob", "tinyblob", "mediumblob", "longblob", "binary", "varbinary", "bit", "geometry", "point", "polygon"]
)
_DATES = frozenset(["date", "datetime", "timestamp"])
_WHOLE_NUMBERS = re.compile(r"(?:(?:0|-?[1-9]\d*)(?:\n|\Z))*+")
_ENOUGH = 40
_UTF8_THAI = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
Raw = list[Cell | bytes]


def read_dump(file: ForeignFile, choice: ReadChoice) -> list[SourceTable]:
    """The register's tables (or those chosen) of a dump. `Refused` where none is there or the dump is cut."""
    names = {name.lower() for name in (choice.tables or PROPERTY_TABLES + CODE_TABLES)}
    held: dict[str, _Held] = {}
    source = file.source
    with open_dump(file.stream) as stream:
        reader = DumpReader(stream, source, told=choice.told, share=file.share_read)
        for table, columns, values in reader.rows(lambda name: name.lower() in names):
            if table not in held:
                held[table] = _Held(choice.limit)
            held[table].take(columns, values)
    if not held:
        raise Refused("file.dump_no_tables", name=source, tables=", ".join(list(reader.left)[:12]))
    tables = []
    for name, rows in held.items():
        rows.flush()
        known = reader.tables.get(name, DumpTable(name, tuple(rows.cells), (), ()))
        tables.append(_table(source, known, rows.cells, rows.count, choice))
    left = dict(reader.left)
    ignored = tuple(
        Finding("file.table_ignored", Place(source=source, sheet=name), facts=(("rows", rows),))
        for name, rows in left.items()
    )
    tables = [replace(table, facts={**table.facts, "left": left, "set_names": reader.names}) for table in tables]
    return [replace(tables[0], findings=tables[0].findings + ignored), *tables[1:]]


class _Held:
    """The rows of a table as columns, turned over some thousands at a time."""

    def __init__(self, limit: int | None) -> None:
        self.limit = limit
        self.count = 0
        self.cells: dict[str, Raw] = {}
        self._waiting: list[tuple[Cell | bytes, ...]] = []
        self._columns: tuple[str, ...] = ()

    def take(self, columns: tuple[str, ...], values: tuple[Cell | bytes, ...]) -> None:
        if self.limit is not None and self.count + len(self._waiting) >= self.limit:
            return
        if columns != self._columns or len(self._waiting) > 4000:
            self.flush()
            self._columns = columns
        self._waiting.append(values)

    def flush(self) -> None:
        for column, values in zip(self._columns, zip(*self._waiting, strict=True), strict=False):
            kept = self.cells.setdefault(column, [])
            kept.extend([None] * (self.count - len(kept)))
            kept.extend(values)
        self.count += len(self._waiting)
        self._waiting.clear()


def _table(source: str, table: DumpTable, cells: dict[str, Raw], count: int, choice: ReadChoice) -> SourceTable:
    place = Place(source=source, sheet=table.name)
    headers = tuple(dict.fromkeys([*table.columns, *cells]))
    types = dict(zip(table.columns, table.types, strict=False))
    for kept in cells.values():
        kept.extend([None] * (count - len(kept)))
    whole = _guess(choice, (value for kept in cells.values() for value in kept[:2000]))
    columns: list[list[Cell]] = []
    findings: list[Finding] = []
    used: dict[str, int] = {}
    for header in headers:
        column, encoding, strays = _texts(cells.get(header, [None] * count), types.get(header, ""), whole, choice)
        columns.append(column)
        here = replace(place, column=header)
        if encoding:
            used[encoding] = used.get(encoding, 0) + 1
        if strays:
            about = (("count", len(strays)), ("lines", ", ".join(map(str, strays[:20]))))
            findings.append(Finding("file.encoding_mixed", replace(here, row=strays[0]), facts=about))
        if not any(column):
            findings.append(Finding("file.column_empty", here))
    name = max(used, key=lambda key: used[key], default=whole.name)
    if name not in ("utf-8", "utf-8-sig"):
        about_all = (("encoding", name), ("score", whole.score))
        findings.insert(0, Finding("file.encoding_guessed", place, whole.sample, name, facts=about_all))
    commented = zip(table.columns, table.comments, strict=False)
    labels = {column: _text(text, whole.name)[0] for column, text in commented if text}
    return SourceTable(
        source=source,
        name=table.name,
        headers=headers,
        columns=tuple(columns),
        lines=range(1, count + 1),
        findings=tuple(findings),
        encoding=name,
        facts={"kind": "dump", "encoding_guess": whole, "comments": labels, "header_line": 0},
    )


def _guess(choice: ReadChoice, values: Iterable[Cell | bytes]) -> EncodingGuess:
    if choice.encoding is not None:
        return EncodingGuess(choice.encoding, 1.0, "chosen")
    return guess_encoding(_sample(values))


def _sample(values: Iterable[Cell | bytes]) -> bytes:
    telling = {value for value in values if isinstance(value, bytes) and not value.isascii() and len(value) < 4000}
    # blobs would drown the text
    return b"\n".join(sorted(value for value in telling if b"\0" not in value))[: 1 << 15]


def _texts(raw: Raw, kind: str, whole: EncodingGuess, choice: ReadChoice) -> tuple[list[Cell], str, list[int]]:
    """The texts of a column, its encoding where it has letters that tell, and the rows written in another one."""
    if kind in _NUMBERS and (numbers := _plain_already(raw)) is not None:
        return numbers, "", []
    distinct = set(raw)
    if kind in _BINARY:
        shown = {value: _binary_text(value) if isinstance(value, bytes) else value for value in distinct}
        return [shown[value] or None for value in raw], "", []
    sample = _sample(distinct)
    guess = whole
    if choice.encoding is None and len(sample) >= _ENOUGH:
        guess = guess_encoding(sample)
    quoted = [value for value in distinct if isinstance(value, bytes)]
    if choice.encoding is not None:
        texts, strays = [decode(value, guess.name) for value in quoted], set[bytes]()
    else:
        texts, strays = _decoded(quoted, guess.name)
    if kind in _NUMBERS or kind in _DATES:
        texts = [_by_type(text, kind) for text in texts]
    meaning: dict[Cell | bytes, Cell] = {
        value: value if value.isdigit() and value[0] != "0" else plain_number(value)
        for value in distinct
        if isinstance(value, str)
    }
    meaning[None] = meaning[b""] = None
    meaning.update((value, text or None) for value, text in zip(quoted, texts, strict=True))
    lines = [row for row, value in enumerate(raw, 1) if value in strays] if strays else []
    return list(map(meaning.__getitem__, raw)), guess.name if sample else "", lines


def _plain_already(raw: Raw) -> list[Cell] | None:
    """The column itself where all of it is whole numbers, plainly written: most of a dump."""
    numbers = [value for value in raw if isinstance(value, str)]
    if len(numbers) + raw.count(None) < len(raw) or not _WHOLE_NUMBERS.fullmatch("\n".join(numbers)):
        return None
    return raw  # type: ignore[return-value]


def _decoded(values: list[bytes], encoding: str) -> tuple[list[str], set[bytes]]:
    """The texts of values, and those written in another encoding than their column: all at once where all agree."""
    joined = b"\0".join(values)
    if values and joined.count(b"\0") == len(values) - 1:
        if joined.isascii():
            return joined.decode("ascii").split("\0"), set()
        if encoding == "cp874" and not _UTF8_THAI.search(joined):
            return decode(joined, encoding).split("\0"), set()
    texts: list[str] = []
    strays: set[bytes] = set()
    for value in values:
        text, stray = _text(value, encoding)
        texts.append(text)
        if stray:
            strays.add(value)
    return texts, strays


def _text(value: bytes, encoding: str) -> tuple[str, bool]:
    """A value under its column's encoding; True where it was plainly written in another one."""
    if value.isascii():
        return value.decode("ascii"), False
    try:
        straight = value.decode("utf-8")
    except UnicodeDecodeError:
        return decode(value, "cp1252" if encoding == "cp1252" else "cp874"), encoding in ("utf-8", *DOUBLE)
    if encoding in DOUBLE:
        again = undouble(straight, DOUBLE[encoding])
        return (again, False) if thai_score(again) > thai_score(straight) else (straight, False)
    if encoding == "utf-8":
        return straight, False
    other = decode(value, encoding)
    return (straight, True) if thai_score(straight) > thai_score(other) else (other, False)


def _by_type(text: str, kind: str) -> str:
    if kind in _NUMBERS:
        return plain_number(text.strip())
    if kind in _DATES:
        return "" if text.startswith("0000-00-00") else text.removesuffix(" 00:00:00")
    return text


def _binary_text(value: bytes) -> str:
    """Text where it reads as such, else its first bytes and its size."""
    if value.isascii() and not any(byte < 32 and byte not in (9, 10, 13) for byte in value):
        return value.decode("ascii")
    return f"0x{value.hex().upper()}" if len(value) <= 32 else f"0x{value[:16].hex().upper()}… ({len(value)})"
