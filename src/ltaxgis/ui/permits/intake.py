"""Taking in an application for a permit: one form, Enter goes on, then the receipt."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

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
from ltaxgis.ui.cases.brought_papers import BroughtPapers
from ltaxgis.ui.cases.places import PlaceOffer, places_of
from ltaxgis.ui.cases.receipt import Receipt
from ltaxgis.ui.cases.reserved_number import ReservedNumber
from ltaxgis.ui.office import Office
from ltaxgis.ui.permits.numbers import hundredths
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label, retone, scrolling

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WIDTH, _WAIT_MS = 680, 250
_LINES = ("title", "place", "applicant", "phone", "number", "owner", "architect", "engineer", "supervisor",
          "storeys", "height", "area", "materials")  # fmt: skip
_LICENSED = ("architect", "engineer", "supervisor")


class PermitIntake(QWidget):
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
        self._last: PermitReceived | None = None
        self.place: PlaceOffer | None = None
        words = office.words
        self.kind, self.use = QComboBox(self), QComboBox(self)
        self.lines = {name: QLineEdit(self) for name in _LINES}
        self.understood = label("", "quiet", self)
        self.papers = BroughtPapers(office, self)
        self.receipt = Receipt(office, self, rolls=True)
        self.save = button(f"{words('petitions.keep')}  F2", self.keep, "primary", self)
        self.number = ReservedNumber(office, office.services.cases.desk("permits").series, self)
        self.number.told.connect(lambda text: office.announcer.said.emit(text, "good"))
        self._order: list[QWidget] = [self.kind, *self.lines.values()]
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self._form())
        self.pages.addWidget(self.receipt)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
        head.addWidget(label(words("permits.begin"), "heading", self), 1)
        head.addWidget(icon_button(office.icons, "x", words("cases.leave"), self.closed.emit, self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.look_up)
        self._connect()

    def begin(self, place: tuple[float, float] | None = None) -> None:
        """An empty form."""
        self.pages.setCurrentIndex(0)
        self.papers.begin()
        self.number.begin()
        project, services = self._office.project, self._office.services.cases
        if project is not None:
            self._office.tasks.query(lambda: services.book(project), self._begin)

    def keep(self) -> None:
        """The application is stored and its receipt is on the screen."""
        book = self._book
        if book is None or self.pages.currentIndex() != 0:
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or watched not in self._order:
                return super().eventFilter(watched, event)
            place = self._order.index(watched)
            (self._order[place + 1] if place + 1 < len(self._order) else self.save).setFocus()
            return True
        return super().eventFilter(watched, event)

    def fill(self, look: PaperLook) -> None:
        """Who sent the paper is the applicant, where nobody is named yet."""
        draft = draft_from_look(look, titles=self._office.services.titles, role="applicant")
        owner = draft.people[0].owner if draft.people else None
        if owner is not None and not self.lines["applicant"].text().strip():
            self.lines["applicant"].setText(owner.name)

    # inside

    def _begin(self, book: OfficeBook) -> None:
        self._book, self.place = book, None
        language = self._office.words.language
        for box, choices in ((self.kind, work_kinds(book)), (self.use, building_uses(book))):
            box.clear()
            for code, one in choices.items():
                box.addItem(one.name(language), code)
        for line in self.lines.values():
            line.clear()
        self.understood.setText("")
        self.kind.setFocus()

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
        self._last = told
        self.papers.store(told.received.case.uid)
        words = self._office.words
        if self._book is not None:
            self.pages.setCurrentIndex(1)
            self.receipt.show_received(told.received, self._book)
        said = words("permits.over_limit") if told.over_limit else ""
        number = words("permits.taken_in", number=told.received.case.number)
        self._office.announcer.said.emit(f"{number} {said}".strip(), "attention" if said else "good")
        self.received.emit("permits")

    def _print_slip(self, kind: str) -> None:
        if self._last is not None:
            received = self._last.received
            self.slip_wanted.emit(received.case.uid, "permits", kind, received.pin)

    def _open_last(self) -> None:
        if self._last is not None:
            self.case_wanted.emit(self._last.received.case.uid, "permits")

    def _connect(self) -> None:
        self.lines["place"].textEdited.connect(lambda _text: self._timer.start())
        self.papers.told.connect(self.fill)
        self.receipt.next_wanted.connect(self.begin)
        self.receipt.case_wanted.connect(self._open_last)
        self.receipt.slip_wanted.connect(lambda: self._print_slip("slip"))
        self.receipt.roll_wanted.connect(lambda: self._print_slip("slip_roll"))
        for keys in ("F2", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.keep)

    def _form(self) -> QFrame:
        words = self._office.words
        whole = QFrame(self)
        whole.setProperty("surface", "plain")
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        form = QFormLayout(inner)
        form.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        form.setHorizontalSpacing(GAP_3)
        form.setVerticalSpacing(GAP_2)
        fields: list[tuple[str, QWidget]] = [("kind", self.kind), ("use", self.use), *self.lines.items()]
        for name, field in fields:
            text = words(f"permits.ask.{name}")
            field.setAccessibleName(text)
            field.installEventFilter(self)
            form.addRow(label(text, "quiet", inner), field)
            if name == "place":
                form.addRow(label("", "", inner), self.understood)
        form.addRow(self.papers)
        self._order.insert(1, self.use)
        holder = QWidget()
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
        foot.addSpacing(GAP_3)
        foot.addWidget(self.number)
        foot.addStretch(1)
        column.addLayout(foot)
        return whole
