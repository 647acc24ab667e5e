"""Letters on their way through the office: minutes, orders, who gets it for what, who has it now.

Whoever reads a letter writes below the one before him (เกษียน). Divisions take it in with their own number and say when
they are done. What was written with a pen is entered with its writer and day (`on_paper`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ltaxgis.domain.cases import MINUTE, NAMES_APART, Case, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import FOR_ACTION, PURPOSES, Routing
from ltaxgis.domain.correspondence_desk import DIVISION_SERIES, LETTERS_IN
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.letter_states import ACKNOWLEDGED, ASSIGNED, COMMANDED, IN_PROGRESS, PROPOSED, REGISTERED
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.letters import InboxPage, InboxQuery
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_numbers import give_number, series_of
from ltaxgis.services.case_steps import ask_moment, made_step, step_in, the_case
from ltaxgis.services.letter_filing import letter_of
from ltaxgis.services.letter_steps import letter_facts

MINUTED, PROPOSE, COMMAND, ROUTE = "case.minute", "case.propose", "case.command", "case.route"
ROUTE_RECEIVED, ROUTE_DONE, ROUTE_BACK = "case.route_received", "case.route_done", "case.route_back"
KNOW, CONSIDER, AGREE, APPROVE, SIGN, ASSIGN, ACT, DONE, BACK = (
    "know", "consider", "agree", "approve", "sign", "assign", "act", "done", "back",
)  # fmt: skip
MINUTES = (KNOW, CONSIDER, AGREE, APPROVE, SIGN, ASSIGN, ACT)
"""What a minute may ask or say: ทราบ, พิจารณา, เห็นชอบ, อนุมัติ, ลงนาม, มอบ, ดำเนินการ."""
_MAY_ASSIGN = (REGISTERED, PROPOSED, COMMANDED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS)
_NOT_TAKEN = (REGISTERED, PROPOSED, COMMANDED, ASSIGNED)


@dataclass(frozen=True, slots=True)
class RouteTo:
    """To whom a letter goes: a division, a person of it, or both; `due` None is the letter's own day."""

    division: str = ""
    person: str = ""
    purpose: str = FOR_ACTION
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a letter: a division or person, since when, whether it was taken in there. `place` is where the paper
    folder was last seen, where nobody has it by routing."""

    division: str = ""
    person: str = ""
    purpose: str = ""
    since: datetime | None = None
    received: bool = False
    place: str = ""


def write_minute(project: Project, actor: Actor, uid: Uid, action: str, told: StepTold, now: datetime) -> Applied:
    """A minute stands below those before it. Refused: `minute.no_action`, `case.bad_moment`."""
    with project.work(actor, MINUTED) as work:
        case = the_case(work, actor, uid)
        _minute(work, actor, case, action, told, now)
        return work.commit()


def propose(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, to: str, told: StepTold, now: datetime,
    action: str = CONSIDER,
) -> Applied:  # fmt: skip
    """The letter lies before a chief (`to`, a position or name) with the proposer's minute. Refused as the step
    `propose`."""
    with project.work(actor, PROPOSE) as work:
        case = the_case(work, actor, uid)
        facts = letter_facts(work, case, letter_of(work, case))
        plain = replace(told, text="")
        after = step_in(work, actor, book, LETTERS_IN, uid, "propose", plain, now, facts)
        _minute(work, actor, after, action, told, now)
        _lies_with(work, uid, to)
        return work.commit()


def command(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, told: StepTold, now: datetime,
    to: Sequence[RouteTo] = (), action: str = ASSIGN,
) -> Applied:  # fmt: skip
    """A chief's order stands as a minute, and the letter goes to whom he named. Refused as the step `command`, and as
    `route`."""
    with project.work(actor, COMMAND) as work:
        case = the_case(work, actor, uid)
        facts = {**letter_facts(work, case, letter_of(work, case)), "text": told.text}
        after = step_in(work, actor, book, LETTERS_IN, uid, "command", replace(told, text=""), now, facts)
        _minute(work, actor, after, action, told, now)
        if to:
            route_in(work, actor, book, uid, to, now)
        return work.commit()


def route(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, to: Sequence[RouteTo], now: datetime,
    told: StepTold | None = None,
) -> Applied:  # fmt: skip
    """The letter goes to divisions and persons in this order, with a minute where something is `told`. Who has to act
    has the case. Refused: `routing.nobody`, `routing.no_division`, `routing.no_purpose`, `routing.twice`,
    `routing.not_named` where a secret letter would go to somebody who may not see it."""
    with project.work(actor, ROUTE) as work:
        case = the_case(work, actor, uid)
        if told is not None and told.text.strip():
            _minute(work, actor, case, ASSIGN, told, now)
        route_in(work, actor, book, uid, to, now)
        return work.commit()


def route_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, to: Sequence[RouteTo], now: datetime
) -> list[Routing]:
    """As `route`, inside a work that goes on; the new routings."""
    case = the_case(work, actor, uid)
    there = work.having(Routing, "case_uid", [uid])
    _ask_routes(book, case, there, to)
    last = max((one.place for one in there), default=0)
    born = [
        Routing(
            uid=new_uid(), case_uid=uid, place=place, division=one.division, person=mask_numbers_in(one.person.strip()),
            purpose=one.purpose, sent_at=now, due=one.due or (case.due if one.purpose == FOR_ACTION else None),
        )
        for place, one in enumerate(to, last + 1)
    ]  # fmt: skip
    work.apply(ChangeSet(ROUTE, tuple(Change(None, one) for one in born)))
    acting = next((one for one in born if one.purpose == FOR_ACTION), None)
    if acting is not None and case.desk == LETTERS_IN.name and case.state in _MAY_ASSIGN:
        facts = {**letter_facts(work, case, letter_of(work, case)), "division": acting.division or case.division or "-"}
        told = StepTold(division=acting.division, assignee=acting.person)
        step_in(work, actor, book, LETTERS_IN, uid, "assign", told, now, facts)
    return born


def receive_routing(
    project: Project, actor: Actor, book: OfficeBook, routing_uid: Uid, now: datetime, *, numbered: bool = True,
    received_by: str = "",
) -> Routing:  # fmt: skip
    """The division has taken the letter in, with its own number (เลขรับกอง). Refused: `routing.gone`,
    `routing.received_already`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, ROUTE_RECEIVED) as work:
        routing, case = _open(work, actor, routing_uid)
        if routing.received_at is not None:
            raise Refused("routing.received_already", day=local_day(routing.received_at))
        number = ""
        if numbered and routing.division:
            series = series_of(book, DIVISION_SERIES)
            number = give_number(work, series, local_day(now), routing.division, case.uid).text
        after = replace(
            routing, received_at=now, received_by=mask_numbers_in(received_by.strip()) or actor.name, number=number
        )
        work.apply(ChangeSet(ROUTE_RECEIVED, (Change(routing, after),)))
        if routing.purpose == FOR_ACTION and case.desk == LETTERS_IN.name and case.state in _NOT_TAKEN:
            facts = letter_facts(work, case, letter_of(work, case))
            step_in(work, actor, book, LETTERS_IN, case.uid, "take", StepTold(), now, facts)
        work.commit()
        return after


