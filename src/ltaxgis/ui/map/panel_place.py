"""Where a tool's panel lies: over the map's upper right corner, whatever size the map has."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ltaxgis.ui.tokens import GAP_3


class _Corner(QObject):
    def __init__(self, canvas: QWidget, panel: QWidget) -> None:
        super().__init__(panel)
        self._canvas, self._panel = canvas, panel
        canvas.installEventFilter(self)
        panel.installEventFilter(self)
        self.place()

    def place(self) -> None:
        self._panel.move(max(0, self._canvas.width() - self._panel.width() - GAP_3), GAP_3)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)


def lay_over(canvas: QWidget, panel: QWidget) -> None:
    """The panel is the canvas's child and stays at its corner."""
    panel.setParent(canvas)
    panel.adjustSize()
    _Corner(canvas, panel)
    panel.show()
    panel.raise_()
