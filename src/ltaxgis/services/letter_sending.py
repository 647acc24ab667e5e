"""Sending letters: to whom and how, what became of each, who has to be asked, and the delivery book.

Who sends must look after what became of it, and who receives answers that it came (correspondence regulation, no. 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from ltaxgis.domain.cases import Case, CaseLink, StepTold, local_day, may_see
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import ECMS, EMAIL, FOR_ACTION, HAND, WAYS, Letter, Recipient, Routing
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT, urgencies
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.letter_states import SENT
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.letters import AwaitedLine
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import step_in, the_case
from ltaxgis.services.letter_filing import letter_of
from ltaxgis.services.letter_replies import replies_awaited
from ltaxgis.services.letter_routing import done_in
from ltaxgis.services.letter_steps import letter_facts
from ltaxgis.services.letters import ANSWERS, ask_recipients

RECIPIENTS, SEND, SENT_ONE = "case.recipients", "case.send", "case.handed"
ACKNOWLEDGE, REJECT, CHASE = "case.acknowledge", "case.rejected", "case.chase"
_CHECKED = frozenset({EMAIL, ECMS})
"""Ways whose receiver has to answer that it came."""
_EDITABLE = frozenset(
    {"name", "agency", "address", "email", "agency_code", "owner_uid", "way", "tracking", "awaited", "place"}
)


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """Somebody of whom an answer is awaited: `hours` since he was sent it; `late` where its urgency allows fewer, or
    the day `reply_by` is over on which a reply is expected; that is None where only the word is awaited that it
    came."""

    awaited: AwaitedLine
    hours: int
    late: bool = True
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A line of the delivery book (form 16)."""

    recipient_uid: Uid
    number: str
    subject: str
    sender: str
    addressee: str
    agency: str
    way: str
    tracking: str
    sent_at: datetime
    handed_to: str
    acknowledged_at: datetime | None


def add_recipients(project: Project, actor: Actor, uid: Uid, people: Sequence[Recipient]) -> Applied:
    """They get the letter too. Refused: `recipient.no_name`, `recipient.no_way`, `recipient.too_many`,
    `letter.not_a_letter`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, RECIPIENTS) as work:
        add_recipients_in(work, actor, uid, people)
        return work.commit()


def add_recipients_in(work: Work, actor: Actor, uid: Uid, people: Sequence[Recipient]) -> list[Recipient]:
    """As `add_recipients`, inside a work that goes on."""
    letter_of(work, the_case(work, actor, uid))
    there = work.having(Recipient, "case_uid", [uid])
    ask_recipients(len(there) + len(people))
    last = max((one.place for one in there), default=0)
    born = [_ready(one, uid, place) for place, one in enumerate(people, last + 1)]
    work.apply(ChangeSet(RECIPIENTS, tuple(Change(None, one) for one in born)))
    return born


def edit_recipient(project: Project, actor: Actor, recipient_uid: Uid, told: Mapping[str, object]) -> Applied:
    """A receiver's name, address, way or tracking number is another. Refused: `case.fixed_field`, `recipient.gone`."""
    ask_leave(actor, "cases.work")
    if strange := sorted(set(told) - _EDITABLE):
        raise Refused("case.fixed_field", name=strange[0])
    with project.work(actor, RECIPIENTS) as work:
        before, _ = _the_recipient(work, actor, recipient_uid)
        after = _ready(replace(before, **told), before.case_uid, before.place)  # type: ignore[arg-type]
        work.apply(ChangeSet(RECIPIENTS, (Change(before, replace(after, uid=before.uid, version=before.version)),)))
        return work.commit()


def remove_recipient(project: Project, actor: Actor, recipient_uid: Uid) -> Applied:
    """He does not get the letter. Refused (`recipient.sent`) where he was sent it already."""
    ask_leave(actor, "cases.work")
    with project.work(actor, RECIPIENTS) as work:
        before, _ = _the_recipient(work, actor, recipient_uid)
        if before.sent_at is not None:
            raise Refused("recipient.sent", name=before.name)
        work.apply(ChangeSet(RECIPIENTS, (Change(before, None),)))
        return work.commit()


def send_letter(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime, told: StepTold | None = None,
    ways: Mapping[Uid, str] | None = None,
) -> Applied:  # fmt: skip
    """The letter went to all its receivers who have not had it, or refused it; whom a letter that came waits for is
    answered with it. Refused as the step `send`; `recipient.no_way`."""
    with project.work(actor, SEND) as work:
        send_letter_in(work, actor, book, uid, now, told, ways)
        return work.commit()


def send_letter_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, now: datetime, told: StepTold | None = None,
    ways: Mapping[Uid, str] | None = None,
) -> None:  # fmt: skip
    """As `send_letter`, inside a work that goes on."""
    case = the_case(work, actor, uid)
    letter = letter_of(work, case)
    facts, told = letter_facts(work, case, letter), told or StepTold()
    at, changed = told.at or now, []
    for one in work.having(Recipient, "case_uid", [uid]):
        if one.sent_at is None or one.rejected:
            way = (ways or {}).get(one.uid, one.way)
            _ask_way(way)
            awaited = one.awaited or way in _CHECKED
            sent = replace(one, way=way, sent_at=at, awaited=awaited, rejected="", acknowledged_at=None)
            changed.append(Change(one, sent))
    step_in(work, actor, book, LETTERS_OUT, uid, "send", told, now, facts, changed)
    _answer_others(work, actor, book, case, now)


