"""Papers in as the window calls them."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
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

_SCRATCH = "ltaxgis-papers-"
_FORGOTTEN_S = 2 * 24 * 3600


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
        _sweep(Path(gettempdir()))
        folder = Path(mkdtemp(prefix=_SCRATCH))
        # what another program still shows cannot be taken away on Windows: the system does it later
        finalize(self, rmtree, folder, ignore_errors=True)
        return folder


def _sweep(folder: Path) -> None:
    """Papers that a window left behind which was ended from outside are gone, two days later."""
    for left in folder.glob(f"{_SCRATCH}*"):
        with suppress(OSError):  # somebody else's, or going just now
            if time.time() - left.stat().st_mtime > _FORGOTTEN_S:
                rmtree(left, ignore_errors=True)
