"""Many births at once: tuples through the driver, the triggers asleep, the R*Tree filled in one go."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection, Table
from sqlalchemy.sql import ColumnElement

from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.schema.columns import Utc, field_names
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
    count = len(columns)
    given = [name for name in field_names(kind) if name in columns.data and name not in ("uid", "version")]
    names = ["uid", "version", *given, "recorded_from", "opened_by"]
    stored = [_stored(table.c[name], columns.data[name]) for name in given]
    moment = at.isoformat(timespec="microseconds")
    versions = columns.data.get("version", [1] * count)
    rows = zip(columns.uids, versions, *stored, [moment] * count, [line] * count, strict=True)
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join(_mark(table, name) for name in names)
    statement = f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})'
    if count < BULK:
        run_many(connection, statement, rows)
        return
    with _triggers_asleep(connection, table):
        run_many(connection, statement, rows)
        _fill_index(connection, table, line)


@contextmanager
def _triggers_asleep(connection: Connection, table: Table) -> Iterator[None]:
    """SpatiaLite's triggers cost more than the rows; they are dropped and made again in the same transaction."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    triggers = connection.exec_driver_sql(query, (table.name,)).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def _fill_index(connection: Connection, table: Table, line: int) -> None:
    if "shape" in table.c:
        connection.exec_driver_sql(
            f"INSERT INTO idx_{table.name}_shape SELECT id, MbrMinX(shape), MbrMaxX(shape), MbrMinY(shape), "
            f"MbrMaxY(shape) FROM {table.name} WHERE opened_by = ? AND shape IS NOT NULL "
            f"AND id NOT IN (SELECT pkid FROM idx_{table.name}_shape)",
            (line,),
        )


def _stored(column: ColumnElement[Any], values: Sequence[Any]) -> Sequence[Any]:
    if isinstance(column.type, Shape):
        return list(shapely.to_wkb(np.asarray(values, dtype=object)))
    if not isinstance(column.type, Utc) and column.type.python_type is date:
        return [None if value is None else value.isoformat() for value in values]
    return values


def _mark(table: Table, name: str) -> str:
    kind = table.c[name].type
    return f"GeomFromWKB(?, {kind.srid})" if isinstance(kind, Shape) else "?"
