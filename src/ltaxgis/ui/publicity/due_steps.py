"""What is scheduled goes out when its time has come, and what is over ends, without anybody's hand."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.publicity_due import DueNow, Stepped, due_now, step_due
from ltaxgis.ui.office import Office

_EVERY = 60_000


class DueSteps(QObject):
    """Looks once a minute, in the background. `changed` says how much went out and ended. What a guard holds back is
    tried once; the month goes on showing it."""

    changed = Signal(str)

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._tried: set[Uid] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY)

    def look(self) -> None:
        """What is due now is stepped, where the person may and the project can be written."""
        office = self._office
        project, actor = office.project, office.actor
        if project is None or actor is None or not project.writable or not may(actor, "cases.work"):
            return
        now, cases = office.services.cases.now(), office.services.cases

        def read(one: Project) -> DueNow:
            with one.reading() as reading:
                return due_now(reading, actor, cases.book(one), now)

        office.look(read, partial(self._step, project, now))

    # inside

    def _step(self, project: Project, now: datetime, due: DueNow) -> None:
        waiting = {one.case.uid for one in (*due.publish, *due.expire)}
        if self._office.project is not project or waiting <= self._tried:
            return
        self._tried |= waiting
        cases = self._office.services.cases

        def work(one: Project, actor: Actor) -> Stepped:
            return step_due(one, actor, cases.book(one), now)

        self._office.act("work.edit", work, self._stepped)

    def _stepped(self, done: Stepped) -> None:
        if done.published or done.expired:
            words = self._office.words
            self.changed.emit(words("publicity.stepped", published=len(done.published), expired=len(done.expired)))
