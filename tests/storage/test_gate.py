"""The gate: what comes from outside is refused by the file itself, in our words."""

from collections.abc import Iterator
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from tests.builders import a_project
from tests.contents import contents

from ltaxgis.storage.engine import connect
from ltaxgis.storage.project import SqlProject
from ltaxgis.storage.schema.gate import SENTENCE
from ltaxgis.storage.schema.tables import make_tables

OURS = sorted({*make_tables(32647).metadata.tables} - {"gate", "open_by"})


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    opened.close()
    yield opened
    opened.close()


@pytest.mark.parametrize("table", OURS)
def test_no_table_takes_a_row_from_outside(project: SqlProject, table: str) -> None:
    before = contents(project.path)
    connection = connect(project.path)
    try:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "shape"]
        marks = ", ".join("'1'" for _ in columns)
        named = ", ".join(f'"{name}"' for name in columns)
        with pytest.raises(sqlite.IntegrityError) as refusal:
            connection.execute(f'INSERT INTO "{table}" ({named}) VALUES ({marks})')
    finally:
        connection.close()

    assert SENTENCE in str(refusal.value)
    assert contents(project.path) == before


def test_what_stands_is_neither_changed_nor_deleted_from_outside(project: SqlProject) -> None:
    connection = connect(project.path)
    try:
        for statement in ("UPDATE settings SET value = 'x'", "DELETE FROM settings"):
            with pytest.raises(sqlite.IntegrityError):
                connection.execute(statement)
    finally:
        connection.close()


def test_the_gate_is_shut_for_others_while_we_write(office_folder: Path) -> None:
    from tests.builders import CLERK

    project = a_project(office_folder, "เปิดอยู่.ltax")
    with project.work(CLERK, "x") as work:
        assert work.connection.exec_driver_sql("SELECT open FROM gate").scalar() == 1
        outside = connect(project.path)
        assert outside.execute("SELECT open FROM gate").fetchone() == (0,)
        outside.close()
        work.commit()
    project.close()
