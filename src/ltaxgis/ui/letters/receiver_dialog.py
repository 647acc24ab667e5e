"""Whose notice it is: a notice of the exchange names the letter, not who sends it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ltaxgis.domain.correspondence import Recipient
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import button, label, row

_WIDTH = 460


class ReceiverDialog(QDialog):
    """`chosen` carries the uid of a receiver."""

    chosen = Signal(str)

    def __init__(self, office: Office, number: str, people: Sequence[Recipient], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = office.words
        self.setWindowTitle(words("letters.whose_notice"))
        self.setMinimumWidth(_WIDTH)
        self.people = QListWidget(self)
        self.people.setAccessibleName(words("letters.whose_notice"))
        for one in people:
            item = QListWidgetItem(" · ".join(part for part in (one.name, one.agency, one.agency_code) if part))
            item.setData(Qt.ItemDataRole.UserRole, one.uid)
            self.people.addItem(item)
        self.people.setCurrentRow(0)
        self.people.itemActivated.connect(lambda _item: self.accept())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        whole.setSpacing(GAP_3)
        whole.addWidget(label(words("ecms.which_recipient", number=number), "", self, wrap=True))
        whole.addWidget(self.people)
        whole.addLayout(row(
            None, button(words("cases.leave"), self.reject, "quiet", self),
            button(words("letters.his_notice"), self.accept, "primary", self),
        ))  # fmt: skip

    def accept(self) -> None:
        item = self.people.currentItem()
        super().accept()
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
