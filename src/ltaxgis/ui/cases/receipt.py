"""The receipt of a case on the screen: its number large, the PIN once, and by when it is due."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.domain.desks import Received
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.ui.cases.telling import division_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_4, GAP_5
from ltaxgis.ui.widgets.blocks import Card, button, clear, label, row

_WIDTH = 520


class Receipt(QWidget):
    """`next_wanted` another case, `case_wanted` this one, `slip_wanted` its receipt on paper,
    `roll_wanted` on the roll of a receipt printer."""

    next_wanted = Signal()
    case_wanted = Signal()
    slip_wanted = Signal()
    roll_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None, *, rolls: bool = False) -> None:
        super().__init__(parent)
        self._office = office
        words = office.words
        self.card = Card(words("petitions.received"), self)
        self.card.setMaximumWidth(_WIDTH)
        self.next = button(words("petitions.next"), self.next_wanted.emit, "primary", self)
        self.open = button(words("petitions.open"), self.case_wanted.emit, "", self)
        self.slip = button(words("petitions.slip"), self.slip_wanted.emit, "", self)
        self.roll = button(words("receipt.roll"), self.roll_wanted.emit, "", self)
        self.roll.setVisible(rolls)
        column = QVBoxLayout()
        column.setContentsMargins(GAP_5, GAP_5, GAP_5, GAP_5)
        column.setSpacing(GAP_4)
        column.addWidget(self.card)
        column.addLayout(row(self.next, self.slip, self.roll, self.open, None, gap=GAP_2))
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(column, 4)
        whole.addStretch(1)

    def show_received(self, received: Received, book: OfficeBook) -> None:
        words, case, body = self._office.words, received.case, self.card.body
        clear(body)
        number = label(case.number, "title", self.card)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        body.addWidget(number)
        if case.register_number:
            body.addWidget(label(words("petitions.register_number", number=case.register_number), "quiet", self.card))
        if received.pin:
            body.addLayout(row(label(words("petitions.pin"), "quiet", self.card),
                               label(received.pin, "title", self.card), None))  # fmt: skip
            body.addWidget(label(words("petitions.pin_once"), "small", self.card, wrap=True))
        if case.due is not None:
            body.addWidget(label(words("petitions.due", day=case.due), "", self.card))
        division = division_told(book, case.division, words.language)
        if division:
            body.addWidget(label(words("petitions.goes_to", division=division), "", self.card, wrap=True))
        if case.outside:
            body.addWidget(label(words("case.outside"), "attention", self.card, wrap=True))
        self.next.setFocus()
