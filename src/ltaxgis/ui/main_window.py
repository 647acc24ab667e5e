"""The window: rail, bars, desks, inspector. It puts parts together and passes on what they say."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.users import User
from ltaxgis.ports.stores import PLACE, Hit, Project
from ltaxgis.services.waiting import Waiting
from ltaxgis.ui.actions import Actions
from ltaxgis.ui.case_pages import CASE_DESKS, ON_THE_MAP
from ltaxgis.ui.guide import Guide
from ltaxgis.ui.moment import Moment
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import cache_folder, documents_folder, id_at
from ltaxgis.ui.rail import DESKS
from ltaxgis.ui.sizes import keep_sizes, restore_sizes
from ltaxgis.ui.start.person import known_user
from ltaxgis.ui.start.today import BEFORE_ME, TODAY, keep_today
from ltaxgis.ui.tokens import LEAST_WINDOW
from ltaxgis.ui.undo import Undo, name_what_is_undone
from ltaxgis.ui.window_pages import PagedWindow

if TYPE_CHECKING:
    from ltaxgis.ui.register.desk import RegisterDesk

MEND = "finding.mend"


class MainWindow(PagedWindow):
    """`appearance_wanted` and `language_wanted` are for `app`, which owns both."""

    appearance_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.undo: Undo | None = None
        self.guide = Guide(office.resources.root.parent / "docs" / "guide", cache_folder() / "guide")
        user = known_user(office.preferences)
        office.actor = user.actor if user is not None else None
        self.setWindowTitle(office.words("program.name"))
        self.setMinimumSize(*LEAST_WINDOW)
        self.make_parts(Actions(self, office.words, office.icons, self._calls()))
        self._connect()
        self._show_person()
        restore_sizes(self, self.sides, office.preferences)
        self.actions_table.enable(False, False)
        self.show_start()

    # projects

    def open_path(self, path: Path) -> None:
        self.projects.open(path)

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
        undo, redo = self.actions_table["edit.undo"], self.actions_table["edit.redo"]
        name_what_is_undone(self.undo.stack, undo, redo, office.words)
        self.inspector.show_nothing()
        self.work.open()
        self._reload_lists()
        self.show_desk("map")
        self.keeper.opened(project)
        self.watch_due()

    def close_project(self) -> None:
        if not self.keeper.leave(self.close_project):
            return
        if "work" in self.__dict__:
            self.work.map.open(None)
        self.projects.close()
        self.undo = None
        self.top.show_project(None)
        self.actions_table.enable(False, False)
        self.setWindowTitle(self.office.words("program.name"))
        self.show_start()

    def hand_over(self) -> Moment | None:
        """What is shown, with the project, which stays open and is no longer this window's; None without one."""
        if self.undo is None:
            return None
        register, announcer, undo = self.work.register, self.office.announcer, self.undo
        place, released = self.work.map.place(), self.projects.release()
        if released is None:
            return None
        self.work.map.open(None)
        return Moment(
            *released, self._desk, place, register.view, tuple(announcer.selection), undo.remembered,
            undo.stack.index(), announcer.hides_people,
        )  # fmt: skip

    def take_over(self, moment: Moment) -> None:
        """Goes on from what another window showed."""
        self.work.register.begin_with(moment.sheet)
        self.projects.take(moment.path, moment.project)
        assert self.undo is not None
        self.undo.resume(moment.done, moment.standing)
        self.work.map.go_on_at(moment.place)
        self.office.announcer.hide_people(moment.hides_people)
        self.office.announcer.select(moment.selection, "window")
        self.show_desk(moment.desk)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way that another window could not go on with."""
        half_done = ("assistant", "printing", "form", "project_page", "office_book")
        page = self.pages.currentWidget()
        return not self.office.tasks.busy and all(page is not self.__dict__.get(name) for name in half_done)

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

    def stored_case(self, applied: Applied, text: str) -> None:
        """Something was done to a case; `text` says what."""
        if self.undo is not None:
            self.undo.push(text, applied)
        self.status.say(text, "good", undoable=applied.count > 0)
        self.inspector.again()
        self.work.map.refresh(applied.touched)

    def closeEvent(self, event: QCloseEvent) -> None:
        assistant = self.__dict__.get("assistant")
        if (assistant is not None and not assistant.leave(self.close)) or not self.keeper.leave(self.close):
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
            "project.copies": self.show_map_copies,
            "project.info": self.show_project_page,
            "office.book": self.show_office_book,
            "project.close": self.close_project,
            "program.quit": self._quit,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "edit.find": lambda: self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "edit.replace": self._on_register(lambda desk: desk.begin_replace()),
            "edit.fill": self._on_register(lambda desk: desk.fill_down()),
            "edit.form": self._on_register(lambda desk: desk.want_form()),
            "edit.flag": self._on_register(lambda desk: desk.flag()),
            "petitions.begin": lambda: self.begin_case("petitions"),
            "permits.begin": lambda: self.begin_case("permits"),
            "letters.begin": lambda: self.begin_case("letters_in"),
            "letters.number": self.number_key,
            **{f"desk.{name}": self._desk_call(name) for name, _ in DESKS},
            "view.hide_people": self._hide_people,
            "view.inspector": lambda: self.show_inspector(not self.inspector.isVisible()),
            "view.dark": self.appearance_wanted.emit,
            "view.language": self.language_wanted.emit,
            "help.page": self._show_guide,
            "help.keys": lambda: self.show_page(self.keys),
        }

    def _on_register(self, act: Callable[["RegisterDesk"], None]) -> Callable[[], None]:
        # the desk is made when it is first wanted, its actions before
        return lambda: act(self.work.register)

    def _desk_call(self, name: str) -> Callable[[], None]:
        return lambda: self.show_desk(name)

    def _quit(self) -> None:
        self.close()

    def _connect(self) -> None:
        office = self.office
        self.kept.connect(self.stored)
        self.kept_elsewhere.connect(self.stored_elsewhere)
        self.case_kept.connect(self.stored_case)
        self.person_told.connect(self._person_told)
        self.top.people.told.connect(self._person_told)
        self.keeper.copying.connect(self.pages.setDisabled)
        self.browse_wanted.connect(self._browse)
        self.rail.chosen.connect(self.show_desk)
        self.projects.opened.connect(self.show_project)
        self.top.search.picked.connect(self._go_to_hit)
        self.top.year_chosen.connect(self._choose_year)
        self.top.appearance.clicked.connect(self.appearance_wanted)
        self.status.undo_wanted.connect(self._undo)
        self.inspector.form_wanted.connect(self.show_form)
        self.inspector.closed.connect(lambda: self.show_inspector(False))
        office.announcer.selected.connect(
            lambda uids, _origin: self.inspector.show_uid(uids[0] if uids else None, len(uids))
        )
        office.announcer.asked_about.connect(self.inspector.show_uid)
        office.announcer.asked_here.connect(self.inspector.show_here)
        office.announcer.wanted_desk.connect(self.show_desk)
        office.announcer.wanted_case.connect(self.find_case)
        office.announcer.wanted_cases.connect(self.list_cases)
        office.announcer.wanted_case_at.connect(lambda east, north: self.begin_case("petitions", (east, north)))
        office.announcer.wanted_letter.connect(self.draft_letter)
        office.announcer.wanted_office.connect(self.show_office_part)
        office.announcer.wanted_stamps.connect(self.show_stamps)
        office.announcer.said.connect(self.status.say)
        office.tasks.started.connect(self.status.work.watch)
        office.tasks.failed.connect(self.errors.show_failure)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.back)

    def _reload_lists(self) -> None:
        """What waits is counted anew; the lists themselves are read where somebody looks at them."""
        self.office.look(self.office.services.waiting, self._show_waiting)
        self._count_cases()
        self.forget_lists()

    def _show_waiting(self, waiting: Waiting) -> None:
        self.rail.show_count("join", waiting.rows)
        self.rail.show_count("findings", waiting.findings)

    def _count_cases(self) -> None:
        """What waits on the desks of cases for whoever works here."""
        cases, actor = self.office.services.cases, self.office.actor
        if actor is None:
            return
        from ltaxgis.domain.cases import local_day
        from ltaxgis.services.escalation import before_me, is_chief
        from ltaxgis.ui.cases.work_lists import Asker, count_lists, waiting_cases  # with the first project

        name, today = actor.name, local_day(cases.now())

        def look(project: Project) -> dict[str, tuple[int, dict[str, int]]]:
            askers = [Asker(cases.desk(desk).table, name, "", today) for desk in CASE_DESKS]
            book = cases.book(project) if actor.position else None
            with project.reading() as reading:
                counts = {
                    one.table.desk: (waiting_cases(reading, one), count_lists(reading, one, TODAY)) for one in askers
                }
                if book is not None and is_chief(book, actor):
                    for desk in ON_THE_MAP:
                        told = before_me(reading, actor, book, cases.desk(desk).table, today)
                        counts[desk][1][BEFORE_ME] = len(told)
                return counts

        self.office.look(look, self._show_waiting_cases)

    def _show_waiting_cases(self, counts: dict[str, tuple[int, dict[str, int]]]) -> None:
        for desk, (count, _) in counts.items():
            self.show_waiting_of(desk, count)
        if self.projects.path is not None:
            own = id_at(self.office.preferences, self.projects.path)
            keep_today(self.office.preferences, own, {desk: lists for desk, (_, lists) in counts.items()})

    def _show_person(self) -> None:
        actor = self.office.actor
        self.top.show_person(actor.name if actor else "", actor.position if actor else "")

    def _person_told(self, user: User) -> None:
        self.office.actor = user.actor
        self._show_person()
        self.keeper.announce()
        if self.office.project is not None:
            self._reload_lists()

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
        from ltaxgis.services.find_anything import CASE, place_of  # as the search box: with the first project

        if hit.kind == CASE:
            self.find_case(hit.uid)
            return
        self.show_desk("map")

        parcel, project = hit.parcel_uid, self.office.project
        if hit.kind == PLACE and project is not None:
            self.office.tasks.query(lambda: place_of(project, hit), self.work.map.zoom_to)
        elif parcel is not None:
            self.office.announcer.select([parcel], "search")
            self.work.map.zoom_to([parcel])
        else:
            self.work.register.select_uid(hit.uid)
            self.inspector.show_uid(hit.uid)

    def _show_guide(self) -> None:
        try:
            self.guide.open(self.topic)
        except Refused as refused:
            self.errors.show_failure(refused)

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
        code, what = self.undo.said
        self.status.say(self.office.words(code, what=what))
        self.work.register.reload()
        self.inspector.again()
        self.work.map.refresh(applied.touched)
        self._reload_lists()
