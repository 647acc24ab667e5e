"""The office's book: its holidays, divisions, running numbers and chain of chiefs, edited as tables."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.office_pages import PAGES, Page, page_text
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.office_book import as_shipped, book_of, keep_page
from ltaxgis.ui.office import Office
from ltaxgis.ui.office_book.absences import AbsencesView
from ltaxgis.ui.office_book.due_days import DueDaysView
from ltaxgis.ui.office_book.layers import LayersView
from ltaxgis.ui.office_book.letterhead import LetterheadView
from ltaxgis.ui.office_book.numbers import NumbersView
from ltaxgis.ui.office_book.own_papers import OwnPapersView
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import dress_table

_LIST_WIDTH = 190
_VIEWS = ("letterhead", "own_papers", "layers", "due_days", "absences", "numbers")
_WIDTHS = {"days": (140,), "divisions": (150, 300, 250), "series": (150, 240, 90, 200), "chain": (300,)}


class OfficeBookPage(QWidget):
    """`closed` when the person goes back; `kept` after a page was stored, `stored` with an act that can be undone and
    the words for it; `import_wanted` when a layer of the map is to be brought."""

    closed = Signal()
    kept = Signal(object)
    stored = Signal(object, str)
    import_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self.book: OfficeBook | None = None
        self._asks_days = False
        words = office.words
        self.errors = ErrorBand(words, office.icons, self)
        self.list = QListWidget(self)
        self.list.setFixedWidth(_LIST_WIDTH)
        names = (*(page.name for page in PAGES), *_VIEWS)
        self.list.addItems([words(f"office.page.{name}") for name in names])
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.numbers = NumbersView(office, self.errors, self)
        self.numbers.stored.connect(self.kept)
        self.absences = AbsencesView(office, self.errors, self)
        self.absences.stored.connect(self.stored)
        self.due_days = DueDaysView(office, self.errors, self)
        self.due_days.stored.connect(self.stored)
        self.due_days.found.connect(self._tell_of_days)
        self.letterhead = LetterheadView(office, self.errors, self)
        self.letterhead.stored.connect(lambda applied: self._kept("letterhead", applied))
        self.own_papers = OwnPapersView(office, self.errors, self)
        self.own_papers.stored.connect(self._own_kept)
        self.layers = LayersView(office, self.errors, self)
        self.layers.stored.connect(lambda applied: self._kept("layers", applied))
        self.layers.import_wanted.connect(self.import_wanted)
        self.days_button = button("", self.show_due_days, "link", self)
        self.days_button.hide()
        self.about = label("", "quiet", self, wrap=True)
        self.model = QStandardItemModel(self)
        self.table = dress_table(QTableView(self), self.model, ())
        self.add_button = button(words("office.add"), self.add_line, "", self)
        self.remove_button = button(words("office.remove"), self.remove_lines, "", self)
        self.shipped_button = button(words("office.as_shipped"), self.back_to_shipped, "link", self)
        self.keep_button = button(words("office.keep"), self.keep, "primary", self)
        self._lay_out()

    @property
    def page(self) -> Page:
        return PAGES[min(max(self.list.currentRow(), 0), len(PAGES) - 1)]

    def begin(self) -> None:
        """The book of the open project, read anew."""
        self.errors.hide()
        shipped = self._office.services.office_texts
        self._office.look(lambda project: _read(project, shipped), self._took)

    def lines(self) -> list[list[str]]:
        wide = range(self.model.columnCount())
        return [[self.model.item(line, column).text() for column in wide] for line in range(self.model.rowCount())]

    def add_line(self) -> None:
        self._append([""] * len(self.page.columns))
        last = self.model.index(self.model.rowCount() - 1, 0)
        self.table.scrollTo(last)
        self.table.setCurrentIndex(last)
        self.table.edit(last)

    def remove_lines(self) -> None:
        chosen = {index.row() for index in self.table.selectionModel().selectedRows()}
        for line in sorted(chosen, reverse=True):
            self.model.removeRow(line)

    def keep(self) -> None:
        """The page as it stands is the town's own from now on."""
        if self.book is None:
            return
        page = self.page
        try:
            text = page_text(page, self.book.tables[page.name], self.lines())
        except Refused as refused:
            self.errors.show_failure(refused)
            return
        shipped = self._office.services.office_texts
        self._store(lambda project, actor: keep_page(project, actor, shipped, page.name, text))

    def back_to_shipped(self) -> None:
        page = self.page
        self._store(lambda project, actor: as_shipped(project, actor, page.name))

    # inside

    def _store(self, work: Callable[[Project, Actor], Applied]) -> None:
        self.errors.hide()
        project, actor = self._office.project, self._office.actor
        if project is not None and actor is not None:
            self._office.tasks.change(
                "work.office", lambda _progress: work(project, actor), self._stored, self.errors.show_failure
            )

    def _stored(self, applied: Applied) -> None:
        self._asks_days = True
        self._kept(self.page.name, applied)

    def _own_kept(self, said: str) -> None:
        self._office.announcer.said.emit(said, "good")
        self.begin()

    def _kept(self, page: str, applied: Applied) -> None:
        words = self._office.words
        name = words(f"office.page.{page}")
        self._office.announcer.said.emit(words("office.kept", page=name), "good")
        self._office.services.cases.forget_book()
        self.kept.emit(applied)
        self.begin()

    def _took(self, book: OfficeBook) -> None:
        self.book = book
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show()

    def show_due_days(self) -> None:
        """Which cases are due on another day now."""
        self.days_button.hide()
        self.show_part("due_days")

    def show_part(self, name: str) -> None:
        """One of the parts beside the pages: `letterhead`, `own_papers`, `layers`, …"""
        self.list.setCurrentRow(len(PAGES) + _VIEWS.index(name))

    def _tell_of_days(self, count: int) -> None:
        self.days_button.setText(self._office.words("due_days.some", count=count))
        self.days_button.setVisible(bool(count) and self.sides.currentWidget() is not self.due_days)

    def _show(self) -> None:
        if self.book is None:
            return
        if self._asks_days:
            self._asks_days = False
            self.due_days.show_book(self.book, self._office.services.cases.now())
        is_page = self.list.currentRow() < len(PAGES)
        self.sides.setCurrentIndex(0 if is_page else 1 + self.list.currentRow() - len(PAGES))
        self.keep_button.setVisible(is_page)
        if not is_page:
            view = getattr(self, _VIEWS[self.list.currentRow() - len(PAGES)])
            view.show_book(self.book, self._office.services.cases.now())
            return
        page, words = self.page, self._office.words
        actor = self._office.actor
        may_change = actor is not None and may(actor, "settings")
        self.about.setText(words(f"office.about.{page.name}"))
        self.model.clear()
        self.model.setHorizontalHeaderLabels([words(f"office.column.{name}") for name in page.columns])
        for line in page.lines(self.book.tables[page.name]):
            self._append(line)
        for column, width in enumerate(_WIDTHS[page.name]):
            self.table.setColumnWidth(column, width)
        triggers = QAbstractItemView.EditTrigger
        wanted = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.table.setEditTriggers(wanted if may_change else triggers.NoEditTriggers)
        for one in (self.add_button, self.remove_button, self.shipped_button, self.keep_button):
            one.setEnabled(may_change)

    def _append(self, line: Sequence[str]) -> None:
        items = [QStandardItem(text) for text in line]
        for item in items:
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.model.appendRow(items)

    def _lay_out(self) -> None:
        words = self._office.words
        edited = QWidget(self)
        right = QVBoxLayout(edited)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP_2)
        right.addWidget(self.about)
        right.addWidget(self.table, 1)
        right.addLayout(row(self.add_button, self.remove_button, None, self.shipped_button, gap=GAP_2))
        middle = row(self.list, gap=GAP_3)
        self.sides = QStackedWidget(self)
        self.sides.addWidget(edited)
        for name in _VIEWS:
            self.sides.addWidget(getattr(self, name))
        middle.addWidget(self.sides, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("office.title"), "title", self))
        whole.addWidget(label(words("office.help"), "quiet", self, wrap=True))
        whole.addWidget(self.errors)
        whole.addLayout(middle, 1)
        whole.addLayout(
            row(
                self.days_button,
                None,
                button(words("form.back"), self.closed.emit, "", self),
                self.keep_button,
                gap=GAP_2,
            )
        )


def _read(project: Project, shipped: Mapping[str, str]) -> OfficeBook:
    with project.reading() as reading:
        return book_of(reading, shipped)
