"""The pages of the desks of cases and the ways to them; the window's other pages stand in `window_pages`."""

from __future__ import annotations  # the pages' own modules are loaded with the pages

from abc import abstractmethod
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.office import Office

if TYPE_CHECKING:
    from ltaxgis.domain.owners import Owner
    from ltaxgis.ports.stores import Project
    from ltaxgis.ui.case_papers import CasePapersOut
    from ltaxgis.ui.cases.desk import CasesDesk
    from ltaxgis.ui.cases.desk_look import DeskLook
    from ltaxgis.ui.cases.intake_frame import IntakeFrame
    from ltaxgis.ui.cases.notices import NoticesOut
    from ltaxgis.ui.letters.draft_page import DraftPage
    from ltaxgis.ui.letters.intake import LetterIntake
    from ltaxgis.ui.letters.number_page import NumberPage
    from ltaxgis.ui.permits.intake import PermitIntake
    from ltaxgis.ui.permits.outline_drawing import OutlineDrawing
    from ltaxgis.ui.petitions.files import PetitionFiles
    from ltaxgis.ui.petitions.intake import IntakePage
    from ltaxgis.ui.projects import Projects
    from ltaxgis.ui.publicity.intake import PublicationIntake
    from ltaxgis.ui.rail import Rail
    from ltaxgis.ui.top_bar import TopBar
    from ltaxgis.ui.work_desk import WorkDesk

CASE_DESKS = ("petitions", "permits", "letters_in", "letters_out", "publicity")
_ON_RAIL = {"letters_in": "letters", "letters_out": "letters"}
"""Desks of cases that share a button of the rail."""


def rail_of(desk: str) -> str:
    """The button of the rail that belongs to a desk of cases."""
    return _ON_RAIL.get(desk, desk)


ON_THE_MAP = ("petitions", "permits")
"""Desks whose cases have a place."""


