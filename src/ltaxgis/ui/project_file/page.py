"""What the project file is, its copies, and a copy to give away: one page."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.care import CopyFacts, ProjectFacts, copies_place
from ltaxgis.ui.project_file.emblem import EmblemCard
from ltaxgis.ui.project_file.keeper import Keeper
from ltaxgis.ui.projects import Projects, documents_folder
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4, GAP_5
from ltaxgis.ui.widgets.blocks import Card, button, clear, label, row, scrolling

_WIDTH = 820
_SHOWN = 8
_MB = 1024 * 1024


class ProjectPage(QWidget):
    """`closed` when the person goes back."""

    closed = Signal()

    def __init__(self, office: Office, projects: Projects, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office, self._projects, self._keeper = office, projects, keeper
        self.facts: ProjectFacts | None = None
        words = office.words
        inner = QWidget()
        middle = QWidget(inner)
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        self.title = label("", "title", middle)
        self.errors = ErrorBand(words, office.icons, middle)
        self.about = Card(words("care.about"), middle)
        self.copies = Card(words("care.copies"), middle)
        self.giving = Card(words("care.give"), middle)
        self.emblem = EmblemCard(office, self.errors, middle)
        for widget in (self.title, self.errors, self.about, self.copies, self.giving, self.emblem):
            column.addWidget(widget)
        column.addStretch(1)
        self._fill_giving()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(middle, 20)
        line.addStretch(1)
        foot = row(None, button(words("form.back"), self.closed.emit, "", self))
        foot.setContentsMargins(GAP_4, GAP_2, GAP_4, GAP_2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self), 1)
        whole.addLayout(foot)
        keeper.place_chosen.connect(self.begin)

    def begin(self) -> None:
        """The page of the open project, read anew."""
        project = self._office.project
        if project is None:
            return
        self.errors.hide()
        self.title.setText(project.settings.name or project.name)
        place = copies_place(self._office.preferences)
        care = self._office.services.care
        self._office.tasks.query(lambda: care.facts(project, place), self._show, self.errors.show_failure)

    def restore(self, copy: Path) -> None:
        """The copy stands beside the project and is opened; the project itself stays as it is."""
        project = self._office.project
        if project is not None:
            care = self._office.services.care
            self._office.tasks.query(lambda: care.restore(project, copy), self._projects.open, self.errors.show_failure)

    def copy_now(self) -> None:
        place = copies_place(self._office.preferences)
        if self.facts is not None and place is not None:
            self._office.tasks.run_in_process(
                "work.copy", self._office.services.care.keep_copy, (self.facts.path, place),
                lambda _copy: self.begin(), None, self.errors.show_failure,
            )  # fmt: skip

    def give(self) -> None:
        """Asks where, then makes the copy in a worker."""
        facts, actor = self.facts, self._office.actor
        if facts is None or actor is None:
            return
        words = self._office.words
        offered = documents_folder() / words("care.give.name", name=facts.path.stem)
        text, _ = QFileDialog.getSaveFileName(self, words("care.give"), str(offered), "LTaxGIS (*.ltax)")
        if text:
            target = Path(text) if text.endswith(".ltax") else Path(f"{text}.ltax")
            self.errors.hide()
            self._office.tasks.run_in_process(
                "work.give_away", self._office.services.care.give_away, (facts.path, target, actor),
                self._given, None, self.errors.show_failure,
            )  # fmt: skip

    # inside

    def _given(self, target: Path) -> None:
        self._office.announcer.said.emit(self._office.words("care.given", name=target.name), "good")

    def _show(self, facts: ProjectFacts) -> None:
        self.facts = facts
        clear(self.about.body)
        clear(self.copies.body)
        self._fill_about(facts)
        self._fill_copies(facts)

    def _fill_about(self, facts: ProjectFacts) -> None:
        words = self._office.words
        counts = " · ".join(words(f"care.count.{kind}", count=count) for kind, count in facts.counts.items() if count)
        lines = (
            ("care.path", str(facts.path)), ("care.crs", facts.crs), ("care.shift", facts.shift),
            ("care.counts", counts or words("care.empty")), ("care.size", _size(facts.size)),
            ("care.version", facts.version), ("care.people", ", ".join(facts.people) or words("care.nobody")),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_5)
        grid.setVerticalSpacing(GAP_2)
        grid.setColumnStretch(1, 1)
        for place, (code, text) in enumerate(lines):
            grid.addWidget(label(words(code), "quiet", self.about), place, 0, Qt.AlignmentFlag.AlignTop)
            told = label(text, "", self.about, wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(told, place, 1)
        self.about.body.addLayout(grid)

    def _fill_copies(self, facts: ProjectFacts) -> None:
        words, body = self._office.words, self.copies.body
        place = copies_place(self._office.preferences)
        where = words("care.place.is", path=place) if place is not None else words("care.place.none")
        body.addWidget(label(where, "" if place is not None else "attention", self.copies, wrap=True))
        for copy in facts.copies[:_SHOWN]:
            body.addLayout(self._copy_line(copy))
        if place is not None and not facts.copies:
            body.addWidget(label(words("backup.none"), "attention", self.copies))
        buttons = [button(words("care.choose"), self._keeper.choose_place, "", self.copies)]
        if place is not None:
            buttons.append(button(words("care.copy_now"), self.copy_now, "", self.copies))
        body.addLayout(row(*buttons, None))

    def _copy_line(self, copy: CopyFacts) -> QHBoxLayout:
        words = self._office.words
        when = f"{short_date(copy.at.date(), words.language)}  {copy.at:%H:%M}"
        return row(
            label(when, "", self.copies), label(_size(copy.size), "quiet", self.copies), None,
            button(words("care.restore"), lambda: self.restore(copy.path), "link", self.copies), gap=GAP_5,
        )  # fmt: skip

    def _fill_giving(self) -> None:
        words = self._office.words
        self.giving.body.addWidget(label(words("care.give.what"), "quiet", self.giving, wrap=True))
        self.giving.body.addLayout(row(button(words("care.give.go"), self.give, "", self.giving), None))


def _size(count: int) -> str:
    return f"{count / _MB:,.1f} MB"
