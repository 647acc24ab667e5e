"""Joining by hand: the row that was clicked in a list, the parcel that was clicked in a list or on the map."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label


class PairLine(QFrame):
    """`wanted` carries the row and the parcel that are to be joined."""

    wanted = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self._row: tuple[Uid, str] | None = None
        self._parcel: tuple[Uid, str] | None = None
        self._waits_for_parcel = False
        words = office.words
        self.setProperty("surface", "sunken")
        image = QLabel(self)
        image.setPixmap(office.icons.pixmap("mouse-pointer-click", "quiet", 18, 2.0))
        self.row = label("", "strong", self)
        self.parcel = label("", "strong", self)
        self.join_button = button(words("join.by_hand_go"), self.join, "", self)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        line.setSpacing(GAP_2)
        for widget in (image, label(words("join.by_hand"), "quiet", self), self.row, label("→", "quiet", self)):
            line.addWidget(widget)
        line.addWidget(self.parcel)
        line.addStretch(1)
        line.addWidget(button(words("join.pick_on_map"), self.pick_on_map, "", self))
        line.addWidget(self.join_button)
        office.announcer.selected.connect(self._selected)
        self._show()

    def pick_row(self, uid: Uid, code: str) -> None:
        self._row = uid, code
        self._show()

    def pick_parcel(self, uid: Uid, code: str) -> None:
        self._parcel = uid, code
        self._show()

    def pick_on_map(self) -> None:
        """The next parcel clicked on the map is taken, and this desk is shown again."""
        self._waits_for_parcel = True
        self._office.announcer.wanted_desk.emit("map")
        self._office.announcer.said.emit(self._office.words("join.pick_parcel"), "strong")

    def join(self) -> None:
        if self._row is not None and self._parcel is not None:
            self.wanted.emit(self._row[0], self._parcel[0])
            self._row = self._parcel = None
            self._show()

    def _selected(self, uids: list[Uid], origin: str) -> None:
        if origin != "map" or len(uids) != 1:
            return
        self.pick_parcel(uids[0], self._office.words("join.clicked_parcel"))
        if self._waits_for_parcel:
            self._waits_for_parcel = False
            self._office.announcer.wanted_desk.emit("join")

    def _show(self) -> None:
        words = self._office.words
        self.row.setText(self._row[1] if self._row else words("join.pick_row"))
        self.parcel.setText(self._parcel[1] if self._parcel else words("join.pick_parcel"))
        self.join_button.setEnabled(self._row is not None and self._parcel is not None)
