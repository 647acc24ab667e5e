"""Petitions: taken in at the counter or out of a file, led from step to step, answered and rated."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from ltaxgis.domain.attachments import PHOTO_AFTER, Attachment
from ltaxgis.domain.cases import EVENT, NAMES_APART, NOTICE, Case, CaseLink, CaseStep, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.desks import CaseDraft, PersonDraft, Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.petition_book import PetitionBook, petition_book
from ltaxgis.domain.petition_desk import PETITIONS
from ltaxgis.domain.petition_states import ANSWERS, CLOSED, MERGED
from ltaxgis.domain.petitions import LONGEST_NAME, LONGEST_TEXT, MERGED_INTO, Petition, PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import mask_numbers_in
from ltaxgis.domain.users import ask_leave, hide_pin
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_steps import made_step, step_in, the_case
from ltaxgis.services.cases import receive_in

TITLE_LENGTH = 80
_BY_ITSELF = {"merge": "merge_petitions", "split": "split_petition"}
_FOLLOWS = {"close": ("close_merged", MERGED), "reopen": ("reopen_merged", CLOSED)}


def receive_petition(project: Project, actor: Actor, book: OfficeBook, draft: PetitionDraft, now: datetime) -> Received:
    """The petition is stored with its number, and with one of correspondence where its kind is registered. Refused:
    `petition.no_kind`, `petition.no_category`, `petition.needs_details`, `petition.needs_person`,
    `petition.not_anonymous`, `petition.needs_named`, `petition.too_long`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.receive") as work:
        received = receive_petition_in(work, actor, book, draft, now)
        work.commit()
        return received


def receive_petition_in(work: Work, actor: Actor, book: OfficeBook, draft: PetitionDraft, now: datetime) -> Received:
    """As `receive_petition`, inside a work that goes on."""
    known = petition_book(book)
    draft = replace(draft, kind=known.kind_for(draft.kind, draft.category))
    ask_complete(known, draft)
    petition = Petition(
        uid=new_uid(),
        case_uid=Uid(""),
        public_name=draft.public_name and not draft.anonymous,
        hide_from_assignee=draft.hide_from_assignee,
        anonymous=draft.anonymous,
    )
    return receive_in(work, actor, book, PETITIONS, _case_draft(work, actor, known, draft, petition), now)


def ask_complete(known: PetitionBook, draft: PetitionDraft) -> None:
    """Refused where something is lacking that a petition of this kind has to have."""
    if draft.kind not in known.kinds:
        raise Refused("petition.no_kind", kind=draft.kind)
    if draft.category and draft.category not in known.categories:
        raise Refused("petition.no_category", category=draft.category)
    if not (draft.text.strip() or draft.title.strip()):
        raise Refused("petition.needs_details")
    _ask_lengths(draft)
    if draft.anonymous and not known.may_be_anonymous(draft.kind, draft.category):
        raise Refused("petition.not_anonymous")
    # who came by another system is known there
    if not draft.anonymous and not _told_who(draft.person) and not draft.external_system:
        raise Refused("petition.needs_person")
    if known.restricted(draft.kind) and not any(name.strip() for name in draft.named):
        raise Refused("petition.needs_named")


def step_petition(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime,
    stars: int | None = None, agency_ref: str = "",
) -> Applied:  # fmt: skip
    """The petition takes a step of its table; what was merged into it is answered, closed and reopened with it. What
    the citizen is told with (`ANSWERS`) he may read. Refused as `StateTable.step`, and (`petition.others_wait`) where
    one is cancelled for whose answer others wait; merging and splitting have functions of their own."""
    if event in _BY_ITSELF:
        raise Refused("petition.not_by_step", event=event)
    told = _without_numbers(replace(told, public=told.public or event in ANSWERS))
    with project.work(actor, f"case.{event}", told.reason) as work:
        step_petition_in(work, actor, book, uid, event, told, now, stars, agency_ref)
        return work.commit()


