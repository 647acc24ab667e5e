"""Work behind the window: queries in the background, changes one at a time, heavy work in a process of its own.

Answers come back on the thread of the window. `SyncTasks` does the same at once, for tests.
"""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

import psutil
from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from ltaxgis.domain.errors import Refused, Stopped
from ltaxgis.services.progress import KEEPING, Progress, Step
from ltaxgis.ui.child_work import MEMORY_LIMIT, Done, Fault, Message, Work, perform, run_child

T = TypeVar("T")
OnDone = Callable[[Any], None]
OnRefused = Callable[[Refused], None]
OnStep = Callable[[Step], None]


class Job(QObject):
    """Something under way. `what` is a code of the words; `stop` asks for an end, `ended` comes once, whatever came.

    Once what was done is being kept, it is too late to stop: `kept`, and whoever waits gets the answer.
    """

    stepped = Signal(object)
    ended = Signal()

    def __init__(self, what: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self.over = False
        self.kept = False
        self._stopping = threading.Event()
        self._end: Callable[[], None] | None = None

    def finish(self) -> None:
        self.over = True
        self.ended.emit()

    @property
    def stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        if self.kept:
            return
        self._stopping.set()
        if self._end is not None:
            self._end()

    def progress(self, step: Step) -> None:
        """Handed to work that runs in a thread of ours."""
        if self.stopping:
            raise Stopped
        self.tell(step)

    def tell(self, step: Step) -> None:
        self.kept = self.kept or step.code == KEEPING
        self.stepped.emit(step)


class Tasks(Protocol):
    """What the desks know. `on_refused` left out: the sentence goes to the one place for errors."""

    def query(self, work: Callable[[], T], on_done: Callable[[T], None], on_refused: OnRefused | None = None) -> None:
        """Reads in the background; many at a time."""
        ...

    def change(
        self,
        what: str,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_refused: OnRefused | None = None,
    ) -> Job:
        """Writes in the background, one after the other."""
        ...

    def run_in_process(
        self,
        what: str,
        work: Work,
        args: tuple[object, ...],
        on_done: OnDone,
        on_step: OnStep | None = None,
        on_refused: OnRefused | None = None,
    ) -> Job:
        """`work(progress, *args)` in a child; the work, its arguments and its answer can be pickled."""
        ...


class ThreadTasks(QObject):
    """The real thing: two reading threads, one writing thread, children by `spawn`."""

    started = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._watchers: list[threading.Thread] = []
        self._jobs: set[Job] = set()
        self._arrived.connect(_call, Qt.ConnectionType.QueuedConnection)

    def query(self, work: Callable[[], T], on_done: Callable[[T], None], on_refused: OnRefused | None = None) -> None:
        def run() -> None:
            message = perform(lambda _progress: work(), (), _no_steps)
            self._arrived.emit(lambda: self._answer(message, on_done, on_refused))

        self._readers.submit(run)

    def change(
        self,
        what: str,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_refused: OnRefused | None = None,
    ) -> Job:
        job = self._new_job(what)

        def run() -> None:
            message: Message | None = None
            try:
                message = perform(work, (), job.progress)
                job.kept = isinstance(message, Done)
            except Stopped:
                logging.getLogger(__name__).info("stopped: %s", what)
            self._arrived.emit(lambda: self._finish(job, message, on_done, on_refused))

        self._writer.submit(run)
        return job

    def run_in_process(
        self,
        what: str,
        work: Work,
        args: tuple[object, ...],
        on_done: OnDone,
        on_step: OnStep | None = None,
        on_refused: OnRefused | None = None,
    ) -> Job:
        job = self._new_job(what)
        if on_step is not None:
            job.stepped.connect(on_step)

        def watch() -> None:
            message = _watch_child(job, work, args)
            self._arrived.emit(lambda: self._finish(job, message, on_done, on_refused))

        watcher = threading.Thread(target=watch, name=f"watch {what}")
        self._watchers = [thread for thread in self._watchers if thread.is_alive()] + [watcher]
        watcher.start()
        return job

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def close(self) -> None:
        """Children are ended, threads have ended; no answer arrives any more."""
        for job in list(self._jobs):
            job.stop()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True, cancel_futures=True)
        for watcher in self._watchers:
            watcher.join()
        self._arrived.disconnect()

    def _new_job(self, what: str) -> Job:
        job = Job(what, self)
        self._jobs.add(job)
        self.started.emit(job)
        return job

    def _finish(self, job: Job, message: Message | None, on_done: OnDone, on_refused: OnRefused | None) -> None:
        self._jobs.discard(job)
        job.finish()
        if message is not None and (job.kept or not job.stopping):
            self._answer(message, on_done, on_refused)
        job.deleteLater()

    def _answer(self, message: Message, on_done: OnDone, on_refused: OnRefused | None) -> None:
        if isinstance(message, Done):
            _tell(on_done, message.answer)
        elif isinstance(message, Refused) and on_refused is not None:
            _tell(on_refused, message)
        else:
            self.failed.emit(message)


