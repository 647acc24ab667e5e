"""How cases stand on the map: each by itself, as signs of several, or by how densely they lie."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from ltaxgis.domain.styles import HEAT, LOOKS, CasesStyle, MapChoice
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import button, column, label, row
from ltaxgis.words import Words


class CasesLook(QWidget):
    """`look_wanted` carries one of `LOOKS`, `radius_wanted` metres. Hidden where no cases are shown."""

    look_wanted = Signal(str)
    radius_wanted = Signal(float)

    def __init__(self, words: Words, style: CasesStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for look in LOOKS:
            made = button(words(f"map.cases.{look}"), partial(self.look_wanted.emit, look), "choice", self)
            made.setCheckable(True)
            made.setToolTip(words(f"map.cases.{look}.tip"))
            group.addButton(made)
            self.buttons[look] = made
        self.radius = QComboBox(self)
        self.radius.setAccessibleName(words("map.cases.radius"))
        for metres in style.radii:
            self.radius.addItem(words("map.cases.metres", metres=f"{metres:,.0f}"), metres)
        self.radius.activated.connect(lambda _index: self.radius_wanted.emit(self.radius.currentData()))
        self._radius_line = QWidget(self)
        line = row(label(words("map.cases.radius"), "small", self._radius_line), self.radius)
        line.setContentsMargins(0, 0, 0, 0)
        line.setStretch(1, 1)
        self._radius_line.setLayout(line)
        whole = column(label(words("map.cases"), "small", self), gap=GAP_1)
        buttons = row(*self.buttons.values(), gap=GAP_1)
        for place in range(len(self.buttons)):
            buttons.setStretch(place, 1)
        whole.addLayout(buttons)
        whole.addWidget(self._radius_line)
        whole.setContentsMargins(0, GAP_1, 0, 0)
        self.setLayout(whole)
        self.hide()

    def show_choice(self, choice: MapChoice, shown: Sequence[str]) -> None:
        """`shown` are the layers of cases that are seen."""
        self.setVisible(bool(shown))
        self.buttons[choice.cases].setChecked(True)
        self._radius_line.setVisible(choice.cases == HEAT)
        self.radius.setCurrentIndex(self.radius.findData(choice.radius))
