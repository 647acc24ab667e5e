"""Cases of a work list for Qt's table: lines come page by page as somebody scrolls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.cases import CaseLine, CasePage
from ltaxgis.ui.cases.telling import HIDDEN, by_people, division_told, due_told, kind_told, state_told
from ltaxgis.ui.fonts import code_font
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.widgets.paged_model import Index, PagedModel
from ltaxgis.words import Words

ColumnLooks = tuple[tuple[str, str, int], ...]
"""Of each column: the field whose name it bears, the order it sorts by, and how wide it is."""
COLUMNS: ColumnLooks = (
    ("number", "number", 124),
    ("due", "due", 128),
    ("title", "title", 200),
    ("category", "category", 172),
    ("state", "state", 120),
    ("place_text", "place", 150),
    ("received_at", "received", 92),
    ("division", "division", 150),
    ("assignee", "assignee", 130),
    ("party", "", 150),
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Background:
    """What lines are told with: the desk, the office's book, categories in words, states in which no time runs."""

    desk: str
    today: date
    book: OfficeBook | None = None
    categories: Mapping[str, str] | None = None
    paused: frozenset[str] = frozenset()


class CaseTableModel(PagedModel):
    lines: list[CaseLine]

    def __init__(
        self, words: Words, icons: Icons, desk: str, parent: QObject | None = None, columns: ColumnLooks = COLUMNS
    ) -> None:
        super().__init__(parent)
        self._words, self._icons, self.columns = words, icons, columns
        self._code_font = code_font()
        self._texts: dict[str, Callable[[CaseLine], str]] = {
            "due": lambda line: self._due(line)[0],
            "category": lambda line: kind_told(words, desk, line.kind, line.category, self.background.categories or {}),
            "kind": lambda line: (self.background.categories or {}).get(line.kind) or line.kind,
            "state": lambda line: state_told(words, desk, line.state),
            "received_at": lambda line: short_date(local_day(line.received_at), words.language),
            "division": lambda line: division_told(self.background.book, line.division, words.language),
            "party": self._party,
            "title": lambda line: by_people(self.hides_people, line.title, desk),
            "place_text": lambda line: by_people(self.hides_people, line.place_text, desk),
        }
        self.background = Background(desk, date.min)

    # what is shown

    def show_page(self, page: CasePage, background: Background) -> None:
        """A list from its beginning."""
        self.background = background
        self.begin_with(page)

    def row_of(self, uid: str) -> int:
        """-1 where it is not among the lines read so far."""
        return next((row for row, line in enumerate(self.lines) if line.uid == uid), -1)

    # what Qt asks

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, name = self.lines[index.row()], self.columns[index.column()][0]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            made = self._texts.get(name)
            return made(line) if made is not None else str(getattr(line, name))
        if role == Qt.ItemDataRole.FontRole:
            return self._code_font if name == "number" else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        if name == "due" and role in {Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole}:
            return self._look_of_due(line, role)
        if name == "party" and role == Qt.ItemDataRole.DecorationRole and line.hidden:
            return self._icons.icon("lock", "quiet", 14)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            name = self.columns[section][0]
            own = f"field.{self.background.desk}.{name}"
            return self._words(own if self._words.knows(own) else f"field.case.{name}")
        return _LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    # inside

    def _due(self, line: CaseLine) -> tuple[str, str]:
        back = self.background
        return due_told(self._words, line.due, back.today, line.closed_on, line.state in back.paused)

    def _look_of_due(self, line: CaseLine, role: int) -> Any:
        tone = self._due(line)[1]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons.icon("alarm-clock", "wrong", 14) if tone == "wrong" else None
        return QColor(str(getattr(self._icons.colours, tone))) if tone else None

    def _party(self, line: CaseLine) -> str:
        if line.hidden:
            return self._words("case.hidden")
        return HIDDEN if self.hides_people and line.party else line.party
