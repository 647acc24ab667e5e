"""Versions, conflicts, undo, and the project as it was on any day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import CLERK, a_parcel, a_project, a_row

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.errors import Conflict
from ltaxgis.domain.ids import new_uid, new_uids
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Columns
from ltaxgis.storage.project import SqlProject


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    yield opened
    opened.close()


def do(project: SqlProject, *changes: Change) -> Applied:
    with project.work(CLERK, "row.edit", "ทดสอบ") as work:
        work.apply(ChangeSet("row.edit", changes))
        return work.commit()


def undo(project: SqlProject, number: int) -> Applied:
    with project.work(CLERK, "undo") as work:
        work.undo(number)
        return work.commit()


def now(project: SqlProject, row: LandRow) -> LandRow | None:
    with project.reading() as reading:
        found = reading.get(LandRow, [row.uid])
    return found[0] if found else None


def test_a_change_closes_a_version_and_opens_the_next(project: SqlProject) -> None:
    row = replace(a_row(), version=1)
    do(project, Change(None, row))

    do(project, Change(row, replace(row, memo="ตรวจแล้ว")))

    with project.reading() as reading:
        history = reading.history(LandRow, row.uid)
    assert [(record.version, record.memo, who) for record, _, who in history] == [
        (2, "ตรวจแล้ว", CLERK.name),
        (1, "", CLERK.name),
    ]


def test_a_change_of_something_older_is_a_conflict(project: SqlProject) -> None:
    row = replace(a_row(), version=1)
    do(project, Change(None, row))
    do(project, Change(row, replace(row, memo="หนึ่ง")))

    with pytest.raises(Conflict):
        do(project, Change(row, replace(row, memo="สอง")))

    stored = now(project, row)
    assert stored is not None
    assert stored.memo == "หนึ่ง"


def test_undo_restores_and_versions_only_grow(project: SqlProject) -> None:
    row = replace(a_row(), version=1)
    do(project, Change(None, row))
    edit = do(project, Change(row, replace(row, memo="ผิด")))

    taken_back = undo(project, edit.number)
    assert now(project, row) == replace(row, version=3)

    undo(project, taken_back.number)
    assert now(project, row) == replace(row, version=4, memo="ผิด")


def test_undo_of_a_birth_ends_it_and_of_an_end_brings_it_back(project: SqlProject) -> None:
    row = replace(a_row(), version=1)
    born = do(project, Change(None, row))
    ended = undo(project, born.number)
    assert now(project, row) is None

    undo(project, ended.number)

    assert now(project, row) == replace(row, version=2)


def test_nothing_is_undone_twice(project: SqlProject) -> None:
    born = do(project, Change(None, a_row()))
    undo(project, born.number)

    with pytest.raises(Conflict) as refusal:
        undo(project, born.number)

    assert refusal.value.code == "undo.already"


def test_what_something_stands_on_is_not_undone(project: SqlProject) -> None:
    row, parcel = replace(a_row(), version=1), a_parcel()
    rows = do(project, Change(None, row))
    parcels = do(project, Change(None, parcel))
    do(project, Change(None, Link(uid=new_uid(), row_uid=row.uid, parcel_uid=parcel.uid, by="hand")))

    for number in (rows.number, parcels.number):
        with pytest.raises(Conflict) as refusal:
            undo(project, number)
        assert refusal.value.code == "undo.stands_on"


def test_a_bulk_import_is_undone_as_a_whole(project: SqlProject) -> None:
    parcels = [a_parcel(f"01A{i:03}", e=500_000 + 30 * i) for i in range(800)]
    with project.work(CLERK, "import") as work:
        data: dict[str, list[object]] = {"code": [p.code for p in parcels], "shape": [p.shape for p in parcels]}
        work.add(Parcel, Columns([p.uid for p in parcels], data))
        imported = work.commit()
    assert imported.count == 800

    undo(project, imported.number)

    with project.reading() as reading:
        assert reading.count(Parcel) == 0


def test_a_bulk_import_fills_the_index_and_keeps_the_guards(project: SqlProject) -> None:
    with project.work(CLERK, "import") as work:
        uids = new_uids(700)
        shapes = [a_parcel(e=500_000 + 30 * i).shape for i in range(700)]
        before = set(work.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
        work.add(Parcel, Columns(uids, {"shape": shapes}))
        after = set(work.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
        indexed = work.connection.exec_driver_sql("SELECT count(*) FROM idx_parcels_shape").scalar()
        work.commit()

    assert after == before
    assert indexed == 700


def test_the_register_of_each_past_day_is_there(project: SqlProject) -> None:
    row = replace(a_row(area=10_000), version=1)
    do(project, Change(None, row))
    first = datetime.now(UTC)
    do(project, Change(row, replace(row, area=20_000)))
    second = datetime.now(UTC)
    do(project, Change(replace(row, area=20_000, version=2), None))

    with project.reading() as reading:
        areas = [reading.columns(LandRow, ("area",), as_of=day)["area"] for day in (first, second, datetime.now(UTC))]
    assert areas == [[10_000], [20_000], []]


texts = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20)
edits = st.lists(st.tuples(st.sampled_from(["note", "memo", "title_no"]), texts), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_undoing_all_edits_backwards_restores_the_first(project: SqlProject, edits: list[tuple[str, str]]) -> None:
    first = replace(a_row(), version=1)
    do(project, Change(None, first))
    lines = []
    for name, value in edits:
        current = now(project, first)
        assert current is not None
        changed: dict[str, str] = {name: value}
        lines.append(do(project, Change(current, replace(current, **changed))).number)  # type: ignore[arg-type]

    for number in reversed(lines):
        undo(project, number)

    restored = now(project, first)
    assert restored is not None
    assert replace(restored, version=1) == first
