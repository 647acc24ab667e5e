"""A day before the program's own window: real processes, real map, real files; every scene leaves a picture."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ltaxgis.app.window import Stage
from ltaxgis.domain.users import User
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.ui.import_assistant.assistant import RESULT
from ltaxgis.ui.map.canvas import MARGIN, MapCanvas
from ltaxgis.ui.map.desk import MapDesk
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.project_file.care import PLACE
from ltaxgis.ui.start.person import remember_user

PATIENCE_S = 180.0
SIZE = (1366, 768)


class Day:
    """`pictures` is where scenes are kept; `documents` where the project lies."""

    def __init__(self, application: QApplication, documents: Path, pictures: Path) -> None:
        self.documents, self.pictures = documents, pictures
        pictures.mkdir(parents=True, exist_ok=True)
        preferences = Preferences()
        preferences.set(PLACE, "")
        remember_user(preferences, User("กัลยา ศรีสุวรรณ", "นักวิชาการจัดเก็บรายได้"))
        self.stage = Stage(application, "th", preferences)
        self.window = self.stage.show(None)
        self.window.resize(*SIZE)
        self.failures: list[object] = []
        self.stage.tasks.failed.connect(self.failures.append)

    def close(self) -> None:
        self.stage.close()

    @property
    def project(self) -> Project:
        project = self.window.office.project
        assert project is not None
        return project

    @property
    def canvas(self) -> MapCanvas:
        desk = self.window.work.map
        assert isinstance(desk, MapDesk)
        assert desk.canvas is not None
        return desk.canvas

    def import_files(self, name: str, files: Sequence[Path]) -> None:
        """Through the assistant, step by step, until the map is seen."""
        self.window.begin_import()
        assistant = self.window.assistant
        assistant.files.name.setText(name)
        assistant.look(files)
        self.until(lambda: bool(assistant.files.looks))
        while assistant.step < RESULT:
            before = assistant.step
            assistant.next_button.click()
            self.until(lambda before=before: assistant.step > before or assistant.errors.isVisibleTo(assistant))  # type: ignore[misc]
            assert not assistant.errors.isVisibleTo(assistant), assistant.errors.text
            self.take(f"import-{assistant.step}")
        assistant.next_button.click()
        self.until(lambda: self.window.office.project is not None)

    def read(self, look: Callable[[Reading], object]) -> object:
        with self.project.reading() as reading:
            return look(reading)

    def until_painted(self) -> None:
        """The last finished picture is that of the view."""
        canvas = self.canvas
        self.settle(0.3)
        self.until(lambda: canvas.drawn is not None and canvas.drawn.view == canvas.view.grown(MARGIN))

    def take(self, name: str) -> None:
        self.until(lambda: not self.stage.tasks.busy)
        self.settle(0.3)
        self.window.grab().save(str(self.pictures / f"{name}.png"))

    def until(self, true: Callable[[], bool]) -> None:
        """The window lives on until something is true; a sentence of refusal ends it."""
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert not self.failures, self.failures
            assert time.monotonic() < end, "it does not come"
            QApplication.processEvents()
            time.sleep(0.01)

    def settle(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)
