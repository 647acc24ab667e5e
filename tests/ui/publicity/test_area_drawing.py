"""The area of an alert: drawn corner by corner on the real map, taken from parcels, looked at, taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.case_town import mapped_window
from tests.ui.publicity.test_publicity_desk import begun, records
from tests.ui.stage import remove

from ltaxgis.domain.cases import Case
from ltaxgis.domain.publicity import Publication
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.cases.file_card import FileCard
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.tools.pointing import HandOver
from ltaxgis.ui.map.tools.tool import Pointer
from ltaxgis.ui.map.tools.tracing import TraceArea
from ltaxgis.ui.publicity.area_card import AreaCard

CORNERS = ((500_000, 2_000_000), (500_200, 2_000_000), (500_200, 2_000_100), (500_000, 2_000_100))


@pytest.fixture
def window(dressed: QApplication, resources: Resources, office_folder: Path) -> Iterator[MainWindow]:
    made = mapped_window(resources, office_folder)
    begun(made, "น้ำท่วมฉับพลัน", product="alert")
    yield made
    made.close()
    remove(made)


def area_cards(window: MainWindow) -> list[AreaCard]:
    page = window.publicity.page
    return [one for one in page.findChildren(AreaCard) if one.isVisibleTo(page)]


def press(qtbot: QtBot, window: MainWindow, way: str) -> None:
    qtbot.waitUntil(lambda: bool(area_cards(window)))  # the cards of a page come one after the other
    found = {one.text(): one for one in area_cards(window)[0].findChildren(QPushButton)}
    found[window.office.words(f"publicity.area.{way}")].click()


def drawn(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, "draw")
    canvas = window.work.map.canvas
    assert canvas is not None
    tool = canvas.tool
    assert isinstance(tool, TraceArea)
    for east, north in CORNERS:
        tool.press(Pointer(0, 0, east, north))
    tool.confirm()


def test_an_area_that_was_drawn_is_the_alerts_and_gives_it_a_place(qtbot: QtBot, window: MainWindow) -> None:
    drawn(qtbot, window)

    (told,), (case,) = records(window, Publication), records(window, Case)
    assert told.area is not None
    assert told.area.area == pytest.approx(20_000)
    assert case.shape is not None
    assert told.area.contains(case.shape)
    assert window.pages.currentWidget() is window.publicity_page


def test_it_is_seen_on_the_map_and_taken_away(qtbot: QtBot, window: MainWindow) -> None:
    drawn(qtbot, window)
    press(qtbot, window, "see")
    canvas = window.work.map.canvas
    assert canvas is not None
    assert isinstance(canvas.tool, HandOver)

    window.show_desk("publicity")
    press(qtbot, window, "drop")
    (told,) = records(window, Publication)
    assert told.area is None


def test_only_what_warns_of_something_asks_for_an_area(qtbot: QtBot, window: MainWindow) -> None:
    begun(window, "ข่าวทั่วไป", product="news")
    qtbot.waitUntil(lambda: bool(window.publicity.page.findChildren(FileCard)))
    assert area_cards(window) == []
