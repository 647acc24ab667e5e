"""How the permits desk looks."""

from collections.abc import Mapping, Sequence

from ltaxgis.domain.cases import Case
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_desk import work_kinds
from ltaxgis.domain.permit_states import next_events
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Transition
from ltaxgis.ui.cases.attachments_card import attachments_card
from ltaxgis.ui.cases.desk_look import DeskLook

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


def events(_desk: Desk, case: Case, actor: Actor) -> Sequence[Transition]:
    return next_events(case, actor)


def kinds(book: OfficeBook, language: str) -> Mapping[str, str]:
    return {code: one.name(language) for code, one in work_kinds(book).items()}


PERMITS_LOOK = DeskLook(
    name="permits",
    picture="hard-hat",
    kinds=("build", "alter", "demolish", "move", "change_use", "notify"),
    usual=USUAL,
    events=events,
    late_notices=True,
    cards=(attachments_card,),
    records=(Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck),
)
