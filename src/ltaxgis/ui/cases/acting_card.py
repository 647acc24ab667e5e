"""A card of a case on which something can be done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import Card

Act = Callable[[Project, Actor], Applied]
Deed = Callable[[Project, Actor], object]


class ActingCard(Card):
    """`stored` carries what was applied and the words for it; `changed` the words alone, of what cannot be taken back
    by one step. Either way the page is read again."""

    stored = Signal(object, str)
    changed = Signal(str)

    def __init__(self, office: Office, seen: SeenCase, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.office, self.seen = office, seen
        project = office.project
        self.may_write = project is not None and project.writable

    def act(self, work: Act, what: str) -> None:
        """`what` is said when it is done."""
        told = self.office.words("cases.done", what=what, number=self.seen.file.case.number)
        self.office.act("work.edit", work, lambda applied: self.stored.emit(applied, told))

    def do(self, work: Deed, what: str) -> None:
        told = self.office.words("cases.done", what=what, number=self.seen.file.case.number)
        self.office.act("work.edit", work, lambda _done: self.changed.emit(told))
