"""Taking in a case: its numbers, people and places, in one step and one transaction."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ltaxgis.domain.cases import EVENT, Case, CaseLink, CaseParty, CaseStep, local_day
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.clocks import due_on
from ltaxgis.domain.desks import CaseDraft, Desk, Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.users import ask_leave, hide_pin
from ltaxgis.ports.stores import Project, Work
from ltaxgis.services.case_numbers import give_number, series_of, use_reserved
from ltaxgis.services.case_people import both_keys, hide_in_texts, person_for
from ltaxgis.services.case_places import lies_outside, parcels_under

CORRESPONDENCE = "letter_in"
_CLOCKS_DIFFER = timedelta(days=1)
"""How far another system's clock and zone may be ahead of the office's."""


def receive(project: Project, actor: Actor, book: OfficeBook, desk: Desk, draft: CaseDraft, now: datetime) -> Received:
    """The case is stored with its number, and with one of correspondence where its kind is registered."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.receive") as work:
        received = receive_in(work, actor, book, desk, draft, now)
        work.commit()
        return received


def receive_in(work: Work, actor: Actor, book: OfficeBook, desk: Desk, draft: CaseDraft, now: datetime) -> Received:
    """As `receive`, inside a work that goes on. Refused (`case.bad_moment`) where it comes in tomorrow: its number
    would be one of another year, or out of its order; `case.too_long` where a name or text is longer than any is."""
    if draft.received_at is not None and draft.received_at > now + _CLOCKS_DIFFER:
        raise Refused("case.bad_moment", day=local_day(draft.received_at))
    for text, most in draft.texts:
        if len(text) > most:
            raise Refused("case.too_long", text=text[:30], count=len(text), most=most)
    pin = f"{secrets.randbelow(1_000_000):06}" if draft.with_pin else ""
    bare = _case(work, book, desk, draft, (draft.received_at or now).astimezone(UTC), pin)
    case = _numbered(work, book, desk, draft, bare)
    opening = CaseStep(
        uid=new_uid(), case_uid=case.uid, kind=EVENT, event="receive", state=case.state, at=case.received_at,
        who=actor.name, position=actor.position,
    )  # fmt: skip
    born = [case, opening, *_places(work, case, draft), *_people(work, case, draft)]
    born += [replace(one, case_uid=case.uid) for one in draft.of_desk]  # type: ignore[call-arg]
    work.apply(ChangeSet("case.receive", tuple(Change(None, one) for one in born)))
    return Received(case, pin, tuple(filter(None, (case.number, case.register_number))))


def _case(work: Work, book: OfficeBook, desk: Desk, draft: CaseDraft, at: datetime, pin: str) -> Case:
    placed = desk.place(draft.kind, draft.category, book)
    texts, keys = hide_in_texts(work, draft)
    starts = local_day(book.days.deemed_received(at))
    case = Case(
        uid=new_uid(), desk=desk.name, kind=draft.kind, category=draft.category, title=texts["title"],
        details=texts["details"], place_text=texts["place_text"], state=desk.table.initial, channel=draft.channel,
        priority=int(str(placed.get("priority", 0))) if draft.priority is None else draft.priority,
        division=draft.division or str(placed.get("division", "")), assignee=draft.assignee, received_at=at,
        starts_on=starts, shape=draft.shape, outside=lies_outside(work, draft.shape),
        external_system=draft.external_system, external_id=draft.external_id, visible_to=draft.visible_to,
        pin=hide_pin(pin), text_keys=both_keys(draft.text_keys, keys), secrecy=draft.secrecy,
    )  # fmt: skip
    return with_due(case, book, desk, starts)


def with_due(case: Case, book: OfficeBook, desk: Desk, today: date) -> Case:
    """The case with the last day of a clock that has neither stood still nor been extended."""
    rule = desk.rule(case, book)
    if rule is None:
        return replace(case, due=None, due_raw=None)
    due = due_on(case.starts_on, rule, book.days, today)
    return replace(case, due=due.day, due_raw=due.raw)


def _numbered(work: Work, book: OfficeBook, desk: Desk, draft: CaseDraft, case: Case) -> Case:
    day = local_day(case.received_at)
    series = draft.series or (series_of(book, desk.series) if desk.series else None)
    number = ""
    if draft.reserved:
        number = use_reserved(work, draft.reserved, series.name if series is not None else "", case.uid).text
    elif series is not None:
        number = give_number(work, series, day, case.division, case.uid).text
    register = ""
    if f"{desk.name}.{case.kind}" in book.registered:
        register = give_number(work, series_of(book, CORRESPONDENCE), day, "", case.uid).text
    return replace(case, number=number, register_number=register)


def _places(work: Work, case: Case, draft: CaseDraft) -> Iterator[CaseLink]:
    linked: list[tuple[str, Uid]] = [("parcel", parcel) for parcel in parcels_under(work, draft.shape)]
    for kind, uid in dict.fromkeys([*draft.links, *linked]):
        yield CaseLink(uid=new_uid(), case_uid=case.uid, kind=kind, target_uid=uid)


def _people(work: Work, case: Case, draft: CaseDraft) -> Iterator[Record]:
    for person in draft.people:
        uid, newcomer = person_for(work, person)
        if newcomer is not None:
            yield newcomer
        yield CaseParty(uid=new_uid(), case_uid=case.uid, owner_uid=uid, role=person.role, licence_no=person.licence_no)
