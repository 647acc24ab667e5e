"""The left side of a desk: work lists with their counts, one's own filters, and the division one belongs to."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ltaxgis.ui.cases.work_lists import DIVISION, LATE, LISTS
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, ROW_HEIGHT
from ltaxgis.ui.widgets.blocks import button, clear, icon_button, label, retone

LISTS_WIDTH = 204


class ListLine(QPushButton):
    """One list: its picture, its name, how many on the right."""

    def __init__(self, office: Office, text: str, picture: str, tone: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "list")
        self.setCheckable(True)
        self.setMinimumHeight(ROW_HEIGHT + 2)
        office.icons.dress(self, picture, tone, 16)
        self.count: QLabel = label("", "quiet", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, GAP_2, 0)
        line.addStretch(1)
        line.addWidget(self.count)

    def show_count(self, count: int, tone: str = "quiet") -> None:
        self.count.setText(f"{count:,}")
        retone(self.count, "tone", tone if count else "quiet")
        self.setAccessibleDescription(self.count.text())


class ListsSide(QFrame):
    """`chosen` names a list, `filter_chosen` an own filter; `division_told` carries a division's code."""

    chosen = Signal(str)
    filter_chosen = Signal(str)
    filter_forgotten = Signal(str)
    division_told = Signal(str)
    begin_wanted = Signal()

    def __init__(
        self, office: Office, desk: str, parent: QWidget | None = None, more: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        """`more` are lists of the desk's own: name, picture, tone."""
        super().__init__(parent)
        self._office = office
        self.setProperty("surface", "left")
        self.setFixedWidth(LISTS_WIDTH)
        words = office.words
        self.begin_button = button(words(f"{desk}.begin"), self.begin_wanted.emit, "primary", self)
        self.lines: dict[str, ListLine] = {}
        self._own_lines: list[ListLine] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        whole.setSpacing(1)
        whole.addWidget(self.begin_button)
        whole.addSpacing(GAP_2)
        for name, picture, tone in (*LISTS, *more):
            made = ListLine(office, words(f"case.list.{name}"), picture, tone, self)
            made.clicked.connect(partial(self._choose, name))
            self.lines[name] = made
            whole.addWidget(made)
        self.division = QComboBox(self)
        self.division.setAccessibleName(words("cases.my_division"))
        self.division.setToolTip(words("cases.my_division"))
        self.division.activated.connect(lambda _index: self.division_told.emit(str(self.division.currentData())))
        self._own = QVBoxLayout()
        self._own.setSpacing(1)
        whole.addSpacing(GAP_2)
        whole.addLayout(self._own)
        whole.addStretch(1)
        whole.addWidget(label(words("cases.my_division"), "small", self))
        whole.addWidget(self.division)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, line in self.lines.items():
            line.show_count(counts.get(name, 0), "wrong" if name == LATE else "quiet")

    def show_chosen(self, name: str, own: bool = False) -> None:
        """One of the lists stands out. They are one stop of the Tab key, and the arrow keys go among them; Qt unchecks
        none of such buttons unless another is checked."""
        for line in self.lines.values():
            line.setAutoExclusive(False)
            line.setChecked(False)
        chosen = None if own else self.lines.get(name)
        for line in self.lines.values():
            line.setAutoExclusive(True)
            stop = chosen is None or line is chosen
            line.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
        if chosen is not None:
            chosen.setChecked(True)
        for made in self._own_lines:
            made.setChecked(own and made.text() == name)

    def show_divisions(self, names: Mapping[str, str], mine: str) -> None:
        """Without a division of one's own its list says nothing."""
        self.division.clear()
        self.division.addItem(self._office.words("cases.no_division_of_mine"), "")
        for code, name in names.items():
            self.division.addItem(name, code)
        self.division.setCurrentIndex(max(0, self.division.findData(mine)))
        self.lines[DIVISION].setEnabled(bool(mine))

    def show_filters(self, names: Sequence[str]) -> None:
        clear(self._own)
        self._own_lines = []
        words = self._office.words
        if names:
            self._own.addWidget(label(words("cases.own_filters"), "small", self))
        for name in names:
            whole = QWidget(self)
            line = QHBoxLayout(whole)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(GAP_1)
            made = ListLine(self._office, name, "bookmark", "quiet", whole)
            made.clicked.connect(partial(self._choose_own, name))
            line.addWidget(made, 1)
            self._own_lines.append(made)
            forget = words("cases.forget_filter", name=name)
            line.addWidget(
                icon_button(self._office.icons, "x", forget, partial(self.filter_forgotten.emit, name), whole)
            )
            self._own.addWidget(whole)

    def _choose(self, name: str) -> None:
        self.show_chosen(name)
        self.chosen.emit(name)

    def _choose_own(self, name: str) -> None:
        self.show_chosen(name, own=True)
        self.filter_chosen.emit(name)
