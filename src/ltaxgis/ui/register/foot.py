"""The sums under the sheet: of what is shown, and of what is selected."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QResizeEvent
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
    """Where there is no room for all, the sums of the selection come first, and what does not fit is in the tips."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._shown: tuple[str, ...] = ("", "")
        self._selected: tuple[str, ...] = ("", "")
        self.setProperty("surface", "foot")
        self.setFixedHeight(28)
        self.count = label("", "strong", self)
        self.sums = label("", "quiet", self)
        self.picked = label("", "quiet", self)
        for part in (self.sums, self.picked):
            part.setMinimumWidth(1)  # a long text does not hold the window open: it gets shorter
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
        self._shown = self._texts(shown)
        self._fit()

    def show_selected(self, picked: Sums) -> None:
        several = picked.rows > 1
        head = self._words("foot.selected", count=picked.rows) + "  "
        self._selected = tuple(head + text for text in self._texts(picked)) if several else ("", "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The longest of these that fits: both in full, both in short, the selection alone in full or in short."""
        room = self.width() - 2 * GAP_3 - 2 * GAP_4 - self.count.sizeHint().width()
        shown, selected = self._shown, self._selected
        ways = [(shown[0], selected[0]), (shown[1], selected[1]), ("", selected[0])]
        last = ("", selected[1]) if selected[1] else ("", "")
        metrics = self.sums.fontMetrics()
        fitting = (way for way in ways if sum(map(metrics.horizontalAdvance, way)) <= room)
        for part, text, whole in zip(
            (self.sums, self.picked), next(fitting, last), (shown[0], selected[0]), strict=True
        ):
            part.setText(text)
            part.setToolTip(whole)
            part.setVisible(bool(text))
        self.count.setToolTip(shown[0])

    def _texts(self, sums: Sums) -> tuple[str, ...]:
        """In full and in short."""
        facts = {"area": area_text(sums.area), "m2": f"{sums.area / 25:,.0f}", "value": money_text(sums.value)}
        return self._words("foot.sums", **facts), self._words("foot.sums.short", **facts)


def _total(values: Sequence[int | None], rows: Sequence[int]) -> int:
    # whole numbers throughout: a sum of money is never rounded
    return int(np.sum([values[row] or 0 for row in rows], dtype=np.int64)) if len(rows) else 0
