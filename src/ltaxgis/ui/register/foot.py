"""The sums under the sheet: of what is shown, and of what is selected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ltaxgis.domain.measures import area_text, money_text
from ltaxgis.ui.register.sheet import Sheet
from ltaxgis.ui.tokens import GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.words import Words


@dataclass(frozen=True, slots=True)
class Sums:
    """How many rows, their areas (hundredths of a square wa) and values (satang) added up."""

    rows: int
    area: int
    value: int


def sums_of(sheet: Sheet, rows: Sequence[int]) -> Sums:
    return Sums(len(rows), _total(sheet.data["area"], rows), _total(sheet.data["value"], rows))


class Foot(QFrame):
    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("surface", "foot")
        self.setFixedHeight(28)
        self.count = label("", "strong", self)
        self.sums = label("", "quiet", self)
        self.picked = label("", "quiet", self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, 0, GAP_3, 0)
        whole.setSpacing(GAP_4)
        for widget in (self.count, self.sums):
            whole.addWidget(widget)
        whole.addStretch(1)
        whole.addWidget(self.picked)

    def show_rows(self, all_rows: int, shown: Sums) -> None:
        code = "foot.rows" if shown.rows == all_rows else "foot.rows_of"
        self.count.setText(self._words(code, count=shown.rows, all=all_rows))
        self.sums.setText(self._text(shown))

    def show_selected(self, picked: Sums) -> None:
        several = picked.rows > 1
        self.picked.setText(
            self._words("foot.selected", count=picked.rows) + "  " + self._text(picked) if several else ""
        )

    def _text(self, sums: Sums) -> str:
        square_metres = f"{sums.area / 25:,.0f}"
        return self._words("foot.sums", area=area_text(sums.area), m2=square_metres, value=money_text(sums.value))


def _total(values: Sequence[int | None], rows: Sequence[int]) -> int:
    # whole numbers throughout: a sum of money is never rounded
    return int(np.sum([values[row] or 0 for row in rows], dtype=np.int64)) if len(rows) else 0
