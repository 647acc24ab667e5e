"""Taking in a petition at the counter: a form for the keyboard, what may be meant beside it, then the receipt."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shapely import Point

from ltaxgis.domain.attachments import PaperLook
from ltaxgis.domain.desks import PersonDraft, Received
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.petition_doubles import Duplicate
from ltaxgis.domain.petitions import PETITIONER, PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Hit, Project
from ltaxgis.services.attachments import draft_from_look
from ltaxgis.services.petition_doubles import duplicates
from ltaxgis.services.petition_merging import merge_petitions
from ltaxgis.services.petitions import receive_petition
from ltaxgis.ui.cases.intake_frame import ReceiptedIntake
from ltaxgis.ui.cases.places import PlaceOffer, places_of
from ltaxgis.ui.cases.reserved_number import ReservedNumber
from ltaxgis.ui.office import Office
from ltaxgis.ui.petitions.beside import Beside
from ltaxgis.ui.petitions.intake_form import IntakeForm
from ltaxgis.ui.tokens import GAP_3

WAIT_MS = 250
_SHORTEST_NAME = 3
_WIDTH = 640


class IntakePage(ReceiptedIntake):
    """`point_wanted` asks for a place on the map."""

    point_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(office, "petitions", "petitions.keep", parent, rolls=True)
        self._channel = "walkin"
        self.form = IntakeForm(office, self)
        self.order = [self.form]  # which goes on by itself
        self.form.text.setAcceptDrops(False)  # a file dropped there is meant as a paper, not as its name
        self.beside = Beside(office, self)
        self.number = ReservedNumber(office, office.services.cases.desk("petitions").series, self)
        self.number.told.connect(lambda text: office.announcer.said.emit(text, "good"))
        self.put_pages(self._form_page())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look_up)
        self._typed: set[str] = set()
        self._connect()

    def begin(self, place: tuple[float, float] | None = None) -> None:
        self.beside.begin()
        self.number.begin()
        super().begin(place)

    def begin_with(self, book: OfficeBook, place: tuple[float, float] | None) -> None:
        self.form.begin(book, self._channel)
        if place is not None:
            self.take_point(place)

    def take_point(self, place: tuple[float, float]) -> None:
        """The place that was pointed at on the map."""
        point = Point(*place)
        text = self._office.words("petitions.point_of_map", e=f"{point.x:,.0f}", n=f"{point.y:,.0f}")
        self.form.take_place(PlaceOffer(text, "", None, point))
        self._typed.add("text")
        self.look_up()

    def fill(self, look: PaperLook) -> None:
        """What a paper says stands in the fields that are still empty, for a person to confirm."""
        project, form = self._office.project, self.form
        crs = project.settings.crs if project is not None else None
        draft = draft_from_look(look, crs, self._office.services.titles)
        if not form.text.toPlainText().strip():
            said = "\n".join(filter(None, (draft.title, draft.details)))
            form.text.setPlainText(said)
            form.channel.setCurrentIndex(max(0, form.channel.findData(draft.channel)))
        owner = draft.people[0].owner if draft.people else None
        if owner is not None and not form.name.text().strip():
            form.name.setText(owner.name)
            self._ask("name")
        if isinstance(draft.shape, Point) and form.place_taken is None and not form.place.text().strip():
            self.take_point((draft.shape.x, draft.shape.y))

    def draft(self) -> PetitionDraft:
        """What the form says."""
        form = self.form
        offer = form.place_taken
        flags = {name: box.isChecked() for name, box in form.flags.items()}
        return PetitionDraft(
            kind=str(form.kind.currentData() or ""), category=str(form.category.currentData() or ""),
            text=form.text.toPlainText().strip(), person=None if flags["anonymous"] else self._person(),
            anonymous=flags["anonymous"], hide_from_assignee=flags["hide_from_assignee"],
            public_name=flags["public_name"],
            named=tuple(name.strip() for name in form.named.text().split(",") if name.strip()),
            shape=offer.point if offer is not None else None, place_text=form.place.text().strip(),
            parcel=offer.parcel if offer is not None else None, channel=str(form.channel.currentData()),
            division=str(form.division.currentData() or ""), reserved=self.number.text,
        )  # fmt: skip

    def keep(self) -> None:
        """The petition is stored and its receipt is on the screen."""
        book = self._book
        if book is None or not self.is_open:
            return
        draft, double, now = self.draft(), self.beside.double, self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> Received:
            received = receive_petition(project, actor, book, draft, now)
            if double is not None:
                merge_petitions(project, actor, book, [received.case.uid], double, now)
            return received

        self.save.setEnabled(False)
        QTimer.singleShot(WAIT_MS * 2, self.save, lambda: self.save.setEnabled(True))
        self._channel = draft.channel
        self._office.act("work.edit", work, self._show_receipt)

    def look_up(self) -> None:
        """Places, people and petitions that may be meant by what was typed."""
        typed, self._typed = self._typed, set()
        form = self.form
        if "place" in typed:
            text = form.place.text().strip()
            self._office.look(lambda project: _places(project, text), self._show_places)
        if "name" in typed:
            name = form.name.text().strip()
            if len(name) < _SHORTEST_NAME:
                self.beside.show_people([])
            else:
                self._office.look(lambda project: _people(project, name), self.beside.show_people)
        book, actor, now, draft = self._book, self._office.actor, self._office.services.cases.now(), self.draft()
        if book is not None and actor is not None and draft.category and draft.text:

            def look(project: Project) -> list[Duplicate]:
                with project.reading() as reading:
                    return duplicates(reading, actor, book, draft, now)

            self._office.look(look, self.beside.show_doubles)

    # inside

    def _person(self) -> PersonDraft | None:
        form = self.form
        name = self._office.services.titles.split(form.name.text())
        number, phone = form.number.text().strip(), form.phone.text().strip()
        if form.person_taken:
            return PersonDraft(PETITIONER, uid=Uid(form.person_taken), number=number, phone=phone)
        if not (name.first or number or phone):
            return None
        owner = Owner(uid=new_uid(), kind=name.owner_kind, prefix=name.prefix, first_name=name.first,
                      last_name=name.last)  # fmt: skip
        return PersonDraft(PETITIONER, owner=owner, number=number, phone=phone)

    def _show_receipt(self, received: Received) -> None:
        self.papers.store(received.case.uid, self.form.flags["anonymous"].isChecked())
        self.show_receipt(received, self._office.words("petitions.taken_in", number=received.case.number))

    def _show_places(self, offers: list[PlaceOffer]) -> None:
        """The one that is surely meant is taken; of several somebody chooses."""
        if len(offers) == 1:
            self.form.take_place(offers[0])
            self._typed.add("text")
            self._timer.start()
        self.form.say_place(len(offers))
        self.beside.show_places(offers if len(offers) > 1 else [])

    def _take_place(self, offer: PlaceOffer) -> None:
        self.form.take_place(offer)
        self.beside.show_places([])
        self._typed.add("text")
        self._timer.start()

    def _take_person(self, hit: Hit) -> None:
        self.form.take_person(hit.uid, hit.title)
        self.beside.show_people([])
        self.form.phone.setFocus()

    def _ask(self, what: str) -> None:
        self._typed.add(what)
        self._timer.start()

    def _connect(self) -> None:
        self.form.asked.connect(self._ask)
        self.papers.told.connect(self.fill)
        self.form.finished.connect(self.save.setFocus)
        self.form.map_wanted.connect(self.point_wanted)
        self.beside.place_taken.connect(self._take_place)
        self.beside.person_taken.connect(self._take_person)
        self.beside.case_wanted.connect(lambda uid: self.case_wanted.emit(uid, "petitions"))

    def _form_page(self) -> QFrame:
        """The form and the papers, and beside them what may be meant."""
        inner, whole = QWidget(), QFrame(self)
        whole.setProperty("surface", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, GAP_3)
        column.addWidget(self.form)
        self.papers.setContentsMargins(GAP_3, 0, GAP_3, 0)
        column.addWidget(self.papers)
        column.addStretch(1)
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.framed(inner, _WIDTH, self.number), 1)
        line.addWidget(self.beside)
        return whole


def _places(project: Project, text: str) -> list[PlaceOffer]:
    with project.reading() as reading:
        return places_of(reading, text) if text else []


def _people(project: Project, name: str) -> list[Hit]:
    with project.reading() as reading:
        return reading.search(name, ("owner",), 8)
