"""The window and everything it needs, put together."""

import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from ltaxgis.app.window_jobs import get_ready_to_read
from ltaxgis.app.window_services import WindowServices
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.ui.announcer import Announcer
from ltaxgis.ui.fonts import load_fonts
from ltaxgis.ui.icons import Icons, write_coloured
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.map.workers import Workers
from ltaxgis.ui.office import MapView, Office
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.project_file.care import copies_place
from ltaxgis.ui.style import dress_application
from ltaxgis.ui.tasks import ThreadTasks
from ltaxgis.ui.tokens import DARK, LIGHT, Colours
from ltaxgis.words import load_words

PROGRAM = "LTaxGIS"
SHEET = "window.qss"
SWITCH_S = 0.001  # where a reading thread has the interpreter, the window's waits a millisecond for it, not five
READY_MS = 200
LOOK_AGAIN_MS = 1_000
APPEARANCE, LANGUAGE = "window.appearance", "window.language"


def open_window(project: str, language: str) -> int:
    """Opens the window, with a project or at the start page, and answers when it is closed."""
    sys.setswitchinterval(SWITCH_S)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName(PROGRAM)
    stage = Stage(application, language)
    stage.show(Path(project) if project else None)
    status = application.exec()
    stage.close()
    return int(status)


class Stage:
    """The one window of the program, built anew where its language or colours change."""

    def __init__(
        self,
        application: QApplication,
        language: str,
        preferences: Preferences | None = None,
        system_is_dark: Callable[[], bool] | None = None,
    ) -> None:
        """`system_is_dark` says what the system's colours are; left out, Qt is asked."""
        hints = application.styleHints()
        self._system_is_dark = system_is_dark or (lambda: hints.colorScheme() == Qt.ColorScheme.Dark)
        self.application = application
        self.resources = find_resources()
        self.preferences = preferences or Preferences(settings_folder() / "preferences.json")
        self.language = str(self.preferences.get(LANGUAGE, language))
        self.tasks = ThreadTasks()
        self.workers = Workers(self.resources.fonts, get_ready_to_read)
        self.window: MainWindow | None = None
        self._shown: Colours = LIGHT
        self._waiting = QTimer()
        self._waiting.setInterval(LOOK_AGAIN_MS)
        self._waiting.timeout.connect(self._follow_system)
        hints.colorSchemeChanged.connect(self._follow_system)
        load_fonts(self.resources.fonts)

    def show(self, project: Path | None) -> MainWindow:
        """A window stands on the screen; the one before is gone."""
        before, self.window = self.window, None
        if before is not None:
            before.close()
            before.deleteLater()
        colours = self._colours()
        pictures = write_coloured(self.resources.icons, settings_folder() / "icons" / colours.name, colours)
        dress_application(self.application, colours, self.resources.styles / SHEET, pictures)
        window = MainWindow(self._office(colours))
        window.appearance_wanted.connect(self._change_appearance)
        window.language_wanted.connect(self._change_language)
        self.window = window
        self._shown = colours
        window.show()
        # while the start page is looked at, or the project opened, what will paint it gets ready
        self.workers.stand_ready()
        if project is None:
            QTimer.singleShot(READY_MS, window, window.make_ready)
        else:
            window.open_path(project)
        return window

    def show_again(self) -> None:
        """Another window, in the words and colours of now, goes on where the one before was."""
        moment = self.window.hand_over() if self.window is not None else None
        window = self.show(None)
        if moment is not None:
            window.take_over(moment)

    def close(self) -> None:
        """The window is gone before the application is: Qt does not survive the other order."""
        self._waiting.stop()
        self.application.styleHints().colorSchemeChanged.disconnect(self._follow_system)
        window, self.window = self.window, None
        if window is not None:
            window.close()
            shiboken6.delete(window)
        self.tasks.close()
        self.workers.close()

    def _office(self, colours: Colours) -> Office:
        return Office(
            load_words(self.resources.words, self.language),
            self.resources,
            Icons(self.resources.icons, colours),
            self.tasks,
            self.preferences,
            WindowServices(self.resources, lambda: copies_place(self.preferences)),
            Announcer(),
            map_maker(self.resources, self.workers),
        )

    def _colours(self) -> Colours:
        chosen = self.preferences.get(APPEARANCE, "")
        if chosen:
            return DARK if chosen == DARK.name else LIGHT
        return self._system_colours()

    def _system_colours(self) -> Colours:
        return DARK if self._system_is_dark() else LIGHT

    def _change_appearance(self) -> None:
        """The other colours; where these are the system's, they follow it from now on."""
        if self._is_at_rest():
            other = LIGHT if self._colours() is DARK else DARK
            self.preferences.set(APPEARANCE, "" if other is self._system_colours() else other.name)
            self.show_again()

    def _change_language(self) -> None:
        if self._is_at_rest():
            self.language = "en" if self.language == "th" else "th"
            self.preferences.set(LANGUAGE, self.language)
            self.show_again()

    def _is_at_rest(self) -> bool:
        """Said where it is not: what is half done would be lost."""
        window = self.window
        if window is not None and not window.is_at_rest:
            window.status.say(window.office.words("window.busy"), "attention")
        return window is not None and window.is_at_rest

    def _follow_system(self) -> None:
        """The system's colours changed: the window's follow where nobody chose, as soon as nothing is under way."""
        if self.window is None or self._colours() is self._shown:
            self._waiting.stop()
        elif self.window.is_at_rest:
            self._waiting.stop()
            self.show_again()
        else:
            self._waiting.start()


def map_maker(resources: Resources, workers: Workers) -> Callable[[Office], MapView]:
    def make_map(office: Office) -> MapView:
        from ltaxgis.app.map_desk import map_desk  # the start page is on the screen before the map's libraries

        return map_desk(office, resources, workers)

    return make_map


def settings_folder() -> Path:
    """Where the program keeps what it remembers for a person on this computer."""
    return Path(platformdirs.user_config_dir(PROGRAM, appauthor=False, roaming=True))
