"""What came back from Excel, shown as a difference before anything is stored."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.round_trip import CellDiff, Diff
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.ui.widgets.tables import dress_table, fill_table

COLUMNS = ("subject", "heading", "before", "after", "understood", "state", "line")
_WIDTHS = (130, 170, 170, 170, 150, 330, 120)
_SHOWN = 5_000


class ReturnedPage(QFrame):
    """`stored` as the sheet's editor says; `closed` in either case."""

    stored = Signal(object, int)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.diff: Diff | None = None
        words = office.words
        self.setProperty("surface", "plain")
        self.heading = label("", "heading", self, wrap=True)
        self.summary = label("", "quiet", self, wrap=True)
        self.model = QStandardItemModel(0, len(COLUMNS), self)
        self.model.setHorizontalHeaderLabels([words(f"returned.column.{name}") for name in COLUMNS])
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.take_button = button("", self.take, "primary", self)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_2)
        acts.addWidget(self.summary, 1)
        acts.addWidget(button(words("edit.dismiss"), self.closed.emit, "", self))
        acts.addWidget(self.take_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addWidget(self.heading)
        whole.addLayout(acts)
        whole.addWidget(self.table, 1)

    def show_diff(self, name: str, diff: Diff) -> None:
        """Cells that are taken, then those that are not and why."""
        words = self._office.words
        self.diff = diff
        refused = len(diff.refused) + len(diff.rows_refused)
        rows = len({(cell.sheet, cell.line) for cell in diff.taken})
        self.heading.setText(words("returned.heading", name=name))
        code = "returned.nothing" if diff.is_empty else "returned.summary"
        self.summary.setText(words(code, cells=len(diff.taken), rows=rows, refused=refused, mended=len(diff.mended)))
        self.take_button.setText(words("returned.take", cells=len(diff.taken)))
        self.take_button.setEnabled(bool(diff.taken))
        fill_table(self.model, self._lines(diff)[:_SHOWN])

    def take(self) -> None:
        """All that is not refused is stored as one act."""
        diff, services = self.diff, self._office.services
        if diff is None:
            return

        def kept(applied: Applied) -> None:
            self.closed.emit()
            self.stored.emit(applied, len(diff.taken))

        self._office.act("work.edit", lambda project, actor: services.take_returned(project, actor, diff), kept)

    def _lines(self, diff: Diff) -> list[Sequence[str]]:
        words = self._office.words
        taken = [self._line(cell, words("returned.taken")) for cell in diff.taken]
        refused = [self._line(each.cell, words(each.code, **dict(each.facts))) for each in diff.refused]
        rows = [("", "", "", "", "", words(each.code), f"{each.sheet} {each.line}") for each in diff.rows_refused]
        return [*refused, *rows, *taken]

    def _line(self, cell: CellDiff, state: str) -> Sequence[str]:
        empty = self._office.words("returned.empty_cell")
        where = f"{cell.sheet} {cell.line}"
        return cell.subject, cell.heading, cell.before or empty, cell.after or empty, cell.understood, state, where
