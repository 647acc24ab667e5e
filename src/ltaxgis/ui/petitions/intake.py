"""Taking in a petition at the counter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ltaxgis.ui.office import Office


class IntakePage(QWidget):
    """`received` names the desk; `case_wanted` carries a case's uid and its desk."""

    closed = Signal()
    received = Signal(str)
    case_wanted = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office

    def begin(self) -> None:
        """An empty form."""
