"""What the window needs from the rest of the program, handed in by `app`."""

from __future__ import annotations  # what a desk needs is named here, and loaded with the desk

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ltaxgis.domain.changes import Applied, ChangeSet
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.domain.round_trip import Diff
    from ltaxgis.domain.sheets import Extent
    from ltaxgis.domain.styles import MapChoice
    from ltaxgis.domain.thai.names import Titles
    from ltaxgis.ports.papers import PageViewer
    from ltaxgis.ports.resources import Resources
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.join_lists import JoinReport
    from ltaxgis.services.print_map import MapOrder, Printed
    from ltaxgis.services.progress import Progress
    from ltaxgis.services.waiting import Waiting
    from ltaxgis.ui.announcer import Announcer
    from ltaxgis.ui.cases.attachment_services import AttachmentServices
    from ltaxgis.ui.cases.papers import CasePapers
    from ltaxgis.ui.cases.services import CaseServices
    from ltaxgis.ui.icons import Icons
    from ltaxgis.ui.import_assistant.messages import Begun, ImportPlan, ImportReport, LookAsk, SourceLook
    from ltaxgis.ui.letters.services import LetterServices
    from ltaxgis.ui.map.canvas import MapCanvas
    from ltaxgis.ui.map_copies.copies import MapCopies
    from ltaxgis.ui.preferences import Preferences
    from ltaxgis.ui.project_file.care import Care
    from ltaxgis.ui.tasks import SyncTasks, ThreadTasks
    from ltaxgis.words import Words


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggested link: `score` 0 to 1, `strong` over the mark, `reason` a code of the words with its facts."""

    row_uid: Uid
    parcel_uid: Uid
    row_code: str
    parcel_code: str
    score: float
    strong: bool
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecentProject:
    """`is_there` is False where the file is gone, or the drive it lay on."""

    path: Path
    name: str
    backup: datetime | None = None
    waiting: int = 0
    is_there: bool = True


class Services(Protocol):
    """Use cases. Those marked *child* are functions at the top of a module, called `f(progress, …)` in a worker
    process; the others may be called from any thread."""

    def get_ready(self) -> None:
        """What opening a project needs is loaded: the first one opens the quicker."""
        ...

    def open_project(self, path: Path) -> Project: ...

    def recent(self, paths: Sequence[Path]) -> list[RecentProject]:
        """In this order, with the age of their last verified copy; those that are gone say so."""
        ...

    @property
    def titles(self) -> Titles:
        """Prefixes, ranks and forms of companies, for comparing names."""
        ...

    @property
    def office_texts(self) -> Mapping[str, str]:
        """The pages of the office's book as they come with the program, by name."""
        ...

    def send_register(
        self, project: Project, actor: Actor, path: Path, words: Words, uids: Sequence[Uid] | None
    ) -> None:
        """The rows (None: all) stand in a workbook that can be brought back."""
        ...

    def send_findings(self, project: Project, actor: Actor, path: Path, words: Words) -> None:
        """The findings and the rows they stand on, to be mended in Excel and brought back."""
        ...

    def send_join(self, project: Project, actor: Actor, path: Path, words: Words) -> None:
        """The join's report as a workbook."""
        ...

    def read_back(self, project: Project, path: Path) -> Diff:
        """What a workbook of ours would change; nothing is stored."""
        ...

    def take_returned(self, project: Project, actor: Actor, diff: Diff) -> Applied: ...

    def code_list(self, name: str, language: str) -> Mapping[str, str]:
        """Label by code of a list (`use_kind`, `title_kind`, …); empty where there is no such list."""
        ...

    def apply(self, project: Project, actor: Actor, changes: ChangeSet, reason: str = "") -> Applied: ...

    def take_back(self, project: Project, actor: Actor, number: int) -> Applied: ...

    def mending(self, project: Project, code: str) -> ChangeSet:
        """What mends all findings of a code by its one rule; empty where no rule does."""
        ...

    def accept_findings(self, project: Project, actor: Actor, code: str) -> Applied:
        """Not told again, until somebody revokes it."""
        ...

    def waiting(self, project: Project) -> Waiting:
        """What the lists behind it would say, without reading them."""
        ...

    def join_lists(self, project: Project) -> JoinReport: ...

    def offers(self, project: Project) -> list[Offer]: ...

    def link_by_hand(self, project: Project, actor: Actor, pairs: Sequence[tuple[Uid, Uid]]) -> Applied:
        """(row, parcel) pairs, remembered over later imports."""
        ...

    @property
    def make_sample(self) -> Callable[[Progress, Path, str], Path]:
        """*child*: the sample town as a project in a folder, in a language; its file."""
        ...

    @property
    def look_at(self) -> Callable[[Progress, LookAsk], list[SourceLook]]:
        """*child*: what the chosen files hold, in their order."""
        ...

    @property
    def try_import(self) -> Callable[[Progress, ImportPlan], ImportReport]:
        """*child*: a dry run."""
        ...

    @property
    def do_import(self) -> Callable[[Progress, ImportPlan], ImportReport]:
        """*child*: everything in one transaction, a backup before."""
        ...

    def after_stop(self, begun: Begun, project: Project | None) -> bool:
        """An import that begun was ended half-way: nothing of it is left, of a new project nothing. Whether all was
        stored in the open project before it could be ended."""
        ...

    @property
    def findings_of_try(self) -> Callable[[Progress, ImportPlan, Path, str], Path]:
        """*child*: a dry run whose findings stand in a workbook at a path, in a language."""
        ...

    @property
    def print_map(self) -> Callable[[Progress, Path, MapOrder, str], Printed]:
        """*child*: the pages of an order on the project at a path, in a language."""
        ...

    @property
    def case_papers(self) -> CasePapers: ...

    @property
    def letters(self) -> LetterServices: ...

    @property
    def pages(self) -> PageViewer: ...

    @property
    def care(self) -> Care: ...

    @property
    def copies(self) -> MapCopies: ...

    @property
    def cases(self) -> CaseServices: ...

    @property
    def attachments(self) -> AttachmentServices: ...


