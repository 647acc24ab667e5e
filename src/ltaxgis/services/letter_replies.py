"""Replies that letters ask for by a day: more than the word that they came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ltaxgis.domain.cases import ANSWERS, Case, CaseLink, CaseStep, StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.correspondence import Recipient
from ltaxgis.domain.correspondence_desk import LETTERS_IN, LETTERS_OUT
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.letter_states import ANSWERED, AWAIT_REPLY, REPLY_CAME, SENT
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.letters import AwaitedLine
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.letter_steps import step_letter


@dataclass(frozen=True, slots=True)
class ReplyAwaited:
    """A letter and the day by which its reply is expected; `awaited` names the first who has it."""

    awaited: AwaitedLine
    by: date


def reply_came(project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime, note: str = "") -> Applied:
    """What the letter asks for is there; nobody is asked for it any more. Refused as `step_letter`."""
    return step_letter(project, actor, book, uid, REPLY_CAME, StepTold(text=note.strip()), now)


def replies_awaited(reading: Reading, actor: Actor) -> list[ReplyAwaited]:
    """Letters that went out and whose reply has not come: neither has somebody said so, nor does a letter that came
    answer them."""
    told = {one.case_uid for one in reading.set_days(LETTERS_OUT.name, (SENT, ANSWERED), actor.name)}
    by = {uid: day for uid in told if (day := _asked(reading.having(CaseStep, "case_uid", [uid]))) is not None}
    people: dict[Uid, Recipient] = {}
    for one in sorted(reading.having(Recipient, "case_uid", list(by)), key=lambda one: one.place):
        if one.sent_at is not None:
            people.setdefault(one.case_uid, one)
    answered = _answered(reading, list(people))
    return [
        ReplyAwaited(_line(case, people[case.uid]), by[case.uid])
        for case in reading.get(Case, list(people)) if case.uid not in answered
    ]  # fmt: skip


def _asked(steps: Iterable[CaseStep]) -> date | None:
    """The day that was set last, None where its reply has come since."""
    said = sorted((one for one in steps if one.event in (AWAIT_REPLY, REPLY_CAME)), key=lambda one: one.at)
    return said[-1].until if said and said[-1].event == AWAIT_REPLY else None


def _answered(reading: Reading, uids: Sequence[Uid]) -> set[Uid]:
    links = [one for one in reading.having(CaseLink, "target_uid", list(uids)) if one.how == ANSWERS]
    came = {one.uid for one in reading.get(Case, [link.case_uid for link in links]) if one.desk == LETTERS_IN.name}
    return {one.target_uid for one in links if one.case_uid in came}


def _line(case: Case, to: Recipient) -> AwaitedLine:
    assert to.sent_at is not None
    return AwaitedLine(
        recipient_uid=to.uid, case_uid=case.uid, number=case.number, subject=case.title, name=to.name, way=to.way,
        sent_at=to.sent_at, urgency=case.priority, chased=to.chased, chased_on=to.chased_on, email=to.email,
        tracking=to.tracking,
    )  # fmt: skip
