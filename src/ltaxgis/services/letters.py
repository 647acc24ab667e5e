"""Letters: taken in at the centre or by a division, begun as drafts, and what they say changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from ltaxgis.domain.attachments import Attachment, PaperLook
from ltaxgis.domain.cases import NAMES_APART, Case, CaseLink, CaseStep, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.correspondence import DOCUMENTS, EXTERNAL, IN, OUT, SECRECIES, URGENCIES, Letter, Recipient
from ltaxgis.domain.correspondence_desk import (
    DIVISION_SERIES,
    LETTERS_IN,
    LETTERS_OUT,
    SECRET_IN_SERIES,
    secret_apart,
)
from ltaxgis.domain.desks import CaseDraft, PersonDraft, Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.thai.names import Titles
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Work
from ltaxgis.services.attachments import draft_from_look
from ltaxgis.services.case_numbers import series_of
from ltaxgis.services.case_people import both_keys, hide_numbers
from ltaxgis.services.case_steps import the_case, with_clock
from ltaxgis.services.cases import receive_in
from ltaxgis.services.letter_filing import desk_of, letter_of

RECEIVE, EDIT = "case.receive", "case.edit"
ANSWERS = "answers"
MOST = 2_000
"""Receivers of one letter."""
LONGEST = 2_000
"""Letters of a subject, a sender or an addressee."""
LONGEST_BODY = 200_000
_WITH_PHONES = ("sender", "addressee", "action", "remark")
_WITHOUT = ("body", "references", "enclosures", "salutation", "their_number")
_OWN = frozenset(
    {
        "their_number", "dated", "sender", "addressee", "salutation", "action", "remark", "arrive_by", "references",
        "enclosures", "body", "template", "signer", "signer_position", "acting_for", "pages", "circular",
    }
)  # fmt: skip
_OF_CASE = {"subject": "title", "urgency": "priority", "secrecy": "secrecy", "division": "division",
            "assignee": "assignee", "folder_at": "folder_at"}  # fmt: skip
EDITABLE = _OWN | {*_OF_CASE, "named", "document"}
"""What `edit_letter` takes."""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What is told of a letter. `their_number` and `dated` stand on the one that came; `sender` and `addressee` are
    จาก and ถึง. `named` alone may see a secret one, beside who enters it. `at_division`: the division receives it
    directly, with its own number. `arrive_by` is its day, whatever its
    urgency says. `answers` is the case that it answers. `received_at` None is now. `summary` tells
    more than the subject, for search."""

    subject: str = ""
    document: str = EXTERNAL
    their_number: str = ""
    dated: date | None = None
    sender: str = ""
    addressee: str = ""
    salutation: str = ""
    remark: str = ""
    references: str = ""
    enclosures: str = ""
    body: str = ""
    summary: str = ""
    template: str = ""
    signer: str = ""
    signer_position: str = ""
    acting_for: str = ""
    circular: bool = False
    pages: int = 0
    urgency: int = 0
    secrecy: int = 0
    named: Sequence[str] = ()
    division: str = ""
    assignee: str = ""
    at_division: bool = False
    channel: str = "mail"
    received_at: datetime | None = None
    arrive_by: datetime | None = None
    people: Sequence[PersonDraft] = ()
    links: Sequence[tuple[str, Uid]] = ()
    answers: Uid | None = None
    recipients: Sequence[Recipient] = ()
    external_system: str = ""
    external_id: str = ""


