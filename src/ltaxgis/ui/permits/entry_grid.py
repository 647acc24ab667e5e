"""A small sheet to type into: Enter and Tab go on to the next field, Enter in the last one begins a new line."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import label

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
Column = str | Mapping[str, str]
"""What stands over a column of lines; or of choices, label by code, under the heading that `""` names."""


class EntryGrid(QWidget):
    """`columns` in their order. With `grows` there is always room for one more line; Ctrl+Delete empties a line.
    `ended` when Enter is pressed in an empty last line, or in the last field of a grid that does not grow."""

    changed = Signal()
    ended = Signal()

    def __init__(self, columns: Sequence[Column], parent: QWidget, *, grows: bool = False) -> None:
        super().__init__(parent)
        self._columns, self._grows = columns, grows
        self.rows: list[list[QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_2)
        self._grid.setVerticalSpacing(GAP_1)
        for number, one in enumerate(columns):
            self._grid.addWidget(label(_heading(one), "small", self), 0, number)
            self._grid.setColumnStretch(number, 1 if isinstance(one, str) else 2)
        if grows:
            self.add()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """These lines, each with as many texts or codes as there are columns."""
        for row in self.rows:
            for field in row:
                self._grid.removeWidget(field)
                field.hide()
                field.deleteLater()
        self.rows = []
        for told in rows:
            self.add(told)
        if self._grows:
            self.add()

    def texts(self) -> list[list[str]]:
        """What stands there; lines without anything typed are left out where the grid grows."""
        told = [[_text(field) for field in row] for row in self.rows]
        return [texts for row, texts in zip(self.rows, told, strict=True) if not (self._grows and _is_empty(row))]

    def add(self, told: Sequence[str] = ()) -> None:
        """One more line."""
        row: list[QWidget] = []
        for number, one in enumerate(self._columns):
            field = self._field(one, told[number] if number < len(told) else "")
            field.setAccessibleName(f"{_heading(one)} {len(self.rows) + 1}")
            field.installEventFilter(self)
            self._grid.addWidget(field, len(self.rows) + 1, number)
            if self.rows:
                QWidget.setTabOrder((row or self.rows[-1])[-1], field)
            elif row:
                QWidget.setTabOrder(row[-1], field)
            row.append(field)
        self.rows.append(row)

    def name_row(self, row: int, name: str) -> None:
        """What the line is about stands before it."""
        self._grid.addWidget(label(name, "quiet", self), row + 1, len(self._columns))
        for field in self.rows[row]:
            field.setAccessibleName(name)

    def begin(self) -> None:
        """The keyboard is in the first field."""
        if self.rows:
            self.rows[0][0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        place = next(((r, c) for r, row in enumerate(self.rows) for c, one in enumerate(row) if one is watched), None)
        if place is None or (event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            return super().eventFilter(watched, event)
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER:
            self._go_on(*place)
        elif event.key() == Qt.Key.Key_Delete and held and self._grows:
            self._empty(place[0])
        elif event.key() in _UP_DOWN and isinstance(watched, QLineEdit):
            row = place[0] + _UP_DOWN[Qt.Key(event.key())]
            if 0 <= row < len(self.rows):
                self.rows[row][place[1]].setFocus()
        else:
            return super().eventFilter(watched, event)
        return True

    # inside

    def _go_on(self, row: int, column: int) -> None:
        is_last = row == len(self.rows) - 1
        if is_last and self._grows and _is_empty(self.rows[row]):
            self.ended.emit()
        elif column + 1 < len(self._columns):
            self.rows[row][column + 1].setFocus()
        elif not is_last:
            self.rows[row + 1][0].setFocus()
        elif self._grows:
            self.add()
            self.rows[-1][0].setFocus()
        else:
            self.ended.emit()

    def _empty(self, row: int) -> None:
        for field in self.rows[row]:
            if isinstance(field, QLineEdit):
                field.clear()
        self.changed.emit()

    def _field(self, column: Column, told: str) -> QWidget:
        if isinstance(column, str):
            line = QLineEdit(told, self)
            line.textChanged.connect(partial(_tell, self.changed.emit))
            return line
        box = QComboBox(self)
        for code, text in column.items():
            if code:
                box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(told)))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.currentIndexChanged.connect(partial(_tell, self.changed.emit))
        return box


def _tell(call: Callable[[], None], _value: object) -> None:
    call()


def _heading(column: Column) -> str:
    return column if isinstance(column, str) else column[""]


def _text(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    return field.text().strip() if isinstance(field, QLineEdit) else ""


def _is_empty(row: Sequence[QWidget]) -> bool:
    """Whether nothing was typed; a choice alone says nothing."""
    return not any(isinstance(field, QLineEdit) and field.text().strip() for field in row)
