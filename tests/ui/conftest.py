"""A dressed application and windows that are closed again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from tests.ui.case_town import case_window
from tests.ui.real_town import real_office, real_town
from tests.ui.stage import dress, make_office, open_window, remove

from ltaxgis.ports.resources import Resources
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import LIGHT

MakeWindow = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication, resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    dress(qapp, resources, LIGHT, tmp_path_factory.mktemp("pictures"))
    return qapp


@pytest.fixture
def office(dressed: QApplication, resources: Resources) -> Office:
    return make_office(resources)


@pytest.fixture
def make_window(office: Office) -> Iterator[MakeWindow]:
    made: list[MainWindow] = []

    def make(project: str = "เทศบาลตำบลตัวอย่าง", with_office: Office | None = None) -> MainWindow:
        window = open_window(with_office or office, project)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        remove(window)


@pytest.fixture
def real_window(dressed: QApplication, resources: Resources, office_folder: Path) -> Iterator[MainWindow]:
    """The small real town under a window."""
    office = real_office(resources)
    window = open_window(office, "")
    window.open_path(real_town(office_folder, office))
    yield window
    window.close()
    remove(window)


@pytest.fixture
def window(dressed: QApplication, resources: Resources, office_folder: Path) -> Iterator[MainWindow]:
    """The same on one morning of its cases, time standing still."""
    made = case_window(resources, office_folder)
    yield made
    made.close()
    remove(made)


@pytest.fixture
def screen() -> None:
    """Windows that are shown need a screen: the offscreen platform warns of each."""
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("needs a screen; run under xvfb-run")
