"""Projects of older versions of the program, brought up to today's tables."""

from pathlib import Path

from sqlalchemy import Engine

from ltaxgis.domain.project import ProjectSettings
from ltaxgis.storage.case_search import rebuild_cases
from ltaxgis.storage.create import make_missing
from ltaxgis.storage.schema.gate import close_gate, open_gate
from ltaxgis.storage.schema.tables import VERSION, make_tables

_SAYING = 3
"""From this version on there is an index of what cases say."""

_GONE = ("routings_went", "routings_open")
"""Indexes of older versions that others have taken the place of."""


def is_older(engine: Engine) -> bool:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) < VERSION


def upgrade(path: Path, engine: Engine, settings: ProjectSettings) -> None:
    """An older project has today's tables; a verified copy of it as it was lies beside it. Nothing happens to others.

    Version 2 brought the tables of cases, version 3 those of correspondence and publicity and the index of what cases
    say, version 4 indexes for long lists, version 5 approvals of what is read over the loudspeakers: nothing that was
    there is another.
    """
    if not is_older(engine):
        return
    from ltaxgis.storage.backup import copy_file  # which opens projects itself

    with engine.connect() as connection:
        old = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    copy_file(path, path.with_name(f"{path.stem} สำรอง") / f"{path.stem} version {old}{path.suffix}")
    tables = make_tables(settings.crs)
    with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
        open_gate(connection)
        for index in _GONE:
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index}")
        make_missing(connection, tables)
        if old < _SAYING:
            rebuild_cases(connection, tables)
        close_gate(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
