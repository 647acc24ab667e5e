"""LTAX3000's own backup: the grammar of mysqldump (and its kin) read as a stream, without a server.

Values come out as MySQL would have stored them: quoted text and blobs as bytes, numbers as text, NULL as None.
"""

import codecs
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, cast

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.tables import Cell
from ltaxgis.domain.telling import Told, untold
from ltaxgis.formats.dump_grammar import (
    COMMENT,
    CREATE,
    DELIMITER_LINE,
    INSERT,
    LONGEST_STATEMENT,
    NAMES,
    PLAIN_DELIMITER,
    ROW,
    STATEMENT,
    DumpTable,
    column_list,
    identifier,
    parse_create,
    row_values,
)

CHUNK = 1 << 20
Values = tuple[Cell | bytes, ...]


def open_dump(file: IO[bytes]) -> IO[bytes]:
    """The bytes of a dump, unpacked where it is packed, in a code of single bytes where a console wrote UTF-16."""
    file.seek(0)
    start = file.read(2)
    file.seek(0)
    if start == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(file, "rb"))
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return cast(IO[bytes], codecs.EncodedFile(file, "utf-8", "utf-16"))
    return file


class DumpReader:
    """One reading of a dump. `tables` are those defined or filled so far, `left` counts the rows passed over."""

    def __init__(
        self,
        stream: IO[bytes],
        source: str,
        chunk: int = CHUNK,
        told: Told = untold,
        share: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """`told` counts rows; how many there are is guessed by the `share` of the file that was read."""
        self.stream = stream
        self.told, self.share = told, share
        self.chunk = chunk
        self.source = source
        self.tables: dict[str, DumpTable] = {}
        self.left: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.names = ""
        self._text = b""
        self._at = 0
        self._ended = False
        self._footer_due = False
        self._table = ""

    def rows(self, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[tuple[str, tuple[str, ...], Values]]:
        """The rows of the wanted tables, in the order of the dump."""
        while self._skip_blank():
            if found := DELIMITER_LINE.match(self._text, self._at):
                self._skip_routines(found)
            elif found := CREATE.match(self._text, self._at):
                table = parse_create(self._statement())
                self.tables[table.name] = table
            elif found := INSERT.match(self._text, self._at):
                yield from self._insert(found, wanted)
            else:
                self._skip_statement()
        if self._footer_due:
            raise self._cut()

    def _insert(
        self, found: re.Match[bytes], wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, tuple[str, ...], Values]]:
        self._table = name = identifier(found.group("table"))
        listed = column_list(found.group("columns"))
        self._at = found.end()
        taken = wanted(name)
        end = b","
        while end == b",":
            row = self._row()
            end = row.group(2)
            if not taken:
                self.left[name] += 1
                continue
            values = row_values(row.group(1))
            columns = listed or self._columns(name, len(values))
            if len(values) != len(columns):
                raise Refused("file.dump_unreadable", name=self.source, table=name, row=self.given[name] + 1)
            self.given[name] += 1
            yield name, columns, values
        if end != b";":
            self._statement()

    def _columns(self, name: str, count: int) -> tuple[str, ...]:
        if name not in self.tables:
            self.tables[name] = DumpTable(name, tuple(f"ช่อง {number}" for number in range(1, count + 1)), (), ())
        return self.tables[name].columns

    def _row(self) -> re.Match[bytes]:
        while (found := ROW.match(self._text, self._at)) is None:
            self._await_end()
        self._at = found.end()
        return found

    def _done(self) -> int:
        return self.given[self._table] + self.left[self._table]

    def _skip_blank(self) -> bool:
        """Stands at the next statement, everything it needs to be known by in the buffer; False at the end."""
        while True:
            self._ensure(self.chunk // 4)
            found = COMMENT.match(self._text, self._at)
            if found is None:
                if self._text.startswith(b"/*", self._at):
                    self._await_end()
                    continue
                return self._at < len(self._text)
            self._notice(found.group())
            self._at = found.end()

    def _await_end(self) -> None:
        """Reads on for the end of what was begun; `Refused` where it does not come."""
        if len(self._text) - self._at > LONGEST_STATEMENT:
            raise Refused("file.dump_unreadable", name=self.source, table=self._table, row=self._done() + 1)
        if not self._more():
            raise self._cut()

    def _notice(self, comment: bytes) -> None:
        if comment.startswith((b"-- MySQL dump", b"-- MariaDB dump")):
            self._footer_due = True
        elif comment.startswith(b"-- Dump completed"):
            self._footer_due = False
        elif names := NAMES.search(comment):
            self.names = names.group(1).decode("ascii")

    def _skip_routines(self, found: re.Match[bytes]) -> None:
        """Passes over triggers and routines, whose bodies hold statements that were never run."""
        self._at = found.end()
        if found.group(1) == b";":
            return
        while (end := PLAIN_DELIMITER.search(self._text, self._at)) is None:
            # keeps enough to see a line that is cut by the chunk's end
            self._at = max(self._at, len(self._text) - 100)
            if not self._more():
                raise self._cut()
        self._at = end.end()

    def _skip_statement(self) -> None:
        opens = self._text[self._at : self._at + 20].upper()
        if opens.startswith((b"INSERT", b"REPLACE")):
            if len(self._text) - self._at < 200:
                raise self._cut()
            raise Refused("file.dump_unreadable", name=self.source, table="", row=0)
        self._statement(may_end_open=not opens.startswith(b"CREATE"))

    def _statement(self, may_end_open: bool = False) -> bytes:
        """The bytes up to the next `;` outside quotes, passed over."""
        while (found := STATEMENT.match(self._text, self._at)) is None:
            too_long = len(self._text) - self._at > LONGEST_STATEMENT
            if too_long:
                raise Refused("file.dump_unreadable", name=self.source, table=self._table, row=self._done())
            if not self._more():
                if not may_end_open:
                    raise self._cut()
                rest = self._text[self._at :]
                self._at = len(self._text)
                return rest
        self._at = found.end()
        return found.group()

    def _tell(self) -> None:
        rows, share = self.given.total() + self.left.total(), self.share()
        if rows and share:
            self.told(rows, max(rows, round(rows / share)))

    def _cut(self) -> Refused:
        return Refused("file.dump_cut", name=self.source, table=self._table, row=self._done())

    def _ensure(self, size: int) -> None:
        while len(self._text) - self._at < size and self._more():
            pass

    def _more(self) -> bool:
        """Reads on, dropping what is behind; doubles its step while one row wants more. False at the end."""
        if self._ended:
            return False
        rest = self._text[self._at :]
        try:
            chunk = self.stream.read(max(self.chunk, len(rest)))
        except EOFError:
            # the packed stream itself was cut
            chunk, self._footer_due = b"", True
        except (zlib.error, gzip.BadGzipFile) as error:
            raise Refused("file.damaged", name=self.source) from error
        self._text, self._at = rest + chunk, 0
        self._tell()
        self._ended = not chunk
        return bool(chunk)
