"""Where the coordinates lie: what the file says, what is doubtful about it, and the choice."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from ltaxgis.ui.office import Office, SourceLook
from ltaxgis.ui.tokens import GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import Card, clear, label, scrolling

OFFERED = ("32647", "32648", "24047", "24048", "4326", "3857")
SHIFTS = ("206,837,295", "204.5,837.9,294.8", "209,818,290")
_INDIAN = {"24047", "24048", "4240"}


class CrsStep(QWidget):
    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = office.words
        self.looks: list[SourceLook] = []
        self.shift = SHIFTS[0]
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

    def needs_person(self, looks: Sequence[SourceLook]) -> bool:
        """Whether a layer's place is missing or doubtful, or needs a datum shift."""
        return any(
            _has_shapes(look)
            and (not look.crs or look.crs in _INDIAN or (bool(look.crs_offers) and look.crs not in look.crs_offers))
            for look in looks
        )

    def show_looks(self, looks: Sequence[SourceLook]) -> None:
        self.looks = [
            replace(look, crs=look.crs_offers[0]) if _has_shapes(look) and not look.crs and look.crs_offers else look
            for look in looks
        ]
        clear(self._column)
        for number, look in enumerate(self.looks):
            if _has_shapes(look):
                self._column.addWidget(self._card(number, look))
        self._column.addStretch(1)

    def _card(self, number: int, look: SourceLook) -> Card:
        words = self._words
        card = Card(f"{look.path.name}{f' – {look.table}' if look.table else ''}", self)
        doubtful = bool(look.crs_offers) and look.crs not in look.crs_offers
        said = words("crs.doubtful" if doubtful else "crs.said", crs=words(f"crs.{look.crs}"))
        card.body.addWidget(label(said, "attention" if doubtful else "quiet", card, wrap=True))
        box = QComboBox(card)
        codes = list(dict.fromkeys([*look.crs_offers, *OFFERED, *([look.crs] if look.crs else [])]))
        for code in codes:
            text = words(f"crs.{code}") if words.knows(f"crs.{code}") else f"EPSG:{code}"
            box.addItem(text + (f"  · {words('crs.fits')}" if code in look.crs_offers else ""), code)
        box.setCurrentIndex(max(0, box.findData(look.crs)))
        box.setAccessibleName(words("crs.choose"))
        form = QFormLayout()
        form.setVerticalSpacing(GAP_2)
        form.addRow(label(words("crs.choose"), "", card), box)
        shift = QComboBox(card)
        for name in SHIFTS:
            shift.addItem(words("crs.shift_named", name=name), name)
        shift.setAccessibleName(words("crs.shift"))
        shift_label = label(words("crs.shift"), "", card)
        form.addRow(shift_label, shift)
        card.body.addLayout(form)
        for widget in (shift, shift_label):
            widget.setVisible(look.crs in _INDIAN)
        box.currentIndexChanged.connect(lambda _place: self._choose(number, box, (shift, shift_label)))
        shift.currentIndexChanged.connect(lambda _place: self._shift(shift.currentData()))
        return card

    def _choose(self, number: int, box: QComboBox, shift: tuple[QWidget, ...]) -> None:
        self.looks[number] = replace(self.looks[number], crs=box.currentData())
        for widget in shift:
            widget.setVisible(box.currentData() in _INDIAN)
        self.changed.emit()

    def _shift(self, name: str) -> None:
        self.shift = name
        self.changed.emit()


def _has_shapes(look: SourceLook) -> bool:
    return look.kind in {"parcels", "features"}