def step_petition_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime,
    stars: int | None = None, agency_ref: str = "", into: Uid | None = None,
) -> Case:  # fmt: skip
    """As `step_petition`, inside a work that goes on; answers the case after it."""
    known = petition_book(book)
    case, petition = the_petition(work, actor, uid)
    facts: dict[str, object] = {**_facts(work, actor, known, case, petition, told), "stars": stars, "into": into}
    after = replace(petition, **_said(event, petition, facts, told, now, agency_ref))  # type: ignore[arg-type]
    also = () if after == petition else (Change(petition, after),)
    if event == "cancel" and (others := merged_into(work, uid)):
        raise Refused("petition.others_wait", count=len(others))
    stepped = step_in(work, actor, book, PETITIONS, uid, event, told, now, facts, also)
    if event == "reopen":
        _part(work, uid)
    if event in ANSWERS | {"reopen"}:
        _tell_merged(work, actor, book, stepped, event, told, now)
    return stepped


def the_petition(reading: Reading, actor: Actor, uid: Uid) -> tuple[Case, Petition]:
    """Refused as `the_case`, and (`petition.gone`) where the case is none of this desk."""
    case = the_case(reading, actor, uid)
    found = reading.having(Petition, "case_uid", [uid])
    if not found:
        raise Refused("petition.gone")
    return case, found[0]


def give_pin(project: Project, actor: Actor, uid: Uid) -> str:
    """A new PIN for the petitioner, told once; the one before opens nothing any more."""
    pin = f"{secrets.randbelow(1_000_000):06}"
    with project.work(actor, "case.pin") as work:
        case, _ = the_petition(work, actor, uid)
        work.apply(ChangeSet("case.pin", (Change(case, replace(case, pin=hide_pin(pin))),)))
        work.commit()
    return pin


