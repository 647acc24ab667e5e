"""Writes `docs/data_model.md` from the schema: `python docs/make_data_model.py`. A test holds that it is current."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Table

from ltaxgis.domain.records import Record
from ltaxgis.storage.schema.search import SEARCH_TABLES
from ltaxgis.storage.schema.tables import APPLICATION_ID, VERSION, Tables, make_tables
from ltaxgis.storage.schema.views import FEATURE_LAYERS, NOW
from ltaxgis.storage.shape_type import Shape

PAPER = Path(__file__).with_name("data_model.md")
SRID = 32647

BOOKKEEPING = {
    "id": "local number of this version; the R\\*Tree and QGIS need one, nothing else refers to it",
    "uid": "UUIDv7 as 32 hexadecimal digits: the same in every version and every copy, never given twice",
    "version": "1, 2, 3 … within a uid; only grows, an undo is a new version too",
    "valid_from": "first day on which it was true in the world, empty for always",
    "valid_to": "first day on which it was true no more, empty where it still is",
    "same_as": "the older version whose content an undo brought back with this one",
    "recorded_from": "moment (UTC, ISO text of one width) at which we knew it",
    "recorded_to": "moment at which we knew better; empty in the open version",
    "opened_by": "line of the journal that brought this version",
    "closed_by": "line of the journal that ended it",
}
OTHERS = {
    "journal": "One line an act: who, in which position, when, what, why, and how many things. It holds no copy of "
    "what was changed: the versions that `opened_by` and `closed_by` point here with are the before and the after.",
    "imported": "What a file last said about a record. It said what the record's version `record_version` says, but "
    "for the fields in `otherwise` (JSON). `rest` (JSON) keeps the columns that have no field of ours and cells that "
    "were read otherwise than written. Versioned like the records, so that undoing an import takes it back too.",
    "sources": "The files that were imported, by name, size and SHA-256 of their bytes.",
    "findings": "What was noticed, by scope (`register`, `parcels`, `check`, `uses`, `people`, `join`); each run "
    "replaces its scope. `e`, `n` say where on the map.",
    "accepted": "Findings that a person accepted: not told again until revoked.",
    "private_numbers": "Identity and telephone numbers in full, here and nowhere else. Other tables hold `key` and a "
    "masked form.",
    "paper_bytes": "The bytes of papers that are small enough to lie in the project, by their SHA-256; larger ones lie "
    "in the folder beside it.",
    "own_files": "Profiles and other files that a town changes; the highest version counts, older ones stay.",
    "settings": "What the project says about itself: name of a setting and its value as JSON "
    "(`domain/project.py`, `ProjectSettings`).",
    "open_by": "Who has the project open, so that *busy* can say a name. No gate: each process writes its own row.",
    "gate": "One row; `open` is 1 only inside a transaction of ours.",
}


def paper() -> str:
    """The whole text of `data_model.md`."""
    tables = make_tables(SRID)
    parts = [_head(), *_records(tables), *_others(tables), _views(), _search()]
    return "\n".join(parts)


def _head() -> str:
    return f"""# Data model

Made from the schema by `docs/make_data_model.py`; do not edit by hand.

A project `*.ltax` is one SpatiaLite database: application id `0x{APPLICATION_ID:08X}` ("LTAX"), `user_version`
{VERSION}. A file with a higher `user_version` is refused in words. While it is open it is in WAL mode; the last to
close it leaves one single file.

Money is in whole satang, areas of the register in whole hundredths of a square wa, lengths in whole centimetres,
other areas as their record says. Dates are CE. Shapes are in the one projected CRS of the project, metres, x east and
y north. Empty text means "the source does not say"; NULL a missing number, date, reference or shape.

## What all tables of records share

Every record is kept in all its versions. A change closes the open version and opens the next; what is true now is
`recorded_to IS NULL AND valid_to IS NULL`; what was known at a moment is `recorded_from <= t AND (recorded_to IS NULL
OR recorded_to > t)`. `(uid, version)` is unique; `opened_by` and `closed_by` are indexed.

{_lines((name, told) for name, told in BOOKKEEPING.items())}
"""


def _records(tables: Tables) -> Iterator[str]:
    yield "## Tables of records\n\nThe columns above stand in each of them and are left out here.\n"
    for kind, table in tables.of.items():
        own = [column for column in table.columns if column.name not in BOOKKEEPING]
        yield f"### `{table.name}`\n\n{_told(kind)}\n\n{_columns(own)}\n"


def _others(tables: Tables) -> Iterator[str]:
    yield "## Other tables\n"
    known = {table.name for table in tables.of.values()}
    for table in tables.metadata.tables.values():
        if table.name not in known:
            yield f"### `{table.name}`\n\n{OTHERS[table.name]}\n\n{_columns(_plain(table))}\n"


def _plain(table: Table) -> list[Column[object]]:
    return list(table.columns)


def _told(kind: type[Record]) -> str:
    words = " ".join((inspect.getdoc(kind) or "").split())
    return f"`{kind.__module__.removeprefix('ltaxgis.')}.{kind.__name__}`. {words}"


def _columns(columns: list[Column[object]]) -> str:
    return ", ".join(f"`{column.name}` {_type(column)}" for column in columns)


def _type(column: Column[object]) -> str:
    if isinstance(column.type, Shape):
        name = column.type.kind.lower()
    else:
        name = {"Utc": "moment", "LargeBinary": "bytes"}.get(
            type(column.type).__name__, type(column.type).__name__.lower()
        )
    return name if not column.nullable or column.primary_key else f"{name}?"


def _views() -> str:
    layers = ", ".join(f"`{view}`" for view in FEATURE_LAYERS.values())
    return f"""## Views

`parcels_map`, {layers}: what is true now (`{NOW}`), registered with SpatiaLite, so that QGIS and `ogrinfo` list them
as layers. Reading is free to everybody; writing is refused by the gate.

## The gate

Each table but `gate` and `open_by` has three triggers (insert, update, delete) that refuse with a sentence while
`gate.open` is 0. Our own transactions open it after BEGIN IMMEDIATE and close it before COMMIT, so no other connection
ever sees it open.
"""


def _search() -> str:
    names = ", ".join(
        f"`{statement.split()[2 if 'VIRTUAL' not in statement else 3]}`"
        for statement in SEARCH_TABLES
        if "INDEX" not in statement
    )
    return f"""## Search

{names}: one line a thing that can be found, with its text folded (one spelling, no case) and by its sound, and two
FTS5 indexes over it: any three letters, and beginnings of words for one and two. `case_letters` is a third one, without
a copy of what it holds: what each open case that everybody may find says with its steps, papers and people, under the
`id` of its open version, which `search_cases` knows. All can be made again from the records at any time.
"""


def _lines(pairs: Iterator[tuple[str, str]]) -> str:
    return "\n".join(f"- `{name}`: {told}" for name, told in pairs)


def main() -> int:
    """`data_model.md` says what the schema says."""
    PAPER.write_text(paper(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
