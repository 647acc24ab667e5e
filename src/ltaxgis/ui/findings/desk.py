"""The findings desk: kinds on the left, what can be done about one on the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.domain.findings import Severity
from ltaxgis.domain.round_trip import Diff
from ltaxgis.ports.stores import Accepted, Project, Reading
from ltaxgis.services.owner_doubles import FINDING as DOUBLES
from ltaxgis.services.owner_doubles import DoubleGroup, double_groups, group_findings
from ltaxgis.ui.excel_trips import ExcelTrips
from ltaxgis.ui.findings.accepted import AcceptedView
from ltaxgis.ui.findings.kind_page import KindPage
from ltaxgis.ui.findings.kinds import Kind, KindList
from ltaxgis.ui.office import Office
from ltaxgis.ui.returned_page import ReturnedPage
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import EmptyState, button, label

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
        self._seen = Seen([], [], [])
        words = office.words
        self.excel = ExcelTrips(office, "findings.file_name", self)
        self.kinds = KindList(words, office.icons, self)
        self.details = KindPage(office, self)
        self.accepted = AcceptedView(office, self)
        self.returned = ReturnedPage(office, self)
        self.pages = QStackedWidget(self)
        self.empty = EmptyState(office.icons, "circle-check", words("findings.empty"), self)
        self.empty_accepted = button("", self.show_accepted, "link", self.empty)
        self.empty.offer(self.empty_accepted)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._split())
        self.pages.addWidget(self.returned)
        self.pages.setCurrentIndex(1)  # that there are none is said when it is known
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._connect()

    def reload(self) -> None:
        titles = self._office.services.titles

        def look(project: Project) -> Seen:
            with project.reading() as reading:
                return see(reading, lambda: double_groups(reading, titles))

        self._office.look(look, self._show)

    def show_accepted(self) -> None:
        self.pages.setCurrentIndex(1)
        self.right.setCurrentWidget(self.accepted)

    def send(self) -> None:
        """The findings go to a workbook; where it lies is said."""
        self.excel.ask_to_send(self._office.services.send_findings)

    # inside

    def _show(self, seen: Seen) -> None:
        words = self._office.words
        self._seen = seen
        if self.pages.currentWidget() is not self.returned:
            self._show_lists()
        self.kinds.show_kinds(seen.kinds)
        self.details.doubles.show_groups(seen.doubles)
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
        self.right.setCurrentWidget(self.details)
        self.details.show_kind(kind)

    def _show_diff(self, name: str, diff: Diff) -> None:
        self.returned.show_diff(name, diff)
        self.pages.setCurrentWidget(self.returned)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_kind)
        self.excel.returned.connect(self._show_diff)
        for part in (self.details, self.accepted, self.returned):
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
        foot.addWidget(button(words("excel.bring"), self.excel.ask_to_bring, "", left), 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.kinds, 1)
        column.addLayout(foot)
        left.setMinimumWidth(300)
        return left


def see(reading: Reading, doubles: Callable[[], list[DoubleGroup]]) -> Seen:
    """Kinds with examples; the owners that may be one are looked for anew, as what was decided counts at once."""
    counts = reading.finding_counts()
    groups = doubles() if DOUBLES in counts else []
    kinds = [Kind(code, count, reading.findings(code)[:_EXAMPLES]) for code, count in counts.items() if code != DOUBLES]
    if groups:
        kinds.append(Kind(DOUBLES, len(groups), group_findings(groups[:_EXAMPLES])))
    return Seen(kinds, reading.accepted(), groups)
