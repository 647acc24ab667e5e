"""An open project file."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import DBAPIError

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.storage.engine import BUSY_MS, engine_for
from ltaxgis.storage.failures import in_words
from ltaxgis.storage.own_disk import why_read_only
from ltaxgis.storage.reading import SqlReading
from ltaxgis.storage.ready_rows import letting_go
from ltaxgis.storage.schema.gate import open_gate
from ltaxgis.storage.schema.tables import APPLICATION_ID, VERSION, Tables, make_tables
from ltaxgis.storage.settings import load_settings
from ltaxgis.storage.shape_index import mend_shape_index
from ltaxgis.storage.upgrade import is_older, upgrade
from ltaxgis.storage.work import SqlWork

LEAVING_MS = 200
"""Whoever leaves does not wait for a writer: names of processes that ended are nobody's, and the last one tidies up."""


class SqlProject:
    """`ports.stores.Project` over one file. Close it: the last to close leaves one single file behind."""

    def __init__(self, path: Path, engine: Engine, settings: ProjectSettings, read_only_because: str) -> None:
        self.path = path
        self.engine = engine
        self.settings = settings
        self.read_only_because = read_only_because
        self.tables: Tables = make_tables(settings.crs)
        self._announced = ""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def writable(self) -> bool:
        return not self.read_only_because

    @contextmanager
    def reading(self) -> Iterator[SqlReading]:
        with in_words(path=str(self.path)), self.engine.connect() as connection, connection.begin():
            yield SqlReading(connection, self.tables)

    @contextmanager
    def work(self, actor: Actor, action: str, reason: str = "", *, large: bool = False) -> Iterator[SqlWork]:
        """One writer at a time. Raises `Refused("project.busy", who=…)` where somebody else writes. What is `large`
        is written straight into a project that holds nothing yet."""
        if self.read_only_because:
            raise Refused(self.read_only_because, path=str(self.path))
        if self._announced != actor.name:
            self.announce(actor)
        straight = large and self._is_new()
        with (
            in_words(path=str(self.path), who=self._others()),
            self.engine.connect().execution_options(begin="IMMEDIATE") as connection,
            _straight(connection) if straight else nullcontext(),
            letting_go(connection),
        ):
            open_gate(connection)
            work = SqlWork(connection, self.tables, actor, action, reason, datetime.now(UTC))
            yield work
            if work.done is None:
                connection.rollback()
        self._refresh_settings()

    def _is_new(self) -> bool:
        with self.engine.connect() as connection:
            return connection.execute(select(self.tables.journal.c.number)).first() is None

    def _refresh_settings(self) -> None:
        with self.engine.connect() as connection:
            self.settings = load_settings(connection)

    def announce(self, actor: Actor) -> None:
        """Says that this person has the project open, so that a busy project can name who writes. Whoever writes is
        announced anyway."""
        if self.writable:
            with (
                in_words(path=str(self.path), who=self._others()),
                self.engine.connect().execution_options(begin="IMMEDIATE") as connection,
                connection.begin(),
            ):
                t = self.tables.open_by
                gone = [name for name in connection.execute(select(t.c.process)).scalars() if not _lives(name)]
                connection.execute(delete(t).where(t.c.process.in_([*gone, _process()])))
                values = {"process": _process(), "actor": actor.name, "since": datetime.now(UTC)}
                connection.execute(insert(t), values)
            self._announced = actor.name

    def who_is_in(self) -> list[str]:
        """Who said to have the project open, each once."""
        with self.engine.connect() as connection:
            names = connection.execute(select(self.tables.open_by.c.actor)).scalars()
            return list(dict.fromkeys(names))

    def _others(self) -> str:
        with self.engine.connect() as connection:
            t = self.tables.open_by
            rows = connection.execute(select(t.c.process, t.c.actor).where(t.c.process != _process())).all()
            return ", ".join(dict.fromkeys(actor for process, actor in rows if _lives(process)))

    def close(self) -> None:
        """Leaves one single file where nobody else has it open."""
        if self.writable:
            busy = (DBAPIError, sqlite.OperationalError)  # another process has it open: the last one will do this
            with suppress(*busy), self.engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute(f"PRAGMA busy_timeout = {LEAVING_MS}")
                connection.execute(delete(self.tables.open_by).where(self.tables.open_by.c.process == _process()))
                connection.commit()
                driver.execute("PRAGMA journal_mode = DELETE")
        self.engine.dispose()


def open_project(path: Path) -> SqlProject:
    """The project at `path`, for writing where the place allows it, else to read.

    Raises `Refused` for a file that is missing, no project, newer than this program, or damaged.
    """
    if not path.is_file():
        raise Refused("project.missing", path=str(path))
    read_only_because = why_read_only(path)
    engine = engine_for(path, read_only=bool(read_only_because))
    try:
        with in_words(path=str(path)):
            settings = _check(engine, path)
            if not read_only_because:
                upgrade(path, engine, settings)
                _use_wal(engine)
                _mend(engine, path)
            elif is_older(engine):
                raise Refused("project.older", path=str(path))
    except BaseException:
        engine.dispose()
        raise
    return SqlProject(path, engine, settings, read_only_because)


def open_beside(path: Path) -> SqlProject:
    """The project at `path` only to look at, for a process beside the one that has it open: nothing is written or
    mended, no writer waits for it. Raises as `open_project`."""
    if not path.is_file():
        raise Refused("project.missing", path=str(path))
    engine = engine_for(path, read_only=True)
    try:
        with in_words(path=str(path)):
            return SqlProject(path, engine, _check(engine, path), "project.read_only_place")
    except BaseException:
        engine.dispose()
        raise


def _check(engine: Engine, path: Path) -> ProjectSettings:
    with engine.connect() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if application != APPLICATION_ID:
            raise Refused("project.not_a_project", path=str(path))
        if version > VERSION:
            raise Refused("project.newer", path=str(path), version=version, known=VERSION)
        return load_settings(connection)


def _use_wal(engine: Engine) -> None:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        connection.rollback()
        driver.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _straight(connection: Connection) -> Iterator[None]:
    """Where nobody else has the file open: what is written goes to its place at once, not into a log beside the file
    and from there into the file. What stood there before is kept in a journal, by which SQLite takes back what was
    not finished; of a project that holds nothing this is next to nothing."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite.OperationalError):  # somebody has it open: the log lets them read meanwhile
        driver.execute("PRAGMA journal_mode = DELETE")
    driver.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    try:
        yield
    finally:
        connection.rollback()
        with suppress(sqlite.OperationalError):  # somebody came while it was written: the next to open it will do this
            driver.execute("PRAGMA journal_mode = WAL")


def _lives(process: str) -> bool:
    """Whether who had it open still has; of another computer nobody knows."""
    host, _, number = process.rpartition(":")
    return host != socket.gethostname() or psutil.pid_exists(int(number))


def _mend(engine: Engine, path: Path) -> None:
    """Where somebody writes just now, the next who opens the project will look."""
    try:
        with in_words(path=str(path)):
            mend_shape_index(engine)
    except Refused as refused:
        if refused.code != "project.busy":
            raise


def _process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
