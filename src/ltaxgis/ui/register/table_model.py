"""The register for Qt's tables: columns of values and one array of row numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.fonts import code_font
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.register.columns import LAND_COLUMNS, Labels, SheetColumn, show
from ltaxgis.ui.register.edits import Typed
from ltaxgis.ui.register.ordering import Order
from ltaxgis.ui.register.sheet import Sheet, empty_sheet
from ltaxgis.words import Words

Index = QModelIndex | QPersistentModelIndex
JOINED_LOOK = {
    "joined": ("circle-check", "good"),
    "alone": ("unlink", "attention"),
    "ambiguous": ("circle-alert", "wrong"),
}
CHANGED_ROLE = Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RegisterModel(QAbstractTableModel):
    """`typed` carries what a person wrote into cells; the model itself changes only by `show_sheet` and `patch`."""

    typed = Signal(list)

    def __init__(self, words: Words, icons: Icons, labels: Labels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[SheetColumn, ...] = LAND_COLUMNS
        self.sheet = empty_sheet()
        self.order: Order = np.arange(0)
        self.labels = labels
        self.writable = False
        self.hides_people = False
        self.changed: set[tuple[Uid, str]] = set()
        self._icons = icons
        self._code_font = code_font()
        self._heads = [words(f"column.{column.name}") for column in self.columns]

    # what is shown

    def show_sheet(self, sheet: Sheet, order: Order) -> None:
        self.beginResetModel()
        self.sheet, self.order = sheet, order
        self.endResetModel()

    def show_order(self, order: Order) -> None:
        """Another order or choice of the same rows; selections follow their rows."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        place = np.full(len(self.sheet), -1)
        place[order] = np.arange(len(order))
        places = place[self.order[[index.row() for index in old]]].tolist() if old else []
        self.order = order
        self.changePersistentIndexList(
            old,
            [
                self.index(now, index.column()) if now >= 0 else QModelIndex()
                for index, now in zip(old, places, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def patch(self, values: dict[tuple[Uid, str], Any], mark: bool = True) -> None:
        """Cells take values that are stored; marked until their row is seen again after a reload."""
        # whoever sorts in the background keeps the old columns
        for name in {name for _, name in values if name in self.sheet.data}:
            self.sheet.data[name] = list(self.sheet.data[name])
        for (uid, name), value in values.items():
            row = self.sheet.place.get(uid)
            if row is not None and name in self.sheet.data:
                self.sheet.data[name][row] = value
        if mark:
            self.changed.update(values)
        if len(self.order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order) - 1, len(self.columns) - 1))

    def hide_people(self, hidden: bool) -> None:
        self.hides_people = hidden
        self.patch({}, mark=False)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        row = int(self.order[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric or column.kind == "m2" else _LEFT
        if role == Qt.ItemDataRole.FontRole:
            return self._code_font if column.kind == "code" else None
        if role == CHANGED_ROLE:
            return bool(self.changed) and (self.sheet.uids[row], column.name) in self.changed
        if role in {Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ForegroundRole}:
            return self._look(column, row, Qt.ItemDataRole(role))
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole}:
            return self.text(column, row)
        return None

    def text(self, column: SheetColumn, row: int) -> str:
        value = self.sheet.data[column.name][row]
        if column.kind == "flag":
            return ""
        if column.name == "owner" and self.hides_people and value:
            return "•••"
        return show(column, value, self.labels)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            column = self.columns[section]
            return _RIGHT if column.numeric or column.kind == "m2" else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.columns[index.column()]
        if self.writable and column.editable and column.kind != "flag":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        column, row = self.columns[index.column()], int(self.order[index.row()])
        if str(value) != self.text(column, row):
            self.typed.emit([Typed(row, column, str(value))])
        return True

    # for the view

    def position(self, name: str) -> int:
        return next(number for number, column in enumerate(self.columns) if column.name == name)

    def rows_shown(self, places: Sequence[int]) -> list[int]:
        """The sheet's row numbers at these places of the table."""
        rows: list[int] = self.order[list(places)].tolist()
        return rows

    def _look(self, column: SheetColumn, row: int, role: Qt.ItemDataRole) -> Any:
        if column.kind == "joined":
            picture, tone = JOINED_LOOK[self.sheet.data["joined"][row]]
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(str(getattr(self._icons.colours, tone)))
            return self._icons.icon(picture, tone, 14)
        if column.kind == "flag" and role == Qt.ItemDataRole.DecorationRole and self.sheet.data["flag"][row]:
            return self._icons.icon("flag", "attention", 14)
        return None
