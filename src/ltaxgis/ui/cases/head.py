"""The head of a case: its number, state, clock, what it is about, and what may be done next."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QToolButton, QVBoxLayout, QWidget

from ltaxgis.domain.states import Transition
from ltaxgis.services.case_work_lists import MARK
from ltaxgis.services.papers_asked import kinds_of
from ltaxgis.ui.cases.desk_look import DeskLook
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import by_people, due_told, event_told, kind_told, state_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label, retone, row

_FEW, _MOST = 2, 4
_ROOM, _PADDING = 250, 34
"""Logical pixels for buttons beside the menu of the others, and what one has about its text."""


class CaseHead(QFrame):
    """`event_wanted` carries a Transition; `minute_wanted` and `assign_wanted` other acts; `whole_wanted` all the room
    for this case, or less again; `paper_wanted` the kind of a paper."""

    event_wanted = Signal(object)
    minute_wanted = Signal()
    assign_wanted = Signal()
    edit_wanted = Signal()
    whole_wanted = Signal()
    paper_wanted = Signal(str)

    def __init__(self, office: Office, look: DeskLook, seen: SeenCase, whole: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._look, self._seen = office, look, seen
        self.setProperty("surface", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        column.setSpacing(GAP_1)
        words, case, clock = office.words, seen.file.case, seen.file.clock
        number = label(case.number or "–", "code", self)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        due, tone = due_told(words, case.due, seen.today, case.closed_on, clock.paused)
        pill = label(state_told(words, case.desk, case.state), "pill", self)
        until = label(due if case.due is None or case.closed_on else f"{due} · {words('cases.due', day=case.due)}",
                      tone or "quiet", self)  # fmt: skip
        picture = "arrow-right" if whole else "arrow-left"
        tip = words("cases.less_room" if whole else "cases.more_room")
        widen = icon_button(office.icons, picture, tip, self.whole_wanted.emit, self)
        column.addLayout(row(number, pill, None, self._papers(), widen))
        said = by_people(office.announcer.hides_people, case.title, case.desk)
        title = label(said or words("cases.no_title"), "heading", self, wrap=True)
        column.addWidget(title)
        categories = look.categories(seen.book, words.language)
        kind = kind_told(words, case.desk, case.kind, case.category, categories)
        own = words(f"{case.desk}.kind.{case.kind}")
        column.addWidget(label(kind if kind == own else f"{own} · {kind}", "quiet", self, wrap=True))
        until.setVisible(case.due is not None or case.closed_on is not None)
        column.addWidget(until)
        self._tell_clock(column)
        shown = self._shown(whole)
        self.buttons = [self._event_button(one, number) for number, one in enumerate(seen.events[:shown])]
        column.addLayout(row(*self.buttons, self._others(seen.events[shown:]), None))

    def step_back(self, back: bool) -> None:
        """While something is asked its own button is the one to press."""
        usual = self._look.usual.get(self._seen.file.case.state, ())
        if self.buttons and self._seen.events[0].event in usual:
            retone(self.buttons[0], "kind", "" if back else "primary")

    def _shown(self, whole: bool) -> int:
        """How many events find room as buttons: one at least, four where there is all the room."""
        words, metrics = self._office.words, self.fontMetrics()
        names = [event_told(words, self._look.name, one.event) for one in self._seen.events]
        used, shown = 0, 0
        for name in names[: _MOST if whole else _FEW]:
            used += metrics.horizontalAdvance(name) + _PADDING
            shown += used <= _ROOM or whole or not shown
        return shown

    def _tell_clock(self, column: QVBoxLayout) -> None:
        words, clock, case = self._office.words, self._seen.file.clock, self._seen.file.case
        if clock.mark and not clock.paused and case.closed_on is None and (clock.left or 0) >= 0:
            text = words("clock.used", mark=clock.mark)
            column.addWidget(label(text, "attention" if clock.mark >= MARK else "quiet", self))
        if clock.extended:
            column.addWidget(label(words("clock.extended", count=clock.extended), "quiet", self))
        if case.due_raw is not None and case.due != case.due_raw:
            column.addWidget(label(words("clock.raw", raw=case.due_raw, day=case.due), "small", self, wrap=True))
        if self._look.late_notices and clock.notices and case.closed_on is None and len(clock.notices) > clock.sent:
            text = words("clock.notices", count=len(clock.notices), sent=clock.sent)
            column.addWidget(label(text, "attention", self, wrap=True))

    def _event_button(self, one: Transition, number: int) -> QWidget:
        usual = number == 0 and one.event in self._look.usual.get(self._seen.file.case.state, ())
        text = event_told(self._office.words, self._look.name, one.event)
        made = button(text, partial(self.event_wanted.emit, one), "primary" if usual else "", self)
        if number == 0:
            made.setToolTip(f"{text}  Ctrl+Enter")
        return made

    def _papers(self) -> QToolButton:
        words, menu = self._office.words, QMenu(self)
        for kind in kinds_of(self._look.name):
            menu.addAction(words(f"paper.kind.{kind}"), partial(self.paper_wanted.emit, kind))
        made = QToolButton(self)
        made.setProperty("kind", "quiet")
        made.setToolTip(words("cases.print"))
        made.setAccessibleName(words("cases.print"))
        self._office.icons.dress(made, "printer")
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _want_letter(self) -> None:
        case = self._seen.file.case
        told = " ".join(part for part in (case.number, case.title) if part)
        self._office.announcer.wanted_letter.emit(case.uid, told)

    def _others(self, events: tuple[Transition, ...]) -> QToolButton:
        words = self._office.words
        menu = QMenu(self)
        for one in events:
            menu.addAction(event_told(words, self._look.name, one.event), partial(self.event_wanted.emit, one))
        if events:
            menu.addSeparator()
        menu.addAction(words("cases.minute"), self.minute_wanted.emit)
        if not any(one.event == "assign" for one in self._seen.events):
            menu.addAction(words("cases.assign"), self.assign_wanted.emit)
        menu.addAction(words("cases.edit"), self.edit_wanted.emit)
        menu.addAction(words("letters.answer"), self._want_letter)
        made = QToolButton(self)
        made.setText(words("cases.more_steps"))
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMinimumHeight(CONTROL_HEIGHT)
        project = self._office.project
        made.setEnabled(project is not None and project.writable)
        return made
