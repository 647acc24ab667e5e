"""Lines over the sheet: what an edit of many cells would do, and one value or find-and-replace for a column."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.register.columns import SheetColumn
from ltaxgis.ui.register.edits import EditPlan
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label
from ltaxgis.words import Words

_EXAMPLES = 3
_FIELD_WIDTH = 190


class PlanBand(QFrame):
    """n changed, m refused and why; `accepted` carries the plan, `dismissed` says no."""

    accepted = Signal(object)
    dismissed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._plan: EditPlan | None = None
        self.setProperty("surface", "attention")
        self.text = label("", "strong", self, wrap=True)
        self.why = label("", "small", self, wrap=True)
        self.go = button("", self._accept, "primary", self)
        self.no = button(words("edit.dismiss"), self.dismiss, "", self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.text)
        texts.addWidget(self.why)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        whole.addLayout(texts, 1)
        whole.addWidget(self.no)
        whole.addWidget(self.go)
        self.hide()

    def show_plan(self, plan: EditPlan) -> None:
        words = self._words
        self._plan = plan
        cells, refused = len(plan.values), len(plan.refused)
        self.text.setText(words("edit.preview", cells=cells, rows=plan.rows, same=plan.same, refused=refused))
        self.why.setText(self._reasons(plan))
        self.why.setVisible(bool(plan.refused))
        self.go.setText(words("edit.accept", cells=cells))
        self.go.setEnabled(cells > 0)
        self.show()
        (self.go if cells else self.no).setFocus()

    def dismiss(self) -> None:
        self._plan = None
        self.hide()
        self.dismissed.emit()

    def _accept(self) -> None:
        plan, self._plan = self._plan, None
        self.hide()
        if plan is not None:
            self.accepted.emit(plan)

    def _reasons(self, plan: EditPlan) -> str:
        parts = []
        for reason, count in Counter(refusal.reason for refusal in plan.refused).most_common():
            examples = [each.typed.text for each in plan.refused if each.reason == reason][:_EXAMPLES]
            parts.append(
                self._words("edit.refused", count=count, why=self._words(reason), examples=", ".join(examples))
            )
        return "\n".join(parts)


class ColumnBand(QFrame):
    """One column: another value for all selected rows, or find and replace. `asked` carries column, find, value."""

    asked = Signal(object, str, str)

    def __init__(
        self, columns: tuple[SheetColumn, ...], words: Words, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self._columns = [column for column in columns if column.editable and column.kind != "flag"]
        self.column = QComboBox(self)
        self.column.addItems([words(f"column.{column.name}") for column in self._columns])
        self.column.setAccessibleName(words("replace.column"))
        self.sought = QLineEdit(self)
        self.sought.setPlaceholderText(words("replace.find"))
        self.sought.setAccessibleName(words("replace.find"))
        self.sought.setMinimumWidth(_FIELD_WIDTH)
        self.value = QLineEdit(self)
        self.value.setMinimumWidth(_FIELD_WIDTH // 2 + GAP_3)
        self.value.setPlaceholderText(words("replace.value"))
        self.value.setAccessibleName(words("replace.value"))
        self.value.returnPressed.connect(self._ask)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_2, GAP_2)
        for widget in (
            label(words("replace.column"), "quiet", self),
            self.column,
            self.sought,
            self.value,
            button(words("replace.go"), self._ask, "", self),
            label(words("replace.help"), "small", self),
        ):
            whole.addWidget(widget)
        whole.addStretch(1)
        whole.addWidget(icon_button(icons, "x", words("edit.dismiss"), self.hide, self))
        self.hide()

    def begin(self, column: SheetColumn | None) -> None:
        if column in self._columns:
            self.column.setCurrentIndex(self._columns.index(column))
        self.show()
        self.sought.setFocus()

    def _ask(self) -> None:
        self.asked.emit(self._columns[self.column.currentIndex()], self.sought.text(), self.value.text())
