"""The left rail: one desk a button, picture over word, a count where something waits."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import GAP_1, RAIL_WIDTH
from ltaxgis.ui.widgets.blocks import label

DESKS = (
    ("map", "map"), ("register", "table-2"), ("join", "link-2"), ("findings", "list-checks"),
    ("petitions", "message-square-warning"), ("permits", "hard-hat"), ("letters", "mail"), ("publicity", "megaphone"),
)  # fmt: skip


class DeskButton(QToolButton):
    """A desk; its badge sits on the upper right corner."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.badge = label("", "badge", self)
        self.badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.badge.hide()

    def show_count(self, count: int) -> None:
        self.badge.setText("99+" if count > 99 else str(count))
        self.badge.setVisible(count > 0)
        self.setAccessibleDescription(f"{count:,}")
        self.badge.adjustSize()
        self._place_badge()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        self.badge.move(QPoint(self.width() - self.badge.width() - 1, 1))


class Rail(QFrame):
    """`chosen` names a desk of `DESKS`."""

    chosen = Signal(str)

    def __init__(
        self, texts: dict[str, str], tips: dict[str, str], icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._icons = icons
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # on a page that is no desk none is marked
        self.buttons: dict[str, DeskButton] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_1, GAP_1, GAP_1, GAP_1)
        whole.setSpacing(GAP_1)
        for name, picture in DESKS:
            whole.addWidget(self._button(name, picture, texts[name], tips[name]))
        whole.addStretch(1)

    def show_desk(self, name: str) -> None:
        for other, button in self.buttons.items():
            button.setChecked(other == name)
            self._icons.dress(button, dict(DESKS)[other], "accent" if other == name else "quiet", 22)

    def show_count(self, name: str, count: int) -> None:
        self.buttons[name].show_count(count)

    def badge(self, name: str) -> QLabel:
        return self.buttons[name].badge

    def _button(self, name: str, picture: str, text: str, tip: str) -> DeskButton:
        button = DeskButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setProperty("kind", "desk")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setFixedWidth(RAIL_WIDTH - 2 * GAP_1 - 1)
        self._icons.dress(button, picture, "quiet", 22)
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self.buttons[name] = button
        return button
