"""What the map is told of a few parcels is what it would be told of them among all."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import CLERK, a_parcel, a_project, a_row
from tests.services.conftest import COUNT

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Link, Parcel
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow, UseRow
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.services.join_register import join_again
from ltaxgis.services.map_layers import parcel_layer, parcels_near, width_of
from ltaxgis.storage.project import SqlProject


def near_and_whole(project: SqlProject, touched: set[Uid]) -> tuple[LayerShapes, LayerShapes]:
    with project.reading() as reading:
        near = parcels_near(reading, project.settings, touched)
    return near, parcel_layer(project.reading, project.settings)


def same(near: LayerShapes, whole: LayerShapes) -> bool:
    places = [whole.uids.index(uid) for uid in near.uids]
    return all(values == [whole.columns[name][place] for place in places] for name, values in near.columns.items())


@pytest.mark.parametrize("kind", [Parcel, LandRow, Link, Owner, Ownership])
def test_whatever_was_touched_its_parcel_is_found_and_told_as_among_all(
    project: SqlProject, kind: type[Record]
) -> None:
    with project.reading() as reading:
        columns = reading.columns(kind)
    assert columns.uids

    near, whole = near_and_whole(project, {columns.uids[0]})

    assert 1 <= len(near.uids) < COUNT
    assert same(near, whole)


def test_a_parcel_whose_row_was_taken_away_is_told_as_unjoined(project: SqlProject) -> None:
    with project.work(CLERK, "link.remove") as work:
        (link,) = work.get(Link, work.columns(Link, ("row_uid",)).uids[:1])
        work.apply(ChangeSet("link.remove", (Change(link, None),)))
        work.commit()

    near, whole = near_and_whole(project, {link.uid})

    assert near.uids == [link.parcel_uid]
    assert near.columns["joined"] == ["map_only"]
    assert same(near, whole)


def test_a_code_that_two_parcels_now_bear_is_ambiguous_among_few_as_among_all(project: SqlProject) -> None:
    with project.work(CLERK, "parcel.edit") as work:
        one, other = work.get(Parcel, work.columns(Parcel, ("code",)).uids[:2])
        (link,) = (link for link in work.get(Link, work.columns(Link, ("row_uid",)).uids) if link.parcel_uid == one.uid)
        changes = (Change(one, replace(one, code=other.code)), Change(link, None))
        work.apply(ChangeSet("parcel.edit", changes))
        work.commit()

    near, whole = near_and_whole(project, {one.uid})

    assert near.columns["joined"] == ["ambiguous"]
    assert same(near, whole)


@pytest.mark.parametrize(
    ("rest", "width"),
    [('{"WIDTH": "26"}', 26.0), ('{"Road_Width": 6.5}', 6.5), ('{"WIDTH": "กว้าง"}', None), ("{}", None), ("", None)],
)
def test_the_width_of_a_road_is_read_from_its_attributes(rest: str, width: float | None) -> None:
    assert width_of(rest) == width


def test_uses_of_their_own_stand_in_where_the_land_rows_tell_none(office_folder: Path) -> None:
    parcel, row = a_parcel("01A001"), a_row("01A001")
    use = UseRow(uid=new_uid(), land_uid=row.uid, use_kind="agriculture")
    project = a_project(office_folder)
    try:
        with project.work(CLERK, "test") as work:
            work.apply(ChangeSet("test", tuple(Change(None, record) for record in (parcel, row, use))))
            work.commit()
        join_again(project, CLERK)

        near, whole = near_and_whole(project, {row.uid})
        assert whole.columns["land_use"] == [("agriculture",)]
    finally:
        project.close()

    assert whole.columns["land_use"] == near.columns["land_use"] == [("agriculture",)]
