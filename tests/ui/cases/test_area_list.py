"""A desk's list of what lies in a part of the town, told on the real map, by a road's name, or by parcels."""

import csv
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shapely import LineString, Point
from tests.builders import CLERK
from tests.render.map_scene import layer
from tests.ui.case_town import NUMBER, PHONE, mapped_window, petition
from tests.ui.real_town import open_town
from tests.ui.stage import remove

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.ui.cases.area_bar import WAIT_MS
from ltaxgis.ui.cases.area_list import CaseAreas, listed
from ltaxgis.ui.cases.paper_dialog import PaperPage
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.tools.pointing import Hand, HandOver

ROAD = Feature(
    uid=new_uid(), layer="roads", label="ถนนริมน้ำ", shape=LineString([(499_900, 2_000_500), (500_300, 2_000_500)])
)


@pytest.fixture
def window(dressed: QApplication, resources: Resources, office_folder: Path) -> Iterator[MainWindow]:
    """Three petitions: on the first parcel, 30 m from the road, and far away; the second is closed."""
    roads = LayerShapes("roads", [ROAD.uid], layer("roads", [ROAD.shape]).shapes, {"label": [ROAD.label]})
    made = mapped_window(resources, office_folder, roads)
    with open_town(made.office).work(CLERK, "edit.features") as work:
        work.apply(ChangeSet("edit.features", (Change(None, ROAD),)))
        work.commit()
    petition(made, "ไฟทางดับ", shape=Point(500_022, 2_000_005))
    petition(made, "เสียงดัง", category="noise", kind="nuisance", shape=Point(500_100, 2_000_530))
    petition(made, "ถนนทรุด", shape=Point(503_000, 2_003_000))
    made.show_desk("petitions")
    yield made
    made.close()
    remove(made)


def areas_of(window: MainWindow) -> CaseAreas:
    found = window.petitions.findChild(CaseAreas)
    assert isinstance(found, CaseAreas)
    return found


def titles(window: MainWindow) -> list[str]:
    return sorted(line.title for line in window.petitions.cases.model.lines)


def canvas_of(window: MainWindow) -> MapCanvas:
    canvas = window.work.map.canvas
    assert canvas is not None
    QApplication.processEvents()
    return canvas


def click(canvas: MapCanvas, east: float, north: float) -> None:
    x, y = canvas.view.to_screen(east, north)
    QTest.mouseMove(canvas, QPoint(round(x), round(y)))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))


def test_an_outline_drawn_on_the_map_narrows_the_list_until_it_is_taken_away(window: MainWindow) -> None:
    areas = areas_of(window)
    assert len(titles(window)) == 3

    areas.draw_action.trigger()
    canvas = canvas_of(window)
    canvas.zoom_to((500_000, 2_000_000, 500_100, 2_000_060))
    for east, north in ((500_010, 1_999_995), (500_060, 1_999_995), (500_060, 2_000_040)):
        click(canvas, east, north)
    QTest.keyClick(canvas, Qt.Key.Key_Return)

    assert window.pages.currentWidget() is window.petitions
    assert titles(window) == ["ไฟทางดับ"]
    assert isinstance(canvas.tool, Hand)
    assert areas.bar.isVisibleTo(window)
    assert "ตร.ม." in areas.bar.chip.text()
    assert areas.bar.count.text() == "1 เรื่อง: คำร้องขอรับบริการ 1"

    areas.bar.leave.click()
    assert not areas.bar.isVisibleTo(window)
    assert len(titles(window)) == 3


def test_a_line_is_no_outline_and_the_list_stays(window: MainWindow) -> None:
    areas = areas_of(window)
    areas.draw()
    canvas = canvas_of(window)
    canvas.zoom_to((500_000, 2_000_000, 500_100, 2_000_060))
    for east in (500_010, 500_030, 500_060):
        click(canvas, east, 2_000_030)
    QTest.keyClick(canvas, Qt.Key.Key_Return)

    assert window.petitions.area is None
    assert window.errors.isVisibleTo(window)


def test_a_road_that_is_pointed_at_and_how_far_from_it(window: MainWindow, qtbot: QtBot) -> None:
    areas = areas_of(window)
    areas.point_action.trigger()
    canvas = canvas_of(window)
    canvas.zoom_to((499_900, 2_000_400, 500_300, 2_000_600))
    click(canvas, 500_000, 2_000_560)
    assert window.pages.currentWidget() is not window.petitions, "there is no road: the next click may hit one"
    click(canvas, 500_000, 2_000_501)

    assert window.pages.currentWidget() is window.petitions
    assert areas.bar.roads.currentText() == ROAD.label
    assert areas.bar.metres.text() == "20"
    assert titles(window) == []
    assert areas.bar.count.text() == "ไม่มีเรื่องในพื้นที่นี้"
    assert not areas.bar.send.isEnabled()

    for wrong in ("", "0", "สี่สิบ", "99999"):
        areas.bar.metres.setText(wrong)
    areas.bar.metres.setText("๔๐")
    qtbot.waitUntil(lambda: titles(window) == ["เสียงดัง"], timeout=WAIT_MS + 3_000)
    assert window.office.preferences.get("cases.road_metres", 0) == 40


