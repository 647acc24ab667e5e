"""The window's pages and bars, each page made when it is first wanted, and the ways from one to another."""

from __future__ import annotations  # the pages' own modules are loaded with the pages

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.actions import Actions
from ltaxgis.ui.case_pages import CASE_DESKS, rail_of
from ltaxgis.ui.import_assistant.stepper import STEPS
from ltaxgis.ui.inspector import Inspector
from ltaxgis.ui.letter_pages import LetterPages
from ltaxgis.ui.office import Office
from ltaxgis.ui.project_file.keeper import Keeper
from ltaxgis.ui.projects import Projects
from ltaxgis.ui.rail import DESKS, Rail
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.start.page import StartPage
from ltaxgis.ui.status_line import StatusLine
from ltaxgis.ui.top_bar import TopBar
from ltaxgis.ui.window_frame import Parts, lay_out

if TYPE_CHECKING:
    from ltaxgis.ui.cases.desk import CasesDesk
    from ltaxgis.ui.findings.desk import FindingsDesk
    from ltaxgis.ui.import_assistant.assistant import ImportAssistant
    from ltaxgis.ui.join.desk import JoinDesk
    from ltaxgis.ui.keys_page import KeysPage
    from ltaxgis.ui.map_copies.page import MapCopiesPage
    from ltaxgis.ui.office_book.page import OfficeBookPage
    from ltaxgis.ui.printing.desk import PrintingDesk
    from ltaxgis.ui.project_file.page import ProjectPage
    from ltaxgis.ui.register.row_form import RowForm
    from ltaxgis.ui.work_desk import WorkDesk

BETWEEN_SLICES_MS = 1


