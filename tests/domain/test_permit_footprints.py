"""Outlines as people type and draw them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.permit_footprints import compass_of, describe, drawn_footprint, footprint_from, outward, walls_of


def refusal(*sides: float | tuple[float, float]) -> str:
    with pytest.raises(Refused) as refused:
        footprint_from((0, 0), 90, sides)
    return refused.value.code


def test_two_lengths_make_a_rectangle_to_the_right_of_its_first_wall() -> None:
    made = footprint_from((100, 200), 90, (12, 8))

    assert made.equals(box(100, 192, 112, 200))


def test_a_bearing_turns_it_clockwise_from_north() -> None:
    made = footprint_from((0, 0), 0, (10, 5))

    assert made.equals_exact(Polygon([(0, 0), (0, 10), (5, 10), (5, 0)]), 1e-9)


def test_an_l_has_six_sides_of_which_one_turns_left() -> None:
    made = footprint_from((0, 0), 0, (10, 6, (4, -90), 3, 6, 9))

    assert made.area == pytest.approx(6 * 10 + 3 * 6)
    assert len(walls_of(made)) == 6


def test_what_cannot_be_a_building_is_refused() -> None:
    assert refusal(10, 8, 9, 8) == "permits.footprint_open"
    assert refusal(10) == "permits.footprint_sides"
    assert refusal(10, -8) == "permits.footprint_sides"
    assert refusal(0.5, 0.5) == "permits.footprint_small"
    assert refusal((10, -135), (math.sqrt(200), 135), (10, 135), (math.sqrt(200), 0)) == "permits.footprint_crosses"
    with pytest.raises(Refused, match=r"permits\.footprint_kind"):
        drawn_footprint(MultiPolygon([box(0, 0, 5, 5), box(9, 9, 12, 12)]))
    with pytest.raises(Refused, match=r"permits\.footprint_kind"):
        drawn_footprint(None)


def test_the_ground_before_a_wall_lies_outside_whichever_way_the_outline_runs() -> None:
    for outline in (box(0, 0, 10, 10), box(0, 0, 10, 10).reverse()):
        for wall in walls_of(outline):
            before = outward(outline, wall, 3)

            assert before.area == pytest.approx(30)
            assert before.intersection(outline).area == pytest.approx(0)


@given(st.floats(0, 359.99), st.floats(2, 60), st.floats(2, 60))
def test_a_typed_outline_is_told_as_it_was_typed(bearing: float, width: float, depth: float) -> None:
    made = footprint_from((500_000, 2_000_000), bearing, (width, depth))
    corner, told, sides = describe(made)

    assert made.area == pytest.approx(width * depth, rel=1e-6)
    assert (corner.x, corner.y) == pytest.approx((500_000, 2_000_000))
    assert math.cos(math.radians(told - bearing)) == pytest.approx(1)
    assert sides == pytest.approx([width, depth, width, depth], abs=1e-6)


def test_each_side_says_which_way_it_looks_however_the_outline_runs() -> None:
    square = Polygon([(0, 0), (0, 10), (10, 10), (10, 0)])
    assert compass_of(square) == ["w", "n", "e", "s"]
    assert compass_of(square.reverse()) == ["s", "e", "n", "w"]
