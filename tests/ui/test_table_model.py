"""The register's sheet for Qt."""

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.ui.fakes import town

from ltaxgis.ui.office import Office
from ltaxgis.ui.register.edits import Typed
from ltaxgis.ui.register.sheet import load_sheet
from ltaxgis.ui.register.table_model import CHANGED_ROLE, RegisterModel


@pytest.fixture
def model(office: Office, dressed: QApplication) -> RegisterModel:
    made = RegisterModel(office.words, office.icons, {"land_use": office.code_list("land_use")})
    made.writable = True
    made.show_sheet(load_sheet(town(40)), np.arange(40))
    return made


def test_qt_finds_no_fault_with_the_model(model: RegisterModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_figure_is_shown_as_the_trade_writes_it_and_on_the_right(model: RegisterModel) -> None:
    index = model.index(0, model.position("area"))
    model.patch({(model.sheet.uids[0], "area"): 65050})

    assert index.data() == "1-2-50.5"
    assert Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight


def test_another_order_carries_the_cursor_along(model: RegisterModel) -> None:
    code = model.position("code")
    kept = QPersistentModelIndex(model.index(3, code))
    before = kept.data()

    model.show_order(np.arange(40)[::-1])

    assert kept.row() == 36
    assert kept.data() == before


def test_a_row_that_is_filtered_away_loses_the_cursor(model: RegisterModel) -> None:
    kept = QPersistentModelIndex(model.index(3, 1))

    model.show_order(np.array([0, 1]))

    assert not kept.isValid()


def test_typing_tells_what_is_meant_and_changes_nothing_by_itself(model: RegisterModel, qtbot: QtBot) -> None:
    index = model.index(2, model.position("road"))
    before = index.data()
    with qtbot.waitSignal(model.typed) as told:
        model.setData(index, "ถนนใหม่")

    assert told.args == [[Typed(2, model.columns[index.column()], "ถนนใหม่")]]
    assert index.data() == before


def test_changed_cells_are_marked(model: RegisterModel) -> None:
    model.patch({(model.sheet.uids[1], "moo"): "99"})

    assert model.index(1, model.position("moo")).data(CHANGED_ROLE)
    assert not model.index(0, model.position("moo")).data(CHANGED_ROLE)


def test_names_vanish_where_people_are_hidden(model: RegisterModel) -> None:
    model.hide_people(True)

    assert model.index(0, model.position("owner")).data() == "•••"


def test_owners_and_drawn_areas_are_not_edited_here(model: RegisterModel) -> None:
    editable = {
        column.name
        for place, column in enumerate(model.columns)
        if model.flags(model.index(0, place)) & Qt.ItemFlag.ItemIsEditable
    }

    assert not {"owner", "drawn", "joined", "flag"} & editable
    assert {"code", "area", "use_kind", "memo"} <= editable
    assert model.rowCount(QModelIndex()) == 40
