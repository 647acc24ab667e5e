"""Lines for Qt's table that come page by page as somebody scrolls."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Signal

Index = QModelIndex | QPersistentModelIndex


class Page(Protocol):
    """A part of a list, and how long the whole is."""

    @property
    def lines(self) -> Sequence[Any]: ...
    @property
    def total(self) -> int: ...


class PagedModel(QAbstractTableModel):
    """`more_wanted` asks for the lines from a number on. Who fills it says what columns there are and what is told."""

    more_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Any] = []
        self.total = 0
        self.hides_people = False
        self._asked = -1

    def begin_with(self, page: Page) -> None:
        """A list from its beginning."""
        self.beginResetModel()
        self.lines, self.total, self._asked = list(page.lines), page.total, -1
        self.endResetModel()

    def add_page(self, offset: int, page: Page) -> None:
        """The lines that follow; those of another list that was asked for before are dropped."""
        if offset != len(self.lines) or not page.lines:
            return
        self.beginInsertRows(QModelIndex(), offset, offset + len(page.lines) - 1)
        self.lines += page.lines
        self.total = page.total
        self.endInsertRows()

    def hide_people(self, hidden: bool) -> None:
        self.hides_people = hidden
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self.lines) < self.total and self._asked != len(self.lines)

    def fetchMore(self, parent: Index) -> None:
        self._asked = len(self.lines)
        self.more_wanted.emit(self._asked)
