"""The right side: all that hangs on what is selected, as cards, the most asked first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.domain.buildings import Building
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.measures import area_in_m2, area_text, money_text
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.signs import Sign
from ltaxgis.ports.stores import Reading
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3, INSPECTOR_WIDTH
from ltaxgis.ui.widgets.blocks import Card, EmptyState, button, clear, icon_button, label, scrolling
from ltaxgis.words import Words


@dataclass(frozen=True, slots=True)
class Subject:
    """A parcel with all that hangs on it; a row without a parcel has none."""

    parcel: Parcel | None
    rows: Sequence[LandRow]
    owners: Sequence[Owner]
    buildings: Sequence[Building]
    signs: Sequence[Sign]


def read_subject(reading: Reading, uid: Uid) -> Subject:
    """`uid` is a parcel's or a register row's."""
    parcels = reading.get(Parcel, [uid])
    linked = reading.linked(uid)
    if not parcels:
        parcels = reading.get(Parcel, linked.get("parcels", [])[:1])
        rows = reading.get(LandRow, [uid])
    else:
        rows = reading.get(LandRow, linked.get("rows", []))
    return Subject(
        parcels[0] if parcels else None,
        rows,
        reading.get(Owner, linked.get("owners", [])),
        reading.get(Building, linked.get("buildings", [])),
        reading.get(Sign, linked.get("signs", [])),
    )


class Inspector(QFrame):
    """`form_wanted` and `zoom_wanted` carry uids; `closed` folds it away."""

    form_wanted = Signal(str)
    zoom_wanted = Signal(list)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._uid: Uid | None = None
        self._shown: Subject | None = None
        self.setProperty("surface", "side")
        self.setMinimumWidth(INSPECTOR_WIDTH - 40)
        self._cards = QWidget()
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(GAP_3, GAP_1, GAP_3, GAP_3)
        self._column.setSpacing(GAP_2)
        self._area = scrolling(self._cards, self)
        self._empty = EmptyState(office.icons, "mouse-pointer-click", office.words("inspector.empty"), self)
        self.title = label("", "heading", self)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
        head.addWidget(self.title, 1)
        self._zoom = icon_button(office.icons, "map-pinned", office.words("inspector.zoom"), self._ask_zoom, self)
        head.addWidget(self._zoom)
        head.addWidget(icon_button(office.icons, "x", office.words("inspector.close"), self.closed.emit, self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        whole.addLayout(head)
        whole.addWidget(self._empty, 1)
        whole.addWidget(self._area, 1)
        office.announcer.privacy.connect(lambda _hidden: self._redraw())
        self.show_nothing()

    def show_nothing(self) -> None:
        self._uid = None
        self.title.setText(self._office.words("inspector.title"))
        self._zoom.hide()
        self._area.hide()
        self._empty.show()

    def show_uid(self, uid: Uid | None) -> None:
        """All about a parcel or a row, read in the background."""
        project = self._office.project
        if uid is None or project is None:
            self.show_nothing()
            return
        self._uid = uid

        def look() -> tuple[Uid, Subject]:
            with project.reading() as reading:
                return uid, read_subject(reading, uid)

        self._office.tasks.query(look, self._show)

    def again(self) -> None:
        self.show_uid(self._uid)

    def _show(self, answer: tuple[Uid, Subject]) -> None:
        uid, subject = answer
        if uid == self._uid:
            self._shown = subject
            self._redraw()

    def _redraw(self) -> None:
        if self._uid is None or self._shown is None:
            return
        clear(self._column)
        subject = self._shown
        code = subject.parcel.code if subject.parcel is not None else ""
        self.title.setText(code or (subject.rows[0].code_read if subject.rows else "–"))
        self._zoom.setVisible(subject.parcel is not None)
        self._column.addWidget(self._owner_card(subject))
        for row in subject.rows[:6]:
            self._column.addWidget(self._row_card(row, subject.parcel))
        if not subject.rows:
            self._column.addWidget(self._no_row_card(subject.parcel))
        if subject.buildings:
            self._column.addWidget(self._buildings_card(subject.buildings))
        if subject.signs:
            self._column.addWidget(self._signs_card(subject.signs))
        self._column.addStretch(1)
        self._empty.hide()
        self._area.show()

    def _owner_card(self, subject: Subject) -> Card:
        words = self._office.words
        card = Card(words("card.owner"), self._cards)
        if self._office.announcer.hides_people:
            card.body.addWidget(label(words("people.hidden"), "quiet", card, wrap=True))
            return card
        for owner in subject.owners[:4]:
            card.body.addWidget(label(owner.name, "strong", card, wrap=True))
            card.body.addWidget(label(_address(owner, words("address.moo")), "quiet", card, wrap=True))
        if len(subject.owners) > 4:
            card.body.addWidget(label(words("card.more", count=len(subject.owners) - 4), "quiet", card))
        if not subject.owners:
            card.body.addWidget(label(words("card.no_owner"), "quiet", card, wrap=True))
        return card

    def _row_card(self, row: LandRow, parcel: Parcel | None) -> Card:
        words = self._office.words
        titles, uses = self._office.code_list("title_kind"), self._office.code_list("land_use")
        title = " ".join(part for part in (titles.get(row.title_kind, row.title_kind), row.title_no) if part)
        card = Card(title or words("card.row"), self._cards)
        facts = [
            (words("column.use_kind"), uses.get(row.use_kind, row.use_kind)),
            (words("card.deed_area"), _deed(row.area, words)),
            (words("card.drawn_area"), _drawn(parcel, words)),
            (words("column.price"), money_text(row.price) if row.price is not None else ""),
            (words("column.value"), money_text(row.value) if row.value is not None else ""),
            (words("column.land_no"), row.land_no),
            (words("column.memo"), row.memo),
        ]
        card.body.addLayout(_facts([fact for fact in facts if fact[1]], card))
        differs = _differs(row.area, parcel)
        if differs:
            card.body.addWidget(label(words("card.differs", percent=f"{differs:+.1f}"), "attention", card, wrap=True))
        edit = button(words("card.edit"), lambda: self.form_wanted.emit(row.uid), "link", card)
        edit.setToolTip(QKeySequence("F4").toString(QKeySequence.SequenceFormat.NativeText))
        card.body.addWidget(edit)
        return card

    def _no_row_card(self, parcel: Parcel | None) -> Card:
        words = self._office.words
        card = Card(words("card.row"), self._cards)
        card.body.addWidget(label(words("card.no_row"), "attention", card, wrap=True))
        card.body.addLayout(_facts([(words("card.drawn_area"), _drawn(parcel, words))], card))
        link = button(words("card.join"), lambda: self._office.announcer.wanted_desk.emit("join"), "link", card)
        card.body.addWidget(link)
        return card

    def _buildings_card(self, buildings: Sequence[Building]) -> Card:
        words = self._office.words
        kinds = self._office.code_list("building_type")
        card = Card(words("card.buildings", count=len(buildings)), self._cards)
        for building in buildings[:5]:
            area = f"{building.floor_area / 100:,.1f} {words('unit.m2')}" if building.floor_area is not None else ""
            name = kinds.get(building.type_kind, building.type_kind) or building.name
            card.body.addLayout(_facts([(name, area)], card))
        return card

    def _signs_card(self, signs: Sequence[Sign]) -> Card:
        card = Card(self._office.words("card.signs", count=len(signs)), self._cards)
        for sign in signs[:5]:
            card.body.addLayout(_facts([(sign.words or sign.business, sign.sign_class)], card))
        return card

    def _ask_zoom(self) -> None:
        if self._shown is not None and self._shown.parcel is not None:
            self.zoom_wanted.emit([self._shown.parcel.uid])


def _facts(facts: Sequence[tuple[str, str]], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP_3)
    grid.setVerticalSpacing(GAP_1)
    grid.setColumnStretch(1, 1)
    for number, (name, value) in enumerate(facts):
        grid.addWidget(label(name, "quiet", parent), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, "", parent, wrap=True), number, 1)
    return grid


def _deed(area: int | None, words: Words) -> str:
    return "" if area is None else _area(area, float(area_in_m2(area)), words)


def _drawn(parcel: Parcel | None, words: Words) -> str:
    if parcel is None or parcel.area_m2 is None:
        return ""
    return _area(round(parcel.area_m2 * 25), parcel.area_m2, words)


def _area(area: int, square_metres: float, words: Words) -> str:
    return f"{area_text(area)} {words('unit.rai')}\n{square_metres:,.1f} {words('unit.m2')}"


def _differs(area: int | None, parcel: Parcel | None) -> float:
    """By how many percent the drawn area differs, where that is more than a twentieth and 2 square wa."""
    if not area or parcel is None or parcel.area_m2 is None:
        return 0.0
    difference = parcel.area_m2 * 25 - area
    return difference / area * 100 if abs(difference) > max(area / 20, 200) else 0.0


def _address(owner: Owner, moo: str) -> str:
    parts = [
        owner.house_no,
        f"{moo} {owner.moo}" if owner.moo else "",
        owner.soi,
        owner.road,
        owner.tambon,
        owner.amphoe,
    ]
    return " ".join([*[part for part in parts if part], owner.province, owner.postcode]).strip()
