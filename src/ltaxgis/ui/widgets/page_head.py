"""The heading of a page that is left by Esc or by its cross."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import icon_button, label


def page_head(office: Office, title: str, leave: Callable[[], object], parent: QWidget) -> QHBoxLayout:
    """`title` is the code of its words."""
    head = QHBoxLayout()
    head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
    head.addWidget(label(office.words(title), "heading", parent), 1)
    head.addWidget(icon_button(office.icons, "x", office.words("cases.leave"), leave, parent))
    return head