class CasePages(QMainWindow):
    """`case_kept` carries what was done to a case and the words for it. What a window of these has beside: its office,
    pages, rail and map."""

    case_kept = Signal(object, str)

    office: Office
    whole: QWidget
    pages: QStackedWidget
    rail: Rail
    top: TopBar
    projects: Projects
    stale: set[str]
    petition_files: PetitionFiles

    @cached_property
    def _waiting(self) -> dict[str, int]:
        return {}

    # what the window does; Qt's classes leave the abstract ones to mypy

    @property
    @abstractmethod
    def work(self) -> WorkDesk:
        """The map and the sheet."""

    @abstractmethod
    def show_desk(self, name: str) -> None:
        """The desk stands in the window."""

    @abstractmethod
    def show_page(self, page: QWidget, desk: str = "") -> None:
        """The page stands in the window; with a desk its button of the rail is lit."""

    @abstractmethod
    def back(self) -> None:
        """The desk that was there before stands in the window again."""

    @abstractmethod
    def forget_lists(self) -> None:
        """All lists are read anew where somebody looks at them."""

    # the ways to the pages

    def show_case(self, uid: Uid, desk: str) -> None:
        """The case stands on the page of its desk."""
        self.show_desk(desk)
        self.case_desk(desk).show_case(uid)

    def list_cases(self, desk: str, uids: list[Uid]) -> None:
        """These cases alone stand in the list of their desk."""
        from ltaxgis.ui.cases.area_list import listed

        if desk in ON_THE_MAP:
            self.show_desk(desk)
            self.case_desk(desk).show_area(listed(uids), with_closed=True)

    def find_case(self, uid: Uid) -> None:
        """As `show_case`, on whichever desk it is."""
        from ltaxgis.domain.cases import Case

        def look(project: Project) -> list[Case]:
            with project.reading() as reading:
                return reading.get(Case, [uid])

        self.office.look(look, lambda found: self.show_case(uid, found[0].desk) if found else None)

    def begin_case(self, desk: str, place: tuple[float, float] | None = None) -> None:
        """A new case comes over the counter, or begins at a place of the map."""
        if self.office.project is not None:
            page = self.intake_of(desk)
            page.begin(place)
            self.show_page(page)

    def begin_with(self, desk: str, paths: list[Path]) -> None:
        """A case begins with what papers say that were dropped on its desk."""
        self.begin_case(desk)
        self.intake_of(desk).papers.bring(paths)

    def _point_for_intake(self) -> None:
        """The map tells the place of what is being taken in, which waits as it is."""

        def placed(east: float, north: float) -> None:
            self.show_page(self.intake)
            self.intake.take_point((east, north))

        self.show_desk("map")
        self.work.map.pick_place(placed)

    def _find_person(self, uid: Uid) -> None:
        """All that is known of a person is what the search finds."""
        from ltaxgis.domain.owners import Owner

        def look(project: Project) -> list[Owner]:
            with project.reading() as reading:
                return reading.get(Owner, [uid])

        self.office.look(look, self._search_person)

    def _search_person(self, found: list[Owner]) -> None:
        if found:
            self.top.search.setText(f"{found[0].first_name} {found[0].last_name}".strip())
            self.top.search.setFocus()
            self.top.search.ask()

    def _show_paper_page(self, page: QWidget) -> None:
        """A paper is looked at, and gone when somebody leaves it. Whose text was just written goes on being written."""
        before = self.pages.currentWidget()
        written = before if before is not None and before.property("writes") else None
        self.pages.addWidget(page)
        page.closed.connect(lambda: self.show_page(written) if written else self.back())  # type: ignore[attr-defined]
        page.closed.connect(page.deleteLater)  # type: ignore[attr-defined]
        self.show_page(page)

    @cached_property
    def papers_out(self) -> CasePapersOut:
        from ltaxgis.ui.case_papers import CasePapersOut

        made = CasePapersOut(self.office, self.projects, self.whole)
        made.page_made.connect(self._show_paper_page)
        made.kept.connect(lambda: self.stale.update(("petitions", "permits")))
        return made

    @cached_property
    def notices(self) -> NoticesOut:
        from ltaxgis.ui.cases.notices import NoticesOut

        made = NoticesOut(self.office, self.projects, self.papers_out.show_pdf)
        made.stored.connect(self.case_kept)
        made.stored.connect(lambda *_: self.stale.update(CASE_DESKS))
        return made

    # the pages, each made when it is first wanted

    @cached_property
    def petitions(self) -> CasesDesk:
        from ltaxgis.ui.petitions.desk import PETITIONS_LOOK
        from ltaxgis.ui.petitions.files import PetitionFiles
        from ltaxgis.ui.widgets.blocks import button

        desk = self._made_case_desk(PETITIONS_LOOK)
        files = self.petition_files = PetitionFiles(self.office, self.projects, desk)
        files.stored.connect(self.case_kept)
        files.stored.connect(lambda *_: desk.reload())
        files.looked.connect(desk.show_lists)
        desk.cases.offer(files, files.told)
        desk.empty.offer(button(self.office.words("petitions.bring"), files.ask_to_bring, "link", desk.empty))
        return desk

    @cached_property
    def permits(self) -> CasesDesk:
        from ltaxgis.ui.permits.desk import permits_look

        desk = self._made_case_desk(permits_look(lambda: self.office.services.titles))
        self.office.announcer.wanted_outline.connect(self._draw_outline)
        return desk

    @cached_property
    def outlines(self) -> OutlineDrawing:
        from ltaxgis.ui.permits.outline_drawing import OutlineDrawing

        made = OutlineDrawing(self.office, lambda: self.work.map, self)
        made.kept.connect(self.case_kept)
        made.kept.connect(lambda *_: self.permits.reload())
        made.closed.connect(lambda uid: self.show_case(uid, "permits"))
        return made

    def _draw_outline(self, uid: Uid) -> None:
        """The building of a permit is drawn on the map."""
        self.show_desk("map")
        sizes = self.work.splitter.sizes()
        self.work.splitter.setSizes([sum(sizes), 1])  # whoever draws needs no sheet
        self.outlines.begin(uid, lambda: self.work.splitter.setSizes(sizes))

    @cached_property
    def intake(self) -> IntakePage:
        from ltaxgis.ui.petitions.intake import IntakePage

        page = IntakePage(self.office, self.pages)
        page.slip_wanted.connect(self.papers_out.show_paper)
        page.point_wanted.connect(self._point_for_intake)
        self.stand_intake(page)
        return page

    @cached_property
    def permit_intake(self) -> PermitIntake:
        from ltaxgis.ui.permits.intake import PermitIntake

        page = PermitIntake(self.office, self.pages)
        page.slip_wanted.connect(self.papers_out.show_paper)
        self.stand_intake(page)
        return page

    def stand_intake(self, page: IntakeFrame | DraftPage | NumberPage) -> None:
        """A page on which cases begin is one of the window's."""
        page.closed.connect(self.back)
        page.received.connect(self._case_received)
        page.case_wanted.connect(self.show_case)
        self.pages.addWidget(page)

    def case_desk(self, name: str) -> CasesDesk:
        return self.petitions if name == "petitions" else self.permits

    def intake_of(self, desk: str) -> IntakePage | PermitIntake | LetterIntake | PublicationIntake:
        """The form on which cases of a desk are taken in."""
        return self.intake if desk == "petitions" else self.permit_intake

    def _made_case_desk(self, look: DeskLook) -> CasesDesk:
        from ltaxgis.ui.cases.area_list import CaseAreas
        from ltaxgis.ui.cases.desk import CasesDesk
        from ltaxgis.ui.cases.paper_drop import PaperDrop

        desk = CasesDesk(self.office, look, self.pages)
        desk.stored.connect(self.case_kept)
        desk.counted.connect(lambda count: self.show_waiting_of(look.name, count))
        desk.begin_wanted.connect(lambda: self.begin_case(look.name))
        desk.other_wanted.connect(self.show_case)
        desk.person_wanted.connect(self._find_person)
        desk.paper_wanted.connect(lambda uid, kind: self.papers_out.show_paper(uid, look.name, kind))
        desk.list_wanted.connect(self.papers_out.send_list)
        desk.print_wanted.connect(self.papers_out.show_list)
        desk.chiefs_wanted.connect(lambda: self.papers_out.show_for_chiefs(look.name))
        desk.letters_wanted.connect(self.notices.make)
        desk.statistics_wanted.connect(lambda: self.papers_out.show_statistics(look.name))
        PaperDrop(self.office, desk).brought.connect(lambda paths: self.begin_with(look.name, paths))
        if look.name in ON_THE_MAP:
            CaseAreas(self.office, self.projects, desk, lambda: self.work.map, self.show_desk)
        self.pages.addWidget(desk)
        return desk

    def show_waiting_of(self, desk: str, count: int) -> None:
        """How many cases wait on a desk; what shares a button of the rail is counted together."""
        self._waiting[desk] = count
        rail = rail_of(desk)
        self.rail.show_count(rail, sum(number for name, number in self._waiting.items() if rail_of(name) == rail))

    def _case_received(self, desk: str) -> None:
        """A case came in: its desk's lists are out of date."""
        self.stale.add(desk)
