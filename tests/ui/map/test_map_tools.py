"""Tools of the map, fed with pointers by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ltaxgis.render.view import View
from ltaxgis.ui.map.tool_strip import TOOLS
from ltaxgis.ui.map.tools.pointing import Hand, Identify, PickParcel, SelectBox
from ltaxgis.ui.map.tools.tool import Mode, Pointer, Tool
from ltaxgis.ui.map.tools.tracing import MeasureArea, MeasureDistance, SelectSurface, length_text, surface_text
from ltaxgis.words import load_words

pytestmark = pytest.mark.needs_qt
EAST, NORTH = 500_000.0, 2_000_000.0


class PlainDesk:
    """Writes down what a tool asks for."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.said: list[str] = []
        self.view = View(EAST, NORTH, 1.0, 800, 600)

    def pan(self, x: float, y: float) -> None:
        self.asked.append(("pan", x, y))

    def select_at(self, east: float, north: float, mode: Mode) -> None:
        self.asked.append(("at", east - EAST, north - NORTH, mode))

    def select_within(self, ring: Sequence[tuple[float, float]], mode: Mode) -> None:
        self.asked.append(("within", tuple((e - EAST, n - NORTH) for e, n in ring), mode))

    def clear_selection(self) -> None:
        self.asked.append(("clear",))

    def identify_at(self, east: float, north: float) -> None:
        self.asked.append(("identify", east - EAST, north - NORTH))

    def pick_at(self, east: float, north: float) -> None:
        self.asked.append(("pick", east - EAST, north - NORTH))

    def say(self, code: str) -> None:
        self.said.append(code)

    def refresh(self) -> None:
        """Nothing is drawn here."""


def pointer(x: float, y: float, *, shift: bool = False, control: bool = False) -> Pointer:
    """One pixel is one metre; y runs down, N runs up."""
    return Pointer(x, y, EAST + x, NORTH - y, shift, control)


def started(tool: Tool) -> PlainDesk:
    desk = PlainDesk()
    tool.start(desk)
    return desk


def click(tool: Tool, x: float, y: float) -> None:
    tool.press(pointer(x, y))
    tool.release(pointer(x, y))


def test_the_hand_selects_by_a_click_that_trembles_and_moves_by_a_drag() -> None:
    hand = Hand()
    desk = started(hand)

    hand.press(pointer(10, 10))
    hand.move(pointer(12, 11))
    hand.release(pointer(12, 11))
    hand.press(pointer(10, 10))
    hand.move(pointer(30, 15))
    hand.move(pointer(40, 15))
    hand.release(pointer(40, 15))

    assert desk.asked == [("at", 12, -11, Mode.REPLACE), ("pan", 20, 5), ("pan", 10, 0)]


def test_the_hand_does_not_move_the_map_without_a_press() -> None:
    hand = Hand()
    desk = started(hand)

    hand.move(pointer(100, 100))
    hand.release(pointer(100, 100))

    assert desk.asked == []


def test_a_box_selects_what_it_spans_and_shift_adds() -> None:
    tool = SelectBox()
    desk = started(tool)

    tool.press(pointer(10, 10))
    tool.move(pointer(60, 40))
    assert len(tool.band().places) == 4
    assert tool.band().closed
    tool.release(pointer(60, 40, shift=True))

    assert desk.asked == [("within", ((10, -10), (60, -10), (60, -40), (10, -40)), Mode.ADD)]
    assert tool.band().places == ()


def test_escape_in_the_middle_of_a_box_drops_the_box_and_keeps_the_selection() -> None:
    tool = SelectBox()
    desk = started(tool)

    tool.press(pointer(10, 10))
    tool.move(pointer(60, 40))
    tool.escape()
    tool.release(pointer(60, 40))

    assert desk.asked == []


def test_escape_with_nothing_begun_drops_the_selection() -> None:
    for tool in (Hand(), SelectBox(), MeasureArea()):
        desk = started(tool)
        tool.escape()
        assert desk.asked == [("clear",)]


def test_a_drawn_surface_selects_at_the_double_click() -> None:
    tool = SelectSurface()
    desk = started(tool)

    for place in ((0, 0), (50, 0), (50, 50)):
        tool.press(pointer(*place))
    assert tool.double(pointer(50, 50, control=True))

    assert desk.asked == [("within", ((0, 0), (50, 0), (50, -50)), Mode.TOGGLE)]
    assert tool.places == []


def test_two_places_are_no_surface_yet() -> None:
    tool = SelectSurface()
    desk = started(tool)

    tool.press(pointer(0, 0))
    tool.press(pointer(50, 0))
    tool.confirm()

    assert desk.asked == []
    assert len(tool.places) == 2


def test_the_hints_say_what_the_next_click_does() -> None:
    tool = SelectSurface()
    desk = started(tool)

    for place in ((0, 0), (50, 0), (50, 50)):
        tool.press(pointer(*place))

    assert list(dict.fromkeys(desk.said)) == ["hint.surface.begin", "hint.surface.more", "hint.surface.end"]


def test_a_distance_shows_its_legs_and_their_sum() -> None:
    tool = MeasureDistance()
    started(tool)

    tool.press(pointer(0, 0))
    tool.press(pointer(30, 0))
    tool.move(pointer(30, 40))

    assert [text for _, _, text in tool.band().texts] == ["30.00 m", "40.00 m", "Σ 70.00 m"]


def test_an_area_is_shown_in_square_metres_and_rai_ngan_wa_whichever_way_it_is_drawn() -> None:
    for places in (((0, 0), (40, 0), (40, 40), (0, 40)), ((0, 40), (40, 40), (40, 0), (0, 0))):
        tool = MeasureArea()
        started(tool)
        for place in places:
            tool.press(pointer(*place))
        tool.confirm()

        [(_, _, text)] = tool.band().texts
        assert text == "1,600.0 m²\n1-0-0.0"


def test_backspace_takes_the_last_place_back_and_a_new_click_after_the_end_begins_anew() -> None:
    tool = MeasureDistance()
    started(tool)

    tool.press(pointer(0, 0))
    tool.press(pointer(30, 0))
    tool.press(pointer(99, 99))
    tool.step_back()
    tool.confirm()
    assert [text for _, _, text in tool.band().texts] == ["Σ 30.00 m"]

    tool.press(pointer(5, 5))
    assert tool.places == [(EAST + 5, NORTH - 5)]


def test_identify_and_pick_ask_at_the_click() -> None:
    for tool, word in ((Identify(), "identify"), (PickParcel(), "pick")):
        desk = started(tool)
        click(tool, 3, 4)
        assert desk.asked == [(word, 3, -4)]


def test_long_distances_are_told_in_kilometres() -> None:
    assert length_text(12_345.6) == "12.346 km"
    assert surface_text(4.0) == "4.0 m²\n0-0-1.0"


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_tool_and_hint_has_its_words(language: str) -> None:
    words = load_words(Path(__file__).parents[3] / "resources" / "words", language)
    for tool in [kind() for kind, _ in TOOLS] + [PickParcel()]:
        hints = {tool.hint}
        if isinstance(tool, SelectSurface | MeasureArea | MeasureDistance):
            hints = {f"hint.{tool.code}.{step}" for step in ("begin", "more", "end")}
        assert all(words.knows(code) for code in {f"tool.{tool.code}", *hints})
