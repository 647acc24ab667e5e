"""The form of the counter: one column, Enter goes on."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.cases import CHANNELS
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_guess import guess_category
from ltaxgis.domain.thai.identity import LENGTH, check_digit_holds, plain_number
from ltaxgis.ui.cases.places import PlaceOffer
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, retone, row

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TEXT_HEIGHT = 74
FLAGS = ("anonymous", "hide_from_assignee", "public_name")


class IntakeForm(QFrame):
    """`asked` names what was typed in (`text`, `place`, `name`), `finished` that Enter left the last field."""

    asked = Signal(str)
    finished = Signal()
    map_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._book: OfficeBook | None = None
        self._chose_category = self._chose_division = False
        self.place_taken: PlaceOffer | None = None
        self.person_taken = ""
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("kind", "long")
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.category, self.kind, self.channel, self.division = (QComboBox(self) for _ in range(4))
        self.place, self.name, self.phone, self.number, self.named = (QLineEdit(self) for _ in range(5))
        words = office.words
        self.flags = {name: QCheckBox(words(f"petitions.flag.{name}"), self) for name in FLAGS}
        self.understood: dict[str, QLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        self._column.setSpacing(GAP_1)
        self._order: list[QWidget] = []
        self._lay_out()
        self._connect()

    def begin(self, book: OfficeBook, channel: str = "walkin") -> None:
        """Empty fields and the office's choices; the keyboard is in the first."""
        self._book = book
        language, known = self._office.words.language, petition_book(book)
        self._choices(self.category, {code: one.name(language) for code, one in known.categories.items()}, "–")
        self._choices(self.kind, {code: self._office.words(f"petitions.kind.{code}") for code in known.kinds})
        self._choices(self.division, {code: one.name(language) for code, one in book.divisions.items()}, "–")
        self.channel.setCurrentIndex(max(0, self.channel.findData(channel)))
        self.kind.setCurrentIndex(max(0, self.kind.findData("general")))
        self._chose_category = self._chose_division = False
        self.place_taken, self.person_taken = None, ""
        for field in (self.place, self.name, self.phone, self.number, self.named):
            field.clear()
        for name in self.understood:
            self._say(name, "", "quiet")
        for box in self.flags.values():
            box.setChecked(False)
        self.text.clear()
        self._kind_changed()
        self.text.setFocus()

    def take_place(self, offer: PlaceOffer) -> None:
        """The place is this one; what was typed stays, or says it."""
        if not self.place.text().strip():
            self.place.blockSignals(True)
            self.place.setText(offer.title)
            self.place.blockSignals(False)
        self.place_taken = offer
        self._say("place", " · ".join(part for part in (offer.title, offer.detail) if part), "good")

    def take_person(self, uid: str, name: str) -> None:
        self.name.blockSignals(True)
        self.name.setText(name)
        self.name.blockSignals(False)
        self.person_taken = uid
        self._say("name", self._office.words("petitions.known_person"), "good")

    def say_place(self, offers: int) -> None:
        """What became of the place that was typed."""
        if self.place_taken is None and self.place.text().strip():
            self._say("place", self._office.words("petitions.place_as_written") if not offers else "", "quiet")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and watched is self.text:
                return False
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier and watched in self._order:
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    # inside

    def _go_on(self, field: QObject) -> None:
        shown = [one for one in self._order if one.isVisibleTo(self) and one.isEnabled()]
        place = next((number for number, one in enumerate(shown) if one is field), len(shown))
        if place + 1 < len(shown):
            shown[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _text_changed(self) -> None:
        if self._book is not None and not self._chose_category:
            code = guess_category(self.text.toPlainText(), petition_book(self._book))
            self.category.setCurrentIndex(max(0, self.category.findData(code)))
            self._category_changed()
        self.asked.emit("text")

    def _category_changed(self) -> None:
        """Kind and division follow the category until somebody says otherwise."""
        if self._book is None:
            return
        known = petition_book(self._book).categories.get(str(self.category.currentData() or ""))
        if known is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(known.kind)))
            if not self._chose_division:
                self.division.setCurrentIndex(max(0, self.division.findData(known.division)))
        self._kind_changed()

    def _kind_changed(self) -> None:
        if self._book is None:
            return
        known, kind = petition_book(self._book), str(self.kind.currentData() or "")
        restricted = known.restricted(kind)
        for widget in (self.named, self.understood["named"], self._labels["named"]):
            widget.setVisible(restricted)
        nameless = known.may_be_anonymous(kind, str(self.category.currentData() or "")) if kind else True
        self.flags["anonymous"].setEnabled(nameless)
        if not nameless:
            self.flags["anonymous"].setChecked(False)

    def _anonymous_changed(self, nameless: bool) -> None:
        for field in (self.name, self.phone, self.number):
            field.setEnabled(not nameless)

    def _place_typed(self) -> None:
        self.place_taken = None
        self._say("place", "", "quiet")
        self.asked.emit("place")

    def _name_typed(self) -> None:
        self.person_taken = ""
        self._say("name", "", "quiet")
        self.asked.emit("name")

    def _number_typed(self, text: str) -> None:
        plain = plain_number(text)
        wrong = len(plain) == LENGTH and plain.isdigit() and not check_digit_holds(plain)
        retone(self.number, "state", "wrong" if wrong else "")
        self._say("number", self._office.words("petitions.number_wrong") if wrong else "", "wrong")

    def _say(self, field: str, text: str, tone: str) -> None:
        under = self.understood[field]
        retone(under, "tone", tone)
        under.setText(text)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._text_changed)
        self.category.activated.connect(self._category_chosen)
        self.kind.activated.connect(lambda _index: self._kind_changed())
        self.division.activated.connect(self._division_chosen)
        self.place.textEdited.connect(lambda _text: self._place_typed())
        self.name.textEdited.connect(lambda _text: self._name_typed())
        self.number.textChanged.connect(self._number_typed)
        self.flags["anonymous"].toggled.connect(self._anonymous_changed)

    def _category_chosen(self, _index: int) -> None:
        self._chose_category = True
        self._category_changed()
        self.asked.emit("text")

    def _division_chosen(self, _index: int) -> None:
        self._chose_division = True

    def _choices(self, box: QComboBox, choices: Mapping[str, str], none: str = "") -> None:
        box.clear()
        if none:
            box.addItem(none, "")
        for code, text in choices.items():
            box.addItem(text, code)

    def _lay_out(self) -> None:
        words = self._office.words
        self._labels: dict[str, QLabel] = {}
        self._choices(self.channel, {code: words(f"case.channel.{code}") for code in CHANNELS})
        on_map = button(words("petitions.point_on_map"), self.map_wanted.emit, "link", self)
        self._add("text", self.text)
        self._side_by_side(("category", self.category), ("kind", self.kind))
        self._order.remove(self.kind)  # it follows the category
        self._add("named", self.named)
        self._add("place", self.place, on_map)
        self._add("name", self.name)
        self._side_by_side(("phone", self.phone), ("number", self.number))
        self._column.addLayout(row(self.flags["anonymous"], self.flags["public_name"], None, gap=GAP_3))
        self._column.addWidget(self.flags["hide_from_assignee"])
        self._column.addSpacing(GAP_2)
        self._side_by_side(("channel", self.channel), ("division", self.division))

    def _side_by_side(self, *fields: tuple[str, QWidget]) -> None:
        line = QHBoxLayout()
        line.setSpacing(GAP_3)
        for name, field in fields:
            line.addLayout(self._made(name, field), 1)
        self._column.addLayout(line)

    def _add(self, name: str, field: QWidget, beside: QWidget | None = None) -> None:
        self._column.addLayout(self._made(name, field, beside))

    def _made(self, name: str, field: QWidget, beside: QWidget | None = None) -> QVBoxLayout:
        """Its label, what it was taken for, and under them the field."""
        text = self._office.words(f"petitions.ask.{name}")
        field.setAccessibleName(text)
        self._labels[name] = label(text, "small", self)
        self.understood[name] = label("", "quiet", self)
        head = row(self._labels[name], None, self.understood[name])
        if beside is not None:
            head.addWidget(beside)
        made = QVBoxLayout()
        made.setSpacing(GAP_1)
        made.addLayout(head)
        made.addWidget(field)
        field.installEventFilter(self)
        self._order.append(field)
        return made
