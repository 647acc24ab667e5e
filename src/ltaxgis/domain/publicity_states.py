"""How a publication goes: nothing is seen by the public that nobody approved, but an alert, which is approved after.

A text that is changed goes back to its beginning: approved is what the chief read, not what became of it.
"""

from collections.abc import Mapping

from ltaxgis.domain.states import StateTable, Transition

DRAFT, REVIEW, RETURNED, APPROVED, SCHEDULED = "draft", "review", "returned", "approved", "scheduled"
PUBLISHED, UNAPPROVED, EXPIRED, WITHDRAWN, ARCHIVED = "published", "unapproved", "expired", "withdrawn", "archived"
SEEN = frozenset({PUBLISHED, UNAPPROVED})
"""What the public may see, within its days."""

_WORK = frozenset({"clerk", "revenue", "survey", "approver", "administrator"})
_CHIEFS = frozenset({"approver", "administrator"})
_DESK = frozenset({"clerk", "approver", "administrator"})
_Facts = Mapping[str, object]


def _text(facts: _Facts) -> str:
    return "" if facts.get("has_text") else "publicity.needs_text"


def _days(facts: _Facts) -> str:
    return "publicity.ends_before_start" if facts.get("ends_before_start") else ""


def _same_text(facts: _Facts) -> str:
    return "" if facts.get("as_approved") else "publicity.changed_since_approval"


def _personal(facts: _Facts) -> str:
    return "publicity.personal_unseen" if facts.get("personal") and not facts.get("personal_seen") else ""


def _photos(facts: _Facts) -> str:
    return "publicity.photo_without_consent" if facts.get("photo_without_consent") else ""


def _alert(facts: _Facts) -> str:
    return "" if facts.get("alert") else "publicity.only_alerts_at_once"


def _channel(facts: _Facts) -> str:
    return "" if facts.get("channels") else "publicity.needs_channel"


def _corrected(facts: _Facts) -> str:
    return "" if facts.get("corrected") else "publicity.no_edition_before"


def _not_over(facts: _Facts) -> str:
    return "publicity.over_already" if facts.get("over") else ""


def _day(facts: _Facts) -> str:
    return "" if facts.get("has_day") else "publicity.needs_day"


GUARDS = {
    "text": _text, "days": _days, "as_approved": _same_text, "personal": _personal, "photos": _photos,
    "alert": _alert, "channel": _channel, "corrected": _corrected, "not_over": _not_over, "day": _day,
}  # fmt: skip

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
