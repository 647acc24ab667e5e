"""A note on the chosen rows, written in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.words import Words


class NoteBand(QFrame):
    """`told` carries the note, empty to take it away."""

    told = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("surface", "attention")
        self.about = label("", "strong", self)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(words("note.name"))
        self.field.setPlaceholderText(words("note.hint"))
        self.field.returnPressed.connect(self._tell)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        whole.setSpacing(GAP_2)
        whole.addWidget(self.about)
        whole.addWidget(self.field, 1)
        whole.addWidget(button(words("note.dismiss"), self.hide, "", self))
        whole.addWidget(button(words("note.keep"), self._tell, "primary", self))
        self.hide()

    def begin(self, name: str, count: int, note: str) -> None:
        """For one row by its name, or for many; the note that stands there is shown to be changed."""
        code = "note.one" if count == 1 else "note.many"
        self.about.setText(self._words(code, name=name, count=count))
        self.field.setText(note)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.hide()
        self.told.emit(self.field.text().strip())
