"""Where the assistant stands: five words, the present one marked."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ltaxgis.ui.tokens import GAP_2, GAP_4
from ltaxgis.ui.widgets.blocks import label, retone
from ltaxgis.words import Words

STEPS = ("files", "columns", "crs", "check", "result")


class Stepper(QFrame):
    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self.setFixedHeight(44)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_4, 0, GAP_4, 0)
        line.setSpacing(GAP_2)
        line.addWidget(label(words("import.title"), "heading", self))
        line.addStretch(1)
        self._labels: list[QLabel] = []
        for number, name in enumerate(STEPS):
            if number:
                line.addWidget(label("→", "quiet", self))
            made = label(f"{number + 1} {words(f'import.step.{name}')}", "quiet", self)
            self._labels.append(made)
            line.addWidget(made)

    def show_step(self, number: int) -> None:
        for place, made in enumerate(self._labels):
            retone(made, "tone", "step" if place == number else "quiet")
