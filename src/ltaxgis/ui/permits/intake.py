"""Taking in an application for a permit: one form, Enter goes on, then the receipt."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ltaxgis.domain.attachments import PaperLook
from ltaxgis.domain.desks import CaseDraft, PersonDraft
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.permit_desk import building_uses, work_kinds
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.attachments import draft_from_look
from ltaxgis.services.permits import PermitDraft, PermitReceived, a_permit, receive_permit
from ltaxgis.ui.cases.intake_frame import ReceiptedIntake
from ltaxgis.ui.cases.places import PlaceOffer, places_of
from ltaxgis.ui.cases.reserved_number import ReservedNumber
from ltaxgis.ui.office import Office
from ltaxgis.ui.permits.numbers import hundredths
from ltaxgis.ui.widgets.blocks import label, retone

_WIDTH, _WAIT_MS = 680, 250
_LINES = ("title", "place", "applicant", "phone", "number", "owner", "architect", "engineer", "supervisor",
          "storeys", "height", "area", "materials")  # fmt: skip
_LICENSED = ("architect", "engineer", "supervisor")


class PermitIntake(ReceiptedIntake):
    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, "permits", "petitions.keep", parent, rolls=True)
        self.place: PlaceOffer | None = None
        self.kind, self.use = QComboBox(self), QComboBox(self)
        self.lines = {name: QLineEdit(self) for name in _LINES}
        self.order = [self.kind, self.use, *self.lines.values()]
        self.understood = label("", "quiet", self)
        self.number = ReservedNumber(office, office.services.cases.desk("permits").series, self)
        self.number.told.connect(lambda text: office.announcer.said.emit(text, "good"))
        self.papers.told.connect(self.fill)
        self.put_pages(self._form())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look_up)
        self.lines["place"].textEdited.connect(lambda _text: self._timer.start())

    def begin(self, place: tuple[float, float] | None = None) -> None:
        self.number.begin()
        super().begin(place)

    def keep(self) -> None:
        """The application is stored and its receipt is on the screen."""
        book = self._book
        if book is None or not self.is_open:
            return
        if not self.lines["applicant"].text().strip():
            self.lines["applicant"].setFocus()
            self._office.announcer.said.emit(self._office.words("permits.needs_applicant"), "attention")
            return
        draft, asked, now = self._draft(), self._asked(), self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> PermitReceived:
            return receive_permit(project, actor, book, draft, asked, now)

        self._office.act("work.edit", work, self._show_receipt)

    def look_up(self) -> None:
        """The parcel or house that was typed."""
        text = self.lines["place"].text().strip()

        def look(project: Project) -> list[PlaceOffer]:
            with project.reading() as reading:
                return places_of(reading, text) if text else []

        self._office.look(look, self._show_place)

    def fill(self, look: PaperLook) -> None:
        """Who sent the paper is the applicant, where nobody is named yet."""
        draft = draft_from_look(look, titles=self._office.services.titles, role="applicant")
        owner = draft.people[0].owner if draft.people else None
        if owner is not None and not self.lines["applicant"].text().strip():
            self.lines["applicant"].setText(owner.name)

    def begin_with(self, book: OfficeBook, place: tuple[float, float] | None) -> None:
        self.place = None
        language = self._office.words.language
        for box, choices in ((self.kind, work_kinds(book)), (self.use, building_uses(book))):
            box.clear()
            for code, one in choices.items():
                box.addItem(one.name(language), code)
        for line in self.lines.values():
            line.clear()
        self.understood.setText("")
        self.kind.setFocus()

    # inside

    def _draft(self) -> CaseDraft:
        people = [self._person("applicant", self.lines["number"].text(), self.lines["phone"].text())]
        people += [self._person(role) for role in ("owner", *_LICENSED) if self.lines[role].text().strip()]
        offer = self.place
        title = self.lines["title"].text().strip()
        return CaseDraft(
            kind=str(self.kind.currentData()), title=title or f"{self.kind.currentText()} {self.use.currentText()}",
            shape=offer.point if offer is not None else None, place_text=self.lines["place"].text().strip(),
            people=people, links=(("parcel", offer.parcel),) if offer is not None and offer.parcel is not None else (),
            reserved=self.number.text,
        )  # fmt: skip

    def _person(self, role: str, number: str = "", phone: str = "") -> PersonDraft:
        """A professional's licence number follows his name behind a comma."""
        text, _, licence = self.lines[role].text().partition(",")
        name = self._office.services.titles.split(text)
        owner = Owner(uid=new_uid(), kind=name.owner_kind, prefix=name.prefix, first_name=name.first,
                      last_name=name.last)  # fmt: skip
        return PersonDraft(role, owner=owner, number=number.strip(), phone=phone.strip(), licence_no=licence.strip())

    def _asked(self) -> PermitDraft:
        storeys = self.lines["storeys"].text().strip()
        return PermitDraft(
            a_permit(
                use=str(self.use.currentData() or "house"), storeys=int(storeys) if storeys.isdigit() else 1,
                height=hundredths(self.lines["height"].text()), area=hundredths(self.lines["area"].text()),
                materials=self.lines["materials"].text().strip(),
            )
        )  # fmt: skip

    def _show_place(self, offers: list[PlaceOffer]) -> None:
        self.place = offers[0] if len(offers) == 1 else None
        words, typed = self._office.words, bool(self.lines["place"].text().strip())
        retone(self.understood, "tone", "good" if self.place is not None else "attention")
        told = ", ".join(one.title for one in offers) or (words("petitions.place_as_written") if typed else "")
        self.understood.setText(told)

    def _show_receipt(self, told: PermitReceived) -> None:
        self.papers.store(told.received.case.uid)
        words = self._office.words
        said = words("permits.over_limit") if told.over_limit else ""
        number = words("permits.taken_in", number=told.received.case.number)
        self.show_receipt(told.received, f"{number} {said}".strip(), "attention" if said else "good")

    def _form(self) -> QWidget:
        inner = QWidget()
        fields: dict[str, QWidget] = {"kind": self.kind, "use": self.use, **self.lines}
        self.form_of(inner, fields, {"place": self.understood}).addRow(self.papers)
        return self.framed(inner, _WIDTH, self.number)