def hand_over(
    project: Project, actor: Actor, book: OfficeBook, recipient_uid: Uid, to: str, now: datetime,
    at: datetime | None = None,
) -> Applied:  # fmt: skip
    """The letter was given into somebody's hands, who signed for it in the delivery book. Refused:
    `recipient.needs_hand`."""
    ask_leave(actor, "cases.work")
    if not to.strip():
        raise Refused("recipient.needs_hand")
    with project.work(actor, SENT_ONE) as work:
        before, case = _the_recipient(work, actor, recipient_uid)
        when = at or now
        after = replace(
            before, way=HAND, handed_to=mask_numbers_in(to.strip()), sent_at=before.sent_at or when,
            acknowledged_at=when,
        )  # fmt: skip
        work.apply(ChangeSet(SENT_ONE, (Change(before, after),)))
        _perhaps_answered(work, actor, book, case, now)
        return work.commit()


def acknowledge(
    project: Project, actor: Actor, book: OfficeBook, recipient_uid: Uid, now: datetime, their_number: str = "",
    at: datetime | None = None,
) -> Applied:  # fmt: skip
    """The receiver has answered that it came, under his number. With the last one awaited the letter is answered.
    Refused: `recipient.gone`, `recipient.not_sent`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, ACKNOWLEDGE) as work:
        acknowledge_in(work, actor, book, recipient_uid, now, their_number, at)
        return work.commit()


def acknowledge_in(
    work: Work, actor: Actor, book: OfficeBook, recipient_uid: Uid, now: datetime, their_number: str = "",
    at: datetime | None = None,
) -> Case:  # fmt: skip
    """As `acknowledge`, inside a work that goes on."""
    before, case = _the_recipient(work, actor, recipient_uid)
    if before.sent_at is None:
        raise Refused("recipient.not_sent", name=before.name)
    number = mask_numbers_in(their_number.strip()) or before.their_number
    after = replace(before, acknowledged_at=at or now, their_number=number, rejected="")
    work.apply(ChangeSet(ACKNOWLEDGE, (Change(before, after),)))
    return _perhaps_answered(work, actor, book, case, now)


def reject(project: Project, actor: Actor, book: OfficeBook, recipient_uid: Uid, reason: str, now: datetime) -> Applied:
    """The receiver did not take it, and why; it may be sent again. Refused: `recipient.not_sent`,
    `case.needs_reason`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, REJECT, mask_numbers_in(reason)) as work:
        reject_in(work, actor, book, recipient_uid, reason, now)
        return work.commit()


def reject_in(work: Work, actor: Actor, book: OfficeBook, recipient_uid: Uid, reason: str, now: datetime) -> Case:
    """As `reject`, inside a work that goes on."""
    if not reason.strip():
        raise Refused("case.needs_reason")
    before, case = _the_recipient(work, actor, recipient_uid)
    if before.sent_at is None:
        raise Refused("recipient.not_sent", name=before.name)
    after = replace(before, rejected=mask_numbers_in(reason.strip()), acknowledged_at=None)
    work.apply(ChangeSet(REJECT, (Change(before, after),)))
    if case.state == SENT:
        facts = letter_facts(work, case, letter_of(work, case))
        told = StepTold(reason=f"{before.name}: {reason.strip()}")
        return step_in(work, actor, book, LETTERS_OUT, case.uid, "rejected", told, now, facts)
    return case


