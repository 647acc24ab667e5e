"""A click on a sign of several cases: nearer where that parts them, else the list of them."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.map.messages import Cluster
from ltaxgis.words import Words

MOST_LINES = 12
CLOSEST_PARTING = 1_000.0
"""The scale's denominator up to which a sign is zoomed into: what is one sign there is a list."""
METRES_A_PIXEL = 0.0254 / 96


def parts(found: Cluster, pixels: float) -> bool:
    """Whether nearer than now its cases would stand apart."""
    low_e, low_n, high_e, high_n = found.box
    return max(high_e - low_e, high_n - low_n) > pixels * CLOSEST_PARTING * METRES_A_PIXEL


def cluster_menu(
    found: Cluster, words: Words, open_case: Callable[[Uid], None], list_all: Callable[[], None], parent: QWidget
) -> QMenu:
    """A line a case, the worst first, and all of them in their desk's list."""
    menu = QMenu(parent)
    for uid, told in list(zip(found.uids, found.labels, strict=True))[:MOST_LINES]:
        menu.addAction(told, lambda uid=uid: open_case(uid))  # type: ignore[misc]
    menu.addSeparator()
    menu.addAction(words("map.cases.all_listed", count=len(found.uids)), list_all)
    return menu
