"""Where a petition is that tells a house number."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import Point
from tests.builders import a_project
from tests.petitions import Desk, a_lamp, build_street

from ltaxgis.services.petition_places import place_of_house, read_house


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("บ้านเลขที่ 2/1 หมู่ที่ 2 ต.ในเมือง", ("2/1", "2")), ("๒/๑ ม.๒", ("2/1", "2")), ("2 / 1", ("2/1", "")),
        ("หมู่ 2 เลขที่ 15", ("15", "2")), ("ตลาดสดเทศบาล", ("", "")), ("0891234567", ("", "")),
    ],
)  # fmt: skip
def test_a_house_number_is_read_as_people_write_it(text: str, house: tuple[str, str]) -> None:
    assert read_house(text) == house


def test_a_house_number_leads_to_its_parcel(desk: Desk) -> None:
    parcels = build_street(desk)

    with desk.project.reading() as reading:
        (place,) = place_of_house(reading, "เลขที่ 2/1 หมู่ 2")
        nowhere = place_of_house(reading, "เลขที่ 2/1 หมู่ 7"), place_of_house(reading, "9999")

    assert (place.parcel_uid, place.parcel_code) == (parcels[1], "01A002")
    assert isinstance(place.point, Point)
    assert 500_020 < place.point.x < 500_040
    assert nowhere == ([], [])


def test_outside_the_municipality_is_said_and_not_refused(desk: Desk) -> None:
    build_street(desk)

    assert desk.receive(a_lamp(shape=Point(502_000, 2_000_000))).case.outside
    assert not desk.receive().case.outside
