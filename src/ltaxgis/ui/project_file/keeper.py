"""Takes care of the open project: says why it is read only, asks once for a second place, copies on closing."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.ports.stores import Project
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.care import PLACE, copies_place, was_asked
from ltaxgis.ui.project_file.notice import Notice
from ltaxgis.ui.projects import Projects, documents_folder
from ltaxgis.ui.show_error import sentence


class Keeper(QObject):
    """`place_chosen` comes when the second place is another."""

    place_chosen = Signal()

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects = office, projects
        self._window = parent
        self._failed = False
        self.notice = Notice(office.icons, parent)
        projects.closing.connect(self.closing)

    def opened(self, project: Project) -> None:
        """What there is to say about a project that was just opened."""
        words, actor = self._office.words, self._office.actor
        care = self._office.services.care
        self._failed = False
        self.notice.hide()
        reason = care.why_read_only(project)
        if reason is not None:
            here = (words("care.copy_here"), lambda: self.copy_here(project))
            self.notice.say(sentence(words, reason), [here])
            return
        if actor is not None:
            self._office.tasks.query(lambda: care.announce(project, actor), lambda _nothing: None)
        if not was_asked(self._office.preferences):
            choose, never = (words("care.choose"), self.choose_place), (words("care.never"), self.want_no_copies)
            self.notice.say(words("care.ask"), [choose, never])

    def closing(self) -> bool:
        """Whether the project may be closed: its copy of today stands, or none is wanted or possible.

        Where the copy fails, the first attempt to close stays open and says why; the second one goes.
        """
        project, place = self._office.project, copies_place(self._office.preferences)
        self.notice.hide()
        if project is None or place is None or not project.writable or self._failed:
            return True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._office.services.care.keep_copy(project, place)
        except Refused as refused:
            self._failed = True
            words = self._office.words
            self.notice.say(
                words("care.failed", why=sentence(words, refused)), [(words("care.choose"), self.choose_place)]
            )
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        return True

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
