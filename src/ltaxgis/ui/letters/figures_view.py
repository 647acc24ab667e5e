"""Letters in and out in figures: by month, kind and division, how long they took, and which are late."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.periods import Period, last_periods
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.cases import CasePage
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_workbook import CaseNames
from ltaxgis.services.letter_report_paper import PARTS, figure_texts, report_lines
from ltaxgis.services.letter_statistics import DIRECTIONS, FIGURES, LetterReport, late_letters, letter_reports
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import LinesModel, dress_table

_LATE = ("number", "subject", "division", "assignee", "due", "days")
_WIDTHS, _LATE_WIDTHS = (420, 130, 130, 130, 150, 150), (140, 420, 190, 170, 120)


@dataclass(frozen=True, slots=True)
class _Seen:
    book: OfficeBook
    reports: dict[str, LetterReport]
    late: CasePage


class FiguresView(QWidget):
    """`case_wanted` carries a case's uid and its desk; `paper_wanted` and `excel_wanted` the period that is told."""

    case_wanted = Signal(str, str)
    paper_wanted = Signal(object)
    excel_wanted = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._seen: _Seen | None = None
        words = office.words
        self.period, self.way, self.part = QComboBox(self), QComboBox(self), QComboBox(self)
        for name in DIRECTIONS:
            self.way.addItem(words(f"letter_report.{name}"), name)
        for name in PARTS:
            self.part.addItem(words(f"letter_report.by_{name}"), name)
        for box, name in ((self.period, "period"), (self.way, "way"), (self.part, "part")):
            box.setAccessibleName(words(f"letter_report.{name}"))
        self.period.activated.connect(lambda _index: self.reload())
        for box in (self.way, self.part):
            box.activated.connect(lambda _index: self._show_lines())
        self.lines, self.late = LinesModel(self), LinesModel(self)
        self.table = dress_table(QTableView(self), self.lines, ())
        self.overdue = dress_table(QTableView(self), self.late, ())
        self.overdue.doubleClicked.connect(self._open)
        self.said = label("", "quiet", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(
            self.period, self.way, self.part, None, button(words("excel.send"), self._send, "", self),
            button(words("letter_report.print"), self._print, "primary", self),
        ))  # fmt: skip
        whole.addWidget(self.table, 3)
        whole.addLayout(row(label(words("letter_report.late_title"), "heading", self), self.said, None))
        whole.addWidget(self.overdue, 2)

    @property
    def chosen(self) -> Period:
        """This calendar year before another is chosen: numbers of letters count by it."""
        period = self.period.currentData()
        assert isinstance(period, Period)
        return period

    def reload(self) -> None:
        services, actor = self._office.services.cases, self._office.actor
        if actor is None:
            return
        today = local_day(services.now())
        self._fill_periods(last_periods(today))
        period = self.chosen

        def look(project: Project) -> _Seen:
            with project.reading() as reading:
                reports = letter_reports(reading, actor, period.first, period.last, today)
                return _Seen(services.book(project), reports, late_letters(reading, actor, today))

        self._office.look(look, self._show)

    # inside

    def _fill_periods(self, periods: Sequence[Period]) -> None:
        if self.period.count():
            return
        words = self._office.words
        for one in sorted(periods, key=lambda one: one.counts_by):  # calendar years first
            self.period.addItem(words(f"cases.statistics.{one.counts_by}", year=str(one.year)), one)

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        words, book = self._office.words, seen.book
        names = CaseNames(words, book)
        today = local_day(self._office.services.cases.now())
        late = [
            (one.number, one.title, names.division(one.division), one.assignee,
             short_date(one.due, words.language) if one.due else "",
             words("letters.days_late", days=(today - one.due).days) if one.due else "")
            for one in seen.late.lines
        ]  # fmt: skip
        self.said.setText(words("letter_report.late_count", count=seen.late.total))
        self.late.show_lines([words(f"letter_report.column.{name}") for name in _LATE], late)
        for column, width in enumerate(_LATE_WIDTHS):
            self.overdue.setColumnWidth(column, width)
        self._show_lines()

    def _show_lines(self) -> None:
        if self._seen is None:
            return
        words, way, part = self._office.words, str(self.way.currentData()), str(self.part.currentData())
        names = CaseNames(words, self._seen.book)
        told = report_lines(self._seen.reports[way], part, way, names)
        heads = [words(f"letter_report.{part}"), *(words(f"letter_report.{one}") for one in FIGURES)]
        self.lines.show_lines(heads, [(name, *figure_texts(one)) for name, one in told], right=range(1, len(heads)))
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)

    def _open(self, index: QModelIndex) -> None:
        if self._seen is not None and index.isValid():
            self.case_wanted.emit(self._seen.late.lines[index.row()].uid, "letters_in")

    def _print(self) -> None:
        self.paper_wanted.emit(self.chosen)

    def _send(self) -> None:
        self.excel_wanted.emit(self.chosen)
