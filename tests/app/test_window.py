"""The window is built anew in other colours or words and goes on where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.real_town import open_town, real_office, real_town, row_of

from ltaxgis.app.window import APPEARANCE, Stage
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.users import User
from ltaxgis.ports.resources import Resources
from ltaxgis.storage.project import SqlProject
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.project_file.care import PLACE
from ltaxgis.ui.start.person import remember_user
from ltaxgis.ui.tokens import DARK, LIGHT

pytestmark = pytest.mark.needs_qt


@pytest.fixture
def stage(qapp: QApplication, resources: Resources, office_folder: Path) -> Iterator[Stage]:
    """The program's own window with the small real town."""
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("needs a screen; run under xvfb-run")
    path = real_town(office_folder, real_office(resources))
    preferences = Preferences()
    preferences.set(PLACE, "")
    remember_user(preferences, User("กัลยา ศรีสุวรรณ", "นักวิชาการจัดเก็บรายได้"))
    made = Stage(qapp, "th", preferences, lambda: bool(preferences.held("system is dark")))
    made.show(path)
    yield made
    made.close()


def at_rest(qtbot: QtBot, stage: Stage) -> MainWindow:
    def there() -> bool:
        window = stage.window
        if window is None or window.office.project is None or not window.is_at_rest:
            return False
        desk = window.work.map
        assert isinstance(desk, MapDesk)
        return desk.canvas is not None and desk.canvas.drawn is not None and len(window.work.register.model.sheet) > 0

    qtbot.waitUntil(there, timeout=40_000)
    assert stage.window is not None
    return stage.window


def codes_of(project: SqlProject) -> list[str]:
    with project.reading() as reading:
        return [str(code) for code in reading.columns(LandRow, ("code",))["code"]]


def test_another_language_keeps_desk_extent_selection_filter_and_what_can_be_undone(stage: Stage, qtbot: QtBot) -> None:
    before = at_rest(qtbot, stage)
    desk = before.work.map
    assert isinstance(desk, MapDesk)
    assert desk.canvas is not None
    project = open_town(before.office)
    parcel = before.work.register.model.sheet.parcels[0][0]
    desk.canvas.set_scale(2500)
    place = desk.canvas.view
    before.office.announcer.select([parcel], "map")
    before.work.register.panes.set_filters({"code": "01A"})
    before.work.register._filters_changed()
    row = row_of(project, "01A001")
    assert before.office.actor is not None
    edited = before.office.services.apply(project, before.office.actor, ChangeSet("edit", (Change(row, None),)))
    before.stored(edited, 1)
    assert "01A001" not in codes_of(project)
    assert before.actions_table["edit.undo"].text().startswith("เลิกทำ: ")
    before.show_desk("register")
    qtbot.waitUntil(lambda: desk.canvas is not None and desk.canvas.drawn is not None, timeout=20_000)

    before.language_wanted.emit()

    after = at_rest(qtbot, stage)
    other = after.work.map
    assert after is not before
    assert after.office.words.language == "en"
    assert after.office.project is project, "it stayed open"
    assert after._desk == "register"
    assert isinstance(other, MapDesk)
    assert other.canvas is not None
    assert (other.canvas.view.east, other.canvas.view.north) == (place.east, place.north)
    assert other.canvas.view.denominator() == pytest.approx(2500)
    assert after.office.announcer.selection == [parcel]
    assert after.work.register.view.filters == {"code": "01A"}
    assert after.actions_table["edit.undo"].text().startswith("Undo: ")
    after.actions_table["edit.undo"].trigger()
    qtbot.waitUntil(lambda: "01A001" in codes_of(project), timeout=10_000)


def test_colours_follow_the_system_until_somebody_chooses(stage: Stage, qtbot: QtBot) -> None:
    def system_turns(dark: bool) -> None:
        stage.preferences.hold("system is dark", dark)
        stage.application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    assert at_rest(qtbot, stage).office.icons.colours is LIGHT
    system_turns(dark=True)
    assert at_rest(qtbot, stage).office.icons.colours is DARK

    at_rest(qtbot, stage).begin_import()
    system_turns(dark=False)
    assert stage.window is not None
    assert stage.window.office.icons.colours is DARK, "what is half done is not lost for a colour"
    stage.window.back()
    qtbot.waitUntil(lambda: at_rest(qtbot, stage).office.icons.colours is LIGHT, timeout=10_000)

    at_rest(qtbot, stage).appearance_wanted.emit()
    assert stage.preferences.get(APPEARANCE) == DARK.name
    at_rest(qtbot, stage).appearance_wanted.emit()
    assert stage.preferences.get(APPEARANCE) == "", "the system's colours are followed again"


def test_what_is_half_done_is_not_lost_for_a_colour(stage: Stage, qtbot: QtBot) -> None:
    window = at_rest(qtbot, stage)
    window.begin_import()

    window.appearance_wanted.emit()

    assert stage.window is window
    assert window.status.said.text() == window.office.words("window.busy")
