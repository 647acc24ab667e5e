"""How the permits desk looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.desks import Desk, PersonDraft
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.permit_desk import work_kinds
from ltaxgis.domain.permit_states import PERMIT_TABLE, next_events
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Transition
from ltaxgis.domain.thai.names import Titles
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_work_lists import owing_notice, running_out, short_of_time, to_walk
from ltaxgis.services.escalation import before_me
from ltaxgis.services.permit_steps import step_permit, transfer_permit
from ltaxgis.ui.cases.attachments_card import attachments_card
from ltaxgis.ui.cases.desk_look import ESCALATED, Asks, DeskLook, More, WorkList
from ltaxgis.ui.permits.building_card import building_card
from ltaxgis.ui.permits.checks_card import checks_card
from ltaxgis.ui.permits.fees_card import fees_card
from ltaxgis.ui.permits.papers_card import checklist_card
from ltaxgis.ui.permits.visits_card import visits_card

USUAL: Mapping[str, tuple[str, ...]] = {
    "submitted": ("accept", "give_receipt"),
    "incomplete": ("papers_came",),
    "resubmitted": ("accept", "give_receipt"),
    "accepted": ("screen",),
    "screening": ("inspect",),
    "inspection": ("check_plan",),
    "plan_check": ("propose",),
    "amendment_ordered": ("amended",),
    "amended": ("check_plan",),
    "proposed": ("sign",),
    "signed": ("ask_fee",),
    "fee_due": ("issue",),
    "issued": ("collect",),
    "active": ("complete",),
    "completed": ("house_number",),
    "notified": ("close_notice",),
    "objection": ("correct",),
}


SIGNED_ON_PAPER = frozenset(one.event for one in PERMIT_TABLE.transitions if "signed_on_paper" in one.guards)


def events(_desk: Desk, case: Case, actor: Actor) -> Sequence[Transition]:
    return next_events(case, actor)


def step(
    titles: Callable[[], Titles],
    project: Project, actor: Actor, book: OfficeBook, _desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    more: More,
) -> Applied:  # fmt: skip
    """As `step_permit`; what is transferred goes to the person whom `more` names."""
    if event == "transfer":
        return transfer_permit(project, actor, book, uid, _holder(titles(), more), told, now)
    return step_permit(project, actor, book, uid, event, told, now)


def _holder(titles: Titles, more: More) -> PersonDraft:
    name = titles.split(more.get("holder", ""))
    owner = Owner(uid=new_uid(), kind=name.owner_kind, prefix=name.prefix, first_name=name.first, last_name=name.last)
    return PersonDraft("applicant", owner=owner, number=more.get("number", ""), phone=more.get("phone", ""))


def asks(book: OfficeBook, event: str, _language: str) -> Asks:
    """Chiefs sign paper: what they decide may be entered as they wrote it, with their name and day."""
    chain = {name: name for name in book.chain}
    if event == "issue":
        return Asks(("text", "until"))
    if event == "transfer":
        parts = ("holder", "phone", "number", "who", "position", "day")
        return Asks(parts, frozenset({"holder"}), choices={"position": chain})
    if event in SIGNED_ON_PAPER:
        return Asks(("who", "position", "day"), choices={"position": chain})
    return Asks()


def kinds(book: OfficeBook, language: str) -> Mapping[str, str]:
    return {code: one.name(language) for code, one in work_kinds(book).items()}


LISTS = (
    WorkList("soon", "clock", "attention",
             lambda reading, actor, _book, today: short_of_time(reading, PERMIT_TABLE, actor.name, today)),
    WorkList("owing_notice", "mail", "wrong", owing_notice, "late_notice"),
    WorkList("running_out", "history", "attention",
             lambda reading, actor, _book, today: running_out(reading, actor, today), "expiry"),
    WorkList(ESCALATED, "arrow-up", "wrong",
             lambda reading, actor, book, today: before_me(reading, actor, book, PERMIT_TABLE, today)),
    WorkList("to_walk", "map-pinned", "quiet", lambda reading, actor, _book, today: to_walk(reading, actor, today)),
)  # fmt: skip


_LOOK = DeskLook(
    name="permits",
    picture="hard-hat",
    sorted_by="kinds",
    categories=kinds,
    usual=USUAL,
    events=events,
    late_notices=True,
    asks=asks,
    cards=(building_card, checklist_card, checks_card, fees_card, visits_card, attachments_card),
    records=(Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck),
    lists=LISTS,
)


def permits_look(titles: Callable[[], Titles]) -> DeskLook:
    """`titles` are what names begin with, asked for when somebody's name is written down."""
    return replace(_LOOK, step=partial(step, titles))
