"""Connections to a project file: pysqlite3 with SpatiaLite, and no other SQLite library in this process."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

# SQLite opens extensions for the whole process to see: a PROJ or GDAL that is loaded after SpatiaLite takes its symbols
# from there and ends the process on leaving. Loaded before, it keeps to its own (GDAL: see app/jobs.py).
import pyproj  # noqa: F401
import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from ltaxgis.domain.errors import Refused

BUSY_MS = 5_000
CACHE_KB = 160_000  # an import of a large town spills less, and still stays under a gigabyte


def engine_for(path: Path, *, read_only: bool = False) -> Engine:
    """An engine whose connections have SpatiaLite loaded and keep to explicit transactions."""
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: connect(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Any) -> None:
    how = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {how}")


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> Any:
    """A driver connection; the caller says BEGIN and COMMIT. Raises `Refused` where SpatiaLite is not found."""
    mode = ("ro" if read_only else "rw") + ("&immutable=1" if immutable else "")
    connection = sqlite.connect(
        f"file:{quote(path.absolute().as_posix())}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        load_spatialite(connection)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")  # SpatiaLite has put its own in its place
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        if not read_only:
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def load_spatialite(connection: Any) -> None:
    """Loads mod_spatialite from where it may lie; extension loading is closed again after."""
    connection.enable_load_extension(True)
    tried = []
    for name in _spatialite_places():
        try:
            connection.load_extension(name)
        except sqlite.OperationalError as error:
            tried.append(f"{name}: {error}")
        else:
            connection.enable_load_extension(False)
            return
    raise Refused("spatialite.missing", tried="\n".join(tried))


def load_libraries() -> None:
    """What opening a project needs is loaded: the first one opens the quicker."""
    connection = sqlite.connect(":memory:")
    try:
        load_spatialite(connection)
    finally:
        connection.close()


def _spatialite_places() -> Iterator[str]:
    """`LTAXGIS_SPATIALITE`, beside the program, the loader's own path, the usual folders."""
    if named := os.environ.get("LTAXGIS_SPATIALITE"):
        yield str(Path(named).with_suffix(""))
    beside = Path(sys.executable).parent
    folders = [beside, beside / "spatialite", Path(getattr(sys, "_MEIPASS", beside))]
    if sys.platform == "win32":
        folders += [Path(r"C:\OSGeo4W\bin"), Path(r"C:\Program Files\QGIS\bin")]
    else:
        folders += [
            Path("/usr/lib/x86_64-linux-gnu"),
            Path("/usr/lib"),
            Path("/usr/local/lib"),
            Path("/opt/homebrew/lib"),
        ]
    for folder in folders:
        if any(folder.glob("mod_spatialite.*")):
            yield str(folder / "mod_spatialite")
    yield "mod_spatialite"
