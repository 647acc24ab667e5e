"""How a petition goes, from the counter to the citizen's satisfaction.

A lamp that was changed in the morning is received and `resolve`d in one step; what was done is told with it. A
resolved petition counts as done: its clock has stopped, the citizen may still say that it is not so.
"""

from collections.abc import Mapping

from ltaxgis.domain.states import ANY, Guard, StateTable, Transition, needs

NEW, ACCEPTED, ASSIGNED, IN_PROGRESS, ON_HOLD = "new", "accepted", "assigned", "in_progress", "on_hold"
RESOLVED, CLOSED, REOPENED = "resolved", "closed", "reopened"
REJECTED, FORWARDED, MERGED, CANCELLED = "rejected", "forwarded", "merged", "cancelled"
ANSWERS = frozenset({"answer", "hold", "resolve", "reject", "forward", "close"})
"""What tells the citizen something about his petition; the first of them is its first answer."""

_WORK = frozenset({"clerk", "revenue", "survey", "approver", "administrator"})
_COUNTER = frozenset({"clerk", "approver", "administrator"})
_WAITING = frozenset({NEW, ACCEPTED, ASSIGNED, REOPENED})
_GOING = _WAITING | {IN_PROGRESS}
_Facts = Mapping[str, object]


def _photo(facts: _Facts) -> str:
    return "petition.needs_photo" if facts.get("photo_asked") and not facts.get("photo_after") else ""


def _done(facts: _Facts) -> str:
    return "" if facts.get("done") or facts.get("text") else "petition.needs_done"


def _approver(facts: _Facts) -> str:
    return "petition.staff_approver" if facts.get("restricted") and not facts.get("approver") else ""


def _often(facts: _Facts) -> str:
    reopened, most = facts.get("reopened", 0), facts.get("reopen_most", 0)
    assert isinstance(reopened, int)
    assert isinstance(most, int)
    return "petition.reopened_too_often" if reopened >= most else ""


def _stars(facts: _Facts) -> str:
    if facts.get("stars") not in (1, 2, 3, 4, 5):
        return "petition.needs_stars"
    return "petition.rated_already" if facts.get("rated") else ""


GUARDS: Mapping[str, Guard] = {
    "photo_after": _photo,
    "done": _done,
    "staff_approver": _approver,
    "reject_code": needs("reject_code", "petition.needs_reject_code"),
    "hold_is_public": needs("public", "petition.hold_is_public"),
    "not_too_often": _often,
    "stars": _stars,
}

PETITION_STATES = StateTable(
    desk="petitions",
    initial=NEW,
    states=(
        NEW, ACCEPTED, ASSIGNED, IN_PROGRESS, ON_HOLD, RESOLVED, REOPENED, CLOSED, REJECTED, FORWARDED, MERGED,
        CANCELLED,
    ),
    final=frozenset({RESOLVED, CLOSED, REJECTED, FORWARDED, MERGED, CANCELLED}),
    transitions=(
        Transition("accept", frozenset({NEW}), ACCEPTED, _COUNTER),
        Transition("assign", _GOING, ASSIGNED, _COUNTER, (), ("division",)),
        Transition("start", _WAITING, IN_PROGRESS, _WORK),
        Transition("answer", frozenset({ANY}), "", _WORK, (), ("text",)),
        Transition("hold", _GOING, ON_HOLD, _WORK, ("hold_is_public",), ("reason", "until")),
        Transition("resume", frozenset({ON_HOLD}), IN_PROGRESS, _WORK),
        Transition("resolve", _GOING | {ON_HOLD}, RESOLVED, _WORK, ("photo_after",), ("text",)),
        Transition("close", frozenset({RESOLVED}), CLOSED, _WORK, ("done", "photo_after", "staff_approver")),
        # what the other body did is told as it answered; a photo is its business
        Transition("close", frozenset({FORWARDED}), CLOSED, _COUNTER, ("staff_approver",), ("text",)),
        Transition("reopen", frozenset({RESOLVED, CLOSED}), REOPENED, _COUNTER, ("not_too_often",), ("reason",)),
        Transition("reject", frozenset({NEW, ACCEPTED}), REJECTED, _COUNTER, ("reject_code",), ("reason",)),
        Transition("forward", _GOING, FORWARDED, _COUNTER, (), ("agency",)),
        Transition("take_back", frozenset({FORWARDED, REJECTED}), ACCEPTED, _COUNTER, (), ("reason",)),
        Transition("merge", frozenset({ANY}), MERGED, _COUNTER, (), ("into",)),
        Transition("split", frozenset({MERGED}), ACCEPTED, _COUNTER),
        Transition("close_merged", frozenset({MERGED}), CLOSED, _WORK, ("staff_approver",), ("into",)),
        Transition("reopen_merged", frozenset({CLOSED}), MERGED, _COUNTER, (), ("into",)),
        Transition("cancel", frozenset({ANY}), CANCELLED, _COUNTER),
        Transition("rate", frozenset({RESOLVED, CLOSED}), "", _COUNTER, ("stars",), ("stars",)),
    ),
    guards=GUARDS,
    paused=frozenset({ON_HOLD}),
)  # fmt: skip
