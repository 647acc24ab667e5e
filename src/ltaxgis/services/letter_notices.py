"""Letters that other desks owe and that go out together: each numbered, in the register and remembered by its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ltaxgis.domain.cases import NOTICE, CaseParty, StepTold
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import REGISTERED_POST, Recipient
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Work
from ltaxgis.services.case_papers import answered
from ltaxgis.services.case_steps import made_step, the_case
from ltaxgis.services.letter_numbers import number_in
from ltaxgis.services.letter_sending import add_recipients_in, send_letter_in
from ltaxgis.services.letters import LetterDraft, draft_letter_in

ACTION = "case.notices"


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter about a case, as it is printed."""

    case_uid: Uid
    subject: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class SentNotices:
    """`numbers` are the letters', by the case that each is about."""

    applied: Applied
    numbers: Mapping[Uid, str]


def send_notices(
    project: Project, actor: Actor, book: OfficeBook, notices: Sequence[Notice], event: str, now: datetime
) -> SentNotices:
    """Each is a letter of the register of its own, sent by registered post today, and its case remembers `event`; the
    numbers are given, and only their letters can become void. Nothing is stored where one cannot go. Refused:
    `paper.none` where there is none, `paper.nobody` where a case has nobody to write to, `letter.needs_signature`
    where the office signs before it numbers."""
    ask_leave(actor, "cases.work")
    if not notices:
        raise Refused("paper.none")
    with project.work(actor, ACTION) as work:
        numbers = {one.case_uid: _send(work, actor, book, one, event, now) for one in notices}
        return SentNotices(work.commit(), numbers)


def _send(work: Work, actor: Actor, book: OfficeBook, notice: Notice, event: str, now: datetime) -> str:
    case = the_case(work, actor, notice.case_uid)
    person = _to_whom(work, case.uid)
    if person is None:
        raise Refused("paper.nobody", number=case.number)
    draft = LetterDraft(
        subject=notice.subject, body=notice.body, addressee=person.name, division=case.division,
        assignee=actor.name, answers=case.uid,
    )  # fmt: skip
    letter = draft_letter_in(work, actor, book, draft, now).case
    to = Recipient(uid=new_uid(), case_uid=letter.uid, name=person.name, owner_uid=person.uid, way=REGISTERED_POST)
    add_recipients_in(work, actor, letter.uid, [to])
    number = number_in(work, actor, book, letter.uid, now).number
    send_letter_in(work, actor, book, letter.uid, now)
    step = made_step(
        work, actor, case.uid, NOTICE, StepTold(text=f"{notice.subject} · {number}"), now, event=event, state=case.state
    )
    work.apply(ChangeSet(ACTION, (Change(None, step),)))
    return number


def _to_whom(work: Work, uid: Uid) -> Owner | None:
    parties = work.having(CaseParty, "case_uid", [uid])
    owners = {one.uid: one for one in work.get(Owner, [party.owner_uid for party in parties])}
    return answered([(party, owners[party.owner_uid]) for party in parties if party.owner_uid in owners])
