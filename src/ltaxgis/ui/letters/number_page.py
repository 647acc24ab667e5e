"""An outgoing number in one keystroke: it is given and stands large on the page; what the letter says comes after."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.desks import Received
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.letter_numbers import quick_number
from ltaxgis.services.letters import LetterDraft, edit_letter
from ltaxgis.ui.letters.telling import documents
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import Card, button, label, row
from ltaxgis.ui.widgets.page_head import page_head

_KEPT = "letters.number"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LINES = ("subject", "addressee", "remark")
_WIDTH = 640


class NumberPage(QWidget):
    """`received` names the desk whose lists changed; `kept` carries what was applied and the words for it;
    `case_wanted` a case's uid and its desk."""

    closed = Signal()
    received = Signal(str)
    kept = Signal(object, str)
    case_wanted = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self._book: OfficeBook | None = None
        self._last: Received | None = None
        words = office.words
        self.division, self.document = QComboBox(self), QComboBox(self)
        self.circular = QCheckBox(words("letters.circular"), self)
        self.take = button(f"{words('letters.take_number')}  F3", self.take_number, "primary", self)
        self.number = label("", "title", self)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = {name: QLineEdit(self) for name in _LINES}
        self.save = button(f"{words('letters.keep')}  F2", self.keep, "primary", self)
        self.given = Card(words("letters.number_given"), self)
        self._lay_out()
        for keys, call in (("F2", self.keep), ("F3", self.take_number)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def begin(self, at_once: bool = False) -> None:
        """The division and the kind of the last number stay chosen; `at_once` gives the next one now."""
        project, services = self._office.project, self._office.services.cases
        self.given.hide()
        self._last = None

        def ready(book: OfficeBook) -> None:
            self._begin(book)
            if at_once:
                self.take_number()

        if project is not None:
            self._office.tasks.query(lambda: services.book(project), ready)

    def take_number(self) -> None:
        """The next number is given, whatever the letter will say."""
        book = self._book
        if book is None:
            return
        told = {"division": self.division.currentData(), "document": self.document.currentData()}
        self._office.preferences.set(_KEPT, told)
        draft = LetterDraft(
            division=str(told["division"] or ""), document=str(told["document"]), circular=self.circular.isChecked()
        )
        now = self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> Received:
            return quick_number(project, actor, book, draft, now)

        self._office.act("work.edit", work, self._show)

    def keep(self) -> None:
        """What the letter says stands beside its number."""
        book, last = self._book, self._last
        if book is None or last is None:
            return
        told = {name: line.text().strip() for name, line in self.lines.items() if line.text().strip()}
        if not told:
            self.lines["subject"].setFocus()
            return
        uid, now = last.case.uid, self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> Applied:
            return edit_letter(project, actor, book, uid, told, now)

        self._office.act("work.edit", work, self._kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            order: list[QWidget] = list(self.lines.values())
            if watched in order:
                place = order.index(watched)
                if place + 1 < len(order):
                    order[place + 1].setFocus()
                else:
                    self.keep()
                return True
        return super().eventFilter(watched, event)

    # inside

    def _begin(self, book: OfficeBook) -> None:
        language, kept = self._office.words.language, self._office.preferences.get(_KEPT, {})
        self._book = book
        for box, choices, name in (
            (self.division, {code: one.name(language) for code, one in book.divisions.items()}, "division"),
            (self.document, documents(book, language), "document"),
        ):
            box.clear()
            for code, text in choices.items():
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(kept.get(name))))
        self.circular.setChecked(False)
        self.take.setFocus()

    def _show(self, received: Received) -> None:
        self._last = received
        self.number.setText(received.case.number)
        for line in self.lines.values():
            line.clear()
        self.given.show()
        self.lines["subject"].setFocus()
        self._office.announcer.said.emit(self._office.words("letters.numbered", number=received.case.number), "good")
        self.received.emit("letters_out")

    def _kept(self, applied: Applied) -> None:
        number = self._last.case.number if self._last is not None else ""
        words = self._office.words
        self.kept.emit(applied, words("cases.done", what=words("cases.edit"), number=number))
        self.received.emit("letters_out")
        self.given.hide()
        self._last = None
        self.take.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.number.text())
        self._office.announcer.said.emit(self._office.words("letters.copied", number=self.number.text()), "good")

    def _open(self) -> None:
        if self._last is not None:
            self.case_wanted.emit(self._last.case.uid, "letters_out")

    def _lay_out(self) -> None:
        words = self._office.words
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(GAP_4)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_3)
        form.setVerticalSpacing(GAP_2)
        for name, field in (("division", self.division), ("document", self.document), ("", self.circular)):
            form.addRow(label(words(f"letters.ask.{name}") if name else "", "quiet", inner), field)
        column.addLayout(form)
        column.addLayout(row(self.take, None))
        ways = (button(words("letters.copy_number"), self._copy, "", self.given),
                button(words("petitions.open"), self._open, "", self.given))  # fmt: skip
        self.given.body.addLayout(row(self.number, None, *ways))
        self.given.body.addWidget(label(words("letters.fill_later"), "quiet", self.given, wrap=True))
        for name, line in self.lines.items():
            text = words(f"letters.ask.{name}")
            line.setAccessibleName(text)
            line.setPlaceholderText(text)
            line.installEventFilter(self)
            self.given.body.addWidget(line)
        self.given.body.addLayout(row(self.save, None))
        column.addWidget(self.given)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        middle.addStretch(1)
        middle.addWidget(inner, 20)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(page_head(self._office, "letters.take_number", self.closed.emit, self))
        whole.addLayout(middle, 1)
