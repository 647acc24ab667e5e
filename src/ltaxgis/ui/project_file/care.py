"""What the window needs from the rest of the program to take care of a project file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.progress import Progress
from ltaxgis.ui.preferences import Preferences

PLACE = "backup.place"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """A dated copy; `at` in the office's own time, `size` in bytes."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a project file is. `counts` by kind of record (`register`, `parcels`, …); `size` in bytes; `crs` in words;
    `shift` the name of the set of the datum shift; `people` have it open just now."""

    path: Path
    crs: str
    shift: str
    counts: Mapping[str, int]
    size: int
    version: str
    people: Sequence[str]
    copies: Sequence[CopyFacts]


class Care(Protocol):
    """Use cases, from any thread; those marked *child* run in a worker process."""

    def why_read_only(self, project: Project) -> Refused | None: ...

    def announce(self, project: Project, actor: Actor) -> None:
        """This person is in the project, so that others who find it busy know whom to ask."""
        ...

    def facts(self, project: Project, place: Path | None) -> ProjectFacts: ...

    def copy_is_due(self, project: Project, place: Path) -> bool:
        """Whether anything was done since the last dated copy. Raises `Refused` where the place is not there."""
        ...

    @property
    def keep_copy(self) -> Callable[[Progress, Path, Path], Path | None]:
        """*child*: a dated, verified copy of the project (first path) in the second place; None where none was due."""
        ...

    def keep_emblem(self, project: Project, actor: Actor, content: bytes, name: str) -> Applied:
        """The picture stands on every paper of the project; no content takes it away."""
        ...

    def restore(self, project: Project, copy: Path) -> Path:
        """The copy as a project of its own beside this one."""
        ...

    def copy_here(self, project: Project, folder: Path) -> Path:
        """A copy that can be worked with, in a folder of this computer."""
        ...

    @property
    def give_away(self) -> Callable[[Progress, Path, Path, Actor], Path]:
        """*child*: a copy of the project (first path) without personal data at the second."""
        ...


def copies_place(preferences: Preferences) -> Path | None:
    """Where the dated copies go; None where nobody has chosen or copies are not wanted."""
    chosen = str(preferences.get(PLACE, ""))
    return Path(chosen) if chosen else None


def was_asked(preferences: Preferences) -> bool:
    return preferences.get(PLACE) is not None
