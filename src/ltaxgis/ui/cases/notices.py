"""The letters that all cases of a list are owed: looked at as drafts, then numbered and sent in one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ltaxgis.services.case_work_lists import letters_owed
from ltaxgis.services.papers_asked import PaperAsked
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button

if TYPE_CHECKING:
    from ltaxgis.domain.ids import Uid
    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.cases import CaseQuery
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.letter_notices import SentNotices
    from ltaxgis.ui.cases.paper_dialog import PaperPage
    from ltaxgis.ui.projects import Projects

MOST = 500
"""Letters in one file."""


class NoticesOut(QObject):
    """`stored` carries what was applied and the words for it."""

    stored = Signal(object, str)

    def __init__(self, office: Office, projects: Projects, show: Callable[[bytes, str], PaperPage]) -> None:
        super().__init__(projects)
        self._office, self._projects, self._show = office, projects, show

    def make(self, query: CaseQuery, kind: str) -> None:
        """A draft for each case of a list that is still owed one: no number yet, the day left to the pen."""

        def look(project: Project) -> list[Uid]:
            with project.reading() as reading:
                uids = reading.case_uids(replace(query, limit=MOST, offset=0))
                return letters_owed(reading, kind, uids)

        self._office.look(look, lambda uids: self._draft(uids, kind))

    def _draft(self, uids: Sequence[Uid], kind: str) -> None:
        words = self._office.words
        if not uids:
            self._office.announcer.said.emit(words("notices.none"), "quiet")
            return
        title = words("notices.drafts", kind=words(f"paper.kind.{kind}"), count=len(uids))

        def show(pdf: bytes) -> None:
            page = self._show(pdf, title)
            told = words("notices.send", count=len(uids))
            page.offer(button(told, lambda: self._send(page, uids, kind), "primary", page))

        self._print(uids, PaperAsked(kind), show)

    def _send(self, page: PaperPage, uids: Sequence[Uid], kind: str) -> None:
        papers, words = self._office.services.case_papers, self._office.words

        def work(project: Project, actor: Actor) -> SentNotices:
            return papers.send_notices(project, actor, uids, kind)

        def sent(told: SentNotices) -> None:
            count = len(told.numbers)
            page.leave()
            self.stored.emit(told.applied, words("notices.sent", count=count))
            title = words("notices.numbered", kind=words(f"paper.kind.{kind}"), count=count)

            def show(pdf: bytes) -> None:
                self._show(pdf, title)

            self._print(uids, PaperAsked(kind, numbers=told.numbers), show)

        self._office.act("work.edit", work, sent)

    def _print(self, uids: Sequence[Uid], asked: PaperAsked, show: Callable[[bytes], None]) -> None:
        office, path = self._office, self._projects.path
        if path is not None and office.actor is not None:
            told = (path, office.actor, list(uids), asked, office.services.cases.now())
            office.tasks.run_in_process("work.print", office.services.case_papers.run_papers, told, show)
