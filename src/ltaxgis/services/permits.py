"""Permit applications: taking one in, correcting it, its checklist, its fee and the receipt."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import shapely

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.desks import LONGEST_LINE, CaseDraft, Received
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permit_desk import PERMITS, is_over_limit, work_kinds
from ltaxgis.domain.permit_fees import FeeBill, permit_fee
from ltaxgis.domain.permit_footprints import drawn_footprint
from ltaxgis.domain.permit_papers import PaperFacts, checklist
from ltaxgis.domain.permit_states import LICENSED
from ltaxgis.domain.permits import Permit, PermitCheck, PermitFloor, PermitPaper, PermitVisit
from ltaxgis.domain.project import Actor
from ltaxgis.domain.thai.identity import numbers_in
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_people import hide_numbers
from ltaxgis.services.case_steps import the_case
from ltaxgis.services.cases import receive_in

PERMIT_RECORDS = (Permit, PermitFloor, PermitPaper, PermitVisit, PermitCheck)
"""What `case_file` reads for this desk."""
_MEASURED = frozenset(
    {"use", "storeys", "height", "area", "largest_floor", "units", "footprint", "accuracy_m", "walls", "work",
     "neighbour_consents"}
)  # fmt: skip
_FIXED = frozenset(
    {"uid", "version", "case_uid", "licence_no", "issued_on", "valid_to", "receipt_no", "paid_on", "exempt_reason",
     "extended", "papers_asked_on", "papers_until", "amended_on", "upheld_on", "signed_on", "collect_by", "renewals",
     "renewal_fee", "renewal_receipt", "completed_on", "building_uid", "fee", "fee_steps"}
)  # fmt: skip
_COUNTED = ("storeys", "height", "area", "largest_floor", "units", "accuracy_m", "parking_area", "sign_area",
            "fence_length", "cost")  # fmt: skip
_TEXTS = ("materials", "drawings", "conditions", "refusal", "exempt_reason", "house_no")
_RECEIPTS = ("receipt_no", "renewal_receipt")
_ALLOWED = _MEASURED | {"notified"}
"""What a licence allows, and the map report that it rests on."""
_CHARGED = frozenset({"heavy_load", "parking_area", "sign_area", "fence_length"})
"""What the fee hangs on besides: it stands once the licence is issued."""
_PRIVATE_BODIES = ("", "natural", "other")


@dataclass(frozen=True, slots=True)
class PermitDraft:
    """What the desk asks beyond the case. `permit` and `floors` get their `case_uid` when stored; where floors are
    told, the area is their sum. `facts` None: from the people of the case."""

    permit: Permit
    floors: Sequence[PermitFloor] = ()
    facts: PaperFacts | None = None


@dataclass(frozen=True, slots=True)
class PermitReceived:
    """`over_limit`: larger than goes the simple way, which is told and not refused."""

    received: Received
    permit: Permit
    papers: Sequence[PermitPaper]
    over_limit: bool


def a_permit(**fields: object) -> Permit:
    """A permit that belongs to no case yet, for a draft."""
    return Permit(uid=new_uid(), case_uid=Uid(""), **fields)  # type: ignore[arg-type]


def a_floor(floor: int, area: int, use: str = "", height: int | None = None) -> PermitFloor:
    return PermitFloor(uid=new_uid(), case_uid=Uid(""), floor=floor, area=area, use=use, height=height)


def receive_permit(
    project: Project, actor: Actor, book: OfficeBook, draft: CaseDraft, asked: PermitDraft, now: datetime
) -> PermitReceived:
    """The application is stored with its numbers, its building and the checklist for its case."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.receive") as work:
        told = receive_permit_in(work, actor, book, draft, asked, now)
        work.commit()
        return told


def receive_permit_in(
    work: Work, actor: Actor, book: OfficeBook, draft: CaseDraft, asked: PermitDraft, now: datetime
) -> PermitReceived:
    """As `receive_permit`, inside a work that goes on."""
    if draft.kind not in work_kinds(book):
        raise Refused("permits.no_work", kind=draft.kind)
    permit = without_numbers(work, with_floors(replace(asked.permit, work=draft.kind), asked.floors))
    permit = _sound(permit)
    papers = checklist(Uid(""), permit, asked.facts or paper_facts(draft), book)
    centred = _at_footprint(work, draft, permit)
    received = receive_in(
        work, actor, book, PERMITS, replace(centred, of_desk=(permit, *asked.floors, *papers, *draft.of_desk)), now
    )
    uid = received.case.uid
    return PermitReceived(
        received, replace(permit, case_uid=uid), [replace(one, case_uid=uid) for one in papers],
        is_over_limit(book, permit.area or 0),
    )  # fmt: skip


