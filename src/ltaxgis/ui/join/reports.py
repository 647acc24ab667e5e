"""The join's reports: links made by hand, the ledger by zone and block, deed beside drawn area."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_text
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.join_overview import AreaLine, HandLink, JoinOverview, join_overview
from ltaxgis.services.join_workbook import AREAS, BLOCK, HAND, block_cells
from ltaxgis.services.suggest_links import unlink
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.ui.widgets.tables import LinesModel, dress_table

REPORTS = ("hand", "blocks", "areas")
_COLUMNS = {"hand": HAND, "blocks": BLOCK, "areas": AREAS}
_WIDTHS = {
    "hand": (130, 130, 250, 190, 110),
    "blocks": (64, 78, 84, 96, 80, 96, 92, 96, 96, 120, 120),
    "areas": (140, 150, 150, 150, 110, 120),
}
_FIGURES = {"hand": (), "blocks": tuple(range(2, len(BLOCK))), "areas": (1, 2, 3, 4)}
HIDDEN = "•••"


class ReportView(QFrame):
    """`stored` as the sheet's editor says; `wanted` carries the parcels of a line that was opened."""

    stored = Signal(object, int)
    wanted = Signal(list)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.report = ""
        self.overview = JoinOverview([], [], [])
        self.help = label("", "quiet", self, wrap=True)
        self.unlink_button = button("", self.unlink, "", self)
        self.model = LinesModel(self)
        self.table = dress_table(QTableView(self), self.model, ())
        acts = QHBoxLayout()
        acts.setSpacing(GAP_2)
        acts.addWidget(self.help, 1)
        acts.addWidget(self.unlink_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addLayout(acts)
        whole.addWidget(self.table, 1)
        self.table.doubleClicked.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_count())
        office.announcer.privacy.connect(lambda _hidden: self._show_lines())

    def show_report(self, name: str) -> None:
        """The report as the join is now, worked out in the background."""
        self.report = name
        self._say_what()

        def look(project: Project) -> JoinOverview:
            with project.reading() as reading:
                return join_overview(reading, project.settings)

        self._office.look(look, self._show)

    def unlink(self) -> None:
        """The links on the chosen lines are revoked; what keys say counts again."""
        rows = [link.row for link in self._chosen_links()]
        if rows:
            self._office.act(
                "work.join",
                lambda project, actor: unlink(project, actor, rows),
                lambda applied: self.stored.emit(applied, len(rows)),
            )

    # inside

    def _show(self, overview: JoinOverview) -> None:
        self.overview = overview
        self._show_lines()

    def _say_what(self) -> None:
        project = self._office.project
        facts: dict[str, object] = {}
        if project is not None:
            facts = {"part": f"{project.settings.area_part * 100:g}", "wa": f"{project.settings.area_wa / 100:g}"}
        self.help.setText(self._office.words(f"join.help.{self.report}", **facts))
        self.unlink_button.setVisible(self.report == "hand")

    def _show_lines(self) -> None:
        if not self.report:
            return
        makers: dict[str, Callable[[], list[Sequence[str]]]] = {
            "hand": lambda: [self._hand_line(link) for link in self.overview.by_hand],
            "blocks": lambda: [[_figure(cell) for cell in block_cells(line)] for line in self.overview.blocks],
            "areas": lambda: [self._area_line(line) for line in self.overview.areas],
        }
        heads = [self._office.words(f"join.column.{name}") for name in _COLUMNS[self.report]]
        self.model.show_lines(heads, makers[self.report](), _FIGURES[self.report])
        for number, width in enumerate(_WIDTHS[self.report]):
            self.table.setColumnWidth(number, width)
        self._show_count()

    def _hand_line(self, link: HandLink) -> Sequence[str]:
        actor = self._office.actor
        hidden = self._office.announcer.hides_people or actor is None or not may(actor, "people.see")
        when = "" if link.at is None else short_date(link.at.astimezone().date(), self._office.words.language)
        return link.row_code, link.parcel_code, HIDDEN if hidden and link.owner else link.owner, link.actor, when

    def _area_line(self, line: AreaLine) -> Sequence[str]:
        percent = "–" if line.percent is None else f"{line.percent:+,.1f}"
        over = self._office.words("join.over") if line.over else ""
        return (
            line.code,
            area_text(line.deed),
            area_text(line.drawn),
            f"{line.difference / 100:+,.2f}",
            percent,
            over,
        )

    def _chosen_links(self) -> list[HandLink]:
        if self.report != "hand":
            return []
        return [self.overview.by_hand[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _show_count(self) -> None:
        count = len(self._chosen_links())
        self.unlink_button.setText(self._office.words("join.unlink", count=count))
        self.unlink_button.setEnabled(count > 0)

    def _open(self, index: QModelIndex) -> None:
        parcels: list[Uid] = []
        if self.report == "hand":
            parcels = [self.overview.by_hand[index.row()].parcel]
        elif self.report == "areas":
            parcels = [self.overview.areas[index.row()].parcel]
        if parcels:
            self.wanted.emit(parcels)


def _figure(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
