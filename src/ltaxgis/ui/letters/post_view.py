"""The post room: of whom an answer is awaited, and the delivery book of a day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import ECMS, EMAIL, FAX, HAND, POST, REGISTERED_POST
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.letter_replies import reply_came
from ltaxgis.services.letter_sending import (
    ChaseLine,
    DeliveryLine,
    acknowledge,
    awaiting,
    chase,
    delivery_book,
    edit_recipient,
    hand_over,
)
from ltaxgis.ui.cases.telling import moment_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField
from ltaxgis.ui.widgets.tables import LinesModel, dress_table

WAYS: dict[str, tuple[str, ...]] = {
    "hand": (HAND,), "post": (POST, REGISTERED_POST), "wire": (EMAIL, ECMS, FAX),
    "all": (HAND, POST, REGISTERED_POST, EMAIL, ECMS, FAX),
}  # fmt: skip
_AWAITED = ("number", "subject", "to", "way", "sent", "waits", "chased")
_SENT = ("number", "subject", "to", "agency", "way", "tracking", "taker", "taken")
_HIDDEN = "•••"
_HOURS = 48
"""So long waiting is told in hours."""


@dataclass(frozen=True, slots=True)
class _Seen:
    book: OfficeBook
    awaited: list[ChaseLine]
    sent: list[DeliveryLine]
    day: date


class PostView(QWidget):
    """`stored` carries what was applied and the words for it; `case_wanted` a case's uid and its desk;
    `reminder_wanted` a case's uid, its number and whom to remind; `paper_wanted` a day and the ways of its book."""

    stored = Signal(object, str)
    case_wanted = Signal(str, str)
    reminder_wanted = Signal(str, str, str)
    paper_wanted = Signal(object, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._seen: _Seen | None = None
        words = office.words
        self.awaited, self.sent = LinesModel(self), LinesModel(self)
        self.waiting = dress_table(QTableView(self), self.awaited, ())
        self.book = dress_table(QTableView(self), self.sent, ())
        self.waiting.doubleClicked.connect(self._open)
        self.said, self.counted = label("", "quiet", self), label("", "quiet", self)
        self.note, self.taker = QLineEdit(self), QLineEdit(self)
        for field, name in ((self.note, "note"), (self.taker, "taker")):
            field.setPlaceholderText(words(f"post.{name}_hint"))
            field.setAccessibleName(words(f"post.{name}_hint"))
        self.day = ThaiDateField(words, self)
        self.day.line.setAccessibleName(words("post.day"))
        self.day.under.hide()  # its frame tells what is no day
        self.day.line.editingFinished.connect(self.reload)
        self.way = QComboBox(self)
        self.way.setAccessibleName(words("letters.way"))
        for name in WAYS:
            self.way.addItem(words(f"post.way.{name}"), name)
        self.way.activated.connect(lambda _index: self.reload())
        made: dict[str, Callable[[], None]] = {
            "chase": self.chase, "remind": self.remind, "came": self.came, "handed": self.handed,
            "tracked": self.tracked,
        }  # fmt: skip
        self.buttons = {name: button(words(f"post.{name}"), call, "", self) for name, call in made.items()}
        self._lay_out()

    def reload(self) -> None:
        """Who has not answered, and what went out on the day of the book: today before another is chosen."""
        services, actor = self._office.services.cases, self._office.actor
        if actor is None:
            return
        now, told = services.now(), self.day.value
        day, ways = told if isinstance(told, date) else local_day(now), WAYS[str(self.way.currentData())]

        def look(project: Project) -> _Seen:
            book = services.book(project)
            with project.reading() as reading:
                return _Seen(
                    book, awaiting(reading, actor, book, now), delivery_book(reading, actor, day, ways), day
                )  # fmt: skip

        self._office.look(look, self._show)

    # what is done

    def chase(self) -> None:
        """Those chosen were asked whether it came; what was noted of it stands with their letters."""
        told, seen, now = self._chosen(), self._seen, self._office.services.cases.now()
        if told and seen is not None:
            book, uids, note = seen.book, [one.awaited.recipient_uid for one in told], self.note.text()
            self._do("chase", lambda project, actor: chase(project, actor, book, uids, now, note))

    def remind(self) -> None:
        """A letter that reminds the one chosen is begun."""
        if told := self._chosen():
            one = told[0].awaited
            self.reminder_wanted.emit(one.case_uid, one.number, one.name)

    def came(self) -> None:
        """It came there, a number in the field is theirs; or its reply came, of which the field notes something."""
        told, seen, now = self._chosen(), self._seen, self._office.services.cases.now()
        if told and seen is not None:
            book, one, note = seen.book, told[0], self.note.text()
            uid, case = one.awaited.recipient_uid, one.awaited.case_uid
            if one.reply_by is not None:
                self._do("replied", lambda project, actor: reply_came(project, actor, book, case, now, note))
            else:
                self._do("came", lambda project, actor: acknowledge(project, actor, book, uid, now, note))

    def handed(self) -> None:
        """Somebody signed for the chosen line of the book."""
        one, seen, now = self._line(), self._seen, self._office.services.cases.now()
        if one is None or seen is None:
            return
        book, uid, to = seen.book, one.recipient_uid, self.taker.text().strip() or one.addressee
        self._do("handed", lambda project, actor: hand_over(project, actor, book, uid, to, now))

    def tracked(self) -> None:
        """The post's number of the chosen line is told."""
        one, number = self._line(), self.taker.text().strip()
        if one is None:
            return
        if not number:
            self.taker.setFocus()
            return
        uid = one.recipient_uid
        self._do("tracked", lambda project, actor: edit_recipient(project, actor, uid, {"tracking": number}))

    # inside

    def _do(self, code: str, work: Callable[[Project, Actor], Applied]) -> None:
        text = self._office.words(f"post.{code}")

        def stored(applied: Applied) -> None:
            self.note.clear()
            self.taker.clear()
            self.stored.emit(applied, text)
            self.reload()

        self._office.act("work.edit", work, stored)

    def _chosen(self) -> list[ChaseLine]:
        """The chosen lines; with none chosen it is said that one has to be."""
        rows = sorted({index.row() for index in self.waiting.selectionModel().selectedRows()})
        if self._seen is None or not rows:
            self._office.announcer.said.emit(self._office.words("post.none_chosen"), "attention")
            return []
        return [self._seen.awaited[at] for at in rows]

    def _line(self) -> DeliveryLine | None:
        index = self.book.currentIndex()
        if self._seen is None or not index.isValid():
            self._office.announcer.said.emit(self._office.words("post.none_chosen"), "attention")
            return None
        return self._seen.sent[index.row()]

    def _show(self, seen: _Seen) -> None:
        words = self._office.words
        self._seen = seen
        if not self.day.line.text():
            self.day.set_value(seen.day)
        late = sum(one.late for one in seen.awaited)
        self.said.setText(words("post.waiting", count=len(seen.awaited), late=late))
        self.counted.setText(words("post.went", count=len(seen.sent)))
        self._fill(self.waiting, self.awaited, "post.awaited", _AWAITED, map(self._waits, seen.awaited))
        self._fill(self.book, self.sent, "post.sent", _SENT, map(self._went, seen.sent))
        project = self._office.project
        writable = project is not None and project.writable
        for name, made in self.buttons.items():
            made.setEnabled(writable and bool(seen.sent if name in ("handed", "tracked") else seen.awaited))

    def _fill(
        self, table: QTableView, model: LinesModel, word: str, names: Sequence[str], lines: Iterable[tuple[str, ...]]
    ) -> None:
        model.show_lines([self._office.words(f"{word}.{name}") for name in names], list(lines))
        widths = _WIDTHS[len(names)]
        for column, width in enumerate(widths):
            table.setColumnWidth(column, width)

    def _waits(self, line: ChaseLine) -> tuple[str, ...]:
        words, one = self._office.words, line.awaited
        waits = words("post.hours", count=line.hours) if line.hours < _HOURS else words(
            "post.days", count=line.hours // 24)  # fmt: skip
        if line.reply_by is not None:
            waits = words("post.reply_by", day=line.reply_by)
        if line.late:
            waits = words("post.late", waits=waits)
        chased = words("post.times", count=one.chased, day=one.chased_on) if one.chased and one.chased_on else ""
        return (
            one.number, one.subject, self._person(one.name), words(f"letters.way.{one.way}"),
            moment_told(one.sent_at, words.language), waits, chased,
        )  # fmt: skip

    def _went(self, one: DeliveryLine) -> tuple[str, ...]:
        words = self._office.words
        taken = moment_told(one.acknowledged_at, words.language) if one.acknowledged_at is not None else ""
        return (
            one.number, one.subject, self._person(one.addressee), one.agency, words(f"letters.way.{one.way}"),
            one.tracking, self._person(one.handed_to), taken,
        )  # fmt: skip

    def _person(self, name: str) -> str:
        return _HIDDEN if name and self._office.announcer.hides_people else name

    def _open(self, index: QModelIndex) -> None:
        if self._seen is not None and index.isValid():
            self.case_wanted.emit(self._seen.awaited[index.row()].awaited.case_uid, "letters_out")

    def _print(self) -> None:
        if self._seen is not None:
            self.paper_wanted.emit(self._seen.day, WAYS[str(self.way.currentData())])

    def _lay_out(self) -> None:
        words, b = self._office.words, self.buttons
        self._office.announcer.privacy.connect(lambda _on: self._show(self._seen) if self._seen is not None else None)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(label(words("post.waiting_title"), "heading", self), self.said, None))
        whole.addWidget(self.waiting, 1)
        line = row(self.note, b["chase"], b["remind"], b["came"])
        line.setStretch(0, 1)
        whole.addLayout(line)
        whole.addLayout(row(
            label(words("book.delivery"), "heading", self), self.day, self.way, self.counted, None,
            button(words("post.print"), self._print, "primary", self),
        ))  # fmt: skip
        whole.addWidget(self.book, 1)
        line = row(self.taker, b["handed"], b["tracked"])
        line.setStretch(0, 1)
        whole.addLayout(line)


_WIDTHS = {len(_AWAITED): (130, 260, 180, 110, 150, 260), len(_SENT): (130, 280, 190, 150, 120, 130, 150)}
