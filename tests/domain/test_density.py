"""How densely points lie: nothing is lost and nothing is counted twice, however it is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ltaxgis.domain.density import clusters, density, hexagons, highest

Places = NDArray[np.float64]
WEST, SOUTH = 499_000.0, 1_999_000.0


def some_places(most: int = 60) -> st.SearchStrategy[Places]:
    metre = st.floats(0, 2_000, allow_nan=False, width=32)
    return st.lists(st.tuples(metre, metre), max_size=most).map(
        lambda told: np.add(np.array(told, dtype=float).reshape(-1, 2), (WEST, SOUTH))
    )


WHOLE = (WEST - 500, SOUTH - 500, WEST + 2_500, SOUTH + 2_500)


@given(some_places(), st.sampled_from([17.0, 40.0]), st.sampled_from([60.0, 200.0, 400.0]))
@settings(max_examples=40, deadline=None)
def test_a_heat_holds_as_many_points_as_there_are_whatever_cell_and_radius(
    places: Places, cell: float, radius: float
) -> None:
    assert density(places, WHOLE, cell, radius).whole == pytest.approx(len(places), abs=1e-6)


@given(some_places(), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_a_heat_is_the_sum_of_the_heats_of_its_parts(places: Places, cut: int) -> None:
    whole, one, other = (density(part, WHOLE, 40, 200).values for part in (places, places[:cut], places[cut:]))

    assert np.allclose(whole, one + other, atol=1e-12)


@given(some_places(20), st.floats(0, 900), st.floats(0, 900))
@settings(max_examples=40, deadline=None)
def test_a_heat_is_the_same_whatever_part_of_it_is_looked_at(places: Places, east: float, north: float) -> None:
    seen = (WEST + east, SOUTH + north, WEST + east + 600, SOUTH + north + 600)
    part, whole = density(places, seen, 25, 150), density(places, WHOLE, 25, 150)
    column, row = round((part.west - whole.west) / 25), round((part.south - whole.south) / 25)
    high, wide = part.values.shape

    assert np.allclose(part.values, whole.values[row : row + high, column : column + wide], atol=1e-12)


def test_one_point_is_densest_where_it_lies_and_reaches_no_farther_than_its_radius() -> None:
    grid = density(np.array([[WEST + 1_000, SOUTH + 1_000]]), WHOLE, 10, 200)
    row, column = np.unravel_index(grid.values.argmax(), grid.values.shape)
    at = (grid.west + (column + 0.5) * 10, grid.south + (row + 0.5) * 10)
    rows, columns = np.nonzero(grid.values > 1e-12)
    reach = np.hypot((columns + 0.5) * 10 + grid.west - WEST - 1_000, (rows + 0.5) * 10 + grid.south - SOUTH - 1_000)

    assert at == pytest.approx((WEST + 1_000, SOUTH + 1_000), abs=10)
    assert grid.values.max() == pytest.approx(3 / np.pi / 200**2, rel=0.02)
    assert reach.max() < 220


@given(some_places(40).filter(len))
@settings(max_examples=30, deadline=None)
def test_the_highest_place_is_about_what_the_heat_shows(places: Places) -> None:
    """It is looked for where points lie; between them it may be higher."""
    shown = density(places, WHOLE, 10, 150).values.max()

    assert 0.4 * shown <= highest(places, 150) <= 1.15 * shown


def test_no_point_has_no_heat() -> None:
    none = np.zeros((0, 2))

    assert highest(none, 100) == 0
    assert density(none, WHOLE, 50, 100).whole == 0
    assert len(hexagons(none, 100).counts) == len(clusters(none, 50).counts) == 0


@given(some_places(), st.floats(1, 800))
@settings(max_examples=80, deadline=None)
def test_signs_hold_each_point_once_and_stand_apart(places: Places, reach: float) -> None:
    made = clusters(places, reach)

    assert made.counts.sum() == len(places)
    assert (np.bincount(made.of_point, minlength=len(made.counts)) == made.counts).all()
    for number in range(len(made.counts)):
        assert np.allclose(made.centres[number], places[made.of_point == number].mean(axis=0))
    apart = np.hypot(*(made.centres[:, None] - made.centres[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    assert not len(apart) or apart.min() >= reach * (1 - 1e-9)


def test_two_points_are_one_sign_up_to_the_reach_and_two_from_there() -> None:
    for apart, signs in ((0, 1), (39.9, 1), (40.1, 2)):
        places = np.array([[WEST, SOUTH], [WEST + apart, SOUTH]])
        assert len(clusters(places, 40).counts) == signs


@given(some_places(), st.floats(50, 1_000))
@settings(max_examples=60, deadline=None)
def test_each_point_is_in_the_one_hexagon_that_is_nearest(places: Places, size: float) -> None:
    made = hexagons(places, size)

    assert made.counts.sum() == len(places)
    assert len({tuple(centre) for centre in np.round(made.centres, 3).tolist()}) == len(made.counts)
    if len(places):
        far = np.hypot(*(places[:, None] - made.centres[None, :]).transpose(2, 0, 1)).min(axis=1)
        assert far.max() <= size / np.sqrt(3) * (1 + 1e-6)
        assert np.allclose(made.corners().mean(axis=1), made.centres)
