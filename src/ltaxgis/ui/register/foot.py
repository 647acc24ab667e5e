"""The sums under the sheet: of what is shown, and of what is selected."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ltaxgis.domain.measures import area_text, money_text
from ltaxgis.ui.register.sheet import Sheet
from ltaxgis.ui.tokens import GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.words import Words


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

    def show_rows(self, sheet: Sheet, rows: Sequence[int]) -> None:
        code = "foot.rows" if len(rows) == len(sheet) else "foot.rows_of"
        self.count.setText(self._words(code, count=len(rows), all=len(sheet)))
        self.sums.setText(self._sums(sheet, rows))

    def show_selected(self, sheet: Sheet, rows: Sequence[int]) -> None:
        several = len(rows) > 1
        text = self._words("foot.selected", count=len(rows)) + "  " + self._sums(sheet, rows) if several else ""
        self.picked.setText(text)

    def _sums(self, sheet: Sheet, rows: Sequence[int]) -> str:
        area, value = _total(sheet.data["area"], rows), _total(sheet.data["value"], rows)
        return self._words("foot.sums", area=area_text(area), m2=f"{area / 25:,.0f}", value=money_text(value))


def _total(values: Sequence[int | None], rows: Sequence[int]) -> int:
    # whole numbers throughout: a sum of money is never rounded
    return int(np.sum([values[row] or 0 for row in rows], dtype=np.int64)) if len(rows) else 0