def test_a_road_is_found_by_its_name_alone(window: MainWindow) -> None:
    areas = areas_of(window)
    areas.bar.metres.show_metres(40)
    areas.name_action.trigger()
    bar = areas.bar
    assert bar.roads.isVisibleTo(window)
    assert not bar.count.isVisibleTo(window)

    bar.roads.setCurrentText(ROAD.label)
    bar.roads.activated.emit(0)

    assert titles(window) == ["เสียงดัง"]
    bar.leave.click()
    assert len(titles(window)) == 3


def test_the_parcels_that_are_selected(window: MainWindow) -> None:
    areas = areas_of(window)
    menu = areas.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    assert not areas.parcels_action.isEnabled()
    with open_town(window.office).reading() as reading:
        (parcel,) = reading.having(Parcel, "code", ["01A001"])
    window.office.announcer.select([parcel.uid], "map")
    menu.aboutToShow.emit()
    assert "1 แปลง" in areas.parcels_action.text()

    areas.parcels_action.trigger()

    assert titles(window) == ["ไฟทางดับ"]
    areas.bar.on_map.click()
    canvas = canvas_of(window)
    assert isinstance(canvas.tool, HandOver)
    assert len(canvas.tool.band().places) == 4
    low_e, low_n, high_e, high_n = parcel.shape.bounds if parcel.shape is not None else (0, 0, 0, 0)
    west, south, east, north = canvas.view.box
    assert west < low_e < high_e < east
    assert south < low_n < high_n < north


def test_closed_ones_are_there_when_they_are_wanted_and_a_list_forgets_that(window: MainWindow) -> None:
    desk, areas = window.petitions, areas_of(window)
    uids = [line.uid for line in desk.cases.model.lines]
    window.office.announcer.wanted_cases.emit("petitions", uids[:2])

    assert areas.bar.closed.isChecked()
    assert len(desk.cases.model.lines) == 2
    assert not areas.bar.on_map.isVisibleTo(window), "they have no outline"
    assert not any(line.isChecked() for line in desk.lists.lines.values())

    desk.show_list("closed")
    assert titles(window) == []
    assert not areas.bar.closed.isChecked()
    areas.bar.closed.click()
    assert len(titles(window)) == 2


@pytest.mark.parametrize("system", ["geojson", "csv", "xlsx"])
def test_what_is_sent_out_are_just_these_and_nobody_s_name(window: MainWindow, tmp_path: Path, system: str) -> None:
    areas, desk = areas_of(window), window.petitions
    one = next(line for line in desk.cases.model.lines if line.title == "ไฟทางดับ")
    areas.narrow(listed([one.uid]))
    target = tmp_path / f"ส่งออก.{system}"

    areas.send(target, system)

    told = target.read_bytes()
    if system == "geojson":
        assert [each["id"] for each in json.loads(told)["features"]] == [one.number]
    elif system == "csv":
        rows = list(csv.reader(told.decode("utf-8-sig").splitlines()))
        assert [row[0] for row in rows[1:]] == [one.number]
    else:
        with zipfile.ZipFile(target) as package:
            told = b"".join(package.read(name) for name in package.namelist())
        assert told.count(one.number.encode()) == 1
    for secret in (NUMBER, PHONE, "สมชาย"):
        assert secret.encode() not in told


def test_the_desk_of_permits_has_its_areas_too(window: MainWindow) -> None:
    window.show_desk("permits")

    assert isinstance(window.permits.findChild(CaseAreas), CaseAreas)


def test_the_figures_on_the_screen_go_to_a_workbook_with_the_map_of_density(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.petitions.cases.statistics_wanted.emit()
    qtbot.waitUntil(lambda: isinstance(window.pages.currentWidget(), PaperPage), timeout=60_000)
    page = window.pages.currentWidget()
    assert isinstance(page, PaperPage)
    assert "ส่งไป Excel…" in [one.text() for one in page.findChildren(QPushButton)]
    target = tmp_path / "สถิติ.xlsx"

    window.papers_out.write_statistics("petitions", date(2025, 10, 1), date(2026, 3, 16), target)

    qtbot.waitUntil(target.exists, timeout=60_000)
    with zipfile.ZipFile(target) as package:
        assert [name for name in package.namelist() if name.endswith(".png")]
    page.leave()


def test_an_area_of_one_town_is_forgotten_when_another_is_opened(window: MainWindow) -> None:
    areas = areas_of(window)
    areas.narrow(listed([line.uid for line in window.petitions.cases.model.lines][:1]))
    path = open_town(window.office).path

    window.close_project()
    window.open_path(path)
    window.show_desk("petitions")

    assert window.petitions.area is None
    assert not areas.bar.isVisibleTo(window)
    assert len(titles(window)) == 3
