"""How a building permit goes: its states, who may lead it to which, and what the law holds against a step.

Steps may be skipped forward, never a guard. Chiefs sign paper: what they decide may be entered by the counter, as
written on paper and with their name.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from ltaxgis.domain.cases import Case
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Guard, StateTable, Transition, needs, refuses_if

NOTICE = "notify"
"""The kind of a notice under section 39 bis; all other kinds ask for a licence."""

_COUNTER = frozenset({"clerk", "survey", "administrator"})
_ENGINEER = frozenset({"survey", "administrator"})
_CHIEF = frozenset({"approver", "administrator"})
_ON_PAPER = _COUNTER - {"administrator"}

NEW = ("submitted", "incomplete", "resubmitted")
IN_WORK = ("accepted", "screening", "inspection", "plan_check", "amendment_ordered", "amended", "proposed")
SIGNED = ("signed", "fee_due")
UNDER_WAY = ("issued", "active", "renewed")
ORDERED = ("stopped", "correct_ordered", "remove_ordered")
NOTIFIED = ("notified", "corrected")
STATES = (
    *NEW, *IN_WORK, *SIGNED, "issued", "not_collected", "lapsed", "active", "renewal_requested", "renewed", *ORDERED,
    "notified", "objection", "corrected", "closed", "completed", "house_number", "expired", "refused", "appealed",
    "returned", "withdrawn", "revoked",
)  # fmt: skip
DECIDED = frozenset(
    {*UNDER_WAY, "lapsed", "closed", "completed", "house_number", "expired", "refused", "returned", "withdrawn",
     "revoked"}
)  # fmt: skip
"""The application is decided; what may still happen is named by a transition. A case in one of these is closed."""
WITHOUT_CLOCK = frozenset({*ORDERED, *NOTIFIED, "not_collected", "renewal_requested", "appealed", "objection"})
"""Open, but no longer under the clock of the application. What runs after the receipt of a notice is the office's own
time to object: nobody waits for an answer."""


def _papers_overdue(facts: Mapping[str, object]) -> str:
    return "" if _after(facts, "papers_until") else "permits.papers_still_time"


def _fee_paid(facts: Mapping[str, object]) -> str:
    return "" if facts.get("receipt_no") or facts.get("exempt_reason") else "permits.no_receipt"


def _extension_left(facts: Mapping[str, object]) -> str:
    return "" if _whole(facts, "extended") < _whole(facts, "extensions") else "permits.no_more_extension"


def _before_due(facts: Mapping[str, object]) -> str:
    due, today = facts.get("due"), facts.get("today")
    in_time = isinstance(due, date) and isinstance(today, date) and today < due
    return "" if in_time else "permits.extension_late"


def _has_validity(facts: Mapping[str, object]) -> str:
    return "" if isinstance(facts.get("valid_to"), date) else "permits.no_validity"


def _still_valid(facts: Mapping[str, object]) -> str:
    return "permits.expired_already" if _after(facts, "valid_to") else ""


def _run_out(facts: Mapping[str, object]) -> str:
    return "" if _after(facts, "valid_to") else "permits.still_valid"


def _longer(facts: Mapping[str, object]) -> str:
    until, valid_to = facts.get("until"), facts.get("valid_to")
    longer = isinstance(until, date) and isinstance(valid_to, date) and until > valid_to
    return "" if longer else "permits.not_longer"


def _waited(facts: Mapping[str, object]) -> str:
    return "" if _after(facts, "collect_by") else "permits.collect_still_time"


def _objection_in_time(facts: Mapping[str, object]) -> str:
    return "permits.objection_late" if _after(facts, "object_by") and not facts.get("any_time") else ""


def _objection_over(facts: Mapping[str, object]) -> str:
    return "" if _after(facts, "object_by") else "permits.objection_still_time"


def _signed_on_paper(facts: Mapping[str, object]) -> str:
    return "" if facts.get("on_paper") and facts.get("signer") else "permits.not_your_signature"


def _after(facts: Mapping[str, object], name: str) -> bool:
    day, today = facts.get(name), facts.get("today")
    return isinstance(day, date) and isinstance(today, date) and today > day


def _whole(facts: Mapping[str, object], name: str) -> int:
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0


GUARDS: Mapping[str, Guard] = {
    "licence": refuses_if("notice", "permits.not_for_notice"),
    "notice": needs("notice", "permits.only_for_notice"),
    "first_request": refuses_if("papers_asked", "permits.papers_asked_once"),
    "papers_complete": refuses_if("missing", "permits.papers_missing"),
    "papers_overdue": _papers_overdue,
    "map_report": needs("map_report", "permits.no_map_report"),
    "fee_paid": _fee_paid,
    "extension_left": _extension_left,
    "before_due": _before_due,
    "appeal_told": needs("appeal_told", "permits.appeal_not_told"),
    "has_validity": _has_validity,
    "licensed": needs("licence_no", "permits.no_licence"),
    "new_holder": needs("new_holder", "permits.transfer_to_whom"),
    "still_valid": _still_valid,
    "run_out": _run_out,
    "longer": _longer,
    "waited": _waited,
    "objection_in_time": _objection_in_time,
    "objection_over": _objection_over,
    "signed_on_paper": _signed_on_paper,
}


def _go(
    event: str, sources: tuple[str, ...], target: str, roles: frozenset[str], guards: str = "", asks: str = ""
) -> Transition:
    return Transition(event, frozenset(sources), target, roles, tuple(guards.split()), tuple(asks.split()))


def _signed(event: str, sources: tuple[str, ...], target: str, guards: str = "", asks: str = "") -> list[Transition]:
    """What a chief decides: by himself, or entered by the counter from his paper."""
    return [
        _go(event, sources, target, _CHIEF, guards, asks),
        _go(event, sources, target, _ON_PAPER, f"signed_on_paper {guards}", asks),
    ]


_BEFORE_PLANS = ("accepted", "screening", "inspection")
_TRANSITIONS = (
    # at the counter
    _go("ask_papers", ("submitted",), "incomplete", _COUNTER, "first_request", "text until"),
    _go("papers_came", ("incomplete",), "resubmitted", _COUNTER),
    _go("return", ("incomplete",), "returned", _COUNTER, "papers_overdue", "reason"),
    _go("accept", ("submitted", "resubmitted"), "accepted", _COUNTER, "licence papers_complete"),
    _go("withdraw", (*NEW, *IN_WORK, *SIGNED, "notified"), "withdrawn", _COUNTER),
    # in the engineering division
    _go("screen", ("accepted",), "screening", _ENGINEER),
    _go("inspect", ("accepted", "screening"), "inspection", _ENGINEER),
    _go("check_plan", (*_BEFORE_PLANS, "amended"), "plan_check", _ENGINEER),
    _go("order_amend", ("plan_check", "proposed"), "amendment_ordered", _ENGINEER | _CHIEF, asks="text"),
    _go("amended", ("amendment_ordered",), "amended", _COUNTER),
    _go("propose", (*_BEFORE_PLANS, "plan_check", "amended"), "proposed", _ENGINEER, "map_report"),
    _go("extend", IN_WORK, "", _ENGINEER | _CHIEF, "extension_left before_due", "reason"),
    # the local authority decides
    *_signed("sign", ("proposed",), "signed", "map_report"),
    *_signed("unsign", SIGNED, "proposed", asks="reason"),
    _go("ask_fee", ("signed",), "fee_due", _COUNTER),
    _go("issue", SIGNED, "issued", _COUNTER | _CHIEF, "licence map_report fee_paid has_validity"),
    *_signed("refuse", ("proposed",), "refused", "appeal_told", "reason"),
    _go("appeal", ("refused",), "appealed", _COUNTER),
    *_signed("appeal_upheld", ("appealed",), "proposed", asks="reason"),
    *_signed("appeal_dismissed", ("appealed",), "refused", asks="reason"),
    # while it is built
    _go("collect", ("issued", "not_collected"), "active", _COUNTER),
    _go("not_collected", ("issued",), "not_collected", _COUNTER, "waited"),
    _go("lapse", ("not_collected",), "lapsed", _COUNTER | _CHIEF),
    _go("ask_renewal", ("active", "renewed"), "renewal_requested", _COUNTER, "still_valid"),
    *_signed("renew", ("renewal_requested",), "renewed", "fee_paid longer", "until"),
    *_signed("refuse_renewal", ("renewal_requested",), "active", "appeal_told", "reason"),
    *_signed("transfer", ("active", "renewed"), "", "still_valid new_holder"),
    _go("replace_licence", UNDER_WAY, "", _COUNTER | _CHIEF, "", "reason"),
    _go("expire", UNDER_WAY, "expired", _COUNTER | _CHIEF, "run_out"),
    _go("complete", ("active", "renewed", "expired", *NOTIFIED, "closed"), "completed", _COUNTER),
    _go("house_number", ("completed",), "house_number", _COUNTER, "", "text"),
    # orders, to whoever builds, with a licence or without
    *_signed("order_stop", (*UNDER_WAY, "expired", "lapsed", "refused", *NOTIFIED), "stopped", asks="reason"),
    *_signed("order_correct", (*UNDER_WAY, "stopped", "completed", *NOTIFIED), "correct_ordered", asks="reason"),
    *_signed("order_remove", ("stopped", "correct_ordered", "expired", "lapsed", "refused"), "remove_ordered",
             asks="reason"),
    *_signed("order_stop_early", (*NEW, *IN_WORK, *SIGNED), "", "", "reason"),
    _go("order_obeyed", ("stopped", "correct_ordered"), "active", _ENGINEER, "licence licensed still_valid", "text"),
    _go("close_order", ("stopped", "correct_ordered"), "closed", _ENGINEER, "", "text"),
    _go("order_obeyed", ("remove_ordered",), "closed", _ENGINEER, "", "text"),
    _go("notice_order_obeyed", ("stopped", "correct_ordered"), "corrected", _ENGINEER, "notice", "text"),
    *_signed("revoke", (*UNDER_WAY, *ORDERED), "revoked", "appeal_told", "reason"),
    # notices under section 39 bis
    _go("give_receipt", ("submitted", "resubmitted"), "notified", _COUNTER | _CHIEF,
        "notice papers_complete fee_paid map_report"),
    *_signed("object", NOTIFIED, "objection", "notice objection_in_time", "text"),
    _go("correct", ("objection",), "corrected", _COUNTER, "notice"),
    _go("prolong", NOTIFIED, "", _COUNTER | _CHIEF, "notice longer", "until"),
    _go("close_notice", NOTIFIED, "closed", _COUNTER | _CHIEF, "notice objection_over"),
)  # fmt: skip

LICENSED = frozenset({*SIGNED, *UNDER_WAY, "not_collected", "lapsed", "renewal_requested", *NOTIFIED, "objection",
                      "completed", "house_number", "expired", "revoked"})  # fmt: skip
"""The local authority has signed: what it allowed stands, until it orders or allows something else."""

PERMIT_TABLE = StateTable(
    desk="permits",
    initial="submitted",
    states=STATES,
    final=DECIDED,
    transitions=_TRANSITIONS,
    guards=GUARDS,
    paused=frozenset({"incomplete"}),
)


def next_events(case: Case, actor: Actor) -> list[Transition]:
    """What this person may do next with this kind of case, each event once."""
    facts = {"notice": case.kind == NOTICE}
    found: dict[str, Transition] = {}
    for one in PERMIT_TABLE.events(case.state, actor):
        if not any(GUARDS[name](facts) for name in one.guards if name in ("licence", "notice")):
            found.setdefault(one.event, one)
    return list(found.values())


def days_after(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)
