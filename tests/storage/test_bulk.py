"""Many births at once are the same as one by one."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uids
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.bulk import BULK
from ltaxgis.storage.project import SqlProject


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("count", [0, 1, BULK - 1, BULK, BULK + 1])
def test_all_are_stored_and_found_on_the_map(project: SqlProject, count: int) -> None:
    parcels = [a_parcel(f"{i}", e=500_000 + 30 * i) for i in range(count)]
    with project.work(CLERK, "import") as work:
        columns: dict[str, list[Any]] = {"code": [p.code for p in parcels], "shape": [p.shape for p in parcels]}
        work.add(Parcel, Columns([p.uid for p in parcels], columns))
        work.commit()

    with project.reading() as reading:
        assert reading.columns(Parcel, ("code",))["code"] == [p.code for p in parcels]
        found = reading.connection.exec_driver_sql("SELECT count(*) FROM idx_parcels_shape").scalar()
    assert found == count


def test_fields_that_are_not_given_take_their_default_like_a_single_birth(project: SqlProject) -> None:
    one = LandRow(uid=new_uids(1)[0], code="01A001", valid_from=date(2026, 1, 1))
    many = new_uids(1)
    with project.work(CLERK, "import") as work:
        work.apply(ChangeSet("row.add", (Change(None, one),)))
        work.add(LandRow, Columns(many, {"code": ["01A001"], "valid_from": [date(2026, 1, 1)]}))
        work.commit()

    with project.reading() as reading:
        single, bulk = reading.get(LandRow, [one.uid, *many])
    names = [field.name for field in fields(LandRow) if field.name != "uid"]
    assert [name for name in names if getattr(single, name) != getattr(bulk, name)] == []


def test_many_are_rewritten_and_their_versions_stay(project: SqlProject) -> None:
    rows = [a_row(f"01A{i:03}") for i in range(20)]
    with project.work(CLERK, "import") as work:
        work.add(LandRow, Columns([r.uid for r in rows], {"code": [r.code for r in rows]}))
        work.commit()
    with project.work(CLERK, "import") as work:
        work.rewrite(LandRow, {row.uid: {"memo": "ใหม่"} for row in rows[:5]} | {rows[6].uid: {}})
        work.commit()

    with project.reading() as reading:
        assert [row.version for row in reading.get(LandRow, [r.uid for r in rows[:7]])] == [2] * 5 + [1, 1]
        assert [memo for memo in reading.columns(LandRow, ("memo",))["memo"] if memo] == ["ใหม่"] * 5
