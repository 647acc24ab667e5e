"""Leaving a real project: its copy is made in a child while the window waits, and can be skipped; who is in is told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.real_town import real_office, real_town
from tests.ui.stage import open_window, remove

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import User
from ltaxgis.ports.resources import Resources
from ltaxgis.storage.project import open_project
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.project_file.care import PLACE
from ltaxgis.ui.start.person import sign_in
from ltaxgis.ui.tasks import ThreadTasks

HOLD = """
import sys, time
from pathlib import Path
from ltaxgis.storage.project import open_project
from ltaxgis.domain.project import Actor
project = open_project(Path(sys.argv[1]))
try:
    with project.work(Actor("วิชัย"), "test") as work:
        work.commit()
except Exception as error:
    print(error.code, error.facts["who"])
print(project._others())
project.close()
"""


@pytest.fixture
def window(dressed: object, resources: Resources, office_folder: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """The small real town in a window that works behind itself, as the program does."""
    office = real_office(resources)
    path = real_town(office_folder, office)
    tasks = ThreadTasks()
    office.tasks = tasks
    place = tmp_path / "แฟลชไดรฟ์ (E)"
    place.mkdir()
    office.preferences.set(PLACE, str(place))
    made = open_window(office, "")
    made.open_path(path)
    yield made
    office.preferences.set(PLACE, "")
    made.close()
    remove(made)
    tasks.close()


def opened(qtbot: QtBot, window: MainWindow) -> Path:
    qtbot.waitUntil(lambda: window.office.project is not None and not window.office.tasks.busy, timeout=20_000)
    assert window.projects.path is not None
    return window.projects.path


def copies(window: MainWindow) -> list[Path]:
    return sorted(Path(str(window.office.preferences.get(PLACE))).rglob("*.ltax"))


def test_the_window_waits_for_the_copy_and_closes_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    opened(qtbot, window)

    assert not window.close()
    qtbot.waitUntil(lambda: window.keeper.notice.isVisibleTo(window), timeout=10_000)
    assert not window.pages.isEnabled()
    assert not window.close(), "a second attempt waits for the same copy"

    qtbot.waitUntil(lambda: window.office.project is None, timeout=30_000)
    assert len(copies(window)) == 1
    open_project(copies(window)[0]).close()


def test_the_copy_can_be_skipped_and_leaves_nothing_half(window: MainWindow, qtbot: QtBot) -> None:
    opened(qtbot, window)
    window.close_project()
    qtbot.waitUntil(lambda: window.office.tasks.busy, timeout=10_000)

    window.keeper.skip()

    qtbot.waitUntil(lambda: window.office.project is None, timeout=30_000)
    assert copies(window) == []
    assert window.pages.isEnabled()
    assert window.pages.currentWidget() is window.start


def test_another_project_is_opened_when_the_copy_stands(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, window)
    other = tmp_path / "ทต.อื่น.ltax"
    other.write_bytes(first.read_bytes())

    window.open_path(other)

    qtbot.waitUntil(lambda: window.projects.path == other, timeout=30_000)
    assert [copy.name[:9] for copy in copies(window)] == ["ทต.ริมน้ำ"]


def test_another_process_is_told_who_has_the_project_open(window: MainWindow, qtbot: QtBot) -> None:
    path = opened(qtbot, window)
    project = window.office.project
    assert project is not None
    qtbot.waitUntil(lambda: open_project_says(path) == ["กัลยา ศรีสุวรรณ"], timeout=10_000)

    with project.work(Actor("กัลยา ศรีสุวรรณ"), "test"):
        told = subprocess.run(
            [sys.executable, "-c", HOLD, str(path)], capture_output=True, encoding="utf-8", check=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip

    assert told.stdout.splitlines() == ["project.busy กัลยา ศรีสุวรรณ", "กัลยา ศรีสุวรรณ"]


def test_whoever_takes_over_is_the_one_who_is_in(window: MainWindow, qtbot: QtBot) -> None:
    path = opened(qtbot, window)
    mani = User("มานี รักงาน", "เจ้าพนักงานธุรการ", ("clerk",))

    sign_in(window.office, mani)
    window.top.people.told.emit(mani)

    qtbot.waitUntil(lambda: open_project_says(path) == ["มานี รักงาน"], timeout=10_000)


def open_project_says(path: Path) -> list[str]:
    project = open_project(path)
    try:
        return project.who_is_in()
    except Refused:
        return []
    finally:
        project.engine.dispose()  # closing would say that this process has left