def with_floors(permit: Permit, floors: Iterable[PermitFloor]) -> Permit:
    """The permit with the area and the largest floor of its floors, where there are any. Where nobody told how high
    the building is, it is as high as its storeys together, if all of them say so."""
    areas: dict[int, int] = {}
    heights: dict[int, int] = {}
    for one in floors:
        areas[one.floor] = areas.get(one.floor, 0) + one.area
        heights[one.floor] = max(heights.get(one.floor, 0), one.height or 0)
    if not areas:
        return permit
    high = sum(heights.values()) if all(heights.values()) else None
    return replace(
        permit, area=sum(areas.values()), largest_floor=max(areas.values()),
        height=permit.height if permit.height is not None else high,
    )  # fmt: skip


def paper_facts(draft: CaseDraft) -> PaperFacts:
    """What the people of a case say about its papers: an owner beside the applicant has to consent, an agent needs a
    power of attorney, a body its affidavit."""
    roles = {person.role for person in draft.people}
    owners: list[Owner] = [one.owner for one in draft.people if one.role == "applicant" and one.owner is not None]
    juristic = any(owner.kind not in _PRIVATE_BODIES for owner in owners)
    return PaperFacts(juristic=juristic, is_owner="owner" not in roles, agent="agent" in roles)


def permit_of(reading: Reading, case_uid: Uid) -> Permit:
    """Refused (`permits.gone`) where the case is not one of this desk."""
    found = reading.having(Permit, "case_uid", [case_uid])
    if not found:
        raise Refused("permits.gone")
    return found[0]


def edit_permit(
    project: Project, actor: Actor, uid: Uid, fields: Mapping[str, object], floors: Sequence[PermitFloor] | None = None,
    reason: str = "",
) -> Applied:  # fmt: skip
    """Fields of the permit, or its floors, say something else; a map report that was made of what changes is void.
    Refused: `case.fixed_field` for what only a step may change, `permits.licence_stands` for what was allowed,
    `permits.fee_stands` for what was paid for."""
    if fixed := sorted(_FIXED.intersection(fields)):
        raise Refused("case.fixed_field", name=fixed[0])
    with project.work(actor, "case.permit_edit", reason) as work:
        case = the_case(work, actor, uid)
        before = permit_of(work, uid)
        after = without_numbers(work, replace(before, **fields))  # type: ignore[arg-type]
        changes: list[Change] = []
        stands = before.licence_no or case.state in LICENSED
        if floors is not None:
            told = work.having(PermitFloor, "case_uid", [uid])
            if stands and _storeys(told) != _storeys(floors):
                raise Refused("permits.licence_stands")
            changes += [Change(one, None) for one in told]
            changes += [Change(None, replace(one, case_uid=uid)) for one in floors]
            after = with_floors(after, floors)
        after = _walls_fit(before, _sound(after))
        if stands and _differ(before, after, _ALLOWED):
            raise Refused("permits.licence_stands")
        if before.issued_on is not None and _differ(before, after, _CHARGED):
            raise Refused("permits.fee_stands", number=before.licence_no)
        if _differ(before, after, _MEASURED):
            changes += [Change(one, None) for one in work.having(PermitCheck, "case_uid", [uid])]
        work.apply(ChangeSet("case.permit_edit", (Change(before, after), *changes)))
        return work.commit()


def _storeys(floors: Iterable[PermitFloor]) -> list[tuple[int, int, str, int]]:
    return sorted((one.floor, one.area, one.use, one.height or 0) for one in floors)


def _walls_fit(before: Permit, after: Permit) -> Permit:
    """The permit without what was told of the sides of an outline that had another number of them."""
    sides, sides_after = (shapely.get_num_coordinates(one.footprint) for one in (before, after))
    told = after.walls == before.walls and sides != sides_after
    return replace(after, walls="[]") if told else after


def _differ(before: Permit, after: Permit, names: Iterable[str]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)


def papers_came(
    project: Project, actor: Actor, uid: Uid, came: Mapping[str, date | None], notes: Mapping[str, str] | None = None,
    needed: Mapping[str, bool] | None = None,
) -> Applied:  # fmt: skip
    """Lines of the checklist by code: when each came (None: it did not), a note, whether this case needs it."""
    with project.work(actor, "case.papers") as work:
        the_case(work, actor, uid)
        changes = []
        for one in work.having(PermitPaper, "case_uid", [uid]):
            note = hide_numbers(work, (notes or {}).get(one.code, one.note))[0]
            after = replace(
                one, came_on=came.get(one.code, one.came_on), note=note,
                needed=(needed or {}).get(one.code, one.needed),
            )  # fmt: skip
            if after != one:
                changes.append(Change(one, after))
        work.apply(ChangeSet("case.papers", tuple(changes)))
        return work.commit()


