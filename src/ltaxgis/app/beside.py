"""Work that goes on in a second process while the first one does something else."""

import gc
import io
import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ltaxgis.app.faults import keep_log
from ltaxgis.domain.errors import Refused
from ltaxgis.services.import_layers import Answers, Waits, Work
from ltaxgis.services.progress import Progress
from ltaxgis.ui.child_work import Done, Fault, Message, perform


@dataclass(frozen=True, slots=True)
class _Answer:
    value: Any


def beside(progress: Progress, work: Work, *args: object) -> Answers:
    """`services.import_layers.Beside` in a process of its own, begun at once; closing the iterator ends it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_go_through, args=(theirs, work, args), name="beside")
    arrived: SimpleQueue[bytes] = SimpleQueue()
    started = threading.Event()

    def listen() -> None:
        try:
            child.start()  # takes until the child has read what it is to do: a second
        except OSError as error:  # no memory or no room for another process
            arrived.put(pickle.dumps(Fault(str(error))))
        theirs.close()
        started.set()
        _listen(ours, arrived)

    listener = threading.Thread(target=listen, name="beside")
    listener.start()

    talkers = [listener]

    def tell(data: bytes) -> None:
        talkers.append(threading.Thread(target=_tell, args=(ours, data), name="beside"))
        talkers[-1].start()

    def end() -> None:
        started.wait()
        if child.pid is not None:
            child.kill()
            child.join()
            child.close()
        for talker in talkers:
            talker.join()
        ours.close()

    return _Arriving(arrived, progress, tell, end)


class _Arriving:
    """What arrives, in its order."""

    def __init__(
        self,
        arrived: "SimpleQueue[bytes]",
        progress: Progress,
        tell: Callable[[bytes], None],
        end: Callable[[], None],
    ) -> None:
        self._arrived = arrived
        self._tell = tell
        self._progress = progress
        self._end: Callable[[], None] | None = end

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        while self._end is not None:
            data = self._arrived.get()
            if not data:
                raise Refused("work.ended")
            message = pickle.loads(data)  # noqa: S301 - our own process wrote it
            if isinstance(message, _Answer):
                return message.value
            if isinstance(message, Done):
                self.close()
                break
            if isinstance(message, Refused):
                raise message
            if isinstance(message, Fault):
                raise Refused("work.fault", detail=message.detail)
            self._progress(message)
        raise StopIteration

    def tell(self, thing: Any) -> None:
        """Nobody waits for it: the other side listens when it has come so far."""
        self._tell(pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        if self._end is not None:
            self._end()
            self._end = None


def _tell(pipe: Connection, data: bytes) -> None:
    with suppress(OSError):  # nobody listens any more: what it had to say has been said
        pipe.send_bytes(data)


def _listen(pipe: Connection, arrived: "SimpleQueue[bytes]") -> None:
    """Takes what comes as it is, so that the other side never waits; it is unpacked when it is asked for."""
    while True:
        try:
            arrived.put(pipe.recv_bytes())
        except (EOFError, OSError):
            arrived.put(b"")
            return


def _go_through(pipe: Connection, work: Work, args: tuple[object, ...]) -> None:
    keep_log()
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    message = perform(_tell_all, (pipe, work, args), lambda step: _send(pipe, step))
    _send(pipe, message)
    pipe.close()


def _tell_all(progress: Progress, pipe: Connection, work: Work, args: tuple[object, ...]) -> None:
    going, heard = work(progress, *args), None
    with suppress(StopIteration):
        while True:
            answer, heard = going.send(heard), None
            if isinstance(answer, Waits):
                heard = pipe.recv()
            else:
                _send(pipe, _Answer(answer))


def _end_with_parent() -> None:
    """Whoever asked may have been killed; nobody waits for an answer then."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _send(pipe: Connection, message: _Answer | Message) -> None:
    written = io.BytesIO()
    _Pickler(written, protocol=pickle.HIGHEST_PROTOCOL).dump(message)
    try:
        pipe.send_bytes(written.getbuffer())
    except OSError:
        os._exit(1)  # whoever asked has gone


class _Pickler(pickle.Pickler):
    """Shapes travel as one array of WKB: one by one they would take ten times as long."""

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, np.ndarray) and thing.dtype == object and shapely.is_geometry(thing).any():
            return _shapes, (shapely.to_wkb(thing).tolist(),)
        return NotImplemented


def _shapes(wkb: list[bytes | None]) -> NDArray[np.object_]:
    shapes: NDArray[np.object_] = shapely.from_wkb(np.array(wkb, dtype=object))
    return shapes
