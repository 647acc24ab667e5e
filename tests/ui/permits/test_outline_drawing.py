"""A permit's building in the window: drawn on the map, typed beside it, kept, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.case_town import mapped_window
from tests.ui.permits.test_permits_desk import card, opened, records, take_in
from tests.ui.stage import remove

from ltaxgis.domain.permits import Permit
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.tools.outlining import DrawOutline
from ltaxgis.ui.map.tools.pointing import Hand
from ltaxgis.ui.permits.building_card import BuildingCard


@pytest.fixture
def window(dressed: QApplication, resources: Resources, office_folder: Path) -> Iterator[MainWindow]:
    made = mapped_window(resources, office_folder)
    made.begin_case("permits")
    yield made
    made.close()
    remove(made)


def begun(window: MainWindow) -> MapCanvas:
    """The map with the tool in hand."""
    case = take_in(window)
    opened(window, case)
    for _ in range(50):  # the cards come one a turn
        QApplication.processEvents()
    card(window, BuildingCard).draw.click()
    canvas = window.work.map.canvas
    assert canvas is not None
    QApplication.processEvents()  # the map gets its room
    return canvas


PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def click(canvas: MapCanvas, east: float, north: float, held: Qt.KeyboardModifier = PLAIN) -> None:
    x, y = canvas.view.to_screen(east, north)
    at = QPoint(round(x), round(y))
    QTest.mouseMove(canvas, at)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, held, at)


def test_a_house_is_drawn_with_four_clicks_kept_and_taken_back(window: MainWindow) -> None:
    canvas = begun(window)
    assert isinstance(canvas.tool, DrawOutline)
    assert canvas.isVisible()
    click(canvas, 500_023, 2_000_003)
    for east, north in ((500_035, 2_000_003.4), (500_035, 2_000_011), (500_023, 2_000_011)):
        click(canvas, east, north, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    panel = window.outlines.panel
    assert panel is not None
    assert panel.lines["sides"].text().count(" ") == 3

    panel.save.click()

    drawn = records(window, Permit)[-1].footprint
    assert drawn is not None
    assert drawn.area == pytest.approx(12 * 8, rel=0.05)
    assert type(canvas.tool).__name__ == Hand.__name__  # mypy holds on to the tool before
    assert window.permits.isVisible()
    assert window.undo is not None
    window.undo.undo()
    assert records(window, Permit)[-1].footprint is None


def test_figures_and_drawing_are_two_views_of_one_outline(window: MainWindow) -> None:
    canvas = begun(window)
    panel, tool = window.outlines.panel, window.outlines.tool
    assert panel is not None
    assert tool is not None
    for name, text in {"corner": "500023 2000003", "bearing": "0", "sides": "8 12"}.items():
        panel.lines[name].setFocus()
        QTest.keyClicks(panel.lines[name], text)
        QTest.keyClick(panel.lines[name], Qt.Key.Key_Return)
    assert tool.shape is not None
    assert tool.shape.area == pytest.approx(96)

    x, y = canvas.view.to_screen(500_029, 2_000_007)
    there = canvas.view.to_screen(500_030, 2_000_009)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    QTest.mouseMove(canvas, QPoint(round(there[0]), round(there[1])))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(there[0]), round(there[1])))

    east, north = (float(part) for part in panel.lines["corner"].text().split())
    assert (east, north) == pytest.approx((500_024, 2_000_005), abs=0.2)


def test_sides_that_do_not_close_are_said_and_leaving_keeps_nothing(window: MainWindow) -> None:
    begun(window)
    panel, tool = window.outlines.panel, window.outlines.tool
    assert panel is not None
    assert tool is not None
    panel.lines["corner"].setText("500023 2000003")
    panel.lines["sides"].setText("8 12 8")
    QTest.keyClick(panel.lines["sides"], Qt.Key.Key_Return)
    assert "มุมแรก" in panel.told.text()
    assert tool.shape is None

    QTest.keyClick(panel.lines["sides"], Qt.Key.Key_Escape)
    assert window.outlines.panel is None
    assert records(window, Permit)[-1].footprint is None
