"""Workbooks go to Excel and come back: where to, where from, and what is asked of the services."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ltaxgis.domain.project import Actor
from ltaxgis.domain.round_trip import Diff
from ltaxgis.ports.stores import Project
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import documents_folder
from ltaxgis.words import Words

Send = Callable[[Project, Actor, Path, Words], None]
_WORKBOOKS = "Excel (*.xlsx)"


class ExcelTrips(QObject):
    """`returned` carries the name of a workbook and what it would change; nothing is stored yet."""

    returned = Signal(str, object)

    def __init__(self, office: Office, name: str, parent: QWidget) -> None:
        """`name` is the code of the file name that is proposed."""
        super().__init__(parent)
        self._office, self._name, self._parent = office, name, parent

    def ask_to_send(self, work: Send) -> None:
        path = ask_where_to_send(self._parent, self._office, self._office.words(self._name))
        if path is not None:
            self.send(path, work)

    def send(self, path: Path, work: Send) -> None:
        """The work has written the workbook; where it lies is said."""
        office, words = self._office, self._office.words
        said = words("excel.sent", name=path.name)
        office.act(
            "work.send",
            lambda project, actor: work(project, actor, path, words),
            lambda _none: office.announcer.said.emit(said, "good"),
        )

    def ask_to_bring(self) -> None:
        words = self._office.words
        path, _ = QFileDialog.getOpenFileName(self._parent, words("excel.bring"), str(documents_folder()), _WORKBOOKS)
        if path:
            self.bring(Path(path))

    def bring(self, path: Path) -> None:
        services = self._office.services

        def show(diff: Diff) -> None:
            self.returned.emit(path.name, diff)

        self._office.look(lambda project: services.read_back(project, path), show)


def ask_where_to_send(parent: QWidget, office: Office, name: str) -> Path | None:
    """A file name for a workbook; None where the person thought better of it."""
    proposed = str(documents_folder() / f"{name}.xlsx")
    path, _ = QFileDialog.getSaveFileName(parent, office.words("excel.send"), proposed, _WORKBOOKS)
    return Path(path) if path else None
