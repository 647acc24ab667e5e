"""Reasons that were given before, to be picked by one key."""

from ltaxgis.ui.preferences import Preferences

_KEPT = "cases.reasons"
MOST = 9


class Reasons:
    """The last used ones of an act, the newest first, kept on this computer."""

    def __init__(self, preferences: Preferences, act: str) -> None:
        self._preferences, self._act = preferences, act

    def all(self) -> list[str]:
        return [str(one) for one in self._preferences.get(_KEPT, {}).get(self._act, [])][:MOST]

    def used(self, reason: str) -> None:
        """Nothing where it says nothing."""
        text = reason.strip()
        if text:
            told = [text, *(one for one in self.all() if one != text)][:MOST]
            self._preferences.set(_KEPT, {**self._preferences.get(_KEPT, {}), self._act: told})
