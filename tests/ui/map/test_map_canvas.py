"""The canvas over a painter that paints at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shapely import Point
from tests.render.map_scene import EAST, NORTH, layer, parcels, square, styles

from ltaxgis.domain.ids import Uid
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.painter import DirectPainter
from ltaxgis.ui.map.tools.pointing import Hand, PickParcel, PickPlace, SelectBox
from ltaxgis.ui.map.tools.tracing import MeasureDistance

pytestmark = pytest.mark.needs_qt


NOTHING_HELD = Qt.KeyboardModifier.NoModifier


def town() -> list[LayerShapes]:
    shapes = [square(x, y, 18) for y in range(0, 100, 20) for x in range(0, 200, 20)]
    return [
        parcels(shapes, land_use=["1", "2"] * 25, code=[f"01A{number:03d}" for number in range(50)]),
        layer("zones", [square(0, 0, 300)], label=["01"]),
    ]


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[MapCanvas]:
    painter = DirectPainter(town, styles())
    made = MapCanvas(painter, styles())
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    painter.start()
    qtbot.waitUntil(lambda: made.drawn is not None)
    yield made
    made.close()


def at(canvas: MapCanvas, east: float, north: float) -> QPoint:
    x, y = canvas.view.to_screen(EAST + east, NORTH + north)
    return QPoint(round(x), round(y))


def click(canvas: MapCanvas, east: float, north: float, held: Qt.KeyboardModifier = NOTHING_HELD) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, held, at(canvas, east, north))


def turn_wheel(canvas: MapCanvas, place: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(place), QPointF(canvas.mapToGlobal(place)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def colour(canvas: MapCanvas, east: float, north: float) -> str:
    return canvas.grab().toImage().pixelColor(at(canvas, east, north)).name().upper()


def test_the_first_sight_is_all_parcels(canvas: MapCanvas) -> None:
    assert canvas.drawn is not None
    assert canvas.drawn.parcels_drawn == 50
    assert colour(canvas, 45, 45) in {one.colour for one in styles().themes["land-use"].classes}


def test_the_wheel_zooms_at_the_pointer_and_the_old_picture_follows_at_once(canvas: MapCanvas) -> None:
    place = at(canvas, 29, 9)
    before = canvas.view.to_world(place.x(), place.y())
    shown = colour(canvas, 29, 4)

    turn_wheel(canvas, place, 2)

    assert canvas.view.to_world(place.x(), place.y()) == pytest.approx(before, abs=0.01)
    assert colour(canvas, 29, 4) == shown  # no new picture has been painted yet


def test_a_drag_moves_the_map_under_the_pointer(canvas: MapCanvas) -> None:
    canvas.set_scale(500)
    east = canvas.view.east

    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 200))
    QTest.mouseMove(canvas, QPoint(350, 200))
    QTest.mouseMove(canvas, QPoint(400, 200))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 200))

    assert canvas.view.east == pytest.approx(east - 100 * canvas.view.metres)
    assert canvas.selection == []


def test_the_middle_button_moves_the_map_under_any_tool(canvas: MapCanvas) -> None:
    canvas.use(MeasureDistance())
    north = canvas.view.north

    QTest.mousePress(canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 200))
    QTest.mouseMove(canvas, QPoint(300, 230))
    QTest.mouseRelease(canvas, Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 230))

    assert canvas.view.north == pytest.approx(north + 30 * canvas.view.metres)
    assert canvas.tool.band().places == ()


def test_a_click_selects_and_shift_and_control_change_the_selection(canvas: MapCanvas, qtbot: QtBot) -> None:
    told: list[list[Uid]] = []
    canvas.selection_changed.connect(told.append)

    click(canvas, 5, 5)
    click(canvas, 25, 5, Qt.KeyboardModifier.ShiftModifier)
    click(canvas, 5, 5, Qt.KeyboardModifier.ControlModifier)

    assert told == [["parcels-0"], ["parcels-0", "parcels-1"], ["parcels-1"]]
    click(canvas, 19, 19)
    assert canvas.selection == []


def test_the_selection_is_drawn_in_its_own_colour(canvas: MapCanvas) -> None:
    canvas.select([Uid("parcels-12")])

    image = canvas.grab().toImage()
    edge = at(canvas, 40, 29)
    around = {image.pixelColor(edge.x() + step, edge.y()).name().upper() for step in range(-3, 4)}

    assert "#FF9F1C" in around


def test_selecting_from_outside_is_not_told_back(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.selection_changed):
        canvas.select([Uid("parcels-3")])

    assert canvas.selection == ["parcels-3"]


def test_a_box_selects_what_it_touches(canvas: MapCanvas) -> None:
    canvas.use(SelectBox())

    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(canvas, 10, 10))
    QTest.mouseMove(canvas, at(canvas, 50, 10))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(canvas, 50, 25))

    assert sorted(canvas.selection) == [f"parcels-{number}" for number in (0, 1, 10, 11, 12, 2)]


def test_escape_drops_the_selection(canvas: MapCanvas) -> None:
    click(canvas, 5, 5)

    QTest.keyClick(canvas, Qt.Key.Key_Escape)

    assert canvas.selection == []


def test_escape_drops_what_was_begun_then_the_tool_then_the_selection(canvas: MapCanvas) -> None:
    click(canvas, 5, 5)
    canvas.use(MeasureDistance())
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(canvas, 10, 10))

    left = []
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        left.append((canvas.tool.code, len(canvas.selection)))

    assert left == [(MeasureDistance.code, 1), (Hand.code, 1), (Hand.code, 0)]


def test_escape_is_the_maps_own_and_not_the_windows(canvas: MapCanvas) -> None:
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    override.ignore()

    QApplication.sendEvent(canvas, override)

    assert override.isAccepted()


def test_a_double_click_asks_about_the_parcel(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.asked_about) as asked:
        QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(canvas, 25, 25))

    assert asked.args == ["parcels-11"]


def test_identify_names_what_lies_there_in_all_layers_the_upper_first(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.identified) as found:
        canvas.identify_at(EAST + 25, NORTH + 25)

    assert found.args == [["zones-0", "parcels-11"]]


def test_the_picked_parcel_is_told_to_whoever_waits(canvas: MapCanvas, qtbot: QtBot) -> None:
    canvas.use(PickParcel())

    with qtbot.waitSignal(canvas.picked) as picked:
        click(canvas, 45, 5)

    assert picked.args == ["parcels-2"]
    assert canvas.selection == []


def test_back_and_forward_go_through_the_views_that_came_to_rest(canvas: MapCanvas, qtbot: QtBot) -> None:
    qtbot.wait(450)
    whole = canvas.view
    canvas.zoom_to_uids([Uid("parcels-3")])
    qtbot.wait(450)
    near = canvas.view

    canvas.back()
    assert (canvas.view.east, canvas.view.metres) == (whole.east, whole.metres)
    canvas.forward()
    assert (canvas.view.east, canvas.view.metres) == (near.east, near.metres)
    assert near.denominator() >= 499


def test_a_typed_scale_is_the_scale_and_stays_in_the_middle(canvas: MapCanvas, qtbot: QtBot) -> None:
    middle = (canvas.view.east, canvas.view.north)

    with qtbot.waitSignal(canvas.view_changed) as changed:
        canvas.set_scale(1000)

    assert changed.args is not None
    assert changed.args[0] == pytest.approx(1000)
    assert (canvas.view.east, canvas.view.north) == middle


def test_hiding_a_layer_and_another_theme_change_the_picture(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.picture_changed):
        canvas.set_theme("joined")
    assert canvas.drawn is not None
    assert canvas.drawn.classes == (0, 0, 0, 50)

    with qtbot.waitSignal(canvas.picture_changed):
        canvas.set_layer_visible("parcels", False)
    assert canvas.drawn.parcels_drawn == 0
    assert canvas.layer_choice("zones").visible


def test_the_order_of_layers_is_kept(canvas: MapCanvas) -> None:
    canvas.set_layer_order(["zones", "parcels"])

    assert canvas.layers == ["zones", "parcels"]


def test_a_pointer_that_rests_asks_for_a_tip(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.tip_wanted, timeout=2000) as tip:
        QTest.mouseMove(canvas, at(canvas, 5, 5))

    assert tip.args is not None
    assert tip.args[0] == "parcels-0"


def test_the_pointers_place_is_told_in_metres(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.pointer_moved) as moved:
        QTest.mouseMove(canvas, at(canvas, 50, 50))

    assert moved.args == pytest.approx([EAST + 50, NORTH + 50], abs=canvas.view.metres)


def test_a_double_click_opens_a_case_where_its_theme_shows_it_else_the_parcel(qtbot: QtBot) -> None:
    def layers() -> list[LayerShapes]:
        return [*town(), layer("petitions", [Point(EAST + 45, NORTH + 45)], standing=["late"])]

    canvas = MapCanvas(DirectPainter(layers, styles()), styles())
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    canvas.painter.start()
    qtbot.waitUntil(lambda: canvas.drawn is not None)
    cases: list[str] = []
    parcels_asked: list[str] = []
    canvas.case_wanted.connect(cases.append)
    canvas.asked_about.connect(parcels_asked.append)
    canvas.set_theme("petitions", ())

    canvas.ask_about_at(EAST + 45, NORTH + 45)
    canvas.ask_about_at(EAST + 125, NORTH + 45)
    qtbot.waitUntil(lambda: bool(cases and parcels_asked))

    assert cases == ["petitions-0"]
    assert parcels_asked == ["parcels-26"]
    canvas.close()


def test_a_right_click_tells_the_place(canvas: MapCanvas) -> None:
    told: list[tuple[float, float]] = []
    canvas.menu_wanted.connect(lambda east, north, _at: told.append((east, north)))
    place = at(canvas, 50, 30)

    canvas.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.mapToGlobal(place)))

    assert told[0] == pytest.approx((EAST + 50, NORTH + 30), abs=canvas.view.metres)


def test_the_next_click_gives_its_place_to_who_waits_for_one(canvas: MapCanvas) -> None:
    told: list[tuple[float, float]] = []
    canvas.use(PickPlace(lambda east, north: told.append((east, north))))

    click(canvas, 50, 30)

    assert told[0] == pytest.approx((EAST + 50, NORTH + 30), abs=canvas.view.metres)
