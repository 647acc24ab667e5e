"""What the start page says of the day: how many cases are late, due or one's own in a project, as last counted."""

from collections.abc import Mapping

from ltaxgis.ui.preferences import Preferences
from ltaxgis.words import Words

TODAY = ("late", "today", "mine")
"""The work lists that are counted for the start page, the most pressing first."""
BEFORE_ME = "escalated"
"""What is put before a chief, told before them."""
_KEPT = "cases.today"


def keep_today(preferences: Preferences, project: str, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Counts by desk and list, of the person who works here now."""
    kept = dict(preferences.get(_KEPT, {}))
    kept[project] = {desk: dict(lists) for desk, lists in counts.items()}
    preferences.set(_KEPT, kept)


def today_told(preferences: Preferences, project: str, words: Words) -> list[tuple[str, str]]:
    """A line a desk with something to do: the desk, and the words."""
    told = []
    for desk, lists in preferences.get(_KEPT, {}).get(project, {}).items():
        parts = [f"{words(f'case.list.{name}')} {lists[name]:,}" for name in (BEFORE_ME, *TODAY) if lists.get(name)]
        if parts:
            told.append((desk, f"{words(f'desk.{desk}')}: {' · '.join(parts)}"))
    return told
