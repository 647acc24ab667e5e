"""The window's end of the process that paints: latest wins, the window never waits, a crash is one sentence."""

from multiprocessing.shared_memory import SharedMemory
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.styles import MapChoice, MapStyles
from ltaxgis.ports.stores import LayerShapes
from ltaxgis.render.picture import Drawn
from ltaxgis.render.view import View
from ltaxgis.ui.map.engine import LoadLayers
from ltaxgis.ui.map.messages import (
    Answer,
    Ask,
    Begin,
    CouldNotLoad,
    Done,
    FromWorker,
    GivenUp,
    Loaded,
    Paint,
    Part,
    Question,
    Reload,
    ReplaceLayer,
    ToWorker,
)
from ltaxgis.ui.map.painter import Reply
from ltaxgis.ui.map.workers import PaintingProcess, Workers

POLL_MS = 8
MOST_RESTARTS = 3
WITHIN_S = 60.0
ROOM = 1 << 22  # shared memory grows in steps of 4 MB, so that a window being resized does not make one a pixel
STAYS_USEFUL = 0.4  # a picture that shows this part of the newest view is finished, else given up
SAME_SCALE = 2.0


class ProcessPainter(QObject):
    """Signals as `Painter` says."""

    loaded = Signal(object)
    painted = Signal(QImage, object, bool)
    failed = Signal(str, object)
    withdrawn = Signal()

    def __init__(
        self, load_layers: LoadLayers, styles: MapStyles, workers: Workers, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin_with = Begin(load_layers, styles)
        self._workers = workers
        self._worker: PaintingProcess | None = None
        self._jobs = 0
        # the worker paints in the one while the window shows the other
        self._memory: SharedMemory | None = None
        self._shown: SharedMemory | None = None
        self._running: Paint | None = None
        self._wanted: tuple[View, MapChoice] | None = None
        self._last: tuple[View, MapChoice] | None = None
        self._replies: dict[int, Reply] = {}
        self._numbers = 0
        self._loading = False
        self._restarts: list[float] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """The worker process is on its way; `loaded` tells when it has read the layers."""
        self._worker = self._workers.take()
        self._loading = True
        self._send(self._begin_with)

    def paint(self, view: View, choice: MapChoice) -> None:
        self._wanted = self._last = (view, choice)
        running = self._running
        overtaken = running is not None and (choice != running.choice or not still_useful(running.view, view))
        if overtaken and self._worker is not None:
            self._worker.latest.value = self._jobs + 1
        self._begin()

    def ask(self, question: Question, reply: Reply) -> None:
        """`reply` is called with the answer; never where the worker ends before it answers."""
        self._numbers += 1
        self._replies[self._numbers] = reply
        self._send(Ask(self._numbers, question))

    def reload(self, touched: frozenset[Uid] | None = None) -> None:
        self._loading = True
        self._send(Reload(touched))
        self._wanted = self._last

    def replace_layer(self, layer: LayerShapes) -> None:
        self._loading = True
        self._send(ReplaceLayer(layer))
        self._wanted = self._last

    def close(self) -> None:
        """The worker process has ended and its memory is given back."""
        self._timer.stop()
        self._end_process()
        self.withdrawn.emit()
        for memory in (self._memory, self._shown):
            _give_back(memory)
        self._memory = self._shown = None

    @property
    def process_id(self) -> int | None:
        return None if self._worker is None else self._worker.process.pid

    def _end_process(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _send(self, message: ToWorker) -> None:
        if self._worker is None:
            return
        try:
            self._worker.connection.send(message)
        except (BrokenPipeError, ConnectionError):
            self._restart()
        else:
            self._timer.start()

    def _begin(self) -> None:
        if self._running is not None or self._wanted is None or self._loading or self._worker is None:
            return
        view, choice = self._wanted
        self._wanted = None
        self._jobs += 1
        self._worker.latest.value = self._jobs
        self._running = Paint(self._jobs, view, choice, self._memory_for(view).name)
        self._send(self._running)

    def _memory_for(self, view: View) -> SharedMemory:
        wide, high = view.device_size
        if self._memory is None or self._memory.size < wide * high * 4:
            _give_back(self._memory)
            self._memory = SharedMemory(create=True, size=(wide * high * 4 // ROOM + 1) * ROOM)
        return self._memory

    def _poll(self) -> None:
        try:
            while self._worker is not None and self._worker.connection.poll():
                self._receive(self._worker.connection.recv())
        except (EOFError, ConnectionError):
            self._restart()
            return
        if self._running is None and self._wanted is None and not self._replies and not self._loading:
            self._timer.stop()

    def _receive(self, message: FromWorker) -> None:
        match message:
            case Loaded():
                self._loading = False
                self.loaded.emit(message)
            case Answer(number, value):
                reply = self._replies.pop(number, None)
                if reply is not None:
                    reply(value)
            case CouldNotLoad(code, facts):
                self._loading = False
                self.failed.emit(code, facts)
            case Part(job) | Done(job) | GivenUp(job):
                self._advance(message, job)
        self._begin()

    def _advance(self, message: Part | Done | GivenUp, job: int) -> None:
        running = self._running
        if running is None or running.job != job:
            return
        if isinstance(message, Part):
            # the worker goes on painting in the original
            self.painted.emit(self._image(running.view).copy(), Drawn(running.view), False)
            return
        self._running = None
        if isinstance(message, Done):
            self.painted.emit(self._image(running.view), message.drawn, True)
            self._memory, self._shown = self._shown, self._memory

    def _image(self, view: View) -> QImage:
        """The picture that was painted last, over the shared memory itself."""
        assert self._memory is not None
        assert self._memory.buf is not None
        wide, high = view.device_size
        image = QImage(self._memory.buf, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(view.ratio)
        return image

    def _restart(self) -> None:
        """A new worker takes the place of one that ended by itself; after some such ends we give up and say so."""
        self._end_process()
        self._running, self._loading = None, False
        self._replies.clear()
        now = monotonic()
        self._restarts = [then for then in self._restarts if now - then < WITHIN_S] + [now]
        if len(self._restarts) > MOST_RESTARTS:
            self._timer.stop()
            self.failed.emit("map.painter_ended", {})
            return
        self._wanted = self._last
        self.start()
        self.failed.emit("map.painter_restarted", {})


def _give_back(memory: SharedMemory | None) -> None:
    if memory is not None:
        memory.close()
        memory.unlink()


def still_useful(painting: View, wanted: View) -> bool:
    """Whether a picture on its way shows enough of what is wanted now to be finished first: so that a long drag
    gets pictures on the way and not only at its end."""
    ratio = painting.metres / wanted.metres
    if not 1 / SAME_SCALE <= ratio <= SAME_SCALE:
        return False
    one, other = painting.box, wanted.box
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    whole = (other[2] - other[0]) * (other[3] - other[1])
    return wide > 0 and high > 0 and wide * high >= STAYS_USEFUL * whole
