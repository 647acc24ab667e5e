"""A paper of a case before it is printed: its pages, and where they go."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.services.progress import Step
from ltaxgis.ui.office import Office
from ltaxgis.ui.printing.paint_pages import PrintRun, ask_printer, chosen_pages, paint_pages
from ltaxgis.ui.printing.preview import Preview
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import button, frame, label, row

_FOLDER = "print.folder"
_SIZE = (860, 900)


class PaperPage(QWidget):
    """`closed` when the person goes back; `went_out` when it was printed or saved as PDF. `content` is the PDF; `docx`
    makes the same letter for Word; None where there is no such thing."""

    closed = Signal()
    went_out = Signal()

    def __init__(
        self, office: Office, pdf: bytes, title: str, docx: Callable[[], bytes] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self.setWindowTitle(title)
        self._office, self.content, self._title, self._docx = office, pdf, title, docx
        self._run: PrintRun | None = None
        self.preview = Preview(office, office.services.pages, self)
        self.errors = ErrorBand(office.words, office.icons, self)
        self._lay_out()
        self.preview.show_pdf(pdf)
        self.go.setFocus()

    def offer(self, way: QWidget) -> None:
        """A further way in which the same leaves, or what it is about, stands before the others."""
        self._ways.insertWidget(self._ways.indexOf(self.word), way)

    def print_pages(self) -> None:
        """Asks for the printer, then prints at true size."""
        printer = ask_printer(self._title, self.preview.count, self)
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """The chosen pages go to this printer, a band at a time."""
        wanted = chosen_pages(printer, self.preview.count)
        bands = paint_pages(printer, self._office.services.pages, self.content, wanted, self._say_step)
        self._run = PrintRun(bands, self)
        self._run.ended.connect(self._printed)
        self.go.setEnabled(False)

    def save_pdf(self) -> None:
        self._save("PDF (*.pdf)", ".pdf", lambda: self.content)

    def save_docx(self) -> None:
        if self._docx is not None:
            self._save("Word (*.docx)", ".docx", self._docx)

    def leave(self) -> None:
        if self._run is not None:
            self._run.stop()
            self._run = None
        self.closed.emit()
        if self.isWindow():
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # inside

    def _lay_out(self) -> None:
        head = frame("bar", self)
        top = row(label(self._title, "heading", head), None)
        top.setContentsMargins(GAP_4, GAP_2, GAP_3, GAP_2)
        head.setLayout(top)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.errors)
        whole.addWidget(self.preview, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QFrame:
        words = self._office.words
        foot = frame("foot", self)
        self.said = label("", "quiet", foot)
        self.word = button(words("paper.save_docx"), self.save_docx, "", foot)
        self.word.setVisible(self._docx is not None)
        self.pdf = button(words("print.save_pdf"), self.save_pdf, "", foot)
        self.go = button(words("print.go"), self.print_pages, "primary", foot)
        self._office.icons.dress(self.go, "printer", "on_accent")
        back = button(words("form.back"), self.leave, "", foot)
        self._ways = line = row(back, self.said, None, self.word, self.pdf, self.go)
        line.setContentsMargins(GAP_4, GAP_2, GAP_3, GAP_2)
        foot.setLayout(line)
        return foot

    def _save(self, kind: str, ending: str, content: Callable[[], bytes]) -> None:
        path = self._ask_path(kind, ending)
        if path is None:
            return

        def done(_: None) -> None:
            if ending == ".pdf":
                self.went_out.emit()
            self._office.announcer.said.emit(self._office.words("print.saved", name=path.name, count=1), "good")

        self._office.tasks.query(lambda: _write(path, content), done, self.errors.show_failure)

    def _ask_path(self, kind: str, ending: str) -> Path | None:
        folder = Path(self._office.preferences.get(_FOLDER, str(documents_folder())))
        # numbers of licences have a slash
        name = self._title.replace("/", "-").replace("\\", "-") + ending
        text, _ = QFileDialog.getSaveFileName(self, self._office.words("print.save"), str(folder / name), kind)
        if not text:
            return None
        path = Path(text)
        self._office.preferences.set(_FOLDER, str(path.parent))
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)

    def _say_step(self, step: Step) -> None:
        self.said.setText(self._office.words(step.code, page=step.done + 1, count=step.total))

    def _printed(self, refused: Refused | None) -> None:
        self._run = None
        self.said.setText("")
        self.go.setEnabled(True)
        if refused is not None:
            self.errors.show_failure(refused)
        else:
            self.went_out.emit()
            self._office.announcer.said.emit(self._office.words("print.sent"), "good")


def show_paper(
    office: Office, pdf: bytes, title: str, docx: Callable[[], bytes] | None = None, parent: QWidget | None = None
) -> PaperPage:
    """The paper stands in a window of its own, which is gone once it is closed."""
    page = PaperPage(office, pdf, title, docx, parent)
    page.setWindowFlag(Qt.WindowType.Window)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.resize(*_SIZE)
    page.show()
    return page


def _write(path: Path, content: Callable[[], bytes]) -> None:
    try:
        path.write_bytes(content())
    except OSError as error:
        raise Refused("file.cannot_write", name=path.name, why=error.strerror or "") from error
