from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ltaxgis.domain.findings import Place
from ltaxgis.domain.geometry import Shapes, normalise
from ltaxgis.domain.topology import find_gaps, find_overlaps, gap_findings, overlap_findings


def place(i: int) -> Place:
    return Place("แปลง.shp", "แปลง", row=i + 1, subject=f"01A{i + 1:03d}")


def array(*shapes: object) -> Shapes:
    return np.array([*shapes, None], dtype=object)[:-1]


def block(columns: int, rows: int, size: float = 20.0) -> list[shapely.Polygon]:
    return [
        shapely.box(x * size, y * size, (x + 1) * size, (y + 1) * size) for y in range(rows) for x in range(columns)
    ]


def read(path: Path) -> Shapes:
    _meta, _ids, wkb, _fields = pyogrio.raw.read(path)
    return normalise(shapely.from_wkb(wkb), place).shapes


def test_neighbours_that_share_their_boundary_neither_overlap_nor_gape() -> None:
    shapes = array(*block(6, 6))

    assert find_overlaps(shapes) == []
    assert find_gaps(shapes) == []


def test_a_vertex_in_the_middle_of_the_neighbours_edge_is_no_fault() -> None:
    shapes = array(shapely.box(0, 0, 10, 20), shapely.box(10, 0, 20, 10), shapely.box(10, 10, 20, 20))

    assert find_overlaps(shapes) == []
    assert find_gaps(shapes) == []


def test_an_overlap_has_both_parcels_its_area_and_its_place() -> None:
    shapes = array(*block(3, 1), shapely.box(59, 0, 80, 20))

    (found,) = find_overlaps(shapes)

    assert (found.first, found.second, found.certain) == (2, 3, True)
    assert found.area_m2 == pytest.approx(20.0)
    assert shapely.box(59, 0, 60, 20).contains(shapely.Point(found.at))
    (finding,) = overlap_findings([found], place)
    assert finding.place.subject == "01A003"
    assert dict(finding.facts)["other"] == "01A004"
    assert finding.at == found.at


def test_a_parcel_inside_another_overlaps_it() -> None:
    (found,) = find_overlaps(array(shapely.box(0, 0, 100, 100), None, shapely.box(40, 40, 50, 50)))

    assert (found.first, found.second) == (0, 2)
    assert found.area_m2 == pytest.approx(100.0)


def test_stacked_units_do_not_overlap_each_other_but_a_stranger_overlaps_them_once() -> None:
    units = [shapely.box(0, 0, 20, 20)] * 40

    assert find_overlaps(array(*units)) == []
    assert len(find_overlaps(array(*units, shapely.box(10, 0, 30, 20)))) == 1


def test_an_overlap_below_the_tolerance_is_let_pass() -> None:
    shapes = array(shapely.box(0, 0, 20, 20), shapely.box(19.9996, 0, 40, 20))

    assert find_overlaps(shapes) == []
    assert len(find_overlaps(shapes, tolerance_m2=0.001)) == 1


def test_a_slit_between_parcels_is_found_with_both_its_neighbours() -> None:
    shapes = array(*block(3, 1), shapely.box(60.3, 0, 80, 20), None)

    (gap,) = find_gaps(shapes)

    assert gap.beside == (2, 3)
    assert gap.area_m2 == pytest.approx(6.0, rel=0.01)
    assert gap.width_m == pytest.approx(0.3, rel=0.03)
    assert shapely.box(60, 0, 60.3, 20).contains(shapely.Point(gap.at))
    (finding,) = gap_findings([gap], place)
    assert (finding.place.subject, dict(finding.facts)["others"]) == ("01A003", "01A004")


def test_a_slit_that_lies_wholly_inside_is_found() -> None:
    left = shapely.Polygon([(0, 0), (20, 0), (19.8, 10), (20, 20), (0, 20)])

    (gap,) = find_gaps(array(left, shapely.box(20, 0, 40, 20)))

    assert gap.area_m2 == pytest.approx(2.0, rel=0.01)


def test_a_street_a_yard_and_the_corner_of_a_block_are_no_slits() -> None:
    street = [shapely.box(0, 0, 50, 20), shapely.box(0, 26, 50, 46)]
    yard = shapely.box(0, 100, 50, 150) - shapely.box(10, 110, 14, 114)
    corner = shapely.Polygon([(100, 0), (150, 0), (150, 50), (140, 50), (140, 20), (100, 30)])

    assert find_gaps(array(*street, yard, corner)) == []


def test_the_width_up_to_which_a_gap_counts_is_a_choice() -> None:
    shapes = array(shapely.box(0, 0, 20, 20), shapely.box(21.5, 0, 40, 20))

    assert find_gaps(shapes) == []
    assert len(find_gaps(shapes, width_m=2.0)) == 1


def test_a_long_slit_across_many_tiles_is_one_gap() -> None:
    below = [shapely.box(x * 10, 0, x * 10 + 10, 10) for x in range(900)]
    above = [shapely.box(x * 10, 10.2, x * 10 + 10, 20) for x in range(900)]

    (gap,) = find_gaps(array(*below, *above))

    assert gap.area_m2 == pytest.approx(1800.0, rel=0.001)
    assert len(gap.beside) == 1800


def test_nothing_comes_of_nothing() -> None:
    assert find_overlaps(array(None, None)) == []
    assert find_gaps(array(None)) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 60)] * 2, *[st.integers(3, 25)] * 2), min_size=2, max_size=12))
def test_the_sieve_loses_no_overlap(boxes: list[tuple[int, int, int, int]]) -> None:
    shapes = array(*(shapely.box(x, y, x + w, y + h) for x, y, w, h in boxes))

    found = {(overlap.first, overlap.second) for overlap in find_overlaps(shapes)}

    unique = [i for i in range(len(shapes)) if not any(shapes[j].equals(shapes[i]) for j in range(i))]
    wanted = {(i, j) for i in unique for j in unique if i < j and shapes[i].intersection(shapes[j]).area > 0.01}
    assert found == wanted


@pytest.mark.real_data
def test_the_clean_parcels_of_new_zealand_are_found_clean(real_data: Path) -> None:
    shapes = read(real_data / "linz_nz" / "parcels.shp")

    assert len(shapes) == 7_636
    assert find_overlaps(shapes) == []
    assert find_gaps(shapes) == []


@pytest.mark.real_data
def test_the_dirty_parcels_of_melbourne_are_found_dirty(real_data: Path) -> None:
    shapes = read(real_data / "melbourne" / "Property Boundaries.shp")

    overlaps, gaps = find_overlaps(shapes), find_gaps(shapes)

    assert len(overlaps) == 699
    assert all(overlap.certain for overlap in overlaps)
    assert 70 <= len(gaps) <= 95
    assert max(gap.width_m for gap in gaps) < 1.0
