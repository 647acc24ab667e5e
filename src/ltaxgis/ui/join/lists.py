"""The four lists of the join, as tables."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ltaxgis.services.join_lists import JoinLine
from ltaxgis.ui.fonts import code_font
from ltaxgis.ui.office import Offer
from ltaxgis.words import Words

Index = QModelIndex | QPersistentModelIndex
_LIST = ("code", "owner", "title", "detail")
_OFFERS = ("chosen", "row", "parcel", "score", "reason")


class JoinModel(QAbstractTableModel):
    """Rows or parcels by code."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._code_font = code_font()
        self.rows: Sequence[JoinLine] = ()
        self.hides_people = False

    def show_rows(self, rows: Sequence[JoinLine]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_LIST)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name = _LIST[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            text = getattr(self.rows[index.row()], name)
            return "•••" if name == "owner" and self.hides_people and text else text
        return self._code_font if role == Qt.ItemDataRole.FontRole and name == "code" else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return _head(self._words, _LIST, section, orientation, role)


class OfferModel(QAbstractTableModel):
    """Suggestions, each with a box: nothing is joined before somebody says so."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._code_font = code_font()
        self.offers: Sequence[Offer] = ()
        self.ticked: set[int] = set()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self.offers = sorted(offers, key=lambda offer: -offer.score)
        self.ticked = set()
        self.endResetModel()

    def tick(self, rows: set[int]) -> None:
        self.ticked = rows
        if self.offers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.offers) - 1, 0))

    @property
    def chosen(self) -> list[Offer]:
        return [self.offers[row] for row in sorted(self.ticked)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.offers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(_OFFERS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name = _OFFERS[index.column()]
        if name == "chosen":
            state = Qt.CheckState.Checked if index.row() in self.ticked else Qt.CheckState.Unchecked
            return state if role == Qt.ItemDataRole.CheckStateRole else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(self.offers[index.row()], name)
        if role == Qt.ItemDataRole.TextAlignmentRole and name == "score":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._code_font if role == Qt.ItemDataRole.FontRole and name in {"row", "parcel"} else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        checked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.ticked = self.ticked | {index.row()} if checked else self.ticked - {index.row()}
        self.dataChanged.emit(index, index)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return _head(self._words, tuple(f"offer_{name}" for name in _OFFERS), section, orientation, role)

    def _text(self, offer: Offer, name: str) -> str:
        if name == "row":
            return offer.row_code
        if name == "parcel":
            return offer.parcel_code
        if name == "score":
            return f"{offer.score:.0%}"
        return self._words(offer.reason, **offer.facts)


def _head(words: Words, names: Sequence[str], section: int, orientation: Qt.Orientation, role: int) -> Any:
    if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
        return words(f"join.column.{names[section]}")
    if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    return None
