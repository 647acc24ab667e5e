"""How a letter goes: one that came in, from the register to its file; one that goes out, from the draft to the answer
that it came. The verbs are the regulation's; whoever does it on paper skips forward.

Number and signature come in either order: on paper a letter is signed first, on a telephone it is numbered first.
"""

from collections.abc import Mapping

from ltaxgis.domain.states import Guard, StateTable, Transition, needs, refuses_if

REGISTERED, PROPOSED, COMMANDED, ASSIGNED, ACKNOWLEDGED = "registered", "proposed", "commanded", "assigned", "taken"
IN_PROGRESS, REPORTED, CLOSED, FILED = "in_progress", "reported", "closed", "filed"
RETURNED, DESTROYED = "returned", "destroyed"

DRAFT, REVIEW, REVISION, SIGNED, NUMBERED = "draft", "review", "revision", "signed", "numbered"
SENT, ANSWERED, REJECTED, VOID = "sent", "answered", "rejected", "void"
AWAIT_REPLY, REPLY_CAME = "await_reply", "reply_came"
"""Until when what a letter asks for is expected, and that it is there."""

_WORK = frozenset({"clerk", "revenue", "survey", "approver", "administrator"})
_COUNTER = frozenset({"clerk", "approver", "administrator"})
_CHIEFS = frozenset({"approver", "administrator", "clerk"})  # the clerk enters what a chief wrote on paper
_Facts = Mapping[str, object]


def _may_destroy(facts: _Facts) -> str:
    if facts.get("on_loan"):
        return "letter.on_loan"
    if facts.get("held"):
        return "letter.held"
    return "" if facts.get("destruction_approved") else "letter.not_approved_for_destruction"


GUARDS: Mapping[str, Guard] = {
    "in_folder": needs("folder", "letter.needs_folder"),
    "may_destroy": _may_destroy,
    "no_number": refuses_if("number", "letter.numbered_already"),
    "number": needs("number", "letter.needs_number"),
    "signed": needs("signed", "letter.needs_signature"),
    "filled_in": needs("subject", "letter.needs_subject"),
    "sent_to": needs("recipients", "letter.needs_recipient"),
    "no_open_routing": refuses_if("open_routings", "letter.still_open"),
}

_IN_WORK = frozenset({REGISTERED, PROPOSED, COMMANDED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, REPORTED})
_BEFORE_WORK = frozenset({REGISTERED, PROPOSED, COMMANDED, ASSIGNED})

LETTER_IN_STATES = StateTable(
    desk="letters_in",
    initial=REGISTERED,
    states=(
        REGISTERED, PROPOSED, COMMANDED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, REPORTED, CLOSED, FILED, RETURNED,
        DESTROYED,
    ),
    final=frozenset({CLOSED, FILED, RETURNED, DESTROYED}),
    transitions=(
        Transition("propose", frozenset({REGISTERED, COMMANDED, REPORTED}), PROPOSED, _COUNTER),
        Transition("command", frozenset({REGISTERED, PROPOSED, REPORTED}), COMMANDED, _CHIEFS, (), ("text",)),
        Transition("assign", _BEFORE_WORK | {ACKNOWLEDGED, IN_PROGRESS}, ASSIGNED, _WORK, (), ("division",)),
        Transition("take", _BEFORE_WORK, ACKNOWLEDGED, _WORK),
        Transition("start", _BEFORE_WORK | {ACKNOWLEDGED}, IN_PROGRESS, _WORK),
        Transition("report", _IN_WORK - {REPORTED}, REPORTED, _WORK, (), ("text",)),
        Transition("close", _IN_WORK, CLOSED, _WORK, ("no_open_routing",)),
        Transition("reopen", frozenset({CLOSED, FILED}), IN_PROGRESS, _COUNTER, (), ("reason",)),
        Transition("send_back", frozenset({REGISTERED, PROPOSED}), RETURNED, _COUNTER, (), ("reason",)),
        Transition("file", _IN_WORK | {CLOSED}, FILED, _WORK, ("in_folder", "no_open_routing")),
        Transition("destroy", frozenset({FILED}), DESTROYED, _CHIEFS, ("may_destroy",)),
    ),
    guards=GUARDS,
)  # fmt: skip

_DRAFTS, _WENT = frozenset({DRAFT, REVIEW, REVISION}), frozenset({SENT, ANSWERED})

LETTER_OUT_STATES = StateTable(
    desk="letters_out",
    initial=DRAFT,
    states=(DRAFT, REVIEW, REVISION, SIGNED, NUMBERED, SENT, ANSWERED, REJECTED, FILED, VOID, DESTROYED),
    final=frozenset({SENT, ANSWERED, FILED, VOID, DESTROYED}),
    transitions=(
        Transition("submit", frozenset({DRAFT, REVISION}), REVIEW, _WORK, ("filled_in",)),
        Transition("revise", frozenset({REVIEW, SIGNED}), REVISION, _WORK, (), ("reason",)),
        Transition("sign", _DRAFTS | {NUMBERED}, SIGNED, _CHIEFS, ("filled_in",)),
        Transition("number", _DRAFTS | {SIGNED}, NUMBERED, _WORK, ("no_number",)),
        Transition("send", frozenset({SIGNED, NUMBERED, REJECTED}), SENT, _WORK, ("number", "filled_in", "sent_to")),
        Transition("answered", frozenset({SENT}), ANSWERED, _WORK),
        Transition("rejected", frozenset({SENT}), REJECTED, _WORK, (), ("reason",)),
        Transition("chase", frozenset({SENT, ANSWERED}), "", _WORK),
        Transition(AWAIT_REPLY, _WENT, "", _WORK, (), ("until",)),
        Transition(REPLY_CAME, _WENT, "", _WORK),
        Transition("void", frozenset({SIGNED, NUMBERED}), VOID, _COUNTER, ("number",), ("reason",)),
        Transition("drop", _DRAFTS, VOID, _WORK, ("no_number",), ("reason",)),
        Transition("file", frozenset({SIGNED, NUMBERED, SENT, ANSWERED}), FILED, _WORK, ("number", "in_folder")),
        Transition("unfile", frozenset({FILED}), SENT, _COUNTER, (), ("reason",)),
        Transition("destroy", frozenset({FILED}), DESTROYED, _CHIEFS, ("may_destroy",)),
    ),
    guards=GUARDS,
)  # fmt: skip
