"""All shortcuts on one page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.ui.tokens import GAP_2, GAP_5
from ltaxgis.ui.widgets.blocks import Card, button, label, scrolling
from ltaxgis.words import Words


class KeysPage(QWidget):
    closed = Signal()

    def __init__(self, words: Words, keys: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        inner = QWidget()
        card = Card(words("keys.title"), inner)
        card.setMaximumWidth(760)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_5)
        half = (len(keys) + 1) // 2
        for number, (text, shortcut) in enumerate(keys):
            place = number % half, 2 * (number // half)
            grid.addWidget(label(text, "", card), *place)
            grid.addWidget(label(shortcut, "code", card), place[0], place[1] + 1)
        card.body.addLayout(grid)
        card.body.addWidget(label(words("keys.thai"), "quiet", card, wrap=True))
        card.body.addWidget(button(words("form.back"), self.closed.emit, "", card))
        line = QHBoxLayout(inner)
        line.setContentsMargins(GAP_5, GAP_5, GAP_5, GAP_5)
        line.addStretch(1)
        line.addWidget(card, 20)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, GAP_2)
        whole.addWidget(scrolling(inner, self))
