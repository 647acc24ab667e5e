"""The findings desk: kinds on the left, what can be done about one on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied, ChangeSet
from ltaxgis.domain.findings import Finding, Severity
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.round_trip import Diff
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Accepted, Reading
from ltaxgis.services.finding_places import things_of
from ltaxgis.services.owner_doubles import FINDING as DOUBLES
from ltaxgis.services.owner_doubles import DoubleGroup, double_groups, group_findings
from ltaxgis.services.progress import Progress
from ltaxgis.ui.findings.accepted import AcceptedView
from ltaxgis.ui.findings.doubles import DoublesView
from ltaxgis.ui.findings.kinds import LOOKS, Kind, KindList, title
from ltaxgis.ui.findings.one_kind import KindView
from ltaxgis.ui.findings.table_model import FindingsModel
from ltaxgis.ui.office import Office
from ltaxgis.ui.returned_page import ReturnedPage, ask_what_returns, ask_where_to_send
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import EmptyState, button, label

_ENOUGH = 5000
_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the desk shows, read at one moment."""

    kinds: list[Kind]
    accepted: list[Accepted]
    doubles: list[DoubleGroup]


class FindingsDesk(QWidget):
    """`stored` as the sheet's editor says; `counted` how many stop or warn."""

    stored = Signal(object, int)
    counted = Signal(int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._kind: Kind | None = None
        self._mending: ChangeSet | None = None
        self._seen = Seen([], [], [])
        words = office.words
        self.kinds = KindList(words, office.icons, self)
        self.kinds.chosen.connect(self._show_kind)
        self.one_kind = KindView(words, self)
        self.doubles = DoublesView(office, self)
        self.accepted = AcceptedView(office, self)
        self.returned = ReturnedPage(office, self)
        self.pages = QStackedWidget(self)
        self.empty = EmptyState(office.icons, "circle-check", words("findings.empty"), self)
        self.empty_accepted = button("", self.show_accepted, "link", self.empty)
        self.empty.offer(self.empty_accepted)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._split())
        self.pages.addWidget(self.returned)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._connect()

    @property
    def model(self) -> FindingsModel:
        return self.one_kind.model

    @property
    def table(self) -> QTableView:
        return self.one_kind.table

    def reload(self) -> None:
        project, titles = self._office.project, self._office.services.titles
        if project is None:
            return

        def look() -> Seen:
            with project.reading() as reading:
                return see(reading, lambda: double_groups(reading, titles))

        self._office.tasks.query(look, self._show)

    # acts

    def mend(self) -> None:
        changes, project, actor = self._mending, self._office.project, self._office.actor
        if changes is None or project is None or actor is None:
            return

        def work(_progress: Progress) -> Applied:
            ask_leave(actor, "register.edit")
            return self._office.services.apply(project, actor, changes)

        self._office.tasks.change("work.mend", work, lambda applied: self.stored.emit(applied, len(changes.changes)))

    def accept(self) -> None:
        kind, project, actor = self._kind, self._office.project, self._office.actor
        if kind is None or project is None or actor is None:
            return

        def work(_progress: Progress) -> Applied:
            return self._office.services.accept_findings(project, actor, kind.code)

        self._office.tasks.change("work.accept", work, lambda applied: self.stored.emit(applied, kind.count))

    def show_accepted(self) -> None:
        self.pages.setCurrentIndex(1)
        self.right.setCurrentWidget(self.accepted)

    def send(self) -> None:
        """The findings go to a workbook; where it lies is said."""
        path = ask_where_to_send(self, self._office, self._office.words("findings.file_name"))
        if path is not None:
            self.send_to(path)

    def send_to(self, path: Path) -> None:
        office, project, actor = self._office, self._office.project, self._office.actor
        if project is None or actor is None:
            return

        def work(_progress: Progress) -> None:
            office.services.send_findings(project, actor, path, office.words)

        said = office.words("excel.sent", name=path.name)
        office.tasks.change("work.send", work, lambda _none: office.announcer.said.emit(said, "good"))

    def bring(self) -> None:
        path = ask_what_returns(self, self._office)
        if path is not None:
            self.bring_from(path)

    def bring_from(self, path: Path) -> None:
        """What a workbook would change is shown; nothing is stored yet."""
        office, project = self._office, self._office.project
        if project is None:
            return

        def show(diff: Diff) -> None:
            self.returned.show_diff(path.name, diff)
            self.pages.setCurrentWidget(self.returned)

        office.tasks.query(lambda: office.services.read_back(project, path), show)

    # inside

    def _show(self, seen: Seen) -> None:
        words = self._office.words
        self._seen = seen
        if self.pages.currentWidget() is not self.returned:
            self._show_lists()
        self.kinds.show_kinds(seen.kinds)
        self.doubles.show_groups(seen.doubles)
        self.accepted.show_kinds(seen.accepted)
        heavy = sum(kind.count for kind in seen.kinds if kind.severity is not Severity.INFORMS)
        self.counted.emit(heavy)
        total = sum(kind.count for kind in seen.kinds)
        self.summary.setText(words("findings.summary", count=total, kinds=len(seen.kinds)))
        count = sum(each.count for each in seen.accepted)
        for link in (self.accepted_link, self.empty_accepted):
            link.setText(words("findings.accepted", count=count))
            link.setVisible(count > 0)

    def _show_lists(self) -> None:
        """The kinds, or that there are none."""
        if self.right.currentWidget() is self.accepted and not self._seen.accepted:
            self.right.setCurrentWidget(self.details)
        looks_back = self.right.currentWidget() is self.accepted
        self.pages.setCurrentIndex(1 if self._seen.kinds or looks_back else 0)

    def _back_to_kinds(self) -> None:
        self.right.setCurrentWidget(self.details)
        self._show_lists()

    def _show_kind(self, kind: Kind) -> None:
        self._kind, self._mending = kind, None
        words = self._office.words
        picture, tone = LOOKS[kind.severity]
        self.right.setCurrentWidget(self.details)
        self.heading.setText(title(words, kind.code))
        self.image.setPixmap(self._office.icons.pixmap(picture, tone, 22, 2.0))
        self.severity.setText(words(f"severity.{kind.severity}"))
        self.accept_button.setText(words("findings.accept", count=kind.count))
        doubles = kind.code == DOUBLES
        self.mend_button.hide()
        self.accept_button.setVisible(not doubles)
        self.bodies.setCurrentWidget(self.doubles if doubles else self.one_kind)
        project = self._office.project
        if project is None or doubles:
            return

        def look() -> tuple[Kind, list[Finding], ChangeSet]:
            with project.reading() as reading:
                found = reading.findings(kind.code)[:_ENOUGH]
            return kind, found, self._office.services.mending(project, kind.code)

        self._office.tasks.query(look, self._show_details)

    def _show_details(self, answer: tuple[Kind, list[Finding], ChangeSet]) -> None:
        kind, found, mending = answer
        if kind is not self._kind:
            return
        self.one_kind.show_findings(found)
        self._mending = mending if mending.changes else None
        self.mend_button.setVisible(self._mending is not None)
        self.mend_button.setText(self._office.words("findings.mend", count=len(mending.changes)))

    def _look_up(self, finding: Finding, desk: str) -> None:
        """What a finding is about is selected on map and sheet; with a desk it is gone to."""
        project, announcer = self._office.project, self._office.announcer
        if project is None:
            return

        def look() -> list[Uid]:
            with project.reading() as reading:
                return things_of(reading, finding)

        def go(uids: list[Uid]) -> None:
            if not uids:
                if desk:
                    announcer.said.emit(self._office.words("findings.nowhere"), "attention")
                return
            if desk:
                announcer.wanted_desk.emit(desk)
            announcer.select(uids, "findings")
            if desk == "map":
                announcer.wanted_on_map.emit(uids)

        self._office.tasks.query(look, go)

    def _connect(self) -> None:
        self.one_kind.wanted.connect(self._look_up)
        for part in (self.doubles, self.accepted, self.returned):
            part.stored.connect(self.stored)
        self.accepted.closed.connect(self._back_to_kinds)
        self.returned.closed.connect(self._back_to_kinds)

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(3)
        split.setChildrenCollapsible(False)
        split.addWidget(self._list_side(split))
        self.right = QStackedWidget(split)
        self.right.setProperty("surface", "plain")
        self.details = self._details(self.right)
        self.right.addWidget(self.details)
        self.right.addWidget(self.accepted)
        split.addWidget(self.right)
        split.setSizes([380, 700])
        split.setStretchFactor(1, 1)
        return split

    def _list_side(self, parent: QWidget) -> QFrame:
        words = self._office.words
        left = QFrame(parent)
        left.setProperty("surface", "plain")
        self.summary = label("", "quiet", left)
        self.accepted_link = button("", self.show_accepted, "link", left)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_3, 0)
        head.addWidget(self.summary, 1)
        head.addWidget(self.accepted_link)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        foot.setSpacing(GAP_2)
        foot.addWidget(button(words("excel.send"), self.send, "", left), 1)
        foot.addWidget(button(words("excel.bring"), self.bring, "", left), 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.kinds, 1)
        column.addLayout(foot)
        left.setMinimumWidth(300)
        return left

    def _details(self, parent: QWidget) -> QFrame:
        right = QFrame(parent)
        right.setProperty("surface", "plain")
        self.image = QLabel(right)
        self.heading = label("", "heading", right, wrap=True)
        self.severity = label("", "quiet", right, wrap=True)
        self.mend_button = button("", self.mend, "primary", right)
        self.accept_button = button("", self.accept, "", right)
        head = QHBoxLayout()
        head.setSpacing(GAP_2)
        head.addWidget(self.image)
        head.addWidget(self.heading, 1)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_2)
        acts.addWidget(self.mend_button)
        acts.addWidget(self.accept_button)
        acts.addStretch(1)
        self.bodies = QStackedWidget(right)
        self.bodies.addWidget(self.one_kind)
        self.bodies.addWidget(self.doubles)
        whole = QVBoxLayout(right)
        whole.setContentsMargins(GAP_3 + 4, GAP_3, GAP_3 + 4, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(head)
        whole.addWidget(self.severity)
        whole.addLayout(acts)
        whole.addWidget(self.bodies, 1)
        return right


def see(reading: Reading, doubles: Callable[[], list[DoubleGroup]]) -> Seen:
    """Kinds with examples; the owners that may be one are looked for anew, as what was decided counts at once."""
    counts = reading.finding_counts()
    groups = doubles() if DOUBLES in counts else []
    kinds = [Kind(code, count, reading.findings(code)[:_EXAMPLES]) for code, count in counts.items() if code != DOUBLES]
    if groups:
        kinds.append(Kind(DOUBLES, len(groups), group_findings(groups[:_EXAMPLES])))
    return Seen(kinds, reading.accepted(), groups)
