"""A line in place that asks for the name of a view."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.words import Words


class KeepView(QFrame):
    named = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self.field = QLineEdit(self)
        self.field.setAccessibleName(words("view.ask"))
        self.field.setMaximumWidth(260)
        self.field.returnPressed.connect(self._take)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        whole.addWidget(label(words("view.ask"), "quiet", self))
        whole.addWidget(self.field)
        whole.addWidget(button(words("view.keep_go"), self._take, "", self))
        whole.addWidget(button(words("edit.dismiss"), self.hide, "quiet", self))
        whole.addStretch(1)
        self.hide()

    def begin(self) -> None:
        self.field.clear()
        self.show()
        self.field.setFocus()

    def _take(self) -> None:
        if self.field.text().strip():
            self.named.emit(self.field.text().strip())
            self.hide()
