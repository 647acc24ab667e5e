"""How a cell is drawn and edited."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.register.columns import Labels, SheetColumn
from ltaxgis.ui.register.table_model import CHANGED_ROLE

Index = QModelIndex | QPersistentModelIndex
_MARK = 6


class CellDelegate(QStyledItemDelegate):
    """Marks cells that were changed, offers code lists while typing, tells the whole text where it is cut."""

    def __init__(self, columns: tuple[SheetColumn, ...], labels: Labels, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns, self._labels, self._icons = columns, labels, icons

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        if isinstance(view, QAbstractItemView) and view.selectionModel().rowIntersectsSelection(index.row()):
            # the whole line of a selected cell can be followed by eye
            painter.fillRect(option.rect, QColor(self._icons.colours.hover))
        super().paint(painter, option, index)
        if index.data(CHANGED_ROLE):
            corner = option.rect.topLeft()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._icons.colours.accent))
            painter.drawPolygon(QPolygon([corner, corner + QPoint(_MARK, 0), corner + QPoint(0, _MARK)]))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        column = self._columns[index.column()]
        choices = list(self._labels.get(column.list_name, {}).values())
        if choices:
            completer = QCompleter(choices, editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(model.index(index.row(), index.column()), editor.text())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        text = str(index.data() or "")
        cut = option.fontMetrics.horizontalAdvance(text) > option.rect.width() - 12
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True
