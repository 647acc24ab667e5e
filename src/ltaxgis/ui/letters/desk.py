"""How the two desks of correspondence look: letters in and letters out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import Letter, Loan, Recipient, Routing
from ltaxgis.domain.desks import Desk
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.letter_states import AWAIT_REPLY
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Transition
from ltaxgis.ports.stores import Project
from ltaxgis.services.letter_numbers import number_letter, void_letter
from ltaxgis.services.letter_routing import RouteTo, command, propose, route
from ltaxgis.services.letter_steps import BY_THEMSELVES, step_letter
from ltaxgis.ui.cases.attachments_card import attachments_card
from ltaxgis.ui.cases.desk_look import Asks, DeskLook, More
from ltaxgis.ui.cases.table_model import ColumnLooks
from ltaxgis.ui.letters.filing_card import filing_card
from ltaxgis.ui.letters.letter_card import letter_card
from ltaxgis.ui.letters.routing_card import routing_card
from ltaxgis.ui.letters.sending_card import sending_card
from ltaxgis.ui.letters.telling import documents

RECORDS = (Letter, Routing, Recipient, Loan)
COLUMNS: ColumnLooks = (
    ("number", "number", 118),
    ("title", "title", 260),
    ("party", "", 170),
    ("state", "state", 116),
    ("due", "due", 122),
    ("received_at", "received", 92),
    ("division", "division", 140),
    ("assignee", "assignee", 130),
    ("kind", "", 120),
)
USUAL_IN: Mapping[str, tuple[str, ...]] = {
    "registered": ("propose",),
    "proposed": ("command",),
    "commanded": ("assign",),
    "assigned": ("take",),
    "taken": ("report",),
    "in_progress": ("report",),
    "reported": ("close",),
}
USUAL_OUT: Mapping[str, tuple[str, ...]] = {
    "draft": ("submit",),
    "revision": ("submit",),
    "review": ("sign",),
    "signed": ("number",),
    "numbered": ("sign",),
}
_PAPER = frozenset({"command", "sign"})
_ON_CARDS = frozenset(BY_THEMSELVES) - {"number", "void"}


def events(desk: Desk, case: Case, actor: Actor) -> Sequence[Transition]:
    """Those that a person takes here; sending, filing and destroying have cards and lists of their own. A letter has
    one number."""
    numbered = bool(case.number)
    left = _ON_CARDS | ({"number"} if numbered else {"void"})
    return [one for one in desk.table.events(case.state, actor) if one.event not in left]


def asks(book: OfficeBook, event: str, _language: str) -> Asks:
    """Chiefs sign paper: what they write may be entered as it stands there, with name and day."""
    chain = {name: name for name in book.chain}
    if event == "assign":
        return Asks(("division", "assignee", "until", "text"))
    if event == "propose":
        return Asks(("position", "text"), frozenset({"position"}), choices={"position": chain})
    if event == "number":
        return Asks(("day", "reason"))
    if event == AWAIT_REPLY:
        return Asks(("until", "text"), frozenset({"until"}))
    if event in _PAPER:
        return Asks(("text", "who", "position", "day"), choices={"position": chain})
    return Asks()


def step(
    project: Project, actor: Actor, book: OfficeBook, _desk: Desk, uid: Uid, event: str, told: StepTold, now: datetime,
    _more: More,
) -> Applied:  # fmt: skip
    if event == "number":
        dated = told.at.astimezone().date() if told.at is not None else None
        return number_letter(project, actor, book, uid, now, dated=dated, reason=told.reason)
    if event == "void":
        return void_letter(project, actor, book, uid, told.reason, now)
    if event == "propose":
        return propose(project, actor, book, uid, told.position, replace(told, position=""), now)
    if event == "command":
        return command(project, actor, book, uid, told, now)
    if event == "assign":
        to = RouteTo(told.division, told.assignee, due=told.until)
        return route(project, actor, book, uid, [to], now, told)
    return step_letter(project, actor, book, uid, event, told, now)


LETTERS_IN_LOOK = DeskLook(
    name="letters_in",
    picture="mail-open",
    usual=USUAL_IN,
    events=events,
    asks=asks,
    step=step,
    sorted_by="kinds",
    categories=documents,
    columns=COLUMNS,
    order="-received",
    own_first=True,
    records=RECORDS,
    cards=(letter_card, routing_card, attachments_card, filing_card),
)
LETTERS_OUT_LOOK = replace(
    LETTERS_IN_LOOK,
    name="letters_out",
    picture="send",
    usual=USUAL_OUT,
    cards=(letter_card, sending_card, attachments_card, filing_card),
)
