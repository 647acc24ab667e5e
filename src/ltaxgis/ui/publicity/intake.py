"""Beginning a publication: what kind, a title, a text; days, channels and pictures come on its page."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

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
from ltaxgis.ui.cases.intake_frame import IntakeFrame
from ltaxgis.ui.office import Office

_WIDTH = 720


class PublicationIntake(IntakeFrame):
    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, "publicity", "letters.keep_draft", parent)
        self._proposed: PublicationDraft | None = None
        self.product = QComboBox(self)
        self.title, self.place = QLineEdit(self), QLineEdit(self)
        self.body = QPlainTextEdit(self)
        self.body.setTabChangesFocus(True)
        self.order = [self.product, self.title, self.place, self.body]
        self.papers.told.connect(self.fill)
        inner = QWidget(self)
        fields = {"product": self.product, "title": self.title, "place_text": self.place, "body": self.body}
        self.form_of(inner, fields, {}).addRow(self.papers)
        self.body.removeEventFilter(self)  # Enter begins a new line there
        self.stand(self.framed(inner, _WIDTH))

    def begin(self, place: tuple[float, float] | None = None, proposed: PublicationDraft | None = None) -> None:
        """An empty form, or one that a proposal fills."""
        self._proposed = proposed
        for line in (self.title, self.place):
            line.clear()
        self.body.clear()
        super().begin(place)

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

    def begin_with(self, book: OfficeBook, place: tuple[float, float] | None) -> None:
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
