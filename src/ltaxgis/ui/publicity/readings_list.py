"""The loudspeakers' list of today: what is read when, noted as read by one click, printed for who reads it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.broadcasts import ToRead, log_reading
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import button, clear, label, row


class ReadingsList(QWidget):
    """`noted` the words for a reading that was noted; `sheet_wanted` when the texts are to be printed."""

    noted = Signal(str)
    sheet_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP_1)

    def show_readings(self, readings: Sequence[ToRead], now: datetime) -> None:
        """Nothing is seen where nothing is read today."""
        clear(self._lines)
        words = self._office.words
        self.setVisible(bool(readings))
        if not readings:
            return
        printed = button(words("publicity.print_readings"), self.sheet_wanted.emit, "link", self)
        self._lines.addLayout(row(label(words("publicity.readings_today"), "heading", self), printed, None))
        plans: dict[Uid, list[ToRead]] = {}
        for one in readings:
            plans.setdefault(one.broadcast.uid, []).append(one)
        for same in plans.values():
            self._show_plan(same, now)

    def note(self, one: ToRead) -> None:
        """It was read at its hour."""
        now = self._office.services.cases.now()

        def work(project: Project, actor: Actor) -> object:
            return log_reading(project, actor, one.broadcast.uid, one.at, now)

        told = self._office.words("publicity.reading_noted", title=one.case.title, time=f"{one.at:%H.%M}")
        self._office.act("work.edit", work, lambda _posting: self.noted.emit(told))

    # inside

    def _show_plan(self, readings: Sequence[ToRead], now: datetime) -> None:
        """A text and its hours in one line."""
        words, first = self._office.words, readings[0]
        if first.may_be_read:
            title = label(first.case.title, "", self)
            self._lines.addLayout(row(title, *(self._hour(one, now) for one in readings), None))
        else:
            told = f"{first.case.title} · {words('publicity.script_unapproved')}"
            self._lines.addWidget(label(told, "attention", self, wrap=True))

    def _hour(self, one: ToRead, now: datetime) -> QWidget:
        words, project = self._office.words, self._office.project
        if one.read is not None and one.read.at is not None:
            at = f"{one.read.at.astimezone(BANGKOK):%H.%M}"
            return label(words("publicity.was_read", time=at, by=one.read.by), "quiet", self)
        hour = words("publicity.reading", time=f"{one.at:%H.%M}")
        if one.at > now or project is None or not project.writable:
            return label(hour, "quiet", self)
        return button(words("publicity.note_reading", hour=hour), partial(self.note, one), "link", self)
