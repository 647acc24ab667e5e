"""Kinds of findings that somebody accepted, each of which can be told again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Accepted
from ltaxgis.services.mend_findings import revoke
from ltaxgis.ui.findings.kinds import title
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.ui.widgets.tables import dress_table, fill_table

COLUMNS = ("kind", "count", "actor", "at")
_WIDTHS = (330, 80, 210, 130)


class AcceptedView(QFrame):
    """`stored` as the sheet's editor says; `closed` goes back to the kinds."""

    stored = Signal(object, int)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("surface", "plain")
        self.kinds: Sequence[Accepted] = ()
        words = office.words
        self.model = QStandardItemModel(0, len(COLUMNS), self)
        self.model.setHorizontalHeaderLabels([words(f"accepted.column.{name}") for name in COLUMNS])
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.revoke_button = button(words("accepted.revoke"), self.revoke, "primary", self)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_2)
        acts.addWidget(label(words("accepted.help"), "quiet", self, wrap=True), 1)
        acts.addWidget(button(words("form.back"), self.closed.emit, "", self))
        acts.addWidget(self.revoke_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("accepted.title"), "heading", self, wrap=True))
        whole.addLayout(acts)
        whole.addWidget(self.table, 1)

    def show_kinds(self, kinds: Sequence[Accepted]) -> None:
        self.kinds = kinds
        fill_table(self.model, [self._line(each) for each in kinds], right=(1,))
        self.revoke_button.setEnabled(bool(kinds))
        if kinds:
            self.table.selectRow(0)

    def revoke(self) -> None:
        """The kind on the current line is told again."""
        place = self.table.currentIndex().row()
        if not 0 <= place < len(self.kinds):
            return
        kind = self.kinds[place]
        self._office.act(
            "work.accept",
            lambda project, actor: revoke(project, actor, kind.code),
            lambda applied: self.stored.emit(applied, kind.count),
        )

    def _line(self, kind: Accepted) -> Sequence[str]:
        words = self._office.words
        when = short_date(kind.at.astimezone().date(), words.language)
        return title(words, kind.code), f"{kind.count:,}", kind.actor, when
