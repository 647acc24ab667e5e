"""The line below: what the map says, what is under way, what was just kept."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QWidget

from ltaxgis.services.progress import Step
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tasks import Job
from ltaxgis.ui.tokens import BAR_AFTER_MS, GAP_2, GAP_3, STATUS_HEIGHT
from ltaxgis.ui.widgets.blocks import icon_button, label, retone
from ltaxgis.words import Words

_SAY_FOR_MS = 12_000


class StatusLine(QFrame):
    """`undo_wanted`: somebody pressed the link beside what was just kept."""

    undo_wanted = Signal()

    def __init__(self, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("surface", "foot")
        self.setFixedHeight(STATUS_HEIGHT)
        self.said = label("", "quiet", self)
        self.undo = QToolButton(self)
        self.undo.setText(words("action.edit.undo"))
        self.undo.setProperty("kind", "quiet")
        self.undo.clicked.connect(self.undo_wanted)
        self.jobs = QWidget(self)
        self.work = JobLine(words, icons, self.jobs)
        inner = QHBoxLayout(self.jobs)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.work)
        self.map = QWidget(self)
        self._map = QHBoxLayout(self.map)
        self._map.setContentsMargins(0, 0, 0, 0)
        self._map.setSpacing(GAP_3)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, 0, GAP_3, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(self.map)
        whole.addStretch(1)
        for widget in (self.said, self.undo, self.jobs):
            whole.addWidget(widget)
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_SAY_FOR_MS)
        self._forget.timeout.connect(self._quiet)
        self._quiet()

    def add_map_widget(self, widget: QWidget) -> None:
        self._map.addWidget(widget)

    def say(self, sentence: str, tone: str = "quiet", undoable: bool = False) -> None:
        self.said.setText(sentence)
        retone(self.said, "tone", tone)
        self.said.show()
        self.undo.setVisible(undoable)
        self._forget.start()

    def _quiet(self) -> None:
        self.said.setText("")
        self.said.hide()
        self.undo.hide()


class JobLine(QWidget):
    """Nothing for short work; a bar with counts, time left and Stop for longer work, while the rest goes on."""

    def __init__(self, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._job: Job | None = None
        self._begun = self._step_begun = 0.0
        self.text = label("", "quiet", self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.stop = icon_button(icons, "x", words("job.stop"), self._stop, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        for widget in (self.text, self.bar, self.stop):
            whole.addWidget(widget)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.show)
        self.hide()

    def watch(self, job: Job, at_once: bool = False) -> None:
        if job.over:
            return
        self._job, self._begun, self._code = job, time.monotonic(), ""
        self._step_begun = self._begun
        self.text.setText(self._words(job.what))
        self.bar.setRange(0, 0)
        job.stepped.connect(self.show_step)
        job.ended.connect(self._ended)
        self._wait.start(0 if at_once else BAR_AFTER_MS)

    def show_step(self, step: Step) -> None:
        if step.code != self._code:
            self._code, self._step_begun = step.code, time.monotonic()
        name = self._words(step.code) if self._words.knows(step.code) else self._words("job.working")
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        if step.total:
            name = self._words("job.counted", name=name, done=step.done, total=step.total)
            name += self._left(step)
        self.text.setText(name)

    def _left(self, step: Step) -> str:
        spent = time.monotonic() - self._step_begun
        if spent < 2 or not step.done:
            return ""
        return " · " + self._words("job.left", seconds=round(spent / step.done * (step.total - step.done)) + 1)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self.text.setText(self._words("job.stopping"))

    def _ended(self) -> None:
        self._wait.stop()
        self._job = None
        self.hide()
