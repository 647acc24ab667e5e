"""The cases that stand on a parcel, as a card of the inspector."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.cases import Case, local_day
from ltaxgis.ui.cases.telling import by_people, due_told, state_told
from ltaxgis.ui.office import Office
from ltaxgis.ui.widgets.blocks import Card, button, label, row

_MOST = 8


class CasesCard(Card):
    """Those still open first; a click opens one on its desk."""

    def __init__(self, office: Office, cases: Sequence[Case], parent: QWidget) -> None:
        words = office.words
        super().__init__(words("cases.on_parcel", count=len(cases)), parent)
        services = office.services.cases
        today = local_day(services.now())
        for case in cases[:_MOST]:
            open_it = button(case.number, partial(office.announcer.wanted_case.emit, case.uid), "link", self)
            paused = case.state in services.desk(case.desk).table.paused
            due, tone = due_told(words, case.due, today, case.closed_on, paused)
            self.body.addLayout(row(open_it, None, label(due, tone or "quiet", self)))
            title = by_people(office.announcer.hides_people, case.title, case.desk)
            told = " · ".join(part for part in (title, state_told(words, case.desk, case.state)) if part)
            self.body.addWidget(label(told, "quiet", self, wrap=True))
        if len(cases) > _MOST:
            self.body.addWidget(label(words("cases.more", count=len(cases) - _MOST), "quiet", self))
