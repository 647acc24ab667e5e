"""Processes that paint: one may stand ready before there is a map, so that a map need not wait for its libraries."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

END_S = 0.5
NEVER_WANTED = 1_000_000  # jobs are given up that are older than the newest number


@dataclass(frozen=True, slots=True)
class PaintingProcess:
    """`latest` is the shared number of the newest job that is wanted at all."""

    process: BaseProcess
    connection: Connection
    latest: Any

    def end(self) -> None:
        """It is gone, whatever it was at."""
        self.connection.close()
        self.latest.value += NEVER_WANTED
        self.process.join(timeout=END_S)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join()
        self.process.close()


class Workers:
    """`get_ready` is called in each process before it is told what to paint: it can be pickled and loads what reading
    layers will need."""

    def __init__(self, fonts: Path, get_ready: Callable[[], None] | None = None) -> None:
        self._arguments = (fonts, get_ready)
        self._ready: PaintingProcess | None = None

    def stand_ready(self) -> None:
        """One process waits for a map, or soon will."""
        if self._ready is None:
            self._ready = self._start()

    def take(self) -> PaintingProcess:
        """The one that stood ready, where it still lives, else a new one; whoever takes it ends it."""
        taken, self._ready = self._ready, None
        if taken is not None and not taken.process.is_alive():
            taken.end()
            taken = None
        return taken or self._start()

    def close(self) -> None:
        """None stands ready any more."""
        if self._ready is not None:
            self._ready.end()
            self._ready = None

    def _start(self) -> PaintingProcess:
        context = get_context("spawn")
        latest = context.Value("q", 0, lock=False)
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._arguments, latest), daemon=True, name="map")
        process.start()
        theirs.close()
        return PaintingProcess(process, ours, latest)


def _work(connection: Connection, fonts: Path, get_ready: Callable[[], None] | None, latest: Any) -> None:
    """The worker process's first function."""
    if get_ready is not None:
        get_ready()
    # imported in the worker: the window itself needs nothing of it; and after what reads layers, because PySide looks
    # through the source of each module that is imported after it
    from ltaxgis.ui.map.painter_worker import work

    work(connection, fonts, latest)
