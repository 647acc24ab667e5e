"""The printing desk: choices at the left, the pages at the right, and where they go at the foot."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.render.styles import load_styles
from ltaxgis.services.print_map import MapOrder, Printed, blocks_of
from ltaxgis.services.progress import Step
from ltaxgis.ui.map.scale_box import scale_text
from ltaxgis.ui.office import MapSeen, Office
from ltaxgis.ui.printing.order_form import PARCELS, OrderForm
from ltaxgis.ui.printing.paint_pages import PrintRun, ask_printer, chosen_pages, paint_pages
from ltaxgis.ui.printing.preview import Preview
from ltaxgis.ui.projects import Projects, documents_folder
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tasks import Job
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import EmptyState, button, frame, label, row

WAIT_MS = 450
PNG_DPI = 300
_FOLDER = "print.folder"


class PrintingDesk(QWidget):
    """`closed` when the person goes back; `printed` carries the pages each time they are new."""

    closed = Signal()
    printed = Signal(object)

    def __init__(self, office: Office, projects: Projects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office, self._projects = office, projects
        self._see: Callable[[], MapSeen | None] = lambda: None
        self._job: Job | None = None
        self._run: PrintRun | None = None
        self.pages: Printed | None = None
        self.form = OrderForm(office, list(load_styles(office.resources.styles).themes), self)
        self.preview = Preview(office, office.services.pages, self)
        self.errors = ErrorBand(office.words, office.icons, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.make)
        self._lay_out()
        self.form.changed.connect(self._changed)
        self._show_state()

    def begin(self, see: Callable[[], MapSeen | None]) -> None:
        """The pages of what the map shows now; `see` says what that is."""
        self._see = see
        self.errors.hide()
        project = self._office.project
        self._sides.setCurrentWidget(self.empty if project is None else self.middle)
        self._show_state()
        if project is not None:
            self._office.tasks.query(lambda: _blocks(project), self._begin_with)

    def make(self) -> None:
        """The pages are made anew, in a worker; the ones of before stay in sight meanwhile."""
        path, actor = self._projects.path, self._office.actor or Actor("")
        if self._office.project is None or path is None or not self.form.acceptable:
            return
        self.stop()
        order: MapOrder = self.form.order(actor)
        self.preview.dim(True)
        self.said.setText(self._office.words("print.making"))
        job = self._office.tasks.run_in_process(
            "work.print", self._office.services.print_map, (path, order, self._office.words.language),
            self._made, None, self._refused,
        )  # fmt: skip
        if not job.over:
            self._job = job
            job.ended.connect(lambda: self._ended(job))
        self._show_state()

    def stop(self) -> None:
        """Nothing is under way any more."""
        self._soon.stop()
        if self._job is not None and not self._job.over:
            self._job.stop()
        self._job = None

    def save_pdf(self) -> None:
        path = self._ask_path("PDF (*.pdf)", ".pdf")
        if path is not None and self.pages is not None:
            pdf = self.pages.pdf
            self._write(lambda: _write(path, [(path, lambda: pdf)]), path)

    def save_png(self) -> None:
        """A picture a page, at 300 dots an inch."""
        path = self._ask_path("PNG (*.png)", ".png")
        if path is not None and self.pages is not None:
            pdf, viewer = self.pages.pdf, self._office.services.pages
            named = page_paths(path, self.preview.count)
            files = [(one, lambda page=page: viewer.png(pdf, page, PNG_DPI)) for page, one in enumerate(named)]
            self._write(lambda: _write(path, files), path)

    def print_pages(self) -> None:
        """Asks for the printer, then prints at true size."""
        printer = ask_printer(self._name(), self.preview.count, self) if self.pages is not None else None
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """The chosen pages go to this printer, a band at a time."""
        assert self.pages is not None
        wanted = chosen_pages(printer, self.preview.count)
        viewer = self._office.services.pages
        self._run = PrintRun(paint_pages(printer, viewer, self.pages.pdf, wanted, self._say_step), self)
        self._run.ended.connect(self._printed)
        self._show_state()

    # inside

    def _lay_out(self) -> None:
        words, icons = self._office.words, self._office.icons
        self.empty = EmptyState(icons, "printer", words("print.empty"), self)
        self.middle = QWidget(self)
        line = row(self.form, self.preview, gap=0)
        line.setStretch(1, 1)
        self.middle.setLayout(line)
        place = QWidget(self)
        self._sides = QStackedLayout(place)
        self._sides.addWidget(self.empty)
        self._sides.addWidget(self.middle)
        head = frame("bar", self)
        top = row(label(words("print.heading"), "heading", head), None)
        top.setContentsMargins(GAP_4, GAP_2, GAP_3, GAP_2)
        head.setLayout(top)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.errors)
        whole.addWidget(place, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        words = self._office.words
        foot = frame("foot", self)
        self.said = label("", "quiet", foot)
        self.pdf = button(words("print.save_pdf"), self.save_pdf, "", foot)
        self.png = button(words("print.save_png"), self.save_png, "", foot)
        self.go = button(words("print.go"), self.print_pages, "primary", foot)
        self._office.icons.dress(self.go, "printer", "on_accent")
        line = row(button(words("form.back"), self.leave, "", foot), self.said, None, self.png, self.pdf, self.go)
        line.setContentsMargins(GAP_4, GAP_2, GAP_3, GAP_2)
        foot.setLayout(line)
        return foot

    def leave(self) -> None:
        self.stop()
        self.closed.emit()

    def _begin_with(self, blocks: Sequence[str]) -> None:
        chosen_before = self.form.chosen
        self.form.begin(self._see(), blocks, self._office.announcer.selection)
        if chosen_before == PARCELS and self.form.chosen != PARCELS:
            self._office.announcer.said.emit(self._office.words("print.nothing_selected"), "attention")
        self.make()

    def _changed(self) -> None:
        self.preview.dim(True)
        self._soon.start()
        self._show_state()

    def _ended(self, job: Job) -> None:
        """Also after Stop, when no answer comes, and when the window has gone meanwhile."""
        if job is self._job:
            self._job = None
            if isValid(self._soon):
                self._show_state()

    def _made(self, pages: Printed) -> None:
        self._job = None
        self.pages = pages
        self.errors.hide()
        self.preview.show_pdf(pages.pdf)
        self.preview.dim(False)
        words = self._office.words
        fits = self.form.scale_wanted() is None
        self.form.say_scale(words("print.scale.taken", scale=scale_text(pages.scale)) if fits else "")
        self.said.setText(
            words("print.sheets", sheets=pages.sheets, pages=self.preview.count, scale=scale_text(pages.scale))
        )
        self._show_state()
        self.printed.emit(pages)

    def _refused(self, refused: Refused) -> None:
        self._job = None
        self.pages = None
        self.preview.show_pdf(b"")
        self.said.setText("")
        self.errors.show_failure(refused)
        self._show_state()

    def _show_state(self) -> None:
        waiting = self._soon.isActive() or self._job is not None or self._run is not None
        ready = self.pages is not None and not waiting and self._office.project is not None
        for one in (self.pdf, self.png, self.go):
            one.setEnabled(ready)

    def _name(self) -> str:
        project = self._office.project
        block = self.form.blocks.currentText() if self.form.chosen == "block" else ""
        return " ".join(
            part for part in (self._office.words("sheet.title"), project.name if project else "", block) if part
        )

    def _ask_path(self, kind: str, ending: str) -> Path | None:
        folder = Path(self._office.preferences.get(_FOLDER, str(documents_folder())))
        text, _ = QFileDialog.getSaveFileName(
            self, self._office.words("print.save"), str(folder / (self._name() + ending)), kind
        )
        if not text:
            return None
        path = Path(text)
        self._office.preferences.set(_FOLDER, str(path.parent))
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)

    def _write(self, work: Callable[[], int], path: Path) -> None:
        def done(count: int) -> None:
            self._office.announcer.said.emit(self._office.words("print.saved", name=path.name, count=count), "good")

        self._office.tasks.query(work, done, self.errors.show_failure)

    def _say_step(self, step: Step) -> None:
        self.said.setText(self._office.words(step.code, page=step.done + 1, count=step.total))

    def _printed(self, refused: Refused | None) -> None:
        self._run = None
        self.said.setText("")
        if refused is not None:
            self.errors.show_failure(refused)
        else:
            self._office.announcer.said.emit(self._office.words("print.sent"), "good")
        self._show_state()


def page_paths(path: Path, count: int) -> list[Path]:
    """One file a page: `แผนที่.png`, or `แผนที่-01.png`, `แผนที่-02.png` and so on."""
    if count == 1:
        return [path]
    digits = max(2, len(str(count)))
    return [path.with_stem(f"{path.stem}-{number:0{digits}}") for number in range(1, count + 1)]


def _blocks(project: Project) -> list[str]:
    with project.reading() as reading:
        return blocks_of(reading.columns(Parcel, ("code",))["code"])


def _write(path: Path, files: Sequence[tuple[Path, Callable[[], bytes]]]) -> int:
    """All files stand; answers how many."""
    try:
        for one, content in files:
            one.write_bytes(content())
    except OSError as error:
        raise Refused("file.cannot_write", name=path.name, why=error.strerror or "") from error
    return len(files)
