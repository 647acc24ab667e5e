"""A desk of cases: work lists on the left, the table in the middle, the case on the right."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.domain.case_areas import CaseArea
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.ports.cases import CaseCounts, CaseLine, CasePage, CaseQuery
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.case_areas import cases_of
from ltaxgis.services.escalation import is_chief
from ltaxgis.ui.cases import page as case_page
from ltaxgis.ui.cases.case_table import CaseTable
from ltaxgis.ui.cases.desk_look import ESCALATED, DeskLook, WorkList
from ltaxgis.ui.cases.lists_side import ListsSide
from ltaxgis.ui.cases.seen_lists import Seen
from ltaxgis.ui.cases.table_model import Background
from ltaxgis.ui.cases.telling import state_told
from ltaxgis.ui.cases.work_lists import (
    DIVISION,
    LISTS,
    MINE,
    OPEN,
    Asker,
    Filters,
    count_lists,
    list_query,
    waiting_cases,
    with_absent,
)
from ltaxgis.ui.office import Office
from ltaxgis.ui.start.person import known_people
from ltaxgis.ui.widgets.blocks import EmptyState, button

PAGE = 200
_SIZES = "cases.sizes"


class CasesDesk(QWidget):
    """`stored` carries what was applied and the words for it; `counted` how many wait; `begin_wanted` a new case;
    `other_wanted` a case of another desk: its uid and the desk; `person_wanted` an owner's uid; `list_wanted` the list
    that is looked at, with its name, as a workbook, `print_wanted` on paper; `statistics_wanted` the desk's figures;
    `paper_wanted` a case's uid and the kind of a paper; `letters_wanted` the list that is looked at and the kind of the
    letter that its cases are owed; `chiefs_wanted` a page for each chief with what is put before him; `area_seen` the
    part of the town to which the list is narrowed, None for all of it, and uid and kind of each case in it."""

    stored = Signal(object, str)
    counted = Signal(int)
    begin_wanted = Signal()
    other_wanted = Signal(str, str)
    person_wanted = Signal(str)
    list_wanted = Signal(object, str)
    statistics_wanted = Signal()
    print_wanted = Signal(object, str)
    paper_wanted = Signal(str, str)
    letters_wanted = Signal(object, str)
    chiefs_wanted = Signal()
    area_seen = Signal(object, tuple)

    def __init__(self, office: Office, look: DeskLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self.look = office, look
        self._list, self._own = OPEN, ""
        self._base: CaseQuery | None = None
        self._is_new = True  # a chief sees first what is put before him
        self._asked = 0
        self._wanted = ""
        self.area: CaseArea | None = None
        self.with_closed = False
        words = office.words
        more = [(one.name, one.picture, one.tone) for one in look.lists]
        # each part is made where it stays: to be moved, it would be dressed a second time
        self.pages = QStackedWidget(self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self.pages)
        self.lists = ListsSide(office, look.name, self.split, more)
        self.cases = CaseTable(office, look.name, look.sorted_by, self.split, look.columns)
        self.page = case_page.CasePage(office, look, self.split)
        self.empty = EmptyState(office.icons, look.picture, words(f"{look.name}.empty"), self.pages)
        self.empty.offer(button(words(f"{look.name}.begin"), self.begin_wanted.emit, "primary", self.empty))
        self.split.setHandleWidth(3)
        self.split.setChildrenCollapsible(False)
        for part in (self.lists, self.cases, self.page):
            self.split.addWidget(part)
        self.split.setStretchFactor(1, 3)
        self.split.setStretchFactor(2, 2)
        self.split.setSizes(office.preferences.get(_SIZES, [204, 620, 440]))
        self.cases.setMinimumWidth(360)
        self.page.setMinimumWidth(410)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.pages.setCurrentWidget(self.split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._connect()

    # what the window asks

    def reload(self) -> None:
        """Lists, counts and the case that is looked at, as the project says now."""
        actor = self._office.actor
        if actor is None:
            return
        asker, number = self._asker(actor.name), self._next()
        query = self._query(asker)
        is_mine = self._list == MINE and not self._own and query.assignees == (asker.name,)

        def look(project: Project) -> tuple[int, Seen]:
            return number, self._see(project, asker, query, is_mine=is_mine)

        self._office.look(look, self._show)
        self.page.again()

    def show_case(self, uid: Uid) -> None:
        """The case stands on its page, whatever list is looked at."""
        self._wanted = uid
        self.cases.select(self.cases.model.row_of(uid))
        self.page.show_case(uid)

    def show_list(self, name: str) -> None:
        self._list, self._own, self.with_closed = name, "", False
        self.lists.show_chosen(name)
        self.cases.order = ""
        self.reload()

    def show_area(self, area: CaseArea | None, *, with_closed: bool = False) -> None:
        """The list has only what lies in a part of the town, with `with_closed` whatever state it is in."""
        self.area, self.with_closed = area, with_closed and area is not None
        self.reload()

    def escape(self) -> bool:
        """One step back: from what was begun, then from the whole page; False where there is none."""
        if self.page.panel is not None:
            self.page.leave_panel()
        elif self.page.whole:
            self.show_whole(False)
        else:
            return False
        return True

    def show_lists(self) -> None:
        """The lists stand there, though nothing may be in them yet."""
        self.pages.setCurrentWidget(self.split)

    def show_whole(self, whole: bool) -> None:
        """The case has all the room."""
        self.lists.setVisible(not whole)
        self.cases.setVisible(not whole)
        if whole:
            self.page.take_keyboard()
        self.page.set_whole(whole)
        if not whole:
            self.cases.table.setFocus()

    # inside

    @property
    def filters(self) -> Filters:
        actor = self._office.actor
        return Filters(self._office.preferences, self.look.name, actor.name if actor is not None else "")

    def _asker(self, name: str) -> Asker:
        cases = self._office.services.cases
        today = local_day(cases.now())
        return Asker(cases.desk(self.look.name).table, name, self.filters.division, today)

    def _query(self, asker: Asker) -> CaseQuery:
        own = self.filters.all().get(self._own)
        worked_out = any(one.name == self._list for one in self.look.lists)
        base = list_query(OPEN if own is not None or worked_out else self._list, asker)
        if self.with_closed or (worked_out and own is None):
            base = CaseQuery(desk=self.look.name, viewer=asker.name, order="-received")
        if base.order == CaseQuery().order:
            base = replace(base, order=self.look.order)
        return replace(self.cases.narrowed(base), limit=PAGE)

    def _worked_out(self, reading: Reading, actor: Actor, book: OfficeBook, today: date) -> dict[str, tuple[Uid, ...]]:
        """The cases of each of the desk's own lists."""
        return {one.name: tuple(one.uids(reading, actor, book, today)) for one in self.look.lists}

    def _next(self) -> int:
        self._asked += 1
        return self._asked

    def _see(self, project: Project, asker: Asker, query: CaseQuery, *, is_mine: bool) -> Seen:
        everything = CaseQuery(desk=self.look.name, viewer=asker.name, limit=0)
        book, area = self._office.services.cases.book(project), self.area
        in_area: tuple[tuple[Uid, str], ...] = ()
        with project.reading() as reading:
            asker = with_absent(reading, asker)
            if is_mine:
                query = replace(query, assignees=(asker.name, *asker.absent))
            actor = self._office.actor or Actor(asker.name)
            worked_out = self._worked_out(reading, actor, book, asker.today)
            if not self._own and self._list in worked_out:
                query = replace(query, uids=worked_out[self._list])
            if area is not None:
                found = cases_of(reading, self.look.name, asker.name, area, self.look.on_map(book))
                wanted = set(found) if query.uids is None else set(found).intersection(query.uids)
                query = replace(query, uids=tuple(one for one in found if one in wanted))
                lines = reading.case_page(replace(query, limit=len(found))).lines if found else ()
                in_area = tuple((line.uid, line.kind) for line in lines)
            return Seen(
                query,
                self._told(reading, actor, reading.case_page(query), asker.today),
                count_lists(reading, asker, tuple(one for one, _, _ in LISTS))
                | {name: len(uids) for name, uids in worked_out.items()},
                reading.case_counts(self.look.name, asker.today, asker.name),
                book,
                reading.case_page(everything).total > 0,
                waiting_cases(reading, asker),
                in_area,
                is_chief(book, actor),
            )

    def _told(self, reading: Reading, actor: Actor, page: CasePage, today: date) -> CasePage:
        """A page as the list on the screen tells its lines."""
        told = self._work_list.lines if self._work_list is not None else None
        return page if told is None else replace(page, lines=tuple(told(reading, actor, page.lines, today)))

    def _show(self, answer: tuple[int, Seen]) -> None:
        number, seen = answer
        if number != self._asked:
            return
        words, cases = self._office.words, self._office.services.cases
        if self._is_new and seen.by_chief and seen.lists.get(ESCALATED):
            self._is_new = False
            self.show_list(ESCALATED)
            return
        self._is_new = False
        self.pages.setCurrentWidget(self.split if seen.any else self.empty)
        self._base = seen.query
        table = cases.desk(self.look.name).table
        categories = self.look.categories(seen.book, words.language)
        background = Background(self.look.name, local_day(cases.now()), seen.book, categories, table.paused)
        self.lists.show_counts(seen.lists)
        self.lists.show_divisions(_names(seen.book, words.language), self.filters.division)
        self.lists.show_filters(list(self.filters.all()))
        chosen = "" if self.with_closed else self._own or self._list
        self.lists.show_chosen(chosen, own=bool(self._own))
        self.cases.show_choices(
            {
                self.look.sorted_by: list(categories.items()),
                "states": [(state, state_told(words, self.look.name, state)) for state in table.states],
                "divisions": list(_names(seen.book, words.language).items()),
                "assignees": [(one, one or words("case.unassigned")) for one in sorted(seen.counts.assignees)],
            }
        )
        self.cases.show_page(seen.page, background, self.page.uid or "")
        project = self._office.project
        self.cases.letters.setVisible(bool(self._letter and seen.page.total and project and project.writable))
        self.page.people_names = self._people(seen.counts)
        self.counted.emit(seen.waiting)
        self.area_seen.emit(self.area, seen.in_area)

    def _people(self, counts: CaseCounts) -> Sequence[str]:
        """Who works here, and who has cases already."""
        known = [user.name for user in known_people(self._office.preferences)]
        return list(dict.fromkeys([*known, *sorted(name for name in counts.assignees if name)]))

    def _read_more(self, offset: int) -> None:
        query = self._base
        if query is None:
            return
        number = self._asked

        actor, today = self._office.actor or Actor(query.viewer), local_day(self._office.services.cases.now())

        def look(project: Project) -> tuple[int, CasePage]:
            with project.reading() as reading:
                page = reading.case_page(replace(query, offset=offset))
                return number, self._told(reading, actor, page, today)

        def show(answer: tuple[int, CasePage]) -> None:
            if answer[0] == self._asked:
                self.cases.add_page(offset, answer[1])

        self._office.look(look, show)

    def _connect(self) -> None:
        self.lists.chosen.connect(self.show_list)
        self.lists.filter_chosen.connect(self._show_filter)
        self.lists.filter_forgotten.connect(self._forget_filter)
        self.lists.division_told.connect(self._division_told)
        self.lists.begin_wanted.connect(self.begin_wanted)
        self.cases.asked.connect(self.reload)
        self.cases.more_wanted.connect(self._read_more)
        self.cases.picked.connect(self._picked)
        self.cases.opened.connect(self._opened)
        self.cases.kept.connect(self._keep_filter)
        self.page.stored.connect(self._stored)
        self.page.changed.connect(self._changed)
        self.page.paper_wanted.connect(self.paper_wanted)
        self.cases.excel_wanted.connect(lambda: self._leave(self.list_wanted))
        self.cases.statistics_wanted.connect(self.statistics_wanted)
        self.cases.print_wanted.connect(self._print)
        self.cases.letters_wanted.connect(self._want_letters)
        self.page.other_wanted.connect(self._other_wanted)
        self.page.person_wanted.connect(self.person_wanted)
        self.page.whole_wanted.connect(lambda: self.show_whole(not self.page.whole))
        self.split.splitterMoved.connect(lambda *_: self._office.preferences.set(_SIZES, self.split.sizes()))

    def _picked(self, line: CaseLine) -> None:
        self.page.show_case(line.uid)

    def _opened(self, line: CaseLine) -> None:
        self.page.show_case(line.uid)
        self.show_whole(True)

    def _other_wanted(self, uid: Uid, desk: str) -> None:
        if desk == self.look.name:
            self.show_case(uid)
        else:
            self.other_wanted.emit(uid, desk)

    @property
    def _work_list(self) -> WorkList | None:
        """The list on the screen where it is one of the desk's own."""
        shown = "" if self._own or self.with_closed else self._list
        return next((one for one in self.look.lists if one.name == shown), None)

    @property
    def _letter(self) -> str:
        """The letter that the cases of the list on the screen are owed."""
        return self._work_list.letter if self._work_list is not None else ""

    def _want_letters(self) -> None:
        if self._base is not None and self._letter:
            self.letters_wanted.emit(self._base, self._letter)

    def _stored(self, applied: object, text: str) -> None:
        self.stored.emit(applied, text)
        self.reload()

    def _print(self) -> None:
        if self._list == ESCALATED and not self._own:
            self.chiefs_wanted.emit()
        else:
            self._leave(self.print_wanted)

    def _leave(self, wanted: SignalInstance) -> None:
        """The list that is looked at, with its name."""
        if self._base is not None:
            wanted.emit(self._base, self._own or self._office.words(f"case.list.{self._list}"))

    def _changed(self, text: str) -> None:
        self._office.announcer.said.emit(text, "good")
        self.reload()

    def _show_filter(self, name: str) -> None:
        kept = self.filters.all().get(name)
        if kept is not None:
            self._own, self.with_closed = name, False
            self.cases.show_filters(kept)
            self.reload()

    def _keep_filter(self, name: str) -> None:
        self.filters.keep(name, self.cases.narrowed(CaseQuery()))
        self._own = name
        self.reload()

    def _forget_filter(self, name: str) -> None:
        self.filters.forget(name)
        self._own = "" if self._own == name else self._own
        self.reload()

    def _division_told(self, code: str) -> None:
        self.filters.set_division(code)
        if self._list == DIVISION and not code:
            self._list = OPEN
        self.reload()


def _names(book: OfficeBook, language: str) -> dict[str, str]:
    return {code: division.name(language) for code, division in book.divisions.items()}