def routing_done(
    project: Project, actor: Actor, book: OfficeBook, routing_uid: Uid, told: StepTold, now: datetime
) -> Applied:
    """Who had to act has acted, who had to know knows; what he tells is a minute. With the last who had to act the
    letter is reported. Refused: `routing.gone`, `case.needs_text` where somebody acted and tells nothing."""
    ask_leave(actor, "cases.work")
    with project.work(actor, ROUTE_DONE) as work:
        routing, case = _open(work, actor, routing_uid)
        if routing.purpose == FOR_ACTION and not told.text.strip():
            raise Refused("case.needs_text")
        done_in(work, actor, book, routing, case, told, now)
        return work.commit()


def done_in(
    work: Work, actor: Actor, book: OfficeBook, routing: Routing, case: Case, told: StepTold, now: datetime
) -> None:
    """As `routing_done`, inside a work that goes on."""
    after = replace(
        routing, done_on=local_day(told.at or now), told=mask_numbers_in(told.text),
        received_at=routing.received_at or now, received_by=routing.received_by or actor.name,
    )  # fmt: skip
    work.apply(ChangeSet(ROUTE_DONE, (Change(routing, after),)))
    _minute(work, actor, case, DONE if routing.purpose == FOR_ACTION else KNOW, told, now)
    facts = letter_facts(work, case, letter_of(work, case))
    reportable = case.desk == LETTERS_IN.name and case.state in _MAY_ASSIGN
    if routing.purpose == FOR_ACTION and not facts["open_routings"] and reportable:
        step_in(work, actor, book, LETTERS_IN, case.uid, "report", replace(told, text=""), now,
                {**facts, "text": told.text})  # fmt: skip


