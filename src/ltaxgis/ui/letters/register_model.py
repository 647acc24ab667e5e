"""A book of numbers for Qt's table, with the columns of the regulation; lines come page by page as somebody scrolls."""

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from ltaxgis.domain.correspondence_desk import IN_SERIES
from ltaxgis.domain.numbering import RESERVED, VOID
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.letters import RegisterLine, RegisterPage
from ltaxgis.ui.cases.telling import HIDDEN, division_told, state_told
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.widgets.paged_model import Index, PagedModel
from ltaxgis.words import Words

COLUMNS = (
    ("day", 96), ("number", 112), ("their_number", 140), ("dated", 96), ("sender", 190), ("addressee", 160),
    ("subject", 300), ("action", 220), ("remark", 150),
)  # fmt: skip
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PEOPLE = frozenset({"sender", "addressee", "subject", "remark"})


class RegisterModel(PagedModel):
    lines: list[RegisterLine]

    def __init__(self, words: Words, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._icons = words, icons
        self.book: OfficeBook | None = None
        self.series = IN_SERIES

    def show_page(self, page: RegisterPage, book: OfficeBook, series: str) -> None:
        """A book from its beginning."""
        self.book, self.series = book, series
        self.begin_with(page)

    # what Qt asks

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, name = self.lines[index.row()], COLUMNS[index.column()][0]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.text(line, name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        if role == Qt.ItemDataRole.FontRole and line.state == VOID and name in {"number", "subject"}:
            struck = QFont()
            struck.setStrikeOut(name == "number")
            return struck
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(line, name)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            name = COLUMNS[section][0]
            if name == "number":
                name = "number_in" if self.series in (IN_SERIES, "division_in") else "number_out"
            return self._words(f"register.column.{name}")
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def text(self, line: RegisterLine, name: str) -> str:
        """What stands in a cell."""
        language = self._words.language
        if name == "number":
            return line.text
        if line.hidden and name in {"subject", "sender", "addressee"}:
            return self._words("case.hidden") if name == "subject" else ""
        if name == "subject" and line.case_uid is None and not line.hidden:
            return self._unused(line)
        if self.hides_people and name in _PEOPLE and getattr(line, name):
            return HIDDEN
        if name == "action":
            return self._action(line)
        value = getattr(line, name)
        return short_date(value, language) if isinstance(value, date) else str(value or "")

    # inside

    def _unused(self, line: RegisterLine) -> str:
        if line.state not in (VOID, RESERVED):
            return ""
        return " ".join(part for part in (self._words(f"number.state.{line.state}"), line.reason) if part)

    def _action(self, line: RegisterLine) -> str:
        """What was written there, else to whom it went and how far it is."""
        if line.action:
            return line.action
        language, book = self._words.language, self.book
        routed = [
            " ".join(part for part in (division_told(book, one.division, language), one.person, one.number) if part)
            for one in line.routed
            if not one.returned
        ]
        state = state_told(self._words, line.desk, line.case_state) if line.desk and line.case_state else ""
        return " · ".join(part for part in (", ".join(routed), state) if part)

    def _colour(self, line: RegisterLine, name: str) -> QColor | None:
        colours = self._icons.colours
        if line.urgency and name == "subject":
            return QColor(str(colours.wrong))
        if line.state != "used" and name != "number":
            return QColor(str(colours.quiet))
        return None
