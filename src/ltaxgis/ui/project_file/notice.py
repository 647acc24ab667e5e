"""A line over the desks that says one thing about the project and offers what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label

Offer = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "attention")
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap("info", "attention", ratio=2.0))
        self.text = label("", "", self, wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons: list[QWidget] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(GAP_3, GAP_2, GAP_2, GAP_2)
        self._line.setSpacing(GAP_2)
        self._line.addWidget(picture)
        self._line.addWidget(self.text, 1)
        self.hide()

    def say(self, sentence: str, offers: Sequence[Offer]) -> None:
        for old in self.buttons:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.text.setText(sentence)
        self.buttons = [button(text, call, "", self) for text, call in offers]
        for one in self.buttons:
            self._line.addWidget(one)
        self.show()
