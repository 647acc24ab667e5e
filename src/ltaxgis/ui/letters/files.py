"""Letters come out of the exchange between offices and go into it, and out as mail."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.ids import Uid
from ltaxgis.services.letter_exchange import WHICH, who_may_have_answered
from ltaxgis.ui.excel_trips import ask_where_to_send
from ltaxgis.ui.letters.receiver_dialog import ReceiverDialog
from ltaxgis.ui.projects import documents_folder

if TYPE_CHECKING:
    from ltaxgis.domain.correspondence import Recipient
    from ltaxgis.domain.errors import Refused
    from ltaxgis.domain.periods import Period
    from ltaxgis.ports.cases import CaseLine
    from ltaxgis.ports.letters import RegisterQuery
    from ltaxgis.ports.stores import Project
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
        menu.aboutToShow.connect(self._offer)
        self.setMenu(menu)

    def ask_to_bring(self) -> None:
        words = self._office.words
        path, _ = QFileDialog.getOpenFileName(self, words("letters.bring_message"), str(documents_folder()), "*.xml")
        if path:
            self.bring(Path(path))

    def bring(self, file: Path, recipient: Uid | None = None) -> None:
        """A letter or a notice of the exchange is in the register. A notice that may be of several receivers asks of
        which: it does not say it itself."""
        office, path = self._office, self._projects.path
        if path is not None and office.actor is not None:
            told = (path, office.actor, file, office.words.language, office.services.cases.now(), recipient)
            office.tasks.run_in_process(
                "work.import", office.services.letters.take_message_job, told, self._brought,
                on_refused=partial(self._refused, file),
            )  # fmt: skip

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

    # inside

    def _offer(self) -> None:
        project = self._office.project
        self.bring_action.setEnabled(project is not None and project.writable)

    def _refused(self, file: Path, why: Refused) -> None:
        if why.code != WHICH:
            self._office.tasks.failed.emit(why)
            return
        actor, number = self._office.actor, str(why.facts.get("number", ""))

        def look(project: Project) -> list[Recipient]:
            with project.reading() as reading:
                return who_may_have_answered(reading, actor, number) if actor is not None else []

        self._office.look(look, lambda people: self._choose(file, number, people))

    def _choose(self, file: Path, number: str, people: list[Recipient]) -> None:
        self.choice = ReceiverDialog(self._office, number, people, self._desk)
        self.choice.chosen.connect(lambda uid: self.bring(file, Uid(uid)))
        self.choice.open()

    def _brought(self, done: Any) -> None:
        words = self._office.words
        told = words(f"letters.brought.{'letter' if done.kind == 'letter' else 'notice'}", number=done.number)
        self._office.announcer.said.emit(told, "good")
        self.changed.emit()


class ReportOut(QObject):
    """The figures of a period leave as a workbook."""

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects, self._parent = office, projects, parent

    def ask(self, period: Period) -> None:
        target = ask_where_to_send(self._parent, self._office, self._office.words("letters.report_name"))
        if target is not None:
            self.write(period, target)

    def write(self, period: Period, target: Path) -> None:
        office, path = self._office, self._projects.path
        if path is None or office.actor is None:
            return
        today = local_day(office.services.cases.now())
        told = (path, office.actor, period.first, period.last, today, target, office.words.language)
        said = office.words("excel.sent", name=target.name)
        office.tasks.run_in_process(
            "work.send",
            office.services.letters.report_job,
            told,
            lambda _path: office.announcer.said.emit(said, "good"),
        )


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
        told = (path, office.actor, query, target, office.words.language, office.services.cases.now())
        said = office.words("excel.sent", name=target.name)
        office.tasks.run_in_process(
            "work.send", office.services.letters.register_job, told, lambda _n: office.announcer.said.emit(said, "good")
        )
