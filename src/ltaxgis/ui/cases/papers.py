"""What the desks of cases need for papers, filled in by `app`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.cases import CaseQuery
    from ltaxgis.ports.letters import RegisterQuery
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.case_papers import ListHead
    from ltaxgis.services.letter_notices import SentNotices
    from ltaxgis.services.papers_asked import MadePaper, PaperAsked, PaperText
    from ltaxgis.services.progress import Progress


class CasePapers(Protocol):
    """May be called from any thread; a page takes some 30 ms. What may be asked stands in `services.papers_asked`."""

    def pdf(self, project: Project, actor: Actor, uid: Uid, asked: PaperAsked) -> MadePaper:
        """One paper of a case, as PDF/A."""
        ...

    def text(self, project: Project, actor: Actor, uid: Uid, asked: PaperAsked) -> PaperText:
        """A letter or an order in words, as it would be printed. Refused (`paper.no_letter`) for what is none."""
        ...

    def docx(self, project: Project, actor: Actor, uid: Uid, asked: PaperAsked) -> bytes:
        """A letter to go on with in Word. Refused (`paper.no_letter`) for what is none."""
        ...

    def list_pdf(self, project: Project, actor: Actor, query: CaseQuery, head: ListHead) -> MadePaper:
        """A work list on paper."""
        ...

    def for_chiefs(self, project: Project, actor: Actor, desk: str) -> MadePaper:
        """A page for each chief with what is put before him. Refused (`paper.none`) where nothing is."""
        ...

    def send_notices(self, project: Project, actor: Actor, uids: Sequence[Uid], kind: str) -> SentNotices:
        """Letters of a kind went out about these cases: each has its number, and its case remembers it."""
        ...

    def keep_letter(self, project: Project, actor: Actor, content: bytes, name: str) -> None:
        """The town's own document for letters; no content takes it away. Refused where it cannot be used."""
        ...

    def keep_garuda(self, project: Project, actor: Actor, content: bytes, name: str) -> None:
        """The garuda of letters and licences, a picture; no content takes it away."""
        ...

    def keep_template(self, project: Project, actor: Actor, content: bytes, name: str) -> None:
        """The town's own template in the place of the program's of that name; no content takes it away. Refused where
        papers cannot be set with it."""
        ...

    def templates(self) -> Sequence[str]:
        """The names of the templates that a town may have of its own."""
        ...

    def template(self, project: Project, name: str) -> bytes:
        """The template of a name as papers are set with it now."""
        ...

    def word_letter(self, project: Project) -> bytes:
        """The document that letters for Word are filled into; where the town has none, one to begin with."""
        ...

    def sample(self, project: Project, actor: Actor) -> bytes:
        """A letter about nothing as the office's letters look now, as PDF."""
        ...

    def letter_list(
        self, project: Project, actor: Actor, kind: str, uids: Sequence[Uid], year: int, division: str = "",
        day: date | None = None,
    ) -> MadePaper:  # fmt: skip
        """A list of letters: `transfer`, `kept`, `archive` of a BE year, or the `delivery` book of a day."""
        ...

    def delivery_book(self, project: Project, actor: Actor, day: date, ways: Sequence[str]) -> MadePaper:
        """Form 16 of what went out on a day by these ways."""
        ...

    def reading_sheet(self, project: Project, actor: Actor, day: date) -> MadePaper:
        """The loudspeakers' texts of a day."""
        ...

    def letter_figures(self, project: Project, actor: Actor, first: date, last: date) -> MadePaper:
        """Letters in and out between two days in figures."""
        ...

    def destruction_list(self, project: Project, actor: Actor, uid: Uid) -> MadePaper:
        """Form 25 of a list of papers to be destroyed."""
        ...

    @property
    def print_register(self) -> Callable[[Progress, Path, Actor, RegisterQuery, datetime], bytes]:
        """*child*: the register of the project at a path, all lines of the query, as one PDF."""
        ...

    @property
    def stamp_scan(self) -> Callable[[Progress, Path, Actor, Uid, Uid, datetime], bytes]:
        """*child*: a scan of a letter (case, attachment) with its receiving stamps, as PDF."""
        ...

    @property
    def run_papers(self) -> Callable[[Progress, Path, Actor, Sequence[Uid], PaperAsked, datetime], bytes]:
        """*child*: the same paper of many cases of the project at a path, as one PDF."""
        ...
