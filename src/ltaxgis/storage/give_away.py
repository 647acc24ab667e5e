"""A copy of a project for other hands: what is true now, nothing about any citizen, nothing about who did what."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Table, delete, insert, null, update

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.personal import PERSONAL, PRIVATE_KINDS, PUBLIC_LAYERS
from ltaxgis.storage.backup import copy_file, verify
from ltaxgis.storage.case_search import rebuild_cases
from ltaxgis.storage.engine import connect, engine_for
from ltaxgis.storage.failures import in_words
from ltaxgis.storage.project import SqlProject
from ltaxgis.storage.schema.gate import close_gate, open_gate
from ltaxgis.storage.schema.tables import Tables
from ltaxgis.storage.search import rebuild

ACTION = "copy.given"


def give_away(project: SqlProject, target: Path) -> None:
    """The copy stands at `target`, checked. Raises `Refused` where it cannot be made; the project is not touched."""
    if target.resolve() == project.path.resolve():
        raise Refused("backup.same_file", path=str(target))
    building = target.with_name(f".{target.name}.given")
    try:
        copy_file(project.path, building)
        with in_words(path=str(target)):
            _strip(building, project.tables)
            _squeeze(building)
            verify(building)
        building.replace(target)
    except OSError as error:
        raise Refused("backup.cannot_write", path=str(target), why=error.strerror or "") from error
    finally:
        building.unlink(missing_ok=True)


def _strip(path: Path, tables: Tables) -> None:
    engine = engine_for(path)
    try:
        with engine.connect().execution_options(begin="IMMEDIATE") as connection, connection.begin():
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            open_gate(connection)
            _forget_history(connection, tables)
            for kind, fields in PERSONAL.items():
                if fields:
                    connection.execute(update(tables.of[kind]).values(_blanks(tables.of[kind], fields)))
            for kind in PRIVATE_KINDS:
                connection.execute(delete(tables.of[kind]))
            features = tables.of[Feature]
            named = features.c.layer.not_in(PUBLIC_LAYERS)
            connection.execute(update(features).where(named).values(label=""))
            for table in (tables.imported, tables.sources, tables.findings, tables.accepted, tables.private_numbers,
                          tables.paper_bytes,
                          tables.own_files, tables.open_by):  # fmt: skip
                connection.execute(delete(table))
            connection.execute(delete(tables.settings).where(tables.settings.c.name == "signers"))
            rebuild(connection, tables)
            rebuild_cases(connection, tables)
            close_gate(connection)
    finally:
        engine.dispose()


def _forget_history(connection: Connection, tables: Tables) -> None:
    """Only what is true now stays, opened by one act that nobody is named for."""
    line = {"uid": new_uid(), "at": datetime.now(UTC), "actor": "", "position": "", "action": ACTION, "reason": "",
            "count": 0}  # fmt: skip
    number = connection.execute(insert(tables.journal), line).inserted_primary_key
    assert number is not None
    for table in tables.of.values():
        connection.execute(delete(table).where(table.c.recorded_to.is_not(None)))
        connection.execute(update(table).values(opened_by=number[0], same_as=null(), version=1))
    connection.execute(delete(tables.journal).where(tables.journal.c.number != number[0]))


def _blanks(table: Table, fields: frozenset[str]) -> dict[str, Any]:
    """What stands where something about a person stood: nothing, as the column allows it."""
    return {name: null() if table.c[name].nullable else "{}" if name == "rest" else "" for name in fields}


def _squeeze(path: Path) -> None:
    """Pages that were freed are gone from the file."""
    connection = connect(path)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite.Error:
        connection.close()
        raise
    connection.close()
