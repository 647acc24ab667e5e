"""A desk of several pages: a line of tabs over them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button


class TabbedDesk(QWidget):
    """`tabs` are names with their pictures, the words `<prefix>.tab.<name>`; `chosen` carries a name."""

    chosen = Signal(str)

    def __init__(
        self, office: Office, prefix: str, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self.tab = tabs[0][0]
        words = office.words
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        bar = QFrame(self)
        bar.setProperty("surface", "plain")
        line = QHBoxLayout(bar)
        line.setContentsMargins(GAP_2, GAP_1, GAP_2, GAP_1)
        line.setSpacing(GAP_1)
        for name, picture in tabs:
            made = button(_told(words(f"{prefix}.tab.{name}")), partial(self.choose, name), "quiet", bar)
            made.setCheckable(True)
            office.icons.dress(made, picture)
            group.addButton(made)
            self.buttons[name] = made
            line.addWidget(made)
        line.addStretch(1)
        self._line = line
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

    def offer(self, way: QWidget) -> None:
        """Something that can be done from all of its pages stands at the right of the tabs."""
        self._line.addWidget(way)


def _told(text: str) -> str:
    """Away from its picture."""
    return f"\N{EN SPACE}{text}"
