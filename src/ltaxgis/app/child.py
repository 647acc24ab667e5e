"""Heavy work in a child process, waited for: the command line's way."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import Step
from ltaxgis.ui.child_work import MEMORY_LIMIT, Done, Fault, run_child


def in_child(work: Callable[..., Any], args: tuple[object, ...], told: Callable[[Step], None]) -> Any:
    """What `work(progress, *args)` answers; raises the `Refused` it raised.

    The child is ended where this process is interrupted, so that nothing goes on behind its back. A child that dies
    is `Refused("work.ended")`, a fault of ours `Refused("work.fault")`.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=run_child, args=(there, work, args, MEMORY_LIMIT), daemon=True)
    child.start()
    there.close()
    try:
        return _answer(here, told)
    finally:
        here.close()
        child.terminate()
        child.join()


def _answer(pipe: Any, told: Callable[[Step], None]) -> Any:
    while True:
        try:
            message = pipe.recv()
        except EOFError:
            raise Refused("work.ended") from None
        if isinstance(message, Step):
            told(message)
        elif isinstance(message, Done):
            return message.answer
        elif isinstance(message, Refused):
            raise message
        elif isinstance(message, Fault):
            raise Refused("work.fault", detail=message.detail)
