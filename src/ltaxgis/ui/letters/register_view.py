"""The registers as the books look: in, out, circulars, each division's own, orders, announcements, certificates."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.correspondence_desk import (
    CIRCULAR_SERIES,
    DIVISION_SERIES,
    IN_SERIES,
    OUT_SERIES,
    SECRET_IN_SERIES,
    SECRET_OUT_SERIES,
)
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.letters import RegisterPage, RegisterQuery
from ltaxgis.ports.stores import Project
from ltaxgis.ui.letters.register_model import COLUMNS, RegisterModel
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import dress_table

BOOKS = (IN_SERIES, OUT_SERIES, CIRCULAR_SERIES, DIVISION_SERIES, "order", "announcement", "certificate",
         SECRET_IN_SERIES, SECRET_OUT_SERIES)  # fmt: skip
PAGE, YEARS, _WAIT_MS = 200, 6, 200


class RegisterView(QWidget):
    """`case_wanted` carries a case's uid and its desk; `paper_wanted` and `excel_wanted` the book that is looked at,
    whole."""

    case_wanted = Signal(str, str)
    paper_wanted = Signal(object)
    excel_wanted = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._asked = 0
        self._query: RegisterQuery | None = None
        words = office.words
        self.book, self.division, self.year = QComboBox(self), QComboBox(self), QComboBox(self)
        for name in BOOKS:
            self.book.addItem(words(f"register.book.{name}"), name)
        for box, name in ((self.book, "book"), (self.division, "division"), (self.year, "year")):
            box.setAccessibleName(words(f"register.{name}"))
            box.activated.connect(lambda _index: self.reload())
        self.search = QLineEdit(self)
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(words("register.search"))
        self.search.setAccessibleName(words("register.search"))
        self.count = label("", "quiet", self)
        self.model = RegisterModel(words, office.icons, self)
        self.model.hides_people = office.announcer.hides_people
        office.announcer.privacy.connect(self.model.hide_people)
        self.table = dress_table(QTableView(self), self.model, [width for _, width in COLUMNS])
        self.table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.table.doubleClicked.connect(self._open)
        self.model.more_wanted.connect(self._read_more)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.reload)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        whole.setSpacing(GAP_2)
        line = row(self.book, self.division, self.year, self.search)
        line.setStretch(3, 1)
        whole.addLayout(line)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(
            self.count, None, button(words("excel.send"), self._send, "", self),
            button(words("register.print"), self._print, "primary", self),
        ))  # fmt: skip

    def reload(self) -> None:
        """The book from its newest number."""
        services, actor = self._office.services.cases, self._office.actor
        if actor is None:
            return
        today = local_day(services.now())
        self._fill_years(today.year + BE_OFFSET)
        self._asked += 1
        number = self._asked
        asked = RegisterQuery(
            series=str(self.book.currentData()), year=int(self.year.currentData()),
            division=str(self.division.currentData() or ""), text=self.search.text().strip(), viewer=actor.name,
            newest_first=True, limit=PAGE,
        )  # fmt: skip

        def look(project: Project) -> tuple[int, RegisterQuery, OfficeBook, RegisterPage]:
            book = services.book(project)
            query = _of_division(asked, book)
            with project.reading() as reading:
                return number, query, book, reading.letter_register(query)

        self._office.look(look, self._show)

    # inside

    def _show(self, answer: tuple[int, RegisterQuery, OfficeBook, RegisterPage]) -> None:
        number, query, book, page = answer
        if number != self._asked:
            return
        self._query = query
        self._fill_divisions(list(book.divisions), book)
        self.division.setVisible(query.series == DIVISION_SERIES)
        self.model.show_page(page, book, query.series)
        self.count.setText(self._office.words("register.count", count=page.total))

    def _read_more(self, offset: int) -> None:
        query, number = self._query, self._asked
        if query is None:
            return

        def look(project: Project) -> tuple[int, RegisterPage]:
            with project.reading() as reading:
                return number, reading.letter_register(replace(query, offset=offset))

        def show(answer: tuple[int, RegisterPage]) -> None:
            if answer[0] == self._asked:
                self.model.add_page(offset, answer[1])

        self._office.look(look, show)

    def _fill_years(self, this_year: int) -> None:
        if self.year.count() == 0:
            for year in range(this_year, this_year - YEARS, -1):
                self.year.addItem(str(year), year)

    def _fill_divisions(self, codes: Sequence[str], book: OfficeBook) -> None:
        if self.division.count() == 0:
            for code in codes:
                self.division.addItem(book.divisions[code].name(self._office.words.language), code)

    def _open(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()] if index.isValid() else None
        if line is not None and line.case_uid is not None:
            self.case_wanted.emit(line.case_uid, line.desk)

    def _print(self) -> None:
        if self._query is not None:
            self.paper_wanted.emit(self._query)

    def _send(self) -> None:
        if self._query is not None:
            self.excel_wanted.emit(self._query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.table.currentIndex())
        else:
            super().keyPressEvent(event)


def _of_division(query: RegisterQuery, book: OfficeBook) -> RegisterQuery:
    """Divisions have a book each; before one is chosen it is the first's."""
    if query.series != DIVISION_SERIES:
        return replace(query, division="")
    return query if query.division else replace(query, division=next(iter(book.divisions), ""))
