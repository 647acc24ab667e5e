"""Taking back: the journal does it, Qt's stack only remembers which lines are ours."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import Progress
from ltaxgis.ui.tasks import Tasks
from ltaxgis.words import Words

TakeBack = Callable[[int], Applied]


class AppliedChange(QUndoCommand):
    """A stored act; `number` is the journal line that would be taken back next, by undo or by redo."""

    def __init__(self, text: str, number: int) -> None:
        super().__init__(text)
        self.number = number


class Undo(QObject):
    """Ctrl+Z of one open project. `take_back` applies the inverse of a journal line and returns the new line. `said`
    is a code of the words for what was done last, and the act it was done to."""

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, take_back: TakeBack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._tasks = tasks
        self._take_back = take_back
        self._busy = False
        self.said = ("done.undo", "")

    def push(self, text: str, applied: Applied) -> None:
        """After success only; an act that changed nothing is not remembered."""
        if applied.count:
            self.stack.push(AppliedChange(text, applied.number))

    @property
    def remembered(self) -> tuple[tuple[str, int], ...]:
        """What can be undone or redone, the oldest first, each with its line of the journal."""
        commands = (self.stack.command(place) for place in range(self.stack.count()))
        return tuple((one.text(), one.number) for one in commands if isinstance(one, AppliedChange))

    def resume(self, remembered: Sequence[tuple[str, int]], standing: int) -> None:
        """As another window left it: so many of these acts stand, the others were undone."""
        for text, number in remembered:
            self.stack.push(AppliedChange(text, number))
        self.stack.setIndex(standing)

    def undo(self) -> None:
        self._move(self.stack.index() - 1, self.stack.undo, "done.undo")

    def redo(self) -> None:
        # redoing is taking back the line that undid
        self._move(self.stack.index(), self.stack.redo, "done.redo")

    def _move(self, index: int, step: Callable[[], None], code: str) -> None:
        command = self.stack.command(index)
        if self._busy or not isinstance(command, AppliedChange):
            return
        self._busy = True

        def take_back(_progress: Progress) -> Applied:
            return self._take_back(command.number)

        def stored(applied: Applied) -> None:
            self._busy = False
            command.number = applied.number
            self.said = (code, command.text())
            step()
            self.done.emit(applied)

        def refused(reason: Refused) -> None:
            self._busy = False
            self.refused.emit(reason)

        self._tasks.change("work.undo", take_back, stored, refused)


def name_what_is_undone(stack: QUndoStack, undo: QAction, redo: QAction, words: Words) -> None:
    """The two actions say what they would do, and are possible where there is something to do."""
    for action, code, told, possible in (
        (undo, "action.edit.undo", stack.undoTextChanged, stack.canUndoChanged),
        (redo, "action.edit.redo", stack.redoTextChanged, stack.canRedoChanged),
    ):
        named = _NamedAction(action, code, words)
        told.connect(named.name)
        possible.connect(action.setEnabled)
        named.name("")
        action.setEnabled(False)


class _NamedAction(QObject):
    """Goes with its action, so that a stack that is cleared later names nothing that is gone."""

    def __init__(self, action: QAction, code: str, words: Words) -> None:
        super().__init__(action)
        self._action, self._code, self._words = action, code, words

    def name(self, what: str) -> None:
        code, words = self._code, self._words
        self._action.setText(words(f"{code}.what", what=what) if what else words(code))
