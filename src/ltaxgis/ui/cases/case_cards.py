"""The cards of a case, in one column or two. On the screen they come one a turn, so that nobody waits for a whole
page: each is some milliseconds of the window's time."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.desk_look import DeskLook, MakeCard
from ltaxgis.ui.cases.file_card import FileCard
from ltaxgis.ui.cases.links_card import LinksCard
from ltaxgis.ui.cases.people_card import PeopleCard
from ltaxgis.ui.cases.place_card import PlaceCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import by_people
from ltaxgis.ui.cases.timeline import TimelineCard
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import Card, clear, label, scrolling

WIDE = 860
Maker = Callable[[], QWidget | None]


class CaseCards(QWidget):
    """`stored`, `changed`, `moved`, `other_wanted` and `person_wanted` are what the cards say; `settled` when all of
    them stand there."""

    stored = Signal(object, str)
    changed = Signal(str)
    moved = Signal(str)
    other_wanted = Signal(str, str)
    person_wanted = Signal(str)
    settled = Signal()

    def __init__(self, office: Office, look: DeskLook, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._look = office, look
        self._inner = QWidget()
        all_of_it = QVBoxLayout(self._inner)
        all_of_it.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        all_of_it.setSpacing(GAP_2)
        self._above = QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        all_of_it.addLayout(self._above)
        all_of_it.addLayout(self._columns, 1)
        self._columns.setSpacing(GAP_2)
        self._first, self._second = QVBoxLayout(), QVBoxLayout()
        for column in (self._first, self._second):
            column.setSpacing(GAP_2)
            self._columns.addLayout(column)
        self._columns.setStretch(1, 1)
        self.area: QScrollArea = scrolling(self._inner, self)
        self._waiting: Iterator[tuple[QVBoxLayout, Maker]] = iter(())
        self._keeps = 0
        self._uid = ""
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_case(self, seen: SeenCase) -> None:
        """The case's cards; of the same one as before the page stays where it was scrolled to."""
        bar = self.area.verticalScrollBar()
        self._keeps = bar.value() if seen.file.case.uid == self._uid else 0
        self._uid = seen.file.case.uid
        clear(self._first)
        clear(self._second)
        self._waiting = self._makers(seen)
        if self.isVisible():
            self._turn.start()
        else:
            while self._waiting_goes_on():
                pass

    def show_above(self, widget: QWidget | None) -> None:
        """What is asked just now stands over the cards; None: nothing is."""
        clear(self._above)
        if widget is not None:
            self._above.addWidget(widget)
            self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
            self._columns.setStretch(0, 1 if wide else 0)

    # inside

    def _next(self) -> None:
        if not self._waiting_goes_on():
            self._turn.stop()

    def _waiting_goes_on(self) -> bool:
        """One more card stands there; False after the last."""
        following = next(self._waiting, None)
        if following is None:
            self._first.addStretch(1)
            self._second.addStretch(1)
            self.area.verticalScrollBar().setValue(self._keeps)
            self.settled.emit()
            return False
        column, make = following
        made = make()
        if made is not None:
            column.addWidget(made)
        return True

    def _makers(self, seen: SeenCase) -> Iterator[tuple[QVBoxLayout, Maker]]:
        office, look = self._office, self._look
        if look.own_first:
            yield from self._own_makers(seen)
        yield self._first, lambda: self._details(seen)
        yield self._first, lambda: PlaceCard(office, seen, self._inner)
        yield self._first, lambda: self._people(seen)
        yield self._second, lambda: TimelineCard(office, seen, self._inner)
        if not look.own_first:
            yield from self._own_makers(seen)
        yield self._second, lambda: self._file(seen)
        if seen.file.others or self._may_write():
            yield self._second, lambda: self._links(seen)

    def _own_makers(self, seen: SeenCase) -> Iterator[tuple[QVBoxLayout, Maker]]:
        for make in self._look.cards:
            yield self._first, partial(self._own, make, seen)

    def _may_write(self) -> bool:
        project = self._office.project
        return project is not None and project.writable

    def _details(self, seen: SeenCase) -> Card | None:
        if not seen.file.case.details:
            return None
        said = Card(self._office.words("cases.details"), self._inner)
        text = by_people(self._office.announcer.hides_people, seen.file.case.details, seen.file.case.desk)
        said.body.addWidget(label(text, "", said, wrap=True))
        return said

    def _people(self, seen: SeenCase) -> PeopleCard:
        people = PeopleCard(self._office, seen, self._look.hides_people(seen), self._inner)
        people.person_wanted.connect(self.person_wanted)
        people.stored.connect(self.stored)
        return people

    def _own(self, make: MakeCard, seen: SeenCase) -> QWidget | None:
        made = make(self._office, seen, self._inner)
        if isinstance(made, ActingCard):
            made.changed.connect(self.changed)
        if made is not None and hasattr(made, "stored"):
            made.stored.connect(self.stored)
        return made

    def _file(self, seen: SeenCase) -> FileCard:
        card = FileCard(self._office, seen, self._inner)
        card.moved.connect(self.moved)
        return card

    def _links(self, seen: SeenCase) -> LinksCard:
        card = LinksCard(self._office, seen, self._inner)
        card.other_wanted.connect(self.other_wanted)
        card.stored.connect(self.stored)
        return card
