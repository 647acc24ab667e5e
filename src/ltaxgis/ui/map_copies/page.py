"""One page: send the map and the register out, bring a changed copy back, decide what of it is taken."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.services.progress import Progress
from ltaxgis.services.returned_map import ReturnedMap
from ltaxgis.ui.import_assistant.diff_card import DiffCard
from ltaxgis.ui.map_copies.copies import COPIES, ENDINGS
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import Projects, documents_folder
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import Card, button, label, row, scrolling

_REASON_WIDTH = 320


class MapCopiesPage(QWidget):
    """`stored` as the sheet's editor says, `closed` when the person goes back."""

    stored = Signal(object, int)
    closed = Signal()

    def __init__(self, office: Office, projects: Projects, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office, self._projects = office, projects
        self.returned: ReturnedMap | None = None
        words = office.words
        inner = QWidget()
        self.errors = ErrorBand(words, office.icons, inner)
        self.trips = Card(words("copy.title"), inner)
        self.said = label("", "strong", inner, wrap=True)
        self.refused = label("", "attention", inner, wrap=True)
        self.diff = DiffCard(office, inner)
        self.diff.model.may_leave_new = True
        self._fill_trips()
        column = QVBoxLayout(inner)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        for widget in (self.errors, self.trips, self.said, self.refused, self.diff):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self), 1)
        whole.addLayout(self._foot())
        self._show_nothing()

    def begin(self) -> None:
        """As if nothing had come back yet."""
        self.errors.hide()
        self._show_nothing()

    def ask_to_send(self) -> None:
        words, path = self._office.words, self._projects.path
        if path is None:
            return
        offered = documents_folder() / words("copy.file_name", name=path.stem)
        kinds = ";;".join(f"{ending} (*.{ending})" for ending in ENDINGS)
        text, kind = QFileDialog.getSaveFileName(self, words("copy.send"), str(offered), kinds)
        if text:
            target = Path(text)
            self.send(target if target.suffix else target.with_suffix(f".{kind.partition(' ')[0]}"))

    def send(self, target: Path) -> None:
        """The project stands in a file of another kind; where it lies is said."""
        path, actor = self._projects.path, self._office.actor
        if path is None or actor is None:
            return
        self.errors.hide()
        asked = (path, target, self.personal.isChecked(), self.reason.text(), self._office.words.language, actor)
        self._office.tasks.run_in_process(
            "work.copy_send", self._office.services.copies.send, asked, self._sent, None, self.errors.show_failure
        )

    def ask_to_bring(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in COPIES)
        text, _ = QFileDialog.getOpenFileName(
            self, self._office.words("copy.bring"), str(documents_folder()), f"GeoPackage, Shapefile, GeoJSON ({kinds})"
        )
        if text:
            self.bring(Path(text))

    def bring(self, file: Path) -> None:
        """What the copy would change is shown; nothing is stored yet."""
        path = self._projects.path
        if path is None:
            return
        self.begin()
        self._office.tasks.run_in_process(
            "work.copy_read", self._office.services.copies.read, (path, file, self._office.words.language),
            lambda returned: self.show_returned(file.name, returned), None, self.errors.show_failure,
        )  # fmt: skip

    def show_returned(self, name: str, returned: ReturnedMap) -> None:
        """What the copy of this name would change, to be decided upon."""
        words, changes = self._office.words, returned.changes
        self.returned = returned
        self.said.setText(
            words("copy.read", name=name, changed=changes.changed, new=changes.new, gone=changes.gone,
                  conflicts=changes.conflicts, same=changes.same)
            if returned.edits else words("copy.nothing", name=name)
        )  # fmt: skip
        self.said.show()
        told = [words(cell.code, **dict(cell.facts)) for cell in returned.refused]
        told += [words(each.code) for each in returned.rows_refused]
        self.refused.setText(words("copy.refused", count=len(told), first=told[0]) if told else "")
        self.refused.setVisible(bool(told))
        self.diff.show_diff(returned.diff)
        self.diff.setVisible(bool(returned.edits))
        self.take_button.setEnabled(bool(returned.edits))

    def take(self) -> None:
        """What rules and single decisions leave is stored as one act."""
        returned, project, actor = self.returned, self._office.project, self._office.actor
        if returned is None or project is None or actor is None:
            return
        updating = self.diff.updating

        def work(_progress: Progress) -> Applied:
            return self._office.services.copies.take(project, actor, returned, updating)

        self._office.tasks.change("work.edit", work, self._taken, self.errors.show_failure)

    # inside

    def _sent(self, written: list[Path]) -> None:
        said = self._office.words("copy.sent", name=", ".join(file.name for file in written))
        self._office.announcer.said.emit(said, "good")

    def _show_nothing(self) -> None:
        self.returned = None
        for widget in (self.said, self.refused, self.diff):
            widget.hide()
        self.take_button.setEnabled(False)

    def _taken(self, applied: Applied) -> None:
        self._show_nothing()
        self.stored.emit(applied, applied.count)

    def _fill_trips(self) -> None:
        words = self._office.words
        self.personal = QCheckBox(words("copy.personal"), self.trips)
        self.reason = QLineEdit(self.trips)
        self.reason.setPlaceholderText(words("copy.reason"))
        self.reason.setAccessibleName(words("copy.reason"))
        self.reason.setMinimumWidth(_REASON_WIDTH)
        self.reason.setEnabled(False)
        self.personal.toggled.connect(self.reason.setEnabled)
        self.trips.body.addWidget(label(words("copy.what"), "quiet", self.trips, wrap=True))
        self.trips.body.addLayout(row(self.personal, self.reason, None, gap=GAP_2))
        self.trips.body.addLayout(
            row(
                button(words("copy.send"), self.ask_to_send, "", self.trips),
                button(words("copy.bring"), self.ask_to_bring, "", self.trips),
                None,
            )
        )

    def _foot(self) -> QHBoxLayout:
        words = self._office.words
        self.take_button = button(words("copy.take"), self.take, "primary", self)
        foot = row(None, button(words("form.back"), self.closed.emit, "", self), self.take_button)
        foot.setContentsMargins(GAP_4, GAP_2, GAP_4, GAP_2)
        return foot
