"""Tables written as workbook or CSV: codes stay text, and no cell runs as a formula.

What writes workbooks is imported where one is written: it takes a fifth of the start of every other work.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.drafts import drafted

WRITABLE = (".xlsx", ".csv")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | None


def write_table(path: Path, name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """The table stands at `path`, whole or not at all. Raises `Refused("file.cannot_write")`, or
    `Refused("file.kind_unknown")` for an ending nobody knows."""
    if path.suffix.lower() not in WRITABLE:
        raise Refused("file.kind_unknown", name=path.name)
    with drafted(path) as draft:
        if path.suffix.lower() == ".csv":
            _write_csv(draft, headers, rows)
        else:
            from ltaxgis.formats.sheet_book import write_workbook

            write_workbook(draft, name, headers, rows)


def _write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """UTF-8 with a mark, so that Excel shows Thai; texts that would compute get an apostrophe before them."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows([_harmless(cell) for cell in row] for row in rows)


def _harmless(cell: Value) -> Value:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