@dataclass(frozen=True, slots=True)
class MapSeen:
    """What the map shows: its extent in project CRS, theme, names and layers."""

    extent: Extent
    choice: MapChoice


class MapView(Protocol):
    """The map as the window knows it: one widget that brings its layers, legend, scale and coordinates."""

    @property
    def canvas(self) -> MapCanvas | None:
        """What is drawn on; None where there is no map."""
        ...

    def widget(self) -> QWidget: ...

    def status_widgets(self) -> Sequence[QWidget]: ...

    def open(self, project: Project | None) -> None: ...

    def when_seen(self, then: Callable[[], None]) -> None:
        """`then` is called once the map that was opened just now stands there, or cannot."""
        ...

    def refresh(self, touched: frozenset[Uid] | None) -> None:
        """None: too much to name, everything is another."""
        ...

    def select(self, uids: Sequence[Uid]) -> None: ...

    def zoom_to(self, uids: Sequence[Uid]) -> None: ...

    def set_theme(self, name: str) -> None: ...

    def seen(self) -> MapSeen | None:
        """None where there is no map."""
        ...

    def pick_place(self, then: Callable[[float, float], None]) -> None:
        """The next click tells its place, E and N in project CRS."""
        ...

    def escape(self) -> None:
        """One step back: what was begun, the tool, the selection."""
        ...

    def place(self) -> object:
        """Where the map is, as only maps understand it."""
        ...

    def go_on_at(self, place: object) -> None:
        """The map that was opened just now begins where another one was."""
        ...


MakeMap = Callable[["Office"], MapView]
T = TypeVar("T")


@dataclass(slots=True)
class Office:
    """Everything a desk is given: no desk reaches for anything else."""

    words: Words
    resources: Resources
    icons: Icons
    tasks: ThreadTasks | SyncTasks
    preferences: Preferences
    services: Services
    announcer: Announcer
    make_map: MakeMap
    actor: Actor | None = None
    project: Project | None = None
    extras: dict[str, Any] = field(default_factory=dict)

    def code_list(self, name: str) -> Mapping[str, str]:
        return self.services.code_list(name, self.words.language)

    def look(self, work: Callable[[Project], T], on_done: Callable[[T], None]) -> None:
        """The open project is read in the background; where there is none nothing happens."""
        project = self.project
        if project is not None:
            self.tasks.query(lambda: work(project), on_done)

    def act(self, what: str, work: Callable[[Project, Actor], T], on_done: Callable[[T], None]) -> None:
        """What a person does to the open project, in the background; `what` is a code of the words. Nothing happens
        where there is no project or nobody has signed in."""
        project, actor = self.project, self.actor
        if project is not None and actor is not None:
            self.tasks.change(what, lambda _progress: work(project, actor), on_done)
