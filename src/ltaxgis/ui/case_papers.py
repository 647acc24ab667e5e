"""What leaves a desk of cases: papers of one case, its lists as workbooks, its figures as charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.periods import Period, last_periods
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ltaxgis.domain.project import Actor
    from ltaxgis.ports.cases import CaseQuery
    from ltaxgis.ports.stores import Project
    from ltaxgis.services.papers_asked import MadePaper, PaperAsked, PaperText
    from ltaxgis.ui.cases.paper_dialog import PaperPage
    from ltaxgis.ui.projects import Projects


_ON_PAPER = 1_000


class CasePapersOut(QObject):
    """`page_made` carries a page with a paper on it, to be looked at and printed; `kept` when a paper that left was
    kept with its case."""

    page_made = Signal(object)
    kept = Signal()

    def __init__(self, office: Office, projects: Projects, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._projects, self._parent = office, projects, parent

    def show_paper(self, uid: Uid, desk: str, kind: str, pin: str = "") -> None:
        """A paper of a case is on the screen. The text of a letter or an order is written first."""
        from ltaxgis.services.papers_asked import PaperAsked, written_kinds

        if kind in written_kinds(desk):
            self._write(uid, desk, kind)
        else:
            self._make(uid, desk, PaperAsked(kind, pin))

    def _make(self, uid: Uid, desk: str, asked: PaperAsked) -> None:
        """The paper to be looked at and printed; letters may be gone on with in Word."""
        from ltaxgis.services.papers_asked import letter_kinds

        papers, in_word = self._office.services.case_papers, asked.kind in letter_kinds(desk)

        def work(project: Project, actor: Actor) -> MadePaper:
            return papers.pdf(project, actor, uid, asked)

        self._office.act("work.print", work, lambda made: self._show(made, uid, asked if in_word else None))

    def _write(self, uid: Uid, desk: str, kind: str) -> None:
        from ltaxgis.domain.permit_desk import TextTemplate, text_templates
        from ltaxgis.services.papers_asked import PaperAsked
        from ltaxgis.ui.permits.letter_page import LetterPage

        office = self._office
        papers, cases = office.services.case_papers, office.services.cases

        def work(project: Project, actor: Actor) -> tuple[PaperText, list[TextTemplate]]:
            return papers.text(project, actor, uid, PaperAsked(kind)), text_templates(cases.book(project), kind)

        def show(told: tuple[PaperText, list[TextTemplate]]) -> None:
            page = LetterPage(office, uid, kind, *told, self._parent)
            page.wanted.connect(lambda asked: self._make(uid, desk, asked))
            self.page_made.emit(page)
            page.begin()

        office.act("work.print", work, show)

    def show_list(self, query: CaseQuery, name: str) -> None:
        """A work list on paper, as much of it as one stack of paper holds."""
        from ltaxgis.services.case_papers import ListHead

        papers, asked = self._office.services.case_papers, replace(query, limit=_ON_PAPER, offset=0)

        def work(project: Project, actor: Actor) -> MadePaper:
            return papers.list_pdf(project, actor, asked, ListHead(name))

        self._office.act("work.print", work, self.show_made)

    def show_for_chiefs(self, desk: str) -> None:
        """A page for each chief with what runs out of its time and is put before him."""
        papers = self._office.services.case_papers
        self._office.act("work.print", lambda project, actor: papers.for_chiefs(project, actor, desk),
                         self.show_made)  # fmt: skip

    def send_list(self, query: CaseQuery, name: str) -> None:
        """A work list stands in a workbook; where it lies is said."""
        from ltaxgis.ui.excel_trips import ask_where_to_send

        target = ask_where_to_send(self._parent, self._office, name)
        if target is not None:
            self.write_list(query, name, target)

    def write_list(self, query: CaseQuery, name: str, target: Path) -> None:
        office, words, path = self._office, self._office.words, self._projects.path
        if path is None or office.actor is None:
            return
        today = local_day(office.services.cases.now())
        told = (path, target, query, name, today, words.language, office.actor)
        said = words("excel.sent", name=target.name)
        office.tasks.run_in_process(
            "work.send", office.services.cases.list_job, told, lambda _path: office.announcer.said.emit(said, "good")
        )

    def show_statistics(self, desk: str, chosen: int = 0) -> None:
        """The figures of a year so far, as charts; `chosen` of the last fiscal and calendar years, at first the fiscal
        year of today."""
        office, words, path = self._office, self._office.words, self._projects.path
        if path is None or office.actor is None:
            return
        today = local_day(office.services.cases.now())
        periods = last_periods(today)
        first, last = periods[chosen].first, periods[chosen].last
        folder = Path(mkdtemp())
        target = folder / f"{words('cases.statistics')}.pdf"
        told = (path, target, desk, first, last, words.language, office.actor)

        def show(made: Path) -> None:
            pdf = made.read_bytes()
            rmtree(folder)
            title = f"{words('cases.statistics')} {words(f'desk.{desk}')}"
            page = self._show_pdf(pdf, title, None)
            page.offer(button(words("excel.send"), lambda: self._send_statistics(desk, first, last, title), "", page))
            page.offer(self._period_box(page, desk, periods, chosen))

        def refused(why: Refused) -> None:
            rmtree(folder)
            office.tasks.failed.emit(why)

        office.tasks.run_in_process("work.print", office.services.cases.statistics_job, told, show, on_refused=refused)

    def _period_box(self, page: PaperPage, desk: str, periods: Sequence[Period], chosen: int) -> QComboBox:
        words, box = self._office.words, QComboBox(page)
        box.setAccessibleName(words("cases.statistics.period"))
        box.addItems([words(f"cases.statistics.{one.counts_by}", year=str(one.year)) for one in periods])
        box.setCurrentIndex(chosen)

        def show(place: int) -> None:
            if place != chosen:
                page.leave()
                self.show_statistics(desk, place)

        box.activated.connect(show)
        return box

    def _send_statistics(self, desk: str, first: date, last: date, title: str) -> None:
        from ltaxgis.ui.excel_trips import ask_where_to_send

        target = ask_where_to_send(self._parent, self._office, title)
        if target is not None:
            self.write_statistics(desk, first, last, target)

    def write_statistics(self, desk: str, first: date, last: date, target: Path) -> None:
        """The same figures stand in a workbook, with the charts and the map of density."""
        office, words, path = self._office, self._office.words, self._projects.path
        if path is None or office.actor is None:
            return
        told = (path, target, desk, first, last, words.language, office.actor)
        said = words("excel.sent", name=target.name)
        job = office.services.cases.statistics_job
        office.tasks.run_in_process("work.send", job, told, lambda _path: office.announcer.said.emit(said, "good"))

    def show_destruction(self, uid: str) -> None:
        """Form 25 of a list of papers to be destroyed."""
        papers = self._office.services.case_papers

        def work(project: Project, actor: Actor) -> MadePaper:
            return papers.destruction_list(project, actor, Uid(uid))

        self._office.act("work.print", work, self.show_made)

    def show_delivery(self, day: date, ways: Sequence[str]) -> None:
        """The delivery book of a day."""
        papers = self._office.services.case_papers
        self._office.act("work.print", lambda project, actor: papers.delivery_book(project, actor, day, ways),
                         self.show_made)  # fmt: skip

    def show_reading_sheet(self, day: date) -> None:
        """The loudspeakers' texts of a day."""
        papers = self._office.services.case_papers
        self._office.act("work.print", lambda project, actor: papers.reading_sheet(project, actor, day),
                         self.show_made)  # fmt: skip

    def show_letter_figures(self, period: Period) -> None:
        """Letters in and out of a period in figures."""
        papers, first, last = self._office.services.case_papers, period.first, period.last
        self._office.act("work.print", lambda project, actor: papers.letter_figures(project, actor, first, last),
                         self.show_made)  # fmt: skip

    def show_letter_list(self, kind: str, uids: Sequence[Uid], year: int, division: str) -> None:
        """A list of what is filed or handed over (forms 19 to 21), or lent."""
        papers = self._office.services.case_papers
        self._office.act("work.print",
                         lambda project, actor: papers.letter_list(project, actor, kind, uids, year, division),
                         self.show_made)  # fmt: skip

    def show_made(self, made: MadePaper) -> None:
        """A paper that was made elsewhere, to be looked at and printed."""
        self.show_pdf(made.pdf, made.title)

    def show_pdf(self, pdf: bytes, title: str) -> PaperPage:
        """Pages that were made elsewhere, to be looked at and printed."""
        return self._show_pdf(pdf, title, None)

    def _show(self, made: MadePaper, uid: Uid, asked: PaperAsked | None) -> None:
        page = self._show_pdf(made.pdf, made.title, None if asked is None else (uid, asked))
        if made.keep_as:
            page.went_out.connect(lambda: self._keep(uid, made))

    def _keep(self, uid: Uid, made: MadePaper) -> None:
        """What left the office is kept with its case as it left."""
        from ltaxgis.domain.attachments import paper_limits
        from ltaxgis.domain.users import may
        from ltaxgis.services.issued_papers import keep_issued

        office = self._office
        services, book = office.services.attachments, office.services.cases.book
        if office.actor is None or not may(office.actor, "cases.work"):
            return  # who only looks may print, and keeps nothing
        path = services.scratch() / f"{uuid4().hex}.pdf"

        def work(project: Project, actor: Actor) -> None:
            path.write_bytes(made.pdf)
            keep_issued(project, actor, services.beside(project), paper_limits(book(project)), uid, path, made.keep_as)
            path.unlink()

        office.act("work.edit", work, lambda _done: self.kept.emit())

    def _show_pdf(self, pdf: bytes, title: str, letter: tuple[Uid, PaperAsked] | None) -> PaperPage:
        from ltaxgis.ui.cases.paper_dialog import PaperPage

        office, project, actor = self._office, self._office.project, self._office.actor

        def docx() -> bytes:
            assert letter is not None
            assert project is not None
            assert actor is not None
            return office.services.case_papers.docx(project, actor, *letter)

        page = PaperPage(office, pdf, title, docx if letter is not None else None, self._parent)
        self.page_made.emit(page)
        return page