def compute_fee(project: Project, actor: Actor, book: OfficeBook, uid: Uid, now: datetime) -> FeeBill:
    """The fee by the rates of the day the application came, kept with its steps. A total that is not known stays
    open, to be typed with `enter_receipt`. Refused (`permits.fee_stands`) once the licence is issued."""
    with project.work(actor, "case.fee") as work:
        case = the_case(work, actor, uid)
        before = _with_open_fee(permit_of(work, uid))
        bill = permit_fee(before, book, local_day(case.received_at))
        kept = json.dumps([asdict(step) for step in bill.steps], ensure_ascii=False)
        work.apply(ChangeSet("case.fee", (Change(before, replace(before, fee=bill.total, fee_steps=kept)),)))
        work.commit()
    return bill


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt of the office's cash system: its number, its day, the money in satang. `exempt_reason` instead where
    nothing is due. `renewal`: for the renewal that is asked for, not for the licence."""

    number: str = ""
    paid_on: date | None = None
    amount: int | None = None
    exempt_reason: str = ""
    renewal: bool = False


def enter_receipt(project: Project, actor: Actor, uid: Uid, receipt: Receipt, now: datetime) -> Applied:
    """The fee was paid elsewhere; here stands the number of the receipt. Refused (`permits.receipt_empty`) where
    neither a number nor a reason is told, `permits.receipt_differs` where the money is not the fee,
    `permits.fee_stands` once the licence is issued, but for a renewal's."""
    number, reason = receipt.number.strip(), receipt.exempt_reason.strip()
    if not (number or reason):
        raise Refused("permits.receipt_empty")
    if (receipt.amount or 0) < 0:
        raise Refused("permits.bad_measure")
    with project.work(actor, "case.receipt", reason) as work:
        the_case(work, actor, uid)
        before = permit_of(work, uid)
        receipt = replace(receipt, exempt_reason=hide_numbers(work, reason)[0])
        today = local_day(now)
        after = _renewed(before, receipt) if receipt.renewal else _paid(_with_open_fee(before), receipt, today)
        work.apply(ChangeSet("case.receipt", (Change(before, without_numbers(work, after)),)))
        return work.commit()


def _with_open_fee(permit: Permit) -> Permit:
    """The permit whose fee may still be another. Refused: `permits.fee_stands`."""
    if permit.issued_on is not None:
        raise Refused("permits.fee_stands", number=permit.licence_no)
    return permit


def _paid(permit: Permit, receipt: Receipt, today: date) -> Permit:
    if receipt.exempt_reason.strip():
        return replace(permit, exempt_reason=receipt.exempt_reason.strip(), fee=0)
    if None not in (permit.fee, receipt.amount) and permit.fee != receipt.amount:
        raise Refused("permits.receipt_differs", fee=(permit.fee or 0) / 100, amount=(receipt.amount or 0) / 100)
    fee = permit.fee if permit.fee is not None else receipt.amount
    return replace(permit, receipt_no=receipt.number.strip(), paid_on=receipt.paid_on or today, fee=fee)


def _renewed(permit: Permit, receipt: Receipt) -> Permit:
    return replace(
        permit, renewal_receipt=receipt.number.strip() or receipt.exempt_reason.strip(), renewal_fee=receipt.amount
    )


def _sound(permit: Permit) -> Permit:
    """The permit with its outline as one polygon. Refused (`permits.bad_measure`) where something that is counted or
    measured is less than nothing, `case.too_long`, and as `drawn_footprint`."""
    for text in (getattr(permit, name) or "" for name in _TEXTS):
        if len(text) > LONGEST_LINE:
            raise Refused("case.too_long", text=text[:30], count=len(text), most=LONGEST_LINE)
    if not all((getattr(permit, name) or 0) >= 0 for name in _COUNTED):  # what is no number is not either
        raise Refused("permits.bad_measure")
    return permit if permit.footprint is None else replace(permit, footprint=drawn_footprint(permit.footprint))


def without_numbers(work: Work, permit: Permit) -> Permit:
    """Identity and telephone numbers that slipped into its texts are masked, their full form kept where they belong."""
    told = {name: hide_numbers(work, getattr(permit, name))[0] for name in _TEXTS}
    told |= {name: _receipt_number(work, getattr(permit, name)) for name in _RECEIPTS}
    return replace(permit, **told)  # type: ignore[arg-type]


def _receipt_number(work: Work, text: str) -> str:
    """The number of a receipt stays, though one of 13 digits may look like a person's: unless somebody has it."""
    is_known = any(work.number_key(number) is not None for number in numbers_in(text, phones=False))
    return hide_numbers(work, text, phones=False)[0] if is_known else text


def _at_footprint(work: Work, draft: CaseDraft, permit: Permit) -> CaseDraft:
    """The case lies where the building will stand, within the parcels that the application names."""
    if draft.shape is not None or permit.footprint is None:
        return draft
    named = work.get(Parcel, [uid for kind, uid in draft.links if kind == "parcel"])
    within = [one.shape.intersection(permit.footprint) for one in named if one.shape is not None]
    largest = max(within, key=lambda one: one.area, default=permit.footprint)
    shape = largest if largest.area > 0 else permit.footprint
    return replace(draft, shape=shape.representative_point())
