"""How a publication goes: nothing is seen by the public that nobody approved, but an alert, which is approved after.

A text that is changed goes back to its beginning: approved is what the chief read, not what became of it.
"""

from collections.abc import Mapping

from ltaxgis.domain.states import Guard, StateTable, Transition, needs, refuses_if

DRAFT, REVIEW, RETURNED, APPROVED, SCHEDULED = "draft", "review", "returned", "approved", "scheduled"
PUBLISHED, UNAPPROVED, EXPIRED, WITHDRAWN, ARCHIVED = "published", "unapproved", "expired", "withdrawn", "archived"
SEEN = frozenset({PUBLISHED, UNAPPROVED})
"""What the public may see, within its days."""

_WORK = frozenset({"clerk", "revenue", "survey", "approver", "administrator"})
_CHIEFS = frozenset({"approver", "administrator"})
_DESK = frozenset({"clerk", "approver", "administrator"})
_Facts = Mapping[str, object]


def _personal(facts: _Facts) -> str:
    return "publicity.personal_unseen" if facts.get("personal") and not facts.get("personal_seen") else ""


GUARDS: Mapping[str, Guard] = {
    "text": needs("has_text", "publicity.needs_text"),
    "days": refuses_if("ends_before_start", "publicity.ends_before_start"),
    "as_approved": needs("as_approved", "publicity.changed_since_approval"),
    "personal": _personal,
    "photos": refuses_if("photo_without_consent", "publicity.photo_without_consent"),
    "alert": needs("alert", "publicity.only_alerts_at_once"),
    "channel": needs("channels", "publicity.needs_channel"),
    "corrected": needs("corrected", "publicity.no_edition_before"),
    "not_over": refuses_if("over", "publicity.over_already"),
    "day": needs("has_day", "publicity.needs_day"),
}

_DRAFTS = frozenset({DRAFT, RETURNED})
_OUT = ("text", "days", "not_over", "as_approved", "personal", "photos", "channel")
_AT_ONCE = ("alert", "text", "days", "not_over", "personal", "photos")

PUBLICITY_STATES = StateTable(
    desk="publicity",
    initial=DRAFT,
    states=(
        DRAFT, REVIEW, RETURNED, APPROVED, SCHEDULED, PUBLISHED, UNAPPROVED, EXPIRED, WITHDRAWN, ARCHIVED,
    ),
    final=frozenset({EXPIRED, WITHDRAWN, ARCHIVED}),
    transitions=(
        Transition("submit", _DRAFTS, REVIEW, _WORK, ("text", "days", "personal")),
        Transition("send_back", frozenset({REVIEW, APPROVED, SCHEDULED}), RETURNED, _DESK, (), ("reason",)),
        Transition("approve", _DRAFTS | {REVIEW}, APPROVED, _CHIEFS, ("text", "days", "personal", "photos")),
        Transition("approve", frozenset({UNAPPROVED}), PUBLISHED, _CHIEFS, ("text", "personal")),
        Transition("change", frozenset({APPROVED, SCHEDULED}), DRAFT, _WORK),
        Transition("schedule", frozenset({APPROVED}), SCHEDULED, _DESK, (*_OUT, "day")),
        Transition("publish", frozenset({APPROVED, SCHEDULED}), PUBLISHED, _DESK, _OUT),
        Transition("publish_at_once", _DRAFTS | {REVIEW}, UNAPPROVED, _DESK, _AT_ONCE),
        Transition("correct", frozenset({PUBLISHED, UNAPPROVED}), DRAFT, _WORK, (), ("reason",)),
        Transition("keep_edition", _DRAFTS | {REVIEW, APPROVED, SCHEDULED}, PUBLISHED, _DESK, ("corrected",)),
        Transition("withdraw", frozenset({PUBLISHED, UNAPPROVED, SCHEDULED}), WITHDRAWN, _DESK, (), ("reason",)),
        Transition("expire", frozenset({PUBLISHED}), EXPIRED, _WORK),
        Transition("drop", _DRAFTS | {REVIEW}, WITHDRAWN, _DESK, (), ("reason",)),
        Transition("archive", frozenset({PUBLISHED, EXPIRED, WITHDRAWN}), ARCHIVED, _DESK),
    ),
    guards=GUARDS,
)  # fmt: skip
