"""The keyboard and the mouse in the sheet's two tables, with a cell being edited."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.ui.conftest import MakeWindow

from ltaxgis.ui.register.panes import Panes


@pytest.fixture
def panes(make_window: MakeWindow) -> Panes:
    window = make_window()
    window.show_desk("register")
    return window.work.register.panes


def edit(panes: Panes, row: int, text: str) -> QLineEdit:
    panes.go_to(row, panes.model.position("road"))
    panes.right.edit(panes.right.currentIndex())
    editor = panes.right.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    return editor


def at(panes: Panes) -> tuple[int, str]:
    QApplication.processEvents()  # the editor closes once the key is dealt with
    index = panes.left.currentIndex()
    return index.row(), panes.model.columns[index.column()].name


def test_enter_keeps_the_cell_and_goes_one_row_down(panes: Panes) -> None:
    QTest.keyClick(edit(panes, 4, "ถนนใหม่"), Qt.Key.Key_Return)

    assert at(panes) == (5, "road")
    assert panes.model.index(4, panes.model.position("road")).data() == "ถนนใหม่"


def test_tab_keeps_the_cell_and_goes_one_column_right(panes: Panes) -> None:
    QTest.keyClick(edit(panes, 4, "ถนนใหม่"), Qt.Key.Key_Tab)

    assert at(panes) == (4, "tambon")


def test_a_click_on_another_row_keeps_the_cell_and_stays_where_it_was_made(panes: Panes) -> None:
    edit(panes, 4, "ถนนใหม่")
    panes.go_to(9, panes.model.position("moo"))

    assert at(panes) == (9, "moo")
    assert panes.model.index(4, panes.model.position("road")).data() == "ถนนใหม่"
