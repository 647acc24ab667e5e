"""To whom a letter goes, by which way, and what became of it there."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ltaxgis.domain.correspondence import WAYS, Recipient
from ltaxgis.domain.ids import Uid
from ltaxgis.services.letter_sending import (
    acknowledge,
    add_recipients,
    chase,
    hand_over,
    reject,
    remove_recipient,
    send_letter,
)
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import moment_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, icon_button, label, row

_SHOWN = 12
_SENDABLE = frozenset({"signed", "numbered", "rejected"})


class SendingCard(ActingCard):
    """Who has not been sent it yet can be taken out; who has can acknowledge, refuse, or be asked again."""

    def __init__(self, office: Office, seen: SeenCase, people: list[Recipient], parent: QWidget) -> None:
        super().__init__(office, seen, office.words("letters.sending", count=len(people)), parent)
        words = office.words
        ordered = sorted(people, key=lambda one: one.place)
        for one in ordered[:_SHOWN]:
            self._show(one)
        if len(ordered) > _SHOWN:
            self.body.addWidget(label(words("cases.more", count=len(ordered) - _SHOWN), "quiet", self))
        self.name, self.way = QLineEdit(self), QComboBox(self)
        for widget in (self.name, self.way):
            widget.hide()
        if self.may_write:
            self._ask_more(ordered)

    def add(self) -> None:
        """A line of the field is a receiver; behind a comma stands his address or mail."""
        way, uid = str(self.way.currentData()), self.seen.file.case.uid
        lines = [part.strip() for part in self.name.text().split(";") if part.strip()]
        if not lines:
            self.name.setFocus()
            return
        people = [_told(line, way, uid) for line in lines]
        self.act(lambda project, actor: add_recipients(project, actor, uid, people),
                 self.office.words("letters.add_recipient"))  # fmt: skip

    def send(self) -> None:
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: send_letter(project, actor, book, uid, now), self.office.words("letters.send"))

    # inside

    def _ask_more(self, people: list[Recipient]) -> None:
        words, case = self.office.words, self.seen.file.case
        self.name.setPlaceholderText(words("letters.recipient"))
        self.name.setAccessibleName(words("letters.recipient"))
        self.name.setToolTip(words("letters.recipient_hint"))
        self.name.returnPressed.connect(self.add)
        for code in WAYS:
            self.way.addItem(words(f"letters.way.{code}"), code)
        self.way.setAccessibleName(words("letters.way"))
        for widget in (self.name, self.way):
            widget.show()
        line = row(self.name, self.way, button(words("letters.add_recipient"), self.add, "", self))
        line.setStretch(0, 1)
        self.body.addLayout(line)
        if people and case.state in _SENDABLE:
            self.body.addLayout(row(button(words("letters.send"), self.send, "primary", self), None))

    def _show(self, one: Recipient) -> None:
        words, language = self.office.words, self.office.words.language
        hidden = self.office.announcer.hides_people
        name = "•••" if hidden else " · ".join(part for part in (one.name, one.agency) if part)
        out = icon_button(self.office.icons, "x", words("letters.take_out"), partial(self._take_out, one), self)
        out.setVisible(self.may_write and one.sent_at is None)
        line = row(label(name, "", self, wrap=True), out)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        told = [words(f"letters.way.{one.way}"), one.tracking]
        tone = "quiet"
        if one.sent_at is not None:
            told.append(words("letters.sent_at", at=moment_told(one.sent_at, language)))
        if one.acknowledged_at is not None:
            told.append(words("letters.acknowledged", at=moment_told(one.acknowledged_at, language)))
            told.append(words("letters.their_receipt", number=one.their_number) if one.their_number else "")
            tone = "good"
        elif one.rejected:
            told.append(words("letters.refused", reason=one.rejected))
            tone = "wrong"
        elif one.awaited and one.sent_at is not None:
            told.append(words("letters.awaited", count=one.chased))
            tone = "attention"
        self.body.addWidget(label(" · ".join(part for part in told if part), tone, self, wrap=True))
        if self.may_write and one.sent_at is not None and one.acknowledged_at is None and not one.rejected:
            self._ask_answer(one)

    def _ask_answer(self, one: Recipient) -> None:
        words = self.office.words
        text = QLineEdit(self)
        text.setPlaceholderText(words("letters.answer_hint"))
        text.setAccessibleName(words("letters.answer_hint"))
        ways = [button(words("letters.came"), partial(self._came, one, text), "", self),
                button(words("letters.refuse"), partial(self._refuse, one, text), "quiet", self)]  # fmt: skip
        if one.way == "hand":
            ways.insert(0, button(words("letters.handed"), partial(self._handed, one, text), "", self))
        if one.awaited:
            ways.append(button(words("letters.chase"), partial(self._chase, one), "quiet", self))
        self.body.addWidget(text)
        self.body.addLayout(row(*ways, None))

    def _take_out(self, one: Recipient) -> None:
        self.act(lambda project, actor: remove_recipient(project, actor, one.uid),
                 self.office.words("letters.take_out"))  # fmt: skip

    def _came(self, one: Recipient, text: QLineEdit) -> None:
        book, now, number = self.seen.book, self.office.services.cases.now(), text.text().strip()
        self.act(lambda project, actor: acknowledge(project, actor, book, one.uid, now, number),
                 self.office.words("letters.came"))  # fmt: skip

    def _handed(self, one: Recipient, text: QLineEdit) -> None:
        book, now, to = self.seen.book, self.office.services.cases.now(), text.text().strip() or one.name
        self.act(lambda project, actor: hand_over(project, actor, book, one.uid, to, now),
                 self.office.words("letters.handed"))  # fmt: skip

    def _refuse(self, one: Recipient, text: QLineEdit) -> None:
        book, now, reason = self.seen.book, self.office.services.cases.now(), text.text().strip()
        if not reason:
            text.setFocus()
            self.office.announcer.said.emit(self.office.words("case.needs_reason"), "attention")
            return
        self.act(lambda project, actor: reject(project, actor, book, one.uid, reason, now),
                 self.office.words("letters.refuse"))  # fmt: skip

    def _chase(self, one: Recipient) -> None:
        book, now = self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: chase(project, actor, book, [one.uid], now),
                 self.office.words("letters.chase"))  # fmt: skip


def _told(line: str, way: str, case_uid: Uid) -> Recipient:
    """`name, address`; what looks like a mail address is one."""
    name, _, rest = (part.strip() for part in line.partition(","))
    email = rest if "@" in rest else ""
    return Recipient(uid=Uid(""), case_uid=case_uid, name=name, way=way, email=email, address="" if email else rest)


def sending_card(office: Office, seen: SeenCase, parent: QWidget) -> SendingCard:
    people = [one for one in seen.file.of_desk.get(Recipient, ()) if isinstance(one, Recipient)]
    return SendingCard(office, seen, people, parent)
