"""Files dropped anywhere on a widget that is not made for them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ltaxgis.ui.cases.paper_intake import papers_in

if TYPE_CHECKING:
    from ltaxgis.ui.office import Office


class PaperDrop(QObject):
    """`brought` carries the paths; a picture that another program drops is a file of ours by then."""

    brought = Signal(list)

    def __init__(self, office: Office, widget: QWidget) -> None:
        super().__init__(widget)
        self._office = office
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        project = self._office.project
        if project is None or not project.writable:
            return False
        if isinstance(event, QDragEnterEvent) and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            paths = papers_in(event.mimeData(), self._office)
            if paths:
                event.acceptProposedAction()
                self.brought.emit(paths)
                return True
        return False