def send_back(project: Project, actor: Actor, routing_uid: Uid, reason: str, now: datetime) -> Applied:
    """The letter goes back from where it was sent, undone. Refused: `routing.gone`, `case.needs_reason`."""
    ask_leave(actor, "cases.work")
    if not reason.strip():
        raise Refused("case.needs_reason")
    with project.work(actor, ROUTE_BACK, mask_numbers_in(reason)) as work:
        routing, case = _open(work, actor, routing_uid)
        back = replace(routing, returned=mask_numbers_in(reason))
        changes = [Change(routing, back)]
        if case.division == routing.division:
            changes.append(Change(case, replace(case, division="", assignee="")))
        work.apply(ChangeSet(ROUTE_BACK, tuple(changes)))
        _minute(work, actor, case, BACK, StepTold(text=reason), now)
        return work.commit()


def who_has_it(reading: Reading, actor: Actor, uid: Uid) -> list[Holder]:
    """Who has the letter now: whoever was sent it and is not done, those who act first; else where its paper was last
    seen, or the division that works on it."""
    case = the_case(reading, actor, uid)
    open_ones = [
        one for one in reading.having(Routing, "case_uid", [uid]) if one.done_on is None and not one.returned
    ]  # fmt: skip
    if open_ones:
        ordered = sorted(open_ones, key=lambda one: (one.purpose != FOR_ACTION, one.place))
        return [
            Holder(
                one.division, one.person, one.purpose, one.received_at or one.sent_at, one.received_at is not None,
                case.folder_at,
            )
            for one in ordered
        ]  # fmt: skip
    return [Holder(case.division, case.assignee, place=case.folder_at)]


def inbox(
    reading: Reading, actor: Actor, divisions: Sequence[str] = (), *, mine: bool = False, received: bool | None = None,
    late_on: date | None = None, limit: int = 200, offset: int = 0,
) -> InboxPage:  # fmt: skip
    """What waits in divisions, and with `mine` at this person: the most urgent first."""
    ask_leave(actor, "cases.work")
    query = InboxQuery(
        divisions=tuple(divisions), persons=(actor.name,) if mine else (), received=received, late_on=late_on,
        viewer=actor.name, limit=limit, offset=offset,
    )  # fmt: skip
    return reading.letter_inbox(query)


def _minute(work: Work, actor: Actor, case: Case, action: str, told: StepTold, now: datetime) -> None:
    if action not in (*MINUTES, DONE, BACK):
        raise Refused("minute.no_action", name=action)
    ask_moment(case, told.at, now)
    step = made_step(work, actor, case.uid, MINUTE, told, now, event=action, state=case.state)
    work.apply(ChangeSet(MINUTED, (Change(None, step),)))


def _lies_with(work: Work, uid: Uid, to: str) -> None:
    case = work.get(Case, [uid])[0]
    if to.strip():
        work.apply(ChangeSet(PROPOSE, (Change(case, replace(case, folder_at=mask_numbers_in(to.strip()))),)))


def _open(work: Work, actor: Actor, uid: Uid) -> tuple[Routing, Case]:
    routing = next(iter(work.get(Routing, [uid])), None)
    if routing is None or routing.done_on is not None or routing.returned:
        raise Refused("routing.gone")
    return routing, the_case(work, actor, routing.case_uid)


def _ask_routes(book: OfficeBook, case: Case, there: Sequence[Routing], to: Sequence[RouteTo]) -> None:
    if not to:
        raise Refused("routing.nobody")
    waiting = {(one.division, one.person, one.purpose) for one in there if one.done_on is None and not one.returned}
    for one in to:
        if not (one.division or one.person.strip()):
            raise Refused("routing.nobody")
        if one.division and one.division not in book.divisions:
            raise Refused("routing.no_division", name=one.division)
        if one.purpose not in PURPOSES:
            raise Refused("routing.no_purpose", name=one.purpose)
        if case.secrecy and one.person.strip() not in case.visible_to.split(NAMES_APART):
            raise Refused("routing.not_named", name=one.person or book.divisions[one.division].name("th"))
        key = (one.division, one.person.strip(), one.purpose)
        if key in waiting:
            raise Refused("routing.twice", name=one.person or book.divisions[one.division].name("th"))
        waiting.add(key)
