"""The strip of tools that lies over the map's corner."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.map.tools.pointing import Hand, Identify, SelectBox
from ltaxgis.ui.map.tools.tool import Tool
from ltaxgis.ui.map.tools.tracing import MeasureArea, MeasureDistance, SelectSurface
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_1
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


class ToolStrip(QFrame):
    """A button a tool, then those that only move the view; `use` is called with a new tool."""

    def __init__(
        self,
        words: Words,
        icons: Icons,
        use: Callable[[Tool], None],
        moves: tuple[tuple[str, str, Callable[[], None]], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._use = use
        self.buttons: dict[str, QToolButton] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_1, GAP_1, GAP_1, GAP_1)
        whole.setSpacing(2)
        for kind, icon in TOOLS:
            made = icon_button(icons, icon, words(f"tool.{kind.code}"), self._chooser(kind), self)
            made.setCheckable(True)
            self.buttons[kind.code] = made
            whole.addWidget(made)
        whole.addWidget(line(self))
        for word, icon, call in moves:
            whole.addWidget(icon_button(icons, icon, words(word), call, self))
        for made in self.findChildren(QToolButton):
            made.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.show_tool(Hand.code)

    def show_tool(self, code: str) -> None:
        for name, made in self.buttons.items():
            made.setChecked(name == code)

    def _chooser(self, kind: type[Tool]) -> Callable[[], None]:
        return lambda: self._use(kind())
