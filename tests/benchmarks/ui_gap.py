"""The worst gap of the window's thread while a person pans and zooms and another process is busy (goal 16 ms).

`xvfb-run python tests/benchmarks/ui_gap.py [--seconds N] [--idle]` prints one JSON object: the gaps between beats of a
timer that wants to beat each millisecond, how much of a gap was the window's own work (`own`, processor time of its
thread: the rest was other processes' turn), and how long single moves of the map took. Without `--idle` a process reads
and writes numbers at full speed beside it, as an import does.
"""

import json
import sys
import time
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.styles import load_styles
from ltaxgis.ui.map.canvas import MapCanvas
from ltaxgis.ui.map.painter_process import ProcessPainter
from ltaxgis.ui.map.workers import Workers
from tests.render.map_scene import grid_town

BEAT_MS = 1
MOVE_MS = 16


def load() -> list[LayerShapes]:
    return [grid_town(317)]


def be_busy() -> None:
    """What an import does to a computer: numbers made, sorted and joined, without end."""
    import numpy as np

    rng = np.random.default_rng(1)
    while True:
        "".join(map(str, np.sort(rng.random(200_000)).tolist()))


class Script:
    """Pans in circles, zooms in and out, as fast as a mouse tells."""

    def __init__(self, canvas: MapCanvas) -> None:
        self.canvas = canvas
        self.moves: list[float] = []
        self.pictures = 0
        canvas.picture_changed.connect(lambda _: self.count())
        self.step = 0

    def count(self) -> None:
        self.pictures += 1

    def move(self) -> None:
        began = time.perf_counter()
        self.step += 1
        turn = self.step % 200
        if turn < 120:
            self.canvas.pan(9 if turn < 60 else -9, 5 if turn % 60 < 30 else -5)
        else:
            factor = 1.06 if turn < 160 else 1 / 1.06
            self.canvas.set_view(self.canvas.view.zoomed(factor, 300, 200))
        self.canvas.repaint()
        self.moves.append(time.perf_counter() - began)


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def measure(seconds: int, *, busy: bool) -> dict[str, float]:
    application = QApplication([])
    resources = find_resources()
    painter = ProcessPainter(load, load_styles(resources.styles), Workers(resources.fonts))
    canvas = MapCanvas(painter, load_styles(resources.styles))
    canvas.resize(1366, 700)
    canvas.show()
    painter.start()
    while canvas.drawn is None:
        wait(50)
    worker = get_context("spawn").Process(target=be_busy, daemon=True)
    if busy:
        worker.start()
        wait(1500)
    script = Script(canvas)
    beats = [(time.perf_counter(), time.thread_time())]
    beat, mover = QTimer(), QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append((time.perf_counter(), time.thread_time())))
    mover.timeout.connect(script.move)
    beat.start(BEAT_MS)
    mover.start(MOVE_MS)
    wait(seconds * 1000)
    beat.stop()
    mover.stop()
    painter.close()
    if busy:
        worker.terminate()
        worker.join()
    gaps = sorted((later[0] - earlier[0]) * 1000 for earlier, later in pairwise(beats))
    own = sorted((later[1] - earlier[1]) * 1000 for earlier, later in pairwise(beats))
    moves = sorted(move * 1000 for move in script.moves)
    application.quit()
    return {
        "gap_worst_ms": round(gaps[-1], 1),
        "gap_p99_ms": round(gaps[int(len(gaps) * 0.99)], 1),
        "own_worst_ms": round(own[-1], 1),
        "own_p99_ms": round(own[int(len(own) * 0.99)], 1),
        "gap_median_ms": round(gaps[len(gaps) // 2], 1),
        "move_worst_ms": round(moves[-1], 1),
        "move_median_ms": round(moves[len(moves) // 2], 1),
        "pictures_per_s": round(script.pictures / seconds, 1),
    }


if __name__ == "__main__":
    wanted = int(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 10
    print(json.dumps(measure(wanted, busy="--idle" not in sys.argv), indent=1))
