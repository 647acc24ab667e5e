"""How the petitions desk looks: the usual way of a petition, what its steps ask, and who may know the petitioner."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.petition_book import petition_book
from ltaxgis.domain.petition_states import ANSWERS, PETITION_STATES
from ltaxgis.domain.petitions import Petition, may_see_petitioner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Transition
from ltaxgis.ports.cases import CaseLine
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.case_deadlines import deadlines, told_by_deadline
from ltaxgis.services.case_work_lists import short_of_time
from ltaxgis.services.escalation import before_me
from ltaxgis.services.petition_merging import merge_petitions, split_petition
from ltaxgis.services.petitions import step_petition
from ltaxgis.ui.cases.attachments_card import AttachmentsCard
from ltaxgis.ui.cases.desk_look import ESCALATED, Asks, DeskLook, More, WorkList
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.petitions.answer_card import answer_card

USUAL: Mapping[str, tuple[str, ...]] = {
    "new": ("accept",),
    "accepted": ("assign",),
    "assigned": ("start",),
    "in_progress": ("resolve",),
    "on_hold": ("resume",),
    "resolved": ("close",),
    "reopened": ("assign",),
    "forwarded": ("close",),
    "merged": ("split",),
}
_FOLLOWS_BY_ITSELF = frozenset({"close_merged", "reopen_merged"})


def categories(book: OfficeBook, language: str) -> Mapping[str, str]:
    return {code: one.name(language) for code, one in petition_book(book).categories.items()}


def asks(book: OfficeBook, event: str, language: str) -> Asks:
    """What an event asks, with what the office's book offers for it."""
    known = petition_book(book)
    if event == "assign":
        return Asks(("division", "assignee", "until"))
    if event == "reject":
        codes = {code: one.name(language) for code, one in known.rejects.items()}
        return Asks(("choice",), frozenset({"choice"}), frozenset({"reason"}), {"choice": codes})
    if event == "hold":
        return Asks(("public",), choices={"reason": {code: one.name(language) for code, one in known.holds.items()}})
    if event == "forward":
        agencies = {code: one.name(language) for code, one in known.agencies.items()}
        return Asks(("agency", "until", "text"), choices={"agency": agencies})
    if event == "rate":
        return Asks(("stars", "text"))
    return Asks()


def events(desk: Desk, case: Case, actor: Actor) -> Sequence[Transition]:
    """Those that a person takes: what was merged follows by itself."""
    return [one for one in desk.table.events(case.state, actor) if one.event not in _FOLLOWS_BY_ITSELF]


def step(
    project: Project, actor: Actor, book: OfficeBook, desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    more: More,
) -> Applied:  # fmt: skip
    """Refused (`petitions.no_number`) where the petition to merge with is not known, else as `step_petition`."""
    if event == "merge":
        with project.reading() as reading:
            named = reading.having(Case, "number", [more.get("into", "").upper()])
        into = [one for one in named if one.desk == desk.name]
        if not into:
            raise Refused("petitions.no_number", number=more.get("into", ""))
        return merge_petitions(project, actor, book, [uid], into[0].uid, now, told.reason)
    if event == "split":
        return split_petition(project, actor, book, uid, now)
    if event == "reject":
        told = replace(told, reason=more.get("choice", ""))
    stars = more.get("stars", "")
    return step_petition(project, actor, book, uid, event, told, now, int(stars) if stars else None)


def hides_people(seen: SeenCase) -> bool:
    """Whether the petitioner is not to be known by who looks."""
    petitions = [one for one in seen.file.of_desk.get(Petition, ()) if isinstance(one, Petition)]
    return any(not may_see_petitioner(seen.file.case, one, seen.actor) for one in petitions)


def papers_card(office: Office, seen: SeenCase, parent: QWidget) -> AttachmentsCard:
    return AttachmentsCard(office, seen, parent, hides_people(seen))


def _soon(reading: Reading, actor: Actor, _book: OfficeBook, today: date) -> Sequence[Uid]:
    return short_of_time(reading, PETITION_STATES, actor.name, today)


def _set_days(reading: Reading, actor: Actor, _book: OfficeBook, today: date) -> Sequence[Uid]:
    return [one.case_uid for one in deadlines(reading, actor, today)]


def _with_whom(reading: Reading, actor: Actor, lines: Sequence[CaseLine], today: date) -> Sequence[CaseLine]:
    """Who has it stands before what it is about: their column may lie beyond the edge."""
    told = told_by_deadline(reading, actor, lines, today)
    return [replace(line, title=" · ".join(filter(None, (line.assignee, line.title)))) for line in told]


def _before_me(reading: Reading, actor: Actor, book: OfficeBook, today: date) -> Sequence[Uid]:
    return before_me(reading, actor, book, PETITION_STATES, today)


PETITIONS_LOOK = DeskLook(
    name="petitions",
    picture="message-square-warning",
    usual=USUAL,
    events=events,
    asks=asks,
    tells_citizen=ANSWERS,
    records=(Petition,),
    categories=categories,
    cards=(answer_card, papers_card),
    step=step,
    hides_people=hides_people,
    on_map=lambda book: petition_book(book).on_map,
    lists=(
        WorkList("soon", "clock", "attention", _soon),
        WorkList("set_days", "forward", "attention", _set_days, lines=_with_whom),
        WorkList(ESCALATED, "arrow-up", "wrong", _before_me),
    ),
)
