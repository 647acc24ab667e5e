"""An application for a permit from the counter to the licence in the real window, by keyboard alone."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from tests.ui.case_town import mapped_window
from tests.ui.conftest import dressed, screen
from tests.ui.permits.test_permits_desk import records
from tests.ui.stage import remove

from ltaxgis.domain.cases import Case
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.shortcuts import with_twins

__all__ = ["dressed", "screen"]
pytestmark = [pytest.mark.needs_qt, pytest.mark.usefixtures("screen")]
CONTROL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip
MOST_TABS = 120


class Keys:
    """Ten fingers and no mouse: every key goes to whatever has the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def settle(self, done: Callable[[], bool] = lambda: True) -> None:
        until = time.monotonic() + 5
        for _ in range(30):
            QApplication.processEvents()
        while not done() and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)
        assert done()

    @property
    def at(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.at, key, held)
        self.settle()

    def type(self, text: str) -> None:
        """As an input method types it; what stood there is replaced."""
        line = self.at
        line.selectAll()  # type: ignore[attr-defined]
        if hasattr(line, "insert"):
            line.insert(text)
        else:
            line.insertPlainText(text)  # type: ignore[attr-defined]

    def enter(self, text: str = "") -> None:
        if text:
            self.type(text)
        self.press(Qt.Key.Key_Return)

    def tab_to(self, name: str, held: Qt.KeyboardModifier = NONE) -> QWidget:
        """Tab, until the keyboard is on what bears this name."""
        for _ in range(MOST_TABS):
            widget = self.at
            texts = (widget.accessibleName(), getattr(widget, "text", str)(), widget.objectName())
            if name in texts:
                return widget
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def type_into_choice(self, text: str) -> None:
        box = self.at
        line = box.lineEdit() if isinstance(box, QComboBox) else box
        assert isinstance(line, QLineEdit)
        line.selectAll()
        line.insert(text)

    def choose(self, text: str) -> None:
        """An item of the list that has the keyboard, by arrows."""
        box = self.at
        assert isinstance(box, QComboBox)
        for _ in range(box.count()):
            if text in box.currentText():
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"no {text}")

    def menu(self, name: str) -> None:
        """The menu that has the keyboard opens, and arrows and Enter take the item of this name."""

        def take() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            for _ in menu.actions():
                QTest.keyClick(menu, Qt.Key.Key_Down)
                active = menu.activeAction()
                if active is not None and active.text() == name:
                    QTest.keyClick(menu, Qt.Key.Key_Return)
                    return
            menu.close()
            raise AssertionError(f"no {name} in the menu")

        QTimer.singleShot(50, take)
        self.press(Qt.Key.Key_Space)
        self.settle()

    @property
    def case(self) -> Case:
        return records(self.window, Case)[-1]

    @property
    def permit(self) -> Permit:
        return records(self.window, Permit)[-1]


@pytest.fixture
def keys(dressed: QApplication, resources: Resources, office_folder: Path) -> Iterator[Keys]:
    window = mapped_window(resources, office_folder)
    window.activateWindow()
    made = Keys(window)
    made.settle(lambda: QApplication.activeWindow() is window)
    yield made
    window.close()
    remove(window)


def take_in(keys: Keys) -> None:
    keys.press(Qt.Key.Key_K, CONTROL | SHIFT)
    for _ in range(2):  # kind and use as they are
        keys.press(Qt.Key.Key_Return)
    for text in ("บ้านสองชั้น", "01A001", "นายบุญมี คำแสน", "0812345678", "", "", "", "", "", "2", "7.5", "120"):
        keys.enter(text)
    keys.press(Qt.Key.Key_F2)
    assert keys.case.state == "submitted"
    keys.tab_to(keys.window.office.words("petitions.open"))
    keys.enter()


