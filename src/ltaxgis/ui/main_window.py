"""The window: rail, bars, desks, inspector. It puts parts together and passes on what they say."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.users import User
from ltaxgis.ports.stores import Hit, Project
from ltaxgis.ui.actions import Actions
from ltaxgis.ui.findings.desk import FindingsDesk
from ltaxgis.ui.import_assistant.assistant import ImportAssistant
from ltaxgis.ui.inspector import Inspector
from ltaxgis.ui.join.desk import JoinDesk
from ltaxgis.ui.keys_page import KeysPage
from ltaxgis.ui.office import Office
from ltaxgis.ui.printing.desk import PrintingDesk
from ltaxgis.ui.project_file.keeper import Keeper
from ltaxgis.ui.project_file.page import ProjectPage
from ltaxgis.ui.projects import Projects, documents_folder
from ltaxgis.ui.rail import DESKS, Rail
from ltaxgis.ui.register.desk import RegisterDesk
from ltaxgis.ui.register.row_form import RowForm
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.sizes import keep_sizes, restore_sizes
from ltaxgis.ui.start.page import StartPage
from ltaxgis.ui.start.person import known_user
from ltaxgis.ui.status_line import StatusLine
from ltaxgis.ui.tokens import LEAST_WINDOW
from ltaxgis.ui.top_bar import TopBar
from ltaxgis.ui.undo import Undo
from ltaxgis.ui.window_frame import Parts, lay_out
from ltaxgis.ui.work_desk import WorkDesk

MEND = "finding.mend"


class MainWindow(QMainWindow):
    """`appearance_wanted` and `language_wanted` are for `app`, which owns both."""

    appearance_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.undo: Undo | None = None
        self._desk = "map"
        user = known_user(office.preferences)
        office.actor = user.actor if user is not None else None
        self.setWindowTitle(office.words("program.name"))
        self.setMinimumSize(*LEAST_WINDOW)
        self.projects = Projects(office, self)
        self.actions_table = Actions(self, office.words, office.icons, self._calls())
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_person()
        restore_sizes(self, self.sides, office.preferences)
        self.actions_table.enable(False, False)
        self.show_start()

    # pages

    def open_path(self, path: Path) -> None:
        self.projects.open(path)

    def show_start(self) -> None:
        self.start.reload()
        self._show_page(self.start)

    def show_project(self, project: Project) -> None:
        """The desks show this project."""
        office = self.office
        name = project.settings.name or project.name
        self.top.show_project(name, self.projects.year, self.projects.years)
        self.setWindowTitle(f"{name} – {office.words('program.name')}")
        self.undo = Undo(office.tasks, self._take_back, self)
        self.undo.done.connect(self._undone)
        self.undo.refused.connect(self.errors.show_failure)
        self.actions_table.enable(True, project.writable)
        self.inspector.show_nothing()
        self.work.open()
        self._reload_lists()
        self.show_desk("map")
        self.keeper.opened(project)

    def close_project(self) -> None:
        if not self.keeper.closing():
            return
        if "work" in self.__dict__:
            self.work.map.open(None)
        self.projects.close()
        self.undo = None
        self.top.show_project(None)
        self.actions_table.enable(False, False)
        self.setWindowTitle(self.office.words("program.name"))
        self.show_start()

    def show_desk(self, name: str) -> None:
        if self.office.project is None:
            return
        self._desk = name
        self.work.show_map(name == "map")
        self._show_page(self._page_of(name), name)

    def begin_import(self) -> None:
        self.assistant.begin()
        self._show_page(self.assistant)

    def show_printing(self) -> None:
        self._show_page(self.printing)
        self.printing.begin(self.work.map.seen if self.office.project is not None else lambda: None)

    def show_project_page(self) -> None:
        self.project_page.begin()
        self._show_page(self.project_page)

    def show_form(self, uid: Uid) -> None:
        self.form.begin(uid)
        self._show_page(self.form)

    def back(self) -> None:
        """Esc: from a page to the desk, from the desk nothing more."""
        if self.office.project is None:
            self.show_start()
        elif self.pages.currentWidget() not in self._desks():
            self.show_desk(self._desk)

    # what parts say

    def stored(self, applied: Applied, count: int) -> None:
        """Something was kept: said, undoable, and told to the views that did not do it themselves."""
        words, code = self.office.words, "done." + (MEND if applied.action.startswith(f"{MEND}.") else applied.action)
        text = words(code if words.knows(code) else "done.other", count=count)
        if self.undo is not None:
            self.undo.push(text, applied)
        self.status.say(text, "good", undoable=applied.count > 0)
        self.inspector.again()
        self.work.map.refresh(applied.touched)

    def stored_elsewhere(self, applied: Applied, count: int) -> None:
        """As above, by another desk than the sheet."""
        self.stored(applied, count)
        self.work.register.reload()
        self._reload_lists()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.keeper.closing():
            event.ignore()
            return
        keep_sizes(self, self.sides, self.office.preferences)
        if "work" in self.__dict__:
            self.work.map.open(None)
        self.projects.close()
        super().closeEvent(event)

    # inside

    def _calls(self) -> dict[str, Callable[[], None]]:
        return {
            "project.new": self.begin_import,
            "project.open": self._browse,
            "project.start": self.show_start,
            "import.files": self.begin_import,
            "print.sheet": self.show_printing,
            "project.info": self.show_project_page,
            "project.close": self.close_project,
            "program.quit": self._quit,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "edit.find": lambda: self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "edit.replace": self._on_register(RegisterDesk.begin_replace),
            "edit.fill": self._on_register(RegisterDesk.fill_down),
            "edit.form": self._on_register(RegisterDesk.want_form),
            "edit.flag": self._on_register(RegisterDesk.flag),
            **{f"desk.{name}": self._desk_call(name) for name, _ in DESKS},
            "view.hide_people": self._hide_people,
            "view.inspector": lambda: self._show_inspector(not self.inspector.isVisible()),
            "view.dark": self.appearance_wanted.emit,
            "view.language": self.language_wanted.emit,
            "help.keys": lambda: self._show_page(self.keys),
        }

    def _on_register(self, act: Callable[[RegisterDesk], None]) -> Callable[[], None]:
        # the desk is made when it is first wanted, its actions before
        return lambda: act(self.work.register)

    def _desk_call(self, name: str) -> Callable[[], None]:
        return lambda: self.show_desk(name)

    def _page_of(self, desk: str) -> QWidget:
        if desk == "join":
            return self.join
        return self.findings if desk == "findings" else self.work

    def _desks(self) -> set[QWidget]:
        return {self._page_of(name) for name, _ in DESKS}

    def _quit(self) -> None:
        self.close()

    def _make_parts(self) -> None:
        office = self.office
        words, icons = office.words, office.icons
        self.whole = QWidget(self)
        self.top = TopBar(office, self.actions_table.menu(self), self.whole)
        names = {name: words(f"desk.{name}") for name, _ in DESKS}
        tips = {name: self.actions_table[f"desk.{name}"].toolTip() for name, _ in DESKS}
        self.rail = Rail(names, tips, icons, self.whole)
        self.errors = ErrorBand(words, icons, self.whole)
        self.keeper = Keeper(office, self.projects, self.whole)
        self.status = StatusLine(words, icons, self.whole)
        self.inspector = Inspector(office, self.whole)

    # pages are made when they are first wanted: the start page is on the screen at once

    @cached_property
    def start(self) -> StartPage:
        page = StartPage(self.office, self.whole)
        page.told.connect(self._person_told)
        page.new_wanted.connect(self.begin_import)
        page.import_wanted.connect(self.begin_import)
        page.browse_wanted.connect(self._browse)
        page.sample_wanted.connect(self.projects.make_sample)
        page.open_wanted.connect(self.projects.open)
        self.pages.addWidget(page)
        return page

    @cached_property
    def work(self) -> WorkDesk:
        desk = WorkDesk(self.office, self.whole)
        desk.register.import_wanted.connect(self.begin_import)
        desk.register.form_wanted.connect(self.show_form)
        desk.register.stored.connect(self.stored)
        self.inspector.zoom_wanted.connect(desk.map.zoom_to)
        for widget in desk.map.status_widgets():
            self.status.add_map_widget(widget)
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def join(self) -> JoinDesk:
        desk = JoinDesk(self.office, self.whole)
        desk.stored.connect(self.stored_elsewhere)
        desk.counted.connect(lambda count: self.rail.show_count("join", count))
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def findings(self) -> FindingsDesk:
        desk = FindingsDesk(self.office, self.whole)
        desk.stored.connect(self.stored_elsewhere)
        desk.counted.connect(lambda count: self.rail.show_count("findings", count))
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def assistant(self) -> ImportAssistant:
        page = ImportAssistant(self.office, self.projects, self.whole)
        page.closed.connect(self.back)
        page.imported.connect(self.projects.open)
        self.pages.addWidget(page)
        return page

    @cached_property
    def form(self) -> RowForm:
        page = RowForm(self.office, self.whole)
        page.closed.connect(self.back)
        page.edited.connect(self.work.register.editor.store_row)
        self.pages.addWidget(page)
        return page

    @cached_property
    def printing(self) -> PrintingDesk:
        desk = PrintingDesk(self.office, self.projects, self.whole)
        desk.closed.connect(self.back)
        self.pages.addWidget(desk)
        return desk

    @cached_property
    def project_page(self) -> ProjectPage:
        page = ProjectPage(self.office, self.projects, self.keeper, self.whole)
        page.closed.connect(self.back)
        self.pages.addWidget(page)
        return page

    @cached_property
    def keys(self) -> KeysPage:
        page = KeysPage(self.office.words, self.actions_table.keys(), self.whole)
        page.closed.connect(self.back)
        self.pages.addWidget(page)
        return page

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self.whole)
        bands = (self.errors, self.keeper.notice)
        self.sides = lay_out(self.whole, Parts(self.top, self.rail, bands, self.pages, self.inspector, self.status))
        self.setCentralWidget(self.whole)

    def _connect(self) -> None:
        office = self.office
        self.rail.chosen.connect(self.show_desk)
        self.projects.opened.connect(self.show_project)
        self.top.search.picked.connect(self._go_to_hit)
        self.top.year_chosen.connect(self._choose_year)
        self.top.appearance.clicked.connect(self.appearance_wanted)
        self.status.undo_wanted.connect(self._undo)
        self.inspector.form_wanted.connect(self.show_form)
        self.inspector.closed.connect(lambda: self._show_inspector(False))
        office.announcer.selected.connect(lambda uids, _origin: self.inspector.show_uid(uids[0] if uids else None))
        office.announcer.asked_about.connect(self.inspector.show_uid)
        office.announcer.wanted_desk.connect(self.show_desk)
        office.announcer.said.connect(self.status.say)
        office.tasks.started.connect(self.status.work.watch)
        office.tasks.failed.connect(self.errors.show_failure)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.back)

    def _show_page(self, page: QWidget, desk: str = "") -> None:
        self.pages.setCurrentWidget(page)
        open_desk = self.office.project is not None
        self.rail.setVisible(open_desk)
        self.rail.show_desk(desk)
        self.status.map.setVisible(desk == "map")
        self.inspector.setVisible(open_desk and desk in {"map", "register", "join"} and self._wants_inspector)
        self.errors.hide()

    @property
    def _wants_inspector(self) -> bool:
        return bool(self.office.preferences.get("inspector", True))

    def _show_inspector(self, shown: bool) -> None:
        self.office.preferences.set("inspector", shown)
        self.inspector.setVisible(shown)

    def _reload_lists(self) -> None:
        self.join.reload()
        self.findings.reload()

    def _show_person(self) -> None:
        actor = self.office.actor
        self.top.show_person(actor.name if actor else "", actor.position if actor else "")

    def _person_told(self, user: User) -> None:
        self.office.actor = user.actor
        self._show_person()

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.office.words("action.project.open"), str(documents_folder()), "LTaxGIS (*.ltax)"
        )
        if path:
            self.projects.open(Path(path))

    def _choose_year(self, year: int) -> None:
        self.projects.choose_year(year)
        project = self.office.project
        if project is not None:
            self.top.show_project(project.settings.name or project.name, year, self.projects.years)

    def _go_to_hit(self, hit: Hit) -> None:
        self.show_desk("map")
        parcel = hit.parcel_uid
        if parcel is not None:
            self.office.announcer.select([parcel], "search")
            self.work.map.zoom_to([parcel])
        else:
            self.work.register.select_uid(hit.uid)
            self.inspector.show_uid(hit.uid)

    def _hide_people(self) -> None:
        self.office.announcer.hide_people(not self.office.announcer.hides_people)

    def _undo(self) -> None:
        if self.undo is not None:
            self.undo.undo()

    def _redo(self) -> None:
        if self.undo is not None:
            self.undo.redo()

    def _take_back(self, number: int) -> Applied:
        assert self.office.project is not None
        assert self.office.actor is not None
        return self.office.services.take_back(self.office.project, self.office.actor, number)

    def _undone(self, applied: Applied) -> None:
        assert self.undo is not None
        what = self.undo.stack.redoText() or self.undo.stack.undoText()
        self.status.say(self.office.words("done.undo", what=what))
        self.work.register.reload()
        self.inspector.again()
        self.work.map.refresh(applied.touched)
        self._reload_lists()