def receive_letter(project: Project, actor: Actor, book: OfficeBook, draft: LetterDraft, now: datetime) -> Received:
    """A letter that came is in the register: with the centre's number, or with the division's where it received it
    directly. Refused: `letter.needs_subject`, `letter.needs_division`, `letter.needs_named`, `letter.secret_text`,
    `letter.no_document`, `letter.no_degree`, `letter.too_long`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, RECEIVE) as work:
        received = receive_letter_in(work, actor, book, draft, now)
        work.commit()
        return received


def receive_letter_in(work: Work, actor: Actor, book: OfficeBook, draft: LetterDraft, now: datetime) -> Received:
    """As `receive_letter`, inside a work that goes on."""
    if not draft.subject.strip():
        raise Refused("letter.needs_subject")
    if draft.at_division and not draft.division:
        raise Refused("letter.needs_division")
    told = _case_draft(work, actor, draft, IN)
    if draft.at_division:
        told = replace(told, series=series_of(book, DIVISION_SERIES))
    elif draft.secrecy and secret_apart(book):
        told = replace(told, series=series_of(book, SECRET_IN_SERIES))
    received = receive_in(work, actor, book, LETTERS_IN, told, now)
    _link_answer(work, actor, received.case, draft.answers)
    return _arriving(work, received, draft.arrive_by)


def draft_letter(project: Project, actor: Actor, book: OfficeBook, draft: LetterDraft, now: datetime) -> Received:
    """A letter that is to go out is begun; it has no number yet. Refused as `receive_letter`, but for the subject,
    which may come later."""
    ask_leave(actor, "cases.work")
    with project.work(actor, RECEIVE) as work:
        received = draft_letter_in(work, actor, book, draft, now)
        work.commit()
        return received


def draft_letter_in(work: Work, actor: Actor, book: OfficeBook, draft: LetterDraft, now: datetime) -> Received:
    """As `draft_letter`, inside a work that goes on."""
    received = receive_in(work, actor, book, LETTERS_OUT, _case_draft(work, actor, draft, OUT), now)
    _link_answer(work, actor, received.case, draft.answers)
    return _arriving(work, received, draft.arrive_by)


def edit_letter(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, told: Mapping[str, object], now: datetime
) -> Applied:
    """The letter says something else; `told` are names of EDITABLE. With another urgency comes another day. Refused:
    `case.fixed_field`, `letter.needs_named`, `letter.secret_text`, `letter.secret_papers` where it has papers that a
    secret one may not have, `letter.numbered_already` where another kind or ว would have to change its number."""
    ask_leave(actor, "cases.work")
    with project.work(actor, EDIT) as work:
        edit_letter_in(work, actor, book, uid, told, now)
        return work.commit()


def edit_letter_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, told: Mapping[str, object], now: datetime
) -> Case:
    """As `edit_letter`, inside a work that goes on."""
    if strange := sorted(set(told) - EDITABLE):
        raise Refused("case.fixed_field", name=strange[0])
    case = the_case(work, actor, uid)
    letter = letter_of(work, case)
    own, keys = _hidden(work, {name: value for name, value in told.items() if name in _OWN})
    document = str(told.get("document", letter.document))
    if letter.direction == OUT and case.number and (own.get("circular", letter.circular), document) != (
        letter.circular, letter.document
    ):  # fmt: skip
        raise Refused("letter.numbered_already")
    of_case: dict[str, object] = {_OF_CASE[name]: value for name, value in told.items() if name in _OF_CASE}
    if "title" in of_case:
        of_case["title"], more = hide_numbers(work, str(of_case["title"]))
        keys = both_keys(keys, more)
    after = replace(letter, **{**own, "document": document})  # type: ignore[arg-type]
    of_case["kind"] = document
    changed = replace(case, **{**of_case, "text_keys": both_keys(case.text_keys, keys)})  # type: ignore[arg-type]
    changed = _named(actor, changed, told.get("named"))
    _ask(changed, after)
    if changed.secrecy and work.having(Attachment, "case_uid", [uid]):
        raise Refused("letter.secret_papers")
    if "arrive_by" in told:
        changed = replace(changed, due=_day_of(after.arrive_by), due_raw=None)
    if "arrive_by" in told or changed.priority != case.priority:
        steps = work.having(CaseStep, "case_uid", [uid])
        changed = with_clock(changed, steps, book, desk_of(case), local_day(now))
    work.apply(ChangeSet(EDIT, (Change(case, changed), Change(letter, after))))
    return changed


def letter_from_look(look: PaperLook, titles: Titles | None = None) -> LetterDraft:
    """A letter as its scan or mail tells it, for a person to confirm. `titles` take the sender's name apart."""
    said, case = look.suggested, draft_from_look(look, titles=titles, role="sender")
    return LetterDraft(
        subject=said.title, their_number=said.number, dated=said.on, sender=said.sender, summary=case.details,
        pages=look.pages, channel=case.channel if case.channel == "email" else "mail", people=case.people,
    )  # fmt: skip


def ask_degrees(document: str, urgency: int, secrecy: int) -> None:
    """Refused where a document, an urgency or a secrecy is none that there is."""
    if document not in DOCUMENTS:
        raise Refused("letter.no_document", name=document)
    if urgency not in URGENCIES or secrecy not in SECRECIES:
        raise Refused("letter.no_degree", urgency=urgency, secrecy=secrecy)


