"""The numbers that were given: one reserved for later, one that becomes void; none is missing."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.numbering import RESERVED
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_numbers import NumberLine, numbers_of, reserve_number, void_number
from ltaxgis.ui.cases.telling import by_people
from ltaxgis.ui.office import Office
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, row
from ltaxgis.ui.widgets.tables import dress_table, fill_table

COLUMNS = ("number", "state", "case", "title", "reason")
_WIDTHS = (150, 110, 150, 320)
_YEARS = 4


class NumbersView(QWidget):
    """`stored` carries the act after a number was reserved or made void."""

    stored = Signal(object)

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._errors = office, errors
        self.book: OfficeBook | None = None
        self._now = datetime.now(BANGKOK)
        self.lines: Sequence[NumberLine] = ()
        words = office.words
        self.series = QComboBox(self)
        self.year = QComboBox(self)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(words("number.reason"))
        self.model = QStandardItemModel(0, len(COLUMNS), self)
        self.model.setHorizontalHeaderLabels([words(f"number.column.{name}") for name in COLUMNS])
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.reserve_button = button(words("number.reserve"), self.reserve, "", self)
        self.void_button = button(words("number.make_void"), self.make_void, "", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(self.series, self.year, None, gap=GAP_2))
        whole.addWidget(self.table, 1)
        whole.addLayout(row(self.reason, self.reserve_button, self.void_button, gap=GAP_2))
        self.series.currentIndexChanged.connect(lambda _index: self.reload())
        self.year.currentIndexChanged.connect(lambda _index: self.reload())
        office.announcer.privacy.connect(lambda _hidden: self._show(self.lines))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())

    def show_book(self, book: OfficeBook, now: datetime) -> None:
        """The series of this book; the year that counts now is chosen."""
        self.book, self._now = book, now
        words, chosen = self._office.words, self.series.currentData()
        for box in (self.series, self.year):
            box.blockSignals(True)
        self.series.clear()
        for name in book.series:
            told = words(f"number.series.{name}") if words.knows(f"number.series.{name}") else name
            self.series.addItem(told, name)
        self.series.setCurrentIndex(max(self.series.findData(chosen), 0))
        if not self.year.count():
            last = local_day(now).year + BE_OFFSET + 1  # next year's fiscal series begins in October
            for year in range(last, last - _YEARS, -1):
                self.year.addItem(str(year), year)
            self.year.setCurrentIndex(1)
        for box in (self.series, self.year):
            box.blockSignals(False)
        self.reload()

    def reload(self) -> None:
        actor, series, year = self._office.actor, self.series.currentData(), self.year.currentData()
        if actor is None or series is None or year is None:
            return

        def look(project: Project) -> list[NumberLine]:
            with project.reading() as reading:
                return numbers_of(reading, actor, series, year)

        self._office.look(look, self._show)

    def reserve(self) -> None:
        """The next number of the series is kept for a case that comes later."""
        if self.book is None:
            return
        book, series, day, reason = self.book, str(self.series.currentData()), local_day(self._now), self.reason.text()
        self._act(lambda project, actor: reserve_number(project, actor, book, series, day, reason=reason))

    def make_void(self) -> None:
        """The reserved number on the chosen line is given up, with the reason typed beside."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.lines):
            given, reason = self.lines[place].given, self.reason.text()
            self._act(lambda project, actor: void_number(project, actor, given.uid, reason))

    # inside

    def _act(self, work: Callable[[Project, Actor], object]) -> None:
        self._errors.hide()
        project, actor = self._office.project, self._office.actor
        if project is not None and actor is not None:
            self._office.tasks.change(
                "work.number", lambda _progress: work(project, actor), self._done, self._errors.show_failure
            )

    def _done(self, result: object) -> None:
        self.reason.clear()
        self.stored.emit(result)
        self.reload()

    def _show(self, lines: Sequence[NumberLine]) -> None:
        self.lines = lines
        fill_table(self.model, [self._line(one) for one in lines])
        self._allow()

    def _line(self, line: NumberLine) -> Sequence[str]:
        given, case = line.given, line.case
        state = self._office.words(f"number.state.{given.state}")
        hides = self._office.announcer.hides_people
        title = by_people(hides, case.title, case.desk) if case else ""
        return given.text, state, case.number if case else "", title, given.reason

    def _allow(self) -> None:
        place = self.table.currentIndex().row()
        free = 0 <= place < len(self.lines) and self.lines[place].given.state == RESERVED
        self.void_button.setEnabled(free)
