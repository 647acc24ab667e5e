"""What stands beside the form: places, people and petitions that may be meant."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_doubles import Duplicate
from ltaxgis.ports.stores import Hit
from ltaxgis.ui.cases.places import PlaceOffer
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import Card, button, clear, label, row, scrolling

WIDTH = 340
_PEOPLE = 6


class Beside(QFrame):
    """`place_taken` carries a PlaceOffer, `person_taken` a Hit of an owner, `case_wanted` and `double_taken` a case's
    uid, the last one empty where it is none after all."""

    place_taken = Signal(object)
    person_taken = Signal(object)
    case_wanted = Signal(str)
    double_taken = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("surface", "side")
        self.setFixedWidth(WIDTH)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        column.setSpacing(GAP_2)
        words = office.words
        self.places = Card(words("petitions.places_meant"), self._inner)
        self.people = Card(words("petitions.people_meant"), self._inner)
        self.doubles = Card(words("petitions.doubles"), self._inner)
        self.double: Uid | None = None
        self._doubles: Sequence[Duplicate] = ()
        for card in (self.doubles, self.places, self.people):
            column.addWidget(card)
            card.hide()
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(self._inner, self))

    def begin(self) -> None:
        self.double = None
        self.show_places([])
        self.show_people([])
        self.show_doubles([])

    def show_places(self, places: Sequence[PlaceOffer]) -> None:
        self._fill(self.places, [(f"{one.title}  {one.detail}".strip(), self.place_taken.emit, one) for one in places])

    def show_people(self, hits: Sequence[Hit]) -> None:
        told = [(f"{one.title}  {one.detail}".strip(), self.person_taken.emit, one) for one in hits[:_PEOPLE]]
        self._fill(self.people, [] if self._office.announcer.hides_people else told)

    def show_doubles(self, doubles: Sequence[Duplicate]) -> None:
        self._doubles = doubles
        words, body = self._office.words, self.doubles.body
        clear(body)
        for one in doubles:
            same = one.uid == self.double
            body.addLayout(row(label(one.number, "code", self.doubles), None))
            body.addWidget(
                label(words(f"petitions.duplicate.{one.reason}", **one.facts), "quiet", self.doubles, wrap=True)
            )
            text = words("petitions.not_the_same" if same else "petitions.the_same")
            take = button(text, partial(self._take_double, None if same else one.uid), "link", self.doubles)
            look = button(words("petitions.look_at"), partial(self.case_wanted.emit, one.uid), "link", self.doubles)
            body.addLayout(row(take, look, None, gap=GAP_3))
        self.doubles.setVisible(bool(doubles))

    def _take_double(self, uid: Uid | None) -> None:
        self.double = uid
        self.show_doubles(self._doubles)
        self.double_taken.emit(uid or "")

    def _fill(self, card: Card, lines: Sequence[tuple[str, Callable[[object], None], object]]) -> None:
        clear(card.body)
        for text, call, what in lines:
            card.body.addWidget(button(text, partial(call, what), "link", card))
        card.setVisible(bool(lines))
