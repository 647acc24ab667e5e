"""Registering a letter that came: one form, Enter goes on, then its number, large enough to be stamped from."""

from datetime import date, datetime

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ltaxgis.domain.attachments import PaperLook
from ltaxgis.domain.correspondence import SECRECIES
from ltaxgis.domain.desks import Received
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.letters import LetterDraft, letter_from_look, receive_letter
from ltaxgis.ui.cases.intake_frame import ReceiptedIntake
from ltaxgis.ui.letters.arrival_field import ArrivalField
from ltaxgis.ui.letters.telling import degrees, documents
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.ui.widgets.fields import ThaiDateField

_WIDTH = 680
_LINES = ("their_number", "sender", "addressee", "subject", "remark")
_ORDER = (
    "their_number", "dated", "sender", "addressee", "subject", "urgency", "arrive_by", "secrecy", "named", "division",
    "at_division", "document", "remark",
)  # fmt: skip


class LetterIntake(ReceiptedIntake):
    """The division and the addressee of the last letter stay, as they mostly are the same."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, "letters_in", "letters.keep", parent)
        self._look: PaperLook | None = None
        words = office.words
        self.lines = {name: QLineEdit(self) for name in (*_LINES, "named")}
        self.dated, self.arrive_by = ThaiDateField(words, self), ArrivalField(words, self)
        self.boxes = {name: QComboBox(self) for name in ("urgency", "secrecy", "division", "document")}
        self.at_division = QCheckBox(words("letters.at_division"), self)
        self.secret_said = label(words("letters.secret_said"), "attention", self, wrap=True)
        told: dict[str, QWidget] = {
            **self.lines, **self.boxes, "dated": self.dated, "arrive_by": self.arrive_by,
            "at_division": self.at_division,
        }  # fmt: skip
        self.fields = {name: told[name] for name in _ORDER}
        self.order = list(self.fields.values())
        self.papers.told.connect(self.fill)
        self.boxes["secrecy"].currentIndexChanged.connect(lambda _index: self._show_secrecy())
        self.put_pages(self._form())

    def begin(self, place: tuple[float, float] | None = None) -> None:
        self._look = None
        super().begin(place)

    def keep(self) -> None:
        """The letter is in the register and its number on the screen."""
        book = self._book
        if book is None or not self.is_open:
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

    def begin_with(self, book: OfficeBook, place: tuple[float, float] | None) -> None:
        language, chosen = self._office.words.language, self.boxes["division"].currentData()
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
        if received.case.secrecy:
            self.papers.begin()
        else:
            self.papers.store(received.case.uid)
        self.show_receipt(received, self._office.words("letters.taken_in", number=received.case.number))

    def _form(self) -> QWidget:
        inner = QWidget()
        self.form = self.form_of(inner, self.fields, {"named": self.secret_said})
        self.form.insertRow(0, self.papers)
        return self.framed(inner, _WIDTH)
