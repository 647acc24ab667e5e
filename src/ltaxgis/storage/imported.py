"""What files last said about records, beside what the records say now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Imported, Source
from ltaxgis.storage.bulk import add_rows
from ltaxgis.storage.records import close_uids
from ltaxgis.storage.schema.tables import Tables


def store_imported(
    connection: Connection, tables: Tables, kind: type[Record], source: Source, rows: Imported, line: int, at: datetime
) -> None:
    """Replaces what a file last said about these records, in bulk; the source is kept with it."""
    store_source(connection, tables, source, line)
    table = tables.imported
    known = set(_open_columns(connection, tables, kind, "uid")[0])
    close_uids(connection, table, [uid for uid in rows.uids if uid in known], line, at)
    count = len(rows.uids)
    # a plain text: SQLAlchemy's own kind of text takes the driver four times as long
    columns: dict[str, Sequence[Any]] = {
        "uid": rows.uids, "version": [line] * count, "kind": [str(tables.of[kind].name)] * count,
        "source_uid": [source.uid] * count, "key": rows.keys, "line": rows.lines, "record_version": rows.versions,
        "otherwise": rows.otherwise, "rest": rows.rest,
    }  # fmt: skip
    with add_rows(connection, table, columns, line, at):
        pass


def store_source(connection: Connection, tables: Tables, source: Source, line: int) -> None:
    """The source is known, once; `line` of the journal imported it."""
    known = select(func.count()).select_from(tables.sources).where(tables.sources.c.uid == source.uid)
    if connection.execute(known).scalar():
        return
    connection.execute(insert(tables.sources), {
        "uid": source.uid, "name": source.name, "sha256": source.sha256, "size": source.size, "kind": source.kind,
        "source_table": source.table, "profile": source.profile, "choice": source.choice, "imported_by": line,
    })  # fmt: skip


def load_imported(connection: Connection, tables: Tables, kind: type[Record]) -> Imported:
    columns = _open_columns(
        connection, tables, kind, "uid", "key", "line", "record_version", "otherwise", "rest", "source_uid"
    )
    return Imported(*columns)


def load_places(connection: Connection, tables: Tables, kind: type[Record]) -> tuple[list[Uid], list[int], list[Uid]]:
    uids, lines, sources = _open_columns(connection, tables, kind, "uid", "line", "source_uid")
    return uids, lines, sources


def standing_at(connection: Connection, tables: Tables, source: str, table: str, line: int) -> list[Uid]:
    t, s = tables.imported, tables.sources
    query = (
        select(t.c.uid)
        .join(s, s.c.uid == t.c.source_uid)
        .where(t.c.line == line, t.c.recorded_to.is_(None), s.c.name == source, s.c.source_table == table)
    )
    return [Uid(uid) for uid in connection.execute(query).scalars()]


def rest_of(connection: Connection, tables: Tables, uids: Collection[Uid]) -> dict[Uid, str]:
    t = tables.imported
    query = select(t.c.uid, t.c.rest).where(t.c.uid.in_(uids), t.c.recorded_to.is_(None))
    return {Uid(uid): rest for uid, rest in connection.execute(query) if rest not in ("", "{}")}


def _open_columns(connection: Connection, tables: Tables, kind: type[Record], *names: str) -> list[list[Any]]:
    driver: Any = connection.connection.cursor()
    query = f"SELECT {', '.join(names)} FROM imported WHERE kind = ? AND recorded_to IS NULL"
    rows = driver.execute(query, (tables.of[kind].name,)).fetchall()
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]


def load_sources(connection: Connection, tables: Tables) -> list[Source]:
    t = tables.sources
    return [
        Source(r.uid, r.name, r.sha256, r.size, r.kind, r.source_table, r.profile, r.choice)
        for r in connection.execute(select(t).order_by(t.c.uid))
    ]
