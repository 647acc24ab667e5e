"""The lists at the left of a desk by keys: one stop of Tab, the arrows among them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.real_town import real_office

from ltaxgis.ports.resources import Resources
from ltaxgis.ui.cases.lists_side import ListsSide


@pytest.fixture
def side(qtbot: QtBot, dressed: QApplication, resources: Resources) -> ListsSide:
    made = ListsSide(real_office(resources), "petitions")
    qtbot.addWidget(made)
    made.show_divisions({"clerk": "สำนักปลัด"}, "clerk")
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def stops(side: ListsSide) -> list[str]:
    return [name for name, line in side.lines.items() if line.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_the_lists_are_one_stop_at_the_chosen_one(side: ListsSide) -> None:
    side.show_chosen("open")
    assert stops(side) == ["open"]
    side.show_chosen("late")
    assert (stops(side), [name for name, line in side.lines.items() if line.isChecked()]) == (["late"], ["late"])


def test_an_arrow_goes_to_the_next_list_and_chooses_it(side: ListsSide) -> None:
    told: list[str] = []
    side.chosen.connect(told.append)
    names = list(side.lines)
    side.show_chosen(names[0])
    side.lines[names[0]].setFocus()
    QTest.keyClick(side.lines[names[0]], Qt.Key.Key_Down)
    assert told == [names[1]]
    assert side.lines[names[1]].hasFocus()


def test_none_stands_out_while_an_own_filter_does(side: ListsSide) -> None:
    side.show_chosen("open")
    side.show_filters(["ของวันนี้"])
    side.show_chosen("ของวันนี้", own=True)
    assert not any(line.isChecked() for line in side.lines.values())
    assert stops(side)
