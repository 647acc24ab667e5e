"""Forms of building control: the licence, orders to amend, to stop, to take down, the record of visits."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ltaxgis.domain.cases import EVENT
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.papers.inspection import InspectionRecord, Photo, VisitEntry
from ltaxgis.domain.papers.letter import Order, Part, parts_of
from ltaxgis.domain.papers.licence import Licence, sealed
from ltaxgis.domain.papers.paper import Fact
from ltaxgis.domain.permit_desk import WorkKind, form_for, page, use_of, work_kinds
from ltaxgis.domain.permit_states import NOTICE
from ltaxgis.domain.permits import Permit, PermitFloor, PermitVisit
from ltaxgis.services.case_file import CaseFile
from ltaxgis.services.case_papers import APPLICANTS, of_desk, to_whom
from ltaxgis.services.permit_letters import permit_in
from ltaxgis.services.permit_steps import appeal_text
from ltaxgis.services.stationery import Stationery

_OPEN = "…………………………"  # left to the pen
ORDERS = ("amend", "stop", "correct", "remove")


def licence(
    paper: Stationery, file: CaseFile, numbers: Mapping[Uid, str] | None = None, *, replacement: bool = False,
    copy: bool = False,
) -> Licence:  # fmt: skip
    """The licence with its number, validity, conditions and code. `numbers` are identity numbers in full of the people
    whom the form names, for those who may see them; without they are masked. A `copy` of what was issued says so."""
    permit, paper = permit_in(file), paper.letters()
    say, kind = paper.say, _kind(paper, permit)
    mark = "licence.replacement" if replacement else "licence.copy" if copy else ""
    number = permit.licence_no or "…………"
    validity = (
        ("licence.valid_to", paper.day(permit.valid_to)),
        ("licence.fee", say("licence.baht", baht=f"{permit.fee / 100:,.2f}") if permit.fee is not None else ""),
        ("licence.receipt", paper.figures(permit.receipt_no)), ("licence.paid_on", paper.day(permit.paid_on)),
        ("licence.exempt", permit.exempt_reason),
    )  # fmt: skip
    conditions = [line.strip() for line in permit.conditions.splitlines() if line.strip()] or [say("licence.no_others")]
    made = Licence(
        head=paper.head(file.case.division), title=f"{kind.licence_title} {number}",
        made_on=permit.issued_on or paper.today, language=paper.words.language, thai_digits=paper.thai_digits,
        form=paper.form({"form": kind.licence, "confirmed": kind.confirmed}),
        heading=(kind.licence_title, *([say("licence.renewed", count=permit.renewals)] if permit.renewals else [])),
        copy=say(mark) if mark else "", number=say("licence.number", number=number),
        grant=_grant(paper, file, permit),
        holder=_holder(paper, file, permit, numbers or {}),
        work_label=say("licence.work"), work=_work(paper, file, permit),
        conditions_label=say("licence.conditions"),
        conditions=tuple(paper.figures(f"{place}. {text}") for place, text in enumerate(conditions, 1)),
        validity=_facts(paper, validity), given=say("licence.given", day=paper.day(permit.issued_on) or _OPEN),
        signature=paper.chief(), page_mark=say("letter.page", page="{page}"),
        notes=(Part(text=say("licence.notes"), points=(say("licence.note.expiry"), say("licence.note.show"))),),
    )  # fmt: skip
    return sealed(made, say("licence.check", fingerprint="{fingerprint}"), paper.code(number))


@dataclass(frozen=True, slots=True)
class OrderTold:
    """What a person says with an order: its number, what has to be done, point by point, up to when, and why. `subject`
    and `body` instead of the kind's own where a person wrote the order anew; the appeal is told always."""

    points: Sequence[str] = ()
    reason: str = ""
    until: date | None = None
    number: str = ""
    day: date | None = None
    subject: str = ""
    body: str = ""


def work_order(paper: Stationery, file: CaseFile, kind: str, told: OrderTold) -> Order:
    """One of `ORDERS`, with the appeal told. What is not told anew is what the step behind the order said: its reason,
    its text line by line, its day."""
    permit, paper, told = permit_in(file), paper.letters(), _as_decided(file, kind, told)
    person, say = to_whom(file), paper.say
    facts = {
        "name": person.name if person is not None else _OPEN, "work": _kind(paper, permit).name(paper.words.language),
        "parcels": _parcels(file), "request": file.case.number, "place": file.case.place_text or "–",
        "until": paper.day(told.until) or _OPEN,
    }  # fmt: skip
    points = tuple(paper.figures(f"{place}. {text}") for place, text in enumerate(told.points, 1))
    return Order(
        head=paper.head(file.case.division), title=f"{say(f'order.{kind}.subject')} {file.case.number}",
        made_on=told.day or paper.today, language=paper.words.language, thai_digits=paper.thai_digits,
        form=paper.form(form_for(paper.book, f"order_{kind}")),
        heading=(say("order.heading"), paper.settings.name), number=say("order.number", number=told.number or "…………"),
        subject_label=say("letter.label.subject"),
        subject=paper.figures(told.subject) or say(f"order.{kind}.subject"),
        body=parts_of(paper.figures(told.body))
        or (Part(text=say("order.why", **facts)), Part(text=paper.figures(told.reason)),
            Part(text=say(f"order.{kind}.command", **facts), points=points)),
        appeal=paper.figures(appeal_text(paper.book, paper.words.language)),
        given=say("order.given", day=paper.day(told.day) or _OPEN),
        signature=paper.chief(), receipt=paper.signature(position=say("order.taken"), dated=True),
        page_mark=say("letter.page", page="{page}"), text_pt=paper.text_pt,
    )  # fmt: skip