def _case_draft(work: Work, actor: Actor, draft: LetterDraft, direction: str) -> CaseDraft:
    ask_degrees(draft.document, draft.urgency, draft.secrecy)
    told = {one.name: getattr(draft, one.name) for one in fields(LetterDraft) if one.name in _OWN}
    own, keys = _hidden(work, told)
    letter = Letter(
        uid=new_uid(), case_uid=Uid(""), direction=direction, document=draft.document, **own  # type: ignore[arg-type]
    )  # fmt: skip
    named = dict.fromkeys([*(name.strip() for name in draft.named if name.strip()), actor.name])
    visible = NAMES_APART.join(named) if draft.secrecy or draft.named else ""
    if draft.secrecy and not any(name.strip() for name in draft.named):
        raise Refused("letter.needs_named")
    _ask_texts(draft.subject, letter, draft.secrecy, draft.summary)
    ask_recipients(len(draft.recipients))
    recipients = [
        replace(
            one,
            uid=one.uid or new_uid(),
            place=place,
            name=mask_numbers_in(one.name),
            address=mask_numbers_in(one.address),
        )
        for place, one in enumerate(draft.recipients, 1)
    ]
    of_desk: list[Record] = [letter, *recipients]
    return CaseDraft(
        kind=draft.document, title=draft.subject.strip(), details=draft.summary, channel=draft.channel,
        priority=draft.urgency, received_at=draft.received_at, division=draft.division, assignee=draft.assignee,
        people=draft.people, links=draft.links, of_desk=of_desk, external_system=draft.external_system,
        external_id=draft.external_id, visible_to=visible, with_pin=False, secrecy=draft.secrecy, text_keys=keys,
    )  # fmt: skip


def _hidden(work: Work, told: Mapping[str, object]) -> tuple[dict[str, object], str]:
    """Texts of a letter with their private numbers masked, and the keys of those. What stands in the letter itself
    keeps its telephone numbers: they are there to be called."""
    own, keys = dict(told), ""
    for name in (*_WITH_PHONES, *_WITHOUT):
        if name in own:
            text, found = hide_numbers(work, str(own[name]), phones=name in _WITH_PHONES)
            own[name], keys = text, both_keys(keys, found)
    return own, keys


def _arriving(work: Work, received: Received, by: datetime | None) -> Received:
    """What must arrive by a day is due on it, whatever its urgency says and whether the office works then."""
    if by is None:
        return received
    case = work.get(Case, [received.case.uid])[0]
    work.apply(ChangeSet(RECEIVE, (Change(case, replace(case, due=local_day(by), due_raw=None)),)))
    return replace(received, case=work.get(Case, [case.uid])[0])


def _day_of(by: datetime | None) -> date | None:
    return None if by is None else local_day(by)


def _named(actor: Actor, case: Case, named: object) -> Case:
    if named is None:
        return case
    assert isinstance(named, Sequence)
    names = dict.fromkeys([*(str(name).strip() for name in named if str(name).strip()), actor.name])
    return replace(case, visible_to=NAMES_APART.join(names) if len(names) > 1 or case.secrecy else "")


def _ask(case: Case, letter: Letter) -> None:
    ask_degrees(letter.document, case.priority, case.secrecy)
    if case.secrecy and not case.visible_to:
        raise Refused("letter.needs_named")
    _ask_texts(case.title, letter, case.secrecy, case.details)


def _ask_texts(subject: str, letter: Letter, secrecy: int, summary: str) -> None:
    if secrecy and (letter.body.strip() or summary.strip()):
        raise Refused("letter.secret_text")
    for text in (subject, letter.sender, letter.addressee, letter.remark, letter.action):
        if len(text) > LONGEST:
            raise Refused("letter.too_long", count=len(text), most=LONGEST)
    if len(letter.body) > LONGEST_BODY:
        raise Refused("letter.too_long", count=len(letter.body), most=LONGEST_BODY)


def _link_answer(work: Work, actor: Actor, case: Case, answers: Uid | None) -> None:
    if answers is not None:
        the_case(work, actor, answers)
        link = CaseLink(uid=new_uid(), case_uid=case.uid, kind="case", target_uid=answers, how=ANSWERS)
        work.apply(ChangeSet(RECEIVE, (Change(None, link),)))


def ask_recipients(count: int) -> None:
    """Refused (`recipient.too_many`) where a letter would go to more than `MOST`."""
    if count > MOST:
        raise Refused("recipient.too_many", count=count, most=MOST)