def title_of(text: str) -> str:
    """The first words of a text, as a list shows them."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1].rstrip()}…"


def merged_into(reading: Reading, uid: Uid) -> list[CaseLink]:
    """The links of those that were merged into a petition, and of those that were merged into these before."""
    found: list[CaseLink] = []
    targets, known = [uid], {uid}
    while targets:
        links = reading.having(CaseLink, "target_uid", targets)
        nearer = [one for one in links if one.kind == "case" and one.how == MERGED_INTO and one.case_uid not in known]
        targets = [one.case_uid for one in nearer]
        known.update(targets)
        found += nearer
    return found


def _case_draft(work: Work, actor: Actor, known: PetitionBook, draft: PetitionDraft, petition: Petition) -> CaseDraft:
    shape = draft.shape
    if shape is None and draft.parcel is not None:
        parcel = next(iter(work.get(Parcel, [draft.parcel])), None)
        shape = parcel.shape.representative_point() if parcel is not None and parcel.shape is not None else None
    restricted = known.restricted(draft.kind)
    names = dict.fromkeys([*(name.strip() for name in draft.named if name.strip()), actor.name])
    person = None if draft.anonymous else draft.person
    return CaseDraft(
        kind=draft.kind, category=draft.category, title=draft.title.strip() or title_of(mask_numbers_in(draft.text)),
        details=draft.text, channel=draft.channel, priority=draft.priority, received_at=draft.received_at, shape=shape,
        place_text=mask_numbers_in(draft.place_text), division=draft.division, assignee=draft.assignee,
        people=() if person is None else (person,), links=() if draft.parcel is None else (("parcel", draft.parcel),),
        of_desk=(petition,), external_system=draft.external_system, external_id=draft.external_id,
        visible_to=NAMES_APART.join(names) if restricted else "", reserved=draft.reserved, with_pin=draft.with_pin,
    )  # fmt: skip


def _told_who(person: PersonDraft | None) -> bool:
    if person is None or person.uid is not None:
        return person is not None
    owner = person.owner
    names = () if owner is None else (owner.first_name, owner.last_name, owner.email)
    return any(one.strip() for one in (*names, person.number, person.phone))


def _ask_lengths(draft: PetitionDraft) -> None:
    person = draft.person or PersonDraft("")
    names = [] if person.owner is None else [person.owner.first_name, person.owner.last_name, person.owner.prefix]
    for text, most in [
        (draft.text, LONGEST_TEXT),
        *((one, LONGEST_NAME) for one in (*names, draft.title, draft.place_text)),
    ]:
        if len(text) > most:
            raise Refused("petition.too_long", count=len(text), most=most)


def _facts(
    work: Work, actor: Actor, known: PetitionBook, case: Case, petition: Petition, told: StepTold
) -> Mapping[str, object]:
    category = known.categories.get(case.category)
    papers = work.having(Attachment, "case_uid", [case.uid])
    steps = work.having(CaseStep, "case_uid", [case.uid])
    done = [one.text for one in steps if one.kind == EVENT and one.event == "resolve"]
    return {
        "photo_asked": category is not None and category.photo_after,
        "photo_after": any(one.kind == PHOTO_AFTER for one in papers),
        "done": done[-1] if done else "",
        "restricted": known.restricted(case.kind),
        "approver": "approver" in actor.roles,
        "reject_code": told.reason if told.reason in known.rejects else "",
        "public": told.public,
        "division": told.division or case.division,
        "reopened": petition.reopened,
        "reopen_most": known.reopen_most,
        "rated": petition.stars is not None,
    }


def _said(
    event: str, petition: Petition, facts: Mapping[str, object], told: StepTold, now: datetime, agency_ref: str
) -> dict[str, object]:
    """What a step changes in the petition itself."""
    said: dict[str, object] = {}
    if event in ANSWERS and petition.answered_on is None:
        said["answered_on"] = local_day(told.at or now)
    if event == "forward":
        said |= {"agency": told.agency, "agency_ref": mask_numbers_in(agency_ref)}
    if event == "reject":
        said["reject_code"] = facts["reject_code"]
    if event == "take_back":
        said |= {"agency": "", "agency_ref": "", "reject_code": ""}
    if event == "reopen":
        said |= {"reopened": petition.reopened + 1, "stars": None, "rating_text": ""}
    if event == "rate":
        said |= {"stars": facts["stars"], "rating_text": mask_numbers_in(told.text)}
    return said


def _tell_merged(
    work: Work, actor: Actor, book: OfficeBook, target: Case, event: str, told: StepTold, now: datetime
) -> None:
    """Who was merged into a petition hears what its petitioner hears, and is closed and reopened with it."""
    uids = [one.case_uid for one in merged_into(work, target.uid)]
    for case in work.get(Case, uids):
        follows, state = _FOLLOWS.get(event, ("", ""))
        if follows and case.state == state:
            step_petition_in(work, actor, book, case.uid, follows, told, now, into=target.uid)
        elif event in ANSWERS:
            step = made_step(work, actor, case.uid, NOTICE, told, now, event="answer", state=case.state)
            work.apply(ChangeSet("case.answer", (Change(None, step),)))
        if event in ANSWERS:
            _note_answer(work, case.uid, told, now)


def _part(work: Work, uid: Uid) -> None:
    """One that was closed with its main petition and is reopened alone goes its own way."""
    links = [one for one in work.having(CaseLink, "case_uid", [uid]) if one.how == MERGED_INTO]
    if links:
        work.apply(ChangeSet("case.split", tuple(Change(one, None) for one in links)))


def _note_answer(work: Work, uid: Uid, told: StepTold, now: datetime) -> None:
    petition = next(iter(work.having(Petition, "case_uid", [uid])), None)
    if petition is not None and petition.answered_on is None:
        answered = replace(petition, answered_on=local_day(told.at or now))
        work.apply(ChangeSet("case.answer", (Change(petition, answered),)))


def _without_numbers(told: StepTold) -> StepTold:
    """Private numbers stay out of the journal, where the reason goes; those of the text are kept where they belong."""
    return replace(told, reason=mask_numbers_in(told.reason), agency=mask_numbers_in(told.agency))
