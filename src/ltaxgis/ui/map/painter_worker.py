"""The process that paints: reads the layers, paints into shared memory, answers questions between two strokes."""

import gc
import os
import sys
from collections import deque
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from time import monotonic
from typing import Any

import psutil
from PySide6.QtGui import QFontDatabase, QGuiApplication

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.render.surface import Surface, surface_over
from ltaxgis.ui.map.engine import MapEngine
from ltaxgis.ui.map.messages import (
    Answer,
    Ask,
    CouldNotLoad,
    Done,
    GivenUp,
    Loaded,
    Paint,
    Part,
    Reload,
    ReplaceLayer,
    ToWorker,
)

FIRST_PART_S = 0.15
MEMORIES = 2


class Overtaken(Exception):
    """A newer view is wanted."""


class Worker:
    """One end of the connection; `latest` is the shared number of the newest job that is wanted at all."""

    def __init__(self, connection: Connection, engine: MapEngine, latest: Any) -> None:
        self._connection = connection
        self._engine = engine
        self._latest = latest
        self._waiting: deque[ToWorker] = deque()
        self._memories: dict[str, SharedMemory] = {}
        self._surface: Surface | None = None
        self._yields = False

    def run(self) -> None:
        """Works until the window closes the connection."""
        try:
            self._load()
            while True:
                self._handle(self._waiting.popleft() if self._waiting else self._connection.recv())
        except (EOFError, ConnectionError):
            return
        finally:
            self._release()

    def _handle(self, message: ToWorker) -> None:
        match message:
            case Paint():
                self._paint(message)
            case Reload(touched):
                self._load(touched)
            case ReplaceLayer(layer):
                self._connection.send(self._engine.replace(layer))
            case Ask(number, question):
                self._connection.send(Answer(number, self._engine.answer(question)))

    def _load(self, touched: frozenset[Uid] | None = None) -> None:
        gc.disable()  # what is read stays: looking through it for garbage, again and again, costs a third of the time
        try:
            loaded: Loaded | CouldNotLoad = self._engine.load(touched)
        except Refused as refused:
            loaded = CouldNotLoad(refused.code, refused.facts)
        finally:
            gc.enable()
        self._connection.send(loaded)

    def _paint(self, paint: Paint) -> None:
        started = monotonic()

        def check() -> None:
            while self._connection.poll():
                message = self._connection.recv()
                if isinstance(message, Ask):
                    self._handle(message)
                else:
                    self._waiting.append(message)
            if self._latest.value > paint.job:
                raise Overtaken

        def part_done() -> None:
            if monotonic() - started > FIRST_PART_S:
                self._connection.send(Part(paint.job))

        try:
            surface = self._surface_of(paint)
            drawn = self._engine.drawing.paint(surface, paint.view, paint.choice, check, part_done)
        except Overtaken:
            self._connection.send(GivenUp(paint.job))
        else:
            self._connection.send(Done(paint.job, drawn))
            self._yield_to_the_window()

    def _yield_to_the_window(self) -> None:
        """From the first picture on, the window gets the processor first where both want it."""
        if not self._yields:
            self._yields = True
            yield_to_the_window()

    def _surface_of(self, paint: Paint) -> Surface:
        self._surface = None
        # the window gives two in turn: both stay at hand, a third means that one of them is gone
        memory = self._memories.pop(paint.memory, None) or SharedMemory(paint.memory)
        self._memories[paint.memory] = memory
        if len(self._memories) > MEMORIES:
            self._memories.pop(next(iter(self._memories))).close()
        assert memory.buf is not None
        self._surface = surface_over(memory.buf, *paint.view.device_size)
        return self._surface

    def _release(self) -> None:
        self._surface = None  # memory cannot be closed while a picture looks at it
        while self._memories:
            self._memories.popitem()[1].close()


def yield_to_the_window() -> None:
    """Where both want the processor, the window gets it first."""
    psutil.Process().nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 5))  # the name exists on Windows only


def work(connection: Connection, fonts: Path, latest: Any) -> None:
    """Waits for a map, and paints it until the window closes the connection."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it shows no window, so it needs no screen
    application = QGuiApplication([])
    for path in sorted(fonts.glob("**/*.[to]tf")):
        QFontDatabase.addApplicationFont(str(path))
    try:
        begin = connection.recv()
    except (EOFError, ConnectionError):  # closed before there was a map
        return
    Worker(connection, MapEngine(begin.load_layers, begin.styles), latest).run()
    application.quit()
