"""The pages of correspondence and publicity and the ways to them; other desks of cases stand in `case_pages`."""

from __future__ import annotations  # the pages' own modules are loaded with the pages

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.case_pages import CasePages

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ltaxgis.ui.cases.desk import CasesDesk
    from ltaxgis.ui.cases.tabbed import TabbedDesk
    from ltaxgis.ui.letters.draft_page import DraftPage
    from ltaxgis.ui.letters.figures_view import FiguresView
    from ltaxgis.ui.letters.filing_view import FilingView
    from ltaxgis.ui.letters.intake import LetterIntake
    from ltaxgis.ui.letters.number_page import NumberPage
    from ltaxgis.ui.letters.post_view import PostView
    from ltaxgis.ui.letters.register_view import RegisterView
    from ltaxgis.ui.letters.stamp_page import StampPage
    from ltaxgis.ui.letters.texts_page import TextsPage
    from ltaxgis.ui.permits.intake import PermitIntake
    from ltaxgis.ui.petitions.intake import IntakePage
    from ltaxgis.ui.publicity.area_drawing import AreaDrawing
    from ltaxgis.ui.publicity.due_steps import DueSteps
    from ltaxgis.ui.publicity.files import PublishedFiles
    from ltaxgis.ui.publicity.intake import PublicationIntake
    from ltaxgis.ui.publicity.month_view import MonthView

LETTERS_IN, LETTERS_OUT, PUBLICITY = "letters_in", "letters_out", "publicity"
LETTER_TABS = ((LETTERS_IN, "mail-open"), (LETTERS_OUT, "send"), ("register", "book-open"), ("post", "forward"),
               ("filing", "archive"), ("figures", "chart-column"))  # fmt: skip
_DUE_AFTER = 60_000
"""Milliseconds."""
REMINDER = "stamped_reminder"
PUBLICITY_TABS = ((PUBLICITY, "newspaper"), ("month", "calendar-days"))


