"""Plain tables of texts, all dressed alike."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ltaxgis.ui.tokens import ROW_HEIGHT

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def dress_table(table: QTableView, model: QAbstractItemModel, widths: Sequence[int]) -> QTableView:
    """Rows are chosen as a whole; the last column takes the room that is left."""
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(_LEFT)
    table.setProperty("framed", "true")
    for number, width in enumerate(widths):
        table.setColumnWidth(number, width)
    return table


def fill_table(model: QStandardItemModel, lines: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """These lines and no others; `right` are columns of figures. Each text is its own tip: nothing is cut unseen."""
    model.removeRows(0, model.rowCount())
    for line in lines:
        items = [QStandardItem(text) for text in line]
        for number, item in enumerate(items):
            item.setEditable(False)
            item.setToolTip(item.text())
            item.setTextAlignment(_RIGHT if number in right else _LEFT)
        model.appendRow(items)


class LinesModel(QAbstractTableModel):
    """Many lines of texts that are only looked at; each text is its own tip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: Sequence[str] = ()
        self.lines: Sequence[Sequence[str]] = ()
        self._right: frozenset[int] = frozenset()

    def show_lines(self, heads: Sequence[str], lines: Sequence[Sequence[str]], right: Iterable[int] = ()) -> None:
        self.beginResetModel()
        self.heads, self.lines, self._right = heads, lines, frozenset(right)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self._right else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self._right else _LEFT
        return None
