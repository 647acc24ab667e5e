"""A project of the first version of the program: brought up to today's tables, its old self kept beside it."""

from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project
from tests.case_desk import Counter

from ltaxgis.domain.cases import Case
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.personal import PRIVATE_KINDS
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.ports.letters import InboxQuery
from ltaxgis.storage.backup import verify
from ltaxgis.storage.create import create_project
from ltaxgis.storage.engine import connect
from ltaxgis.storage.project import open_project
from ltaxgis.storage.schema.tables import VERSION, make_tables

TABLES = make_tables(32647)
NEW = [*(TABLES.of[kind].name for kind in PRIVATE_KINDS), TABLES.paper_bytes.name]


@pytest.fixture
def old(office_folder: Path) -> Path:
    """A project with a parcel, as the first version left it: without the tables of cases."""
    project = a_project(office_folder)
    with project.work(CLERK, "parcel.add") as work:
        work.apply(ChangeSet("parcel.add", (Change(None, a_parcel("01A001")),)))
        work.commit()
    path = project.path
    project.close()
    connection = connect(path)
    connection.execute("DROP VIEW cases_map")
    connection.execute("DELETE FROM views_geometry_columns WHERE view_name = 'cases_map'")
    connection.execute("DROP TABLE case_letters")
    connection.execute("DROP TABLE search_cases")
    for name in NEW:
        connection.execute(f"SELECT DisableSpatialIndex('{name}', f_geometry_column) FROM geometry_columns "
                           f"WHERE f_table_name = '{name}' AND spatial_index_enabled = 1").fetchall()  # fmt: skip
        boxes = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE ? AND sql LIKE 'CREATE VIRTUAL%'",
                                   (f"idx_{name}_%",)).fetchall()  # fmt: skip
        for (box,) in boxes:
            connection.execute(f'DROP TABLE "{box}"')
        connection.execute(f"DELETE FROM geometry_columns WHERE f_table_name = '{name}'")
        connection.execute(f'DROP TABLE "{name}"')
    for name in ("cases", "owners"):
        connection.execute(f"DROP INDEX search_rows_{name}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    return path


def schema(path: Path) -> set[tuple[str, str]]:
    """Tables, views, indexes and triggers, with what made them."""
    connection = connect(path)
    rows = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    return {(str(name), " ".join(str(sql).split())) for name, sql in rows}


def test_an_old_project_is_as_a_new_one_and_keeps_what_it_had(old: Path, tmp_path: Path) -> None:
    project = open_project(old)
    with project.reading() as reading:
        assert reading.columns(Parcel, ("code",))["code"] == ["01A001"]
        assert [line.action for line in reading.journal()] == ["parcel.add"]
    settings = project.settings
    project.close()
    new = tmp_path / "ใหม่.ltax"
    create_project(new, settings)

    assert schema(old) == schema(new)
    verify(old)


def test_cases_can_be_taken_in_at_once(old: Path) -> None:
    project = open_project(old)
    case = Counter(project).case(at=(500_005, 2_000_005))

    with project.reading() as reading:
        assert reading.count(GivenNumber) == 1
        assert [case.number] == [one.text for one in reading.having(GivenNumber, "case_uid", [case.uid])]
        assert reading.near(type(case), (500_000, 2_000_000, 500_010, 2_000_010)) == [case.uid]
    project.close()


def test_the_old_one_lies_verified_beside_it(old: Path) -> None:
    before = old.read_bytes()
    open_project(old).close()

    (copy,) = (old.parent / f"{old.stem} สำรอง").iterdir()
    verify(copy)
    connection = connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    assert len(before) > 0


def test_it_happens_once(old: Path) -> None:
    open_project(old).close()
    copies = sorted((old.parent / f"{old.stem} สำรอง").iterdir())
    open_project(old).close()

    assert sorted((old.parent / f"{old.stem} สำรอง").iterdir()) == copies
    connection = connect(old)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


def test_where_it_may_only_be_read_it_says_what_to_do(old: Path) -> None:
    cloud = old.parent / "OneDrive"
    cloud.mkdir()
    there = old.rename(cloud / old.name)

    with pytest.raises(Refused, match=r"project\.older"):
        open_project(there)


def test_columns_that_came_later_stand_in_what_was_there(office_folder: Path) -> None:
    """Version 2 had cases that knew of no secrecy."""
    project = a_project(office_folder)
    number = Counter(project).case().number
    path = project.path
    project.close()
    connection = connect(path)
    connection.execute("ALTER TABLE cases DROP COLUMN secrecy")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()

    project = open_project(path)
    with project.reading() as reading:
        assert [(one.number, one.secrecy) for one in reading.having(Case, "number", [number])] == [(number, 0)]
    project.close()


def test_indexes_that_came_later_stand_on_what_was_there(office_folder: Path, tmp_path: Path) -> None:
    """Version 3 had cases and letters, and read all of them for some lists."""
    project = a_project(office_folder)
    case = Counter(project).case()
    path, settings = project.path, project.settings
    project.close()
    connection = connect(path)
    for name in ("given_book", "cases_worked", "cases_open", "routings_worked", "routings_waiting"):
        connection.execute(f"DROP INDEX {name}")
    connection.execute("CREATE INDEX routings_went ON routings (division, case_uid) WHERE recorded_to IS NULL")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()

    project = open_project(path)
    with project.reading() as reading:
        assert reading.letter_inbox(InboxQuery()).total == 0
        found = reading.case_page(CaseQuery(case.desk, text=case.number))
    project.close()
    new = tmp_path / "ใหม่.ltax"
    create_project(new, settings)

    assert [one.uid for one in found.lines] == [case.uid]
    assert schema(path) == schema(new)
