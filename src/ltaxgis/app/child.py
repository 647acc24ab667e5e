"""Heavy work in a child process, waited for: the command line's way."""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

from ltaxgis.app.faults import keep_log
from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import KEEPING, Step
from ltaxgis.ui.child_work import MEMORY_LIMIT, Done, Fault, run_child

_LOOK_UP_S = 0.1


def in_child(work: Callable[..., Any], args: tuple[object, ...], told: Callable[[Step], None]) -> Any:
    """What `work(progress, *args)` answers; raises the `Refused` it raised.

    The child is ended where this process is interrupted, so that nothing goes on behind its back. A child that dies
    is `Refused("work.ended")`, a fault of ours `Refused("work.fault")`.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    # no daemon: it may have to start a process of its own
    child = context.Process(target=_run, args=(there, work, args))
    try:
        with _deaf_to_interrupts():
            child.start()
        there.close()
        return _answer(here, told)
    finally:
        if child.pid is not None:
            child.terminate()  # before its pipe is closed, of which it would complain
            child.join()
        child.close()
        here.close()


def _run(pipe: Connection, work: Callable[..., Any], args: tuple[object, ...]) -> None:
    keep_log()
    run_child(pipe, work, args, MEMORY_LIMIT)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl+C reaches every process of a terminal; a child started here leaves it to us, who end it. One that is pressed
    while the child starts waits until it stands."""
    if threading.current_thread() is not threading.main_thread():
        yield
    elif sys.platform == "win32":  # where nothing can wait
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
    else:
        resource_tracker.ensure_running()  # which would undo the mask where it starts within it
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # the child inherits it
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _answer(pipe: Any, told: Callable[[Step], None]) -> Any:
    """An interrupt that comes while the work is being kept comes too late: what was done is answered."""
    keeping = False
    with _interrupts_counted() as pressed:
        while keeping or not pressed or pipe.poll():
            if not pipe.poll(_LOOK_UP_S):
                continue
            try:
                message = pipe.recv()
            except EOFError:
                raise Refused("work.ended") from None
            if isinstance(message, Step):
                keeping = keeping or message.code == KEEPING
                told(message)
            elif isinstance(message, Done):
                return message.answer
            elif isinstance(message, Refused):
                raise message
            elif isinstance(message, Fault):
                raise Refused("work.fault", detail=message.detail)
    raise KeyboardInterrupt


@contextmanager
def _interrupts_counted() -> Iterator[list[int]]:
    """Interrupts that came meanwhile; none breaks into anything, so that no message is half read."""
    pressed: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield pressed
        return
    before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)
