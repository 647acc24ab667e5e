"""Takes care of the open project: says why it is read only, asks once for a second place, copies before leaving."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.care import PLACE, copies_place, was_asked
from ltaxgis.ui.project_file.notice import Notice
from ltaxgis.ui.projects import Projects, documents_folder
from ltaxgis.ui.show_error import sentence
from ltaxgis.ui.tasks import Job

ASKED_ON = "backup.asked_on"
TRY_AGAIN_MS = 20_000


class Keeper(QObject):
    """`place_chosen` comes when the second place is another; `copying` says when leaving waits for a copy."""

    place_chosen = Signal()
    copying = Signal(bool)

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects = office, projects
        self._window = parent
        self._failed = False
        self._free = False
        self._then: Callable[[], object] | None = None
        self._job: Job | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_MS)
        self._again.timeout.connect(self.announce)
        self.notice = Notice(office.icons, parent)
        projects.leave = self.leave

    def opened(self, project: Project) -> None:
        """What there is to say about a project that was just opened."""
        words = self._office.words
        reason = self._office.services.care.why_read_only(project)
        self._failed = self._free = False
        self.notice.hide()
        if reason is not None:
            here = (words("care.copy_here"), lambda: self.copy_here(project))
            self.notice.say(sentence(words, reason), [here])
            return
        self.announce()
        if not was_asked(self._office.preferences):
            self._ask_for_place()

    def announce(self) -> None:
        """Whoever works now is in the open project for others to see. Where somebody writes just now, a little later:
        nobody wants to be told."""
        project, actor = self._office.project, self._office.actor
        care = self._office.services.care
        self._again.stop()
        if project is not None and actor is not None and project.writable:
            told = partial(self._announce_whoever_came, actor)
            self._office.tasks.query(lambda: care.announce(project, actor), told, self._announce_later)

    def _announce_whoever_came(self, told: Actor, _done: None) -> None:
        """Another person may have taken over while this one was being announced, and be overwritten."""
        if self._office.actor not in (None, told):
            self.announce()

    def leave(self, then: Callable[[], object]) -> bool:
        """Whether the project may be closed now: its copy of today stands, or none is wanted, due or possible. Else
        the copy is made meanwhile and `then` is called when the project may be closed; a copy can be skipped.

        Where it fails, the project stays open and says why; the next attempt to leave succeeds.
        """
        project, place = self._office.project, copies_place(self._office.preferences)
        self._then = None
        if self._was_freed() or self._failed or project is None or place is None or not project.writable:
            self.notice.hide()
            return True
        if self._job is None:
            care = self._office.services.care
            ask = partial(care.copy_is_due, project, place)
            self._failed = True  # until there is an answer: a drive that never answers holds nobody back twice
            self._office.tasks.query(ask, partial(self._copy_if_due, project, place), self._refused)
        if self._was_freed():
            return True
        self._then = then
        return False

    def skip(self) -> None:
        """Without the copy of today."""
        if self._job is not None:
            self._job.stop()

    def choose_place(self) -> None:
        """Asks for a folder; the one before stays where none is chosen."""
        before = copies_place(self._office.preferences) or documents_folder()
        chosen = QFileDialog.getExistingDirectory(self._window, self._office.words("care.place"), str(before))
        if chosen:
            self._office.preferences.set(PLACE, chosen)
            self._failed = False
            self.notice.hide()
            self._office.announcer.said.emit(self._office.words("care.chosen", path=chosen), "good")
            self.place_chosen.emit()

    def want_no_copies(self) -> None:
        self._office.preferences.set(PLACE, "")
        self.notice.hide()
        self.place_chosen.emit()

    def copy_here(self, project: Project) -> None:
        """A copy to work with in a folder of this computer; it is opened."""
        offered = str(documents_folder())
        chosen = QFileDialog.getExistingDirectory(self._window, self._office.words("care.copy_here"), offered)
        if chosen:
            self._office.tasks.query(
                lambda: self._office.services.care.copy_here(project, Path(chosen)), self._projects.open
            )

    # inside

    def _was_freed(self) -> bool:
        """Whether the copy was made or skipped for this one attempt to leave."""
        free, self._free = self._free, False
        return free

    def _ask_for_place(self) -> None:
        """Once a day: the start page says every day how old the copies are."""
        words, preferences, today = self._office.words, self._office.preferences, date.today().isoformat()  # noqa: DTZ011
        if preferences.get(ASKED_ON) != today:
            preferences.set(ASKED_ON, today)
            offers = (("care.choose", self.choose_place), ("care.never", self.want_no_copies))
            self.notice.say(words("care.ask"), [(words(code), call) for code, call in offers], words("care.later"))

    def _announce_later(self, _busy: Refused) -> None:
        self._again.start()

    def _copy_if_due(self, project: Project, place: Path, due: bool) -> None:
        path, tasks = self._projects.path, self._office.tasks
        self._failed = False
        if self._job is not None:
            return
        if not due or path is None or project is not self._office.project:
            self._go()
            return
        words = self._office.words
        self.notice.say(words("care.copying"), [(words("care.skip"), self.skip)])
        self.copying.emit(True)
        work = self._office.services.care.keep_copy
        self._job = tasks.run_in_process("work.copy", work, (path, place), self._copied, None, self._refused)
        if self._job.over:
            self._job = None
        else:
            self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        """A job that was stopped has no answer, one that is at fault neither."""
        job, self._job = self._job, None
        self._failed = True
        self.copying.emit(False)
        if job is not None and job.stopping:
            self._go()

    def _copied(self, _copy: Path | None) -> None:
        self.copying.emit(False)
        self._go()

    def _go(self) -> None:
        self.notice.hide()
        self._free, self._failed = True, False
        then, self._then = self._then, None
        if then is not None:
            then()

    def _refused(self, refused: Refused) -> None:
        self._failed, self._then = True, None
        self.copying.emit(False)
        words = self._office.words
        self.notice.say(words("care.failed", why=sentence(words, refused)), [(words("care.choose"), self.choose_place)])
