"""Where the coordinates lie: what the files say, what is doubtful about it, and the choice."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ltaxgis.domain.crs import DATUM_SHIFTS, crs_label
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.fitting_crs import THAI_ZONES, Box, degrees_of, fitting_systems, is_abroad, moved_by
from ltaxgis.ui.import_assistant.crs_picture import AFTER, BEFORE, NEIGHBOUR, OFFERED, CrsPicture, ShownBox
from ltaxgis.ui.import_assistant.messages import SourceLook
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import Card, clear, label, scrolling

OFFERED_SYSTEMS = ("32647", "32648", "24047", "24048", "4326", "3857")
INDIAN = ("24047", "24048", "4240")


@dataclass(slots=True)
class _Layers:
    """Layers of one file or folder that say the same about where they lie, and the widgets of their card."""

    places: list[int]
    system: QComboBox | None = None
    picture: CrsPicture | None = None


class CrsStep(QWidget):
    """`project_crs` is for a new project, `shift` the set for Indian 1975, kept with the project."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._words = office.words
        self.looks: list[SourceLook] = []
        self.said: list[SourceLook] = []
        self.shift = next(iter(DATUM_SHIFTS))
        self.project_crs = THAI_ZONES[0]
        self._is_new = True
        self._groups: list[_Layers] = []
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        self._column.setSpacing(GAP_3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self))

    @property
    def decided(self) -> bool:
        return all(look.crs for look in self.looks if _has_shapes(look))

    @property
    def needs_person(self) -> bool:
        """Whether a layer's place is missing or doubtful, abroad, or needs a datum shift."""
        return any(_has_shapes(look) and (not look.crs or look.crs in INDIAN or _is_odd(look)) for look in self.said)

    def show_looks(self, looks: Sequence[SourceLook], is_new: bool = True) -> None:
        """The offers stand chosen where the file says nothing or cannot be right."""
        self._is_new = is_new
        before = {(look.path, look.table): look.crs for look in self.looks if self._is_same(look)}
        self.said = list(looks)
        self.looks = [replace(look, crs=before.get((look.path, look.table)) or _proposed(look)) for look in looks]
        self._propose_project()
        self._redraw()

    # inside

    def _is_same(self, look: SourceLook) -> bool:
        """A choice made before is kept while its layer is the same."""
        return any((one.path, one.table, one.box) == (look.path, look.table, look.box) for one in self.said)

    def _propose_project(self) -> None:
        look = next((each for each in self._first_parcels() if each.box and each.crs), None)
        self._fitting = fitting_systems(look.box, look.crs) if look is not None and look.box else THAI_ZONES
        self.project_crs = self._fitting[0]

    def _first_parcels(self) -> list[SourceLook]:
        return sorted((look for look in self.looks if _has_shapes(look)), key=lambda look: look.kind != "parcels")

    def _redraw(self) -> None:
        clear(self._column)
        self._groups = _alike(self.said)
        for group in self._groups:
            self._column.addWidget(self._card(group))
        if self._is_new and self._groups:
            self._column.addWidget(self._project_card())
        self._column.addStretch(1)

    def _card(self, group: _Layers) -> Card:
        words = self._words
        said, look = self.said[group.places[0]], self.looks[group.places[0]]
        names = dict.fromkeys(self.said[place].table or self.said[place].path.stem for place in group.places)
        alone = len(names) == 1 and said.path.stem in names
        card = Card(said.path.name, self)
        if not alone:
            card.body.addWidget(label(", ".join(names), "small", card, wrap=True))
        card.body.addWidget(self._sentence(said, card))
        group.system = self._systems(said, look, card)
        form = QFormLayout()
        form.setVerticalSpacing(GAP_2)
        form.addRow(label(words("crs.choose"), "", card), group.system)
        shift, shift_label, moved = self._shifts(look, card)
        form.addRow(shift_label, shift)
        form.addRow(label("", "", card), moved)
        card.body.addLayout(form)
        group.picture = CrsPicture(self._office.icons.colours, card)
        card.body.addWidget(group.picture)
        self._paint(group)
        for widget in (shift, shift_label, moved):
            widget.setVisible(look.crs in INDIAN)
        group.system.currentIndexChanged.connect(lambda _place: self._choose(group))
        shift.currentIndexChanged.connect(lambda _place: self._shift(group, shift, moved))
        return card

    def _sentence(self, said: SourceLook, card: Card) -> QLabel:
        words = self._words
        if not said.crs:
            return label(words("crs.not_said"), "attention", card, wrap=True)
        if _is_odd(said):
            code = "crs.doubtful" if said.crs_offers else "crs.abroad"
            return label(words(code, crs=self._name(said.crs)), "attention", card, wrap=True)
        return label(words("crs.said", crs=self._name(said.crs)), "quiet", card, wrap=True)

    def _systems(self, said: SourceLook, look: SourceLook, card: Card) -> QComboBox:
        box = QComboBox(card)
        for code in dict.fromkeys([*said.crs_offers, *([said.crs] if said.crs else []), *OFFERED_SYSTEMS]):
            fits = f"  · {self._words('crs.fits')}" if code in said.crs_offers else ""
            box.addItem(self._name(code) + fits, code)
        box.setCurrentIndex(box.findData(look.crs))
        box.setAccessibleName(self._words("crs.choose"))
        return box

    def _shifts(self, look: SourceLook, card: Card) -> tuple[QComboBox, QLabel, QLabel]:
        words = self._words
        shift = QComboBox(card)
        for name in DATUM_SHIFTS:
            shift.addItem(f"{words('crs.shift_named', name=name)} – {words(f'crs.shift.{name}')}", name)
        shift.setCurrentIndex(shift.findData(self.shift))
        shift.setAccessibleName(words("crs.shift"))
        return shift, label(words("crs.shift"), "", card), label(self._moved(look), "quiet", card, wrap=True)

    def _moved(self, look: SourceLook) -> str:
        """How far the chosen set moves the layer, and how far from where the first set would put it."""
        if look.box is None or look.crs not in INDIAN:
            return ""
        east, north = moved_by(look.box, look.crs, self.shift)
        usual = moved_by(look.box, look.crs, next(iter(DATUM_SHIFTS)))
        apart = math.hypot(east - usual[0], north - usual[1])
        return self._words("crs.moved", east=f"{east:+,.1f}", north=f"{north:+,.1f}", apart=f"{apart:,.1f}")

    def _project_card(self) -> Card:
        words = self._words
        card = Card(words("crs.project"), self)
        box = QComboBox(card)
        for code in dict.fromkeys([*self._fitting, *THAI_ZONES]):
            box.addItem(self._name(code), code)
        box.setCurrentIndex(box.findData(self.project_crs))
        box.setAccessibleName(words("crs.project"))
        box.currentIndexChanged.connect(lambda _place: self._choose_project(str(box.currentData())))
        card.body.addWidget(box)
        card.body.addWidget(label(words("crs.project_why"), "quiet", card, wrap=True))
        return card

    def _choose(self, group: _Layers) -> None:
        assert group.system is not None
        chosen = str(group.system.currentData())
        for place in group.places:
            self.looks[place] = replace(self.looks[place], crs=chosen)
        self._propose_project()
        self._redraw()
        self.changed.emit()

    def _shift(self, group: _Layers, shift: QComboBox, moved: QLabel) -> None:
        self.shift = str(shift.currentData())
        moved.setText(self._moved(self.looks[group.places[0]]))
        self._paint(group)
        self.changed.emit()

    def _choose_project(self, code: str) -> None:
        self.project_crs = code
        self.changed.emit()

    def _paint(self, group: _Layers) -> None:
        said, look = self.said[group.places[0]], self.looks[group.places[0]]
        assert group.picture is not None
        shown = [self._shown(NEIGHBOUR, other.table, other, other.crs) for other in self._others(group)]
        offered = (code for code in said.crs_offers if code != look.crs)
        shown += [self._shown(OFFERED, self._name(code), said, code) for code in offered]
        if said.crs and said.crs != look.crs:
            shown.append(self._shown(BEFORE, self._words("crs.before", crs=self._name(said.crs)), said, said.crs))
        shown.append(self._shown(AFTER, self._words("crs.after", crs=self._name(look.crs)), said, look.crs))
        group.picture.show_boxes([one for one in shown if one is not None])

    def _others(self, group: _Layers) -> list[SourceLook]:
        return [look for place, look in enumerate(self.looks) if place not in group.places and _has_shapes(look)]

    def _shown(self, role: str, text: str, look: SourceLook, crs: str) -> ShownBox | None:
        box = _in_degrees(look.box, crs, self.shift)
        return None if box is None else ShownBox(role, text, box)

    def _name(self, code: str) -> str:
        if self._words.knows(f"crs.{code}"):
            return self._words(f"crs.{code}")
        return crs_label(code)


def _has_shapes(look: SourceLook) -> bool:
    return look.box is not None or look.kind in {"parcels", "features"}


def _is_odd(look: SourceLook) -> bool:
    """Whether the layer lies outside Thailand as the file says it."""
    if look.crs_offers:
        return look.crs not in look.crs_offers
    box = _in_degrees(look.box, look.crs, next(iter(DATUM_SHIFTS)))
    return box is not None and is_abroad(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


def _proposed(look: SourceLook) -> str:
    return look.crs_offers[0] if look.crs_offers and look.crs not in look.crs_offers else look.crs


def _in_degrees(box: Box | None, crs: str, shift: str) -> Box | None:
    if box is None or not crs:
        return None
    try:
        found = degrees_of(box, crs, shift)[0]
    except Refused:
        return None
    return found if all(math.isfinite(side) for side in found) else None


def _alike(looks: Sequence[SourceLook]) -> list[_Layers]:
    groups: dict[tuple[object, ...], _Layers] = {}
    for place, look in enumerate(looks):
        if _has_shapes(look):
            where = look.path.parent if look.path.suffix.lower() == ".shp" else look.path
            groups.setdefault((where, look.crs, look.crs_offers), _Layers([])).places.append(place)
    return list(groups.values())
