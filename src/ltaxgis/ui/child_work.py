"""Heavy work in a process of its own: what runs there, without Qt, and the messages it sends."""

import gc
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from ltaxgis.domain.errors import Refused, Stopped
from ltaxgis.services.progress import Progress, Step

MEMORY_LIMIT = 1536 * 1024 * 1024
_TELL_EVERY_S = 0.05

Work = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Done:
    answer: object


@dataclass(frozen=True, slots=True)
class Fault:
    """The program is at fault; `detail` is one line for whoever mends it."""

    detail: str


Message = Step | Done | Refused | Fault


def run_child(pipe: Connection, work: Work, args: tuple[object, ...], memory_limit: int) -> None:
    """Does `work(progress, *args)` and sends steps, then one last message: `Done`, `Refused` or `Fault`."""
    _limit_memory(memory_limit)
    gc.disable()  # a fifth of an import went into looking for cycles; what there are go when the child ends
    try:
        _send(pipe, perform(work, args, _Telling(pipe)))
    finally:
        pipe.close()


def perform(work: Work, args: tuple[object, ...], progress: Progress) -> Message:
    """What came of the work; nothing is raised but `Stopped`."""
    try:
        return Done(work(progress, *args))
    except Refused as refused:
        return refused
    except MemoryError:
        return Refused("work.memory")
    except Stopped:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("work failed")
        return Fault(f"{type(error).__name__}: {error}")


class _Telling:
    """Sends steps, but not more often than a person can read."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = 0.0
        self._code = ""

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        if step.code != self._code or step.done >= step.total or now - self._last >= _TELL_EVERY_S:
            self._code, self._last = step.code, now
            self._pipe.send(step)


def _send(pipe: Connection, message: Message) -> None:
    try:
        pipe.send(message)
    except (TypeError, AttributeError, ValueError) as error:
        pipe.send(Fault(f"{type(error).__name__}: {error}"))


def _limit_memory(limit: int) -> None:
    # Windows has no such limit for a process's own use; there the watching side looks at the figure
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
