"""Steps of a permit: what its guards ask about, and what each step changes in the permit itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from ltaxgis.domain.cases import Case, CaseParty, StepTold, local_day
from ltaxgis.domain.changes import Applied, Change
from ltaxgis.domain.clocks import Due
from ltaxgis.domain.desks import PersonDraft
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_desk import LICENCE_SERIES, PERMITS, clock_rule, days_of, page, valid_until
from ltaxgis.domain.permit_papers import missing
from ltaxgis.domain.permit_states import NOTICE, days_after
from ltaxgis.domain.permits import Permit, PermitCheck, PermitPaper
from ltaxgis.domain.project import Actor
from ltaxgis.domain.records import Record
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project, Reading, Work
from ltaxgis.services.case_numbers import give_number, series_of
from ltaxgis.services.case_people import person_for
from ltaxgis.services.case_steps import step_in, the_case
from ltaxgis.services.permits import permit_of, without_numbers

NOTICE_SERIES = "permit_notice"
_TELL_APPEAL = frozenset({"refuse", "refuse_renewal", "revoke"})


def step_permit(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime
) -> Applied:
    """The application takes a step of its table, and the permit says what follows from it: the day papers are due,
    a licence number, the last day, … `told.until` of `issue` is the licence's last day (else by the office's book),
    `told.text` of a refusal the appeal as it stands in the letter (else the office's sentence).
    Refused as `StateTable.step`."""
    with project.work(actor, f"case.{event}", told.reason) as work:
        step_permit_in(work, actor, book, uid, event, told, now)
        return work.commit()


def step_permit_in(
    work: Work, actor: Actor, book: OfficeBook, uid: Uid, event: str, told: StepTold, now: datetime,
    also: tuple[Change, ...] = (),
) -> Permit:  # fmt: skip
    """As `step_permit`, inside a work that goes on; answers the permit after it."""
    case = the_case(work, actor, uid)
    before = permit_of(work, uid)
    told = _with_defaults(told, event, book)
    day = local_day(told.at or now)
    facts = guard_facts(work, book, case, before, day)
    facts |= {"on_paper": told.on_paper, "signer": told.who, "appeal_told": _tells_appeal(event, told),
              "any_time": told.reason in any_time_matters(book),
              "new_holder": any(one.kind is CaseParty for one in also)}  # fmt: skip
    if event == "issue":
        facts["valid_to"] = told.until or valid_until(book, day, before.area)
    if event == "renew":
        facts |= {"receipt_no": before.renewal_receipt, "exempt_reason": before.exempt_reason}
    after = _AFTER.get(event, _unchanged)(before, _Step(case, told, day, book))
    after = without_numbers(work, after)
    if event in _SERIES:
        given = give_number(work, series_of(book, _SERIES[event]), day, case.division, uid)
        after = replace(after, licence_no=given.text)
    own = (Change(before, after),) if after != before else ()
    step_in(work, actor, book, PERMITS, uid, event, told, now, facts, (*own, *also))
    return after


def guard_facts(reading: Reading, book: OfficeBook, case: Case, permit: Permit, today: date) -> dict[str, object]:
    """What the guards of the table ask about, as it stands on a day."""
    papers = reading.having(PermitPaper, "case_uid", [case.uid])
    rule = clock_rule(book, "clock")
    notice = case.kind == NOTICE
    return {
        "notice": notice,
        "today": today,
        "papers_asked": permit.papers_asked_on is not None,
        "papers_until": permit.papers_until,
        "missing": len(missing(papers)),
        "map_report": bool(reading.having(PermitCheck, "case_uid", [case.uid])),
        "receipt_no": permit.receipt_no,
        "exempt_reason": permit.exempt_reason,
        "extended": permit.extended,
        "extensions": rule.extensions if rule is not None else 0,
        "due": case.due,
        "licence_no": permit.licence_no,
        "valid_to": permit.valid_to,
        "collect_by": permit.collect_by,
        "object_by": days_after(case.starts_on, days_of(book, "objection_clock", 120)) if notice else None,
    }


def amended_due(permit: Permit, book: OfficeBook) -> Due | None:
    """By when a permit is issued after amended plans came; None where none did, or it was decided."""
    if permit.amended_on is None or permit.issued_on is not None:
        return None
    raw = days_after(permit.amended_on, days_of(book, "amended_clock", 30))
    assert raw is not None
    return Due(raw, book.days.working_from(raw))


def upheld_due(permit: Permit, book: OfficeBook) -> Due | None:
    """By when the application is decided anew after its appeal was upheld; None where none was, or it was decided."""
    if permit.upheld_on is None or permit.signed_on is not None or permit.issued_on is not None:
        return None
    raw = days_after(permit.upheld_on, days_of(book, "upheld_clock", 30))
    assert raw is not None
    return Due(raw, book.days.working_from(raw))


def own_due(permit: Permit, book: OfficeBook) -> Due | None:
    """The last day of the terms of its own that run beside the application's clock: the later where both do."""
    dues = [one for one in (amended_due(permit, book), upheld_due(permit, book)) if one is not None]
    return max(dues, key=lambda one: one.raw, default=None)


def any_time_matters(book: OfficeBook) -> frozenset[str]:
    """The codes of what may be objected to at any time."""
    return frozenset(str(one["code"]) for one in page(book).get("any_time_matter", ()))


def appeal_text(book: OfficeBook, language: str = "th") -> str:
    return str(page(book).get("appeal", {}).get(language, ""))


def transfer_permit(
    project: Project, actor: Actor, book: OfficeBook, uid: Uid, person: PersonDraft, told: StepTold, now: datetime
) -> Applied:
    """The licence belongs to somebody else from now on; who had it stays in the history. Refused as `step_permit`."""
    ask_leave(actor, "cases.work")
    with project.work(actor, "case.transfer", told.reason) as work:
        owner_uid, newcomer = person_for(work, replace(person, role="applicant"))
        before = [one for one in work.having(CaseParty, "case_uid", [uid]) if one.role == "applicant"]
        born: list[Record] = [] if newcomer is None else [newcomer]
        born.append(CaseParty(uid=new_uid(), case_uid=uid, owner_uid=owner_uid, role="applicant"))
        former = [Change(one, replace(one, role="former_applicant")) for one in before]
        also = (*former, *(Change(None, one) for one in born))
        step_permit_in(work, actor, book, uid, "transfer", told, now, also)
        return work.commit()


@dataclass(frozen=True, slots=True)
class _Step:
    case: Case
    told: StepTold
    day: date
    book: OfficeBook


def _unchanged(permit: Permit, step: _Step) -> Permit:
    return permit


def _issued(permit: Permit, step: _Step) -> Permit:
    last = step.told.until or valid_until(step.book, step.day, permit.area)
    collect = permit.collect_by or days_after(step.day, days_of(step.book, "collect", 30))
    return replace(
        permit, issued_on=step.day, valid_to=last, collect_by=collect, conditions=step.told.text or permit.conditions
    )


def _refused(permit: Permit, step: _Step) -> Permit:
    return replace(permit, refusal="\n".join(filter(None, (step.told.reason, step.told.text))))


_AFTER: Mapping[str, Callable[[Permit, _Step], Permit]] = {
    "ask_papers": lambda permit, step: replace(permit, papers_asked_on=step.day, papers_until=step.told.until),
    "amended": lambda permit, step: replace(permit, amended_on=step.day),
    "extend": lambda permit, step: replace(permit, extended=permit.extended + 1),
    "sign": lambda permit, step: replace(permit, signed_on=step.day),
    "unsign": lambda permit, step: replace(permit, signed_on=None, collect_by=None),
    "appeal_upheld": lambda permit, step: replace(permit, upheld_on=step.day, signed_on=None),
    "ask_fee": lambda permit, step: replace(
        permit, collect_by=days_after(step.day, days_of(step.book, "collect", 30))
    ),
    "issue": _issued,
    "give_receipt": _issued,
    "refuse": _refused,
    "refuse_renewal": _refused,
    "revoke": _refused,
    "ask_renewal": lambda permit, step: replace(permit, renewal_receipt="", renewal_fee=None),
    "renew": lambda permit, step: replace(permit, valid_to=step.told.until, renewals=permit.renewals + 1),
    "prolong": lambda permit, step: replace(permit, valid_to=step.told.until),
    "complete": lambda permit, step: replace(permit, completed_on=step.day),
    "house_number": lambda permit, step: replace(permit, house_no=step.told.text.strip()),
}  # fmt: skip
_SERIES = {"issue": LICENCE_SERIES, "give_receipt": NOTICE_SERIES}


def _with_defaults(told: StepTold, event: str, book: OfficeBook) -> StepTold:
    if event in _TELL_APPEAL and not told.text:
        return replace(told, text=appeal_text(book))
    return told


def _tells_appeal(event: str, told: StepTold) -> bool:
    return event in _TELL_APPEAL and bool(told.text.strip())
