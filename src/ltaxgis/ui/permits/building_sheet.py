"""Storeys and walls of a planned building, as a small sheet: use, area and height of each storey, openings of each
side."""

import json
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shapely import Polygon

from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.permit_desk import building_uses
from ltaxgis.domain.permit_footprints import compass_of, walls_of
from ltaxgis.domain.permits import Permit, PermitFloor
from ltaxgis.services.permits import a_floor, with_floors
from ltaxgis.ui.permits.entry_grid import EntryGrid
from ltaxgis.ui.permits.numbers import hundredths, told, whole
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label, retone, row
from ltaxgis.words import Words

_OPENINGS = {"": None, "yes": True, "no": False}


class BuildingSheet(QWidget):
    """`kept` when what stands there is to be stored; F2 or Ctrl+Enter does it, Esc leaves."""

    kept = Signal()
    left = Signal()

    def __init__(
        self, words: Words, book: OfficeBook, permit: Permit, floors: Sequence[PermitFloor], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words, self._permit = words, permit
        uses = {code: one.name(words.language) for code, one in building_uses(book).items()}
        as_building = words("building_sheet.as_building")
        self.floors = EntryGrid(
            (words("building_sheet.floor"), words("permits.ask.area"), words("building_sheet.height"),
             {"": words("permits.ask.use"), "-": as_building, **uses}),
            self, grows=True,
        )  # fmt: skip
        self.floors.show_rows([
            (str(one.floor), told(one.area), told(one.height), one.use or "-")
            for one in sorted(floors, key=lambda one: one.floor)
        ])  # fmt: skip
        self.total = label("", "quiet", self, wrap=True)
        shape = permit.footprint if isinstance(permit.footprint, Polygon) else None
        self._sides = walls_of(shape) if shape is not None else []
        self.walls = EntryGrid(
            [{"": words("building_sheet.openings"), **{code: words(f"building_sheet.openings.{code}")
              for code in ("unknown", "yes", "no")}}],
            self,
        )  # fmt: skip
        self.consent = QCheckBox(words("building_sheet.consent"), self)
        self.consent.setChecked(permit.neighbour_consents)
        whole_of_it = QVBoxLayout(self)
        whole_of_it.setContentsMargins(0, 0, 0, 0)
        whole_of_it.setSpacing(GAP_2)
        whole_of_it.addWidget(self.floors)
        whole_of_it.addWidget(self.total)
        self._lay_walls(whole_of_it, shape)
        keep = button(f"{words('cases.keep')}  F2", self.kept.emit, "", self)
        leave = button(words("cases.leave"), self.left.emit, "link", self)
        whole_of_it.addLayout(row(keep, leave, None))
        self.keep_button = keep
        self.floors.changed.connect(self._sum_up)
        self.floors.ended.connect(self._after_floors)
        self.walls.ended.connect(keep.setFocus)
        self._sum_up()

    def begin(self) -> None:
        self.floors.begin()

    def fields(self) -> dict[str, object]:
        """What the permit says from now on."""
        made: dict[str, object] = {"neighbour_consents": self.consent.isChecked()}
        if self._sides:
            openings = [_OPENINGS.get(one) for (one,) in self.walls.texts()]
            made["walls"] = json.dumps([{"openings": one} for one in openings])
        floors = {one.floor for one in self.told()}
        if floors:
            made["storeys"] = len(floors)
        return made

    def told(self) -> list[PermitFloor]:
        """The storeys that were told with an area; one without a number is the next above."""
        found: list[PermitFloor] = []
        for number, area, height, use in self.floors.texts():
            square = hundredths(area)
            if square is None:
                continue
            at = whole(number)
            if at is None:
                at = max((one.floor for one in found), default=0) + 1
            found.append(a_floor(at, square, "" if use == "-" else use, hundredths(height)))
        return found

    def wrong(self) -> str:
        """The code of what cannot be read, or nothing."""
        for number, area, height, _ in self.floors.texts():
            if hundredths(area) is None or (height and hundredths(height) is None):
                return "building_sheet.no_number"
            if number and whole(number) is None:
                return "building_sheet.no_floor"
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_F2 or (is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # inside

    def _lay_walls(self, column: QVBoxLayout, shape: Polygon | None) -> None:
        words = self._words
        self.consent.setVisible(shape is not None)
        self.walls.setVisible(shape is not None)
        if shape is None:
            column.addWidget(label(words("building_sheet.walls_later"), "quiet", self, wrap=True))
            return
        standing = json.loads(self._permit.walls or "[]")
        codes: dict[object, str] = {True: "yes", False: "no"}
        openings = [one.get("openings") if isinstance(one, dict) else None for one in standing]
        openings += [None] * (len(self._sides) - len(openings))
        self.walls.show_rows([(codes.get(one, "unknown"),) for one in openings[: len(self._sides)]])
        for number, (side, looks) in enumerate(zip(self._sides, compass_of(shape), strict=True), 1):
            name = words("building_sheet.wall", number=number, length=f"{side.length:.2f}",
                         looks=words(f"building_sheet.looks.{looks}"))  # fmt: skip
            self.walls.name_row(number - 1, name)
        column.addWidget(self.walls)
        column.addWidget(self.consent)

    def _after_floors(self) -> None:
        if self._sides:
            self.walls.begin()
        else:
            self.keep_button.setFocus()

    def _sum_up(self) -> None:
        """The area of all storeys, the largest of them, and their height together."""
        wrong = self.wrong()
        retone(self.total, "tone", "wrong" if wrong else "quiet")
        if wrong:
            self.total.setText(self._words(wrong))
            return
        floors = self.told()
        if not floors:
            self.total.setText(self._words("building_sheet.how"))
            return
        whole = with_floors(replace(self._permit, height=None), floors)
        high = told(whole.height) or "–"
        self.total.setText(
            self._words("building_sheet.total", area=told(whole.area), largest=told(whole.largest_floor), high=high)
        )
