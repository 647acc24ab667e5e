"""The middle of a desk: a line of filters, the table, and how many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.ports.cases import CaseLine, CasePage, CaseQuery
from ltaxgis.ui.cases.table_model import COLUMNS, Background, CaseTableModel, ColumnLooks
from ltaxgis.ui.office import Office
from ltaxgis.ui.register.keep_view import KeepView
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, icon_button, label, row
from ltaxgis.ui.widgets.tables import dress_table

WAIT_MS = 200
_CHOICES = ("states", "divisions", "assignees")
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CaseList(QTableView):
    """Enter opens what a click selects."""

    entered_line = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered_line.emit()
        else:
            super().keyPressEvent(event)


class CaseTable(QFrame):
    """`asked` that filters or the order changed; `picked` and `opened` carry a CaseLine; `more_wanted` as the model's;
    `kept` the name under which the filters are kept; `excel_wanted` the list as a workbook,
    `statistics_wanted` the desk's figures, `print_wanted` the list on paper, `letters_wanted` the letters that all of
    the list are owed."""

    asked = Signal()
    picked = Signal(object)
    opened = Signal(object)
    more_wanted = Signal(int)
    kept = Signal(str)
    excel_wanted = Signal()
    statistics_wanted = Signal()
    print_wanted = Signal()
    letters_wanted = Signal()

    def __init__(
        self, office: Office, desk: str, sorted_by: str, parent: QWidget | None = None, columns: ColumnLooks = COLUMNS
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("surface", "plain")
        words = office.words
        self.model = CaseTableModel(words, office.icons, desk, self, columns)
        self.model.hides_people = office.announcer.hides_people
        self.order = ""
        self.search = QLineEdit(self)
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(words("cases.search"))
        self.search.setAccessibleName(words("cases.search"))
        self.search.setClearButtonEnabled(False)
        self.choices = {name: self._choice(name) for name in (sorted_by, *_CHOICES)}
        self.table = CaseList(self)
        dress_table(self.table, self.model, [width for _, _, width in columns])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setProperty("framed", "false")
        self.count = label("", "quiet", self)
        self.keep_view = KeepView(words, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.asked)
        self._lay_out()
        self._connect()

    # what the desk says

    def show_page(self, page: CasePage, background: Background, selected: str) -> None:
        """A list from its beginning, with the line selected that was so before."""
        self.model.show_page(page, background)
        self._show_count()
        row = self.model.row_of(selected)
        if row >= 0:
            self.table.selectionModel().blockSignals(True)
            self.table.selectRow(row)
            self.table.selectionModel().blockSignals(False)

    def add_page(self, offset: int, page: CasePage) -> None:
        self.model.add_page(offset, page)
        self._show_count()

    def select(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            self.table.selectRow(row)

    @property
    def line(self) -> CaseLine | None:
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def narrowed(self, query: CaseQuery) -> CaseQuery:
        """The question of a list with what the filters add to it."""
        told: dict[str, Any] = {
            name: (str(value),) for name, box in self.choices.items() if (value := box.currentData()) is not None
        }
        return replace(query, text=self.search.text().strip() or query.text, order=self.order or query.order, **told)

    def show_filters(self, query: CaseQuery) -> None:
        """The filters as a question has them; nobody is told."""
        self.search.blockSignals(True)
        self.search.setText(query.text)
        self.search.blockSignals(False)
        for name, box in self.choices.items():
            told = getattr(query, name)
            box.setCurrentIndex(max(0, box.findData(told[0])) if len(told) == 1 else 0)

    def show_choices(self, names: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """What can be chosen, as (code, text); what is chosen stays."""
        for name, choices in names.items():
            box = self.choices[name]
            chosen = box.currentData()
            while box.count() > 1:
                box.removeItem(1)
            for code, text in choices:
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)

    # inside

    def _show_count(self) -> None:
        self.count.setText(self._office.words("case.list.count", count=self.model.total))

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        text = self._office.words(f"cases.any.{name}")
        box.addItem(text, None)
        box.setAccessibleName(text)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(3)
        box.view().setMinimumWidth(260)
        box.activated.connect(lambda _index: self.asked.emit())
        return box

    def offer(self, way: QWidget, told: QWidget | None = None) -> None:
        """A further way in or out stands in the foot, what it told above the lines."""
        self._foot.addWidget(way)
        if told is not None:
            self._whole.insertWidget(0, told)

    def offer_filter(self, way: QWidget, told: QWidget) -> None:
        """A further way to narrow the list stands beside the search, what it says above the lines."""
        self._above.insertWidget(1, way)
        self._whole.insertWidget(1, told)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._timer.start())
        self.table.selectionModel().currentRowChanged.connect(self._picked)
        self.table.doubleClicked.connect(self._opened)
        self.table.entered_line.connect(self._opened)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.model.more_wanted.connect(self.more_wanted)
        self.keep_view.named.connect(self.kept)
        self._office.announcer.privacy.connect(self.model.hide_people)

    def _picked(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.line is not None:
            self.picked.emit(self.line)

    def _opened(self) -> None:
        if self.line is not None:
            self.opened.emit(self.line)

    def _sort(self, section: int) -> None:
        """The same heading again turns the order round."""
        order = self.model.columns[section][1]
        if not order:
            return
        self.order = f"-{order}" if self.order == order else order
        down = self.order.startswith("-")
        header = self.table.horizontalHeader()
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        self.asked.emit()

    def _lay_out(self) -> None:
        words = self._office.words
        keep = icon_button(self._office.icons, "bookmark", words("cases.keep_filter"), self.keep_view.begin, self)
        self._above = above = row(self.search, keep)
        choices = row(*self.choices.values(), gap=GAP_1)
        for place in range(len(self.choices)):
            choices.setStretch(place, 1)
        bar = QVBoxLayout()
        bar.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        bar.setSpacing(GAP_1)
        bar.addLayout(above)
        bar.addLayout(choices)
        self._foot = foot = QHBoxLayout()
        foot.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        foot.setSpacing(GAP_2)
        foot.addWidget(self.count, 1)
        self.excel = button(words("excel.send"), self.excel_wanted.emit, "", self)
        icons = self._office.icons  # beside the words of two more ways out, there is room for no others
        foot.addWidget(icon_button(icons, "chart-column", words("cases.statistics"), self.statistics_wanted.emit, self))
        foot.addWidget(icon_button(icons, "printer", words("cases.print_list"), self.print_wanted.emit, self))
        foot.addWidget(self.excel)
        self.letters = button(words("cases.all_letters"), self.letters_wanted.emit, "primary", self)
        self.letters.hide()
        foot.addWidget(self.letters)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addWidget(self.keep_view)
        whole.addWidget(self.table, 1)
        whole.addLayout(foot)
