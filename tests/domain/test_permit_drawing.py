"""The outline of a building as it is drawn, and as it is typed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from ltaxgis.domain.permit_drawing import Plot, corners_of, moved, outline_of, squared, turned
from ltaxgis.domain.permit_footprints import describe, footprint_from, read_sides, sides_text

PLOT = Plot([box(0, 0, 20, 30)])
HOUSE = box(5, 6, 15, 14)
ELL = Polygon([(0, 0), (0, 10), (12, 10), (12, 6), (5, 6), (5, 0)])


def test_a_corner_holds_before_a_line_and_what_is_far_is_free() -> None:
    assert PLOT.snap((0.3, 0.4), 1.0).place == (0, 0)
    assert PLOT.snap((0.3, 8), 1.0) == PLOT.snap((-0.3, 8), 1.0)
    assert PLOT.snap((0.3, 8), 1.0).to == "line"
    assert (PLOT.snap((5, 8), 1.0).to, PLOT.snap((5, 8), 1.0).place) == ("", (5, 8))
    assert PLOT.snap((5.4, 8.3), 1.0, also=[(5, 8)]).place == (5, 8)


def test_a_wall_turns_by_a_right_angle_to_the_one_before() -> None:
    assert squared([(0, 0), (0, 10)], (7, 11), 0) == pytest.approx((7, 10))
    assert squared([(0, 0), (0, 10)], (0.5, 14), 0) == pytest.approx((0, 14))


def test_the_first_wall_follows_the_edge_of_the_plot() -> None:
    leaning = Plot([Polygon([(0, 0), (20, 20), (0, 40), (-20, 20)])])
    base = leaning.bearing_near((9, 11))
    assert squared([(5, 10)], (10, 14), base) == pytest.approx((9.5, 14.5))


def test_the_last_corner_closes_squarely_within_reach() -> None:
    places = [(0.0, 0.0), (0.0, 10.0), (8.0, 10.0)]
    assert squared(places, (8.1, 0.3), 0, reach=0.5) == pytest.approx((8, 0))
    assert squared(places, (8.1, 2.0), 0, reach=0.5) == pytest.approx((8, 2))


def test_the_distances_are_those_to_the_edges_of_the_plot() -> None:
    assert [one.metres for one in PLOT.distances(HOUSE)] == pytest.approx([5, 5, 6, 16])


def test_a_house_over_the_edge_is_told_by_how_much() -> None:
    over = moved(HOUSE, 8, 0)
    assert PLOT.outside(over) == pytest.approx(3 * 8)
    assert PLOT.outside(HOUSE) == 0
    assert Plot().outside(HOUSE) == 0
    assert [round(one.metres, 6) for one in PLOT.distances(over)] == [6, 13, 16]


def test_edges_that_the_house_does_not_look_upon_are_left_out() -> None:
    flag = Plot([Polygon([(0, 0), (4, 0), (4, 20), (24, 20), (24, 40), (0, 40)])])
    assert sorted(round(one.metres, 6) for one in flag.distances(box(10, 24, 20, 34))) == [4, 4, 6, 10]


def test_corners_that_enclose_nothing_are_no_outline() -> None:
    assert outline_of([(0, 0), (1, 1)]) is None
    assert outline_of([(0, 0), (4, 4), (4, 0), (0, 4)]) is None
    assert outline_of([(0, 0), (1, 1), (2, 2)]) is None


def test_an_outline_runs_clockwise_from_the_first_corner_however_it_was_drawn() -> None:
    made = outline_of([(1, 1), (9, 1), (9, 5), (1, 5)])
    assert made is not None
    assert corners_of(made) == [(1, 1), (1, 5), (9, 5), (9, 1)]


def test_sides_that_turn_to_the_left_say_so_and_come_back() -> None:
    assert sides_text(ELL) == "10.00 12.00 4.00 7.00/-90 6.00 5.00"
    assert read_sides("๑๐ 12 4 7/-90 6 5") == [10, 12, 4, (7, -90), 6, 5]
    corner, heading, _ = describe(ELL)
    assert footprint_from((corner.x, corner.y), heading, read_sides(sides_text(ELL))).equals_exact(ELL, 0.01)


@given(st.floats(2, 40), st.floats(2, 40), st.floats(0, 360), st.floats(-50, 50), st.floats(-50, 50), st.booleans())
def test_what_was_drawn_can_be_typed(wide: float, deep: float, angle: float, e: float, n: float, left: bool) -> None:
    shape = turned(moved(box(0, 0, wide, deep), e, n), angle)
    shape = shape.reverse() if left else shape
    corner, heading, _ = describe(shape)
    again = footprint_from((corner.x, corner.y), heading, read_sides(sides_text(shape)))
    assert again.hausdorff_distance(shape) < 0.05
    assert math.isclose(again.area, shape.area, rel_tol=0.02)
