"""What all tests share: the words, the sample town, and folders as they are in a town hall."""

import gc
import importlib.util
import multiprocessing
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas  # noqa: F401 - before our own readers, which hide it from pyogrio: some tests read layers by it
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine, event

from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.words import Words, load_words

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"
SAMPLE = Path(__file__).parents[1] / "sample_data"

gc.disable()  # what is loaded for the tests stays: looking through it for cycles took a fifth of the loading


def pytest_collection_finish() -> None:
    gc.enable()
    gc.freeze()


# an example that takes long tells how busy the machine is, not that a law is broken; each run tries others
settings.register_profile("ltaxgis", deadline=None, max_examples=75, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ltaxgis")


def _fork_from_a_warm_process() -> None:
    """The program's processes begin as copies of one that has loaded what most of them load: half the time of the
    tests was Python starting. Those of a program that a test starts itself begin as the program's do."""
    begin: Any = multiprocessing.get_context
    warm = begin("forkserver")
    warm.set_forkserver_preload(["ltaxgis.app.jobs"])
    multiprocessing.get_context = lambda method=None: warm if method == "spawn" else begin(method)


if sys.platform != "win32":
    _fork_from_a_warm_process()


class _Compiled(dict[Any, Any]):
    """Statements by what they ask, whichever project's dialect they were compiled for: it is the same one for all."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


_COMPILED = _Compiled()


@event.listens_for(Engine, "engine_connect")
def _share_compiled(connection: Connection) -> None:
    """A test's project lives for a second, of which compiling its statements anew would take a third."""
    connection.execution_options(compiled_cache=_COMPILED)


@pytest.fixture(scope="session")
def resources() -> Resources:
    return find_resources()


@pytest.fixture(scope="session")
def words(resources: Resources) -> Words:
    return load_words(resources.words, "th")


@pytest.fixture
def office_folder(tmp_path: Path) -> Path:
    """A folder named as municipalities name theirs: Thai, spaces, brackets."""
    folder = tmp_path / "แผนที่ภาษี 2569" / "ทต.ตัวอย่าง (สำรอง)"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def real_data() -> Path:
    if not REAL_DATA.is_dir():
        pytest.skip("../shared/data is not here")
    return REAL_DATA


@pytest.fixture(scope="session", autouse=True)
def the_application(resources: Resources) -> Iterator[object]:
    """One application for all tests of a process: what draws without a window makes a smaller one of its own, which a
    window could not live in afterwards. It has the program's fonts, as a bare machine has none of its own. None where
    Qt is not installed."""
    if importlib.util.find_spec("PySide6") is None:
        yield None
        return
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    for path in sorted(resources.fonts.rglob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    yield application