class SyncTasks(QObject):
    """Everything at once on the calling thread, in the order asked."""

    started = Signal(object)
    failed = Signal(object)

    def query(self, work: Callable[[], T], on_done: Callable[[T], None], on_refused: OnRefused | None = None) -> None:
        self._answer(perform(lambda _progress: work(), (), _no_steps), on_done, on_refused)

    def change(
        self,
        what: str,
        work: Callable[[Progress], T],
        on_done: Callable[[T], None],
        on_refused: OnRefused | None = None,
    ) -> Job:
        return self.run_in_process(what, work, (), on_done, None, on_refused)

    def run_in_process(
        self,
        what: str,
        work: Work,
        args: tuple[object, ...],
        on_done: OnDone,
        on_step: OnStep | None = None,
        on_refused: OnRefused | None = None,
    ) -> Job:
        job = Job(what, self)
        if on_step is not None:
            job.stepped.connect(on_step)
        self.started.emit(job)
        message = perform(work, args, job.progress)
        job.finish()
        self._answer(message, on_done, on_refused)
        return job

    @property
    def busy(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing is ever under way."""

    def _answer(self, message: Message, on_done: OnDone, on_refused: OnRefused | None) -> None:
        if isinstance(message, Done):
            on_done(message.answer)
        elif isinstance(message, Refused) and on_refused is not None:
            on_refused(message)
        else:
            self.failed.emit(message)


def _watch_child(job: Job, work: Work, args: tuple[object, ...]) -> Message | None:
    """Starts the child and waits for its last message; None where it was stopped."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    # no daemon: it may have to start a process of its own; `close` ends it
    child = context.Process(target=run_child, args=(theirs, work, args, MEMORY_LIMIT))
    try:
        child.start()
    except OSError as error:  # no memory or no room for another process: whoever waits is told
        return Fault(str(error))
    finally:
        theirs.close()
    job._end = child.kill
    if job.stopping:
        child.kill()
    message = _listen(ours, child.pid, job.tell)
    job._end = None
    child.join()
    child.close()
    ours.close()
    return None if job.stopping and not job.kept else message


def _listen(pipe: Connection, pid: int | None, tell: OnStep) -> Message:
    while True:
        try:
            if not pipe.poll(0.2):
                if _used(pid) > MEMORY_LIMIT and pid is not None:
                    psutil.Process(pid).kill()
                    return Refused("work.memory")
                continue
            message = pipe.recv()
        except (EOFError, OSError):
            return Refused("work.ended")
        if not isinstance(message, Step):
            return message if isinstance(message, Done | Refused | Fault) else Fault(repr(message))
        tell(message)


def _used(pid: int | None) -> int:
    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.Error:
        return 0


def _tell(callback: OnDone | OnRefused, answer: Any) -> None:
    owner = getattr(getattr(callback, "func", callback), "__self__", None)  # of a method, or of one with arguments
    # whoever asked may have been closed in the meantime
    if not isinstance(owner, QObject) or isValid(owner):
        callback(answer)


def _call(arrived: Callable[[], None]) -> None:
    arrived()


def _no_steps(step: Step) -> None:
    """Queries are short: nobody watches their steps."""
