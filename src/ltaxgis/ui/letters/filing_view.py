"""Files of the plan, what is lent, and the year's list for destruction."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPushButton, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import Folder
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.retention import plan_heads, retentions
from ltaxgis.domain.thai.calendar import BE_OFFSET, short_date
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.letter_filing import (
    FolderLine,
    LoanLine,
    due_for_archives,
    filed_in,
    folders,
    hand_over,
    keep_folder,
    loans,
)
from ltaxgis.ui.letters.destruction_view import DestructionView
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import LinesModel, dress_table

FILED_LISTS, ARCHIVE_LIST, LENT_LIST = ("transfer", "kept"), "archive", "lent"
_HEAD_WIDTH, _YEARS = 230, 8
_FOLDERS = ("code", "title", "year", "count", "division", "retention", "place")
_LOANS = ("number", "subject", "borrower", "lent_on", "due", "late")


@dataclass(frozen=True, slots=True)
class _Seen:
    book: OfficeBook
    folders: list[FolderLine]
    loans: list[LoanLine]


class FilingView(QWidget):
    """`stored` carries what was applied and the words for it; `case_wanted` a case's uid and its desk;
    `list_wanted` which list is to be printed, its letters, the BE year and the division."""

    stored = Signal(object, str)
    case_wanted = Signal(str, str)
    list_wanted = Signal(str, object, int, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._seen: _Seen | None = None
        words = office.words
        self.folders, self.loans = LinesModel(self), LinesModel(self)
        self.table = dress_table(QTableView(self), self.folders, ())
        self.lent = dress_table(QTableView(self), self.loans, ())
        self.lent.doubleClicked.connect(self._open_loan)
        self.head = QComboBox(self)
        self.head.setAccessibleName(words("letters.plan_head"))
        self.head.setMinimumWidth(_HEAD_WIDTH)
        self.title, self.box = QLineEdit(self), QLineEdit(self)
        for field, name in ((self.title, "title"), (self.box, "place")):
            field.setPlaceholderText(words(f"letters.folder.{name}"))
            field.setAccessibleName(words(f"letters.folder.{name}"))
            field.returnPressed.connect(self.add_folder)
        self.add = button(words("letters.add_folder"), self.add_folder, "", self)
        self.year = QComboBox(self)
        self.year.setAccessibleName(words("register.year"))
        self.lists = QPushButton(words("letters.lists"), self)
        self.lists.setMenu(self._list_menu())
        self.destruction = DestructionView(office, self)
        self.destruction.stored.connect(self.stored)
        self.destruction.case_wanted.connect(self.case_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(label(words("letters.folders"), "heading", self), None, self.year, self.lists))
        whole.addWidget(self.table, 3)
        line = row(self.head, self.title, self.box, self.add)
        line.setStretch(1, 2)
        line.setStretch(2, 1)
        whole.addLayout(line)
        self.no_loans = label(words("letters.no_loans"), "quiet", self)
        whole.addWidget(label(words("letters.loans"), "heading", self))
        whole.addWidget(self.no_loans)
        whole.addWidget(self.lent, 2)
        whole.addWidget(self.destruction, 4)

    def reload(self) -> None:
        services, actor = self._office.services.cases, self._office.actor
        if actor is None:
            return
        today = local_day(services.now())

        def look(project: Project) -> _Seen:
            with project.reading() as reading:
                return _Seen(services.book(project), folders(reading), loans(reading, actor, today))

        self._office.look(look, self._show)
        self.destruction.reload()

    def add_folder(self) -> None:
        """A new file of this year under a head of the plan."""
        seen, heads = self._seen, plan_heads(self._seen.book) if self._seen is not None else []
        if seen is None or not heads:
            return
        head = heads[max(0, self.head.currentIndex())]
        year = local_day(self._office.services.cases.now()).year + BE_OFFSET
        title = self.title.text().strip() or head.title
        taken = {line.folder.code for line in seen.folders if line.folder.year == year}
        made = Folder(uid=new_uid(), code=_free_code(head.code, taken), title=title, year=year,
                      retention=head.retention, box=self.box.text().strip())  # fmt: skip
        book, words = seen.book, self._office.words

        def work(project: Project, actor: Actor) -> Applied:
            return keep_folder(project, actor, book, made)

        def stored(applied: Applied) -> None:
            self.title.clear()
            self.box.clear()
            self.stored.emit(applied, words("letters.folder_added", number=made.code))
            self.reload()

        self._office.act("work.edit", work, stored)

    def print_list(self, kind: str) -> None:
        """What was filed in the chosen year, or reaches the archives' age in it, or is lent today, on paper."""
        actor, services = self._office.actor, self._office.services.cases
        year, words = int(self.year.currentData() or 0), self._office.words
        if actor is None or not year:
            return

        def look(project: Project) -> list[Uid]:
            with project.reading() as reading:
                return [one.uid for one in self._of_list(reading, actor, services.book(project), kind, year)]

        def show(uids: list[Uid]) -> None:
            if uids:
                self.list_wanted.emit(kind, uids, year, "")
            else:
                none = "letters.no_loans" if kind == LENT_LIST else "letters.nothing_listed"
                self._office.announcer.said.emit(words(none, year=str(year)), "attention")

        self._office.look(look, show)

    def give_to_archives(self) -> None:
        """All that reaches the archives' age in the chosen year has been handed over today."""
        seen, year, words = self._seen, int(self.year.currentData() or 0), self._office.words
        actor, today = self._office.actor, local_day(self._office.services.cases.now())
        if seen is None or actor is None:
            return
        book = seen.book

        def work(project: Project, actor: Actor) -> Applied | None:
            with project.reading() as reading:
                uids = [one.uid for one in self._of_list(reading, actor, book, ARCHIVE_LIST, year)]
            return hand_over(project, actor, uids, today) if uids else None

        def stored(applied: Applied | None) -> None:
            if applied is None:
                self._office.announcer.said.emit(words("letters.nothing_listed", year=str(year)), "attention")
            else:
                self.stored.emit(applied, words("letters.given_to_archives"))
                self.reload()

        self._office.act("work.edit", work, stored)

    # inside

    def _of_list(self, reading: Reading, actor: Actor, book: OfficeBook, kind: str, year: int) -> list[Case]:
        if kind == LENT_LIST:
            return [one.case for one in loans(reading, actor, local_day(self._office.services.cases.now()))]
        if kind == ARCHIVE_LIST:
            return [case for case, _ in due_for_archives(reading, actor, book, year)]
        return filed_in(reading, actor, year)

    def _list_menu(self) -> QMenu:
        words, menu = self._office.words, QMenu(self)
        for kind in (*FILED_LISTS, ARCHIVE_LIST, LENT_LIST):
            menu.addAction(words(f"letters.list.{kind}"), partial(self.print_list, kind))
        menu.addSeparator()
        self.archives_action = menu.addAction(words("letters.give_to_archives"), self.give_to_archives)
        return menu

    def _show(self, seen: _Seen) -> None:
        words, language = self._office.words, self._office.words.language
        first = self._seen is None
        self._seen = seen
        if first:
            year = local_day(self._office.services.cases.now()).year + BE_OFFSET
            for one in range(year, year - _YEARS, -1):
                self.year.addItem(str(one), one)
            self.head.addItems([f"{one.code} {one.title}" for one in plan_heads(seen.book)])
        project = self._office.project
        self.archives_action.setEnabled(project is not None and project.writable)
        lines = [self._line(seen.book, one) for one in seen.folders]
        self.folders.show_lines([words(f"letters.folder.{name}") for name in _FOLDERS], lines, right=(2, 3))
        lent = [
            (one.case.number, one.case.title, one.loan.borrower, short_date(one.loan.lent_on, language),
             short_date(one.loan.due, language), words("letters.days_late", days=one.late) if one.late else "")
            for one in seen.loans
        ]  # fmt: skip
        self.lent.setVisible(bool(lent))
        self.no_loans.setVisible(not lent)
        self.loans.show_lines([words(f"letters.loan.{name}") for name in _LOANS], lent)
        for table, widths in ((self.table, (80, 300, 70, 70, 170, 260)), (self.lent, (130, 320, 180, 100, 100))):
            for column, width in enumerate(widths):
                table.setColumnWidth(column, width)

    def _line(self, book: OfficeBook, one: FolderLine) -> tuple[str, ...]:
        language, folder = self._office.words.language, one.folder
        division, kind = book.divisions.get(folder.division), retentions(book).get(folder.retention)
        return (
            folder.code,
            folder.title,
            str(folder.year),
            f"{one.count:,}",
            division.name(language) if division is not None else folder.division,
            kind.name(language) if kind is not None else folder.retention,
            " · ".join(part for part in (folder.box, folder.shelf) if part),
        )

    def _open_loan(self, index: QModelIndex) -> None:
        if self._seen is not None and index.isValid():
            case = self._seen.loans[index.row()].case
            self.case_wanted.emit(case.uid, case.desk)


def _free_code(head: str, taken: set[str]) -> str:
    """The head's own code, else with the first running number that is free."""
    if head not in taken:
        return head
    return next(code for number in range(1, len(taken) + 2) if (code := f"{head}.{number}") not in taken)
