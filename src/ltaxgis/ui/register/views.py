"""Views a person keeps by name: the filters and the order of a table."""

from dataclasses import dataclass

from ltaxgis.ui.preferences import Preferences

_PLACE = "register.views"
_COUNTS = "register.work_lists"
_BEGIN = "register.begin_view"


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
        kept[view.name] = {"filters": dict(view.filters), "sort": list(view.sort)}
        self._preferences.set(_PLACE, kept)

    def named(self, name: str) -> View | None:
        return next((view for view in self.all() if view.name == name), None)

    # a filter is a work list: how many rows waited in it when a project was last looked at

    def keep_counts(self, project: str, counts: dict[str, int]) -> None:
        kept = dict(self._preferences.get(_COUNTS, {}))
        kept[project] = counts
        self._preferences.set(_COUNTS, kept)

    def counts(self, project: str) -> dict[str, int]:
        """By view, of those that are still kept, empty lists too."""
        known = self._preferences.get(_COUNTS, {}).get(project, {})
        return {view.name: known[view.name] for view in self.all() if view.name in known}

    def begin_with(self, name: str) -> None:
        """The sheet opens with this view next time, once."""
        self._preferences.set(_BEGIN, name)

    def take_beginning(self) -> View | None:
        name = str(self._preferences.get(_BEGIN, ""))
        self._preferences.set(_BEGIN, "")
        return self.named(name) if name else None

    def forget(self, name: str) -> None:
        self._preferences.set(
            _PLACE, {key: value for key, value in self._preferences.get(_PLACE, {}).items() if key != name}
        )
