"""Papers of cases as the window calls them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ltaxgis.app.window_jobs import print_register, run_papers, stamp_scan
from ltaxgis.storage.project import SqlProject

if TYPE_CHECKING:
    from datetime import date

    from ltaxgis.app.case_papers import PaperOffice
    from ltaxgis.app.letter_papers import LetterOffice
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.cases import CaseQuery
    from ltaxgis.ports.letters import RegisterQuery
    from ltaxgis.ports.resources import Resources
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.case_papers import ListHead
    from ltaxgis.services.letter_notices import SentNotices
    from ltaxgis.services.papers_asked import MadePaper, PaperAsked, PaperText
    from ltaxgis.services.progress import Progress


class WindowCasePapers:
    """`ui.cases.papers.CasePapers`, filled in."""

    def __init__(self, resources: "Resources") -> None:
        self._resources = resources

    def pdf(self, project: "Project", actor: "Actor", uid: "Uid", asked: "PaperAsked") -> "MadePaper":
        return self._office(project, actor).pdf(uid, asked)

    def text(self, project: "Project", actor: "Actor", uid: "Uid", asked: "PaperAsked") -> "PaperText":
        return self._office(project, actor).text(uid, asked)

    def docx(self, project: "Project", actor: "Actor", uid: "Uid", asked: "PaperAsked") -> bytes:
        return self._office(project, actor).docx(uid, asked)

    def list_pdf(self, project: "Project", actor: "Actor", query: "CaseQuery", head: "ListHead") -> "MadePaper":
        return self._office(project, actor).list_pdf(query, head)

    def for_chiefs(self, project: "Project", actor: "Actor", desk: str) -> "MadePaper":
        return self._office(project, actor).for_chiefs(desk)

    def send_notices(self, project: "Project", actor: "Actor", uids: "Sequence[Uid]", kind: str) -> "SentNotices":
        return self._office(project, actor).send_notices(uids, kind)

    def keep_letter(self, project: "Project", actor: "Actor", content: bytes, name: str) -> None:
        from ltaxgis.formats.letter_files import WordLetters
        from ltaxgis.services.own_templates import keep_letter

        keep_letter(project, actor, content, name, WordLetters())

    def keep_garuda(self, project: "Project", actor: "Actor", content: bytes, name: str) -> None:
        from ltaxgis.services.own_templates import GARUDA, keep_emblem

        keep_emblem(project, actor, content, name, GARUDA, self._try_picture)

    def keep_template(self, project: "Project", actor: "Actor", content: bytes, name: str) -> None:
        from ltaxgis.services.own_templates import keep_template

        keep_template(project, actor, content, name, self.templates(), partial(self._try_template, project))

    def templates(self) -> "Sequence[str]":
        from ltaxgis.formats.paper_trials import templates_of_papers

        return templates_of_papers(self._resources.templates)

    def template(self, project: "Project", name: str) -> bytes:
        from ltaxgis.app.own_templates import templates_of

        assert isinstance(project, SqlProject)
        with templates_of(project, self._resources) as own:
            return (own.folder / name).read_bytes()

    def word_letter(self, project: "Project") -> bytes:
        from ltaxgis.formats.letter_files import blank_letter
        from ltaxgis.services.own_templates import LETTER

        with project.reading() as reading:
            return reading.own_file(LETTER) or blank_letter()

    def sample(self, project: "Project", actor: "Actor") -> bytes:
        return self._office(project, actor).sample()

    def _try_picture(self, name: str, content: bytes) -> None:
        from ltaxgis.formats.paper_trials import try_picture
        from ltaxgis.services.own_templates import picture_ending

        try_picture(self._resources.fonts, name, picture_ending(content), content)

    def _try_template(self, project: "Project", name: str, content: bytes) -> None:
        from ltaxgis.app.own_templates import templates_of
        from ltaxgis.formats.paper_trials import try_template

        assert isinstance(project, SqlProject)
        with templates_of(project, self._resources) as own:
            try_template(own.folder, self._resources.fonts, name, content)

    def letter_list(
        self, project: "Project", actor: "Actor", kind: str, uids: "Sequence[Uid]", year: int, division: str = "",
        day: "date | None" = None,
    ) -> "MadePaper":  # fmt: skip
        return self._letters(project, actor).listed(kind, uids, year, division, day)

    def delivery_book(
        self, project: "Project", actor: "Actor", day: "date", ways: "Sequence[str]"
    ) -> "MadePaper":  # fmt: skip
        return self._letters(project, actor).sent_on(day, ways)

    def reading_sheet(self, project: "Project", actor: "Actor", day: "date") -> "MadePaper":
        return self._office(project, actor).reading_sheet(day)

    def letter_figures(self, project: "Project", actor: "Actor", first: "date", last: "date") -> "MadePaper":
        return self._letters(project, actor).figures(first, last)

    def destruction_list(self, project: "Project", actor: "Actor", uid: "Uid") -> "MadePaper":
        return self._letters(project, actor).destruction(uid)

    @property
    def print_register(self) -> "Callable[[Progress, Path, Actor, RegisterQuery, datetime], bytes]":
        return print_register

    @property
    def stamp_scan(self) -> "Callable[[Progress, Path, Actor, Uid, Uid, datetime], bytes]":
        return stamp_scan

    @property
    def run_papers(
        self,
    ) -> "Callable[[Progress, Path, Actor, Sequence[Uid], PaperAsked, datetime], bytes]":
        return run_papers

    def _office(self, project: "Project", actor: "Actor") -> "PaperOffice":
        from ltaxgis.app.case_papers import PaperOffice  # Typst and Word's library come with the first paper

        assert isinstance(project, SqlProject)
        return PaperOffice(project, self._resources, actor, datetime.now(UTC))

    def _letters(self, project: "Project", actor: "Actor") -> "LetterOffice":
        from ltaxgis.app.letter_papers import LetterOffice

        assert isinstance(project, SqlProject)
        return LetterOffice(project, self._resources, actor, datetime.now(UTC))
