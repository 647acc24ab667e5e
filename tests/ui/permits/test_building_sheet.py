"""Storeys and walls of a building, typed by keyboard alone."""

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from tests.ui.permits.test_permits_desk import card, opened, records, take_in

from ltaxgis.domain.permits import Permit, PermitFloor
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.permits.building_card import BuildingCard
from ltaxgis.ui.permits.building_sheet import BuildingSheet


def sheet_of(window: MainWindow, outline: bool = False) -> BuildingSheet:
    made = card(opened(window, take_in(window)), BuildingCard)
    if outline:
        made.lines["corner"].setText("500023 2000003")
        made.lines["sides"].setText("8 12")
        made.keep()
        made = card(window, BuildingCard)
    made.open_sheet.click()
    assert made.sheet is not None
    return made.sheet


def enter(field: QWidget, text: str = "") -> None:
    if isinstance(field, QLineEdit) and text:
        field.insert(text)  # QTest knows no Thai keys
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_storeys_are_typed_line_after_line_and_summed(window: MainWindow) -> None:
    sheet = sheet_of(window)
    for number, (floor, area, height) in enumerate([("1", "80", "3.2"), ("", "40.50", "๓")]):
        for place, text in enumerate((floor, area, height, "")):
            enter(sheet.floors.rows[number][place], text)
    assert len(sheet.floors.rows) == 3
    assert "120.50" in sheet.total.text()
    assert "6.20" in sheet.total.text()

    QTest.keyClick(sheet.floors.rows[0][1], Qt.Key.Key_F2)

    floors = sorted(records(window, PermitFloor), key=lambda one: one.floor)
    assert [(one.floor, one.area, one.height, one.use) for one in floors] == [(1, 8000, 320, ""), (2, 4050, 300, "")]
    permit = records(window, Permit)[0]
    assert (permit.area, permit.largest_floor, permit.storeys) == (12_050, 8000, 2)


def test_each_side_tells_its_openings_and_the_neighbour_his_consent(window: MainWindow) -> None:
    sheet = sheet_of(window, outline=True)
    assert len(sheet.walls.rows) == 4
    for row, code in zip(sheet.walls.rows, ("yes", "no", "unknown", "yes"), strict=True):
        box = row[0]
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(code))
    sheet.consent.click()

    sheet.keep_button.click()

    permit = records(window, Permit)[0]
    assert [one["openings"] for one in json.loads(permit.walls)] == [True, False, None, True]
    assert permit.neighbour_consents
    assert permit.area == 12_000  # no storey was told: what was known stays


def test_walls_of_an_outline_with_other_sides_are_told_anew(window: MainWindow) -> None:
    sheet = sheet_of(window, outline=True)
    sheet.keep_button.click()
    made = card(window, BuildingCard)
    made.lines["sides"].setText("10 12 4 7/-90 6 5")
    made.keep()
    assert json.loads(records(window, Permit)[0].walls) == []


def test_what_is_no_number_is_said_and_nothing_is_stored(window: MainWindow) -> None:
    sheet = sheet_of(window)
    enter(sheet.floors.rows[0][0], "1")
    enter(sheet.floors.rows[0][1], "กว้าง")
    sheet.keep_button.click()
    assert "ตัวเลข" in sheet.total.text()
    assert records(window, PermitFloor) == []


def test_escape_leaves_and_what_stood_there_stands(window: MainWindow) -> None:
    sheet = sheet_of(window)
    enter(sheet.floors.rows[0][1], "99")
    QTest.keyClick(sheet.floors.rows[0][1], Qt.Key.Key_Escape)
    made = card(window, BuildingCard)
    assert made.sheet is None
    assert records(window, Permit)[0].area == 12_000
