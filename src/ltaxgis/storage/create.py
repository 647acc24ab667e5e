"""A new, empty project file."""

import contextlib
import os
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyproj import CRS
from sqlalchemy import Connection, Table, insert
from sqlalchemy.schema import CreateColumn

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.storage.engine import connect, engine_for
from ltaxgis.storage.failures import in_words
from ltaxgis.storage.schema.gate import gate_triggers
from ltaxgis.storage.schema.search import CASE_INDEX, READ_THROUGH, SEARCH_TABLES
from ltaxgis.storage.schema.tables import APPLICATION_ID, VERSION, Tables, make_tables
from ltaxgis.storage.schema.views import VIEWS
from ltaxgis.storage.settings import store_settings
from ltaxgis.storage.shape_type import Shape


def create_project(path: Path, settings: ProjectSettings) -> None:
    """An empty project stands at `path`. Raises `Refused` where something is there already or cannot be made.

    It is built beside its place and moved there whole, so that nothing half made stays behind.
    """
    if path.exists():
        raise Refused("project.exists", path=str(path))
    building = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with in_words(path=str(path)):
            path.parent.mkdir(parents=True, exist_ok=True)
            building.touch()
            _fill(building, settings)
        building.replace(path)
    except OSError as error:
        raise Refused("project.cannot_create", path=str(path), why=error.strerror or "") from error
    finally:
        with contextlib.suppress(OSError):  # where no folder is, nothing half made is
            building.unlink(missing_ok=True)


def drop_project(path: Path) -> None:
    """A project that was made just now and never shown is gone, with all that was made beside it."""
    beside = path.with_name(f"{path.stem} สำรอง")
    names = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))]
    half = path.parent.glob(f".{path.name}.*.new*") if path.parent.is_dir() else ()
    copies = beside.glob(f"*{path.stem} import *") if beside.is_dir() else ()
    for name in (*names, *half, *copies):
        with contextlib.suppress(OSError):  # in use by a virus scanner: it is empty, and can be written over
            name.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not there, or other things are in it
        beside.rmdir()


def _fill(path: Path, settings: ProjectSettings) -> None:
    _prepare_spatialite(path, settings.crs)
    tables = make_tables(settings.crs)
    engine = engine_for(path)
    try:
        with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
            make_missing(connection, tables)
            store_settings(connection, tables, replace(settings, uid=settings.uid or new_uid()))
            connection.execute(insert(tables.gate), {"id": 1, "open": 0})
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    finally:
        engine.dispose()


def _prepare_spatialite(path: Path, srid: int) -> None:
    connection = connect(path)
    try:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("SELECT InitSpatialMetaData(1, 'EMPTY')")
        _add_reference_system(connection, srid)
        _add_reference_system(connection, 4326)
    finally:
        connection.close()


def _add_reference_system(connection: Any, srid: int) -> None:
    if connection.execute("SELECT InsertEpsgSrid(?)", (srid,)).fetchone()[0] == 1:
        return
    crs = CRS.from_epsg(srid)
    connection.execute(
        "INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, ref_sys_name, proj4text, srtext) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (srid, "epsg", srid, crs.name, crs.to_proj4(), crs.to_wkt("WKT1_GDAL")),
    )


def make_missing(connection: Connection, tables: Tables) -> None:
    """What a project of today has and this one has not yet: tables with their shapes and guards, columns, views,
    indexes."""
    there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
    made = [table for table in tables.metadata.sorted_tables if table.name not in there]
    tables.metadata.create_all(connection, tables=made)
    older = [one for one in tables.metadata.sorted_tables if one.name in there]
    _add_columns(connection, older)
    _add_indexes(connection, older, there)
    for table in made:
        for column in table.columns:
            if isinstance(column.type, Shape):
                _register(connection, table.name, column.name, column.type)
    views = (statement for name, both in VIEWS.items() if name not in there for statement in both)
    search = (
        SEARCH_TABLES if "search_rows" not in there else [one for one in READ_THROUGH if one.split()[2] not in there]
    )
    cases = CASE_INDEX if "case_letters" not in there else []
    guarded = [table for table in made if table.name not in ("gate", "open_by")]
    for statement in (*views, *search, *cases, *gate_triggers(guarded)):
        connection.exec_driver_sql(statement)


def _add_columns(connection: Connection, tables: Iterable[Table]) -> None:
    """Columns that came later, with what they say where nobody told."""
    for table in tables:
        known = set(connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('{table.name}')").scalars())
        for column in table.columns:
            if column.name not in known:
                made = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {made}')


def _add_indexes(connection: Connection, tables: Iterable[Table], there: Collection[str]) -> None:
    """Indexes that came later."""
    for table in tables:
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            if index.name not in there:
                index.create(connection)


def _register(connection: Connection, table: str, column: str, shape: Shape) -> None:
    """SpatiaLite learns of the column, and QGIS with it; the R*Tree is on what is drawn."""
    connection.exec_driver_sql(
        f"SELECT RecoverGeometryColumn('{table}', '{column}', {shape.srid}, '{shape.kind}', 'XY')"
    )
    if column == "shape":
        connection.exec_driver_sql(f"SELECT CreateSpatialIndex('{table}', '{column}')")
