"""Map and sheet in one place: two views of one selection; the register desk is the same with the map folded."""

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.office import MapView, Office
from ltaxgis.ui.register.desk import RegisterDesk

_SIZES = "work.sizes"


class WorkDesk(QWidget):
    """`show_map(False)` gives the sheet all the room. Made at once, or in slices by whoever has made a bare one and
    asks for `map`, `register` and `lay_out` in turn."""

    def __init__(self, office: Office, parent: QWidget | None = None, *, bare: bool = False) -> None:
        super().__init__(parent)
        self._office = office
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setHandleWidth(5)
        self.splitter.setChildrenCollapsible(False)
        if not bare:
            self.lay_out()

    @cached_property
    def map(self) -> MapView:
        made = self._office.make_map(self._office)
        self.splitter.insertWidget(0, made.widget())
        return made

    @cached_property
    def register(self) -> RegisterDesk:
        made = RegisterDesk(self._office, self.splitter)
        self.splitter.addWidget(made)
        return made

    def lay_out(self) -> None:
        """Both stand where they belong and know of each other."""
        office, splitter = self._office, self.splitter
        splitter.setStretchFactor(splitter.indexOf(self.map.widget()), 5)
        splitter.setStretchFactor(splitter.indexOf(self.register), 4)
        self.splitter.setSizes(office.preferences.get(_SIZES, [500, 400]))
        self.splitter.splitterMoved.connect(self._keep_sizes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        self.register.panes.selected.connect(self._tell_selection)
        office.announcer.selected.connect(self._follow)
        office.announcer.wanted_on_map.connect(self.map.zoom_to)
        office.announcer.wanted_rows.connect(self._show_rows_of)

    def open(self) -> None:
        self.register.forget()
        self.map.open(self._office.project)
        self.map.when_seen(self.register.reload)  # the map first: who opens a project looks there

    def show_map(self, shown: bool) -> None:
        self.map.widget().setVisible(shown)

    def _tell_selection(self) -> None:
        sheet = self.register.model.sheet
        rows = self.register.selected_rows()
        parcels = list(dict.fromkeys(uid for row in rows for uid in sheet.parcels[row]))
        alone = [sheet.uids[row] for row in rows if not sheet.parcels[row]]
        self._office.announcer.select(parcels or alone[:1], "register")

    def _follow(self, uids: list[Uid], origin: str) -> None:
        if origin != "map":
            self.map.select(uids)
        if origin != "register":
            self.register.select_parcels(uids)

    def _show_rows_of(self, parcels: list[Uid]) -> None:
        """What the map selected is the sheet's filter, until it is cleared there."""
        rows_of = self.register.model.sheet.rows_of_parcel
        self.register.show_only(sorted({row for uid in parcels for row in rows_of.get(uid, ())}))

    def _keep_sizes(self) -> None:
        self._office.preferences.set(_SIZES, self.splitter.sizes())
