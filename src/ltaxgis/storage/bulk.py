"""Many births at once: tuples through the driver, the triggers asleep, the R*Tree filled in one go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import repeat
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection, Table
from sqlalchemy.sql import ColumnElement

from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.schema.columns import Utc, field_names
from ltaxgis.storage.shape_blob import shape_blobs
from ltaxgis.storage.shape_type import Shape

BULK = 500


def run_many(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Runs a statement for each row through the driver, inside the transaction of the connection."""
    driver: Any = connection.connection.cursor()
    driver.executemany(statement, rows)


def add_columns(
    connection: Connection, table: Table, kind: type[Record], columns: Columns, line: int, at: datetime
) -> None:
    """Records of version 1 where none is given; names that are not given take the default of the table."""
    stored = stored_columns(connection, table, kind, columns)
    with add_rows(connection, table, stored, line, at) as first:
        if "shape" in stored and len(columns) >= BULK:
            store_boxes(connection, f"idx_{table.name}_shape", first, columns.data["shape"])


def stored_columns(
    connection: Connection, table: Table, kind: type[Record], columns: Columns
) -> dict[str, Sequence[Any]]:
    """The columns as the driver stores them."""
    given = [name for name in field_names(kind) if name in columns.data and name not in ("uid", "version")]
    versions = columns.data.get("version", [1] * len(columns))
    stored = {name: _stored(connection, table.c[name], columns.data[name]) for name in given}
    return {"uid": columns.uids, "version": versions, **stored}


def next_id(connection: Connection, table: Table) -> int:
    return int(connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) + 1 FROM "{table.name}"').scalar_one())


@contextmanager
def add_rows(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]], line: int, at: datetime
) -> Iterator[int]:
    """Rows as the driver stores them, opened now by this line of the journal; answers the `id` of the first, the
    others follow it. While the block goes on, what many rows put to sleep is still asleep."""
    count = len(columns["uid"])
    first = next_id(connection, table)
    moment = at.isoformat(timespec="microseconds")
    names = ["id", *columns, "recorded_from", "opened_by"]
    rows = zip(range(first, first + count), *columns.values(), repeat(moment, count), repeat(line, count), strict=True)
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    with asleep(connection, table, count, first):
        run_many(connection, f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})', rows)
        yield first


@contextmanager
def asleep(connection: Connection, table: Table, count: int, first: int) -> Iterator[None]:
    """Triggers, SpatiaLite's above all, cost more than the rows: for many rows they are dropped and made again in
    the same transaction; so are the indexes of an empty table (whose `first` id is 1), quicker made when it is full.
    """
    besides = "index" if first == 1 else "trigger"
    query = (
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', ?) AND tbl_name = ? AND sql IS NOT NULL"
    )
    asleep = connection.exec_driver_sql(query, (besides, table.name)).all() if count >= BULK else []
    for kind, name, _ in asleep:
        connection.exec_driver_sql(f'DROP {kind} "{name}"')
    yield
    for _, _, statement in asleep:
        connection.exec_driver_sql(statement)


def store_boxes(connection: Connection, index: str, first: int, shapes: Sequence[Any]) -> None:
    """The R*Tree `index` knows the shapes, the first of which is stored under the id `first`."""
    boxes = shapely.bounds(np.asarray(shapes, dtype=object))
    drawn = np.flatnonzero(~np.isnan(boxes[:, 0]))
    run_many(
        connection,
        f"INSERT INTO {index} (pkid, xmin, ymin, xmax, ymax) VALUES (?, ?, ?, ?, ?)",
        zip((drawn + first).tolist(), *boxes[drawn].T.tolist(), strict=True),
    )


def _stored(connection: Connection, column: ColumnElement[Any], values: Sequence[Any]) -> Sequence[Any]:
    if isinstance(column.type, Shape):
        return shape_blobs(connection, values, column.type.srid)
    if isinstance(column.type, Utc):
        return [None if value is None else value.isoformat(timespec="microseconds") for value in values]
    if column.type.python_type is date:
        return [None if value is None else value.isoformat() for value in values]
    return values
