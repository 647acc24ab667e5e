"""What a letter says of itself, and a form in place where it is written otherwise."""

from collections.abc import Iterator
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ltaxgis.domain.attachments import PDF, PICTURES, Attachment
from ltaxgis.domain.correspondence import OUT, Letter
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.services.letters import edit_letter
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import moment_told
from ltaxgis.ui.letters.arrival_field import ArrivalField
from ltaxgis.ui.letters.telling import degrees
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, clear, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField, UnderstoodField

_IN = ("subject", "their_number", "dated", "arrive_by", "sender", "addressee", "action", "remark")
_OUT = ("subject", "dated", "arrive_by", "addressee", "references", "enclosures", "body", "remark")
_STAMPED = PICTURES | {PDF}
_LONG = frozenset({"body", "references", "enclosures"})


class LetterCard(ActingCard):
    """`draft_wanted`: the text is to be written on a page of its own."""

    draft_wanted = Signal()

    def __init__(self, office: Office, seen: SeenCase, letter: Letter, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("letters.letter"), parent)
        self.letter = letter
        self.names = _OUT if letter.direction == OUT else _IN
        self.fields: dict[str, QWidget] = {}
        self._show()

    def edit(self) -> None:
        """The card becomes a form."""
        words = self.office.words
        clear(self.body)
        self.fields = {}
        for name in self.names:
            field = self._field(name)
            text = words(f"letters.ask.{name}")
            (field.line if isinstance(field, UnderstoodField) else field).setAccessibleName(text)
            self.body.addWidget(label(text, "small", self))
            self.body.addWidget(field)
            self.fields[name] = field
        keep = button(words("cases.keep"), self.keep, "primary", self)
        self.body.addLayout(row(keep, button(words("cases.leave"), self._show, "quiet", self), None))
        next(iter(self.fields.values())).setFocus()

    def keep(self) -> None:
        """What differs is stored."""
        told = {name: self._told(field) for name, field in self.fields.items()}
        changed = {name: value for name, value in told.items() if value != self._now(name)}
        if not changed:
            self._show()
            return
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: edit_letter(project, actor, book, uid, changed, now),
                 self.office.words("cases.edit"))  # fmt: skip

    # inside

    def _now(self, name: str) -> object:
        return self.seen.file.case.title if name == "subject" else getattr(self.letter, name)

    def _show(self) -> None:
        clear(self.body)
        words, hidden = self.office.words, self.office.announcer.hides_people
        for text, tone in self._marks():
            self.body.addWidget(label(text, tone, self))
        for name in self.names[1:]:
            value = self._now(name)
            if not value:
                continue
            text = _as_text(value, words.language)
            text = "•••" if hidden and name in {"sender", "addressee", "body"} else text
            line = row(label(words(f"letters.ask.{name}"), "quiet", self), label(text, "", self, wrap=True))
            line.setStretch(0, 2)
            line.setStretch(1, 5)
            self.body.addLayout(line)
        if self.may_write:
            self.body.addLayout(row(button(words("letters.edit"), self.edit, "link", self), self._stamp_way(), None))

    def _stamp_way(self) -> QWidget:
        """The stamp goes on the first scan of a letter that came; without one it has nowhere to go."""
        scan = next((one for one in self.seen.file.attachments if one.media in _STAMPED), None)
        way = button(self.office.words("letters.stamp"), lambda: self._want_stamps(scan), "link", self)
        way.setVisible(scan is not None and self.letter.direction != OUT)
        return way

    def _want_stamps(self, scan: Attachment | None) -> None:
        if scan is not None:
            self.office.announcer.wanted_stamps.emit(self.seen.file.case.uid, scan.uid, scan.name)

    def _marks(self) -> Iterator[tuple[str, str]]:
        words, case = self.office.words, self.seen.file.case
        names = dict(degrees(self.seen.book, words.language))
        if case.priority:
            yield names.get(case.priority, str(case.priority)), "wrong"
        if case.secrecy:
            yield words(f"letters.secrecy.{case.secrecy}"), "wrong"
            yield words("letters.secret_said"), "attention"
        if self.letter.circular:
            yield words("letters.circular"), "quiet"
        if self.letter.signed_on is not None:
            yield words("letters.signed", name=self.letter.signer, day=self.letter.signed_on), "good"

    def _field(self, name: str) -> QWidget:
        value = self._now(name)
        if name in ("dated", "arrive_by"):
            kind = ThaiDateField if name == "dated" else ArrivalField
            field = kind(self.office.words, self)
            field.set_value(value)
            return field
        if name in _LONG:
            long = QPlainTextEdit(str(value), self)
            long.setTabChangesFocus(True)
            long.setProperty("kind", "long")
            return long
        line = QLineEdit(str(value), self)
        line.returnPressed.connect(line.focusNextChild)
        return line

    def _told(self, field: QWidget) -> object:
        if isinstance(field, UnderstoodField):
            return field.value
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText().strip()
        assert isinstance(field, QLineEdit)
        return field.text().strip()


def _as_text(value: object, language: str) -> str:
    if isinstance(value, datetime):
        return moment_told(value, language)
    return short_date(value, language) if isinstance(value, date) else str(value)


def letter_card(office: Office, seen: SeenCase, parent: QWidget) -> LetterCard | None:
    letter = letter_of_case(seen)
    return LetterCard(office, seen, letter, parent) if letter is not None else None


def letter_of_case(seen: SeenCase) -> Letter | None:
    return next((one for one in seen.file.of_desk.get(Letter, ()) if isinstance(one, Letter)), None)
