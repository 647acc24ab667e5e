"""Rows that another process made ready, in a file of their own: taken over by SQLite without Python at each of them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import Connection, Table

from ltaxgis.domain.parcels import Link
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, Imported, Source
from ltaxgis.storage.bulk import asleep, next_id, run_many, stored_columns
from ltaxgis.storage.engine import engine_for
from ltaxgis.storage.imported import store_source
from ltaxgis.storage.packed_boxes import pack_boxes
from ltaxgis.storage.schema.tables import Tables, make_tables
from ltaxgis.storage.search import write_index

_ENDING = ".rows.new"
_NODES = ("node", "rowid", "parent")
"""The tables in which SQLite keeps an R*Tree."""
READY, JOINED = "ready", "joined"
"""What the files are called while they are taken from."""


@dataclass(frozen=True, slots=True)
class ReadyRows:
    """`ports.stores.MakeReady`: births of records written into the file at `path`, links into the one at `links`."""

    path: Path
    links: Path
    srid: int

    def __call__(self, kind: type[Record], columns: Columns, said: Imported) -> Path:
        table = make_tables(self.srid).of[kind]
        with _written(self.path) as connection:
            _write(connection, table, kind, columns, said)
        return self.path

    def joined(self, links: Columns, things: Mapping[type[Record], Columns]) -> Path:
        table = make_tables(self.srid).of[Link]
        with _written(self.links) as connection:
            _write_table(connection, "links", stored_columns(connection, table, Link, links))
            write_index(connection, things)
        return self.links


@contextmanager
def _written(path: Path) -> Iterator[Connection]:
    path.touch()
    engine = engine_for(path)
    try:
        with engine.connect() as connection:
            driver = connection.connection.cursor()
            # nobody wants half of it: what is not finished is thrown away
            for pragma in ("page_size = 8192", "journal_mode = OFF", "synchronous = OFF", "cache_size = -20000"):
                driver.execute(f"PRAGMA {pragma}")
            with connection.begin():
                yield connection
    finally:
        engine.dispose()


@contextmanager
def ready_rows(project: Path, srid: int) -> Iterator[ReadyRows]:
    """A place for such rows beside the project, gone in the end."""
    sweep_ready_rows(project)
    rows, links = (project.with_name(f".{project.name}.{part}{os.getpid()}{_ENDING}") for part in ("", "links."))
    try:
        yield ReadyRows(rows, links, srid)
    finally:
        rows.unlink(missing_ok=True)
        links.unlink(missing_ok=True)


def sweep_ready_rows(project: Path) -> None:
    """What processes left behind that were ended is gone."""
    for left in project.parent.glob(f".{project.name}.*{_ENDING}"):
        number = left.name.removesuffix(_ENDING).rpartition(".")[2]
        if not (number.isdecimal() and psutil.pid_exists(int(number))):
            with suppress(OSError):  # looked at by a virus scanner: the next import will do this
                left.unlink()


def _write(connection: Connection, table: Table, kind: type[Record], columns: Columns, said: Imported) -> None:
    records = stored_columns(connection, table, kind, columns)
    about: dict[str, Sequence[Any]] = {
        "uid": said.uids, "key": said.keys, "line": said.lines, "record_version": said.versions,
        "otherwise": said.otherwise, "rest": said.rest,
    }  # fmt: skip
    _write_table(connection, "records", records)
    _write_table(connection, "said", about)
    if "shape" in records:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE boxes USING rtree (pkid, xmin, xmax, ymin, ymax)")
        pack_boxes(connection, "boxes", columns.data["shape"])


def _write_table(connection: Connection, name: str, rows: Mapping[str, Sequence[Any]]) -> None:
    listed, marks = ", ".join(f'"{column}"' for column in rows), ", ".join("?" * len(rows))
    connection.exec_driver_sql(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {listed})")
    run_many(connection, f"INSERT INTO {name} ({listed}) VALUES ({marks})", zip(*rows.values(), strict=True))


@contextmanager
def letting_go(connection: Connection) -> Iterator[None]:
    """Files that were taken from are let go, once what was taken is committed or taken back."""
    try:
        yield
    finally:
        connection.rollback()
        driver = connection.connection.cursor()
        for _, name, _ in driver.execute("PRAGMA database_list").fetchall():
            if name in (READY, JOINED):
                driver.execute(f"DETACH {name}")


def take_ready(
    connection: Connection, tables: Tables, kind: type[Record], source: Source, path: Path, line: int, at: datetime
) -> None:
    """The records in the file at `path` are born, and it is kept that `source` said so."""
    connection.exec_driver_sql(f"ATTACH ? AS {READY}", (str(path),))
    store_source(connection, tables, source, line)
    moment = at.isoformat(timespec="microseconds")
    table = tables.of[kind]
    first = _take(connection, table, "ready.records", {"recorded_from": moment, "opened_by": line})
    if connection.exec_driver_sql("SELECT count(*) FROM ready.sqlite_master WHERE name = 'boxes'").scalar():
        _take_boxes(connection, f"idx_{table.name}_shape", first)
    told = {"version": line, "kind": str(table.name), "source_uid": source.uid}
    _take(connection, tables.imported, "ready.said", {**told, "recorded_from": moment, "opened_by": line})


def take_links(connection: Connection, tables: Tables, path: Path, line: int, at: datetime) -> None:
    """The links in the file at `path` are born; its search index is there to be taken."""
    connection.exec_driver_sql(f"ATTACH ? AS {JOINED}", (str(path),))
    moment = at.isoformat(timespec="microseconds")
    _take(connection, tables.of[Link], "joined.links", {"recorded_from": moment, "opened_by": line})


def _take(connection: Connection, table: Table, ready: str, alike: dict[str, object]) -> int:
    """The rows of a table of an attached file, with what is alike in all; answers the `id` of the first."""
    columns = list(connection.exec_driver_sql(f"SELECT * FROM {ready} LIMIT 0").keys())[1:]
    count = int(connection.exec_driver_sql(f"SELECT count(*) FROM {ready}").scalar_one())
    first = next_id(connection, table)
    listed = ", ".join(f'"{name}"' for name in columns)
    more, marks = "".join(f', "{name}"' for name in alike), ", ?" * len(alike)
    with asleep(connection, table, count, first):
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" (id, {listed}{more}) SELECT id + ?, {listed}{marks} FROM {ready}',
            (first - 1, *alike.values()),
        )
    return first


def _take_boxes(connection: Connection, index: str, first: int) -> None:
    """Into an empty R*Tree goes the other as it is, node by node; else its boxes one by one."""
    if first > 1 or connection.exec_driver_sql(f"SELECT count(*) FROM {index}_rowid").scalar():
        names = "xmin, xmax, ymin, ymax"
        connection.exec_driver_sql(
            f"INSERT INTO {index} (pkid, {names}) SELECT pkid + ?, {names} FROM ready.boxes", (first - 1,)
        )
        return
    for part in _NODES:
        connection.exec_driver_sql(f"DELETE FROM {index}_{part}")
        connection.exec_driver_sql(f"INSERT INTO {index}_{part} SELECT * FROM ready.boxes_{part}")
