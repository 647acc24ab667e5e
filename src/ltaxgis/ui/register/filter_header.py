"""A table header with a line for filters under the headings."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from ltaxgis.ui.register.columns import SheetColumn
from ltaxgis.ui.widgets.blocks import retone
from ltaxgis.words import Words

FILTER_HEIGHT = 28
_WAIT_MS = 200
_EDGE = 2
_LOOKS_OTHER = {QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange}


class FilterHeader(QHeaderView):
    """`filtered` some 0.2 s after the last key; `filters` gives what stands in the fields.

    Only the columns of its own table, `frozen` or not, have fields."""

    filtered = Signal()

    def __init__(self, columns: Sequence[SheetColumn], frozen: bool, words: Words, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._columns = columns
        self._size: QSize | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.filtered)
        self.fields: dict[int, QLineEdit] = {}
        for section, column in enumerate(columns):
            if column.kind != "flag" and column.frozen is frozen:
                self.fields[section] = self._field(column, words)
        self.sectionResized.connect(lambda *_: self._moved())
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self._moved())

    def filters(self) -> list[tuple[str, str]]:
        shown = ((section, field) for section, field in self.fields.items() if not self.isSectionHidden(section))
        return [(self._columns[section].name, field.text()) for section, field in shown if field.text()]

    def set_filters(self, filters: dict[str, str]) -> None:
        """Fields show these; nobody is told."""
        for section, field in self.fields.items():
            text = filters.get(self._columns[section].name, "")
            if field.text() != text:
                field.blockSignals(True)
                field.setText(text)
                field.blockSignals(False)
                retone(field, "state", "set" if text else "")

    def sizeHint(self) -> QSize:
        if self._size is None:  # asked for twenty times while the table is laid out, a millisecond each
            size = super().sizeHint()
            self._size = QSize(size.width(), size.height() + FILTER_HEIGHT)
        return self._size

    def event(self, event: QEvent) -> bool:
        if event.type() in _LOOKS_OTHER:
            self._size = None
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place_fields()

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, FILTER_HEIGHT)
        super().updateGeometries()
        self.place_fields()

    def place_fields(self) -> None:
        top = self.height() - FILTER_HEIGHT + 2
        for section, field in self.fields.items():
            shown = not self.isSectionHidden(section)
            field.setVisible(shown)
            if shown:
                left = self.sectionViewportPosition(section)
                field.setGeometry(left + _EDGE, top, self.sectionSize(section) - 2 * _EDGE, FILTER_HEIGHT - 5)

    def _moved(self) -> None:
        if self.isVisible():  # else they find their places when it is shown
            self.place_fields()

    def _field(self, column: SheetColumn, words: Words) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("kind", "filter")
        field.setPlaceholderText("…")
        name = words("filter.name", column=words(f"column.{column.name}"))
        field.setAccessibleName(name)
        field.setToolTip(name + "\n" + words("filter.help"))
        field.textChanged.connect(lambda text, field=field: self._changed(field, text))
        return field

    def _changed(self, field: QLineEdit, text: str) -> None:
        retone(field, "state", "set" if text else "")
        self._timer.start()
