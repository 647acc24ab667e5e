"""Who has a letter now, to whom it went for what, and the ways to pass it on, take it in, and say that it is done."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.correspondence import FOR_ACTION, PURPOSES, Routing
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.services.letter_routing import RouteTo, receive_routing, route, routing_done, send_back
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import division_told, moment_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.fields import ThaiDateField


class RoutingCard(ActingCard):
    """Routings in their order; those that are still open can be taken in, ended or sent back where they stand."""

    def __init__(self, office: Office, seen: SeenCase, routings: list[Routing], parent: QWidget) -> None:
        super().__init__(office, seen, office.words("letters.routing"), parent)
        self.asked: dict[str, QLineEdit] = {}
        self._tell_holder([one for one in routings if one.done_on is None and not one.returned])
        for routing in sorted(routings, key=lambda one: one.place):
            self._show(routing)
        self.division, self.person, self.purpose = QComboBox(self), QLineEdit(self), QComboBox(self)
        self.due = ThaiDateField(office.words, self)
        for widget in (self.division, self.person, self.purpose, self.due):
            widget.hide()
        if self.may_write and seen.file.case.closed_on is None:
            self._ask_route()

    def pass_on(self) -> None:
        """The letter goes to the division or person that is named."""
        to = RouteTo(
            str(self.division.currentData() or ""), self.person.text().strip(), str(self.purpose.currentData()),
            self.due.value,  # type: ignore[arg-type]
        )  # fmt: skip
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: route(project, actor, book, uid, [to], now),
                 self.office.words("letters.pass_on"))  # fmt: skip

    # inside

    def _tell_holder(self, waiting: list[Routing]) -> None:
        words, case = self.office.words, self.seen.file.case
        if case.closed_on is not None:
            return
        names = [self._to(one) for one in sorted(waiting, key=lambda one: (one.purpose != FOR_ACTION, one.place))]
        if not names:
            where = case.folder_at or self._division(case.division) or case.assignee
            names = [where] if where else []
        text = words("letters.who_has_it", name=", ".join(names)) if names else words("letters.nobody_has_it")
        self.body.addWidget(label(text, "", self, wrap=True))

    def _show(self, one: Routing) -> None:
        words, language = self.office.words, self.office.words.language
        purpose = words(f"letters.purpose.{one.purpose}")
        head = f"{one.place}. {self._to(one)} · {purpose}"
        self.body.addWidget(label(head, "", self, wrap=True))
        told = [words("letters.sent_at", at=moment_told(one.sent_at, language))]
        if one.received_at is not None:
            number = words("letters.received_as", number=one.number) if one.number else ""
            told.append(" ".join(filter(None, (
                words("letters.received_at", at=moment_told(one.received_at, language), name=one.received_by),
                number))))  # fmt: skip
        if one.done_on is not None:
            told.append(words("letters.done_on", day=short_date(one.done_on, language)))
        tone = "quiet"
        if one.returned:
            told.append(words("letters.came_back", reason=one.returned))
            tone = "attention"
        self.body.addWidget(label(" · ".join(told), tone, self, wrap=True))
        open_one = one.done_on is None and not one.returned
        if open_one and one.due is not None:
            late = one.due < self.seen.today
            self.body.addWidget(label(words("cases.due", day=one.due), "wrong" if late else "quiet", self))
        if open_one and self.may_write:
            self._ask_end(one)

    def _ask_end(self, one: Routing) -> None:
        words = self.office.words
        text = QLineEdit(self)
        text.setPlaceholderText(words("letters.what_was_done"))
        text.setAccessibleName(words("letters.what_was_done"))
        done = partial(self._done, one, text)
        text.returnPressed.connect(done)
        self.asked[one.uid] = text
        ways: list[QWidget] = []
        if one.received_at is None:
            ways.append(button(words("letters.take_in"), partial(self._take_in, one), "", self))
        ways.append(button(words("letters.done"), done, "", self))
        ways.append(button(words("letters.back"), partial(self._back, one, text), "quiet", self))
        self.body.addWidget(text)
        self.body.addLayout(row(*ways, None))

    def _ask_route(self) -> None:
        words, language = self.office.words, self.office.words.language
        self.division.addItem("–", "")
        for code, one in self.seen.book.divisions.items():
            self.division.addItem(one.name(language), code)
        for code in PURPOSES:
            self.purpose.addItem(words(f"letters.purpose.{code}"), code)
        for box, name in ((self.division, "division"), (self.purpose, "purpose")):
            box.setAccessibleName(words(f"letters.ask.{name}"))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        self.person.setPlaceholderText(words("cases.ask.assignee"))
        self.person.setAccessibleName(words("cases.ask.assignee"))
        self.due.line.setAccessibleName(words("cases.ask.until"))
        for widget in (self.division, self.person, self.purpose, self.due):
            widget.show()
        self.body.addWidget(label(words("letters.pass_on_to"), "small", self))
        self.body.addLayout(row(self.division, self.purpose))
        line = row(self.person, self.due, button(words("letters.pass_on"), self.pass_on, "", self))
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.body.addLayout(line)

    def _take_in(self, one: Routing) -> None:
        book, now = self.seen.book, self.office.services.cases.now()
        self.do(lambda project, actor: receive_routing(project, actor, book, one.uid, now),
                self.office.words("letters.take_in"))  # fmt: skip

    def _done(self, one: Routing, text: QLineEdit) -> None:
        told, book, now = StepTold(text=text.text().strip()), self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: routing_done(project, actor, book, one.uid, told, now),
                 self.office.words("letters.done"))  # fmt: skip

    def _back(self, one: Routing, text: QLineEdit) -> None:
        reason, now = text.text().strip(), self.office.services.cases.now()
        if not reason:
            text.setFocus()
            self.office.announcer.said.emit(self.office.words("case.needs_reason"), "attention")
            return
        self.act(lambda project, actor: send_back(project, actor, one.uid, reason, now),
                 self.office.words("letters.back"))  # fmt: skip

    def _to(self, one: Routing) -> str:
        return " ".join(part for part in (self._division(one.division), one.person) if part)

    def _division(self, code: str) -> str:
        return division_told(self.seen.book, code, self.office.words.language)


def routing_card(office: Office, seen: SeenCase, parent: QWidget) -> RoutingCard:
    routings = [one for one in seen.file.of_desk.get(Routing, ()) if isinstance(one, Routing)]
    return RoutingCard(office, seen, routings, parent)
