"""A month of publicity: what waits just now, what must be announced, and the calendar day by day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.desks import Received
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import BE_OFFSET, MONTHS, short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.announcements import Proposal, begin_proposed, proposals_for
from ltaxgis.services.broadcasts import ToRead, to_read_on
from ltaxgis.services.publicity_calendar import Entry, month_of
from ltaxgis.services.publicity_due import DueNow, Stepped, due_now, step_due
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.readings_list import ReadingsList
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, clear, icon_button, label, row
from ltaxgis.ui.widgets.tables import LinesModel, dress_table

_WIDTHS = (110, 150, 480, 90)
_HEADS = ("day", "kind", "title", "time", "place")


@dataclass(frozen=True, slots=True)
class _Seen:
    entries: list[Entry]
    due: DueNow
    readings: list[ToRead]
    proposals: list[Proposal]


class MonthView(QWidget):
    """`changed` the words for what was done; `case_wanted` a case's uid and its desk; `sheet_wanted` a day whose texts
    for the loudspeakers are to be printed; `evidence_wanted` the first and last day of what was published where."""

    changed = Signal(str)
    sheet_wanted = Signal(object)
    evidence_wanted = Signal(object, object)
    case_wanted = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._seen: _Seen | None = None
        today = local_day(office.services.cases.now())
        self.year, self.month = today.year, today.month
        words = office.words
        self.heading = label("", "heading", self)
        self.waiting, self.proposed = QVBoxLayout(), QVBoxLayout()
        self.readings = ReadingsList(office, self)
        self.readings.noted.connect(self._noted)
        self.readings.sheet_wanted.connect(lambda: self.sheet_wanted.emit(local_day(office.services.cases.now())))
        self.model = LinesModel(self)
        self.table = dress_table(QTableView(self), self.model, ())
        self.table.doubleClicked.connect(self._open)
        before = icon_button(
            office.icons, "chevron-left", words("publicity.month_before"), partial(self.turn, -1), self
        )
        after = icon_button(office.icons, "chevron-right", words("publicity.month_after"), partial(self.turn, 1), self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(self.waiting)
        whole.addWidget(self.readings)
        evidence = (button(words(f"publicity.evidence_{span}"), partial(self.ask_evidence, span), "link", self)
                    for span in ("month", "year"))  # fmt: skip
        whole.addLayout(row(before, self.heading, after, None, *evidence))
        whole.addLayout(self.proposed)
        whole.addWidget(self.table, 1)

    def turn(self, months: int) -> None:
        """Another month."""
        at = self.year * 12 + self.month - 1 + months
        self.year, self.month = at // 12, at % 12 + 1
        self.reload()

    def ask_evidence(self, span: str) -> None:
        """Of the month that is shown, or of its year."""
        first = date(self.year, self.month if span == "month" else 1, 1)
        last = date(self.year, 12, 31)
        if span == "month":
            last = first.replace(day=monthrange(self.year, self.month)[1])
        self.evidence_wanted.emit(first, last)

    def reload(self) -> None:
        services, actor = self._office.services.cases, self._office.actor
        if actor is None:
            return
        year, month, now = self.year, self.month, services.now()

        def look(project: Project) -> _Seen:
            book = services.book(project)
            with project.reading() as reading:
                return _Seen(
                    month_of(reading, actor, book, year, month), due_now(reading, actor, book, now),
                    list(to_read_on(reading, actor, local_day(now))),
                    proposals_for(reading, actor, book, project.settings, year, month),
                )  # fmt: skip

        self._office.look(look, self._show)

    def step(self) -> None:
        """What was scheduled and has come is published, what is over expires."""
        services = self._office.services.cases
        now, project = services.now(), self._office.project
        if project is None:
            return
        book: OfficeBook = services.book(project)

        def work(open_one: Project, actor: Actor) -> Stepped:
            return step_due(open_one, actor, book, now)

        self._office.act("work.edit", work, self._stepped)

    # inside

    def _noted(self, told: str) -> None:
        self.changed.emit(told)
        self.reload()

    def _stepped(self, done: Stepped) -> None:
        words = self._office.words
        told = words("publicity.stepped", published=len(done.published), expired=len(done.expired))
        self.changed.emit(told)
        self.reload()

    def _show(self, seen: _Seen) -> None:
        words, language = self._office.words, self._office.words.language
        self._seen = seen
        self.heading.setText(f"{MONTHS[self.month - 1]} {self.year + BE_OFFSET}" if language == "th"
                             else f"{date(self.year, self.month, 1):%B %Y}")  # fmt: skip
        lines = [
            (short_date(one.day, language), words(f"publicity.entry.{one.kind}"), one.title,
             f"{one.at.astimezone(BANGKOK):%H:%M}" if one.at is not None else "", one.place)
            for one in seen.entries
        ]  # fmt: skip
        self.model.show_lines([words(f"publicity.month.{name}") for name in _HEADS], lines)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self._show_waiting(seen)
        self.readings.show_readings(seen.readings, self._office.services.cases.now())
        self._show_proposals(seen)

    def _show_waiting(self, seen: _Seen) -> None:
        clear(self.waiting)
        words, due = self._office.words, seen.due
        told = [
            (words("publicity.due.publish", count=len(due.publish)), due.publish),
            (words("publicity.due.expire", count=len(due.expire)), due.expire),
            (words("publicity.due.approve", count=len(due.approve)), due.approve),
            (words("publicity.due.take_down", count=len(due.take_down)), due.take_down),
        ]
        texts = [text for text, waiting in told if waiting]
        self.waiting.addWidget(label(words("publicity.today"), "heading", self))
        for text in texts or [words("publicity.nothing_due")]:
            self.waiting.addWidget(label(text, "attention" if texts else "quiet", self, wrap=True))
        project = self._office.project
        if (due.publish or due.expire) and project is not None and project.writable:
            self.waiting.addLayout(row(button(words("publicity.step_due"), self.step, "primary", self), None))

    def _show_proposals(self, seen: _Seen) -> None:
        """What must be announced in this month: begun by a click, with its data filled in."""
        clear(self.proposed)
        words, language = self._office.words, self._office.words.language
        project = self._office.project
        if seen.proposals:
            self.proposed.addWidget(label(words("publicity.must"), "heading", self))
        for one in seen.proposals:
            days = short_date(one.first, language) + (f" – {short_date(one.last, language)}" if one.last > one.first
                                                      else "")  # fmt: skip
            mark = "" if one.confirmed else f" · {words('case.unconfirmed')}"
            text = label(f"{days} · {one.title}{mark}", "quiet" if one.begun else "", self, wrap=True)
            text.setToolTip(f"{one.body}\n\n{one.source}")
            way = button(words("publicity.must_open" if one.begun else "publicity.must_begin"),
                         partial(self._begin, one), "link", self)  # fmt: skip
            way.setEnabled(bool(one.begun) or (project is not None and project.writable))
            line = row(text, way)
            line.setStretch(0, 1)
            self.proposed.addLayout(line)

    def _begin(self, one: Proposal) -> None:
        if one.begun:
            self.case_wanted.emit(one.begun, "publicity")
            return
        services = self._office.services.cases
        project, now, year, month = self._office.project, services.now(), self.year, self.month
        if project is None:
            return
        book = services.book(project)

        def work(open_one: Project, actor: Actor) -> Received:
            return begin_proposed(open_one, actor, book, one.key, year, month, now)

        self._office.act("work.edit", work, self._began)

    def _began(self, received: Received) -> None:
        self.changed.emit(self._office.words("letters.draft_kept"))
        self.case_wanted.emit(received.case.uid, "publicity")

    def _open(self, index: QModelIndex) -> None:
        seen = self._seen
        entry = seen.entries[index.row()] if seen is not None and index.isValid() else None
        if entry is not None and entry.uid:
            self.case_wanted.emit(entry.uid, "publicity")
