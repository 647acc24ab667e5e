"""A person before the real window: what is clicked and typed is counted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QPushButton
from tests.ui.fakes import FakeMap
from tests.ui.stage import make_office

from ltaxgis.app.window_services import WindowServices
from ltaxgis.ports.resources import Resources
from ltaxgis.ui.import_assistant import files_step
from ltaxgis.ui.import_assistant.assistant import ImportAssistant
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.office import Office


class PlainMap(FakeMap):
    """A map that remembers which project it was given."""

    shown: Any = None

    def open(self, project: Any) -> None:
        self.shown = project


class Hand:
    """Real services and files under a window without a painting process; `folder` is where papers lie."""

    def __init__(self, resources: Resources, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clicks = 0
        self.fields = 0
        self.folder = folder
        self._patch = monkeypatch
        monkeypatch.setattr(files_step, "documents_folder", lambda: folder)
        office = make_office(resources)
        self.office = Office(
            office.words, resources, office.icons, office.tasks, office.preferences, WindowServices(resources),
            office.announcer, PlainMap,
        )  # fmt: skip
        self.window = MainWindow(self.office)

    @property
    def assistant(self) -> ImportAssistant:
        return self.window.assistant

    def click(self, button: QPushButton) -> None:
        assert button.isEnabled(), button.text()
        self.clicks += 1
        button.click()
        assert not self.assistant.errors.isVisibleTo(self.assistant), self.assistant.errors.text

    def type(self, field: QLineEdit, text: str) -> None:
        self.fields += 1
        field.setText(text)

    def choose(self, box: QComboBox, data: str) -> None:
        """Two clicks: open, choose."""
        self.clicks += 2
        place = box.findData(data)
        assert place >= 0, data
        box.setCurrentIndex(place)

    def pick(self, paths: Sequence[Path], clicks: int) -> None:
        """The button, `clicks` to mark the files, the dialog's own button."""
        names = ([str(path) for path in paths], "")
        self._patch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: names)
        self.click(self.assistant.files.pick)
        self.clicks += clicks + 1

    def start_own(self) -> None:
        self.clicks += 1
        self.window.start.choices.findChildren(QPushButton)[0].click()

    def go_on(self) -> None:
        self.click(self.assistant.next_button)

    def go_on_to_the_map(self) -> None:
        while self.window.pages.currentWidget() is self.assistant:
            self.go_on()
