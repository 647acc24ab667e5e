"""Where a person left the window and how its sides were divided."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter

from ltaxgis.ui.preferences import Preferences
from ltaxgis.ui.tokens import INSPECTOR_WIDTH

_GEOMETRY, _SIDES = "window.geometry", "window.sides"
_FIRST = (1280, 760)


def restore_sizes(window: QMainWindow, sides: QSplitter, preferences: Preferences) -> None:
    kept = preferences.get(_GEOMETRY)
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii"))))
    else:
        window.resize(*_FIRST)
    sides.setSizes(preferences.get(_SIDES, [_FIRST[0] - INSPECTOR_WIDTH, INSPECTOR_WIDTH]))


def keep_sizes(window: QMainWindow, sides: QSplitter, preferences: Preferences) -> None:
    preferences.set(_GEOMETRY, bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
    preferences.set(_SIDES, sides.sizes())
