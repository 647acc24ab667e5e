"""The desk of correspondence: letters in, letters out, the registers as the book looks, files and loans."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button

TABS = (("letters_in", "mail-open"), ("letters_out", "send"), ("register", "book-open"), ("filing", "archive"))


class LettersPage(QWidget):
    """`chosen` names a tab of TABS; `number_wanted` an outgoing number at once."""

    chosen = Signal(str)
    number_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self.tab = TABS[0][0]
        words = office.words
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        bar = QFrame(self)
        bar.setProperty("surface", "plain")
        line = QHBoxLayout(bar)
        line.setContentsMargins(GAP_2, GAP_1, GAP_2, GAP_1)
        line.setSpacing(GAP_1)
        for name, picture in TABS:
            made = button(_told(words(f"letters.tab.{name}")), partial(self.choose, name), "quiet", bar)
            made.setCheckable(True)
            office.icons.dress(made, picture)
            group.addButton(made)
            self.buttons[name] = made
            line.addWidget(made)
        line.addStretch(1)
        self.number = button(f"{words('letters.take_number')}  F3", self.number_wanted.emit, "primary", bar)
        office.icons.dress(self.number, "hash", "on_accent")
        line.addWidget(self.number)
        self.pages = QStackedWidget(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.pages, 1)

    def choose(self, name: str) -> None:
        self.tab = name
        self.buttons[name].setChecked(True)
        self.chosen.emit(name)

    def show_widget(self, name: str, widget: QWidget) -> None:
        """The tab's own page is seen."""
        self.tab = name
        self.buttons[name].setChecked(True)
        if self.pages.indexOf(widget) < 0:
            self.pages.addWidget(widget)
        self.pages.setCurrentWidget(widget)

    def show_waiting(self, counts: Sequence[tuple[str, int]]) -> None:
        """How many letters wait on the tabs."""
        words = self._office.words
        for name, count in counts:
            text = _told(words(f"letters.tab.{name}"))
            self.buttons[name].setText(f"{text}  {count:,}" if count else text)


def _told(text: str) -> str:
    """Away from its picture."""
    return f"\N{EN SPACE}{text}"
