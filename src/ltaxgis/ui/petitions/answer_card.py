"""What the petitioner has heard and said: the first answer, the other body, the stars, and a new PIN."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_desk import answer_due
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_deadlines import set_day
from ltaxgis.services.petitions import give_pin
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button, label, row


class AnswerCard(ActingCard):
    """A PIN that was given is on the card until the page is drawn again: it is kept nowhere."""

    def __init__(self, office: Office, seen: SeenCase, petition: Petition, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("petitions.answer"), parent)
        for text, tone in self._told(petition):
            self.body.addWidget(label(text, tone, self, wrap=True))
        self.pin = label("", "heading", self)
        self.new_pin = button(office.words("petitions.new_pin"), self.give, "link", self)
        self.new_pin.setVisible(self.may_write and not petition.anonymous)
        self.body.addLayout(row(self.new_pin, None, self.pin))

    def give(self) -> None:
        """The PIN before opens nothing any more."""
        uid = self.seen.file.case.uid

        def work(project: Project, actor: Actor) -> str:
            return give_pin(project, actor, uid)

        self.office.act("work.edit", work, self._show)

    def _show(self, pin: str) -> None:
        self.pin.setText(pin)
        self.pin.setToolTip(self.office.words("petitions.pin_once"))

    def _told(self, petition: Petition) -> Iterator[tuple[str, str]]:
        words, case = self.office.words, self.seen.file.case
        due = answer_due(case, self.seen.book)
        if petition.answered_on is not None:
            yield words("petitions.answered", day=petition.answered_on), "good"
        elif due is not None and case.closed_on is None:
            yield words("petitions.answer_due", day=due), "wrong" if due < self.seen.today else ""
        for flag in ("anonymous", "hide_from_assignee", "public_name"):
            if getattr(petition, flag):
                yield words(f"petitions.flag.{flag}"), "quiet"
        if petition.agency:
            yield words("petitions.with_agency", agency=petition.agency, ref=petition.agency_ref or "–"), ""
        until = set_day(self.seen.file.steps, case.state)
        if until is not None:
            yield words("petitions.set_day", day=until), "wrong" if until < self.seen.today else ""
        rejects = petition_book(self.seen.book).rejects
        if petition.reject_code in rejects:
            yield rejects[petition.reject_code].name(words.language), ""
        if petition.stars is not None:
            yield " ".join(part for part in ("★" * petition.stars, petition.rating_text) if part), ""
        if petition.reopened:
            yield words("petitions.reopened_times", count=petition.reopened), "quiet"


def answer_card(office: Office, seen: SeenCase, parent: QWidget) -> AnswerCard | None:
    found = [one for one in seen.file.of_desk.get(Petition, ()) if isinstance(one, Petition)]
    return AnswerCard(office, seen, found[0], parent) if found else None
