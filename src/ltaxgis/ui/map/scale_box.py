"""The scale as a person types it: `1:1000`, `1000`, `1:1,000`, `๑:๑๐๐๐`."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.words import Words

OFFERED = (500, 1000, 2000, 4000, 5000, 10_000, 25_000)


def read_scale(text: str) -> float | None:
    """The denominator; None where the text says no scale between 1:10 and 1:20 million."""
    plain = re.sub(r"[\s,]", "", to_arabic(text))
    found = re.fullmatch(r"(?:1[:/])?(\d+(?:\.\d+)?)", plain)
    if found is None:
        return None
    denominator = float(found.group(1))
    return denominator if 10 <= denominator <= 20_000_000 else None


def scale_text(denominator: float) -> str:
    """`1:1,000`; beyond 1:100 no false precision."""
    digits = 3 if denominator >= 1000 else 2
    step = 10 ** max(0, len(str(int(denominator))) - digits)
    shown = round(denominator / step) * step
    return f"1:{shown:,}"


class ScaleBox(QComboBox):
    """`scale_wanted` carries a denominator."""

    scale_wanted = Signal(float)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setToolTip(words("map.scale_tip"))
        self.setAccessibleName(words("map.scale"))
        self.setMinimumWidth(112)
        for denominator in OFFERED:
            self.addItem(scale_text(denominator), float(denominator))
        self._shown = ""
        line = self.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._typed)
        line.editingFinished.connect(self._restore)
        self.activated.connect(lambda number: self.scale_wanted.emit(self.itemData(number)))

    def show_scale(self, denominator: float) -> None:
        self._shown = scale_text(denominator)
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            self.setEditText(self._shown)

    def _typed(self) -> None:
        wanted = read_scale(self.currentText())
        if wanted is None:
            self.setEditText(self._shown)
            return
        self._shown = scale_text(wanted)
        self.setEditText(self._shown)
        self.scale_wanted.emit(wanted)
        self.clearFocus()

    def _restore(self) -> None:
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            self.setEditText(self._shown)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.setEditText(self._shown)
        return super().focusNextPrevChild(forward)
