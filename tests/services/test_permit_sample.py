"""Plots of the sample town, their distances worked out from the coordinates of its map with pencil and paper."""

import math
from collections.abc import Iterator

import pytest
from shapely import Polygon
from tests.builders import CLERK, a_project
from tests.permits import the_book

from ltaxgis.app.readers import readers
from ltaxgis.app.sample import sample_folder, sample_request
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permit_checks.verdicts import FAIL, NOT_APPLICABLE, PASS, SURVEY
from ltaxgis.domain.permit_footprints import footprint_from
from ltaxgis.domain.permits import Permit, PermitCheck
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.import_files import import_files
from ltaxgis.services.permit_map import checked
from ltaxgis.services.progress import silent
from ltaxgis.storage.project import SqlProject

BOOK = the_book()
Point = tuple[float, float]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlProject]:
    project = a_project(tmp_path_factory.mktemp("แผนที่ภาษี 2569") / "ทต.ตัวอย่าง (สำรอง)")
    import_files(project, CLERK, sample_request(sample_folder()), readers(find_resources()), silent)
    yield project
    project.close()


def to_line(point: Point, first: Point, last: Point) -> float:
    """The distance of a point from a straight line, by the area of a triangle."""
    de, dn = last[0] - first[0], last[1] - first[1]
    return abs(de * (point[1] - first[1]) - dn * (point[0] - first[0])) / math.hypot(de, dn)


def told(town: SqlProject, code: str, footprint: Polygon, accuracy: float = 0.1) -> dict[str, PermitCheck]:
    permit = Permit(
        uid=new_uid(), case_uid=Uid("none"), footprint=footprint, height=600, largest_floor=7000, area=7000,
        accuracy_m=accuracy, walls='[{"openings":true},{"openings":true},{"openings":true},{"openings":true}]',
    )  # fmt: skip
    with town.reading() as reading:
        (parcel,) = reading.having(Parcel, "code", [code])
        assert parcel.shape is not None
        assert parcel.shape.contains(footprint.centroid)
        return {one.check: one for one in checked(reading, BOOK, permit)}


def test_a_corner_lot_between_two_lanes(town: SqlProject) -> None:
    # 01H004: lane 44 (5 m) along its north, lane 32 (7.5 m) along its east; the house turned with its western side
    corner = (532_929.5, 1_989_943.0)
    house = footprint_from(corner, 73.8, (6, 12))
    along, down = math.radians(73.8), math.radians(163.8)
    south_east = (corner[0] + 6 * math.sin(along) + 12 * math.sin(down),
                  corner[1] + 6 * math.cos(along) + 12 * math.cos(down))  # fmt: skip

    found = told(town, "01H004", house)

    to_44 = to_line(corner, (532_914.985, 1_989_946.191), (532_928.123, 1_989_951.854))
    to_32 = to_line(south_east, (532_941.873, 1_989_946.845), (532_945.705, 1_989_933.050))
    to_neighbour = to_line(corner, (532_923.454, 1_989_947.104), (532_934.493, 1_989_909.138))
    assert to_44 == pytest.approx(8.68, abs=0.01)
    assert to_32 == pytest.approx(6.81, abs=0.01)
    assert to_neighbour == pytest.approx(4.66, abs=0.01)
    assert found["C2"].measured == pytest.approx(to_44, abs=0.001)
    assert found["C10"].required == pytest.approx(2 * (to_32 + 7.5 / 2), abs=0.001)
    assert found["C6"].measured == pytest.approx(to_neighbour, abs=0.02)
    assert found["C13"].measured == 2
    assert [found[code].verdict for code in ("C1", "C2", "C6", "C8", "C10", "C13")] == [PASS] * 6
    assert found["C3"].verdict == NOT_APPLICABLE


def test_a_plot_beside_a_canal_keeps_three_metres_from_its_bank(town: SqlProject) -> None:
    # 06F009: เหมืองคำ (7 m) runs along its east; its western bank near by is one straight line
    bank = ((533_759.586, 1_990_037.468), (533_763.964, 1_990_050.730))
    bearing = math.degrees(math.atan2(bank[1][0] - bank[0][0], bank[1][1] - bank[0][1]))

    def corner(away: float) -> Point:
        """A point beside the middle of the bank, so many metres west of it."""
        middle = ((bank[0][0] + bank[1][0]) / 2, (bank[0][1] + bank[1][1]) / 2)
        turned = math.radians(bearing - 90)
        return middle[0] + away * math.sin(turned), middle[1] + away * math.cos(turned)

    # the first wall along the bank to the south, the rest to the west of it
    near = told(town, "06F009", footprint_from(corner(2.5), bearing + 180, (4, 5)))
    far = told(town, "06F009", footprint_from(corner(3.5), bearing + 180, (4, 5)))

    assert (near["C9"].verdict, far["C9"].verdict) == (FAIL, PASS)
    assert near["C9"].measured == pytest.approx(2.5, abs=0.001)
    assert far["C9"].measured == pytest.approx(3.5, abs=0.001)
    assert told(town, "06F009", footprint_from(corner(2.5), bearing + 180, (4, 5)), 1.0)["C9"].verdict == SURVEY


def test_a_plot_without_a_road_is_told(town: SqlProject) -> None:
    # 01K006 lies within its block
    found = told(town, "01K006", footprint_from((532_552.0, 1_989_766.0), 0, (8, 8)))

    assert found["C13"].verdict == SURVEY
    assert [found[code].verdict for code in ("C2", "C3", "C4", "C5", "C10")] == [NOT_APPLICABLE] * 5
