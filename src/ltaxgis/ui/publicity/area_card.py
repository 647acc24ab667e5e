"""The area that a text is about, and the ways to tell it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.publicity import ALERT, Publication
from ltaxgis.domain.publicity_states import APPROVED, DRAFT, RETURNED, REVIEW, SCHEDULED
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.map.tools.tracing import surface_text
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import button, label, row

_EDITABLE = frozenset({DRAFT, RETURNED, REVIEW, APPROVED, SCHEDULED})


class AreaCard(ActingCard):
    """Drawn on the map, taken from the selected parcels, looked at there, or taken away."""

    def __init__(self, office: Office, seen: SeenCase, told: Publication, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.area"), parent)
        words, wanted, uid = office.words, office.announcer.wanted_area, seen.file.case.uid
        area = told.area
        text = words("publicity.no_area") if area is None else " · ".join(surface_text(area.area).split("\n"))
        self.body.addWidget(label(text, "quiet" if area is None else "", self, wrap=True))
        ways = [] if area is None else ["see"]
        if self.may_write and seen.file.case.state in _EDITABLE:
            ways += ["draw", *(["parcels"] if office.announcer.selection else []), *([] if area is None else ["drop"])]
        for pair in (ways[:2], ways[2:]):
            if pair:
                self.body.addLayout(row(*(
                    button(words(f"publicity.area.{way}"), partial(wanted.emit, uid, way, area), "", self)
                    for way in pair
                ), None))  # fmt: skip


def area_card(office: Office, seen: SeenCase, parent: QWidget) -> AreaCard | None:
    told = publication_of(seen)
    if told is None or (seen.file.case.kind != ALERT and told.area is None):
        return None
    return AreaCard(office, seen, told, parent)
