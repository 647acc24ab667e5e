"""What the card of attachments needs from the rest of the program, filled in by `app`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ltaxgis.domain.attachments import LookedAt, PaperLimits
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.attachments import PapersBeside
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.progress import Progress


class AttachmentServices(Protocol):
    """Foreign files are opened in children only; the use cases themselves are functions of `services.attachments`."""

    @property
    def look_at_papers(self) -> Callable[[Progress, list[Path], PaperLimits, Path], LookedAt]:
        """*child*: what files are; what lies inside them is unpacked into a folder."""
        ...

    @property
    def paper_pages(self) -> Callable[[Progress, Path, Actor, Uid, PaperLimits, int, int, int], list[bytes]]:
        """*child*: JPEGs of pages of an attachment of the project at a path: first page, how many, longest side."""
        ...

    @property
    def save_leaving(self) -> Callable[[Progress, Path, Actor, Uid, Path], Path]:
        """*child*: a copy without place and device stands at a path."""
        ...

    def beside(self, project: Project) -> PapersBeside: ...

    def path_of(self, project: Project) -> Path: ...

    def scratch(self) -> Path:
        """A folder that goes when the program ends."""
        ...
