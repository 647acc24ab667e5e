"""One kind of finding: what it is, what can be done about all of it, and each of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied, ChangeSet
from ltaxgis.domain.findings import Finding
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project
from ltaxgis.services.finding_places import things_of
from ltaxgis.services.owner_doubles import FINDING as DOUBLES
from ltaxgis.ui.findings.doubles import DoublesView
from ltaxgis.ui.findings.kinds import LOOKS, Kind, title
from ltaxgis.ui.findings.one_kind import KindView
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label

_ENOUGH = 5000


class KindPage(QFrame):
    """`stored` as the sheet's editor says."""

    stored = Signal(object, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._kind: Kind | None = None
        self._mending: ChangeSet | None = None
        self.setProperty("surface", "plain")
        self.one_kind = KindView(office.words, self)
        self.one_kind.wanted.connect(self._look_up)
        self.doubles = DoublesView(office, self)
        self.doubles.stored.connect(self.stored)
        self.image = QLabel(self)
        self.heading = label("", "heading", self, wrap=True)
        self.severity = label("", "quiet", self, wrap=True)
        self.mend_button = button("", self.mend, "primary", self)
        self.accept_button = button("", self.accept, "", self)
        self.bodies = QStackedWidget(self)
        self.bodies.addWidget(self.one_kind)
        self.bodies.addWidget(self.doubles)
        self._lay_out()
        for made in (self.mend_button, self.accept_button):  # there is nothing to say on them before a kind is shown
            made.hide()

    def show_kind(self, kind: Kind) -> None:
        """The kind at once, its findings and what would mend them as soon as they are read."""
        self._kind, self._mending = kind, None
        words, services = self._office.words, self._office.services
        picture, tone = LOOKS[kind.severity]
        self.heading.setText(title(words, kind.code))
        self.image.setPixmap(self._office.icons.pixmap(picture, tone, 22, 2.0))
        self.severity.setText(words(f"severity.{kind.severity}"))
        self.accept_button.setText(words("findings.accept", count=kind.count))
        doubles = kind.code == DOUBLES
        self.mend_button.hide()
        self.accept_button.setVisible(not doubles)
        self.bodies.setCurrentWidget(self.doubles if doubles else self.one_kind)
        if doubles:
            return

        def look(project: Project) -> tuple[Kind, Sequence[Finding], ChangeSet]:
            with project.reading() as reading:
                found = reading.findings(kind.code)[:_ENOUGH]
            return kind, found, services.mending(project, kind.code)

        self._office.look(look, self._show_details)

    def mend(self) -> None:
        """All findings of the kind are mended by its rule."""
        changes, services = self._mending, self._office.services
        if changes is None:
            return

        def work(project: Project, actor: Actor) -> Applied:
            ask_leave(actor, "register.edit")
            return services.apply(project, actor, changes)

        count = len(changes.changes)
        self._office.act("work.mend", work, lambda applied: self.stored.emit(applied, count))

    def accept(self) -> None:
        """The findings of the kind are not told again."""
        kind, services = self._kind, self._office.services
        if kind is None:
            return
        self._office.act(
            "work.accept",
            lambda project, actor: services.accept_findings(project, actor, kind.code),
            lambda applied: self.stored.emit(applied, kind.count),
        )

    # inside

    def _show_details(self, answer: tuple[Kind, Sequence[Finding], ChangeSet]) -> None:
        kind, found, mending = answer
        if kind is not self._kind:
            return
        self.one_kind.show_findings(found)
        self._mending = mending if mending.changes else None
        self.mend_button.setVisible(self._mending is not None)
        self.mend_button.setText(self._office.words("findings.mend", count=len(mending.changes)))

    def _look_up(self, finding: Finding, desk: str) -> None:
        """What a finding is about is selected on map and sheet; with a desk it is gone to: what is not on the map is
        gone to in the sheet."""
        announcer = self._office.announcer

        def look(project: Project) -> tuple[list[Uid], bool]:
            with project.reading() as reading:
                uids = things_of(reading, finding)
                return uids, bool(reading.get(Parcel, uids))

        def go(found: tuple[list[Uid], bool]) -> None:
            uids, on_map = found
            if not uids:
                if desk:
                    announcer.said.emit(self._office.words("findings.nowhere"), "attention")
                return
            if desk:
                announcer.wanted_desk.emit(desk if on_map else "register")
            announcer.select(uids, "findings")
            if desk == "map" and on_map:
                announcer.wanted_on_map.emit(uids)

        self._office.look(look, go)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_2)
        head.addWidget(self.image)
        head.addWidget(self.heading, 1)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_2)
        acts.addWidget(self.mend_button)
        acts.addWidget(self.accept_button)
        acts.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3 + 4, GAP_3, GAP_3 + 4, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(head)
        whole.addWidget(self.severity)
        whole.addLayout(acts)
        whole.addWidget(self.bodies, 1)
