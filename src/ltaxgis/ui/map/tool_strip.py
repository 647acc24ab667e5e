"""The strip of tools that lies over the map's corner, in as many columns as a low map needs."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.map.tools.pointing import Hand, Identify, SelectBox
from ltaxgis.ui.map.tools.tool import Tool
from ltaxgis.ui.map.tools.tracing import MeasureArea, MeasureDistance, SelectSurface
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_1, GAP_3
from ltaxgis.ui.widgets.blocks import icon_button, line
from ltaxgis.words import Words

TOOLS: tuple[tuple[type[Tool], str], ...] = (
    (Hand, "map-hand"),
    (SelectBox, "map-box"),
    (SelectSurface, "map-surface"),
    (Identify, "info"),
    (MeasureDistance, "map-distance"),
    (MeasureArea, "map-area"),
)
BETWEEN = 2


class ToolStrip(QFrame):
    """A button a tool, then those that only move the view; `use` is called with a new tool."""

    def __init__(
        self,
        words: Words,
        icons: Icons,
        use: Callable[[Tool], None],
        moves: tuple[tuple[str, str, Callable[[], None]], ...],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._use = use
        self.buttons: dict[str, QToolButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(GAP_1, GAP_1, GAP_1, GAP_1)
        self._grid.setSpacing(BETWEEN)
        for kind, icon in TOOLS:
            made = icon_button(icons, icon, words(f"tool.{kind.code}"), self._chooser(kind), self)
            made.setCheckable(True)
            self.buttons[kind.code] = made
        self._line = line(self)
        self._moves = [icon_button(icons, icon, words(word), call, self) for word, icon, call in moves]
        for made in self.findChildren(QToolButton):
            made.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.move(GAP_3, GAP_3)
        self._rows = 0
        self.fit(parent.height())
        parent.installEventFilter(self)
        self.show_tool(Hand.code)

    def fit(self, height: int) -> None:
        """No button lies below a map of this height: those that do not fit go on in a further column."""
        buttons = [*self.buttons.values(), *self._moves]
        room = height - 2 * GAP_3 - 2 * GAP_1 - BETWEEN
        most = max(2, room // (CONTROL_HEIGHT + BETWEEN))
        columns = 1 if most > len(buttons) else ceil(len(buttons) / most)
        rows = len(buttons) + 1 if columns == 1 else ceil(len(buttons) / columns)
        if rows == self._rows:
            return
        self._rows = rows
        one_column = columns == 1
        self._line.setVisible(one_column)
        for number, button in enumerate(buttons):
            below_line = one_column and number >= len(self.buttons)
            self._grid.addWidget(button, number % rows + below_line, number // rows)
        if one_column:
            self._grid.addWidget(self._line, len(self.buttons), 0)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.fit(watched.height())
        return super().eventFilter(watched, event)

    def show_tool(self, code: str) -> None:
        for name, made in self.buttons.items():
            made.setChecked(name == code)

    def _chooser(self, kind: type[Tool]) -> Callable[[], None]:
        return lambda: self._use(kind())
