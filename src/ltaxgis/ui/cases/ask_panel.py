"""A panel in place that asks what a step of a case needs, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ltaxgis.domain.cases import StepTold, local_day
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.ui.cases.reasons import MOST, Reasons
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField

TEXT_HEIGHT = 64
STARS = {str(count): "★" * count for count in range(5, 0, -1)}
MORE = ("choice", "stars", "into", "title", "details", "place_text", "category", "holder", "phone", "number")
LONG = ("text", "details")
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a panel asks. `parts` of `text`, `reason`, `until`, `agency`, `photo`, `division`, `assignee`, `public`,
    `who`, `position`, `day` and those of `MORE`; `needed` those without which nothing goes on; `choices` what there is
    to choose from by part and code, `values` what stands there at first; `act` whose reasons are remembered; `go` the
    verb."""

    act: str
    go: str
    parts: Sequence[str]
    needed: frozenset[str] = frozenset()
    public: bool = False
    division: str = ""
    assignee: str = ""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


class AskPanel(QFrame):
    """`told` carries the Ask, a StepTold and what the desk asks more; Ctrl+Enter goes, Esc leaves."""

    told = Signal(object, object, object)
    left = Signal()

    def __init__(
        self, office: Office, ask: Ask, divisions: Mapping[str, str], people: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._office, self.ask = office, ask
        self._reasons = Reasons(office.preferences, ask.act)
        self.setProperty("surface", "tint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        self._column.setSpacing(GAP_1)
        self.fields: dict[str, QWidget] = {}
        for part in ask.parts:
            self._add(part, divisions, people)
        words = office.words
        self.go = button(ask.go, self.tell, "primary", self)
        self._column.addLayout(row(self.go, button(words("cases.leave"), self.left.emit, "quiet", self), None))
        for made in self.findChildren(QWidget):
            made.installEventFilter(self)

    def begin(self) -> None:
        if self.fields:
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self) -> None:
        """What was written goes to whoever asked; where something is missing the keyboard goes there."""
        told = self._told()
        more = {name: self._text(name) for name in MORE if name in self.fields}
        values = {"text": told.text, "reason": told.reason, "until": told.until, "agency": told.agency,
                  "division": told.division, "assignee": told.assignee, **more}  # fmt: skip
        for name in self.ask.parts:
            if name in self.ask.needed and name in values and not values[name]:
                self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
                self._office.announcer.said.emit(self._office.words(f"case.needs_{name}"), "attention")
                return
        self._reasons.used(told.reason)
        self.told.emit(self.ask, told, more)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.tell()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if watched is self.fields.get("reason"):
                return self._reason_key(event)
        return super().eventFilter(watched, event)

    # inside

    def _reason_key(self, event: QKeyEvent) -> bool:
        """A figure alone picks a reason; Enter goes on."""
        line = self.fields["reason"]
        assert isinstance(line, QLineEdit)
        known = self._known_reasons()
        if not line.text() and event.text().isdigit() and 0 < int(event.text()) <= len(known):
            line.setText(known[int(event.text()) - 1])
            return True
        if event.key() in _ENTER:
            if self.ask.parts[-1] == "reason" or not self.focusNextChild():
                self.tell()
            return True
        return False

    def _add(self, part: str, divisions: Mapping[str, str], people: Sequence[str]) -> None:
        words = self._office.words
        if part == "photo":
            self._column.addWidget(label(words("cases.photo_first"), "quiet", self, wrap=True))
            return
        if part == "public":
            box = QCheckBox(words("cases.tell_citizen"), self)
            box.setChecked(self.ask.public)
            self._column.addWidget(box)
            self.fields[part] = box
            return
        field = self._field(part, divisions, people)
        own = f"cases.ask.{self.ask.act}.{part}"
        text = words(own if words.knows(own) else f"cases.ask.{part}")
        (field.line if isinstance(field, ThaiDateField) else field).setAccessibleName(text)
        self._column.addWidget(label(text, "small", self))
        self._column.addWidget(field)
        self.fields[part] = field
        if part == "reason":
            self._offer_reasons()

    def _field(self, part: str, divisions: Mapping[str, str], people: Sequence[str]) -> QWidget:
        if part in LONG:
            field = QPlainTextEdit(self.ask.values.get(part, ""), self)
            field.setTabChangesFocus(True)
            field.setProperty("kind", "long")
            field.setFixedHeight(TEXT_HEIGHT)
            return field
        if part in {"until", "day"}:
            return ThaiDateField(self._office.words, self)
        if part == "division":
            return self._closed_choice(divisions, self.ask.division)
        if part in {"choice", "stars", "category"}:
            return self._closed_choice(self.ask.choices.get(part, STARS), self.ask.values.get(part, ""))
        if part in {"assignee", "who", "position", "agency"}:
            known = people if part in {"assignee", "who"} else list(self.ask.choices.get(part, {}).values())
            return self._open_choice(known, self.ask.assignee if part == "assignee" else "")
        return QLineEdit(self.ask.values.get(part, ""), self)

    def _closed_choice(self, choices: Mapping[str, str], chosen: str) -> QComboBox:
        box = QComboBox(self)
        box.addItem("–", "")
        for code, name in choices.items():
            box.addItem(name, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _open_choice(self, known: Sequence[str], text: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(["", *known])
        box.setCurrentText(text)
        return box

    def _offer_reasons(self) -> None:
        for number, reason in enumerate(self._known_reasons(), start=1):
            made = button(f"{number}  {reason}", partial(self._take_reason, reason), "link", self)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._column.addWidget(made)

    def _known_reasons(self) -> list[str]:
        """Those used last, then those of the office's book."""
        return list(dict.fromkeys([*self._reasons.all(), *self.ask.choices.get("reason", {}).values()]))[:MOST]

    def _take_reason(self, text: str) -> None:
        line = self.fields["reason"]
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.setFocus()

    def _told(self) -> StepTold:
        day, today = self._day("day"), local_day(self._office.services.cases.now())
        public = self.fields.get("public")
        return StepTold(
            text=self._text("text"), reason=self._text("reason"), until=self._day("until"),
            at=datetime.combine(day, time(12), BANGKOK).astimezone(UTC) if day not in (None, today) else None,
            who=self._text("who"), position=self._text("position"), agency=self._text("agency"),
            division=self._text("division"), assignee=self._text("assignee"),
            public=isinstance(public, QCheckBox) and public.isChecked(), on_paper=bool(self._text("who")),
        )  # fmt: skip

    def _text(self, name: str) -> str:
        field = self.fields.get(name)
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText().strip()
        if isinstance(field, QComboBox):
            return field.currentText().strip() if field.isEditable() else str(field.currentData() or "")
        return field.text().strip() if isinstance(field, QLineEdit) else ""

    def _day(self, name: str) -> date | None:
        field = self.fields.get(name)
        value = field.value if isinstance(field, ThaiDateField) else None
        return value if isinstance(value, date) else None
