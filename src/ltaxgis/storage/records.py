"""Rows to records and back, and how versions are opened and closed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

import numpy as np
import shapely
from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from ltaxgis.domain.changes import Change
from ltaxgis.domain.errors import Conflict
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.bulk import run_many
from ltaxgis.storage.schema.columns import Utc, field_names
from ltaxgis.storage.shape_type import Shape

R = TypeVar("R", bound=Record)
BATCH = 500


def open_records(connection: Connection, table: Table, kind: type[R], uids: Iterable[Uid]) -> list[R]:
    """The open versions in the order asked; what has ended is left out."""
    wanted = list(uids)
    found: dict[str, R] = {}
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        where = f"uid IN ({', '.join('?' * len(part))}) AND recorded_to IS NULL"
        found |= {record.uid: record for record in _records(connection, table, kind, where, part)}
    return [found[uid] for uid in wanted if uid in found]


def records_having(connection: Connection, table: Table, kind: type[R], name: str, values: Iterable[str]) -> list[R]:
    """The open versions whose field is one of these values, the oldest first."""
    wanted = list(values)
    found: list[R] = []
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        where = f'"{table.c[name].name}" IN ({", ".join("?" * len(part))}) AND recorded_to IS NULL ORDER BY id'
        found += _records(connection, table, kind, where, part)
    return found


def record_versions(
    connection: Connection, table: Table, kind: type[R], wanted: Iterable[tuple[Uid, int]]
) -> Iterator[R]:
    """Versions of records by uid and number, open or not."""
    for uid, version in wanted:
        yield from _records(connection, table, kind, "uid = ? AND version = ?", (uid, version))


def _records(connection: Connection, table: Table, kind: type[R], where: str, values: Sequence[object]) -> Iterator[R]:
    """Records by a driver cursor, without a row object each; what is no text or number is understood by the column."""
    names, asked, turned = _read_as(table, field_names(kind))
    cursor: Any = connection.connection.cursor()
    rows = cursor.execute(f'SELECT {asked} FROM "{table.name}" WHERE {where}', values).fetchall()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place in turned if rows else ():
        columns[place] = _typed(table.c[names[place]], list(columns[place]))
    return (kind(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


@cache
def _read_as(table: Table, names: tuple[str, ...]) -> tuple[tuple[str, ...], str, tuple[int, ...]]:
    """Fields of a record, how they are asked for, and the places of those that are no text or number."""
    asked = ", ".join(_told(table.c[name]) for name in names)
    plain = (int, float, str)
    turned = [place for place, name in enumerate(names) if table.c[name].type.python_type not in plain]
    return names, asked, tuple(turned)


def _typed(column: ColumnElement[Any], values: list[Any]) -> list[Any]:
    if column.type.python_type is bool:
        return [None if value is None else bool(value) for value in values]
    return _understood(column, values)


def _told(column: ColumnElement[Any]) -> str:
    return f'AsBinary("{column.key}")' if isinstance(column.type, Shape) else f'"{column.key}"'


def columns_of(
    connection: Connection,
    table: Table,
    kind: type[Record],
    names: Sequence[str] | None,
    as_of: datetime | None,
    only: Collection[Uid] | None = None,
    also: str = "",
) -> Columns:
    """Many records as columns, by a driver cursor: a hundred thousand rows without an object each. `also` is another
    condition in SQL."""
    asked = list(names) if names is not None else [name for name in field_names(kind) if name != "uid"]
    columns = [table.c.uid, *(table.c[name] for name in asked)]
    texts = ", ".join(map(_told, columns))
    where: str
    values: tuple[str, ...]
    where, values = ("recorded_to IS NULL", ()) if as_of is None else _at(as_of)
    if also:
        where = f"{where} AND {also}"
    if only is not None:
        where, values = f"{where} AND uid IN ({', '.join('?' * len(only))})", (*values, *only)
    cursor = connection.connection.cursor()
    cursor.execute(f'SELECT {texts} FROM "{table.name}" WHERE {where} ORDER BY id', values)
    turned: list[list[Any]] = [[] for _ in columns]
    # short holds of the interpreter: the window goes on painting; and no row outlives its batch, which would keep
    # the collector of garbage busy
    while batch := cursor.fetchmany(2000):
        for column, part in zip(turned, zip(*batch, strict=True), strict=True):
            column.extend(part)
    data = {name: _understood(table.c[name], values) for name, values in zip(asked, turned[1:], strict=True)}
    return Columns(turned[0], data)


def _understood(column: ColumnElement[Any], values: list[Any]) -> list[Any]:
    if isinstance(column.type, Shape):
        return list(shapely.from_wkb(np.asarray(values, dtype=object)))
    if isinstance(column.type, Utc):
        return [None if value is None else datetime.fromisoformat(value) for value in values]
    if column.type.python_type is date:
        return [None if value is None else date.fromisoformat(value) for value in values]
    return values


def _at(moment: datetime) -> tuple[str, tuple[str, ...]]:
    text = moment.isoformat(timespec="microseconds")
    return "recorded_from <= ? AND (recorded_to IS NULL OR recorded_to > ?)", (text, text)


def apply_change(connection: Connection, table: Table, change: Change, line: int, at: datetime) -> None:
    """Closes the version that was read and opens the next. Raises `Conflict` where it is no longer the open one."""
    if change.before is not None:
        _close(connection, table, change.before, line, at)
    if change.after is not None:
        values = {name: getattr(change.after, name) for name in field_names(type(change.after))}
        values |= {"version": _next_version(connection, table, change.uid), "recorded_from": at, "opened_by": line}
        connection.execute(insert(table), values)


def _close(connection: Connection, table: Table, before: Record, line: int, at: datetime) -> None:
    done = connection.execute(
        update(table)
        .where(table.c.uid == before.uid, table.c.version == before.version, table.c.recorded_to.is_(None))
        .values(recorded_to=at, closed_by=line)
    )
    if done.rowcount != 1:
        raise Conflict("change.conflict", uid=before.uid, kind=type(before).__name__)


def _next_version(connection: Connection, table: Table, uid: Uid) -> int:
    last = connection.execute(select(func.max(table.c.version)).where(table.c.uid == uid)).scalar()
    return (last or 0) + 1


def close_uids(connection: Connection, table: Table, uids: Sequence[Uid], line: int, at: datetime) -> None:
    moment = at.isoformat(timespec="microseconds")
    run_many(
        connection,
        f'UPDATE "{table.name}" SET recorded_to = ?, closed_by = ? WHERE uid = ? AND recorded_to IS NULL',
        ((moment, line, uid) for uid in uids),
    )
