"""What files last said about records, beside what the records say now."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Imported, Source
from ltaxgis.storage.bulk import run_many
from ltaxgis.storage.records import close_uids
from ltaxgis.storage.schema.tables import Tables


def store_imported(
    connection: Connection, tables: Tables, kind: type[Record], source: Source, rows: Imported, line: int, at: datetime
) -> None:
    """Replaces what a file last said about these records, in bulk; the source is kept with it."""
    _store_source(connection, tables, source, line)
    table = tables.imported
    close_uids(connection, table, rows.uids, line, at)
    moment = at.isoformat(timespec="microseconds")
    name, count = tables.of[kind].name, len(rows.uids)
    run_many(
        connection,
        f'INSERT INTO "{table.name}" (uid, version, kind, source_uid, key, line, field_values, rest, '
        "recorded_from, opened_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        zip(rows.uids, [line] * count, [name] * count, [source.uid] * count, rows.keys, rows.lines, rows.values,
            rows.rest, [moment] * count, [line] * count, strict=True),
    )  # fmt: skip


def _store_source(connection: Connection, tables: Tables, source: Source, line: int) -> None:
    known = select(func.count()).select_from(tables.sources).where(tables.sources.c.uid == source.uid)
    if connection.execute(known).scalar():
        return
    connection.execute(insert(tables.sources), {
        "uid": source.uid, "name": source.name, "sha256": source.sha256, "size": source.size, "kind": source.kind,
        "source_table": source.table, "profile": source.profile, "choice": source.choice, "imported_by": line,
    })  # fmt: skip


def load_imported(connection: Connection, tables: Tables, kind: type[Record]) -> Imported:
    t = tables.imported
    query = select(t.c.uid, t.c.key, t.c.line, t.c.field_values, t.c.rest, t.c.source_uid).where(
        t.c.kind == tables.of[kind].name, t.c.recorded_to.is_(None)
    )
    rows = connection.execute(query).all()
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(6)]
    return Imported(*columns)


def load_sources(connection: Connection, tables: Tables) -> list[Source]:
    t = tables.sources
    return [
        Source(r.uid, r.name, r.sha256, r.size, r.kind, r.source_table, r.profile, r.choice)
        for r in connection.execute(select(t).order_by(t.c.uid))
    ]
