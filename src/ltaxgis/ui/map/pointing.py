"""What mouse, wheel and keys do on the map, whatever tool is in hand."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ltaxgis.render.view import View
from ltaxgis.ui.map.tools.tool import Pointer, Tool

NOTCH = 120.0
NOTCH_FACTOR = 1.35
KEY_PAN = 80.0
CURSORS = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "ask": Qt.CursorShape.WhatsThisCursor,
    "point": Qt.CursorShape.PointingHandCursor,
    "grab": Qt.CursorShape.ClosedHandCursor,
}
_ARROWS = {
    Qt.Key.Key_Left: (KEY_PAN, 0.0),
    Qt.Key.Key_Right: (-KEY_PAN, 0.0),
    Qt.Key.Key_Up: (0.0, KEY_PAN),
    Qt.Key.Key_Down: (0.0, -KEY_PAN),
}


class PointerSurface(QWidget):
    """What the canvas is built on. The middle button, or the left with Space held, moves the map under any tool.
    `view` is what is shown; `view_wanted` carries the view that a hand asks for, `menu_wanted` a place, E and N, and
    where on the screen it is."""

    view_wanted = Signal(object)
    pointer_moved = Signal(float, float)
    pointer_left = Signal()
    menu_wanted = Signal(float, float, QPoint)

    view: View
    tool: Tool
    pointer_at: Pointer | None = None
    pressing = False
    _grabbed: QPointF | None = None
    _space = False

    def pan(self, x: float, y: float) -> None:
        self.view_wanted.emit(self.view.moved(x, y))

    def zoom_by(self, factor: float) -> None:
        self.view_wanted.emit(self.view.zoomed(factor, self.width() / 2, self.height() / 2))

    def ask_about_at(self, east: float, north: float) -> None:
        """A double click that no tool used."""

    def pointer_rests_soon(self) -> None:
        """The pointer moved: a tip waits again."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        middle = event.button() is Qt.MouseButton.MiddleButton
        if middle or (self._space and event.button() is Qt.MouseButton.LeftButton):
            self._grabbed = event.position()
            self.show_cursor()
        elif event.button() is Qt.MouseButton.LeftButton:
            self.pressing = True
            self.tool.press(self._pointer(event))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(*self.view.to_world(event.pos().x(), event.pos().y()), event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            moved = event.position() - self._grabbed
            self._grabbed = event.position()
            self.pan(moved.x(), moved.y())
            return
        pointer = self._pointer(event)
        self.pointer_at = pointer
        self.tool.move(pointer)
        self.pointer_moved.emit(pointer.east, pointer.north)
        self.pointer_rests_soon()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._grabbed = None
            self.show_cursor()
        elif event.button() is Qt.MouseButton.LeftButton and self.pressing:
            self.pressing = False
            self.tool.release(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            pointer = self._pointer(event)
            if not self.tool.double(pointer):
                self.ask_about_at(pointer.east, pointer.north)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / NOTCH
        if turned:
            at = event.position()
            self.view_wanted.emit(self.view.zoomed(NOTCH_FACTOR**turned, at.x(), at.y()))
        event.accept()

    def escape(self) -> None:
        """One step back."""
        self.tool.escape()

    def event(self, event: QEvent) -> bool:
        """Esc is the map's own while the map has the keyboard: the window's shortcut would take it first."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escape()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tool.confirm()
        elif key == Qt.Key.Key_Backspace:
            self.tool.step_back()
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.show_cursor()
        elif key in _ARROWS:
            self.pan(*_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom_by(1 / NOTCH_FACTOR if key == Qt.Key.Key_Minus else NOTCH_FACTOR)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.show_cursor()
        else:
            super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.show_cursor()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer_at = None
        self.pointer_left.emit()
        super().leaveEvent(event)

    def show_cursor(self) -> None:
        moving = self._space or self._grabbed is not None
        self.setCursor(CURSORS["grab" if moving else self.tool.cursor])

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = event.position()
        east, north = self.view.to_world(at.x(), at.y())
        held = event.modifiers()
        return Pointer(
            at.x(), at.y(), east, north,
            bool(held & Qt.KeyboardModifier.ShiftModifier), bool(held & Qt.KeyboardModifier.ControlModifier),
        )  # fmt: skip
