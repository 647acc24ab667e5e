"""The import assistant: five steps in one place, all in workers, nothing stored before the last word."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.ui.import_assistant.columns_step import ColumnsStep
from ltaxgis.ui.import_assistant.crs_step import CrsStep
from ltaxgis.ui.import_assistant.files_step import FilesStep
from ltaxgis.ui.import_assistant.report_step import ReportStep
from ltaxgis.ui.import_assistant.stepper import Stepper
from ltaxgis.ui.office import ImportPlan, ImportReport, Office, SourceLook
from ltaxgis.ui.projects import Projects
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.status_line import JobLine
from ltaxgis.ui.tasks import Job
from ltaxgis.ui.tokens import GAP_2, GAP_4
from ltaxgis.ui.widgets.blocks import button

FILES, COLUMNS, CRS, CHECK, RESULT = range(5)
_ZONES = {"32647": 32647, "24047": 32647, "32648": 32648, "24048": 32648}


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
        self._paths: list[Path] = []
        self.stepper = Stepper(words, self)
        self.files = FilesStep(office, self)
        self.columns = ColumnsStep(office, self)
        self.crs = CrsStep(office, self)
        self.check = ReportStep(office, words("import.check"), self)
        self.result = ReportStep(office, words("import.result"), self)
        self.errors = ErrorBand(words, office.icons, self)
        self.work = JobLine(words, office.icons, self)
        self.back_button = button(words("import.back"), self.back, "", self)
        self.next_button = button("", self.next, "primary", self)
        self._lay_out()
        self.files.picked.connect(self.look)
        self.files.changed.connect(self._show_state)
        self.columns.encoding_wanted.connect(lambda encoding: self.look(self._paths, encoding))
        self.crs.changed.connect(self._show_state)
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

    def look(self, paths: Sequence[Path], encoding: str = "") -> None:
        self._paths = list(paths)
        self.errors.hide()
        job = self._office.tasks.run_in_process(
            "work.look", self._office.services.look_at, (list(paths), encoding), self._looked, None, self._refused
        )
        self._watch(job)

    def next(self) -> None:
        if self.step == FILES:
            self.columns.show_looks(self._wanted())
            self.go_to(COLUMNS)
        elif self.step == COLUMNS:
            self.crs.show_looks(self.columns.looks)
            if self.crs.needs_person(self.columns.looks):
                self.go_to(CRS)
            else:
                self._try()
        elif self.step == CRS:
            self._try()
        elif self.step == CHECK:
            self._do()
        else:
            self.imported.emit(self._path)

    def back(self) -> None:
        if self.step in {FILES, RESULT}:
            self.closed.emit()
        elif self.step == CHECK and not self.crs.needs_person(self.columns.looks):
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
            settings = ProjectSettings(name=self.files.name.text().strip(), crs=self._zone())
        return ImportPlan(target, tuple(self.crs.looks), self._actor(), settings, self.crs.shift)

    # inside

    def _wanted(self) -> list[SourceLook]:
        return [look for look in self.files.looks if look.kind != "ignore"]

    def _zone(self) -> int:
        """The zone of the first layer; 47N where none says another."""
        codes = (look.crs for look in self.crs.looks if look.crs in _ZONES)
        return _ZONES[next(codes, "32647")]

    def _actor(self) -> Actor:
        assert self._office.actor is not None
        return self._office.actor

    def _try(self) -> None:
        self.errors.hide()
        services = self._office.services
        self._watch(
            self._office.tasks.run_in_process(
                "work.try_import", services.try_import, (self.plan(),), self._tried, None, self._refused
            )
        )

    def _do(self) -> None:
        plan = self.plan()
        self._path = plan.project
        self.errors.hide()
        if self._office.project is not None:
            # one writer at a time: the worker holds the file now
            self._projects.close()
        self._watch(
            self._office.tasks.run_in_process(
                "work.import", self._office.services.do_import, (plan,), self._done, None, self._refused
            )
        )

    def _looked(self, looks: list[SourceLook]) -> None:
        if self.step == COLUMNS:
            self.columns.show_looks([look for look in looks if look.kind != "ignore"])
        else:
            self.files.show_looks([*self.files.looks, *looks])

    def _tried(self, report: ImportReport) -> None:
        self.check.show_report(report)
        self.go_to(CHECK)

    def _done(self, report: ImportReport) -> None:
        self.result.show_report(report)
        self.go_to(RESULT)

    def _refused(self, refused: Refused) -> None:
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
            CHECK: words("import.go", count=self._rows_to_store()),
            RESULT: words("import.to_map"),
        }
        self.next_button.setText(texts[self.step])
        self.back_button.setText(words("import.cancel" if self.step in {FILES, RESULT} else "import.back"))
        self.back_button.setVisible(self.step != RESULT)
        named = self._office.project is not None or bool(self.files.name.text().strip())
        self.files.where.setText(str(self.files.target()) if self.files.name.text().strip() else "")
        ready = {FILES: bool(self._wanted()) and named, CRS: self.crs.decided}
        self.next_button.setEnabled(ready.get(self.step, True))

    def _rows_to_store(self) -> int:
        report = self.check.report
        return sum(ledger.stored for ledger in report.ledger) if report is not None else 0

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
