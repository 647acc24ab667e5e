"""Places on the ground and on the screen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from ltaxgis.render.view import View, joined_box, touching, view_of

EASTS = st.floats(100_000, 900_000)
NORTHS = st.floats(600_000, 2_300_000)
VIEWS = st.builds(View, EASTS, NORTHS, st.floats(0.01, 500), st.integers(50, 4000), st.integers(50, 3000))
PLACES = st.tuples(st.floats(0, 2000), st.floats(0, 2000))


@given(VIEWS, PLACES)
def test_a_place_on_the_screen_comes_back_from_the_world(view: View, place: tuple[float, float]) -> None:
    assert view.to_screen(*view.to_world(*place)) == pytest.approx(place, abs=1e-3)


@given(VIEWS, PLACES, st.floats(0.2, 5))
def test_zooming_keeps_the_place_under_the_pointer(view: View, at: tuple[float, float], factor: float) -> None:
    nearer = view.zoomed(factor, *at)

    assert nearer.to_world(*at) == pytest.approx(view.to_world(*at), abs=view.metres * 1e-3)
    assert nearer.metres < view.metres if factor > 1.01 else True


@given(VIEWS, PLACES)
def test_the_painters_transform_agrees_with_the_view(view: View, place: tuple[float, float]) -> None:
    east, north = view.to_world(*place)
    origin = (view.east - 100, view.north + 50)

    point = view.transform(origin).map(QPointF(east - origin[0], north - origin[1]))

    assert (point.x(), point.y()) == pytest.approx(place, abs=0.01)


def test_a_hundred_metres_at_1_to_1000_measure_ten_centimetres_of_a_96_dpi_screen() -> None:
    view = View(500_000, 2_000_000, 1, 1000, 800).at_scale(1000)

    pixels = 100 / view.metres

    assert pixels / 96 * 25.4 == pytest.approx(100)
    assert view.denominator() == pytest.approx(1000)


def test_a_drag_to_the_right_shows_what_lies_west() -> None:
    view = View(500_000, 2_000_000, 2, 100, 100)

    moved = view.moved(10, 0)

    assert (moved.east, moved.north) == (499_980, 2_000_000)


@given(st.tuples(EASTS, NORTHS), st.floats(1, 50_000), st.floats(1, 50_000))
def test_the_view_of_a_box_shows_all_of_it(corner: tuple[float, float], wide: float, high: float) -> None:
    box = (corner[0], corner[1], corner[0] + wide, corner[1] + high)

    shown = view_of(box, 800, 600).box

    assert shown[0] <= box[0]
    assert shown[1] <= box[1]
    assert shown[2] >= box[2]
    assert shown[3] >= box[3]


def test_boxes_of_missing_shapes_are_nowhere() -> None:
    boxes = np.array([[0, 0, 1, 1], [np.nan] * 4, [5, 5, 6, 6]])

    assert joined_box(boxes) == (0, 0, 6, 6)
    assert touching(boxes, (0, 0, 9, 9)).tolist() == [True, False, True]
    assert joined_box(np.full((2, 4), np.nan)) is None
