"""Letters come out of the exchange between offices and go into it, and out as mail."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ui.excel_trips import ask_where_to_send
from ltaxgis.ui.projects import documents_folder

if TYPE_CHECKING:
    from ltaxgis.ports.cases import CaseLine
    from ltaxgis.ports.letters import RegisterQuery
    from ltaxgis.ui.cases.desk import CasesDesk
    from ltaxgis.ui.office import Office
    from ltaxgis.ui.projects import Projects


class LetterFiles(QToolButton):
    """The ways in and out of a desk of letters; `changed` when its lists are out of date."""

    changed = Signal()

    def __init__(self, office: Office, projects: Projects, desk: CasesDesk) -> None:
        super().__init__(desk)
        self._office, self._projects, self._desk = office, projects, desk
        words, menu = office.words, QMenu(self)
        self.setText(words("letters.files"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.bring_action = menu.addAction(words("letters.bring_message"), self.ask_to_bring)
        if desk.look.name == "letters_out":
            menu.addSeparator()
            menu.addAction(words("letters.send_message"), partial(self.ask_to_send, ".xml"))
            menu.addAction(words("letters.send_mail"), partial(self.ask_to_send, ".eml"))
        menu.addSeparator()
        menu.addAction(words("letters.report"), self.ask_for_report)
        menu.aboutToShow.connect(self._offer)
        self.setMenu(menu)

    def ask_to_bring(self) -> None:
        words = self._office.words
        path, _ = QFileDialog.getOpenFileName(self, words("letters.bring_message"), str(documents_folder()), "*.xml")
        if path:
            self.bring(Path(path))

    def bring(self, file: Path) -> None:
        """A letter or a notice of the exchange is in the register."""
        office, path = self._office, self._projects.path
        if path is not None and office.actor is not None:
            told = (path, office.actor, file, office.words.language, office.services.cases.now())
            office.tasks.run_in_process("work.import", office.services.letters.take_message_job, told, self._brought)

    def ask_to_send(self, ending: str) -> None:
        line = self._desk.cases.line
        if line is None:
            self._office.announcer.said.emit(self._office.words("cases.none_chosen"), "attention")
            return
        name = line.number.replace("/", "-") or self._office.words("letters.letter")
        path, _ = QFileDialog.getSaveFileName(self, "", str(documents_folder() / f"{name}{ending}"), f"*{ending}")
        if path:
            self.send(line, Path(path))

    def send(self, line: CaseLine, target: Path) -> None:
        """The letter stands in a file, as a message of the exchange or as a mail."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        letters, now = office.services.letters, office.services.cases.now()
        told: tuple[Any, ...] = (path, office.actor, line.uid, target, now)
        job: Any = letters.mail_job
        if target.suffix.lower() == ".xml":
            told, job = (path, office.actor, line.number, target, now), letters.message_job
        said = office.words("excel.sent", name=target.name)
        office.tasks.run_in_process("work.send", job, told, lambda _done: office.announcer.said.emit(said, "good"))

    def ask_for_report(self) -> None:
        target = ask_where_to_send(self, self._office, self._office.words("letters.report_name"))
        if target is not None:
            self.report(target)

    def report(self, target: Path) -> None:
        """This year's figures stand in a workbook."""
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        today = local_day(office.services.cases.now())
        told = (path, office.actor, today.replace(month=1, day=1), today, today, target, office.words.language)
        said = office.words("excel.sent", name=target.name)
        office.tasks.run_in_process(
            "work.send",
            office.services.letters.report_job,
            told,
            lambda _path: office.announcer.said.emit(said, "good"),
        )

    # inside

    def _offer(self) -> None:
        project = self._office.project
        self.bring_action.setEnabled(project is not None and project.writable)

    def _brought(self, done: Any) -> None:
        words = self._office.words
        told = words(f"letters.brought.{'letter' if done.kind == 'letter' else 'notice'}", number=done.number)
        self._office.announcer.said.emit(told, "good")
        self.changed.emit()


class RegisterOut(QObject):
    """A book that is looked at leaves: as pages to be printed, as a workbook."""

    page_made = Signal(bytes, str)

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects, self._parent = office, projects, parent

    def print(self, query: RegisterQuery) -> None:
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, office.actor, query, office.services.cases.now())
        title = f"{office.words(f'register.book.{query.series}')} {query.year}"
        office.tasks.run_in_process(
            "work.print", office.services.case_papers.print_register, told, lambda pdf: self.page_made.emit(pdf, title)
        )

    def ask_to_send(self, query: RegisterQuery) -> None:
        name = f"{self._office.words(f'register.book.{query.series}')} {query.year}"
        target = ask_where_to_send(self._parent, self._office, name)
        if target is not None:
            self.send(query, target)

    def send(self, query: RegisterQuery, target: Path) -> None:
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        direction = "in" if query.series == "letter_in" else "out"
        year = query.year or local_day(office.services.cases.now()).year + BE_OFFSET
        told = (path, office.actor, direction, year, target, office.words.language, office.services.cases.now())
        said = office.words("excel.sent", name=target.name)
        office.tasks.run_in_process(
            "work.send", office.services.letters.register_job, told, lambda _n: office.announcer.said.emit(said, "good")
        )
