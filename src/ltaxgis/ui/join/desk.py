"""The join desk: counts that add up, the lists behind them, suggestions, and joining by hand."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.users import ask_leave
from ltaxgis.services.join_lists import JoinReport
from ltaxgis.services.progress import Progress
from ltaxgis.ui.join.lists import JoinModel, OfferModel
from ltaxgis.ui.join.reports import REPORTS, ReportView
from ltaxgis.ui.office import Offer, Office
from ltaxgis.ui.returned_page import ask_where_to_send
from ltaxgis.ui.tokens import GAP_2, GAP_3, ROW_HEIGHT
from ltaxgis.ui.widgets.blocks import EmptyState, button, label

# what would be shown as 0 % helps nobody
_LEAST_SCORE = 0.005
LISTS = (
    ("joined", "circle-check", "good"),
    ("register_only", "unlink", "attention"),
    ("map_only", "land-plot", "attention"),
    ("ambiguous", "circle-alert", "wrong"),
    ("offers", "wand-sparkles", "accent"),
)


class CountButton(QPushButton):
    """One list: its picture, its name, how many."""

    def __init__(self, office: Office, name: str, picture: str, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = office.words(f"join.{name}")
        self.setCheckable(True)
        self.setProperty("kind", "quiet")
        self.setMinimumHeight(34)
        office.icons.dress(self, picture, tone)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self.setText(f"{self._name}  {count:,}")


class JoinDesk(QWidget):
    """`stored` as the sheet's editor says; `counted` the rows that stand on no parcel yet."""

    stored = Signal(object, int)
    counted = Signal(int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._list = "joined"
        self._lists: JoinReport | None = None
        self._picked_row: tuple[Uid, str] | None = None
        self._picked_parcel: tuple[Uid, str] | None = None
        self._waits_for_parcel = False
        self._offers_stale = False
        self.model = JoinModel(office.words, self)
        self.model.hides_people = office.announcer.hides_people
        self.offers = OfferModel(office.words, self)
        self._lay_out()
        office.announcer.selected.connect(self._parcel_picked)
        office.announcer.privacy.connect(self._hide_people)

    def reload(self) -> None:
        project = self._office.project
        if project is None:
            return
        services = self._office.services
        self._office.tasks.query(lambda: services.join_lists(project), self._show)
        self._offers_stale = True
        if self.isVisibleTo(self.window()):
            self.look_for_offers()

    def look_for_offers(self) -> None:
        """Only for those who look at them: to search a whole town for likely pairs takes its time."""
        project, services = self._office.project, self._office.services
        if self._offers_stale and project is not None:
            self._offers_stale = False
            self._office.tasks.query(lambda: services.offers(project), self._show_offers)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_for_offers()

    def show_list(self, name: str) -> None:
        self._list = name
        for other, made in [*self.counts.items(), *self.report_buttons.items()]:
            made.setChecked(other == name)
        offers, report = name == "offers", name in REPORTS
        if offers:
            self.look_for_offers()
        self.tables.setCurrentIndex(2 if report else 1 if offers else 0)
        self.accept_button.setVisible(offers)
        self.strong_button.setVisible(offers)
        self.help.setVisible(not report)
        self.pair.setVisible(not report)
        if report:
            self.reports.show_report(name)
            return
        self.help.setText(self._office.words(f"join.help.{name}"))
        if not offers and self._lists is not None:
            self.model.show_rows(getattr(self._lists, name))

    def accept(self) -> None:
        """The ticked suggestions are joined."""
        self._link([(offer.row_uid, offer.parcel_uid) for offer in self.offers.chosen])

    def tick_strong(self) -> None:
        self.offers.tick({number for number, offer in enumerate(self.offers.offers) if offer.strong})

    def join_picked(self) -> None:
        if self._picked_row is not None and self._picked_parcel is not None:
            self._link([(self._picked_row[0], self._picked_parcel[0])])
            self._picked_row = self._picked_parcel = None
            self._show_pair()

    def send(self) -> None:
        """The report goes to a workbook; where it lies is said."""
        path = ask_where_to_send(self, self._office, self._office.words("join.file_name"))
        if path is not None:
            self.send_to(path)

    def send_to(self, path: Path) -> None:
        office, project, actor = self._office, self._office.project, self._office.actor
        if project is None or actor is None:
            return

        def work(_progress: Progress) -> None:
            office.services.send_join(project, actor, path, office.words)

        said = office.words("excel.sent", name=path.name)
        office.tasks.change("work.send", work, lambda _none: office.announcer.said.emit(said, "good"))

    # inside

    def _link(self, pairs: Sequence[tuple[Uid, Uid]]) -> None:
        project, actor = self._office.project, self._office.actor
        if not pairs or project is None or actor is None:
            return

        def work(_progress: Progress) -> Applied:
            ask_leave(actor, "join.edit")
            return self._office.services.link_by_hand(project, actor, pairs)

        self._office.tasks.change("work.join", work, lambda applied: self.stored.emit(applied, len(pairs)))

    def _show(self, lists: JoinReport) -> None:
        self._lists = lists
        for name in ("joined", "register_only", "map_only", "ambiguous"):
            self.counts[name].show_count(lists.counts.get(name, len(getattr(lists, name))))
        self.pages.setCurrentIndex(1 if sum(lists.counts.values()) else 0)
        self.counted.emit(len(lists.register_only) + len(lists.ambiguous))
        self.show_list(self._list)

    def _show_offers(self, offers: list[Offer]) -> None:
        worth = [offer for offer in offers if offer.score >= _LEAST_SCORE]
        self.offers.show_offers(worth)
        self.counts["offers"].show_count(len(worth))
        self._show_ticked()

    def _show_ticked(self) -> None:
        count = len(self.offers.ticked)
        self.accept_button.setText(self._office.words("join.accept", count=count))
        self.accept_button.setEnabled(count > 0)

    def _row_clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if self._list == "map_only":
            self._picked_parcel = (row.uid, row.code or "–")
        else:
            self._picked_row = (row.uid, row.code)
        self._office.announcer.asked_about.emit(row.uid)
        self._show_pair()

    def _row_opened(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        parcels = [row.uid] if self._list == "map_only" else list(row.parcels)
        self._show_on_map(parcels)

    def _offer_opened(self, index: QModelIndex) -> None:
        self._show_on_map([self.offers.offers[index.row()].parcel_uid])

    def _show_on_map(self, parcels: list[Uid]) -> None:
        self._office.announcer.wanted_desk.emit("map")
        self._office.announcer.select(parcels, "join")
        self._office.announcer.wanted_on_map.emit(parcels)

    def _parcel_picked(self, uids: list[Uid], origin: str) -> None:
        if origin == "map" and len(uids) == 1:
            self._picked_parcel = (uids[0], self._office.words("join.clicked_parcel"))
            self._show_pair()
            if self._waits_for_parcel:
                self._waits_for_parcel = False
                self._office.announcer.wanted_desk.emit("join")

    def pick_on_map(self) -> None:
        """The next parcel clicked on the map is taken, and this desk is shown again."""
        self._waits_for_parcel = True
        self._office.announcer.wanted_desk.emit("map")
        self._office.announcer.said.emit(self._office.words("join.pick_parcel"), "strong")

    def _show_pair(self) -> None:
        words = self._office.words
        row = self._picked_row[1] if self._picked_row else words("join.pick_row")
        parcel = self._picked_parcel[1] if self._picked_parcel else words("join.pick_parcel")
        self.pair_row.setText(row)
        self.pair_parcel.setText(parcel)
        self.pair_button.setEnabled(self._picked_row is not None and self._picked_parcel is not None)

    def _hide_people(self, hidden: bool) -> None:
        self.model.hides_people = hidden
        self.model.layoutChanged.emit()

    def _lay_out(self) -> None:
        words = self._office.words
        self.pages = QStackedWidget(self)
        self.pages.addWidget(EmptyState(self._office.icons, "link-2", words("join.empty"), self))
        desk = QFrame(self)
        desk.setProperty("surface", "plain")
        column = QVBoxLayout(desk)
        column.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        column.setSpacing(GAP_2)
        column.addLayout(self._count_line(desk))
        column.addLayout(self._report_line(desk))
        self.help = label("", "quiet", desk, wrap=True)
        self.strong_button = button(words("join.tick_strong"), self.tick_strong, "", desk)
        self.accept_button = button("", self.accept, "primary", desk)
        acts = QHBoxLayout()
        acts.addWidget(self.help, 1)
        acts.addWidget(self.strong_button)
        acts.addWidget(self.accept_button)
        column.addLayout(acts)
        self.tables = QStackedWidget(desk)
        self.table = _table(desk, self.model, (130, 230, 200, 200))
        self.table.clicked.connect(self._row_clicked)
        self.table.doubleClicked.connect(self._row_opened)
        self.offer_table = _table(desk, self.offers, (44, 140, 140, 80, 400))
        self.offer_table.doubleClicked.connect(self._offer_opened)
        self.offers.dataChanged.connect(lambda *_: self._show_ticked())
        self.reports = ReportView(self._office, desk)
        self.reports.stored.connect(self.stored)
        self.reports.wanted.connect(self._show_on_map)
        for widget in (self.table, self.offer_table, self.reports):
            self.tables.addWidget(widget)
        column.addWidget(self.tables, 1)
        self.pair = self._pair_line(desk)
        column.addWidget(self.pair)
        self.pages.addWidget(desk)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._show_ticked()
        self._show_pair()
        self.show_list("joined")

    def _count_line(self, parent: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(GAP_2)
        self.counts: dict[str, CountButton] = {}
        self._group = QButtonGroup(self)
        for name, picture, tone in LISTS:
            made = CountButton(self._office, name, picture, tone, parent)
            made.clicked.connect(lambda _checked=False, name=name: self.show_list(name))
            self._group.addButton(made)
            self.counts[name] = made
            line.addWidget(made)
        line.addStretch(1)
        return line

    def _report_line(self, parent: QWidget) -> QHBoxLayout:
        words = self._office.words
        line = QHBoxLayout()
        line.setSpacing(GAP_2)
        self.report_buttons: dict[str, QPushButton] = {}
        for name in REPORTS:
            made = button(words(f"join.{name}"), partial(self.show_list, name), "quiet", parent)
            made.setCheckable(True)
            self._group.addButton(made)
            self.report_buttons[name] = made
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(button(words("excel.send"), self.send, "", parent))
        return line

    def _pair_line(self, parent: QWidget) -> QFrame:
        words = self._office.words
        whole = QFrame(parent)
        whole.setProperty("surface", "sunken")
        line = QHBoxLayout(whole)
        line.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        line.setSpacing(GAP_2)
        image = QLabel(whole)
        image.setPixmap(self._office.icons.pixmap("mouse-pointer-click", "quiet", 18, 2.0))
        self.pair_row = label("", "strong", whole)
        self.pair_parcel = label("", "strong", whole)
        self.pair_button = button(words("join.by_hand_go"), self.join_picked, "", whole)
        line.addWidget(image)
        line.addWidget(label(words("join.by_hand"), "quiet", whole))
        line.addWidget(self.pair_row)
        line.addWidget(label("→", "quiet", whole))
        line.addWidget(self.pair_parcel)
        line.addStretch(1)
        line.addWidget(button(words("join.pick_on_map"), self.pick_on_map, "", whole))
        line.addWidget(self.pair_button)
        return whole


def _table(parent: QWidget, model: QAbstractItemModel, widths: tuple[int, ...]) -> QTableView:
    table = QTableView(parent)
    table.setModel(model)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setStretchLastSection(True)
    table.setProperty("framed", "true")
    for number, width in enumerate(widths):
        table.setColumnWidth(number, width)
    return table
