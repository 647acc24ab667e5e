"""Opens the real window and tells when it was there: `start_window PROJECT|- STARTED` prints seconds as a JSON
object.

`shown`: from `STARTED`, when the process was begun, to the painted window; with a project, from Enter on the start page
(somebody looked at it for two seconds): `map` and `sheet`, when the whole map and the register stood there; `map_cpu_*`
the processor time until the map; `gap_*` the gaps between beats of a timer until all was there, and what of the worst
was the thread's own work.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ltaxgis.app.window import SWITCH_S, Stage
from ltaxgis.domain.users import User
from ltaxgis.ui.main_window import MainWindow
from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.project_file.care import PLACE
from ltaxgis.ui.start.person import remember_user

LONGEST_S = 120
LOOKED_AT_MS = 2_000
AFTER_MS = 1_000


def main() -> None:
    sys.setswitchinterval(SWITCH_S)
    application = QApplication([])
    preferences = Preferences()
    preferences.set(PLACE, "")
    remember_user(preferences, User("ผู้ทดสอบ"))
    stage = Stage(application, "th", preferences)
    window = stage.show(None)
    application.processEvents()
    told = {"shown": time.time() - float(sys.argv[2])}
    if sys.argv[1] != "-":
        wait(LOOKED_AT_MS)
        told |= Opening(window).measure(Path(sys.argv[1]))
    print(json.dumps(told))
    stage.close()


class Opening:
    """What happens from Enter on the start page."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.told: dict[str, float] = {}
        self.beats: list[tuple[float, float]] = []

    def measure(self, project: Path) -> dict[str, float]:
        before = processor_seconds()
        beat = QTimer()
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.timeout.connect(self._beat)
        beat.start(1)
        self._beat()
        began = time.perf_counter()
        self.window.open_path(project)
        while not {"map", "sheet"} <= self.told.keys() and time.perf_counter() - began < LONGEST_S:
            wait(5)
            self._look(time.perf_counter() - began, before)
        wait(AFTER_MS)
        beat.stop()
        gaps = [(later[0] - earlier[0], later[1] - earlier[1]) for earlier, later in pairwise(self.beats)]
        worst, own = max(gaps)
        return self.told | {"gap_worst_ms": round(worst * 1000, 1), "gap_worst_own_ms": round(own * 1000, 1)}

    def _beat(self) -> None:
        self.beats.append((time.perf_counter(), time.thread_time()))

    def _look(self, now: float, before: tuple[float, float]) -> None:
        from ltaxgis.ui.map.desk import MapDesk  # the start is measured without it

        desk = next(iter(self.window.findChildren(MapDesk)), None)
        if "map" not in self.told and desk is not None and desk.canvas is not None and desk.canvas.drawn is not None:
            window, children = processor_seconds()
            self.told |= {"map": now, "map_cpu_window": window - before[0], "map_cpu_children": children - before[1]}
        if "sheet" not in self.told and "work" in self.window.__dict__ and len(self.window.work.register.model.sheet):
            self.told["sheet"] = now


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def processor_seconds() -> tuple[float, float]:
    """Of this process, and of its children that live."""
    me = psutil.Process()
    children = sum(sum(child.cpu_times()[:2]) for child in me.children(recursive=True))
    return sum(me.cpu_times()[:2]), children


if __name__ == "__main__":
    main()
