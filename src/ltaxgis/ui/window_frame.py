"""Where the parts of the window stand: top bar, rail, bands over the pages, inspector, status line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Parts:
    """`bands` stand over the `pages`, the uppermost first."""

    top: QWidget
    rail: QWidget
    bands: Sequence[QWidget]
    pages: QWidget
    inspector: QWidget
    status: QWidget


def lay_out(whole: QWidget, parts: Parts) -> QSplitter:
    """All parts stand in `whole`; answers the line between pages and inspector."""
    desk = QWidget(whole)
    middle = QVBoxLayout(desk)
    middle.setContentsMargins(0, 0, 0, 0)
    middle.setSpacing(0)
    for band in parts.bands:
        middle.addWidget(band)
    middle.addWidget(parts.pages, 1)
    sides = QSplitter(Qt.Orientation.Horizontal, whole)
    sides.setHandleWidth(3)
    sides.setChildrenCollapsible(False)
    sides.addWidget(desk)
    sides.addWidget(parts.inspector)
    sides.setStretchFactor(0, 1)
    body = QHBoxLayout()
    body.setSpacing(0)
    body.addWidget(parts.rail)
    body.addWidget(sides, 1)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(parts.top)
    column.addLayout(body, 1)
    column.addWidget(parts.status)
    return sides
