"""A letter or an order before it is printed: its text as it will stand there, to be changed, and its page beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.permit_desk import TextTemplate
from ltaxgis.services.case_papers import LetterTold
from ltaxgis.services.papers_asked import MadePaper, PaperAsked, PaperText
from ltaxgis.services.permit_forms import OrderTold
from ltaxgis.ui.office import Office
from ltaxgis.ui.printing.preview import Preview
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import button, frame, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField

AFTER_MS = 600
_WIDTH = 470


class LetterPage(QWidget):
    """`wanted` carries a PaperAsked with all that was written, to be printed; `closed` when the person goes back. F2
    or Ctrl+Enter goes on, Esc leaves, Ctrl+Space is the next template."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(
        self, office: Office, uid: Uid, kind: str, text: PaperText, templates: Sequence[TextTemplate],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self.setProperty("writes", True)  # who looked at its pages comes back to it
        self._office, self._uid, self._kind, self._text = office, uid, kind, text
        self._made = 0
        words = office.words
        self.number, self.subject = QLineEdit(self), QLineEdit(text.subject, self)
        self.day, self.enclosed = ThaiDateField(words, self), QLineEdit(self)
        self.body = QPlainTextEdit(text.body, self)
        self.body.setTabChangesFocus(True)
        self.templates = QComboBox(self)
        self.templates.addItem(words("letter_page.template"), None)
        for one in templates:
            self.templates.addItem(one.name(words.language), one.text(words.language))
        self.templates.setVisible(bool(templates))
        self.preview = Preview(office, office.services.pages, self)
        self.errors = ErrorBand(words, office.icons, self)
        self.go = button(f"{words('letter_page.go')}  F2", self.finish, "primary", self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.show_again)
        self._lay_out()
        self._connect()
        self.show_again()

    def begin(self) -> None:
        """The keyboard is in the text."""
        self.body.setFocus()

    def asked(self) -> PaperAsked:
        """What is written there; what was left as the kind has it is the kind's own."""
        day = self.day.value
        told = {
            "number": self.number.text().strip(),
            "day": day,
            "subject": _changed(self.subject.text(), self._text.subject),
            "body": _changed(self.body.toPlainText(), self._text.body),
        }
        if self._is_order:
            return PaperAsked(self._kind, order=OrderTold(**told))  # type: ignore[arg-type]
        enclosures = tuple(part.strip() for part in self.enclosed.text().split(",") if part.strip())
        return PaperAsked(self._kind, letter=LetterTold(enclosures=enclosures, **told))  # type: ignore[arg-type]

    def finish(self) -> None:
        """The paper is made as it is written, to be printed."""
        if self.day.acceptable:
            self.wanted.emit(self.asked())
        else:
            self.day.setFocus()

    def show_again(self) -> None:
        """The page beside the text shows what is written; of several on their way the last counts."""
        office, project, actor = self._office, self._office.project, self._office.actor
        if project is None or actor is None:
            return
        uid, asked, papers = self._uid, self.asked(), office.services.case_papers
        self._made += 1
        number = self._made

        def show(made: MadePaper) -> None:
            if number == self._made:
                self.errors.hide()
                self.preview.show_pdf(made.pdf)

        office.tasks.query(lambda: papers.pdf(project, actor, uid, asked), show, self._refused)

    def add_template(self, place: int) -> None:
        """Its sentences stand where the cursor is, as a paragraph of their own."""
        text = self.templates.itemData(place)
        if not text:
            return
        cursor = self.body.textCursor()
        cursor.movePosition(cursor.MoveOperation.EndOfBlock)
        cursor.insertText(f"\n{text}")
        self.body.setTextCursor(cursor)
        self.templates.setCurrentIndex(0)
        self.body.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # inside

    @property
    def _is_order(self) -> bool:
        return self._kind.startswith("order_")

    def _refused(self, refused: Refused) -> None:
        self.errors.show_failure(refused)

    def _connect(self) -> None:
        for line in (self.number, self.subject, self.enclosed):
            line.textChanged.connect(lambda _text: self._timer.start())
        self.body.textChanged.connect(self._timer.start)
        self.day.changed.connect(self._timer.start)
        self.templates.activated.connect(self.add_template)
        for keys in ("F2", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)

    def _lay_out(self) -> None:
        words = self._office.words
        head = frame("bar", self)
        top = row(label(words(f"paper.kind.{self._kind}"), "heading", head), None)
        top.setContentsMargins(GAP_4, GAP_2, GAP_3, GAP_2)
        head.setLayout(top)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._form())
        middle.addWidget(self.preview, 1)
        foot = frame("foot", self)
        line = row(button(words("form.back"), self.closed.emit, "", foot), None, self.go)
        line.setContentsMargins(GAP_4, GAP_2, GAP_3, GAP_2)
        foot.setLayout(line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.errors)
        whole.addLayout(middle, 1)
        whole.addWidget(foot)

    def _form(self) -> QFrame:
        words = self._office.words
        side = frame("side", self)
        side.setFixedWidth(_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(GAP_4, GAP_3, GAP_4, GAP_3)
        column.setSpacing(GAP_2)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_2)
        form.setVerticalSpacing(GAP_1)
        fields: list[tuple[str, QWidget]] = [
            ("number", self.number), ("day", self.day), ("subject", self.subject),
            *([] if self._is_order else [("enclosed", self.enclosed)]),
        ]  # fmt: skip
        self.enclosed.setVisible(not self._is_order)
        for name, field in fields:
            text = words(f"letter_page.{name}")
            (field.line if isinstance(field, ThaiDateField) else field).setAccessibleName(text)
            form.addRow(label(text, "quiet", side), field)
        column.addLayout(form)
        self.body.setAccessibleName(words("letter_page.body"))
        self.templates.setAccessibleName(words("letter_page.template"))
        column.addLayout(row(label(words("letter_page.body"), "quiet", side), None, self.templates))
        column.addWidget(self.body, 1)
        fixed = words("letter_page.appeal" if self._is_order else "letter_page.to", text=self._text.fixed)
        column.addWidget(label(fixed, "small", side, wrap=True))
        column.addWidget(label(words("letter_page.points"), "small", side, wrap=True))
        return side


def _changed(text: str, before: str) -> str:
    """What a person wrote; nothing where it is as it was."""
    return "" if text.strip() == before.strip() else text.strip()
