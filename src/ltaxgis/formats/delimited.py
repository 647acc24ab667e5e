"""Text with delimiters (.csv, .tsv, .txt): encoding, delimiter and decimal sign are found out, no cell is lost."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import islice

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.tables import Cell, SourceTable
from ltaxgis.domain.telling import Told
from ltaxgis.formats.archives import ForeignFile
from ltaxgis.formats.encodings import (
    EncodingGuess,
    decode,
    decode_by_line,
    guess_encoding,
    thai_sample,
    thai_score,
)
from ltaxgis.formats.tables import Grid, grid_of_rows, lay_out_all, rows_wanted
from ltaxgis.ports.readers import ReadChoice

DELIMITERS = ",;\t|"
SAMPLE = 1 << 18
_LONGEST_CELL = 1 << 27
_ROWS_AT_ONCE = 20_000
_COMMA_NUMBER = re.compile(r"-?\d+(?:,\d+)?")
_COMMA_FRACTION = re.compile(r"-?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+)")


def read_delimited(file: ForeignFile, choice: ReadChoice) -> list[SourceTable]:
    """The table of a text file. `Refused` where it is no text or no delimiter makes columns of it: a register of one
    column has nothing to join, so it is read only where a person chose the delimiter."""
    data, source = file.stream.read(), file.source
    if choice.limit is not None:
        data = _first_lines(data, rows_wanted(choice) or 0)
    grid = Grid(source, file.stem)
    text = _decoded(data, grid, choice)
    if text.count("\x00") or _looks_binary(text):
        raise Refused("file.not_text", name=source)
    delimiter = choice.delimiter or find_delimiter(text[:SAMPLE])
    if delimiter is None:
        raise Refused("file.one_column", name=source)
    rows = _rows(text, delimiter, source, choice.told)
    filled = grid_of_rows(source, file.stem, rows)
    filled.encoding, filled.facts = grid.encoding, {**grid.facts, "kind": "delimited", "delimiter": delimiter}
    filled.findings = [_named(finding, filled) for finding in grid.findings]
    _mend_decimal_comma(filled, delimiter)
    return lay_out_all([filled], choice, source)


def _named(finding: Finding, grid: Grid) -> Finding:
    return replace(finding, place=grid.place(finding.place.row))


def _decoded(data: bytes, grid: Grid, choice: ReadChoice) -> str:
    if choice.encoding is not None:
        grid.encoding = choice.encoding
        return decode(data, choice.encoding).removeprefix("\ufeff")
    guess = guess_encoding(data)
    grid.encoding = guess.name
    grid.facts["encoding_guess"] = guess
    if guess.name == "cp874" and _has_utf8_lines(data):
        text, minority = decode_by_line(data)
        if minority:
            about = (
                ("count", len(minority)),
                ("lines", ", ".join(map(str, minority[:20]))),
                ("numbers", tuple(minority)),
            )
            grid.findings.append(Finding("file.encoding_mixed", grid.place(minority[0]), facts=about))
            grid.encoding = "utf-8+cp874"
            return text.removeprefix("\ufeff")
    text = decode(data, guess.name).removeprefix("\ufeff")
    if guess.name not in ("utf-8", "utf-8-sig", "utf-16"):
        grid.findings.append(_guessed(guess, grid))
    if lost := text.count("\ufffd"):
        grid.findings.append(Finding("file.characters_lost", grid.place(), facts=(("count", lost),)))
    return text


def _guessed(guess: EncodingGuess, grid: Grid) -> Finding:
    about = (("encoding", guess.name), ("score", guess.score))
    return Finding("file.encoding_guessed", grid.place(), guess.sample, guess.name, facts=about)


def _has_utf8_lines(data: bytes) -> bool:
    """True where some line that is not ASCII is good Thai in UTF-8."""
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        text = line.decode("utf-8", "ignore")
        if len(thai_sample(text)) > 3 and thai_score(line.decode("utf-8", "replace")) > 0.9:
            return True
    return False


def _looks_binary(text: str) -> bool:
    head = text[:4096]
    odd = sum(1 for character in head if ord(character) < 32 and character not in "\t\r\n\f\x1a")
    return odd > len(head) // 50


def _first_lines(data: bytes, count: int) -> bytes:
    end = 0
    for _ in range(count * 2):
        found = data.find(b"\n", end)
        if found < 0:
            return data
        end = found + 1
    # UTF-16 has a second byte after the line end
    return data[: end + (end % 2)] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data[:end]


def find_delimiter(sample: str) -> str | None:
    """The delimiter that cuts most lines into the same number of cells; None where none makes two columns."""
    best: tuple[float, str | None] = (0.0, None)
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))[:200]
        except csv.Error:
            continue
        counts = Counter(len(row) for row in rows[: len(rows) - 1 or 1] if any(row))
        if not counts:
            continue
        cells = max(counts, key=lambda size: (counts[size] * (size > 1), size))
        share = counts[cells] / counts.total()
        if cells > 1 and share > 0.3 and share * min(cells, 12) > best[0]:
            best = (share * min(cells, 12), delimiter)
    return best[1]


def _rows(text: str, delimiter: str, source: str, told: Told) -> list[list[Cell]]:
    csv.field_size_limit(_LONGEST_CELL)
    if text.startswith("sep=") and "\n" in text[:12]:
        # Excel's own first line
        text = "\n" + text.partition("\n")[2]
    try:
        reader = csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=delimiter)
        # a cell may hold line breaks: there are at most as many rows as lines
        lines, rows = text.count("\n") + 1, list[list[Cell]]()
        while block := list(islice(reader, _ROWS_AT_ONCE)):
            rows += [[cell if cell.strip() else None for cell in row] for row in block]
            told(len(rows), max(len(rows), lines))
    except csv.Error as error:
        raise Refused("file.damaged", name=source) from error
    return rows


def _mend_decimal_comma(grid: Grid, delimiter: str) -> None:
    """Turns `0,5` into `0.5` in columns whose numbers are all written so."""
    if delimiter == ",":
        return
    mended = 0
    for number, cells in grid.columns.items():
        texts = [cell.strip() for cell in cells if cell]
        numbers = [text for text in texts if _COMMA_NUMBER.fullmatch(text)]
        fractions = sum(1 for text in numbers if _COMMA_FRACTION.fullmatch(text))
        if fractions and len(numbers) >= len(texts) - 3 and fractions * 2 > sum("," in text for text in numbers):
            grid.columns[number] = [
                cell.replace(",", ".") if cell and _COMMA_NUMBER.fullmatch(cell.strip()) else cell for cell in cells
            ]
            mended += 1
    if mended:
        grid.facts["decimal"] = ","
        grid.findings.append(Finding("file.decimal_comma", grid.place(), facts=(("count", mended),)))
