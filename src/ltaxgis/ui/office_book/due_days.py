"""Open cases whose last day is another one by the office's book as it is now, and the button that moves them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.due_days import MovedDay, days_that_move, move_due_days
from ltaxgis.ui.cases.telling import by_people
from ltaxgis.ui.office import Office
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import dress_table, fill_table

CLOCKED = ("petitions", "permits", "letters_in")
_COLUMNS = ("number", "title", "before", "after", "days")
_WIDTHS = (150, 330, 130, 130)
_SHOWN = 500


class DueDaysView(QWidget):
    """`stored` carries the act and the words for it; `found` how many days would move."""

    stored = Signal(object, str)
    found = Signal(int)

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._errors = office, errors
        self.moved: Sequence[MovedDay] = ()
        self._book: OfficeBook | None = None
        self._today = local_day(office.services.cases.now())
        words = office.words
        self.model = QStandardItemModel(0, len(_COLUMNS), self)
        self.model.setHorizontalHeaderLabels([words(f"due_days.column.{name}") for name in _COLUMNS])
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.told = label("", "quiet", self, wrap=True)
        self.move_button = button("", self.move_days, "primary", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("due_days.about"), "quiet", self, wrap=True))
        whole.addWidget(self.told)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(None, self.move_button, gap=GAP_2))
        office.announcer.privacy.connect(lambda _hidden: self._tell())
        self._tell()

    def show_book(self, book: OfficeBook, now: datetime) -> None:
        """What this book would move today."""
        self._book, self._today = book, local_day(now)
        actor, desks, today = self._office.actor, self._desks(), self._today
        if actor is None:
            return

        def look(project: Project) -> list[MovedDay]:
            with project.reading() as reading:
                return days_that_move(reading, actor, desks, book, today)

        self._office.look(look, self._took)

    def move_days(self) -> None:
        """All of them move in one act, which can be undone."""
        self._errors.hide()
        book, today, desks = self._book, self._today, self._desks()
        project, actor = self._office.project, self._office.actor
        if book is None or project is None or actor is None:
            return

        def stored(done: tuple[Applied, int]) -> None:
            applied, count = done
            self.stored.emit(applied, self._office.words("due_days.moved", count=count))
            self.show_book(book, self._office.services.cases.now())

        self._office.tasks.change(
            "work.office",
            lambda _progress: move_due_days(project, actor, desks, book, today),
            stored,
            self._errors.show_failure,
        )

    # inside

    def _desks(self) -> Mapping[str, Desk]:
        return {name: self._office.services.cases.desk(name) for name in CLOCKED}

    def _took(self, moved: Sequence[MovedDay]) -> None:
        self.moved = moved
        self._tell()
        self.found.emit(len(moved))

    def _tell(self) -> None:
        words, actor, count = self._office.words, self._office.actor, len(self.moved)
        fill_table(self.model, [self._line(one) for one in self.moved[:_SHOWN]], right=(4,))
        self.told.setText(words("due_days.some", count=count) if count else words("due_days.none"))
        self.move_button.setText(words("due_days.move", count=count))
        self.move_button.setVisible(bool(count))
        self.move_button.setEnabled(actor is not None and may(actor, "settings"))

    def _line(self, one: MovedDay) -> Sequence[str]:
        case, language = one.case, self._office.words.language
        title = by_people(self._office.announcer.hides_people, case.title, case.desk)
        days = f"{(one.due - case.due).days:+d}" if one.due is not None and case.due is not None else ""
        return case.number, title, _day(case.due, language), _day(one.due, language), days


def _day(day: date | None, language: str) -> str:
    return short_date(day, language) if day is not None else "–"