def test_a_house_from_the_counter_to_its_licence(keys: Keys) -> None:
    words = keys.window.office.words
    take_in(keys)

    # papers are asked for once; what then comes is ticked
    keys.tab_to(words("cases.more_steps"))
    keys.menu(words("permits.event.ask_papers"))
    keys.type("สำเนาโฉนด")
    keys.press(Qt.Key.Key_Tab)
    keys.type("310369")
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert keys.case.state == "incomplete"
    keys.tab_to(words("permits.all_came"))
    keys.enter()
    assert all(one.came_on for one in records(keys.window, PermitPaper) if one.needed)
    for state in ("resubmitted", "accepted", "screening", "inspection"):
        keys.press(Qt.Key.Key_Return, CONTROL)
        assert keys.case.state == state

    # outline, storeys and the map's opinion
    keys.tab_to(words("outline.draw"))
    keys.enter()
    keys.tab_to(words("permits.ask.corner"))
    for text in ("500025 2000003", "0", "8 10"):
        keys.enter(text)
    keys.press(Qt.Key.Key_F2)
    footprint = keys.permit.footprint
    assert footprint is not None
    assert footprint.area == pytest.approx(80)
    keys.tab_to(words("building_sheet.open"))
    keys.enter()
    for text in ("1", "80", "3.2", "", "2", "40", "3", "", ""):
        keys.enter(text)
    for _ in range(4):
        keys.choose(words("building_sheet.openings.yes"))
        keys.press(Qt.Key.Key_Return)
    keys.enter()
    assert len(records(keys.window, PermitFloor)) == 2
    assert keys.permit.walls.count("true") == 4
    keys.tab_to(words("permits.check"))
    keys.enter()
    assert len(records(keys.window, PermitCheck)) == 14

    # the visit to the site
    keys.tab_to(words("permits.plan_visit"))
    keys.enter("200369")
    keys.enter()
    keys.tab_to(words("permits.visit_text"))
    keys.enter("เสาครบตามแบบ")
    assert records(keys.window, PermitVisit)[0].text == "เสาครบตามแบบ"

    # plans, the mayor's signature on paper, the fee, the licence
    keys.tab_to(words("cases.more_steps"))
    for state in ("plan_check", "proposed"):
        keys.press(Qt.Key.Key_Return, CONTROL)
        assert keys.case.state == state
    keys.press(Qt.Key.Key_Return, CONTROL)  # to sign asks who signed on paper
    keys.tab_to(words("cases.ask.who"))
    keys.type_into_choice("สมชาย นายก")
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert keys.case.state == "signed"
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert keys.case.state == "fee_due"
    keys.tab_to(words("permits.compute"))
    keys.enter()
    assert keys.permit.fee == 26_000
    keys.tab_to(words("permits.ask.receipt"))
    keys.enter("RC-69/001")
    assert keys.permit.receipt_no == "RC-69/001"
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.press(Qt.Key.Key_Return, CONTROL)  # conditions and the last day as they are
    assert keys.case.state == "issued"
    assert keys.permit.licence_no == "1/2569"


def test_the_desk_and_its_steps_are_there_under_the_thai_layout(keys: Keys) -> None:
    keys.press(Qt.Key.Key_F12)
    assert keys.window.permits.isVisible()
    # Ctrl+Shift+K is bound as the Thai layout sends it too; QTest itself cannot press such a key
    action = keys.window.actions_table["permits.begin"]
    assert set(with_twins("Ctrl+Shift+K")) <= set(action.shortcuts())
    action.trigger()
    keys.settle()
    assert keys.window.permit_intake.isVisible()


def test_enter_on_a_line_opens_the_case_and_its_first_step_has_the_keyboard(keys: Keys) -> None:
    take_in(keys)
    keys.press(Qt.Key.Key_F12)
    keys.window.permits.show_whole(False)
    keys.settle()
    keys.press(Qt.Key.Key_Return)
    assert keys.window.permits.page.isAncestorOf(keys.at)
    keys.tab_to(keys.window.office.words("permits.all_came"))
    keys.enter()
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert keys.case.state == "accepted"
    assert keys.window.permits.page.isAncestorOf(keys.at)
