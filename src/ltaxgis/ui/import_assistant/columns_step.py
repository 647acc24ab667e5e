"""What each column means: a drop-down over each, above the first 50 lines; the encoding by a Thai sample."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.fields import FIELDS
from ltaxgis.ui.import_assistant.join_keys import keys_of_both_sides
from ltaxgis.ui.import_assistant.kinds import FIELD_KINDS
from ltaxgis.ui.import_assistant.messages import LookAsk, SourceLook
from ltaxgis.ui.import_assistant.preview import LinesModel
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_4, ROW_HEIGHT
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.words import Words

_WIDTH = 150
_DOUBTFUL = 0.7
_BOX = 34
_SHEET_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")


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
        self.boxes = [self._box(look, heading) for heading in look.headers] if is_mapped(look) else []
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
        doubtful = is_doubtful(look, heading)
        box.setProperty("state", "doubtful" if doubtful else "" if field else "unused")
        box.setToolTip(self._tip(look, heading))
        box.currentIndexChanged.connect(lambda _place: self.mapped.emit(heading, box.currentData()))
        box.show()
        return box

    def _tip(self, look: SourceLook, heading: str) -> str:
        field = look.mapping.get(heading, "")
        if not field:
            return self._words("import.no_field")
        said = self._words("import.score", score=round(100 * look.scores.get(heading, 1.0)))
        return f"{said} {self._words('import.doubtful')}" if is_doubtful(look, heading) else said


class ColumnsStep(QWidget):
    """`changed` says that the looks are mapped otherwise now; `look_wanted` carries a LookAsk."""

    changed = Signal()
    look_wanted = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = office.words
        self._words = words
        self.looks: list[SourceLook] = []
        self.source = self._box("import.source", self._show)
        self.encoding = self._box("import.encoding")
        self.encoding.activated.connect(lambda _place: self._ask_encoding())
        self.encoding_label = label(words("import.encoding"), "quiet", self)
        self.header_button = button(words("import.other_header"), self._ask_lines, "quiet", self)
        self.state = label("", "quiet", self, wrap=True)
        self.model = LinesModel(self)
        self.model.hide_people(office.announcer.hides_people)
        office.announcer.privacy.connect(self.model.hide_people)
        self.table = QTableView(self)
        self.header = MappingHeader(words, self.table)
        self.header.mapped.connect(self._map)
        self._dress_table()
        self.join_key = self._box("import.join_key")
        self.join_label = label(words("import.join_key"), "quiet", self)
        self.profile = QLineEdit(self)
        self.profile.setPlaceholderText(words("import.save_hint"))
        self.profile.setAccessibleName(words("import.save_as"))
        self.profile.setFixedWidth(_WIDTH + _WIDTH // 2)
        self._lay_out()

    @property
    def key(self) -> str:
        """The join key chosen; empty where only one side is here, and the project keeps its own."""
        return str(self.join_key.currentData() or "") if self.join_key.count() else ""

    @property
    def codes(self) -> str:
        """The pattern that the codes of these files follow, for a new project."""
        told = (
            look.plan.codes for look in self.looks if look.plan is not None and look.kind in ("register", "parcels")
        )
        return next((codes for codes in told if codes), "ltax")

    @property
    def profile_name(self) -> str:
        return "".join("_" if letter in '<>:"/\\|?*' else letter for letter in self.profile.text().strip())

    def show_looks(self, looks: Sequence[SourceLook]) -> None:
        self.looks = list(looks)
        self.source.blockSignals(True)
        self.source.clear()
        # what is asked most stands first: the land register, then the map
        first = {"register": 0, "parcels": 1}
        for number, look in sorted(enumerate(self.looks), key=lambda each: first.get(each[1].kind, 2)):
            if is_mapped(look) or len(self.looks) == 1:
                table = f" – {look.table}" if look.table and look.table != look.path.stem else ""
                self.source.addItem(f"{self._words(f'import.kind.{look.kind}')}: {look.path.name}{table}", number)
        self.source.blockSignals(False)
        self._propose_key()
        self._show()

    def take_looks(self, looks: Sequence[SourceLook]) -> None:
        """These stand where the same tables stood."""
        newer = {(look.path, look.table): look for look in looks}
        self.looks = [newer.get((look.path, look.table), look) for look in self.looks]
        self._propose_key()
        self._show()

    # inside

    def _number(self) -> int | None:
        place = self.source.currentData()
        return place if isinstance(place, int) and place < len(self.looks) else None

    def _show(self, _place: int = 0) -> None:
        number = self._number()
        if number is None:
            return
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
        self.header_button.setVisible(look.path.suffix.lower() in _SHEET_ENDINGS)
        self._say(look)

    def _say(self, look: SourceLook) -> None:
        words = self._words
        if look.chosen_header == 0:
            self.state.setText(words("import.click_header"))
            return
        known = sum(1 for heading in look.headers if look.mapping.get(heading))
        profile = words("import.profile", name=look.profile) if look.profile else ""
        doubtful = sum(1 for heading in look.mapping if is_doubtful(look, heading))
        told = [profile, words("import.mapped", known=known, kept=len(look.headers) - known)]
        told += [words("import.doubtful_count", count=doubtful)] if doubtful else []
        self.state.setText(" ".join(text for text in told if text))

    def _map(self, heading: str, field: str) -> None:
        number = self._number()
        assert number is not None
        look = self.looks[number]
        mapping = {other: kept for other, kept in look.mapping.items() if other != heading and kept != field}
        if field:
            mapping[heading] = field
        self.looks[number] = replace(look, mapping=mapping, scores={**look.scores, heading: 1.0})
        self._propose_key()
        self._show()
        self.changed.emit()

    def _propose_key(self) -> None:
        chosen = self.join_key.currentData()
        keys = keys_of_both_sides(self.looks)
        self.join_key.clear()
        for key in keys:
            self.join_key.addItem(self._words(f"import.join_key.{key}"), key)
        self.join_key.setCurrentIndex(max(0, self.join_key.findData(chosen)))
        for widget in (self.join_key, self.join_label):
            widget.setVisible(bool(keys))

    def _ask_encoding(self) -> None:
        self._ask(encoding=str(self.encoding.currentData()))

    def _ask_lines(self) -> None:
        """All lines of the file, so that its header can be pointed at."""
        self._ask(header_line=0)

    def _header_clicked(self, section: int) -> None:
        number = self._number()
        if number is not None and self.looks[number].path.suffix.lower() in _SHEET_ENDINGS:
            self._ask(header_line=self.model.line_number(section))

    def _ask(self, encoding: str | None = None, header_line: int | None = None) -> None:
        number = self._number()
        if number is None:
            return
        look = self.looks[number]
        chosen = look.chosen_header if header_line is None else header_line
        kind = look.kind if header_line == 0 else ""
        self.look_wanted.emit(
            LookAsk((look.path,), look.chosen_encoding if encoding is None else encoding, look.table, chosen, kind)
        )

    def _box(self, name: str, call: Callable[[int], None] | None = None) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self._words(name))
        if call is not None:
            box.currentIndexChanged.connect(call)
        return box

    def _dress_table(self) -> None:
        table = self.table
        table.setHorizontalHeader(self.header)
        table.setModel(self.model)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setProperty("framed", "true")
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.verticalHeader().setSectionsClickable(True)
        table.verticalHeader().sectionClicked.connect(self._header_clicked)
        table.verticalHeader().setToolTip(self._words("import.header_tip"))
        table.horizontalHeader().setDefaultSectionSize(_WIDTH)

    def _lay_out(self) -> None:
        words = self._words
        line = QHBoxLayout()
        line.setSpacing(GAP_2)
        for widget in (label(words("import.source"), "quiet", self), self.source, self.encoding_label, self.encoding):
            line.addWidget(widget)
        line.addWidget(self.header_button)
        line.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_2)
        foot.addWidget(self.join_label)
        foot.addWidget(self.join_key)
        foot.addStretch(1)
        foot.addWidget(label(words("import.save_as"), "quiet", self))
        foot.addWidget(self.profile)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_2)
        whole.setSpacing(GAP_2)
        whole.addLayout(line)
        whole.addWidget(self.state)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)


def is_mapped(look: SourceLook) -> bool:
    """Whether its columns mean fields of ours: of the map's layers only the parcels' do."""
    return look.kind == "parcels" or (look.kind in FIELD_KINDS and look.box is None)


def is_doubtful(look: SourceLook, heading: str) -> bool:
    return bool(look.mapping.get(heading)) and look.scores.get(heading, 1.0) < _DOUBTFUL
