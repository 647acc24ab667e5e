"""The sheet as two tables side by side, so that the first columns stay: one model, one selection, one cursor."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.register.delegate import CellDelegate
from ltaxgis.ui.register.filter_header import FilterHeader
from ltaxgis.ui.register.table_model import RegisterModel
from ltaxgis.ui.tokens import ROW_HEIGHT
from ltaxgis.words import Words

Index = QModelIndex | QPersistentModelIndex
_MOST_BLOCKS = 2000
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_EDIT = QAbstractItemView.EditTrigger
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Backtab: -1, Qt.Key.Key_Tab: 1}


class Pane(QTableView):
    """One of the two tables. `walk` moves the cursor by rows and columns across both."""

    opened = Signal(QModelIndex)

    def __init__(self, model: RegisterModel, frozen: bool, words: Words, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.walk: Callable[[int, int], None] = lambda _down, _right: None
        self._moving = False
        self.setModel(model)
        self.header = FilterHeader(model.columns, frozen, words, self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(CellDelegate(model.columns, model.labels, icons, self))
        self.setEditTriggers(_EDIT.EditKeyPressed | _EDIT.AnyKeyPressed | _EDIT.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        for section, column in enumerate(model.columns):
            self.setColumnWidth(section, column.width)

    def repaint_rows(self, first: int, last: int) -> None:
        """These rows, as far as they are seen, are painted again."""
        room = self.viewport().rect()
        top, bottom = self.rowViewportPosition(first), self.rowViewportPosition(last) + ROW_HEIGHT
        self.viewport().update(room.intersected(QRect(0, top, room.width(), bottom - top)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ENTER and self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the delegate closes its editor, and closing it walks
        elif key in _ENTER and not control:
            self.walk(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif key in _SIDES and not control and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.walk(0, _SIDES[key])
        elif key == Qt.Key.Key_Backtab:
            self.walk(0, -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseDoubleClickEvent(event)
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        self._moving = True
        super().currentChanged(current, previous)
        self._moving = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter stays in the column and goes down, Tab goes right, as in a spreadsheet; a click elsewhere stays."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if self._moving:
            return
        if hint == hints.SubmitModelCache:
            self.walk(1, 0)
        elif hint in {hints.EditNextItem, hints.EditPreviousItem}:
            self.walk(0, 1 if hint == hints.EditNextItem else -1)


class Panes(QWidget):
    """`selected` whenever other rows are selected; `opened` a row somebody wants to see in full."""

    selected = Signal()
    opened = Signal(int)
    filtered = Signal()
    sorted_by = Signal(int)

    def __init__(self, model: RegisterModel, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.left = Pane(model, True, words, icons, self)
        self.right = Pane(model, False, words, icons, self)
        self.right.setSelectionModel(self.left.selectionModel())
        self._split()
        for pane in (self.left, self.right):
            pane.walk = self.walk
            pane.opened.connect(lambda index: self.opened.emit(int(self.model.order[index.row()])))
            pane.header.filtered.connect(self.filtered)
            pane.header.sectionClicked.connect(self.sorted_by)
            pane.header.setSortIndicatorShown(False)
        self.left.verticalScrollBar().valueChanged.connect(self.right.verticalScrollBar().setValue)
        self.right.verticalScrollBar().valueChanged.connect(self.left.verticalScrollBar().setValue)
        self.left.selectionModel().selectionChanged.connect(self._selection_changed)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.left)
        # as high as the bar beside it, so that both tables show the same rows
        left.addSpacing(self.right.horizontalScrollBar().sizeHint().height())
        whole.addLayout(left)
        whole.addWidget(self.right, 1)

    def _selection_changed(self, chosen: QItemSelection, left: QItemSelection) -> None:
        """Whole lines are painted again, but those alone that are chosen or were: all in sight would take a frame."""
        for pane in (self.left, self.right):
            for part in (*_ranges(chosen), *_ranges(left)):
                pane.repaint_rows(part.top(), part.bottom())
        self.selected.emit()

    # selection and cursor

    def selected_places(self) -> list[int]:
        """Places of the table with any cell selected, ascending."""
        parts = [np.arange(part.top(), part.bottom() + 1) for part in self._parts()]
        return np.unique(np.concatenate(parts)).tolist() if parts else []

    def selected_columns(self) -> list[int]:
        return sorted({column for part in self._parts() for column in range(part.left(), part.right() + 1)})

    def _parts(self) -> list[QItemSelectionRange]:
        return _ranges(self.left.selectionModel().selection())

    def select_places(self, places: list[int]) -> None:
        """These rows and no others, the first in sight; nobody is told."""
        selection = self.left.selectionModel()
        selection.blockSignals(True)
        selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        chosen = QItemSelection()
        for block in _blocks(places)[:_MOST_BLOCKS]:
            chosen.append(QItemSelectionRange(self.model.index(block[0], 0), self.model.index(block[-1], 0)))
        selection.select(chosen, flags)
        if places:
            index = self.model.index(places[0], self.model.position("code"))
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.left.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        selection.blockSignals(False)
        for pane in (self.left, self.right):
            pane.viewport().update()

    def walk(self, down: int, right: int) -> None:
        index = self.left.currentIndex()
        row = max(0, min(index.row() + down, self.model.rowCount() - 1))
        column = index.column() + right
        if column >= self.model.columnCount():
            row, column = min(row + 1, self.model.rowCount() - 1), 1
        self.go_to(row, max(1, column))

    def go_to(self, place: int, column: int) -> None:
        pane = self.left if self.model.columns[column].frozen else self.right
        index = self.model.index(place, column)
        self.left.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        pane.scrollTo(index)
        pane.setFocus()

    # filters

    def filters(self) -> list[tuple[str, str]]:
        return [*self.left.header.filters(), *self.right.header.filters()]

    def set_filters(self, filters: dict[str, str]) -> None:
        self.left.header.set_filters(filters)
        self.right.header.set_filters(filters)

    def show_sort(self, section: int, downwards: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
        for pane in (self.left, self.right):
            pane.header.setSortIndicatorShown(section >= 0)
            pane.header.setSortIndicator(section, order)

    def _split(self) -> None:
        width = 0
        for section, column in enumerate(self.model.columns):
            self.left.setColumnHidden(section, not column.frozen)
            self.right.setColumnHidden(section, column.frozen)
            width += column.width if column.frozen else 0
        self.left.verticalHeader().setFixedWidth(48)
        self.left.setFixedWidth(width + 49)
        self.right.verticalHeader().hide()
        self.left.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)


def _ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(number) for number in range(selection.count())]


def _blocks(places: list[int]) -> list[list[int]]:
    """Places one under the other go together."""
    found = np.array(places, dtype=np.int64)
    return [block.tolist() for block in np.split(found, np.flatnonzero(np.diff(found) != 1) + 1) if len(block)]
