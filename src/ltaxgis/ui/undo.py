"""Taking back: the journal does it, Qt's stack only remembers which lines are ours."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import Progress
from ltaxgis.ui.tasks import Tasks

TakeBack = Callable[[int], Applied]


class AppliedChange(QUndoCommand):
    """A stored act; `number` is the journal line that would be taken back next, by undo or by redo."""

    def __init__(self, text: str, applied: Applied) -> None:
        super().__init__(text)
        self.number = applied.number


class Undo(QObject):
    """Ctrl+Z of one open project. `take_back` applies the inverse of a journal line and returns the new line."""

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, take_back: TakeBack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._tasks = tasks
        self._take_back = take_back
        self._busy = False

    def push(self, text: str, applied: Applied) -> None:
        """After success only; an act that changed nothing is not remembered."""
        if applied.count:
            self.stack.push(AppliedChange(text, applied))

    def undo(self) -> None:
        self._move(self.stack.index() - 1, self.stack.undo)

    def redo(self) -> None:
        # redoing is taking back the line that undid
        self._move(self.stack.index(), self.stack.redo)

    def _move(self, index: int, step: Callable[[], None]) -> None:
        command = self.stack.command(index)
        if self._busy or not isinstance(command, AppliedChange):
            return
        self._busy = True

        def take_back(_progress: Progress) -> Applied:
            return self._take_back(command.number)

        def stored(applied: Applied) -> None:
            self._busy = False
            command.number = applied.number
            step()
            self.done.emit(applied)

        def refused(reason: Refused) -> None:
            self._busy = False
            self.refused.emit(reason)

        self._tasks.change("work.undo", take_back, stored, refused)
