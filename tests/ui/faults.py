"""What is wrong with a window that is on the screen: cut text, controls on each other, faint text, out of reach."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QWidget,
)

from ltaxgis.ui.tokens import contrast

_contrast = cache(contrast)  # a window has the same few colours everywhere
LEAST_CONTRAST = 4.5
LEAST_OF_SIGNS = 3.0
"""An arrow or a dot says nothing by itself; its thin strokes are never drawn in their full colour."""
_BUTTON_PADDING = 0


def faults(window: QWidget) -> list[str]:
    """Each fault as one line; nothing for a window without any."""
    seen = [widget for widget in window.findChildren(QWidget) if _on_screen(widget)]
    return [*_cut(seen), *_overlapping(window, seen), *_faint(window, seen), *_out_of_reach(seen)]


def _on_screen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} “{str(text)[:50]}”"


def _cut(seen: list[QWidget]) -> Iterator[str]:
    for widget in seen:
        if isinstance(widget, QLabel) and widget.text() and _label_cut(widget):
            yield f"cut: {_name(widget)} {widget.width()}×{widget.height()}"
        elif isinstance(widget, QAbstractButton) and widget.text() and _button_cut(widget):
            yield f"cut: {_name(widget)} {widget.width()}×{widget.height()}, wants {widget.sizeHint().width()}"
        elif (
            isinstance(widget, QComboBox) and not _in_table(widget) and widget.height() < widget.fontMetrics().height()
        ):
            yield f"cut: {widget.currentText()} {widget.height()} high"
        elif isinstance(widget, QLineEdit) and not _in_table(widget) and _placeholder_cut(widget):
            yield f"cut: placeholder “{widget.placeholderText()}” {widget.width()}"


def _label_cut(label: QLabel) -> bool:
    metrics, space = label.fontMetrics(), label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    lines = label.text().split("\n")
    if label.toolTip() and metrics.horizontalAdvance(label.text()) > space.width():
        return False
    wide = max(metrics.horizontalAdvance(line) for line in lines) > space.width() + 1
    return wide or metrics.boundingRect(label.text()).height() * len(lines) > space.height() + 2


def _button_cut(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return False
    needed = button.fontMetrics().horizontalAdvance(button.text()) + _BUTTON_PADDING
    return needed > button.width() or button.fontMetrics().height() > button.height()


def _placeholder_cut(field: QLineEdit) -> bool:
    return field.fontMetrics().horizontalAdvance(field.placeholderText()) > field.width() - 12


def _in_table(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, QHeaderView | QAbstractItemView) or _in_table(parent))


def _controls(seen: list[QWidget]) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return [widget for widget in seen if isinstance(widget, kinds) and not _inside_control(widget)]


def _inside_control(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    inner = isinstance(parent, QLineEdit | QComboBox | QHeaderView | QAbstractItemView | QScrollBar)
    return inner or (parent is not None and _inside_control(parent))


def _overlapping(window: QWidget, seen: list[QWidget]) -> Iterator[str]:
    controls = [(widget, _area(window, widget)) for widget in _controls(seen)]
    for number, (one, area) in enumerate(controls):
        for other, its_area in controls[number + 1 :]:
            if area.intersects(its_area) and not _on_layers(one, other):
                yield f"overlap: {_name(one)} and {_name(other)}"


def _area(window: QWidget, widget: QWidget) -> QRect:
    region = widget.visibleRegion().boundingRect()
    return region.translated(widget.mapTo(window, QPoint(0, 0)))


def _on_layers(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _faint(window: QWidget, seen: list[QWidget]) -> Iterator[str]:
    picture = _pixels(window)
    for widget in seen:
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.text() or not widget.isEnabled():
            continue
        if widget.visibleRegion().boundingRect().size() == widget.size():
            found = _measured(window, widget, picture)
            if found < (LEAST_CONTRAST if any(map(str.isalnum, widget.text())) else LEAST_OF_SIGNS):
                yield f"faint: {_name(widget)} {found:.1f}:1"


def _pixels(window: QWidget) -> NDArray[np.uint32]:
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.width()).copy()


def _measured(window: QWidget, widget: QWidget, pixels: NDArray[np.uint32]) -> float:
    """Between the ground and the pixel that differs most from it, as they are on the screen."""
    ratio = window.devicePixelRatioF()
    corner = widget.mapTo(window, QPoint(0, 0))
    left, top = round(corner.x() * ratio), round(corner.y() * ratio)
    right, bottom = left + round(widget.width() * ratio), top + round(widget.height() * ratio)
    colours, counts = np.unique(pixels[top:bottom, left:right] & 0xFFFFFF, return_counts=True)
    ground = f"#{colours[counts.argmax()]:06x}"
    return max(_contrast(ground, f"#{colour:06x}") for colour in colours.tolist())


def _out_of_reach(seen: list[QWidget]) -> Iterator[str]:
    for widget in _controls(seen):
        # one of several is reached by the arrow keys, from the checked one
        among = isinstance(widget, QAbstractButton) and widget.autoExclusive()
        if widget.isEnabled() and not among and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield f"out of reach by keyboard: {_name(widget)}"
        if isinstance(widget, QAbstractButton) and not widget.text() and not widget.accessibleName():
            yield f"nameless: {_name(widget)} {widget.toolTip()}"
        if _beyond_edge(widget):
            yield f"out of reach by mouse: {_name(widget)}"


def _beyond_edge(widget: QWidget) -> bool:
    """Partly outside the window, and in nothing that scrolls."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea | QAbstractItemView):
            return False
        parent = parent.parentWidget()
    return widget.visibleRegion().boundingRect().size() != widget.size()
