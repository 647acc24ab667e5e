"""The few blocks all desks are built from: labels by tone, buttons by kind, cards, empty states."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_2, GAP_3, GAP_4, GAP_5

B = TypeVar("B", bound=QBoxLayout)


def label(text: str, tone: str = "", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if tone:
        made.setProperty("tone", tone)
    return made


def retone(widget: QWidget, name: str, value: str) -> None:
    """A property the style sheet looks at, and the look that follows."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(text: str, call: Callable[[], object], kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """`kind`: primary (one a view), quiet, link, or an ordinary one."""
    made = QPushButton(text, parent)
    if kind:
        made.setProperty("kind", kind)
    made.setMinimumHeight(CONTROL_HEIGHT)
    made.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
    made.setAutoDefault(True)  # Enter presses what has the keyboard
    made.clicked.connect(_without_state(call))
    return made


def icon_button(
    icons: Icons, name: str, tip: str, call: Callable[[], object], parent: QWidget | None = None
) -> QToolButton:
    made = QToolButton(parent)
    made.setProperty("kind", "quiet")
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    icons.dress(made, name)
    made.clicked.connect(_without_state(call))
    return made


def frame(surface: str, parent: QWidget | None = None) -> QFrame:
    made = QFrame(parent)
    made.setProperty("surface", surface)
    return made


def line(parent: QWidget | None = None) -> QFrame:
    return frame("line", parent)


def row(*widgets: QWidget | int | None, gap: int = GAP_2) -> QHBoxLayout:
    """Side by side; None is a stretch."""
    return _filled(QHBoxLayout(), widgets, gap)


def column(*widgets: QWidget | int | None, gap: int = GAP_2) -> QVBoxLayout:
    return _filled(QVBoxLayout(), widgets, gap)


class Card(QFrame):
    """A heading, a body, and at most one action at its foot."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.heading = label(title, "strong", self)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP_2)
        self.head = row(self.heading, None)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(self.head)
        whole.addLayout(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class EmptyState(QWidget):
    """One picture, one sentence, one button."""

    def __init__(self, icons: Icons, picture: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        image = QLabel(self)
        image.setPixmap(icons.pixmap(picture, "strong_border", 56, 2.0))
        image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = label(sentence, "quiet", self, wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setMaximumWidth(460)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(GAP_5, GAP_5, GAP_5, GAP_5)
        self._whole.setSpacing(GAP_4)
        self._whole.addStretch(2)
        self._whole.addWidget(image)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.text, 50)
        middle.addStretch(1)
        self._whole.addLayout(middle)
        self._place = QVBoxLayout()
        self._whole.addLayout(self._place)
        self._whole.addStretch(3)

    def offer(self, made: QPushButton) -> None:
        self._place.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)


def scrolling(inner: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """A column that scrolls up and down only."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setObjectName("cards")
    area.setWidget(inner)
    return area


def clear(layout: QLayout) -> None:
    """Nothing is left in the layout; its widgets are gone."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _filled(layout: B, widgets: tuple[QWidget | int | None, ...], gap: int) -> B:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        elif isinstance(widget, int):
            layout.addSpacing(widget)
        else:
            layout.addWidget(widget)
    return layout


def _without_state(call: Callable[[], object]) -> Callable[[], None]:
    """Qt sends along whether a button is checked; a signal's `emit` would take that for its argument."""

    def run() -> None:
        call()

    return run
