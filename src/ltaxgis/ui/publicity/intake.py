"""Beginning a publication: what kind, a title, a text; days, channels and pictures come on its page."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ltaxgis.domain.attachments import PaperLook
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.desks import Received
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import Publication
from ltaxgis.domain.publicity_desk import products
from ltaxgis.ports.stores import Project
from ltaxgis.services.publicity import PublicationDraft, new_publication
from ltaxgis.ui.cases.brought_papers import BroughtPapers
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label

_WIDTH = 720


class PublicationIntake(QWidget):
    """`received` names the desk whose lists changed; `case_wanted` carries a case's uid and its desk."""

    closed = Signal()
    received = Signal(str)
    case_wanted = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self._book: OfficeBook | None = None
        self._proposed: PublicationDraft | None = None
        words = office.words
        self.product = QComboBox(self)
        self.title, self.place = QLineEdit(self), QLineEdit(self)
        self.body = QPlainTextEdit(self)
        self.body.setTabChangesFocus(True)
        self.papers = BroughtPapers(office, self)
        self.papers.told.connect(self.fill)
        self.save = button(f"{words('letters.keep_draft')}  F2", self.keep, "primary", self)
        self._lay_out()
        for keys in ("F2", "Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.keep)

    def begin(self, _place: tuple[float, float] | None = None, proposed: PublicationDraft | None = None) -> None:
        """An empty form, or one that a proposal fills."""
        self.papers.begin()
        self._proposed = proposed
        for line in (self.title, self.place):
            line.clear()
        self.body.clear()
        project, services = self._office.project, self._office.services.cases
        if project is not None:
            self._office.tasks.query(lambda: services.book(project), self._begin)

    def fill(self, look: PaperLook) -> None:
        """A text that was brought stands in the form where nobody wrote anything yet."""
        if not self.title.text().strip() and look.suggested.title:
            self.title.setText(look.suggested.title)
        elif not self.title.text().strip():
            self.title.setText(Path(look.name).stem)
        if not self.body.toPlainText().strip() and look.text:
            self.body.setPlainText(look.text)

    def keep(self) -> None:
        """The draft is stored and opened at its desk."""
        book = self._book
        if book is None:
            return
        title = self.title.text().strip()
        if not title:
            self.title.setFocus()
            self._office.announcer.said.emit(self._office.words("case.needs_title"), "attention")
            return
        draft, now = self._draft(title), self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> Received:
            return new_publication(project, actor, book, draft, now)

        self._office.act("work.edit", work, self._kept)

    # inside

    def _draft(self, title: str) -> PublicationDraft:
        base = self._proposed.publication if self._proposed is not None else self._empty()
        body = self.body.toPlainText().strip()
        return PublicationDraft(
            str(self.product.currentData()), title, replace(base, body=body), self.place.text().strip()
        )

    def _empty(self) -> Publication:
        day = local_day(self._office.services.cases.now())
        return Publication(uid=Uid(""), case_uid=Uid(""), announced_on=day)

    def _begin(self, book: OfficeBook) -> None:
        self._book = book
        self.product.clear()
        for code, one in products(book).items():
            self.product.addItem(one.name(self._office.words.language), code)
        told = self._proposed
        if told is not None:
            self.product.setCurrentIndex(max(0, self.product.findData(told.product)))
            self.title.setText(told.title)
            self.place.setText(told.place_text)
            self.body.setPlainText(told.publication.body)
        self.title.setFocus()

    def _kept(self, received: Received) -> None:
        self.papers.store(received.case.uid)
        self._office.announcer.said.emit(self._office.words("letters.draft_kept"), "good")
        self.received.emit("publicity")
        self.case_wanted.emit(received.case.uid, "publicity")

    def _lay_out(self) -> None:
        words = self._office.words
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
        head.addWidget(label(words("publicity.begin"), "heading", self), 1)
        head.addWidget(icon_button(self._office.icons, "x", words("cases.leave"), self.closed.emit, self))
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        form = QFormLayout(inner)
        form.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        form.setHorizontalSpacing(GAP_3)
        form.setVerticalSpacing(GAP_2)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("product", self.product), ("title", self.title), ("place_text", self.place), ("body", self.body),
        )  # fmt: skip
        for name, field in fields:
            text = words(f"publicity.ask.{name}")
            field.setAccessibleName(text)
            form.addRow(label(text, "quiet", inner), field)
        form.addRow(self.papers)
        form.addRow(label("", "", inner), self.save)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(inner, 20)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addLayout(line, 1)
