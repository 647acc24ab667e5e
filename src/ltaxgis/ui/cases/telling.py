"""Cases in words: how long is left, in which state, of what kind, who works on it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.words import Words

HIDDEN = "•••"
_SOON = 2
OWN_WORDS = frozenset({"publicity"})
"""Desks whose titles are the municipality's own; what else stands in a case may name anybody."""


def due_told(words: Words, due: date | None, today: date, closed_on: date | None, paused: bool) -> tuple[str, str]:
    """How a case stands with its time, and in which tone that is said."""
    if closed_on is not None:
        return words("cases.closed_on", day=closed_on), "quiet"
    if paused:
        return words("clock.paused"), "quiet"
    if due is None:
        return "–", "quiet"
    left = (due - today).days
    if left < 0:
        return words("clock.late", days=-left), "wrong"
    if left == 0:
        return words("clock.today"), "attention"
    return words("cases.left", days=left), "attention" if left <= _SOON else ""


def by_people(hides_people: bool, text: str, desk: str = "") -> str:
    """What people wrote in a case, as it may stand on the screen just now."""
    return HIDDEN if hides_people and text and desk not in OWN_WORDS else text


def state_told(words: Words, desk: str, state: str) -> str:
    return words(f"{desk}.state.{state}")


def event_told(words: Words, desk: str, event: str) -> str:
    """The desk's own name of an event, else the one all desks share."""
    own = f"{desk}.event.{event}"
    return words(own) if words.knows(own) else words(f"case.event.{event}")


def kind_told(words: Words, desk: str, kind: str, category: str, categories: Mapping[str, str]) -> str:
    return categories.get(category) or category or words(f"{desk}.kind.{kind}")


def reason_told(book: OfficeBook | None, desk: str, event: str, reason: str, language: str) -> str:
    """The words of a reason that was chosen of the office's book by its code; one that was written stays as it is."""
    rows = book.tables.get(desk, {}).get(event, ()) if book is not None else ()
    if not isinstance(rows, list):
        return reason  # a page may say other things under the name of an event
    return next((str(row.get(language, reason)) for row in rows if row.get("code") == reason), reason)


def division_told(book: OfficeBook | None, code: str, language: str) -> str:
    division = book.divisions.get(code) if book is not None else None
    return division.name(language) if division is not None else code


def moment_told(at: datetime, language: str) -> str:
    """Day and time in Thailand."""
    local = at.replace(tzinfo=at.tzinfo or UTC).astimezone(BANGKOK)
    return f"{short_date(local.date(), language)} {local:%H:%M}"
