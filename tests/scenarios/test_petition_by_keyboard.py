"""The counter without a mouse: a petition taken in, worked on, put on hold, finished and found, in counted keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.case_town import case_window
from tests.ui.real_town import open_town
from tests.ui.stage import remove

from ltaxgis.domain.cases import Case
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.petitions.intake import WAIT_MS

A_SECOND = 2.5
"""Keys a second of somebody who types as clerks do; a minute is 150 of them."""
Keys = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Typist:
    """What has the keyboard gets the keys, which are counted."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.keys = window, 0

    def press(self, key: Qt.Key, with_keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(self.at, key, with_keys)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """A letter a key, as the Thai layout sends them."""
        for letter in text:
            self.keys += 1
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Keys.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.at, event)

    @property
    def at(self) -> QWidget:
        return QApplication.focusWidget() or self.window


@pytest.fixture
def window(qapp: QApplication, resources: Resources, office_folder: Path) -> Iterator[MainWindow]:
    made = case_window(resources, office_folder)
    made.show()
    made.activateWindow()
    if not QTest.qWaitForWindowActive(made, 5000):
        pytest.skip("no window has the keyboard here")
    yield made
    made.close()
    remove(made)


def the_case(window: MainWindow) -> Case:
    with open_town(window.office).reading() as reading:
        (case,) = reading.get(Case, reading.columns(Case, ("number",)).uids)
    return case


def take_in(hand: Typist) -> None:
    hand.press(Keys.Key_N, CONTROL | SHIFT)
    hand.type("ไฟทางดับหน้าบ้าน")
    hand.press(Keys.Key_Return)
    hand.press(Keys.Key_Return)  # the category was guessed
    hand.type("01A001")
    hand.press(Keys.Key_Return)
    hand.type("นายสมชาย ใจดี")
    hand.press(Keys.Key_Return)
    hand.type("0891234567")
    QTest.qWait(2 * WAIT_MS)  # the parcel is found meanwhile
    hand.press(Keys.Key_F2)


def test_a_petition_is_taken_in_within_a_minute_by_keys_alone(window: MainWindow) -> None:
    hand = Typist(window)

    take_in(hand)

    case = the_case(window)
    assert (case.title, case.category, case.division) == ("ไฟทางดับหน้าบ้าน", "light", "engineering")
    assert case.shape is not None
    assert window.intake.pages.currentIndex() == 1, "the receipt is on the screen"
    assert hand.keys <= 60 * A_SECOND, f"{hand.keys} keys"
    hand.press(Keys.Key_Return)
    assert window.intake.pages.currentIndex() == 0, "Enter takes in the next"


def test_a_petition_goes_its_usual_way_and_back_by_keys_alone(window: MainWindow) -> None:
    hand = Typist(window)
    take_in(hand)
    taken = hand.keys

    hand.press(Keys.Key_F11)
    QTest.qWait(200)
    while QApplication.focusWidget() is not window.petitions.cases.table and hand.keys - taken < 30:
        hand.press(Keys.Key_Tab)
    hand.press(Keys.Key_Down)
    hand.press(Keys.Key_Return)  # in full
    QTest.qWait(200)
    assert window.petitions.page.seen is not None
    hand.press(Keys.Key_Return, CONTROL)  # the usual step

    assert the_case(window).state == "accepted"
    hand.press(Keys.Key_Z, CONTROL)
    assert the_case(window).state == "new"
    assert hand.keys - taken <= 20, f"{hand.keys - taken} keys"


def test_half_a_word_finds_it_from_anywhere_by_keys_alone(window: MainWindow) -> None:
    hand = Typist(window)
    take_in(hand)
    number = the_case(window).number
    hand.press(Keys.Key_F5)
    before = hand.keys

    hand.press(Keys.Key_K, CONTROL)
    hand.type("ไฟทางด")
    QTest.qWait(400)
    hand.press(Keys.Key_Return)
    QTest.qWait(100)

    seen = window.petitions.page.seen
    assert seen is not None
    assert seen.file.case.number == number
    assert hand.keys - before == 8
