"""Drawing a building on its plot, fed with pointers by hand: one pixel is one metre."""

import pytest
from shapely import Polygon, box
from tests.ui.map.test_map_tools import EAST, NORTH, PlainDesk, pointer

from ltaxgis.domain.permit_drawing import Plot, corners_of
from ltaxgis.ui.map.tools.outlining import DrawOutline

pytestmark = pytest.mark.needs_qt
PLOT = box(EAST, NORTH - 200, EAST + 200, NORTH)


def drawing(shape: Polygon | None = None) -> tuple[DrawOutline, list[Polygon | None], PlainDesk]:
    told: list[Polygon | None] = []
    tool, desk = DrawOutline(Plot([PLOT]), shape, told.append), PlainDesk()
    tool.start(desk)
    return tool, told, desk


def click(tool: DrawOutline, x: float, y: float, shift: bool = False) -> None:
    tool.move(pointer(x, y, shift=shift))
    tool.press(pointer(x, y, shift=shift))
    tool.release(pointer(x, y, shift=shift))


def drag(tool: DrawOutline, start: tuple[float, float], end: tuple[float, float], *, control: bool = False) -> None:
    tool.press(pointer(*start, control=control))
    tool.move(pointer(*end, control=control))
    tool.release(pointer(*end, control=control))


def corners(shape: Polygon | None) -> list[tuple[float, float]]:
    assert shape is not None
    return [(round(e - EAST, 3), round(NORTH - n, 3)) for e, n in corners_of(shape)]


def a_house() -> Polygon:
    return box(EAST + 50, NORTH - 110, EAST + 130, NORTH - 50)


def test_corners_are_held_by_the_plot_and_enter_closes() -> None:
    tool, told, _ = drawing()
    for x, y in ((3, 4), (4, 80), (90, 80)):
        click(tool, x, y)
    tool.confirm()

    assert corners(told[-1]) == [(0, 0), (90, 80), (0, 80)]
    assert tool.hint == "hint.outline.stands"


def test_with_shift_the_walls_stand_at_right_angles_and_the_first_corner_closes() -> None:
    tool, told, desk = drawing()
    click(tool, 50, 50)
    for x, y in ((130, 56), (124, 110), (53, 103)):
        click(tool, x, y, shift=True)
    click(tool, 52, 52)

    assert corners(told[-1]) == [(50, 50), (130, 50), (130, 110), (50, 110)]
    assert desk.said[:2] == ["hint.outline.begin", "hint.outline.begin"]


def test_lengths_are_seen_while_it_is_drawn_and_distances_once_it_stands() -> None:
    tool, _, _ = drawing()
    click(tool, 50, 50)
    tool.move(pointer(130, 50))
    assert [text for _, _, text in tool.band().texts] == ["80.00 m"]

    tool.show(a_house())
    texts = [text for _, _, text in tool.band().texts]
    assert sorted(texts[4:]) == ["60.00 m", "60.00 m", "80.00 m", "80.00 m"]
    assert texts[:4] == ["50.00 m", "50.00 m", "70.00 m", "90.00 m"]
    assert len(tool.band().lines) == 4


def test_backspace_takes_a_corner_back_and_escape_all_of_them() -> None:
    tool, told, _ = drawing()
    for x, y in ((50, 50), (130, 50), (130, 110)):
        click(tool, x, y)
    tool.step_back()
    assert len(tool.places) == 2
    assert tool.cancel()
    assert not tool.cancel()
    assert told == []


def test_a_standing_outline_is_moved_and_held_by_the_edge() -> None:
    tool, told, _ = drawing(a_house())
    drag(tool, (90, 80), (46, 80))
    assert corners(told[-1])[0] in {(0, 50), (80, 110), (0, 110), (80, 50)}
    assert {x for x, _ in corners(told[-1])} == {0, 80}


def test_a_corner_is_dragged_alone() -> None:
    tool, told, _ = drawing(a_house())
    drag(tool, (130, 50), (150, 40))
    assert set(corners(told[-1])) == {(50, 50), (150, 40), (130, 110), (50, 110)}


def test_with_control_it_turns_about_its_middle() -> None:
    tool, told, _ = drawing(a_house())
    drag(tool, (90, 60), (110, 80), control=True)  # a quarter to the right
    turned = told[-1]
    assert turned is not None
    assert turned.equals_exact(box(EAST + 60, NORTH - 120, EAST + 120, NORTH - 40).normalize(), 0.01) or (
        turned.symmetric_difference(box(EAST + 60, NORTH - 120, EAST + 120, NORTH - 40)).area < 0.1
    )


def test_a_drag_that_is_given_up_leaves_the_outline_as_it_was() -> None:
    tool, told, _ = drawing(a_house())
    tool.press(pointer(90, 80))
    tool.move(pointer(120, 80))
    assert tool.cancel()
    assert tool.shape == a_house()
    tool.release(pointer(120, 80))
    assert told == []


def test_beside_the_building_nothing_is_taken_hold_of() -> None:
    tool, told, _ = drawing(a_house())
    drag(tool, (10, 190), (40, 190))
    assert told == []
