"""The findings desk: kinds on the left, what can be done about one on the right."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.changes import Applied, ChangeSet
from ltaxgis.domain.findings import Severity
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Hit
from ltaxgis.services.progress import Progress
from ltaxgis.ui.findings.kinds import LOOKS, Kind, KindList, title
from ltaxgis.ui.findings.table_model import FindingsModel
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3, ROW_HEIGHT
from ltaxgis.ui.widgets.blocks import EmptyState, button, label

_ENOUGH = 5000
_WIDTHS = (110, 200, 110, 150, 150, 150)


class FindingsDesk(QWidget):
    """`stored` as the sheet's editor says; `counted` how many stop or warn."""

    stored = Signal(object, int)
    counted = Signal(int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._kind: Kind | None = None
        self._mending: ChangeSet | None = None
        words = office.words
        self.kinds = KindList(words, office.icons, self)
        self.kinds.chosen.connect(self._show_kind)
        self.model = FindingsModel(words, self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(EmptyState(office.icons, "circle-check", words("findings.empty"), self))
        self.pages.addWidget(self._split())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def reload(self) -> None:
        project = self._office.project
        if project is None:
            return

        def look() -> list[Kind]:
            with project.reading() as reading:
                return [
                    Kind(code, count, reading.findings(code)[:12]) for code, count in reading.finding_counts().items()
                ]

        self._office.tasks.query(look, self._show)

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
            ask_leave(actor, "findings.accept")
            return self._office.services.accept_findings(project, actor, kind.code)

        self._office.tasks.change("work.accept", work, lambda applied: self.stored.emit(applied, kind.count))

    def _show(self, kinds: list[Kind]) -> None:
        self.pages.setCurrentIndex(1 if kinds else 0)
        self.kinds.show_kinds(kinds)
        heavy = sum(kind.count for kind in kinds if kind.severity is not Severity.INFORMS)
        self.counted.emit(heavy)
        words = self._office.words
        self.summary.setText(words("findings.summary", count=sum(kind.count for kind in kinds), kinds=len(kinds)))

    def _show_kind(self, kind: Kind) -> None:
        self._kind, self._mending = kind, None
        words = self._office.words
        picture, tone = LOOKS[kind.severity]
        self.heading.setText(title(words, kind.code))
        self.image.setPixmap(self._office.icons.pixmap(picture, tone, 22, 2.0))
        self.severity.setText(words(f"severity.{kind.severity}"))
        self.accept_button.setText(words("findings.accept", count=kind.count))
        self.mend_button.hide()
        project = self._office.project
        if project is None:
            return

        def look() -> tuple[Kind, list[object], ChangeSet]:
            with project.reading() as reading:
                found = reading.findings(kind.code)[:_ENOUGH]
            return kind, list(found), self._office.services.mending(project, kind.code)

        self._office.tasks.query(look, self._show_details)

    def _show_details(self, answer: tuple[Kind, list[object], ChangeSet]) -> None:
        kind, found, mending = answer
        if kind is not self._kind:
            return
        self.model.show_findings(found)  # type: ignore[arg-type]
        self._mending = mending if mending.changes else None
        self.mend_button.setVisible(self._mending is not None)
        self.mend_button.setText(self._office.words("findings.mend", count=len(mending.changes)))

    def _open(self, index: QModelIndex) -> None:
        """The row or parcel a finding stands on, in the sheet."""
        subject = self.model.findings[index.row()].place.subject
        project = self._office.project
        if not subject or project is None:
            return

        def look() -> list[Hit]:
            with project.reading() as reading:
                return reading.search(subject, limit=5)

        self._office.tasks.query(look, self._go)

    def _go(self, hits: list[Hit]) -> None:
        if hits:
            uid = hits[0].parcel_uid or hits[0].uid
            self._office.announcer.wanted_desk.emit("map")
            self._office.announcer.select([uid], "findings")
            self._office.announcer.wanted_on_map.emit([uid])

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(3)
        split.setChildrenCollapsible(False)
        left = QFrame(split)
        left.setProperty("surface", "plain")
        self.summary = label("", "quiet", left)
        self.summary.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.summary)
        column.addWidget(self.kinds, 1)
        left.setMinimumWidth(300)
        split.addWidget(left)
        split.addWidget(self._details(split))
        split.setSizes([380, 700])
        split.setStretchFactor(1, 1)
        return split

    def _details(self, parent: QWidget) -> QFrame:
        words = self._office.words
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
        self.table = QTableView(right)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.setProperty("framed", "true")
        for number, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(number, width)
        self.table.doubleClicked.connect(self._open)
        whole = QVBoxLayout(right)
        whole.setContentsMargins(GAP_3 + 4, GAP_3, GAP_3 + 4, GAP_3)
        whole.setSpacing(GAP_2)
        whole.addLayout(head)
        whole.addWidget(self.severity)
        whole.addLayout(acts)
        whole.addWidget(self.table, 1)
        whole.addWidget(label(words("findings.help"), "small", right, wrap=True))
        return right
