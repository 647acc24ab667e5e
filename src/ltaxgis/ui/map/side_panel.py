"""Beside the map: theme with its legend, names, where to go, layers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from ltaxgis.domain.styles import MapStyles
from ltaxgis.ui.map.cases_look import CasesLook
from ltaxgis.ui.map.layers_panel import LayersPanel
from ltaxgis.ui.map.legend import Legend
from ltaxgis.ui.map.place_box import PlaceBox
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import label, scrolling
from ltaxgis.words import Words

WIDTH = 248
LABELS = {
    "code": "{code}",
    "lot": "{lot}",
    "owner": "{owner}",
    "deed": "{deed}",
    "area": "{area}",
    "code_area": "{code}\n{area}",
    "code_owner": "{code}\n{owner}",
    "code_letter": "{code}\n{letter}",
    "letter": "{letter}",
    "nothing": "",
}


class SidePanel(QFrame):
    """`theme_wanted` carries a theme's code, `label_wanted` a template."""

    theme_wanted = Signal(str)
    label_wanted = Signal(str)

    def __init__(self, words: Words, styles: MapStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "left")
        self.setFixedWidth(WIDTH)
        self.themes = QComboBox(self)
        self.themes.setAccessibleName(words("map.theme"))
        for code in styles.themes:
            self.themes.addItem(words(f"theme.{code}"), code)
        self.labels = QComboBox(self)
        self.labels.setAccessibleName(words("map.labels"))
        for name, template in LABELS.items():
            self.labels.addItem(words(f"label.{name}"), template)
        self.legend = Legend(words, self)
        self.cases = CasesLook(words, styles.cases, self)
        self.layers = LayersPanel(words, self)
        self.places = PlaceBox(words, self)
        inner = QWidget(self)
        body = QVBoxLayout(inner)
        body.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        body.setSpacing(GAP_1)
        for title, widgets in (
            ("map.theme", (self.themes, self.legend, self.cases)),
            ("map.labels", (self.labels,)),
            ("map.go_to", (self.places,)),
            ("map.layers", (self.layers,)),
        ):
            body.addWidget(label(words(title), "strong", self))
            for widget in widgets:
                body.addWidget(widget)
            body.addSpacing(GAP_2)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self))
        self.themes.activated.connect(lambda: self.theme_wanted.emit(self.themes.currentData()))
        self.labels.activated.connect(lambda: self.label_wanted.emit(self.labels.currentData()))

    def show_choice(self, theme: str, template: str) -> None:
        self.themes.setCurrentIndex(self.themes.findData(theme))
        self.labels.setCurrentIndex(self.labels.findData(template, Qt.ItemDataRole.UserRole))
