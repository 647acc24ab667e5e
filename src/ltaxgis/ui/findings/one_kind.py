"""The findings of one kind as a table, with the ways to what each is about."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.findings import Finding
from ltaxgis.ui.findings.table_model import FindingsModel
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.ui.widgets.tables import dress_table
from ltaxgis.words import Words

_WIDTHS = (110, 200, 110, 150, 150, 150)


class KindView(QFrame):
    """`wanted` carries a finding and the desk to see it on; without a desk it is only selected there."""

    wanted = Signal(object, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(words, self)
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.table.clicked.connect(lambda index: self._want(index, ""))
        self.table.doubleClicked.connect(lambda index: self._want(index, "map"))
        self.on_map = button(words("findings.on_map"), lambda: self._want(self.table.currentIndex(), "map"), "", self)
        self.in_table = button(
            words("findings.in_table"), lambda: self._want(self.table.currentIndex(), "register"), "", self
        )
        foot = QHBoxLayout()
        foot.setSpacing(GAP_2)
        foot.addWidget(label(words("findings.help"), "small", self, wrap=True), 1)
        foot.addWidget(self.on_map)
        foot.addWidget(self.in_table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.model.show_findings(findings)
        for made in (self.on_map, self.in_table):
            made.setEnabled(bool(findings))

    def _want(self, index: QModelIndex, desk: str) -> None:
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
        if index.isValid():
            self.wanted.emit(self.model.findings[index.row()], desk)
