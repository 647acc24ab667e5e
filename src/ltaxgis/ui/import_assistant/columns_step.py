"""What each column means: a drop-down over each, above the first 50 lines; the encoding by a Thai sample."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.fields import FIELDS
from ltaxgis.ui.office import Office, SourceLook
from ltaxgis.ui.tokens import GAP_2, GAP_4, ROW_HEIGHT
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.words import Words

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 150
_DOUBTFUL = 0.7
_BOX = 34
FIELD_KINDS = {
    "register": "land",
    "owners": "owner",
    "uses": "use",
    "buildings": "building",
    "building_uses": "building_use",
    "signs": "sign",
    "parcels": "parcel",
}


class LinesModel(QAbstractTableModel):
    """The first lines of a file as text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look: SourceLook | None = None

    def show_look(self, look: SourceLook) -> None:
        self.beginResetModel()
        self._look = look
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._look is None else len(self._look.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() or self._look is None else len(self._look.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._look is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        line = self._look.lines[index.row()]
        return line[index.column()] if index.column() < len(line) else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._look is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._look.headers[section]
        return str(self._look.header_line + section + 1)


class MappingHeader(QHeaderView):
    """The file's headings with a drop-down under each. `mapped` carries heading and field, empty for none."""

    mapped = Signal(str, str)

    def __init__(self, words: Words, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._words = words
        self.boxes: list[QComboBox] = []
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.sectionResized.connect(lambda *_: self.place())
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())

    def show_look(self, look: SourceLook) -> None:
        for box in self.boxes:
            box.hide()
            box.deleteLater()
        self.boxes = [self._box(look, heading) for heading in look.headers]
        self.place()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + _BOX)

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, _BOX)
        super().updateGeometries()
        self.place()

    def place(self) -> None:
        for section, box in enumerate(self.boxes):
            left = self.sectionViewportPosition(section)
            box.setGeometry(left + 2, self.height() - _BOX + 1, self.sectionSize(section) - 4, _BOX - 4)

    def _box(self, look: SourceLook, heading: str) -> QComboBox:
        box = QComboBox(self)
        box.addItem(self._words("import.no_field"), "")
        kind = FIELD_KINDS.get(look.kind, "")
        for field in FIELDS.get(kind, {}):
            box.addItem(self._words(f"field.{kind}.{field}"), field)
        field = look.mapping.get(heading, "")
        box.setCurrentIndex(max(0, box.findData(field)))
        box.setAccessibleName(heading)
        doubtful = bool(field) and look.scores.get(heading, 1.0) < _DOUBTFUL
        box.setProperty("state", "doubtful" if doubtful else "" if field else "unused")
        box.setToolTip(self._words("import.doubtful") if doubtful else "")
        box.currentIndexChanged.connect(lambda _place: self.mapped.emit(heading, box.currentData()))
        box.show()
        return box


class ColumnsStep(QWidget):
    """`changed` carries all looks as they are mapped now; `encoding_wanted` a file's number and encoding."""

    changed = Signal()
    encoding_wanted = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = office.words
        self._words = words
        self.looks: list[SourceLook] = []
        self.source = QComboBox(self)
        self.source.setAccessibleName(words("import.source"))
        self.source.currentIndexChanged.connect(self._show)
        self.encoding = QComboBox(self)
        self.encoding.setAccessibleName(words("import.encoding"))
        self.encoding.activated.connect(lambda _place: self.encoding_wanted.emit(self.encoding.currentData()))
        self.encoding_label = label(words("import.encoding"), "quiet", self)
        self.state = label("", "quiet", self, wrap=True)
        self.model = LinesModel(self)
        self.table = QTableView(self)
        self.header = MappingHeader(words, self.table)
        self.header.mapped.connect(self._map)
        self.table.setHorizontalHeader(self.header)
        self.table.setModel(self.model)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setProperty("framed", "true")
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.horizontalHeader().setDefaultSectionSize(_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(GAP_2)
        for widget in (label(words("import.source"), "quiet", self), self.source, self.encoding_label, self.encoding):
            line.addWidget(widget)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_2)
        whole.setSpacing(GAP_2)
        whole.addLayout(line)
        whole.addWidget(self.state)
        whole.addWidget(self.table, 1)

    def show_looks(self, looks: Sequence[SourceLook]) -> None:
        self.looks = list(looks)
        self.source.blockSignals(True)
        self.source.clear()
        for look in self.looks:
            table = f" – {look.table}" if look.table else ""
            self.source.addItem(f"{self._words(f'import.kind.{look.kind}')}: {look.path.name}{table}")
        self.source.blockSignals(False)
        if self.looks:
            self._show(0)

    def _show(self, number: int) -> None:
        look = self.looks[number]
        self.model.show_look(look)
        self.header.show_look(look)
        self.encoding.blockSignals(True)
        self.encoding.clear()
        for name, sample in look.encodings:
            self.encoding.addItem(f"{name} – {sample}", name)
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(look.encoding)))
        self.encoding.blockSignals(False)
        for widget in (self.encoding, self.encoding_label):
            widget.setVisible(len(look.encodings) > 1)
        self._say(look)

    def _say(self, look: SourceLook) -> None:
        known = sum(1 for heading in look.headers if look.mapping.get(heading))
        profile = self._words("import.profile", name=look.profile) if look.profile else ""
        kept = len(look.headers) - known
        self.state.setText(f"{profile} {self._words('import.mapped', known=known, kept=kept)}".strip())

    def _map(self, heading: str, field: str) -> None:
        number = self.source.currentIndex()
        look = self.looks[number]
        mapping = {other: kept for other, kept in look.mapping.items() if other != heading and kept != field}
        if field:
            mapping[heading] = field
        self.looks[number] = replace(look, mapping=mapping)
        self.header.show_look(self.looks[number])
        self._say(self.looks[number])
        self.changed.emit()
