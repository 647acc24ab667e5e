"""Letters between offices by e-CMS: a letter as a message and back, and the notices of what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ltaxgis.domain.attachments import PDF, Attachment, PaperLimits
from ltaxgis.domain.cases import NOTICE, Case, CaseLink, StepTold, local_day, may_see
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.correspondence import ECMS, EXTERNAL, STAMPED, Letter, Recipient
from ltaxgis.domain.correspondence_desk import LETTERS_OUT
from ltaxgis.domain.desks import Received
from ltaxgis.domain.ecms import (
    ACCEPT,
    INVALID,
    NOTICES,
    REJECT,
    EcmsCodes,
    EcmsDelete,
    EcmsFile,
    EcmsLetter,
    EcmsMessage,
    EcmsNotice,
    EcmsParty,
    EcmsReference,
    ecms_codes,
)
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.attachments import PapersBeside
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.attachments import Clean, Taken, attach_in, leaving_bytes, may_leave
from ltaxgis.services.case_steps import made_step, the_case
from ltaxgis.services.letter_filing import letter_of
from ltaxgis.services.letter_sending import acknowledge_in, reject_in
from ltaxgis.services.letters import ANSWERS, LetterDraft, receive_letter_in

TAKE_IN = "case.exchange"
SYSTEM = "ecms"
WHICH = "ecms.which_recipient"
"""Refused with, where a person has to choose whose notice it is."""


_BETWEEN_OFFICES = frozenset({EXTERNAL, STAMPED})


@dataclass(frozen=True, slots=True)
class NoticeTaken:
    """What a notice changed: the case it is about and its state after it."""

    kind: str
    case: Case


def letter_as_message(
    reading: Reading, actor: Actor, book: OfficeBook, beside: PapersBeside, clean: Clean, uid: Uid, now: datetime,
    recipient_uid: Uid | None = None,
) -> EcmsMessage:  # fmt: skip
    """A numbered letter for one of its receivers, its papers as they may leave. Refused: `letter.needs_number`,
    `ecms.not_between_offices` for an order or the like, `ecms.secret`, `ecms.no_code`."""
    case = the_case(reading, actor, uid)
    letter = letter_of(reading, case)
    if not case.number:
        raise Refused("letter.needs_number")
    if letter.document not in _BETWEEN_OFFICES:
        raise Refused("ecms.not_between_offices", number=case.number)
    if case.secrecy:
        raise Refused("ecms.secret")
    codes = ecms_codes(book)
    people = sorted(reading.having(Recipient, "case_uid", [uid]), key=lambda one: one.place)
    to = next((one for one in people if recipient_uid in (None, one.uid)), None)
    main, files = _papers(reading, beside, clean, codes, uid)
    body = EcmsLetter(
        letter_id=case.number,
        day=letter.dated or letter.numbered_on or local_day(now),
        subject=case.title,
        secret_code=codes.secret_code(case.secrecy),
        speed_code=codes.speed_code(case.priority),
        sender=_sender(letter, codes),
        receiver=_receiver(letter, to),
        references=_references(reading, actor, uid),
        attachments=tuple(line.strip() for line in letter.enclosures.splitlines() if line.strip()),
        sent_on=local_day(now),
        description=case.details,
        main=main,
        files=files,
    )
    return EcmsMessage(body, _message_id(now), codes.to)


def receive_message(
    project: Project, actor: Actor, book: OfficeBook, beside: PapersBeside, limits: PaperLimits, letter: EcmsLetter,
    looks: Sequence[Taken], now: datetime, named: Sequence[str] = (),
) -> Received:  # fmt: skip
    """The letter is in the register, its files that were looked at with it. One that is ลับ or above is kept by its
    line alone, for those named and who received it. Refused: `ecms.already_there`, `ecms.unknown_code`, and as
    `receive_letter`."""
    ask_leave(actor, "cases.work")
    codes = ecms_codes(book)
    with project.work(actor, "case.receive") as work:
        known = _known(work, letter)
        if known is not None:
            raise Refused("ecms.already_there", number=known.number if may_see(known, actor) else "–")
        received = receive_letter_in(work, actor, book, _draft(actor, codes, letter, named), now)
        if looks and not received.case.secrecy:
            attach_in(work, beside, limits, work.get(Case, [received.case.uid])[0], looks)
        work.commit()
        return received


def take_notice(
    project: Project, actor: Actor, book: OfficeBook, notice: EcmsNotice, now: datetime, reason: str,
    recipient_uid: Uid | None = None,
) -> NoticeTaken:  # fmt: skip
    """A notice has marked the receiver of the letter it is about: an accepting one that it came and under which
    number, a rejecting one that he does not take it (`reason` says so in words). Others stand with the letter's steps.
    Refused: `ecms.no_letter`, `ecms.which_recipient`, `recipient.not_sent`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, TAKE_IN) as work:
        case = _sent_letter(work, actor, notice)
        if notice.kind == ACCEPT:
            who = _recipient(work, case, recipient_uid)
            case = acknowledge_in(work, actor, book, who.uid, now, notice.accept_id)
        elif notice.kind in (REJECT, INVALID):
            who = _recipient(work, case, recipient_uid)
            case = reject_in(work, actor, book, who.uid, reason, now)
        told = StepTold(text=" ".join(filter(None, (notice.letter_id, notice.accept_id))))
        step = made_step(work, actor, case.uid, NOTICE, told, now, event=f"ecms_{notice.kind}", state=case.state)
        work.apply(ChangeSet(TAKE_IN, (Change(None, step),)))
        work.commit()
        return NoticeTaken(notice.kind, case)


