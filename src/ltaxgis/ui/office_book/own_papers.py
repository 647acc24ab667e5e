"""The town's own pictures and templates: what is its own, what comes with the program, and how one takes the other's
place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QPushButton, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.papers.letter import LETTER_FIELDS
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.own_templates import LARGEST, OwnPapers, own_papers
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import dress_table, fill_table

EMBLEM, GARUDA, WORD = "emblem", "garuda", "letter.docx"
_PICTURES, _DOCUMENTS, _TEMPLATES = "PNG, JPEG, SVG (*.png *.jpg *.jpeg *.svg)", "Word (*.docx)", "Typst (*.typ)"
_FILTERS = {EMBLEM: _PICTURES, GARUDA: _PICTURES, WORD: _DOCUMENTS}


@dataclass(frozen=True, slots=True)
class _Told:
    own: OwnPapers
    templates: Sequence[str]


class OwnPapersView(QWidget):
    """`stored` after something became the town's own, or the program's again; it carries what is said of it."""

    stored = Signal(str)

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._errors = office, errors
        self.names: list[str] = []
        self.own: OwnPapers | None = None
        words = office.words
        heads = [words(f"own_papers.column.{name}") for name in ("what", "file", "whose")]
        self.model = QStandardItemModel(0, len(heads), self)
        self.model.setHorizontalHeaderLabels(heads)
        self.table = dress_table(QTableView(self), self.model, (330, 210))
        self.about = label("", "quiet", self, wrap=True)
        self.take_out: QPushButton = button(words("own_papers.take_out"), self.ask_where, "", self)
        self.bring: QPushButton = button(words("own_papers.bring"), self.ask_which, "primary", self)
        self.give_back: QPushButton = button(words("own_papers.give_back"), lambda: self.keep(b"", ""), "link", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("office.about.own_papers"), "quiet", self, wrap=True))
        whole.addWidget(self.table, 1)
        whole.addWidget(self.about)
        whole.addLayout(row(None, self.give_back, self.take_out, self.bring, gap=GAP_2))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())

    @property
    def chosen(self) -> str:
        """What the chosen line is about; empty where none is."""
        place = self.table.currentIndex().row()
        return self.names[place] if 0 <= place < len(self.names) else ""

    def show_book(self, _book: OfficeBook, _now: datetime) -> None:
        papers = self._office.services.case_papers

        def look(project: Project) -> _Told:
            with project.reading() as reading:
                return _Told(own_papers(reading), papers.templates())

        self._office.look(look, self._show)

    def choose(self, name: str) -> None:
        self.table.setCurrentIndex(self.model.index(self.names.index(name), 0))

    def ask_where(self) -> None:
        name = self.chosen
        text, _ = QFileDialog.getSaveFileName(
            self, self._office.words("own_papers.take_out"), str(documents_folder() / name), self._filter(name)
        )
        if text:
            self.write(Path(text))

    def write(self, target: Path) -> None:
        """The template as papers are set with it now stands at a path, to be changed there."""
        name, papers, words = self.chosen, self._office.services.case_papers, self._office.words

        def look(project: Project) -> None:
            content = papers.word_letter(project) if name == WORD else papers.template(project, name)
            try:
                target.write_bytes(content)
            except OSError as error:
                raise Refused("file.cannot_write", name=target.name, why=error.strerror or "") from error

        project, said = self._office.project, words("own_papers.taken_out", name=target.name)
        if project is not None:
            self._office.tasks.query(
                lambda: look(project), lambda _done: self._office.announcer.said.emit(said, "good"),
                self._errors.show_failure,
            )  # fmt: skip

    def ask_which(self) -> None:
        text, _ = QFileDialog.getOpenFileName(
            self, self._office.words("own_papers.bring"), str(documents_folder()), self._filter(self.chosen)
        )
        if text:
            self.bring_file(Path(text))

    def bring_file(self, path: Path) -> None:
        """The file takes the place of the chosen one."""
        try:
            if path.stat().st_size > LARGEST:
                raise Refused("emblem.too_large", name=path.name, most=LARGEST >> 20)
            content = path.read_bytes()
        except Refused as refused:
            self._errors.show_failure(refused)
        except OSError:
            self._errors.show_failure(Refused("file.missing", name=path.name))
        else:
            self.keep(content, path.name)

    def keep(self, content: bytes, file: str) -> None:
        """The chosen one is this from now on; no content: the program's again."""
        name, office = self.chosen, self._office
        project, actor = office.project, office.actor
        if not name or project is None or actor is None:
            return
        self._errors.hide()
        code = "own_papers.kept" if content else "own_papers.given_back"
        said = office.words(code, what=self._what(name), name=file)
        work = self._work(name, content, file)
        office.tasks.change(
            "work.office", lambda _progress: work(project, actor), lambda _done: self.stored.emit(said),
            self._errors.show_failure,
        )  # fmt: skip

    # inside

    def _work(self, name: str, content: bytes, file: str) -> Callable[[Project, Actor], object]:
        papers, care = self._office.services.case_papers, self._office.services.care
        if name == EMBLEM:
            return lambda project, actor: care.keep_emblem(project, actor, content, file)
        if name == GARUDA:
            return lambda project, actor: papers.keep_garuda(project, actor, content, file)
        if name == WORD:
            return lambda project, actor: papers.keep_letter(project, actor, content, file)
        return lambda project, actor: papers.keep_template(project, actor, content, name)

    def _show(self, told: _Told) -> None:
        chosen = self.chosen
        self.own, self.names = told.own, [EMBLEM, GARUDA, WORD, *told.templates]
        words = self._office.words
        files = ["–", "–", WORD, *told.templates]
        lines = [
            (self._what(name), file, words(self._whose(name))) for name, file in zip(self.names, files, strict=True)
        ]
        fill_table(self.model, lines)
        self.choose(chosen if chosen in self.names else EMBLEM)
        self._allow()

    def _what(self, name: str) -> str:
        words, code = self._office.words, f"own_papers.of.{name.removesuffix('.typ')}"
        return words(code) if words.knows(code) else words("own_papers.of.parts", name=name)

    def _is_own(self, name: str) -> bool:
        assert self.own is not None
        held = {EMBLEM: bool(self.own.emblem), GARUDA: bool(self.own.garuda), WORD: self.own.letter}
        return held.get(name, name in self.own.templates)

    def _whose(self, name: str) -> str:
        if self._is_own(name):
            return "own_papers.own"
        return "own_papers.placeholder" if name in (EMBLEM, GARUDA) else "own_papers.program"

    def _filter(self, name: str) -> str:
        return _FILTERS.get(name, _TEMPLATES)

    def _allow(self) -> None:
        actor, name, words = self._office.actor, self.chosen, self._office.words
        writes = bool(name) and actor is not None and may(actor, "settings")
        self.bring.setEnabled(writes)
        self.give_back.setEnabled(writes and self._is_own(name))
        self.take_out.setEnabled(bool(name) and name not in (EMBLEM, GARUDA))
        code = name if name in (EMBLEM, GARUDA) else "word" if name == WORD else "typst"
        fields = " ".join(f"{{{{{one}}}}}" for one in sorted(LETTER_FIELDS))
        self.about.setText(words(f"own_papers.about.{code}", fields=fields) if name else "")
