"""Registering a letter that came: one form, Enter goes on, then its number, large enough to be stamped from."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.attachments import PaperLook
from ltaxgis.domain.correspondence import SECRECIES
from ltaxgis.domain.desks import Received
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.letters import LetterDraft, letter_from_look, receive_letter
from ltaxgis.ui.cases.brought_papers import BroughtPapers
from ltaxgis.ui.cases.receipt import Receipt
from ltaxgis.ui.letters.arrival_field import ArrivalField
from ltaxgis.ui.letters.telling import degrees, documents
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label, scrolling
from ltaxgis.ui.widgets.fields import ThaiDateField, UnderstoodField

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WIDTH = 680
_LINES = ("their_number", "sender", "addressee", "subject", "remark")
_ORDER = (
    "their_number", "dated", "sender", "addressee", "subject", "urgency", "arrive_by", "secrecy", "named", "division",
    "at_division", "document", "remark",
)  # fmt: skip


class LetterIntake(QWidget):
    """`received` names the desk whose lists changed; `case_wanted` carries a case's uid and its desk."""

    closed = Signal()
    received = Signal(str)
    case_wanted = Signal(str, str)
    slip_wanted = Signal(str, str, str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setObjectName("page")
        self._book: OfficeBook | None = None
        self._last: Received | None = None
        self._look: PaperLook | None = None
        words = office.words
        self.lines = {name: QLineEdit(self) for name in (*_LINES, "named")}
        self.dated, self.arrive_by = ThaiDateField(words, self), ArrivalField(words, self)
        self.boxes = {name: QComboBox(self) for name in ("urgency", "secrecy", "division", "document")}
        self.at_division = QCheckBox(words("letters.at_division"), self)
        self.secret_said = label(words("letters.secret_said"), "attention", self, wrap=True)
        self.papers = BroughtPapers(office, self)
        self.receipt = Receipt(office, self)
        self.save = button(f"{words('letters.keep')}  F2", self.keep, "primary", self)
        self.fields: dict[str, QWidget] = {
            **self.lines, **self.boxes, "dated": self.dated, "arrive_by": self.arrive_by,
            "at_division": self.at_division,
        }  # fmt: skip
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._form())
        self.pages.addWidget(self.receipt)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
        head.addWidget(label(words("letters_in.begin"), "heading", self), 1)
        head.addWidget(icon_button(office.icons, "x", words("cases.leave"), self.closed.emit, self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)
        self._connect()

    def begin(self, _place: tuple[float, float] | None = None) -> None:
        """An empty form; the division and the addressee of the last letter stay, as they mostly are the same."""
        self.pages.setCurrentIndex(0)
        self.papers.begin()
        self._look = None
        project, services = self._office.project, self._office.services.cases
        if project is not None:
            self._office.tasks.query(lambda: services.book(project), self._begin)

    def keep(self) -> None:
        """The letter is in the register and its number on the screen."""
        book = self._book
        if book is None or self.pages.currentIndex() != 0:
            return
        for name in self._missing():
            self.fields[name].setFocus()
            self._office.announcer.said.emit(self._office.words(f"letters.needs.{name}"), "attention")
            return
        draft, now = self._draft(), self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> Received:
            return receive_letter(project, actor, book, draft, now)

        self._office.act("work.edit", work, self._show_receipt)

    def fill(self, look: PaperLook) -> None:
        """What the paper says of itself stands where nobody wrote anything yet."""
        said = letter_from_look(look, self._office.services.titles)
        self._look = look
        told = {"subject": said.subject, "their_number": said.their_number, "sender": said.sender}
        for name, text in told.items():
            if text and not self.lines[name].text().strip():
                self.lines[name].setText(text)
        if said.dated is not None and self.dated.value is None:
            self.dated.set_value(said.dated)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            order = [self.fields[name] for name in _ORDER if self.fields[name].isVisible()]
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or watched not in order:
                return super().eventFilter(watched, event)
            place = order.index(watched)
            (order[place + 1] if place + 1 < len(order) else self.save).setFocus()
            return True
        return super().eventFilter(watched, event)

    # inside

    @property
    def _secrecy(self) -> int:
        return int(self.boxes["secrecy"].currentData() or 0)

    def _missing(self) -> list[str]:
        asked = ["subject", *(["named"] if self._secrecy else [])]
        empty = [name for name in asked if not self.lines[name].text().strip()]
        if self.at_division.isChecked() and not self.boxes["division"].currentData():
            empty.append("division")
        return empty

    def _begin(self, book: OfficeBook) -> None:
        language, chosen = self._office.words.language, self.boxes["division"].currentData()
        self._book = book
        choices = {
            "urgency": [(str(level), one) for level, one in degrees(book, language)],
            "secrecy": [(str(level), self._office.words(f"letters.secrecy.{level}")) for level in SECRECIES],
            "division": [("", "–"), *((code, one.name(language)) for code, one in book.divisions.items())],
            "document": list(documents(book, language).items()),
        }
        for name, rows in choices.items():
            self.boxes[name].clear()
            for code, text in rows:
                self.boxes[name].addItem(text, code)
        self.boxes["division"].setCurrentIndex(max(0, self.boxes["division"].findData(chosen)))
        for name, line in self.lines.items():
            if name != "addressee":
                line.clear()
        if not self.lines["addressee"].text():
            signer = book.tables.get("letters", {}).get("signer", {})
            self.lines["addressee"].setText(str(signer.get("position", "")))
        self.dated.set_value(None)
        self.arrive_by.set_value(None)
        self.at_division.setChecked(False)
        self._show_secrecy()
        self.lines["their_number"].setFocus()

    def _draft(self) -> LetterDraft:
        texts = {name: line.text().strip() for name, line in self.lines.items() if name != "named"}
        look, secrecy = self._look, self._secrecy
        told = letter_from_look(look, self._office.services.titles) if look is not None else LetterDraft()
        dated, arrive_by = self.dated.value, self.arrive_by.value
        return LetterDraft(
            arrive_by=arrive_by if isinstance(arrive_by, datetime) else None,
            their_number=texts["their_number"], sender=texts["sender"], addressee=texts["addressee"],
            subject=texts["subject"], remark=texts["remark"], secrecy=secrecy,
            dated=dated if isinstance(dated, date) else None,
            urgency=int(self.boxes["urgency"].currentData() or 0), document=str(self.boxes["document"].currentData()),
            named=[one.strip() for one in self.lines["named"].text().split(",") if one.strip()],
            division=str(self.boxes["division"].currentData() or ""), at_division=self.at_division.isChecked(),
            channel=told.channel, people=told.people, pages=told.pages, summary="" if secrecy else told.summary,
        )  # fmt: skip

    def _show_secrecy(self) -> None:
        secret = self._secrecy > 0
        self.form.setRowVisible(self.lines["named"], secret)
        self.form.setRowVisible(self.secret_said, secret)
        self.papers.setVisible(not secret)

    def _show_receipt(self, received: Received) -> None:
        self._last = received
        if received.case.secrecy:
            self.papers.begin()
        else:
            self.papers.store(received.case.uid)
        if self._book is not None:
            self.pages.setCurrentIndex(1)
            self.receipt.show_received(received, self._book)
        self._office.announcer.said.emit(self._office.words("letters.taken_in", number=received.case.number), "good")
        self.received.emit("letters_in")

    def _print_slip(self) -> None:
        if self._last is not None:
            self.slip_wanted.emit(self._last.case.uid, "letters_in", "slip", "")

    def _open_last(self) -> None:
        if self._last is not None:
            self.case_wanted.emit(self._last.case.uid, "letters_in")

    def _connect(self) -> None:
        self.papers.told.connect(self.fill)
        self.receipt.next_wanted.connect(self.begin)
        self.receipt.case_wanted.connect(self._open_last)
        self.receipt.slip_wanted.connect(self._print_slip)
        self.boxes["secrecy"].currentIndexChanged.connect(lambda _index: self._show_secrecy())
        for keys in ("F2", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)

    def _form(self) -> QWidget:
        words = self._office.words
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        self.form = form = QFormLayout(inner)
        form.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        form.setHorizontalSpacing(GAP_3)
        form.setVerticalSpacing(GAP_2)
        form.addRow(self.papers)
        for name in _ORDER:
            field, text = self.fields[name], words(f"letters.ask.{name}")
            (field.line if isinstance(field, UnderstoodField) else field).setAccessibleName(text)
            if not isinstance(field, UnderstoodField):
                field.installEventFilter(self)
            form.addRow(label("" if name == "at_division" else text, "quiet", inner), field)
            if name == "named":
                form.addRow(label("", "", inner), self.secret_said)
        return self._framed(inner)

    def _framed(self, inner: QWidget) -> QWidget:
        holder, whole = QWidget(), QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(inner, 20)
        line.addStretch(1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(holder, whole), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addStretch(1)
        column.addLayout(foot)
        return whole
