"""Papers in as the window calls them."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from ltaxgis.app.window_jobs import look_at_papers, paper_pages, save_leaving
from ltaxgis.storage.papers_beside import FolderBeside
from ltaxgis.storage.project import SqlProject

if TYPE_CHECKING:
    from ltaxgis.domain.attachments import LookedAt, PaperLimits
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.attachments import PapersBeside
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.progress import Progress


class WindowAttachments:
    """`ui.cases.attachments.AttachmentServices`, filled in."""

    @property
    def look_at_papers(self) -> "Callable[[Progress, list[Path], PaperLimits, Path], LookedAt]":
        return look_at_papers

    @property
    def paper_pages(self) -> "Callable[[Progress, Path, Actor, Uid, PaperLimits, int, int, int], list[bytes]]":
        return paper_pages

    @property
    def save_leaving(self) -> "Callable[[Progress, Path, Actor, Uid, Path], Path]":
        return save_leaving

    def beside(self, project: "Project") -> "PapersBeside":
        return FolderBeside(self.path_of(project))

    def path_of(self, project: "Project") -> Path:
        assert isinstance(project, SqlProject)
        return project.path

    def scratch(self) -> Path:
        return self._scratch

    @cached_property
    def _scratch(self) -> Path:
        folder = Path(mkdtemp(prefix="ltaxgis-"))
        # what another program still shows cannot be taken away on Windows: the system does it later
        finalize(self, rmtree, folder, ignore_errors=True)
        return folder