def who_may_have_answered(reading: Reading, actor: Actor, number: str) -> list[Recipient]:
    """The receivers by e-CMS of letters of this number who have not answered, in their order."""
    cases = [one.uid for one in reading.having(Case, "number", [number]) if may_see(one, actor)]
    people = reading.having(Recipient, "case_uid", cases)
    waiting = [one for one in people if one.way == ECMS and one.acknowledged_at is None]
    return sorted(waiting, key=lambda one: (one.case_uid, one.place))


def notice_for(
    reading: Reading, actor: Actor, book: OfficeBook, uid: Uid, kind: str, now: datetime
) -> EcmsMessage:  # fmt: skip
    """What the sender of a letter that came is told: `receive`, `accept` with our number, `reject`, `invalid`. Refused
    (`ecms.needs_number`) where the letter does not tell its own number and day."""
    assert kind in NOTICES
    case = the_case(reading, actor, uid)
    letter = letter_of(reading, case)
    if not letter.their_number or letter.dated is None:
        raise Refused("ecms.needs_number")
    number = case.number if kind == ACCEPT else ""
    body = EcmsNotice(kind, letter.their_number, letter.dated, case.title, number)
    return EcmsMessage(body, _message_id(now), ecms_codes(book).to)


def delete_request(
    reading: Reading, actor: Actor, book: OfficeBook, uid: Uid, recipient_uid: Uid, now: datetime
) -> EcmsMessage:  # fmt: skip
    """Asks the exchange to forget a letter that was rejected or wrong, so that it can be sent again."""
    case = the_case(reading, actor, uid)
    letter = letter_of(reading, case)
    codes = ecms_codes(book)
    to = next((one for one in reading.having(Recipient, "case_uid", [uid]) if one.uid == recipient_uid), None)
    if to is None:
        raise Refused("recipient.gone")
    _, department = organisation(to.agency_code)
    body = EcmsDelete(case.number, letter.dated or local_day(now), codes.department, department)
    return EcmsMessage(body, _message_id(now), codes.to)


def organisation(code: str) -> tuple[str, str]:
    """Ministry and department of `11/11008`; a code alone is the department's."""
    ministry, slash, department = code.partition("/")
    return (ministry.strip(), department.strip()) if slash else ("", code.strip())


def _message_id(now: datetime) -> str:
    return f"{now:%Y%m%d.%H%M%S}{now.microsecond // 1000:03}"


def _papers(
    reading: Reading, beside: PapersBeside, clean: Clean, codes: EcmsCodes, uid: Uid
) -> tuple[EcmsFile | None, tuple[EcmsFile, ...]]:
    """The letter itself, which is the paper that was issued or else its first PDF, and what may leave with it."""
    papers = [one for one in reading.having(Attachment, "case_uid", [uid]) if may_leave(one)]
    first = next((one for one in papers if one.kind == "issued"), None) or next(
        (one for one in papers if one.media == PDF), None
    )

    def told(one: Attachment) -> EcmsFile:
        media = "image/jpeg" if one.leaves_as else one.media
        return EcmsFile(codes.media_code(media), leaving_bytes(reading, beside, one, clean))

    return (told(first) if first is not None else None), tuple(told(one) for one in papers if one is not first)


