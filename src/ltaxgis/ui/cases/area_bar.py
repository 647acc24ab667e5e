"""The line that says to which part of the town a list is narrowed, what lies there, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QMenu, QToolButton, QWidget

from ltaxgis.domain.case_areas import LISTED, PARCELS, ROAD, ROAD_BUFFER_M, CaseArea
from ltaxgis.domain.thai.numerals import to_arabic
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import column, icon_button, label, row
from ltaxgis.words import Words

WAIT_MS = 350
MOST_METRES = 1_000
SYSTEMS = ("geojson", "csv", "xlsx")


class MetresField(QLineEdit):
    """Whole metres, typed in either kind of digits; `told` whenever another number stands there. What is none leaves
    the number as it was."""

    told = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metres = round(ROAD_BUFFER_M)
        self.setText(str(self._metres))
        self.setFixedWidth(56)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(self._read)
        self.editingFinished.connect(lambda: self.setText(str(self._metres)))

    @property
    def metres(self) -> int:
        return self._metres

    def show_metres(self, metres: int) -> None:
        """Nobody is told."""
        self._metres = metres
        self.blockSignals(True)
        self.setText(str(metres))
        self.blockSignals(False)

    def _read(self, text: str) -> None:
        plain = to_arabic(text).strip()
        metres = int(plain) if plain.isdecimal() else 0
        if 0 < metres <= MOST_METRES and metres != self._metres:
            self._metres = metres
            self.told.emit()


class AreaBar(QFrame):
    """`road_wanted` carries a road's name (or what stands for it) and metres; `closed_wanted` whether cases that are
    closed are wanted too; `send_wanted` one of `SYSTEMS`; `map_wanted` that the area is shown on the map; `left` that
    the list is of all the town again."""

    road_wanted = Signal(str, float)
    closed_wanted = Signal(bool)
    send_wanted = Signal(str)
    map_wanted = Signal()
    left = Signal()

    def __init__(self, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "tint")
        self._words = words
        self.chip = label("", "strong", self)
        self.roads = QComboBox(self)
        self.roads.setEditable(True)
        self.roads.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.roads.setMinimumContentsLength(14)
        self.roads.setAccessibleName(words("case_area.road_name"))
        completer = self.roads.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.within = label(words("case_area.within"), "small", self)
        self.metres = MetresField(self)
        self.metres.setAccessibleName(words("case_area.within"))
        self.unit = label(words("case_area.metres"), "small", self)
        self.count = label("", "", self, wrap=True)
        self.closed = QCheckBox(words("case_area.closed_too"), self)
        self.on_map = icon_button(icons, "map", words("case_area.on_map"), self.map_wanted.emit, self)
        self.leave = icon_button(icons, "x", words("case_area.leave"), self.left.emit, self)
        self.send = QToolButton(self)
        self.send.setText(words("case_area.send"))
        self.send.setToolTip(words("case_area.send.tip"))
        self.send.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.ways = {name: menu.addAction(words(f"case_area.send.{name}")) for name in SYSTEMS}
        for name, action in self.ways.items():
            action.triggered.connect(lambda _checked=False, name=name: self.send_wanted.emit(name))
        self.send.setMenu(menu)
        self._timer = QTimer(self)  # whoever types 200 does not want 2 and 20 first
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask_road)
        self._lay_out()
        self.roads.activated.connect(lambda _index: self._ask_road())
        self.metres.told.connect(self._timer.start)
        self.closed.toggled.connect(self.closed_wanted)
        self.hide()

    def begin_road(self, names: Sequence[str]) -> None:
        """A road is chosen by its name."""
        self._show_road(True)
        self.show_roads(names, "")
        self.chip.setText(self._words("case_area.road", name="").strip())
        self.count.setText("")
        self._show_found(False)
        self.show()
        self.roads.setFocus()

    def show_roads(self, names: Sequence[str], chosen: str) -> None:
        self.roads.blockSignals(True)
        self.roads.clear()
        self.roads.addItems(list(names))
        self.roads.setCurrentText(chosen)
        self.roads.blockSignals(False)

    def show_area(self, area: CaseArea | None, kinds: Sequence[tuple[str, int]], with_closed: bool) -> None:
        """`kinds` are names and counts of what lies there."""
        self.setVisible(area is not None)
        if area is None:
            return
        words, total = self._words, sum(count for _, count in kinds)
        is_road = area.kind == ROAD
        self._show_road(is_road)
        self.chip.setText(area_told(area, words))
        told = " · ".join(words("case_area.kind", kind=kind, count=count) for kind, count in kinds)
        self.count.setText(words("case_area.count", count=total, kinds=told) if total else words("case_area.none"))
        if is_road and area.name:
            self.roads.blockSignals(True)
            self.roads.setCurrentText(area.name)
            self.roads.blockSignals(False)
            self.metres.show_metres(round(area.metres))
        self.closed.blockSignals(True)
        self.closed.setChecked(with_closed)
        self.closed.blockSignals(False)
        self._show_found(True)
        self.on_map.setVisible(area.shape is not None)
        self.send.setEnabled(total > 0)

    # inside

    def _show_road(self, shown: bool) -> None:
        for widget in (self.roads, self.within, self.metres, self.unit):
            widget.setVisible(shown)

    def _show_found(self, shown: bool) -> None:
        for widget in (self.count, self.closed, self.send, self.on_map):
            widget.setVisible(shown)

    def _ask_road(self) -> None:
        name = self.roads.currentText().strip()
        if name:
            self.road_wanted.emit(name, float(self.metres.metres))

    def _lay_out(self) -> None:
        upper = row(
            self.chip, self.roads, self.within, self.metres, self.unit, None, self.on_map, self.leave, gap=GAP_1
        )
        lower = row(self.closed, None, self.send, gap=GAP_2)
        whole = column(gap=GAP_1)
        whole.addLayout(upper)
        whole.addWidget(self.count)
        whole.addLayout(lower)
        whole.setContentsMargins(GAP_2, GAP_1, GAP_2, GAP_1)
        self.setLayout(whole)


def area_told(area: CaseArea, words: Words) -> str:
    """What the list is narrowed to."""
    if area.kind == PARCELS:
        return words("case_area.parcels", count=area.count)
    if area.kind == LISTED:
        return words("case_area.listed", count=len(area.uids))
    if area.kind == ROAD:
        return words("case_area.road", name="" if area.name else words("case_area.unnamed")).strip()
    return words("case_area.shape", area=_surface(area.square_metres, words))


def _surface(square_metres: float, words: Words) -> str:
    if square_metres >= 100_000:
        return words("case_area.km2", area=f"{square_metres / 1_000_000:,.2f}")
    return words("case_area.m2", area=f"{square_metres:,.0f}")
