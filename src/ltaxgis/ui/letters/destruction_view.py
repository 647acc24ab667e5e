"""The year's list of papers to be destroyed: surveyed, marked, shown to the archives, approved, carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.retention import AGREED, DESTROY, EXTEND, KEEPS, committee_of, retentions, survey_ends, survey_of
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.destruction import (
    DestructionFile,
    approve_list,
    archives_answered,
    carry_out,
    destruction_file,
    destructions,
    make_list,
    mark_lines,
    name_committee,
    send_to_archives,
    surveyed,
)
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField
from ltaxgis.ui.widgets.tables import LinesModel, dress_table

_WIDTHS = (50, 200, 130, 100, 110, 340, 150)
_HEADS = ("place", "folder", "number", "dated", "register", "subject", "mark", "note")


@dataclass(frozen=True, slots=True)
class _Seen:
    book: OfficeBook
    due: int
    lists: list[DestructionFile]


class DestructionView(QFrame):
    """`stored` carries what was applied and the words for it; `case_wanted` a case's uid and its desk; `paper_wanted`
    the uid of a list that is to be printed (form 25)."""

    stored = Signal(object, str)
    case_wanted = Signal(str, str)
    paper_wanted = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._seen: _Seen | None = None
        words = office.words
        self.said = label("", "quiet", self, wrap=True)
        self.year = QComboBox(self)
        self.year.setAccessibleName(words("destruction.year"))
        self.year.currentIndexChanged.connect(lambda _index: self._show_list())
        self.lines = LinesModel(self)
        self.table = dress_table(QTableView(self), self.lines, ())
        self.table.doubleClicked.connect(self._open)
        self.until = ThaiDateField(words, self)
        self.until.line.setAccessibleName(words("destruction.until"))
        self.committee = QPlainTextEdit(self)
        self.committee.setPlaceholderText(words("destruction.committee_hint"))
        self.committee.setAccessibleName(words("destruction.committee"))
        self.committee.setTabChangesFocus(True)
        self.committee.setFixedHeight(66)
        made: dict[str, Callable[[], None]] = {
            "make": self.make, "destroy": lambda: self.mark(DESTROY), "extend": lambda: self.mark(EXTEND),
            "committee_keep": self.keep_committee, "send": self.send, "agreed": lambda: self.answer(AGREED),
            "keeps": lambda: self.answer(KEEPS), "approve": self.approve, "carry_out": self.carry_out,
            "print": self._print,
        }  # fmt: skip
        self.buttons = {name: button(words(f"destruction.{name}"), call, "", self) for name, call in made.items()}
        b = self.buttons
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(label(words("destruction.title"), "heading", self), self.year, b["make"], None, b["print"]))
        whole.addWidget(self.said)
        whole.addWidget(self.table, 100)
        whole.addLayout(row(b["destroy"], b["extend"], self.until, None))
        line = row(self.committee, b["committee_keep"])
        line.setStretch(0, 1)
        whole.addLayout(line)
        whole.addLayout(row(b["send"], b["agreed"], b["keeps"], b["approve"], b["carry_out"], None))
        whole.addStretch(0)

    def reload(self) -> None:
        services, actor = self._office.services.cases, self._office.actor
        if actor is None:
            return
        today = local_day(services.now())

        def look(project: Project) -> _Seen:
            book = services.book(project)
            with project.reading() as reading:
                lists = [destruction_file(reading, actor, book, one.uid, today) for one in destructions(reading)]
                return _Seen(book, len(surveyed(reading, actor, today)), lists)

        self._office.look(look, self._show)

    # what is done

    def make(self) -> None:
        today = self._today()
        self._do("make", lambda project, actor: make_list(project, actor, today))

    def mark(self, mark: str) -> None:
        """The chosen lines, or all where none is chosen."""
        told = self.current
        if told is None:
            return
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()}) or range(len(told.lines))
        uids = [told.lines[at][0].uid for at in rows]
        value = self.until.value
        until = value if mark == EXTEND and isinstance(value, date) else None
        self._do(mark, lambda project, actor: mark_lines(project, actor, uids, mark, until))

    def keep_committee(self) -> None:
        people = committee_of(self.committee.toPlainText().replace(",", "|"))
        self._on_list("committee_keep", lambda uid: lambda project, actor: name_committee(project, actor, uid, people))

    def send(self) -> None:
        today = self._today()
        self._on_list("send", lambda uid: lambda project, actor: send_to_archives(project, actor, uid, today))

    def answer(self, answer: str) -> None:
        today = self._today()
        self._on_list(answer, lambda uid: lambda project, actor: archives_answered(project, actor, uid, answer, today))

    def approve(self) -> None:
        seen, today = self._seen, self._today()
        if seen is not None:
            book = seen.book
            self._on_list("approve", lambda uid: lambda project, actor: approve_list(
                project, actor, book, uid, "", today))  # fmt: skip

    def carry_out(self) -> None:
        now = self._office.services.cases.now()
        how = self._office.words("destruction.how")
        self._on_list("carry_out", lambda uid: lambda project, actor: carry_out(project, actor, uid, how, now))

    @property
    def current(self) -> DestructionFile | None:
        seen, at = self._seen, self.year.currentIndex()
        return seen.lists[at] if seen is not None and 0 <= at < len(seen.lists) else None

    # inside

    def _today(self) -> date:
        return local_day(self._office.services.cases.now())

    def _on_list(self, code: str, work: Callable[[Uid], Callable[[Project, Actor], Applied]]) -> None:
        told = self.current
        if told is not None:
            self._do(code, work(told.list.uid))

    def _do(self, code: str, work: Callable[[Project, Actor], Applied]) -> None:
        text = self._office.words(f"destruction.{code}")

        def stored(applied: Applied) -> None:
            self.stored.emit(applied, text)
            self.reload()

        self._office.act("work.edit", work, stored)

    def _show(self, seen: _Seen) -> None:
        chosen = self.year.currentIndex()
        self._seen = seen
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItems([str(one.list.year) for one in seen.lists])
        self.year.setCurrentIndex(min(max(chosen, 0), len(seen.lists) - 1))
        self.year.blockSignals(False)
        self._show_list()

    def _show_list(self) -> None:
        seen, told, words = self._seen, self.current, self._office.words
        if seen is None:
            return
        today, project = self._today(), self._office.project
        writable = project is not None and project.writable
        lines = self._lines(told) if told is not None else []
        self.lines.show_lines([words(f"destruction.column.{name}") for name in _HEADS], lines)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.said.setText(self._state(seen, told, today))
        open_list = told is not None and told.list.approved_on is None
        made_now = any(one.list.year == survey_of(today) for one in seen.lists)
        possible = {"make": seen.due > 0 and not made_now, "print": told is not None}
        for name, made in self.buttons.items():
            made.setVisible(name in possible or told is not None)
            made.setEnabled(writable and possible.get(name, open_list))
        if told is not None:
            self.buttons["carry_out"].setEnabled(
                writable and told.list.approved_on is not None and told.list.destroyed_on is None
            )
            self.buttons["print"].setEnabled(True)
            if not self.committee.hasFocus():
                self.committee.setPlainText("\n".join(", ".join(filter(None, pair))
                                                      for pair in committee_of(told.list.committee)))  # fmt: skip
        for widget in (self.table, self.committee, self.until, self.year):
            widget.setVisible(told is not None)

    def _lines(self, told: DestructionFile) -> list[tuple[str, ...]]:
        language = self._office.words.language
        return [
            (
                str(line.place),
                self._kept_as(letter.retention),
                letter.their_number or case.number,
                short_date(letter.dated, language) if letter.dated else "",
                case.number,
                case.title,
                self._mark(line.mark, line.until),
                line.note,
            )
            for line, case, letter in told.lines
        ]

    def _kept_as(self, code: str) -> str:
        assert self._seen is not None
        kind = retentions(self._seen.book).get(code)
        return kind.name(self._office.words.language) if kind is not None else code

    def _mark(self, mark: str, until: date | None) -> str:
        words = self._office.words
        if mark == EXTEND and until is not None:
            return words("destruction.marked.extend", day=until)
        return words(f"destruction.marked.{mark}") if mark else "–"

    def _state(self, seen: _Seen, told: DestructionFile | None, today: date) -> str:
        words = self._office.words
        if told is None:
            return words("destruction.due", count=seen.due, day=survey_ends(today, seen.book))
        one = told.list
        for code, day in (("destroyed_on", one.destroyed_on), ("approved_on", one.approved_on),
                          ("answered_on", one.answered_on), ("sent_on", one.sent_on)):  # fmt: skip
            if day is not None:
                agreed = " · " + words("destruction.silent") if code == "sent_on" and told.agreed else ""
                return words(f"destruction.state.{code}", day=day) + agreed
        return words("destruction.state.surveyed_on", day=one.surveyed_on)

    def _print(self) -> None:
        if self.current is not None:
            self.paper_wanted.emit(self.current.list.uid)

    def _open(self, index: QModelIndex) -> None:
        told = self.current
        if told is not None and index.isValid():
            case = told.lines[index.row()][1]
            self.case_wanted.emit(case.uid, case.desk)
