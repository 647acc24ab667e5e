"""What the desks of cases need for papers, filled in by `app`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.cases import CaseQuery
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.case_papers import ListHead
    from ltaxgis.services.papers_asked import MadePaper, PaperAsked
    from ltaxgis.services.progress import Progress


class CasePapers(Protocol):
    """May be called from any thread; a page takes some 30 ms. What may be asked stands in `services.papers_asked`."""

    def pdf(self, project: Project, actor: Actor, uid: Uid, asked: PaperAsked) -> MadePaper:
        """One paper of a case, as PDF/A."""
        ...

    def docx(self, project: Project, actor: Actor, uid: Uid, asked: PaperAsked) -> bytes:
        """A letter to go on with in Word. Refused (`paper.no_letter`) for what is none."""
        ...

    def list_pdf(self, project: Project, actor: Actor, query: CaseQuery, head: ListHead) -> MadePaper:
        """A work list on paper."""
        ...

    def keep_letter(self, project: Project, actor: Actor, content: bytes, name: str) -> None:
        """The town's own document for letters; no content takes it away. Refused where it cannot be used."""
        ...

    def keep_garuda(self, project: Project, actor: Actor, content: bytes, name: str) -> None:
        """The garuda of letters and licences, a picture; no content takes it away."""
        ...

    @property
    def run_papers(self) -> Callable[[Progress, Path, Actor, Sequence[Uid], PaperAsked, datetime], bytes]:
        """*child*: the same paper of many cases of the project at a path, as one PDF."""
        ...
