"""Views a person keeps by name: the filters and the order of a table."""

from dataclasses import dataclass

from ltaxgis.ui.preferences import Preferences

_PLACE = "register.views"


@dataclass(frozen=True, slots=True)
class View:
    name: str
    filters: dict[str, str]
    sort: tuple[str, ...] = ()


class Views:
    """Kept for each person on this computer; the same name again replaces."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def all(self) -> list[View]:
        return [
            View(name, dict(kept["filters"]), tuple(kept["sort"]))
            for name, kept in sorted(self._preferences.get(_PLACE, {}).items())
        ]

    def keep(self, view: View) -> None:
        kept = dict(self._preferences.get(_PLACE, {}))
        kept[view.name] = {"filters": view.filters, "sort": list(view.sort)}
        self._preferences.set(_PLACE, kept)

    def forget(self, name: str) -> None:
        self._preferences.set(
            _PLACE, {key: value for key, value in self._preferences.get(_PLACE, {}).items() if key != name}
        )
