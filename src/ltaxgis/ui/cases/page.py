"""A case in full: head, cards, what happened, and a line for a remark."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.states import Transition
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_steps import Sorting, comment, edit_case, minute, move_folder
from ltaxgis.ui.cases.ask_panel import Ask, AskPanel
from ltaxgis.ui.cases.case_cards import CaseCards
from ltaxgis.ui.cases.desk_look import DeskLook
from ltaxgis.ui.cases.head import CaseHead
from ltaxgis.ui.cases.kept_focus import KeptFocus
from ltaxgis.ui.cases.seen_case import SeenCase, see_case
from ltaxgis.ui.cases.telling import event_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import EmptyState, clear

if TYPE_CHECKING:
    from ltaxgis.ui.cases.desk_look import More

Act = Callable[[Project, Actor], Applied]


class CasePage(QFrame):
    """`stored` carries what was applied and the words for it, `changed` the words alone, whereupon the desk reads
    again; `other_wanted` another case's uid and desk; `person_wanted` an owner's uid; `whole_wanted` all the room, or
    less again; `paper_wanted` the case's uid and the kind of a paper."""

    stored = Signal(object, str)
    changed = Signal(str)
    other_wanted = Signal(str, str)
    person_wanted = Signal(str)
    whole_wanted = Signal()
    paper_wanted = Signal(str, str)

    def __init__(self, office: Office, look: DeskLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._look = office, look
        self.seen: SeenCase | None = None
        self.uid: Uid | None = None
        self.whole = False
        self.people_names: Sequence[str] = ()
        self.panel: AskPanel | None = None
        self.head: CaseHead | None = None
        self.setProperty("surface", "side")
        words = office.words
        self.empty = EmptyState(office.icons, "mouse-pointer-click", words("cases.none_chosen"), self)
        self._head_place = QVBoxLayout()
        self.cards = CaseCards(office, look, self)
        self.cards.stored.connect(self.stored)
        self.cards.changed.connect(self.changed)
        self.cards.moved.connect(self._move_folder)
        self.cards.other_wanted.connect(self.other_wanted)
        self.cards.person_wanted.connect(self.person_wanted)
        self.remark = QLineEdit(self)
        self.remark.setPlaceholderText(words("cases.remark"))
        self.remark.setAccessibleName(words("cases.remark"))
        self.remark.returnPressed.connect(self.keep_remark)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head_place)
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.cards, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        foot.addWidget(self.remark)
        whole.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            usual = QShortcut(QKeySequence(keys), self)
            usual.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            usual.activated.connect(self.take_usual)
        office.announcer.privacy.connect(self._hide_people)
        self._focus = KeptFocus(self, lambda: self.head.buttons[0] if self.head and self.head.buttons else self.remark)
        self.cards.settled.connect(self._focus.restore)
        self.show_nothing()

    # what is shown

    def show_nothing(self) -> None:
        self.uid, self.seen, self.head = None, None, None
        self.leave_panel()
        clear(self._head_place)
        self.cards.hide()
        self.remark.hide()
        self.empty.show()

    def show_case(self, uid: Uid | None) -> None:
        """The case is read in the background; what was begun on another one is left."""
        if uid is None:
            self.show_nothing()
            return
        if uid != self.uid:
            self.leave_panel()
            self.remark.clear()
        self.uid = uid
        actor, cases, look = self._office.actor, self._office.services.cases, self._look
        if actor is not None:
            self._office.look(lambda project: see_case(project, actor, cases, look, uid), self._show)

    def again(self) -> None:
        if self.uid is not None:
            self.show_case(self.uid)

    def take_keyboard(self) -> None:
        """The first step has the keyboard once the case stands there."""
        self._focus.take()

    def set_whole(self, whole: bool) -> None:
        self.whole = whole
        self._draw()

    # what is done

    def take_usual(self) -> None:
        """The first of the steps that may be taken."""
        if self.panel is not None:
            self.panel.tell()
        elif self.seen is not None and self.seen.events:
            self.want_event(self.seen.events[0])

    def want_event(self, one: Transition) -> None:
        """A step that asks for nothing is taken at once; it can be undone."""
        if self.seen is None:
            return
        words, look, case = self._office.words, self._look, self.seen.file.case
        more = look.asks(self.seen.book, one.event, words.language)
        parts = [part for part in dict.fromkeys([*one.asks, *more.parts]) if part not in more.never]
        text = event_told(words, look.name, one.event)
        ask = Ask(
            one.event, text, parts, (frozenset(one.asks) | more.needed) - more.never, one.event in look.tells_citizen,
            case.division, case.assignee, more.choices,
        )  # fmt: skip
        if parts:
            self._begin(ask)
        else:
            self._take(ask, StepTold(), {})

    def want_minute(self) -> None:
        chain = {name: name for name in (self.seen.book.chain if self.seen is not None else ())}
        parts = ("text", "who", "position", "day")
        go = self._office.words("cases.minute")
        self._begin(Ask("minute", go, parts, frozenset({"text"}), choices={"position": chain}))

    def want_assignment(self) -> None:
        if self.seen is not None:
            case = self.seen.file.case
            go = self._office.words("cases.assign")
            self._begin(Ask("give", go, ("division", "assignee"), division=case.division, assignee=case.assignee))

    def want_edit(self) -> None:
        """What was written down is written otherwise."""
        if self.seen is None:
            return
        words, case = self._office.words, self.seen.file.case
        categories = self._look.categories(self.seen.book, words.language)
        sorts = self._look.sorted_by == "categories"
        parts = ("title", "details", "place_text", *(("category",) if sorts else ()))
        values = {name: str(getattr(case, name)) for name in parts}
        choices = {"category": categories}
        self._begin(Ask("edit", words("cases.keep"), parts, frozenset({"title"}), choices=choices, values=values))

    def keep_remark(self) -> None:
        text, uid, now = self.remark.text().strip(), self.uid, self._office.services.cases.now()
        if text and uid is not None:
            self._act(lambda project, actor: comment(project, actor, uid, text, now), "case.step.comment")
            self.remark.clear()

    def leave_panel(self) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            held = panel.isAncestorOf(QApplication.focusWidget() or self)
            self.cards.show_above(None)
            if self.head is not None:
                self.head.step_back(False)
            if held:
                self._focus.give()

    # inside

    def _begin(self, ask: Ask) -> None:
        self.leave_panel()
        if self.seen is None:
            return
        language = self._office.words.language
        divisions = {code: one.name(language) for code, one in self.seen.book.divisions.items()}
        panel = AskPanel(self._office, ask, divisions, self.people_names, self)
        panel.told.connect(self._take)
        panel.left.connect(self.leave_panel)
        self.cards.show_above(panel)
        if self.head is not None:
            self.head.step_back(True)
        self.panel = panel
        panel.begin()

    def _take(self, ask: Ask, told: StepTold, more: "More") -> None:
        uid, seen = self.uid, self.seen
        if uid is None or seen is None:
            return
        now = self._office.services.cases.now()
        if ask.act == "minute":
            self._act(lambda project, actor: minute(project, actor, uid, told, now), "case.step.minute")
        elif ask.act == "edit":
            by = Sorting(seen.desk, seen.book, now)
            self._act(lambda project, actor: edit_case(project, actor, uid, more, sorting=by), "cases.edit")
        elif ask.act == "give":
            fields: Mapping[str, object] = {"division": told.division, "assignee": told.assignee}
            self._act(lambda project, actor: edit_case(project, actor, uid, fields, "case.give"), "cases.assign")
        else:
            step, book, desk = self._look.step, seen.book, seen.desk
            self._act(
                lambda project, actor: step(project, actor, book, desk, uid, ask.act, told, now, more), "", ask.go
            )

    def _act(self, act: Act, code: str, text: str = "") -> None:
        words = self._office.words
        number = self.seen.file.case.number if self.seen is not None else ""
        done = words("cases.done", what=text or words(code), number=number)

        def stored(applied: Applied) -> None:
            self.leave_panel()
            self.stored.emit(applied, done)

        self._office.act("work.edit", act, stored)

    def _show(self, seen: SeenCase) -> None:
        if seen.file.case.uid == self.uid:
            self.seen = seen
            self._draw()

    def _draw(self) -> None:
        seen = self.seen
        if seen is None:
            return
        self._focus.remember()
        clear(self._head_place)
        head = CaseHead(self._office, self._look, seen, self.whole, self)
        head.event_wanted.connect(self.want_event)
        head.minute_wanted.connect(self.want_minute)
        head.assign_wanted.connect(self.want_assignment)
        head.edit_wanted.connect(self.want_edit)
        uid = seen.file.case.uid
        head.paper_wanted.connect(lambda kind: self.paper_wanted.emit(uid, kind))
        head.whole_wanted.connect(self.whole_wanted)
        head.step_back(self.panel is not None)
        self._head_place.addWidget(head)
        self.head = head
        self.empty.hide()
        self.cards.show()
        self.cards.show_case(seen)
        project = self._office.project
        self.remark.setVisible(project is not None and project.writable)

    def _hide_people(self, hidden: bool) -> None:
        if hidden and self.panel is not None and self.panel.ask.act == "edit":
            self.leave_panel()  # what people wrote stands in its fields
        self._draw()

    def _move_folder(self, at: str) -> None:
        uid = self.uid
        if uid is not None:
            self._act(lambda project, actor: move_folder(project, actor, uid, at), "field.case.folder_at")
