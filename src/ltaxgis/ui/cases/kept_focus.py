"""The keyboard stays where it was when a page is drawn anew."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

Mark = tuple[str, str]


class KeptFocus:
    """Of a page whose widgets are made anew: the one with the same name has the keyboard again, else `otherwise`."""

    def __init__(self, page: QWidget, otherwise: Callable[[], QWidget | None]) -> None:
        self._page, self._otherwise = page, otherwise
        self._mark: Mark | None = None

    def remember(self) -> None:
        """Before the widgets go; nothing where the keyboard is elsewhere."""
        focus = QApplication.focusWidget()
        if focus is not None and self._page.isAncestorOf(focus):
            self._mark = _mark(focus)

    def take(self) -> None:
        """The page has the keyboard when it is drawn next."""
        self._mark = ("", "")

    def give(self) -> None:
        """What had the keyboard is gone: `otherwise` has it at once, and when the page is drawn next."""
        self.take()
        target = self._otherwise()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self) -> None:
        """After they stand there again."""
        mark, self._mark = self._mark, None
        if mark is None:
            return
        focus = QApplication.focusWidget()
        if focus is not None and self._page.isAncestorOf(focus) and _mark(focus) == mark:
            return
        same = next((one for one in self._page.findChildren(QWidget) if _takes(one) and _mark(one) == mark), None)
        target = same or self._otherwise()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def _mark(widget: QWidget) -> Mark:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return type(widget).__name__, widget.accessibleName() or text


def _takes(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
