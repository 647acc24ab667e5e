"""An import that a person stops in the window, by real child processes: all is as it was, and the step is the one
before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.scenarios.test_window_import import write_register
from tests.ui.conftest import dressed
from tests.ui.real_town import real_office
from tests.ui.stage import remove

from ltaxgis.domain.register import LandRow
from ltaxgis.ports.resources import Resources
from ltaxgis.services.progress import Step
from ltaxgis.storage.project import open_project
from ltaxgis.ui.import_assistant import files_step
from ltaxgis.ui.import_assistant.assistant import CHECK, RESULT
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.tasks import Job, ThreadTasks

__all__ = ["dressed"]
ROADS = {f"01A{number:03}": "เทศบาล 1" for number in range(1, 30)}


@pytest.fixture
def window(
    dressed: object, resources: Resources, office_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(files_step, "documents_folder", lambda: office_folder)
    office = real_office(resources)
    tasks = ThreadTasks()
    office.tasks = tasks
    made = MainWindow(office)
    yield made
    made.close()
    remove(made)
    tasks.close()


def to_the_check(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.begin_import()
    window.assistant.look([path])
    waits(window, qtbot)
    window.assistant.files.name.setText("ทต.หยุด")
    while window.assistant.step != CHECK:
        window.assistant.next()
        waits(window, qtbot)


def waits(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.office.tasks.busy, timeout=60_000)
    qtbot.wait(50)


def stop_at(window: MainWindow, qtbot: QtBot, code: str) -> None:
    """Imports, and stops when this step begins."""

    def watch(job: Job) -> None:
        job.stepped.connect(lambda step: job.stop() if isinstance(step, Step) and step.code == code else None)

    assert isinstance(window.office.tasks, ThreadTasks)
    window.office.tasks.started.connect(watch)
    window.assistant.next()
    waits(window, qtbot)
    window.office.tasks.started.disconnect(watch)
    qtbot.waitUntil(lambda: window.status.said.text() == window.office.words("import.stopped"), timeout=10_000)


def rows(window: MainWindow) -> tuple[int, int]:
    """Register rows, and lines of the journal."""
    assert window.projects.path is not None
    project = open_project(window.projects.path)
    with project.reading() as reading:
        found = reading.count(LandRow), len(reading.journal())
    project.engine.dispose()
    return found


def test_nothing_stays_of_a_new_project_and_the_next_attempt_is_whole(
    window: MainWindow, qtbot: QtBot, office_folder: Path
) -> None:
    file = write_register(office_folder / "ทะเบียน.csv", ROADS)
    to_the_check(window, qtbot, file)

    stop_at(window, qtbot, "step.store")
    assert window.assistant.step == CHECK
    assert window.assistant.next_button.isEnabled()
    assert [path.name for path in office_folder.rglob("*")] == [file.name]

    window.assistant.next()
    waits(window, qtbot)
    assert window.assistant.step == RESULT
    window.assistant.next()
    qtbot.waitUntil(lambda: window.office.project is not None, timeout=20_000)
    assert rows(window) == (len(ROADS), 1)


def test_an_open_project_is_as_it_was(window: MainWindow, qtbot: QtBot, office_folder: Path) -> None:
    to_the_check(window, qtbot, write_register(office_folder / "ทะเบียน.csv", ROADS))
    window.assistant.next()
    waits(window, qtbot)
    window.assistant.next()
    qtbot.waitUntil(lambda: window.office.project is not None, timeout=20_000)
    before, project = rows(window), window.office.project
    to_the_check(window, qtbot, write_register(office_folder / "ทะเบียน 2.csv", dict.fromkeys(ROADS, "ตลาด")))

    stop_at(window, qtbot, "step.store")

    assert window.assistant.step == CHECK
    assert window.office.project is project
    assert rows(window) == before


def test_a_project_that_stood_there_before_is_never_dropped(
    window: MainWindow, qtbot: QtBot, office_folder: Path
) -> None:
    to_the_check(window, qtbot, write_register(office_folder / "ทะเบียน.csv", ROADS))
    target = window.assistant.plan().project
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"not ours")

    window.assistant.next()
    waits(window, qtbot)

    qtbot.waitUntil(lambda: window.assistant.errors.isVisibleTo(window.assistant), timeout=10_000)
    assert window.assistant.next_button.isEnabled()
    assert target.read_bytes() == b"not ours"


def test_closing_the_window_while_a_new_project_is_made_leaves_nothing(
    window: MainWindow, qtbot: QtBot, office_folder: Path
) -> None:
    file = write_register(office_folder / "ทะเบียน.csv", ROADS)
    to_the_check(window, qtbot, file)
    window.show()
    begun: list[bool] = []

    def close_when_storing(job: Job) -> None:
        job.stepped.connect(lambda step: begun.append(window.close()) if step.code == "step.store" else None)

    assert isinstance(window.office.tasks, ThreadTasks)
    window.office.tasks.started.connect(close_when_storing)
    window.assistant.next()

    qtbot.waitUntil(lambda: bool(begun) and not window.isVisible(), timeout=60_000)
    assert begun[0] is False
    assert [path.name for path in office_folder.rglob("*")] == [file.name]