def chase(
    project: Project, actor: Actor, book: OfficeBook, recipient_uids: Sequence[Uid], now: datetime, note: str = ""
) -> Applied:
    """They were asked whether it came, and what was noted of it stands with the letter; the clock of asking begins
    anew. Refused: `recipient.gone`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, CHASE) as work:
        asked: dict[Uid, Case] = {}
        for uid in recipient_uids:
            before, case = _the_recipient(work, actor, uid)
            after = replace(before, chased=before.chased + 1, chased_on=local_day(now))
            work.apply(ChangeSet(CHASE, (Change(before, after),)))
            asked[case.uid] = case
        for case in asked.values():
            facts = letter_facts(work, case, letter_of(work, case))
            step_in(work, actor, book, LETTERS_OUT, case.uid, "chase", StepTold(text=note.strip()), now, facts)
        return work.commit()


def chase_list(reading: Reading, actor: Actor, book: OfficeBook, now: datetime) -> list[ChaseLine]:
    """Who has to be asked: sent it longer ago than its urgency allows, and not asked today; the most urgent first."""
    return [one for one in awaiting(reading, actor, book, now) if one.late and one.awaited.chased_on != local_day(now)]


def awaiting(reading: Reading, actor: Actor, book: OfficeBook, now: datetime) -> list[ChaseLine]:
    """All of whom an answer is awaited; those who are late first, the most urgent of them before others."""
    ask_leave(actor, "cases.work")
    hours = {level: one.chase_hours for level, one in urgencies(book).items()}
    lines = []
    for one in reading.awaited_answers(actor.name):
        since = now - one.sent_at
        late = since >= timedelta(hours=hours.get(one.urgency, 24))
        lines.append(ChaseLine(one, int(since.total_seconds() // 3600), late))
    for reply in replies_awaited(reading, actor):
        hours_since = int((now - reply.awaited.sent_at).total_seconds() // 3600)
        lines.append(ChaseLine(reply.awaited, hours_since, local_day(now) > reply.by, reply.by))
    return sorted(lines, key=lambda line: (not line.late, -line.awaited.urgency, line.awaited.sent_at))


def delivery_book(reading: Reading, actor: Actor, day: date, ways: Sequence[str] = (HAND,)) -> list[DeliveryLine]:
    """What went out on a day by these ways, in the order in which it went; nothing of letters that this person may
    not see."""
    ask_leave(actor, "cases.work")
    columns = reading.columns(Recipient, ("sent_at", "way"))
    wanted = [
        uid for uid, at, way in zip(columns.uids, columns["sent_at"], columns["way"], strict=True)
        if at is not None and way in ways and local_day(_moment(at)) == day
    ]  # fmt: skip
    people = reading.get(Recipient, wanted)
    cases = {
        one.uid: one for one in reading.get(Case, dict.fromkeys(one.case_uid for one in people)) if may_see(one, actor)
    }
    letters = {one.case_uid: one for one in reading.having(Letter, "case_uid", list(cases))}
    lines = [
        _delivered(one, cases[one.case_uid], letters.get(one.case_uid)) for one in people if one.case_uid in cases
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.sent_at, line.number))


def _delivered(one: Recipient, case: Case, letter: Letter | None) -> DeliveryLine:
    assert one.sent_at is not None
    return DeliveryLine(
        recipient_uid=one.uid, number=case.number, subject=case.title, sender=letter.sender if letter else "",
        addressee=one.name, agency=one.agency, way=one.way, tracking=one.tracking, sent_at=one.sent_at,
        handed_to=one.handed_to, acknowledged_at=one.acknowledged_at,
    )  # fmt: skip


def _moment(told: object) -> datetime:
    return told if isinstance(told, datetime) else datetime.fromisoformat(str(told))


def _ready(one: Recipient, case_uid: Uid, place: int) -> Recipient:
    """A receiver as he is stored: his private numbers masked, nothing told that has not happened."""
    if not (one.name.strip() or one.agency.strip()):
        raise Refused("recipient.no_name")
    _ask_way(one.way)
    texts = {
        field.name: mask_numbers_in(getattr(one, field.name).strip())
        for field in fields(Recipient)
        if field.name in ("name", "agency", "address", "email")
    }
    told = replace(one, **texts)  # type: ignore[arg-type]
    return replace(told, uid=one.uid or new_uid(), case_uid=case_uid, place=one.place or place)


def _ask_way(way: str) -> None:
    if way not in WAYS:
        raise Refused("recipient.no_way", name=way)


def _the_recipient(reading: Reading, actor: Actor, uid: Uid) -> tuple[Recipient, Case]:
    found = next(iter(reading.get(Recipient, [uid])), None)
    if found is None:
        raise Refused("recipient.gone")
    return found, the_case(reading, actor, found.case_uid)


def _perhaps_answered(work: Work, actor: Actor, book: OfficeBook, case: Case, now: datetime) -> Case:
    """With the last answer that was awaited the letter is answered."""
    people = work.having(Recipient, "case_uid", [case.uid])
    waiting = [one for one in people if one.awaited and (one.acknowledged_at is None or one.rejected)]
    case = work.get(Case, [case.uid])[0]
    if waiting or case.state != SENT or any(one.sent_at is None for one in people):
        return case
    if not any(one.acknowledged_at is not None for one in people):
        return case
    facts = letter_facts(work, case, letter_of(work, case))
    return step_in(work, actor, book, LETTERS_OUT, case.uid, "answered", StepTold(), now, facts)


def _answer_others(work: Work, actor: Actor, book: OfficeBook, case: Case, now: datetime) -> None:
    """A letter that came and is answered by this one is done where this one's division had to act, and closed where
    nobody else has to."""
    targets = [one.target_uid for one in work.having(CaseLink, "case_uid", [case.uid]) if one.how == ANSWERS]
    told = StepTold(text=case.number)
    for other in work.get(Case, targets):
        if other.desk != LETTERS_IN.name or other.state in LETTERS_IN.table.final or not may_see(other, actor):
            continue
        for routing in work.having(Routing, "case_uid", [other.uid]):
            acting = routing.purpose == FOR_ACTION and routing.done_on is None and not routing.returned
            if acting and (not case.division or routing.division in ("", case.division)):
                done_in(work, actor, book, routing, work.get(Case, [other.uid])[0], told, now)
        facts = letter_facts(work, other, letter_of(work, other))
        if not facts["open_routings"]:
            step_in(work, actor, book, LETTERS_IN, other.uid, "close", told, now, facts)
