"""Where a case lies: words, parcels, and the way to the map."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import by_people
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import Card, button, label

_PARCELS = 8


class PlaceCard(Card):
    """The map shows the case, or the parcel that is clicked."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office.words("cases.place"), parent)
        self._office = office
        words, case, parcels = office.words, seen.file.case, seen.file.parcels
        if case.place_text:
            text = by_people(office.announcer.hides_people, case.place_text, case.desk)
            self.body.addWidget(label(text, "", self, wrap=True))
        if case.outside:
            self.body.addWidget(label(words("case.outside"), "attention", self, wrap=True))
        if parcels:
            line = QHBoxLayout()
            line.setSpacing(GAP_2)
            line.addWidget(label(words("case.link.parcel"), "quiet", self))
            for parcel in parcels[:_PARCELS]:
                line.addWidget(button(parcel.code or "–", partial(self._show, [parcel.uid]), "link", self))
            line.addStretch(1)
            self.body.addLayout(line)
        if not case.place_text and case.shape is None and not parcels:
            self.body.addWidget(label(words("case.no_place"), "quiet", self))
        if case.shape is not None or parcels:
            on_map = [case.uid] if case.shape is not None else [parcel.uid for parcel in parcels]
            made = button(words("cases.on_map"), partial(self._show, on_map), "", self)
            office.icons.dress(made, "map-pinned")
            self.head.addWidget(made)

    def _show(self, uids: list[Uid]) -> None:
        announcer = self._office.announcer
        announcer.wanted_desk.emit("map")
        announcer.select(uids, "cases")
        announcer.wanted_on_map.emit(uids)