def _sender(letter: Letter, codes: EcmsCodes) -> EcmsParty:
    given, _, family = letter.signer.partition(" ")
    return EcmsParty(given or letter.sender, family, letter.signer_position, codes.ministry, codes.department)


def _receiver(letter: Letter, to: Recipient | None) -> EcmsParty:
    if to is None:
        return EcmsParty(given_name=letter.addressee)
    ministry, department = organisation(to.agency_code)
    return EcmsParty(given_name=to.name, job_title=to.agency, ministry=ministry, department=department)


def _references(reading: Reading, actor: Actor, uid: Uid) -> tuple[EcmsReference, ...]:
    """The letters that this one answers."""
    targets = [one.target_uid for one in reading.having(CaseLink, "case_uid", [uid]) if one.how == ANSWERS]
    cases = {one.uid: one for one in reading.get(Case, targets) if may_see(one, actor) and not one.secrecy}
    letters = reading.having(Letter, "case_uid", list(cases))
    return tuple(
        EcmsReference(one.their_number, one.dated, cases[one.case_uid].title) for one in letters if one.their_number
    )


def _draft(actor: Actor, codes: EcmsCodes, letter: EcmsLetter, named: Sequence[str]) -> LetterDraft:
    secrecy = codes.secrecy_of(letter.secret_code)
    sender = letter.sender
    from_whom = sender.job_title or sender.name or "/".join(filter(None, (sender.ministry, sender.department)))
    return LetterDraft(
        subject=letter.subject or letter.letter_id,
        their_number=letter.letter_id,
        dated=letter.day,
        sender=from_whom,
        addressee=letter.receiver.job_title or letter.receiver.name,
        signer=sender.name,
        signer_position=sender.job_title,
        references="" if secrecy else "\n".join(_reference_told(one) for one in letter.references),
        enclosures="" if secrecy else "\n".join(letter.attachments),
        summary="" if secrecy else letter.description,
        urgency=codes.urgency_of(letter.speed_code),
        secrecy=secrecy,
        named=named or ((actor.name,) if secrecy else ()),
        channel="email",
        external_system=SYSTEM,
        external_id=_external(letter),
    )


def _reference_told(one: EcmsReference) -> str:
    day = f" ({short_date(one.day)})" if one.day is not None else ""
    return f"{one.letter_id}{day} {one.subject}".strip()


def _external(letter: EcmsLetter) -> str:
    """What makes a message the same when it comes twice: who sent it, its number and its day."""
    return f"{letter.sender.ministry}/{letter.sender.department} {letter.letter_id} {letter.day.isoformat()}"


def _known(work: Work, letter: EcmsLetter) -> Case | None:
    found = work.having(Case, "external_id", [_external(letter)])
    return next((one for one in found if one.external_system == SYSTEM), None)


def _sent_letter(work: Work, actor: Actor, notice: EcmsNotice) -> Case:
    """The letter out of that number; of two in different years the one of the notice's day."""
    found = [one for one in work.having(Case, "number", [notice.letter_id]) if one.desk == LETTERS_OUT.name]
    if len(found) > 1:
        dated = {one.case_uid: one.dated for one in work.having(Letter, "case_uid", [one.uid for one in found])}
        found = [one for one in found if dated.get(one.uid) == notice.day]
    if not found or not may_see(found[0], actor):
        raise Refused("ecms.no_letter", number=notice.letter_id, day=notice.day)
    return found[0]


def _recipient(work: Work, case: Case, wanted: Uid | None) -> Recipient:
    people = work.having(Recipient, "case_uid", [case.uid])
    if wanted is not None:
        people = [one for one in people if one.uid == wanted]
    elif len(people) > 1:
        people = [one for one in people if one.way == ECMS and one.acknowledged_at is None]
    if len(people) > 1:
        raise Refused(WHICH, number=case.number)
    if not people:
        raise Refused("recipient.gone")
    return people[0]
