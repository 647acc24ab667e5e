"""The people of a case: names, roles, masked numbers, and one number in full where the role may see it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ltaxgis.domain.cases import CaseParty, local_day
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_people import see_number
from ltaxgis.ui.cases.doubles_line import DoublesLine
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import HIDDEN
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import Card, button, label, row


class NumberLine(QWidget):
    """A masked number; in full after a click, with a reason where the role does not work with them."""

    def __init__(self, office: Office, owner: Owner, which: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._owner, self._which = office, owner, which
        words = office.words
        self.masked = str(getattr(owner, f"{which}_masked"))
        self.text: QLabel = label(self.masked, "code", self)
        self.see: QPushButton = button(words("person.see_number"), self.ask, "link", self)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(words("cases.why_number"))
        self.reason.setAccessibleName(words("cases.why_number"))
        self.reason.returnPressed.connect(self._reveal)
        self.reason.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        name = label(words(f"cases.number.{which}"), "quiet", self)
        whole.addLayout(row(name, self.text, None, self.see))
        whole.addWidget(self.reason)
        actor = office.actor
        self.see.setVisible(actor is not None and may(actor, "people.see"))

    def ask(self) -> None:
        actor = self._office.actor
        if actor is not None and may(actor, "numbers.see"):
            self._reveal()
        else:
            self.reason.show()
            self.reason.setFocus()

    def _reveal(self) -> None:
        reason, uid, which = self.reason.text(), self._owner.uid, self._which
        today = local_day(self._office.services.cases.now())

        def work(project: Project, actor: Actor) -> str:
            return see_number(project, actor, uid, which, today, reason)

        self._office.act("work.look", work, self._show)

    def _show(self, number: str) -> None:
        self.text.setText(number or self.masked)
        self.reason.hide()
        self.see.hide()


class PeopleCard(Card):
    """`person_wanted` carries the uid of an owner whose other cases and land somebody wants to see; `stored` what was
    applied and the words for it."""

    person_wanted = Signal(str)
    stored = Signal(object, str)

    def __init__(self, office: Office, seen: SeenCase, hidden: bool, parent: QWidget) -> None:
        super().__init__(office.words("cases.people"), parent)
        self._office = office
        words = office.words
        people = seen.file.people
        if hidden:
            self.body.addWidget(label(words("case.hidden"), "quiet", self))
        elif office.announcer.hides_people:
            self.body.addWidget(label(words("people.hidden") if people else words("case.nobody"), "quiet", self))
        elif not people:
            self.body.addWidget(label(words("case.nobody"), "quiet", self))
        else:
            self._show(people)
            self.doubles = DoublesLine(office, [owner for _, owner in people], self)
            self.doubles.stored.connect(self.stored)
            self.body.addWidget(self.doubles)
            self.doubles.begin()

    def _show(self, people: Sequence[tuple[CaseParty, Owner]]) -> None:
        words = self._office.words
        for party, owner in people:
            name = button(owner.name or HIDDEN, partial(self.person_wanted.emit, owner.uid), "link", self)
            name.setToolTip(words("cases.about_person"))
            self.body.addLayout(row(name, None, label(words(f"case.party.{party.role}"), "quiet", self)))
            if party.licence_no:
                self.body.addWidget(label(words("cases.licence", number=party.licence_no), "quiet", self))
            for which in ("number", "phone"):
                if getattr(owner, f"{which}_masked"):
                    self.body.addWidget(NumberLine(self._office, owner, which, self))
