"""The sheet's menu for Excel."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ltaxgis.ui.office import Office


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
