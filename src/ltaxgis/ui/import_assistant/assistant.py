"""The import assistant: five steps in one place, all in workers, nothing stored before the last word."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.ui.excel_trips import ask_where_to_send
from ltaxgis.ui.import_assistant.columns_step import ColumnsStep
from ltaxgis.ui.import_assistant.crs_step import CrsStep
from ltaxgis.ui.import_assistant.files_step import FilesStep
from ltaxgis.ui.import_assistant.messages import Begun, ImportPlan, ImportReport, LookAsk, SourceLook
from ltaxgis.ui.import_assistant.report_step import ReportStep
from ltaxgis.ui.import_assistant.stepper import Stepper
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import Projects
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.status_line import JobLine
from ltaxgis.ui.tasks import Job
from ltaxgis.ui.tokens import GAP_2, GAP_4
from ltaxgis.ui.widgets.blocks import button

FILES, COLUMNS, CRS, CHECK, RESULT = range(5)


class ImportAssistant(QWidget):
    """`imported` carries the project file that is now to be shown; `closed` that nothing was stored."""

    imported = Signal(object)
    closed = Signal()

    def __init__(self, office: Office, projects: Projects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._projects = office, projects
        words = office.words
        self.setObjectName("page")
        self._path: Path | None = None
        self._stored: Path | None = None
        self._import_job: Job | None = None
        self._leaving: Callable[[], None] | None = None
        self.stepper = Stepper(words, self)
        self.files = FilesStep(office, self)
        self.columns = ColumnsStep(office, self)
        self.crs = CrsStep(office, self)
        self.check = ReportStep(office, words("import.check"), self, is_trial=True)
        self.result = ReportStep(office, words("import.result"), self)
        self.errors = ErrorBand(words, office.icons, self)
        self.work = JobLine(words, office.icons, self)
        self.back_button = button(words("import.back"), self.back, "", self)
        self.next_button = button("", self.next, "primary", self)
        self._lay_out()
        self.files.picked.connect(self.look)
        self.files.changed.connect(self._show_state)
        self.files.look_wanted.connect(self.look_again)
        self.columns.look_wanted.connect(self.look_again)
        self.columns.changed.connect(lambda: self.files.take_looks(self.columns.looks))
        self.crs.changed.connect(self._show_state)
        self.check.send_wanted.connect(self.send_findings)
        self.go_to(FILES)

    @property
    def step(self) -> int:
        return self.steps.currentIndex()

    def begin(self) -> None:
        """From the first step; into the open project, else into a new one."""
        self._path = None
        self.files.name_card.setVisible(self._office.project is None)
        self.files.show_looks([])
        self.errors.hide()
        self.go_to(FILES)

    def look(self, paths: Sequence[Path]) -> None:
        """These files are looked at and stand among the others."""
        self._ask(LookAsk(tuple(paths)), self._looked)

    def look_again(self, ask: LookAsk) -> None:
        """A file is looked at as a person wants it: what it is, its encoding, its header."""
        self._ask(ask, lambda looks: self._looked_again(ask, looks))

    def next(self) -> None:
        if self.step == FILES:
            self.columns.show_looks(self._wanted())
            self.go_to(COLUMNS)
        elif self.step == COLUMNS:
            self.crs.show_looks(self.columns.looks, is_new=self._office.project is None)
            if self.crs.needs_person:
                self.go_to(CRS)
            else:
                self._try()
        elif self.step == CRS:
            self._try()
        elif self.step == CHECK:
            self._do()
        else:
            self._show_imported()

    def back(self) -> None:
        if self.step in {FILES, RESULT}:
            self.closed.emit()
        elif self.step == CHECK and not self.crs.needs_person:
            self.go_to(COLUMNS)
        else:
            self.go_to(self.step - 1)

    def go_to(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.stepper.show_step(step)
        self._show_state()

    def plan(self) -> ImportPlan:
        """What was decided so far."""
        settings = None
        project = self._office.project
        target = self._projects.path
        if project is None or target is None:
            target = self.files.target()
            name = self.files.name.text().strip()
            settings = ProjectSettings(
                name=name, crs=int(self.crs.project_crs), codes=self.columns.codes, language=self._office.words.language
            )
        return ImportPlan(
            target, tuple(self.crs.looks), self._actor(), settings, self.crs.shift, self.columns.key,
            self.check.diff.updating, self.columns.profile_name, self.check.diff.kept_gone,
        )  # fmt: skip

    def leave(self, then: Callable[[], None]) -> bool:
        """Whether no import is under way; else it is stopped, and `then` is called when all is as it was."""
        if self._import_job is None or self._import_job.over:
            return True
        self._leaving = then
        self._import_job.stop()
        return False

    def send_findings(self) -> None:
        """What the trial noticed, as a workbook at a place that a person chooses."""
        words = self._office.words
        path = ask_where_to_send(self, self._office, words("import.findings_file"))
        if path is None:
            return
        args = (self.plan(), path, words.language)
        work = self._office.services.findings_of_try
        self._watch(
            self._office.tasks.run_in_process("work.findings_file", work, args, self._sent, None, self._refused)
        )

    # inside

    def _sent(self, path: Path) -> None:
        self._office.announcer.said.emit(self._office.words("import.findings_sent", path=path), "good")

    def _wanted(self) -> list[SourceLook]:
        return [look for look in self.files.looks if look.kind != "ignore"]

    def _actor(self) -> Actor:
        assert self._office.actor is not None
        return self._office.actor

    def _try(self) -> None:
        self._import("work.try_import", self._office.services.try_import, self._tried)

    def _do(self) -> None:
        self._import("work.import", self._office.services.do_import, self._done)

    def _import(self, what: str, work: Callable[..., ImportReport], then: Callable[[ImportReport], None]) -> None:
        plan = self.plan()
        self._path = plan.project
        self.errors.hide()
        begun = Begun(plan.project, plan.settings is not None and not plan.project.exists(), datetime.now(UTC))

        def refused(reason: Refused) -> None:
            self._clean_up(begun)
            self._refused(reason)

        job = self._office.tasks.run_in_process(what, work, (plan,), then, None, refused)
        self._import_job = None if job.over else job
        self._watch(job)
        job.ended.connect(lambda: self._clean_up(begun, self._stopped) if job.stopping else None)

    def _ask(self, ask: LookAsk, then: Callable[[list[SourceLook]], None]) -> None:
        self.errors.hide()
        path = self._projects.path if self._office.project is not None else None
        services = self._office.services
        self._watch(
            self._office.tasks.run_in_process(
                "work.look", services.look_at, (replace(ask, project=path),), then, None, self._refused
            )
        )

    def _looked(self, looks: list[SourceLook]) -> None:
        known = {(look.path, look.table) for look in self.files.looks}
        self.files.show_looks([*self.files.looks, *(one for one in looks if (one.path, one.table) not in known)])

    def _looked_again(self, ask: LookAsk, looks: list[SourceLook]) -> None:
        self.files.take_looks(looks)
        if self.step == COLUMNS:
            self.columns.take_looks(looks)

    def _tried(self, report: ImportReport) -> None:
        self.check.show_report(report)
        self.go_to(CHECK)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the result another way comes to the project as it is now, not as it was before."""
        super().hideEvent(event)
        if self.window().isVisible() and not event.spontaneous():
            QTimer.singleShot(0, self._show_imported)

    def _show_imported(self) -> None:
        path, self._stored = self._stored, None
        if path is not None:
            self.imported.emit(path)

    def _done(self, report: ImportReport) -> None:
        self._stored = self._path
        self.result.show_report(report)
        self.go_to(RESULT)

    def _clean_up(self, begun: Begun, then: Callable[[bool], None] = lambda _stored: None) -> None:
        """Whoever stopped an import finds all as it was."""
        self.next_button.setEnabled(False)
        services, project = self._office.services, self._office.project
        self._office.tasks.query(lambda: services.after_stop(begun, project), then, self._refused)

    def _stopped(self, was_stored: bool) -> None:
        """Said, and the step is the one before; where all was stored before it could be stopped, it is shown."""
        if (leaving := self._leaving) is not None:
            self._leaving = None
            leaving()
            return
        self._show_state()
        said = self._office.announcer.said
        said.emit(self._office.words("import.stopped_too_late" if was_stored else "import.stopped"), "attention")
        if was_stored and self._path is not None:
            self.imported.emit(self._path)

    def _refused(self, refused: Refused) -> None:
        self._show_state()
        self.errors.show_failure(refused)

    def _watch(self, job: Job) -> None:
        if job.over:
            return
        self.next_button.setEnabled(False)
        self.work.watch(job, at_once=True)
        job.ended.connect(self._show_state)

    def _show_state(self) -> None:
        words = self._office.words
        texts = {
            FILES: words("import.next"),
            COLUMNS: words("import.next_check"),
            CRS: words("import.next_check"),
            CHECK: self._what_is_stored(),
            RESULT: words("import.to_map"),
        }
        self.next_button.setText(texts[self.step])
        self.back_button.setText(words("import.cancel" if self.step in {FILES, RESULT} else "import.back"))
        self.back_button.setVisible(self.step != RESULT)
        named = self._office.project is not None or bool(self.files.name.text().strip())
        self.files.where.setText(str(self.files.target()) if self.files.name.text().strip() else "")
        ready = {FILES: bool(self._wanted()) and named, CRS: self.crs.decided}
        self.next_button.setEnabled(ready.get(self.step, True))

    def _what_is_stored(self) -> str:
        """The verb with its figure; of a file that is read again only what is another."""
        report = self.check.report
        if report is not None and self.check.diff.is_again:
            changes = report.ledger.changes
            return self._office.words("import.go_again", new=changes.new, changed=changes.changed)
        stored = sum(tally.stored for tally in report.ledger.tallies.values()) if report is not None else 0
        return self._office.words("import.go", count=stored)

    def _lay_out(self) -> None:
        self.steps = QStackedWidget(self)
        for step in (self.files, self.columns, self.crs, self.check, self.result):
            self.steps.addWidget(step)
        foot = QFrame(self)
        foot.setProperty("surface", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(GAP_4, GAP_2, GAP_4, GAP_2)
        line.setSpacing(GAP_2)
        line.addWidget(self.work)
        line.addStretch(1)
        line.addWidget(self.back_button)
        line.addWidget(self.next_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.stepper)
        whole.addWidget(self.errors)
        whole.addWidget(self.steps, 1)
        whole.addWidget(foot)
