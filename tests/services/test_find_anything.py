"""Zones, blocks and named things are found beside parcels; nobody is found by name while people are hidden."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import MultiPolygon, box
from tests.builders import CLERK, a_parcel, a_project

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import PLACE, Hit
from ltaxgis.services.find_anything import find_anything, place_of
from ltaxgis.storage.project import SqlProject

PARCELS = [a_parcel(code, e=500_000 + 50 * n) for n, code in enumerate(("01A001", "01A002", "01B001", "02A001"))]


def a_feature(layer: str, label: str) -> Feature:
    return Feature(uid=new_uid(), layer=layer, label=label, shape=MultiPolygon([box(500_000, 2e6, 500_100, 2e6 + 50)]))


@pytest.fixture
def project(office_folder: Path) -> Iterator[SqlProject]:
    opened = a_project(office_folder)
    add(opened, *PARCELS, Owner(uid=new_uid(), prefix="นาย", first_name="สมชาย", last_name="ตลาดเก่า"))
    yield opened
    opened.close()


def add(project: SqlProject, *records: Record) -> None:
    with project.work(CLERK, "test") as work:
        work.apply(ChangeSet("test", tuple(Change(None, record) for record in records)))
        work.commit()


def found(project: SqlProject, text: str, people: bool = True) -> list[Hit]:
    with project.reading() as reading:
        return find_anything(reading, text, people=people)


@pytest.mark.parametrize("typed", ["01A", "01a", "๐๑A", "จๅฤ"])
def test_a_block_that_is_drawn_is_found_first_and_is_the_place_to_go(project: SqlProject, typed: str) -> None:
    block = a_feature("blocks", "01A")
    add(project, block, a_feature("blocks", "01B"))

    first = found(project, typed)[0]

    assert (first.kind, first.title, first.detail) == (PLACE, "01A", "blocks")
    assert place_of(project, first) == [block.uid]


@pytest.mark.parametrize(("typed", "layer", "codes"), [("01A", "blocks", 2), ("01", "zones", 3), ("จๅฤ", "blocks", 2)])
def test_what_no_layer_draws_lies_where_its_parcels_lie(
    project: SqlProject, typed: str, layer: str, codes: int
) -> None:
    first = found(project, typed)[0]

    assert (first.kind, first.detail) == (PLACE, layer)
    assert set(place_of(project, first)) == {parcel.uid for parcel in PARCELS[:codes]}


def test_a_block_without_parcels_is_nowhere(project: SqlProject) -> None:
    assert [hit for hit in found(project, "07C") if hit.kind == PLACE] == []


def test_a_road_of_two_pieces_is_one_hit_and_both_pieces_are_gone_to(project: SqlProject) -> None:
    pieces = [a_feature("roads", "ถนนตลาดเก่า"), a_feature("roads", "ถนนตลาดเก่า")]
    add(project, *pieces, a_feature("signs", "ร้านตลาดเก่า"))

    places = [hit for hit in found(project, "ตลาดเก่า") if hit.kind == PLACE]

    assert [hit.title for hit in places] == ["ถนนตลาดเก่า"]
    assert set(place_of(project, places[0])) == {piece.uid for piece in pieces}


def test_people_are_not_found_while_they_are_hidden(project: SqlProject) -> None:
    assert [hit.title for hit in found(project, "สมชาย")] == ["นายสมชาย ตลาดเก่า"]
    assert found(project, "สมชาย", people=False) == []


def test_a_place_that_was_undone_is_not_found(project: SqlProject) -> None:
    with project.work(CLERK, "test") as work:
        block = a_feature("blocks", "09Z")
        work.apply(ChangeSet("test", (Change(None, block),)))
        number = work.commit().number
    assert [hit.uid for hit in found(project, "09Z")] == [block.uid]

    with project.work(CLERK, "undo") as work:
        work.undo(number)
        work.commit()

    assert Uid(block.uid) not in [hit.uid for hit in found(project, "09Z")]


NUMBER, PHONE = "1000000000009", "0800000001"


@pytest.mark.parametrize("typed", ["1-0000-00000-00-9", "๑๐๐๐๐๐๐๐๐๐๐๐๙", "080-000-0001", "0800000001"])
def test_a_whole_number_finds_whose_it_is(project: SqlProject, typed: str) -> None:
    with project.work(CLERK, "test") as work:
        keys = work.number_keys([NUMBER, PHONE])
        person = Owner(uid=new_uid(), prefix="นาง", first_name="สมหญิง", last_name="แก้วมณี", number_key=keys[NUMBER],
                       phone_key=keys[PHONE], number_masked="x-xxxx-xxxx0-00-9")  # fmt: skip
        work.apply(ChangeSet("test", (Change(None, person),)))
        work.commit()

    assert [(hit.uid, hit.detail) for hit in found(project, typed)] == [(person.uid, "x-xxxx-xxxx0-00-9")]
    assert "owner" not in {hit.kind for hit in found(project, typed, people=False)}
    assert "owner" not in {hit.kind for hit in found(project, NUMBER[:-1])}


def test_a_number_that_nobody_has_finds_nobody_and_is_not_kept(project: SqlProject) -> None:
    assert found(project, "2000000000007") == []
    with project.reading() as reading:
        assert reading.number_key("2000000000007") is None
