"""The sheet goes to Excel and comes back: a menu, and what is asked of the services."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.round_trip import Diff
from ltaxgis.services.progress import Progress
from ltaxgis.ui.office import Office
from ltaxgis.ui.returned_page import ask_what_returns, ask_where_to_send


class ExcelTrips(QObject):
    """`returned` carries the name of a workbook and what it would change."""

    returned = Signal(str, object)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._parent = office, parent

    def ask_to_send(self, uids: Sequence[Uid] | None) -> None:
        path = ask_where_to_send(self._parent, self._office, self._office.words("register.file_name"))
        if path is not None:
            self.send(path, uids)

    def send(self, path: Path, uids: Sequence[Uid] | None) -> None:
        """The rows, None for all, stand in the workbook; where it lies is said."""
        office, project, actor = self._office, self._office.project, self._office.actor
        if project is None or actor is None:
            return

        def work(_progress: Progress) -> None:
            office.services.send_register(project, actor, path, office.words, uids)

        said = office.words("excel.sent", name=path.name)
        office.tasks.change("work.send", work, lambda _none: office.announcer.said.emit(said, "good"))

    def ask_to_bring(self) -> None:
        path = ask_what_returns(self._parent, self._office)
        if path is not None:
            self.bring(path)

    def bring(self, path: Path) -> None:
        """What the workbook would change is told; nothing is stored yet."""
        office, project = self._office, self._office.project
        if project is None:
            return

        def show(diff: Diff) -> None:
            self.returned.emit(path.name, diff)

        office.tasks.query(lambda: office.services.read_back(project, path), show)


class ExcelButton(QToolButton):
    """`counts` answers how many rows are shown and how many are chosen."""

    def __init__(
        self,
        office: Office,
        counts: Callable[[], tuple[int, int]],
        calls: dict[str, Callable[[], None]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._words, self._counts, self._calls = office.words, counts, calls
        self.setText(office.words("excel.name"))
        self.setProperty("kind", "quiet")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        office.icons.dress(self, "file-spreadsheet", "quiet")
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        shown, chosen = self._counts()
        menu = self.menu()
        menu.clear()
        menu.addAction(self._words("excel.send_shown", count=shown), self._calls["shown"])
        if chosen:
            menu.addAction(self._words("excel.send_chosen", count=chosen), self._calls["chosen"])
        menu.addSeparator()
        menu.addAction(self._words("excel.bring"), self._calls["bring"])
