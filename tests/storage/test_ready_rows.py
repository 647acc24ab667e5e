"""Rows made ready in a file of their own are the same births as those stored one by one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from tests.builders import CLERK, a_parcel, a_project

from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns, Imported, Source, Work
from ltaxgis.storage.project import SqlProject, open_project
from ltaxgis.storage.reading import SqlReading
from ltaxgis.storage.ready_rows import ready_rows

MANY = 1_500
CRS = 32647


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def births(count: int, code: str = "01A", e: float = 500_000) -> tuple[Columns, Imported]:
    """Parcels in a row; the first without a shape, the second with another one before it was mended."""
    parcels = [a_parcel(f"{code}{i:04}", e=e + 30 * i) for i in range(count)]
    uids = [parcel.uid for parcel in parcels]
    shapes: list[Any] = [None, *(parcel.shape for parcel in parcels[1:])]
    read = [None, shapely.from_wkt("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))"), *[None] * (count - 2)]
    columns = {"code": [p.code for p in parcels], "shape": shapes, "shape_read": read, "area_m2": [1.5] * count}
    said = Imported(uids, [p.code for p in parcels], list(range(count)), [1] * count, [""] * count, ["{}"] * count)
    return Columns(uids, columns), said


def source() -> Source:
    return Source(new_uid(), "แปลง.shp", "", 1, "parcels", "แปลง")


def one_by_one(work: Work, columns: Columns, said: Imported) -> None:
    work.add(Parcel, columns)
    work.keep_imported(Parcel, source(), said)


def taken(project: SqlProject, *, commit: bool = True, **told: Any) -> Columns:
    columns, said = births(MANY, **told)
    with ready_rows(project.path, CRS) as make_ready:
        path = make_ready(Parcel, columns, said)
        with project.work(CLERK, "import", large=True) as work:
            work.take_ready(Parcel, source(), path)
            if commit:
                work.commit()
    return columns


def told(project: SqlProject) -> list[object]:
    with project.reading() as reading:
        parcels, imported = reading.columns(Parcel), reading.imported(Parcel)
        boxes = reading.connection.exec_driver_sql(
            "SELECT p.code, i.* FROM idx_parcels_shape i JOIN parcels p ON p.id = i.pkid ORDER BY 1"
        ).all()
        assert reading.connection.exec_driver_sql("SELECT rtreecheck('idx_parcels_shape')").scalar() == "ok"
        assert reading.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        seen = [reading.near(Parcel, (500_000 + e, 1_999_999, 500_100 + e, 2_000_001)) for e in range(0, 9_000, 700)]
    return [parcels, imported.keys, imported.lines, imported.otherwise, imported.rest, imported.versions, boxes, seen]


def test_they_are_as_if_stored_one_by_one(project: SqlProject, tmp_path: Path) -> None:
    columns = taken(project)
    other = a_project(tmp_path)
    with other.work(CLERK, "import") as work:
        one_by_one(work, columns, births(MANY)[1])
        work.commit()
    kept, expected = told(project), told(other)
    other.close()
    assert kept == expected


def test_they_come_to_those_that_stand_there(project: SqlProject) -> None:
    with project.work(CLERK, "import") as work:
        one_by_one(work, *births(3, "09Z"))
        work.commit()
    taken(project, e=600_000)
    taken(project, code="02B", e=700_000)

    parcels, keys, *_, boxes, _ = told(project)
    assert isinstance(parcels, Columns)
    assert isinstance(boxes, list)
    assert (len(parcels), keys == parcels["code"], len(boxes)) == (2 * MANY + 3, True, 2 * MANY)


def test_nothing_stays_of_them_without_commit(project: SqlProject) -> None:
    taken(project, commit=False)
    parcels, *_, boxes, _ = told(project)
    assert (len(parcels), boxes) == (0, [])  # type: ignore[arg-type]
    taken(project)  # the connection has let go of the file before


@pytest.mark.parametrize("searched_before", [False, True])
def test_links_and_index_are_as_if_made_here(project: SqlProject, searched_before: bool) -> None:
    somchai = Owner(uid=new_uid(), first_name="สมชาย", last_name="ใจดี")
    columns, said = births(MANY)
    with ready_rows(project.path, CRS) as make_ready, project.work(CLERK, "import", large=True) as work:
        if searched_before:  # by the same connection, which remembers what the index was like
            work.refresh_search()
            assert work.search("01A0003") == []
        work.take_ready(Parcel, source(), make_ready(Parcel, columns, said))
        row, parcel = LandRow(uid=new_uid(), code="01A0003", memo="ริมคลอง"), columns.uids[3]
        rows = Columns([row.uid], {"code": [row.code], "memo": [row.memo]})
        work.add(LandRow, rows)
        work.add(Owner, Columns([somchai.uid], {"first_name": ["สมชาย"], "last_name": ["ใจดี"]}))
        links = Columns([new_uid()], {"row_uid": [row.uid], "parcel_uid": [parcel], "by": ["code"]})
        work.take_links(make_ready.joined(links, {Parcel: columns, LandRow: rows}))
        work.refresh_search()
        work.commit()

    with project.reading() as reading:
        assert reading.columns(Link, ("row_uid", "parcel_uid", "by")) == links
        taken = told_of_search(reading)
        assert [(hit.kind, hit.uid, hit.parcel_uid) for hit in reading.search("ริมคลอง")] == [("row", row.uid, parcel)]
        assert [hit.uid for hit in reading.search("สมชาย")] == [somchai.uid]
    with project.work(CLERK, "check") as work:
        for index in ("search_letters", "search_words"):
            work.connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        work.refresh_search()
        assert told_of_search(work) == taken


def told_of_search(reading: SqlReading) -> list[Any]:
    rows = reading.connection.exec_driver_sql("SELECT kind, uid, title, detail, folded, sound FROM search_rows")
    return sorted(rows.all())


def test_the_file_is_gone_afterwards_and_so_is_what_others_left(project: SqlProject) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    left = project.path.with_name(f".{project.path.name}.{gone.stdout.strip()}.rows.new")
    at_work = project.path.with_name(f".{project.path.name}.{os.getppid()}.rows.new")
    for path in (left, at_work):
        path.touch()

    taken(project)
    assert [path.name for path in project.path.parent.glob(".*.new")] == [at_work.name]
    at_work.unlink()


def test_a_project_that_was_closed_holds_them(project: SqlProject) -> None:
    taken(project)
    project.close()
    again = open_project(project.path)
    assert told(again)[1] == births(MANY)[1].keys
    again.close()
