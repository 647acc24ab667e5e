"""The first lines of a file as they will be read, people hidden where somebody looks over the shoulder."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ltaxgis.domain.fields import FIELDS
from ltaxgis.ui.import_assistant.kinds import FIELD_KINDS
from ltaxgis.ui.import_assistant.messages import SourceLook

Index = QModelIndex | QPersistentModelIndex
HIDDEN = "•••"
_OF_PEOPLE = ("owner_", "co_owners", "user_", "holder", "phone", "mobile", "fax", "house_no", "email", "note")


class LinesModel(QAbstractTableModel):
    """A file's lines as text; `hides_people` leaves only what says nothing about a citizen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: SourceLook | None = None
        self._hidden: frozenset[int] = frozenset()
        self._hides = False

    def show_look(self, look: SourceLook) -> None:
        self.beginResetModel()
        self._look = look
        self._hidden = people_columns(look)
        self.endResetModel()

    def hide_people(self, hidden: bool) -> None:
        self.beginResetModel()
        self._hides = hidden
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._look is None else len(self._look.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._look is None else len(self._look.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._look is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        line = self._look.lines[index.row()]
        text = line[index.column()] if index.column() < len(line) else ""
        return HIDDEN if text and self._hides and index.column() in self._hidden else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._look is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._look.headers[section]
        return str(self.line_number(section))

    def line_number(self, section: int) -> int:
        """The number of a shown line as the file counts."""
        assert self._look is not None
        numbers = self._look.numbers
        return numbers[section] if section < len(numbers) else self._look.header_line + section + 1


def people_columns(look: SourceLook) -> frozenset[int]:
    """Columns that may name somebody: fields about people, and all whose meaning nobody knows."""
    kind = FIELD_KINDS.get(look.kind, "")
    known = FIELDS.get(kind, {})
    public = {
        heading
        for heading, name in look.mapping.items()
        if name in known and kind != "owner" and not known[name].private and not name.startswith(_OF_PEOPLE)
    }
    return frozenset(index for index, heading in enumerate(look.headers) if heading not in public)
