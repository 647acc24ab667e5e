"""Opening and closing projects, and remembering which were open."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.stores import Project
from ltaxgis.ui.office import Office
from ltaxgis.ui.preferences import Preferences

_RECENT, _KEEP, _YEAR, _IDS = "recent", 12, "tax_year", "recent.ids"


class Projects(QObject):
    """`opened` carries the project; the one before is closed by then. `leave` is asked before another project is
    opened: whether the open one may be closed now, else it calls back when it may."""

    opened = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.path: Path | None = None
        self.leave: Callable[[Callable[[], object]], bool] = lambda _then: True

    def open(self, path: Path) -> None:
        """The project at the path is open; the same one again as it is now."""
        if path == self.path or self.leave(partial(self.open, path)):
            self._open(path)

    def release(self) -> tuple[Path, Project] | None:
        """The open project and its path, for another window: it stays open and is no longer ours."""
        project, path = self._office.project, self.path
        self._office.project = None
        return (path, project) if project is not None and path is not None else None

    def take(self, path: Path, project: Project) -> None:
        """A project that another window had open is ours."""
        self._office.project, self.path = project, path
        self.opened.emit(project)

    def forget(self, path: Path) -> None:
        """Not among those that were open last."""
        preferences = self._office.preferences
        preferences.set(_RECENT, [text for text in preferences.get(_RECENT, []) if text != str(path)])
        preferences.set(_IDS, {text: uid for text, uid in preferences.get(_IDS, {}).items() if text != str(path)})

    def _open(self, path: Path) -> None:
        self._office.tasks.query(lambda: (path, self._office.services.open_project(path)), self._show)

    def make_sample(self) -> None:
        folder = documents_folder() / self._office.words("sample.folder")
        self._office.tasks.run_in_process(
            "work.sample", self._office.services.make_sample, (folder, self._office.words.language), self.open
        )

    def close(self) -> None:
        if self._office.project is not None:
            self._office.project.close()
            self._office.project = self.path = None
            self._office.announcer.select([], "closed")

    @property
    def year(self) -> int:
        """The tax year in force here, BE: the one chosen last, else today's."""
        return int(self._office.preferences.get(_YEAR, date.today().year + BE_OFFSET))  # noqa: DTZ011 - the office's day

    @property
    def years(self) -> tuple[int, ...]:
        today = date.today().year + BE_OFFSET  # noqa: DTZ011 - the office's day
        return tuple(range(today + 1, today - 6, -1))

    def choose_year(self, year: int) -> None:
        self._office.preferences.set(_YEAR, year)

    def _show(self, answer: tuple[Path, Project]) -> None:
        path, project = answer
        self.close()
        self._office.project = project
        self.path = path
        recent = [text for text in self._office.preferences.get(_RECENT, []) if text != str(path)]
        self._office.preferences.set(_RECENT, [str(path), *recent][:_KEEP])
        self._office.preferences.set(_IDS, {**self._office.preferences.get(_IDS, {}), str(path): own_id(project)})
        self.opened.emit(project)


def own_id(project: Project) -> str:
    """What the project is known by wherever its file lies; of an older file, its name."""
    return project.settings.uid or project.name


def id_at(preferences: Preferences, path: Path) -> str:
    """The own id of the project that was last open at a path."""
    return str(preferences.get(_IDS, {}).get(str(path), path.stem))


def documents_folder() -> Path:
    """Where a person's papers lie on this computer."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def cache_folder() -> Path:
    """Where the program may write what it can write again."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))
