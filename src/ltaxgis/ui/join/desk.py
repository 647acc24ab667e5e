"""The join desk: counts that add up, the lists behind them, suggestions, and joining by hand."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.stores import Project
from ltaxgis.services.join_lists import JoinReport
from ltaxgis.ui.excel_trips import ExcelTrips
from ltaxgis.ui.join.lists import JoinModel, OfferModel
from ltaxgis.ui.join.pair import PairLine
from ltaxgis.ui.join.reports import REPORTS, ReportView
from ltaxgis.ui.office import Offer, Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import EmptyState, button, label
from ltaxgis.ui.widgets.tables import dress_table

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
        self._offers_stale = False
        self.model = JoinModel(office.words, self)
        self.model.hides_people = office.announcer.hides_people
        self.offers = OfferModel(office.words, self)
        self.excel = ExcelTrips(office, "join.file_name", self)
        self._lay_out()
        office.announcer.privacy.connect(self._hide_people)

    def reload(self) -> None:
        self._office.look(self._office.services.join_lists, self._show)
        self._offers_stale = True
        if self.isVisibleTo(self.window()):
            self.look_for_offers()

    def look_for_offers(self) -> None:
        """Only for those who look at them: to search a whole town for likely pairs takes its time."""
        if self._offers_stale:
            self._offers_stale = False
            self._office.look(self._office.services.offers, self._show_offers)

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

    def send(self) -> None:
        """The report goes to a workbook; where it lies is said."""
        self.excel.ask_to_send(self._office.services.send_join)

    # inside

    def _link(self, pairs: Sequence[tuple[Uid, Uid]]) -> None:
        services = self._office.services
        if not pairs:
            return

        def work(project: Project, actor: Actor) -> Applied:
            ask_leave(actor, "join.edit")
            return services.link_by_hand(project, actor, pairs)

        self._office.act("work.join", work, lambda applied: self.stored.emit(applied, len(pairs)))

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
            self.pair.pick_parcel(row.uid, row.code or "–")
        else:
            self.pair.pick_row(row.uid, row.code)
        self._office.announcer.asked_about.emit(row.uid)

    def _row_opened(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        parcels = [row.uid] if self._list == "map_only" else list(row.parcels)
        if parcels:
            self._show_on_map(parcels)
        else:
            self._office.announcer.wanted_desk.emit("register")
            self._office.announcer.select([row.uid], "join")

    def _offer_opened(self, index: QModelIndex) -> None:
        self._show_on_map([self.offers.offers[index.row()].parcel_uid])

    def _show_on_map(self, parcels: list[Uid]) -> None:
        self._office.announcer.wanted_desk.emit("map")
        self._office.announcer.select(parcels, "join")
        self._office.announcer.wanted_on_map.emit(parcels)

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
        self.table = dress_table(QTableView(desk), self.model, (130, 230, 200, 200))
        self.table.clicked.connect(self._row_clicked)
        self.table.doubleClicked.connect(self._row_opened)
        self.offer_table = dress_table(QTableView(desk), self.offers, (44, 140, 140, 80, 400))
        self.offer_table.doubleClicked.connect(self._offer_opened)
        self.offers.dataChanged.connect(lambda *_: self._show_ticked())
        self.reports = ReportView(self._office, desk)
        self.reports.stored.connect(self.stored)
        self.reports.wanted.connect(self._show_on_map)
        for widget in (self.table, self.offer_table, self.reports):
            self.tables.addWidget(widget)
        column.addWidget(self.tables, 1)
        self.pair = PairLine(self._office, desk)
        self.pair.wanted.connect(lambda row, parcel: self._link([(Uid(row), Uid(parcel))]))
        column.addWidget(self.pair)
        self.pages.addWidget(desk)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self._show_ticked()
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