class LetterPages(CasePages):
    """What a window has for letters beside the desks of other cases."""

    def case_desk(self, name: str) -> CasesDesk:
        if name == LETTERS_IN:
            return self.letters_in
        if name == LETTERS_OUT:
            return self.letters_out
        return self.publicity if name == "publicity" else super().case_desk(name)

    def desk_named(self, name: str) -> str:
        """The desk that a button of the rail leads to: of letters the one that was looked at last."""
        if name == "letters" and self.letters.tab in (LETTERS_IN, LETTERS_OUT):
            return self.letters.tab
        return name

    def intake_of(self, desk: str) -> IntakePage | PermitIntake | LetterIntake | PublicationIntake:
        if desk == PUBLICITY:
            return self.publication_intake
        return self.letter_intake if desk == LETTERS_IN else super().intake_of(desk)

    def begin_case(self, desk: str, place: tuple[float, float] | None = None) -> None:
        if desk == LETTERS_OUT:
            self.draft_letter()
        else:
            super().begin_case(desk, place)

    def take_number(self, at_once: bool = False) -> None:
        """The page for outgoing numbers; `at_once` gives the next one now."""
        if self.office.project is not None:
            self.number_page.begin(at_once)
            self.show_page(self.number_page)

    def draft_letter(self, about: str = "", told: str = "") -> None:
        """The page on which letters are drafted; `about` is a case that is answered."""
        if self.office.project is not None:
            self.draft_page.begin(about, told)
            self.show_page(self.draft_page)

    def number_key(self) -> None:
        """At the desk of letters the key gives a number; from elsewhere it leads to the page that does."""
        page = self.pages.currentWidget()
        self.take_number(at_once="letters" in self.__dict__ and page is self.letters)

    def show_letters(self, tab: str = "") -> QWidget:
        """The page of correspondence with one of its tabs, the last one where none is named."""
        page = self.letters
        name = tab or page.tab
        if name in (LETTERS_IN, LETTERS_OUT):
            page.show_widget(name, self.case_desk(name))
            return page
        shown = self._letters_tab(name)
        page.show_widget(name, shown)
        shown.reload()
        return page

    def _letters_tab(self, name: str) -> RegisterView | PostView | FiguresView | FilingView:
        if name == "post":
            return self.post
        if name == "figures":
            return self.figures
        return self.register_view if name == "register" else self.filing

    @cached_property
    def letters(self) -> TabbedDesk:
        from ltaxgis.ui.cases.tabbed import TabbedDesk
        from ltaxgis.ui.widgets.blocks import button

        page = TabbedDesk(self.office, "letters", LETTER_TABS, self.pages)
        page.chosen.connect(lambda name: self.show_desk(name if name in (LETTERS_IN, LETTERS_OUT) else "letters"))
        number = button(
            f"{self.office.words('letters.take_number')}  F3", lambda: self.take_number(at_once=True), "primary", page
        )
        self.office.icons.dress(number, "hash", "on_accent")
        page.offer(number)
        self.pages.addWidget(page)
        return page

    @cached_property
    def letters_in(self) -> CasesDesk:
        from ltaxgis.ui.letters.desk import LETTERS_IN_LOOK

        return self._with_files(self._made_case_desk(LETTERS_IN_LOOK))

    @cached_property
    def letters_out(self) -> CasesDesk:
        from ltaxgis.ui.letters.desk import LETTERS_OUT_LOOK

        return self._with_files(self._made_case_desk(LETTERS_OUT_LOOK))

    def _with_files(self, desk: CasesDesk) -> CasesDesk:
        from ltaxgis.ui.letters.files import LetterFiles

        files = LetterFiles(self.office, self.projects, desk)
        files.changed.connect(self.forget_lists)
        desk.cases.offer(files)
        return desk

    def show_publicity(self, tab: str = "") -> QWidget:
        """The page of publicity with one of its tabs, the last one where none is named."""
        page = self.publicity_page
        name = tab or page.tab
        shown: QWidget = self.publicity
        self.due_steps.look()
        if name == "month":
            self.month.reload()
            shown = self.month
        page.show_widget(name, shown)
        return page

    @cached_property
    def publicity_page(self) -> TabbedDesk:
        from ltaxgis.ui.cases.tabbed import TabbedDesk

        page = TabbedDesk(self.office, "publicity", PUBLICITY_TABS, self.pages)
        page.chosen.connect(lambda name: self.show_page(self.show_publicity(name), PUBLICITY))
        self.pages.addWidget(page)
        return page

    @cached_property
    def publicity(self) -> CasesDesk:
        from ltaxgis.ui.publicity.desk import PUBLICITY_LOOK

        desk = self._made_case_desk(PUBLICITY_LOOK)
        self.office.announcer.wanted_area.connect(self._tell_area)
        desk.cases.offer(self.published_files.go)
        return desk

    @cached_property
    def published_files(self) -> PublishedFiles:
        from ltaxgis.ui.publicity.files import PublishedFiles

        files = PublishedFiles(self.office, self.projects, self.publicity_page)
        files.changed.connect(self.forget_lists)
        self.office.announcer.wanted_picture.connect(files.ask_for_picture)
        self.office.announcer.wanted_album.connect(files.ask_for_album)
        return files

    @cached_property
    def areas(self) -> AreaDrawing:
        from ltaxgis.ui.publicity.area_drawing import AreaDrawing

        made = AreaDrawing(self.office, lambda: self.work.map, lambda: self.show_desk("map"), self)
        made.kept.connect(self.case_kept)
        made.kept.connect(lambda *_: self.publicity.reload())
        made.closed.connect(lambda uid: self.show_case(uid, PUBLICITY))
        return made

    def _tell_area(self, uid: Uid, way: str, area: BaseGeometry | None) -> None:
        ways = {
            "draw": lambda: self.areas.begin(uid),
            "parcels": lambda: self.areas.take_parcels(uid),
            "drop": lambda: self.areas.keep(uid, None),
            "see": lambda: None if area is None else self.areas.show(area),
        }
        ways[way]()

    def watch_due(self) -> None:
        """From a minute after a project is opened on, what is due is published and ended."""
        self.due_timer.start()

    @cached_property
    def due_timer(self) -> QTimer:
        timer = QTimer(self.whole)
        timer.setSingleShot(True)
        timer.setInterval(_DUE_AFTER)
        timer.timeout.connect(self.look_for_due)
        return timer

    def look_for_due(self) -> None:
        self.due_steps.look()

    @cached_property
    def due_steps(self) -> DueSteps:
        from ltaxgis.ui.publicity.due_steps import DueSteps

        steps = DueSteps(self.office, self.whole)
        steps.changed.connect(lambda text: self.office.announcer.said.emit(text, "good"))
        steps.changed.connect(lambda _text: self._case_received(PUBLICITY))
        return steps

    @cached_property
    def month(self) -> MonthView:
        from ltaxgis.ui.publicity.month_view import MonthView

        view = MonthView(self.office, self.whole)
        view.changed.connect(lambda text: self.office.announcer.said.emit(text, "good"))
        view.changed.connect(lambda _text: self._case_received(PUBLICITY))
        view.case_wanted.connect(self.show_case)
        view.sheet_wanted.connect(self.papers_out.show_reading_sheet)
        view.evidence_wanted.connect(self.published_files.ask_for_evidence)
        return view

    @cached_property
    def publication_intake(self) -> PublicationIntake:
        from ltaxgis.ui.publicity.intake import PublicationIntake

        page = PublicationIntake(self.office, self.pages)
        self.stand_intake(page)
        return page

    @cached_property
    def letter_intake(self) -> LetterIntake:
        from ltaxgis.ui.letters.intake import LetterIntake

        page = LetterIntake(self.office, self.pages)
        page.slip_wanted.connect(self.papers_out.show_paper)
        self.stand_intake(page)
        return page

    @cached_property
    def draft_page(self) -> DraftPage:
        from ltaxgis.ui.letters.draft_page import DraftPage

        page = DraftPage(self.office, self.pages)
        page.texts_wanted.connect(self.show_texts)
        self.stand_intake(page)
        return page

    def show_texts(self) -> None:
        """The texts that letters are begun from, to be kept."""
        self.texts_page.begin()
        self.show_page(self.texts_page)

    @cached_property
    def texts_page(self) -> TextsPage:
        from ltaxgis.ui.letters.texts_page import TextsPage

        page = TextsPage(self.office, self.pages)
        page.closed.connect(self.draft_letter)
        self.pages.addWidget(page)
        return page

    @cached_property
    def number_page(self) -> NumberPage:
        from ltaxgis.ui.letters.number_page import NumberPage

        page = NumberPage(self.office, self.pages)
        page.kept.connect(self.case_kept)
        self.stand_intake(page)
        return page

    @cached_property
    def register_view(self) -> RegisterView:
        from ltaxgis.ui.letters.files import RegisterOut
        from ltaxgis.ui.letters.register_view import RegisterView

        view = RegisterView(self.office, self.whole)
        view.case_wanted.connect(self.show_case)
        out = RegisterOut(self.office, self.projects, view)
        out.page_made.connect(self.papers_out.show_pdf)
        view.paper_wanted.connect(out.print)
        view.excel_wanted.connect(out.ask_to_send)
        return view

    @cached_property
    def post(self) -> PostView:
        from ltaxgis.ui.letters.post_view import PostView

        view = PostView(self.office, self.whole)
        view.stored.connect(self.case_kept)
        view.case_wanted.connect(self.show_case)
        view.paper_wanted.connect(self.papers_out.show_delivery)
        view.reminder_wanted.connect(self.remind)
        return view

    def remind(self, case: str, number: str, name: str) -> None:
        """A letter that reminds somebody of another one is drafted."""
        self.draft_page.begin(case, number, REMINDER, name)
        self.show_page(self.draft_page)

    @cached_property
    def figures(self) -> FiguresView:
        from ltaxgis.ui.letters.figures_view import FiguresView
        from ltaxgis.ui.letters.files import ReportOut

        view = FiguresView(self.office, self.whole)
        view.case_wanted.connect(self.show_case)
        view.paper_wanted.connect(self.papers_out.show_letter_figures)
        out = ReportOut(self.office, self.projects, view)
        view.excel_wanted.connect(out.ask)
        return view

    def show_stamps(self, case: str, scan: str, name: str) -> None:
        """A scan of a letter that came, on which its stamps are placed."""
        self.stamps.begin(Uid(case), Uid(scan), name)
        self.show_page(self.stamps)

    @cached_property
    def stamps(self) -> StampPage:
        from ltaxgis.ui.letters.stamp_page import StampPage

        page = StampPage(self.office, self.projects, self.pages)
        page.closed.connect(self.back)
        page.kept.connect(self.case_kept)
        page.paper_made.connect(self.papers_out.show_pdf)
        self.pages.addWidget(page)
        return page

    @cached_property
    def filing(self) -> FilingView:
        from ltaxgis.ui.letters.filing_view import FilingView

        view = FilingView(self.office, self.whole)
        view.stored.connect(self.case_kept)
        view.case_wanted.connect(self.show_case)
        view.list_wanted.connect(self.papers_out.show_letter_list)
        view.destruction.paper_wanted.connect(self.papers_out.show_destruction)
        return view
