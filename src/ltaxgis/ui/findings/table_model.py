"""Findings of one kind as lines of a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ltaxgis.domain.findings import Finding
from ltaxgis.words import Words

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("subject", "place", "column", "value", "understood", "suggestion")


class FindingsModel(QAbstractTableModel):
    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.findings: Sequence[Finding] = ()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _texts(self._words, self.findings[index.row()])[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            across = orientation == Qt.Orientation.Horizontal
            return self._words(f"finding.{COLUMNS[section]}") if across else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def where(words: Words, finding: Finding) -> str:
    """File, sheet and line as a person finds them again, the line first: it is what is looked for."""
    place = finding.place
    line = words("finding.row", row=str(place.row)) if place.row is not None else ""
    return " · ".join(part for part in (line, place.sheet, place.source) if part)


def _texts(words: Words, finding: Finding) -> tuple[str, ...]:
    place = finding.place
    return (
        place.subject,
        where(words, finding),
        place.column or place.field,
        finding.value,
        finding.understood,
        finding.suggestion,
    )