def _as_decided(file: CaseFile, kind: str, told: OrderTold) -> OrderTold:
    steps = [step for step in file.steps if step.kind == EVENT and step.event.startswith(f"order_{kind}")]
    if not steps or told.points or told.reason:
        return told
    lines = tuple(line for line in steps[-1].text.splitlines() if line.strip())
    return replace(told, points=lines, reason=steps[-1].reason, until=told.until or steps[-1].until)


def inspection_record(paper: Stationery, file: CaseFile, photos: Sequence[Photo] = ()) -> InspectionRecord:
    """All visits of a case, planned ones with room to write; `photos` name pictures that are handed in with it."""
    permit, say = permit_in(file), paper.say
    visits = sorted(
        (one for one in file.of_desk.get(PermitVisit, ()) if isinstance(one, PermitVisit)),
        key=lambda one: one.planned_on,
    )
    person = to_whom(file)
    told = (
        ("case.party.applicant", person.name if person is not None else ""),
        ("field.case.kind", _kind(paper, permit).name(paper.words.language)),
        ("field.case.place_text", file.case.place_text), ("paper.parcels", _parcels(file)),
        ("licence.no", permit.licence_no),
    )  # fmt: skip
    return InspectionRecord(
        head=paper.head(file.case.division), title=f"{say('inspection.heading')} {file.case.number}",
        made_on=paper.today, language=paper.words.language, heading=say("inspection.heading"), number=file.case.number,
        facts=_facts(paper, told), visits=tuple(_visit(paper, place, one) for place, one in enumerate(visits, 1)),
        empty=say("inspection.empty"), photos_label=say("inspection.photos"), photos=tuple(photos),
        signatures=(paper.signature(position=say("inspection.inspector"), dated=True),
                    paper.signature(position=say("inspection.builder"), dated=True)),
        qr=paper.code(file.case.number), page_of=say("paper.page_of", page="{page}", count="{count}"),
    )  # fmt: skip


def _grant(paper: Stationery, file: CaseFile, permit: Permit) -> str:
    """Who permits what; of a notice only that it was received."""
    told = "licence.notified" if permit.work == NOTICE else "licence.grant"
    work = work_kinds(paper.book).get(permit.notified if permit.work == NOTICE else permit.work)
    name = work.name(paper.words.language) if work is not None else permit.work
    return paper.say(told, office=paper.settings.name, work=name, request=file.case.number)


def _visit(paper: Stationery, place: int, visit: PermitVisit) -> VisitEntry:
    points = [f"({one['e']:.2f}, {one['n']:.2f}) {one['text']}" for one in json.loads(visit.points or "[]")]
    told = (
        ("inspection.planned", paper.day(visit.planned_on)), ("inspection.done", paper.day(visit.done_on)),
        ("inspection.inspector", visit.inspector),
        ("inspection.result", paper.say(f"inspection.result.{visit.result}") if visit.result else ""),
        ("inspection.next", paper.day(visit.next_on)),
    )  # fmt: skip
    return VisitEntry(
        heading=paper.say("inspection.visit", number=place), facts=_facts(paper, told),
        found_label=paper.say("inspection.found"), found="\n".join(filter(None, (visit.text, *points))),
    )  # fmt: skip


def _holder(paper: Stationery, file: CaseFile, permit: Permit, numbers: Mapping[Uid, str]) -> tuple[Fact, ...]:
    person = to_whom(file)
    told: list[tuple[str, str]] = []
    if person is not None:
        number = numbers.get(person.uid) or person.number_masked
        holder = "licence.notifier" if permit.work == NOTICE else "licence.holder"
        told += [(holder, person.name), ("licence.id", paper.figures(number)),
                 ("licence.address", paper.address(person))]  # fmt: skip
    others = [(party, owner) for party, owner in file.people if party.role not in APPLICANTS[:2]]
    told += [(f"case.party.{party.role}", _professional(paper, owner, party.licence_no)) for party, owner in others]
    return _facts(paper, told)


def _professional(paper: Stationery, owner: Owner, licence_no: str) -> str:
    return owner.name + (paper.say("licence.professional", number=licence_no) if licence_no else "")


def _work(paper: Stationery, file: CaseFile, permit: Permit) -> tuple[Fact, ...]:
    language, say = paper.words.language, paper.say
    floors = [
        say("licence.floor", floor=one.floor, area=_square(paper, one.area))
        for one in sorted(of_desk(file, PermitFloor), key=lambda one: one.floor)
    ]
    told = (
        ("licence.kind", _kind(paper, permit).name(language)),
        ("licence.use", say("licence.use_of", use=use_of(paper.book, permit.use).name(language), count=permit.units)),
        ("licence.storeys", paper.figures(str(permit.storeys))),
        ("licence.height", say("paper.metres", length=f"{permit.height / 100:.2f}") if permit.height else ""),
        ("licence.area", _square(paper, permit.area)),
        ("licence.floors", ", ".join(floors)),
        ("licence.materials", permit.materials),
        ("field.case.place_text", paper.figures(file.case.place_text)),
        ("paper.parcels", paper.figures(_parcels(file))),
    )  # fmt: skip
    return _facts(paper, told)


def _square(paper: Stationery, hundredths: int | None) -> str:
    return paper.say("paper.square_metres", area=f"{hundredths / 100:,.2f}") if hundredths else ""


def _parcels(file: CaseFile) -> str:
    return ", ".join(parcel.code for parcel in file.parcels) or "–"


def _kind(paper: Stationery, permit: Permit) -> WorkKind:
    page(paper.book)
    return work_kinds(paper.book)[permit.work]


def _facts(paper: Stationery, told: Sequence[tuple[str, str]]) -> tuple[Fact, ...]:
    return tuple((paper.say(code), text) for code, text in told if text)
