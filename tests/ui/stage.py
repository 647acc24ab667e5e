"""A window on its stage: the office built from fakes, for tests and pictures."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tests.ui.fakes import FakeMap, FakeServices, town

from ltaxgis.domain.users import User
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.announcer import Announcer
from ltaxgis.ui.fonts import load_fonts
from ltaxgis.ui.icons import Icons, write_coloured
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.project_file.care import PLACE
from ltaxgis.ui.start.person import remember_user
from ltaxgis.ui.style import dress_application
from ltaxgis.ui.tasks import SyncTasks, ThreadTasks
from ltaxgis.ui.tokens import LIGHT, Colours
from ltaxgis.words import load_words

SHEET = "window.qss"


def dress(application: QApplication, resources: Resources, colours: Colours, scratch: Path) -> None:
    load_fonts(resources.fonts)
    pictures = write_coloured(resources.icons, scratch / colours.name, colours)
    dress_application(application, colours, resources.styles / SHEET, pictures)


def make_office(
    resources: Resources,
    language: str = "th",
    colours: Colours = LIGHT,
    services: FakeServices | None = None,
    tasks: SyncTasks | ThreadTasks | None = None,
    known_person: bool = True,
) -> Office:
    """Everything at once on one thread, unless other tasks are given; someone has worked here before."""
    preferences = Preferences()
    preferences.set(PLACE, "")  # asked before, and answered
    if known_person:
        remember_user(preferences, User("กัลยา ศรีสุวรรณ", "นักวิชาการจัดเก็บรายได้"))
    return Office(
        load_words(resources.words, language),
        resources,
        _icons(resources.icons, colours),
        tasks or SyncTasks(),
        preferences,
        services or FakeServices({"เทศบาลตำบลตัวอย่าง": town(), "ทต.ริมน้ำ 2569": town(40)}),
        Announcer(),
        FakeMap,
    )


@cache
def _icons(folder: Path, colours: Colours) -> Icons:
    return Icons(folder, colours)


def open_window(office: Office, project: str = "เทศบาลตำบลตัวอย่าง") -> MainWindow:
    window = MainWindow(office)
    if project:
        window.open_path(Path(f"{project}.ltax"))
    return window


def remove(window: MainWindow) -> None:
    """Nothing of a closed window is left: dressing the application would go through all its parts again."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
