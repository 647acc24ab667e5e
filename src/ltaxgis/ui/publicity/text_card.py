"""The text itself, in Thai and English, its days and its channels: one form where it may still be written."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import ALERT, CHANNELS, SEVERITIES, Publication
from ltaxgis.ports.stores import Project
from ltaxgis.services.publicity import edit_publication
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import moment_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, clear, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField

_LINES = ("title", "summary", "link", "contact", "tags", "title_en", "signer", "signer_position")
_LONG = ("body", "body_en")
_ORDER = ("title", "summary", "body", "title_en", "body_en", "link", "contact", "tags", "signer", "signer_position")
_DAYS = ("publish_from", "publish_to", "starts", "ends", "deadline")
_MAY_EDIT = frozenset({"draft", "returned", "review", "approved", "scheduled"})
_MIDNIGHT, _LAST = time(0, 0), time(23, 59)
_UNTIL = frozenset({"publish_to", "ends", "deadline"})


class TextCard(ActingCard):
    """Shows what the public will read; the form keeps only what differs."""

    def __init__(self, office: Office, seen: SeenCase, publication: Publication, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.text"), parent)
        self.publication = publication
        self.texts: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.days: dict[str, tuple[ThaiDateField, QLineEdit]] = {}
        self.channels: dict[str, QCheckBox] = {}
        self.severity: QComboBox | None = None
        self._show()

    def edit(self) -> None:
        """The card becomes a form."""
        words = self.office.words
        clear(self.body)
        for name in _ORDER:
            text = words(f"publicity.ask.{name}")
            field = self._text_field(name)
            field.setAccessibleName(text)
            self.texts[name] = field
            self.body.addWidget(label(text, "small", self))
            self.body.addWidget(field)
        self._ask_days()
        self._ask_severity()
        self._ask_channels()
        keep = button(words("cases.keep"), self.keep, "primary", self)
        self.body.addLayout(row(keep, button(words("cases.leave"), self._show, "quiet", self), None))
        self.texts["title"].setFocus()

    def keep(self) -> None:
        told = {**{name: _text_of(field) for name, field in self.texts.items()}, **self._days_told()}
        told["channels"] = ",".join(name for name, box in self.channels.items() if box.isChecked())
        if self.severity is not None:
            told["severity"] = str(self.severity.currentData() or "")
        changed = {name: value for name, value in told.items() if value != self._now(name)}
        if not changed:
            self._show()
            return
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()

        def work(project: Project, actor: Actor) -> Applied:
            return edit_publication(project, actor, book, uid, changed, now)

        self.act(work, self.office.words("cases.edit"))

    # inside

    def _now(self, name: str) -> object:
        return self.seen.file.case.title if name == "title" else getattr(self.publication, name)

    def _show(self) -> None:
        clear(self.body)
        words, one, language = self.office.words, self.publication, self.office.words.language
        for text in (one.summary, one.body):
            if text:
                self.body.addWidget(label(text, "", self, wrap=True))
        if not (one.summary or one.body):
            self.body.addWidget(label(words("publicity.no_text"), "quiet", self, wrap=True))
        for name in _DAYS:
            at = getattr(one, name)
            if at is not None:
                line = row(label(words(f"publicity.ask.{name}"), "quiet", self),
                           label(moment_told(at, language), "", self))  # fmt: skip
                line.setStretch(0, 2)
                line.setStretch(1, 3)
                self.body.addLayout(line)
        channels = [words(f"publicity.channel.{name}") for name in one.channels.split(",") if name]
        if channels:
            self.body.addWidget(label(words("publicity.on", channels=", ".join(channels)), "quiet", self, wrap=True))
        if one.edition > 1:
            self.body.addWidget(label(words("publicity.edition", number=one.edition), "attention", self))
        if self.may_write and self.seen.file.case.state in _MAY_EDIT:
            self.body.addLayout(row(button(words("letters.edit"), self.edit, "link", self), None))

    def _text_field(self, name: str) -> QLineEdit | QPlainTextEdit:
        value = str(self._now(name))
        if name in _LONG:
            long = QPlainTextEdit(value, self)
            long.setTabChangesFocus(True)
            long.setProperty("kind", "long")
            long.setFixedHeight(150 if name == "body" else 90)
            return long
        line = QLineEdit(value, self)
        line.returnPressed.connect(line.focusNextChild)
        return line

    def _ask_days(self) -> None:
        words, grid = self.office.words, QGridLayout()
        for at, name in enumerate(_DAYS):
            day, hour = ThaiDateField(words, self), QLineEdit(self)
            value = getattr(self.publication, name)
            if value is not None:
                day.set_value(local_day(value))
                hour.setText(f"{value.astimezone(BANGKOK):%H:%M}")
            hour.setPlaceholderText(words("publicity.hour"))
            hour.setFixedWidth(90)
            text = words(f"publicity.ask.{name}")
            day.line.setAccessibleName(text)
            hour.setAccessibleName(f"{text} {words('publicity.hour')}")
            grid.addWidget(label(text, "small", self), at, 0)
            grid.addWidget(day, at, 1)
            grid.addWidget(hour, at, 2)
            self.days[name] = (day, hour)
        self.body.addLayout(grid)

    def _ask_severity(self) -> None:
        if self.seen.file.case.kind != ALERT:
            return
        words = self.office.words
        box = self.severity = QComboBox(self)
        box.setAccessibleName(words("publicity.ask.severity"))
        for code in ("", *SEVERITIES):
            box.addItem(words(f"publicity.severity.{code}") if code else "–", code)
        box.setCurrentIndex(max(0, box.findData(self.publication.severity)))
        self.body.addWidget(label(words("publicity.ask.severity"), "small", self))
        self.body.addWidget(box)

    def _ask_channels(self) -> None:
        words, grid = self.office.words, QGridLayout()
        chosen = self.publication.channels.split(",")
        for at, name in enumerate(CHANNELS):
            box = QCheckBox(words(f"publicity.channel.{name}"), self)
            box.setChecked(name in chosen)
            grid.addWidget(box, at // 2, at % 2)
            self.channels[name] = box
        self.body.addWidget(label(words("publicity.ask.channels"), "small", self))
        self.body.addLayout(grid)

    def _days_told(self) -> Mapping[str, object]:
        return {name: _moment(day.value, hour.text(), name in _UNTIL) for name, (day, hour) in self.days.items()}


def _text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return (field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()).strip()


def _moment(day: object, hour: str, last: bool) -> datetime | None:
    """A day with its hour in Bangkok's time; without an hour it begins with the day, or ends with it."""
    if not isinstance(day, date):
        return None
    told = hour.strip().replace(".", ":")
    try:
        clock = time.fromisoformat(told.zfill(5)) if told else (_LAST if last else _MIDNIGHT)
    except ValueError:
        clock = _LAST if last else _MIDNIGHT
    return datetime.combine(day, clock, BANGKOK).astimezone(UTC)


def text_card(office: Office, seen: SeenCase, parent: QWidget) -> TextCard | None:
    publication = publication_of(seen)
    return TextCard(office, seen, publication, parent) if publication is not None else None


def publication_of(seen: SeenCase) -> Publication | None:
    return next((one for one in seen.file.of_desk.get(Publication, ()) if isinstance(one, Publication)), None)
