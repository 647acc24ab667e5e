"""Where a sheet's header stands: under title lines and merged cells, on one line or two."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ltaxgis.domain.tables import Cell

LOOKED_AT = 40
_BELOW = 20
_NUMERIC = re.compile(
    r"[-+]?[\d๐-๙][\d๐-๙,]*(?:\.[\d๐-๙]*)?%?|\d{4}-\d\d-\d\d.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|TRUE|FALSE"
)
_SPACES = re.compile(r"\s+")

Row = dict[int, str]
Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Header:
    """`end` is the index of the first line below it; `lines` its line numbers, empty where none was found; `names` by
    column; `parts` the group and the heading under it, by column, where it has two lines; `filled` names that stood in
    a merged cell; `raw` the texts of each line as they stood."""

    end: int
    lines: tuple[int, ...]
    names: dict[int, str]
    parts: dict[int, tuple[str, str]]
    filled: tuple[str, ...]
    raw: tuple[Row, ...]

    @property
    def line(self) -> int:
        """The first line of the header, 0 where there is none."""
        return self.lines[0] if self.lines else 0


def find_header(
    lines: Sequence[int], columns: dict[int, list[Cell]], merges: list[Block], chosen: int | None = None
) -> Header:
    """The best header among the first lines; `chosen` is the line a person pointed at, 0 for "there is none"."""
    rows = [_row(columns, index) for index in range(min(LOOKED_AT + _BELOW, len(lines)))]
    if chosen == 0:
        return _no_header(0)
    if chosen is not None:
        index = next((index for index, line in enumerate(lines) if line >= chosen), len(lines) - 1)
        rows = rows if index < len(rows) else [*rows, *(_row(columns, i) for i in range(len(rows), index + 2))]
        return _header_at(index, lines, rows, merges)
    candidates = [_header_at(index, lines, rows, merges) for index in range(min(LOOKED_AT, len(rows) - 1))]
    scored = [(_score(found, rows) - 0.05 * index, -index) for index, found in enumerate(candidates)]
    best = -max(scored)[1]
    header = candidates[best]
    if not header.names or _share_numeric(header.names.values()) > 0.34:
        return _no_header(_first_wide_row(rows))
    return header


def _row(columns: dict[int, list[Cell]], index: int) -> Row:
    if index >= len(next(iter(columns.values()))):
        return {}
    return {number: cell for number, cells in columns.items() if (cell := cells[index])}


def _no_header(end: int) -> Header:
    return Header(end, (), {}, {}, (), ())


def _first_wide_row(rows: list[Row]) -> int:
    """Titles above a table without header are still titles."""
    usual = sorted(len(row) for row in rows)[len(rows) // 2]
    return next(index for index, row in enumerate(rows) if len(row) * 2 > usual)


def _header_at(index: int, lines: Sequence[int], rows: list[Row], merges: list[Block]) -> Header:
    top = rows[index]
    spans = _spans(lines[index], merges, top)
    sub = rows[index + 1] if index + 1 < len(rows) and lines[index + 1] == lines[index] + 1 else {}
    if _is_second_line(top, sub, spans):
        return _two_lines(index, lines, top, sub, spans)
    names = {number: clean_name(text) for number, text in top.items()}
    filled: list[str] = []
    for left, right in spans:
        if right - left < max(2, len(names)):
            names.update(dict.fromkeys(range(left + 1, right + 1), names[left]))
            filled.append(names[left])
    return Header(index + 1, (lines[index],), names, {}, tuple(filled), (top,))


def _spans(line: int, merges: list[Block], row: Row) -> list[tuple[int, int]]:
    """Columns that a merged cell of this line covers, first to last."""
    return [(left, right) for top, left, bottom, right in merges if top == line and right > left and left in row]


def _is_second_line(top: Row, sub: Row, spans: list[tuple[int, int]]) -> bool:
    """True where `sub` only has headings under groups of `top` and in its gaps, or `top` only groups over `sub`."""
    if len(sub) < 2 or _share_numeric(sub.values()) > 0:
        return False
    spanned = {number for left, right in spans for number in range(left, right + 1)}
    if spans and set(top) == {left for left, _right in spans} and spanned < set(sub):
        # one merged cell from the first column on is a title
        return len(spans) > 1 or spans[0][0] > min(sub)
    if len(top) < 2:
        return False
    inside = {number for number in range(min(top), max(sub) + 1) if number not in top}
    # a group's own column stands just before the gap it reaches over
    allowed = spanned | inside | {number - 1 for number in inside}
    if not set(sub) <= allowed or not spanned <= set(sub):
        return False
    return len(set(sub) & (inside | spanned)) > 0 and len(inside & set(sub)) >= 0.8 * len(inside & set(range(max(sub))))


def _two_lines(index: int, lines: Sequence[int], top: Row, sub: Row, spans: list[tuple[int, int]]) -> Header:
    group_of: dict[int, str] = {}
    spanned = {number for left, right in spans for number in range(left, right + 1)}
    under_of = {number: clean_name(text) for number, text in sub.items()}
    alone = Counter([*under_of.values(), *(clean_name(text) for number, text in top.items() if number not in sub)])
    group = ""
    for number in range(min(*top, *sub), max(*top, *sub) + 1):
        group = clean_name(top.get(number, group))
        if number in top or number in sub:
            group_of[number] = group if number in top or not spans or number in spanned else ""
    names: dict[int, str] = {}
    parts: dict[int, tuple[str, str]] = {}
    for number, group in group_of.items():
        under = under_of.get(number, "")
        parts[number] = (group, under)
        # the group's name is needed only where its headings stand under another group too
        names[number] = under if alone[under] == 1 or under == group else f"{group} {under}".strip()
    filled = tuple(clean_name(top[left]) for left, _right in spans)
    return Header(index + 2, (lines[index], lines[index + 1]), names, parts, filled, (top, sub))


def _score(header: Header, rows: list[Row]) -> float:
    below = [row for row in rows[header.end : header.end + _BELOW] if row not in header.raw]
    names = header.names
    if not names or not below:
        return -9.0
    used = Counter(number for row in below for number in row)
    if not used:
        return -9.0
    texts = list(names.values())
    contrast = sum(1 for number in names if _mostly_numeric(number, below) and not _is_numeric(names[number]))
    again = sum(1 for number, name in names.items() if any(row.get(number) == name for row in below))
    return (
        2 * sum(used[number] for number in names) / used.total()
        - 2 * _share_numeric(texts)
        + (len(set(texts)) + len(header.filled)) / (len(texts) + len(header.filled))
        + contrast / len(used)
        - again / len(names)
        - sum(len(text) > 60 for text in texts) / len(texts)
        # titles are short lines: what has full lines above it is no header
        - 0.3 * min(3, sum(len(row) > 0.6 * len(names) for row in rows[: header.end - len(header.lines)]))
        + (0.3 if len(header.lines) > 1 else 0)
    )


def _mostly_numeric(number: int, below: list[Row]) -> bool:
    cells = [row[number] for row in below if number in row]
    return bool(cells) and sum(map(_is_numeric, cells)) > 0.6 * len(cells)


def _is_numeric(text: str) -> bool:
    return _NUMERIC.fullmatch(text.strip()) is not None


def _share_numeric(texts: object) -> float:
    every = list(texts)  # type: ignore[call-overload]
    return sum(map(_is_numeric, every)) / len(every) if every else 0.0


def clean_name(text: str) -> str:
    """A heading on one line, without the spaces around it."""
    return _SPACES.sub(" ", text).strip()
