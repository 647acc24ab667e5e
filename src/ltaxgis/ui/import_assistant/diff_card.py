"""Reading again: what the file would change, listed, decided by rule or one by one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHeaderView, QPushButton, QTableView, QWidget

from ltaxgis.domain.fields import FIELDS, ValueType
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_text, money_text
from ltaxgis.domain.merging import OnConflict
from ltaxgis.services.import_diff import CHANGED, CONFLICT, GONE, NEW, DiffLine, ImportDiff, ShapeTold
from ltaxgis.services.store_rows import Updating
from ltaxgis.ui.import_assistant.kinds import FIELD_KINDS
from ltaxgis.ui.import_assistant.preview import HIDDEN
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import Card, button, label, row
from ltaxgis.ui.widgets.tables import dress_table

Index = QModelIndex | QPersistentModelIndex
HEADS = ("what", "kind", "subject", "field", "last", "ours", "theirs", "decision")
_WIDTHS = (86, 120, 150, 150, 150, 150, 150, 150)
_SAID = (4, 5, 6)
"""The columns of what the file said last, what stands, and what the file says: they share the room there is."""
_HEIGHT = 280
_COUNTS = (("conflicts", CONFLICT), ("changed", CHANGED), ("gone", GONE), ("new", NEW))
_PEOPLE = ("owners", "first_name", "last_name", "house_no", "number_masked", "phone_masked", "mobile_masked")


class DiffModel(QAbstractTableModel):
    """The lines of a diff with what becomes of each; `contrary` are those decided against the rules."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._all: Sequence[DiffLine] = ()
        self.lines: list[DiffLine] = []
        self.rules = Updating(OnConflict.KEEP)
        self.contrary: set[tuple[Uid, str]] = set()
        self.may_leave_new = False
        self._bold = QFont()
        self._bold.setBold(True)

    def show_lines(self, lines: Sequence[DiffLine], what: str = "") -> None:
        self.beginResetModel()
        self._all = lines
        self.lines = [line for line in lines if what in ("", line.what)]
        self.endResetModel()

    def set_rules(self, rules: Updating) -> None:
        self.beginResetModel()
        self.rules = rules
        self.endResetModel()

    def refresh(self, _hidden: bool = False) -> None:
        self.beginResetModel()
        self.endResetModel()

    def toggle(self, index: Index) -> None:
        """The line is decided the other way."""
        line = self.lines[index.row()]
        if line.what != NEW or self.may_leave_new:
            self.contrary ^= {line.place}
            self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(HEADS) - 1))

    def decision(self, line: DiffLine) -> str:
        """The word of what becomes of a line."""
        contrary = line.place in self.contrary
        if line.what == CONFLICT:
            return "theirs" if (self.rules.on_conflict is OnConflict.TAKE) != contrary else "ours"
        if line.what == GONE:
            if line.decided:
                return "retire" if contrary else "kept_before"
            return "retire" if self.rules.retire_gone != contrary else "keep"
        if line.what == NEW:
            return "left_out" if contrary else "add"
        return "ours" if contrary else "theirs"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.FontRole and line.place in self.contrary and HEADS[index.column()] == "decision":
            return self._bold  # decided by a person, not by the rule
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return self.texts(line)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._office.words(f"diff.head.{HEADS[section]}")

    def texts(self, line: DiffLine) -> tuple[str, ...]:
        """A line as it is shown; people hidden where that is wished."""
        words = self._office.words
        kind = FIELD_KINDS.get(line.kind, "")
        name = f"field.{kind}.{line.field}" if words.knows(f"field.{kind}.{line.field}") else f"diff.{line.field}"
        values = [self._text(kind, line.field, value) for value in (line.last, line.ours, line.theirs)]
        subject = line.subject
        if self._office.announcer.hides_people:
            values = [HIDDEN if line.field in _PEOPLE and value else value for value in values]
            subject = HIDDEN if kind == "owner" else subject
        heading = (words(name) if words.knows(name) else line.field) if line.field else ""
        told = words(f"import.kind.{line.kind}") if words.knows(f"import.kind.{line.kind}") else line.kind
        return (
            words(f"diff.what.{line.what}"), told, subject, heading, *values, words(f"diff.{self.decision(line)}")
        )  # fmt: skip

    def _text(self, kind: str, name: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if name == "shape":
            return self._shape_text(value)
        known = FIELDS.get(kind, {}).get(name)
        if known is not None and known.type is ValueType.MONEY and isinstance(value, int):
            return money_text(value)
        if known is not None and known.type is ValueType.LIST:
            return self._office.code_list(known.list).get(str(value), str(value))
        return area_text(value) if name == "area" and kind in ("land", "use") else str(value)

    def _shape_text(self, value: Any) -> str:
        """Two shapes of one area may still differ: how far the boundary has moved is told, from a centimetre on."""
        words = self._office.words
        if not isinstance(value, ShapeTold):
            return words("diff.a_shape")
        area = f"{value.area:,.2f}"
        if value.apart < 0.005:
            return words("diff.a_shape_of", area=area)
        return words("diff.a_shape_moved", area=area, apart=f"{value.apart:,.2f}")


class DiffCard(Card):
    """`updating` is what was decided."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office.words("diff.title"), parent)
        self._office = office
        words = office.words
        self.report: ImportDiff = ImportDiff()
        self.model = DiffModel(office, self)
        office.announcer.privacy.connect(self.model.refresh)
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.table.horizontalHeader().setStretchLastSection(False)
        for said in _SAID:
            self.table.horizontalHeader().setSectionResizeMode(said, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(_HEIGHT)
        self.table.doubleClicked.connect(self.model.toggle)
        self.summary = label("", "quiet", self, wrap=True)
        self.shown: dict[str, QPushButton] = {}
        for _, what in _COUNTS:
            made = button("", partial(self.show_only, what), "quiet", self)
            made.setCheckable(True)
            self.shown[what] = made
        self.conflicts = self._rule("diff.rule.conflict", ("ours", "theirs"))
        self.gone = self._rule("diff.rule.gone", ("keep", "retire"))
        self.turn = button(words("diff.turn"), self._turn, "", self)
        self.body.addWidget(self.summary)
        self.body.addLayout(
            row(
                label(words("diff.rule.conflict"), "quiet", self), self.conflicts,
                label(words("diff.rule.gone"), "quiet", self), self.gone, None, gap=GAP_2,
            )
        )  # fmt: skip
        self.body.addLayout(row(*self.shown.values(), None, self.turn, gap=GAP_2))
        self.body.addWidget(self.table)
        self.hide()

    @property
    def updating(self) -> Updating:
        rules = self.model.rules
        # no rule reaches what was decided before
        decided = {line.place for line in self.report.lines if line.decided and rules.retire_gone}
        return Updating(rules.on_conflict, rules.retire_gone, frozenset(self.model.contrary ^ decided))

    @property
    def kept_gone(self) -> frozenset[Uid]:
        """The rows that are gone from the file and stay."""
        gone = (line for line in self.report.lines if line.what == GONE)
        return frozenset(line.uid for line in gone if self.model.decision(line) != "retire")

    @property
    def is_again(self) -> bool:
        """Whether the project held rows that the files speak of."""
        return any(self.report.counts.get(name, 0) for name in ("changed", "same", "gone", "conflicts"))

    def show_diff(self, diff: ImportDiff) -> None:
        """Hidden where the project held nothing that the files speak of."""
        if {line.place for line in diff.lines} != {line.place for line in self.report.lines}:
            self.model.contrary.clear()
        self.report = diff
        counts = diff.counts
        self.setVisible(self.is_again)
        words = self._office.words
        left = f" {words('diff.left_off', count=diff.left_off)}" if diff.left_off else ""
        self.summary.setText(words("diff.summary", same=counts.get("same", 0)) + left)
        conflicts = sum(line.what == CONFLICT for line in diff.lines)
        for name, what in _COUNTS:
            # a row may have several cells that conflict: each is a line, and each is decided
            count = max(conflicts, counts.get(name, 0)) if what == CONFLICT else counts.get(name, 0)
            self.shown[what].setText(f"{words(f'diff.what.{what}')} {count:,}")
            listed = any(line.what == what for line in diff.lines)
            self.shown[what].setEnabled(listed or bool(counts.get(name, 0)))
        self.show_only(next((what for name, what in _COUNTS if counts.get(name, 0)), NEW))

    def show_only(self, what: str) -> None:
        for name, made in self.shown.items():
            made.setChecked(name == what)
        self.model.show_lines(self.report.lines, what)
        self.turn.setVisible(what != NEW or self.model.may_leave_new)

    def _rule(self, name: str, choices: Sequence[str]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self._office.words(name))
        for choice in choices:
            box.addItem(self._office.words(f"diff.{choice}"), choice)
        box.currentIndexChanged.connect(lambda _place: self._set_rules())
        return box

    def _set_rules(self) -> None:
        on_conflict = OnConflict.TAKE if self.conflicts.currentData() == "theirs" else OnConflict.KEEP
        self.model.set_rules(Updating(on_conflict, self.gone.currentData() == "retire"))

    def _turn(self) -> None:
        """The chosen lines are decided the other way."""
        for index in self.table.selectionModel().selectedRows():
            self.model.toggle(index)