class PagedWindow(LetterPages):
    """`kept` says what the sheet stored and `kept_elsewhere` what another desk did, both as the sheet's editor says;
    `case_kept` carries what was done to a case and the words for it; `person_told` the user of the start page."""

    kept = Signal(object, int)
    kept_elsewhere = Signal(object, int)
    person_told = Signal(object)
    browse_wanted = Signal()

    actions_table: Actions

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.projects = Projects(office, self)
        self._desk = "map"
        self._shown = ""
        self.stale: set[str] = set()

    # from page to page

    def show_start(self) -> None:
        self.start.reload()
        self.show_page(self.start)

    def make_ready(self) -> None:
        """The desk of the next project stands ready, and what opens it, while the start page is looked at."""
        self.office.tasks.query(self.office.services.get_ready, self._make_desk)

    def show_desk(self, name: str) -> None:
        if self.office.project is None:
            return
        name = self.desk_named(name)
        self._desk = name
        self.work.show_map(name == "map")
        self._freshen(name)
        self.show_page(self._page_of(name), name)

    def forget_lists(self) -> None:
        """The lists of desks are out of date: the one that is looked at is read again at once, others when they are
        next shown."""
        self.stale = {"join", "findings", *CASE_DESKS}
        self._freshen(self._shown)

    def begin_import(self) -> None:
        self.assistant.begin()
        self.show_page(self.assistant)

    def show_printing(self) -> None:
        self.show_page(self.printing)
        self.printing.begin(self.work.map.seen if self.office.project is not None else lambda: None)

    def show_project_page(self) -> None:
        self.project_page.begin()
        self.show_page(self.project_page)

    def show_office_book(self) -> None:
        self.office_book.begin()
        self.show_page(self.office_book)

    def show_office_part(self, name: str) -> None:
        self.show_office_book()
        self.office_book.show_part(name)

    def show_map_copies(self) -> None:
        self.map_copies.begin()
        self.show_page(self.map_copies)

    def show_form(self, uid: Uid) -> None:
        self.form.begin(uid)
        self.show_page(self.form)

    def back(self) -> None:
        """Esc: from a page to the desk, on the map one step back, on other desks nothing more."""
        if self.office.project is None:
            self.show_start()
        elif not self._shown:
            self.show_desk(self._desk)
        elif self._shown == "map":
            self.work.map.escape()
        elif self._shown in CASE_DESKS:
            self.case_desk(self._shown).escape()

    def show_page(self, page: QWidget, desk: str = "") -> None:
        """A desk's page, else one that Esc leaves."""
        self._shown = desk
        self.pages.setCurrentWidget(page)
        open_desk = self.office.project is not None
        self.rail.setVisible(open_desk)
        self.rail.show_desk(rail_of(desk))
        self.status.map.setVisible(desk == "map")
        self.status.jobs.setVisible(page is not self.__dict__.get("assistant"))  # it has a bar of its own
        self.inspector.setVisible(open_desk and desk in {"map", "register", "join"} and self._wants_inspector)
        self.errors.hide()
        self.top.search.results.hide()  # a key may have led here from the search

    @property
    def topic(self) -> str:
        """What the guide calls the page that is seen."""
        page = self.pages.currentWidget()
        made = self.__dict__
        if page is made.get("assistant"):
            return f"import.{STEPS[self.assistant.step]}"
        others = {
            "start": "start",
            "printing": "print",
            "project_page": "project",
            "office_book": "office",
            "keys": "keys",
            "map_copies": "copies",
            "intake": "intake",
            "permit_intake": "application",
            "letter_intake": "letter",
            "number_page": "letter",
            "draft_page": "letter",
            "publication_intake": "publication",
        }
        known = next((topic for name, topic in others.items() if page is made.get(name)), "")
        if known or page is made.get("work"):
            return known or self._desk

        from ltaxgis.ui.case_topics import case_topic  # loaded with the desks that it is about

        return case_topic(self._desk, page)

    def show_inspector(self, shown: bool) -> None:
        self.office.preferences.set("inspector", shown)
        self.inspector.setVisible(shown)

    # the parts

    def make_parts(self, actions: Actions) -> None:
        """The bars stand around the pages; there is no page yet."""
        self.actions_table = actions
        office = self.office
        words, icons = office.words, office.icons
        self.whole = QWidget(self)
        self.top = TopBar(office, actions.menu(self), self.whole)
        names = {name: words(f"rail.{name}" if words.knows(f"rail.{name}") else f"desk.{name}") for name, _ in DESKS}
        tips = {name: actions[f"desk.{name}"].toolTip() for name, _ in DESKS}
        self.rail = Rail(names, tips, icons, self.whole)
        self.errors = ErrorBand(words, icons, self.whole)
        self.keeper = Keeper(office, self.projects, self.whole)
        self.status = StatusLine(words, icons, self.whole)
        self.inspector = Inspector(office, self.whole)
        self._lay_out()

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self.whole)
        bands = (self.errors, self.keeper.notice)
        self.sides = lay_out(self.whole, Parts(self.top, self.rail, bands, self.pages, self.inspector, self.status))
        self.setCentralWidget(self.whole)

    # pages are made, and what they need is loaded, when they are first wanted: the start page is on the screen at once

    @cached_property
    def start(self) -> StartPage:
        page = StartPage(self.office, self.pages)
        page.told.connect(self.person_told)
        page.new_wanted.connect(self.begin_import)
        page.import_wanted.connect(self.begin_import)
        page.browse_wanted.connect(self.browse_wanted)
        page.sample_wanted.connect(self.projects.make_sample)
        page.open_wanted.connect(self.projects.open)
        page.forget_wanted.connect(self.projects.forget)
        self.pages.addWidget(page)
        return page

    @cached_property
    def _bare_work(self) -> WorkDesk:
        from ltaxgis.ui.work_desk import WorkDesk

        return WorkDesk(self.office, self.pages, bare=True)

    @cached_property
    def work(self) -> WorkDesk:
        desk = self._bare_work
        desk.lay_out()
        desk.register.import_wanted.connect(self.begin_import)
        desk.register.form_wanted.connect(self.show_form)
        desk.register.stored.connect(self.kept)
        desk.register.rejoined.connect(self.kept_elsewhere)
        self.inspector.zoom_wanted.connect(desk.map.zoom_to)
        for widget in desk.map.status_widgets():
            self.status.add_map_widget(widget)
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def join(self) -> JoinDesk:
        from ltaxgis.ui.join.desk import JoinDesk

        desk = JoinDesk(self.office, self.pages)
        desk.stored.connect(self.kept_elsewhere)
        desk.counted.connect(lambda count: self.rail.show_count("join", count))
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def findings(self) -> FindingsDesk:
        from ltaxgis.ui.findings.desk import FindingsDesk

        desk = FindingsDesk(self.office, self.pages)
        desk.stored.connect(self.kept_elsewhere)
        desk.counted.connect(lambda count: self.rail.show_count("findings", count))
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def assistant(self) -> ImportAssistant:
        from ltaxgis.ui.import_assistant.assistant import ImportAssistant

        page = ImportAssistant(self.office, self.projects, self.pages)
        page.closed.connect(self.back)
        page.imported.connect(self.projects.open)
        self.pages.addWidget(page)
        return page

    @cached_property
    def form(self) -> RowForm:
        from ltaxgis.ui.register.row_form import RowForm

        page = RowForm(self.office, self.pages)
        page.closed.connect(self.back)
        page.edited.connect(self.work.register.editor.store_row)
        self.pages.addWidget(page)
        return page

    @cached_property
    def printing(self) -> PrintingDesk:
        from ltaxgis.ui.printing.desk import PrintingDesk

        desk = PrintingDesk(self.office, self.projects, self.pages)
        desk.closed.connect(self.back)
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def map_copies(self) -> MapCopiesPage:
        from ltaxgis.ui.map_copies.page import MapCopiesPage

        page = MapCopiesPage(self.office, self.projects, self.pages)
        page.closed.connect(self.back)
        page.stored.connect(self.kept_elsewhere)
        self.pages.addWidget(page)
        return page

    @cached_property
    def project_page(self) -> ProjectPage:
        from ltaxgis.ui.project_file.page import ProjectPage

        page = ProjectPage(self.office, self.projects, self.keeper, self.pages)
        page.closed.connect(self.back)
        self.pages.addWidget(page)
        return page

    @cached_property
    def office_book(self) -> OfficeBookPage:
        from ltaxgis.ui.office_book.page import OfficeBookPage

        page = OfficeBookPage(self.office, self.pages)
        page.closed.connect(self.back)
        page.kept.connect(lambda _applied: self.forget_lists())
        page.stored.connect(self.case_kept)
        page.import_wanted.connect(self.begin_import)
        self.pages.addWidget(page)
        return page

    @cached_property
    def keys(self) -> KeysPage:
        from ltaxgis.ui.keys_page import KeysPage

        page = KeysPage(self.office.words, self.actions_table.keys(), self.pages)
        page.closed.connect(self.back)
        self.pages.addWidget(page)
        return page

    # inside

    def _make_desk(self, _loaded: None) -> None:
        """Slice by slice: between them the window answers."""
        slices = (lambda: self._bare_work.map, lambda: self._bare_work.register, lambda: self.work)

        def make(number: int) -> None:
            slices[number]()
            if number + 1 < len(slices):
                QTimer.singleShot(BETWEEN_SLICES_MS, self, lambda: make(number + 1))

        make(0)

    def _freshen(self, desk: str) -> None:
        if desk in self.stale:
            self.stale.discard(desk)
            self._listing(desk).reload()

    def _listing(self, desk: str) -> JoinDesk | FindingsDesk | CasesDesk:
        if desk in CASE_DESKS:
            return self.case_desk(desk)
        return self.join if desk == "join" else self.findings

    def _page_of(self, desk: str) -> QWidget:
        if rail_of(desk) == "letters":
            return self.show_letters("" if desk == "letters" else desk)
        if desk == "publicity":
            return self.show_publicity(desk)
        return self._listing(desk) if desk in {"join", "findings", *CASE_DESKS} else self.work

    @property
    def _wants_inspector(self) -> bool:
        return bool(self.office.preferences.get("inspector", True))
