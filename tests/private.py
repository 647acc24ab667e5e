"""Looking for private numbers where they must not be."""

from pathlib import Path

from ltaxgis.storage.engine import connect
from tests.contents import TABLES

PRIVATE = "private_numbers"
INDEXES = ("search_letters_data", "search_words_data", "case_letters_data")


def numbers_of(path: Path) -> set[str]:
    """Every identity and telephone number that the project knows."""
    connection = connect(path)
    try:
        return {row[0] for row in connection.execute(f"SELECT number FROM {PRIVATE}")}
    finally:
        connection.close()


def leaks(path: Path, numbers: set[str]) -> dict[str, list[str]]:
    """By table, the numbers of at least nine digits that stand in the bytes of any of its cells.

    Numbers are looked for among all runs of digits, whatever stands between those (`1-2345-67890-12-3` counts).
    """
    wanted = {number for number in numbers if len(number) >= 9 and number.isdigit()}
    found: dict[str, list[str]] = {}
    connection = connect(path)
    try:
        for table in (*(name for name in TABLES if name != PRIVATE), *INDEXES):
            hits = {hit for row in connection.execute(f'SELECT * FROM "{table}"') for hit in _hits(row, wanted)}
            if hits:
                found[table] = sorted(hits)
    finally:
        connection.close()
    return found


def _hits(row: tuple[object, ...], wanted: set[str]) -> set[str]:
    return {hit for cell in row if isinstance(cell, str | bytes) for hit in _in_cell(cell, wanted)}


def _in_cell(cell: str | bytes, wanted: set[str]) -> set[str]:
    text = cell if isinstance(cell, str) else cell.decode("latin-1")
    digits = "".join(letter if letter.isdigit() else "" if letter in "- " else "," for letter in text)
    runs = [run for run in digits.split(",") if len(run) >= 9]
    return {run[i : i + size] for run in runs for size in (9, 10, 13) for i in range(len(run) - size + 1)} & wanted
