"""The cases of a part of the town: in a drawn outline, along a road, on parcels; and where they are, by SQLite."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely
from shapely import Point, box
from tests.builders import a_project
from tests.petitions import COUNTER, Desk, a_lamp, build_street

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.services.case_areas import (
    cases_for_everybody,
    cases_within,
    count_kinds,
    drawn_area,
    parcels_area,
    road_area,
    road_names,
    road_of,
)

ROAD = "ถนนริมน้ำ"


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def within(desk: Desk, shape: object, viewer: str = COUNTER.name) -> list[Uid]:
    known = petition_book(desk.book)
    with desk.project.reading() as reading:
        return list(cases_within(reading, "petitions", viewer, shape, known.on_map).uids)  # type: ignore[arg-type]


def test_what_lies_in_an_outline_is_found_and_what_nobody_draws_is_not(desk: Desk) -> None:
    build_street(desk)
    near, far = (desk.receive(a_lamp(shape=Point(500_010, 2_000_000 + n))).case.uid for n in (15, 500))
    named = desk.receive(a_lamp(kind="staff", category="staff", named=("ก",), shape=Point(500_010, 2_000_015)))
    desk.receive(a_lamp(category="tax", kind="general", shape=Point(500_010, 2_000_015)))
    desk.receive(a_lamp(shape=None))

    assert within(desk, box(500_000, 2_000_000, 500_100, 2_000_100)) == [near]
    assert within(desk, box(500_000, 2_000_000, 500_100, 2_001_000)) == [near, far]
    assert within(desk, box(500_000, 2_000_000, 500_010, 2_000_015)) == [near], "an edge belongs to its outline"
    with desk.project.reading() as reading:
        told = reading.case_places("petitions", "ก").uids
    assert named.case.uid in told
    assert near in told


def test_along_a_road_are_all_pieces_of_its_name_and_no_farther_than_told(desk: Desk) -> None:
    build_street(desk)
    with desk.project.reading() as reading:
        assert ROAD in road_names(reading)
        narrow, wide = (road_area(reading, ROAD, metres) for metres in (5.0, 20.0))
        with pytest.raises(Refused, match=r"case_area\.no_road"):
            road_area(reading, "ถนนที่ไม่มี", 20)
    assert narrow.shape is not None
    low_e, low_n, high_e, _ = narrow.shape.bounds
    beside = desk.receive(a_lamp(shape=Point((low_e + high_e) / 2, low_n - 5))).case.uid

    assert within(desk, narrow.shape) == []
    assert within(desk, wide.shape) == [beside]
    assert (wide.name, wide.metres) == (ROAD, 20.0)


def test_a_road_without_a_name_is_known_by_its_piece(desk: Desk) -> None:
    build_street(desk)
    with desk.project.reading() as reading:
        (uid,) = [one.uid for one in reading.having(Feature, "label", [ROAD])]
        assert road_of(reading, uid) == ROAD
        assert shapely.equals(road_area(reading, uid, 20).shape, road_area(reading, ROAD, 20).shape)
        assert road_of(reading, Uid("gone")) == "gone"


def test_parcels_that_are_not_drawn_have_no_cases(desk: Desk) -> None:
    parcels = build_street(desk)
    here = desk.receive(a_lamp(shape=Point(500_030, 2_000_010))).case.uid
    with desk.project.reading() as reading:
        area = parcels_area(reading, parcels[1:2])
        with pytest.raises(Refused, match=r"case_area\.no_parcels"):
            parcels_area(reading, [Uid("gone")])

    assert area.count == 1
    assert within(desk, area.shape) == [here]


def test_a_drawn_outline_may_cross_itself_but_not_be_a_line() -> None:
    assert drawn_area([(0, 0), (10, 10), (10, 0), (0, 10)]).square_metres == pytest.approx(50)
    for places in ([(0.0, 0.0), (1.0, 1.0)], [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]):
        with pytest.raises(Refused, match=r"case_area\.no_surface"):
            drawn_area(places)


def test_what_leaves_the_office_has_nobody_s_secret_and_only_its_days(desk: Desk) -> None:
    lamp = desk.receive(a_lamp(shape=Point(500_010, 2_000_015))).case
    desk.receive(a_lamp(kind="staff", category="staff", named=(COUNTER.name,), shape=Point(500_010, 2_000_015)))
    day, known = local_day(lamp.received_at), petition_book(desk.book)
    with desk.project.reading() as reading:
        told = cases_for_everybody(reading, "petitions", day, day, known.on_map)
        before = cases_for_everybody(reading, "petitions", date(2000, 1, 1), day - timedelta(days=1), known.on_map)

    assert told.uids == (lamp.uid,)
    assert told.places.tolist() == [[500_010.0, 2_000_015.0]]
    assert count_kinds(told.kinds) == {lamp.kind: 1}
    assert before.uids == ()
    assert before.places.shape == (0, 2)


def test_statistics_count_a_complaint_for_named_people_only_for_them(desk: Desk) -> None:
    lamp = desk.receive(a_lamp()).case
    desk.receive(a_lamp(kind="staff", category="staff", named=("ปลัด",)))
    days = (local_day(lamp.received_at), local_day(lamp.received_at))
    with desk.project.reading() as reading:
        counted = {
            viewer: sum(one.came for one in reading.case_statistics("petitions", *days, viewer))
            for viewer in ("", "คนอื่น", "ปลัด", "ปลั")
        }

    assert counted == {"": 1, "คนอื่น": 1, "ปลัด": 2, "ปลั": 1}
