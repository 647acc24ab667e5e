"""What to print, how large, on which paper, and how it looks: the left side of the printing desk."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.sheets import SCALES, Orientation, Paper
from ltaxgis.domain.styles import MapChoice
from ltaxgis.services.print_map import MapOrder, smaller
from ltaxgis.services.print_sheets import DEFAULT_SIGNERS
from ltaxgis.ui.map.scale_box import read_scale, scale_text
from ltaxgis.ui.office import MapSeen, Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import label, retone, row, scrolling

WIDTH = 316
VIEW, BLOCK, PARCELS = "view", "block", "parcels"
LEAST_SCALE = 100
KEPT = "print.order"
_PIECES = (Paper.A4, Paper.A3)


class OrderForm(QFrame):
    """`changed` after every choice. What is the same from sheet to sheet is remembered for this person."""

    changed = Signal()

    def __init__(self, office: Office, themes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._seen: MapSeen | None = None
        self._parcels: tuple[Uid, ...] = ()
        self.setProperty("surface", "left")
        self.setFixedWidth(WIDTH)
        words = office.words
        inner = QWidget(self)
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_4)
        self._body.setSpacing(GAP_2)
        self._what = QButtonGroup(self)
        self.what = {name: self._radio(name, inner) for name in (VIEW, BLOCK, PARCELS)}
        self.blocks = _combo(words("print.block_name"), inner)
        self.scale = _combo(words("print.scale"), inner)
        self.scale.setEditable(True)
        self.scale.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.scale_said = label("", "small", inner, wrap=True)
        self.paper = _combo(words("print.paper"), inner)
        self.orientation = _combo(words("print.orientation"), inner)
        self.pieces = _combo(words("print.pieces"), inner)
        self.theme = _combo(words("map.theme"), inner)
        self.colour = _combo(words("print.colour"), inner)
        self.labels = QCheckBox(words("print.labels"), inner)
        self.thai_digits = QCheckBox(words("print.thai_digits"), inner)
        self.title = QLineEdit(inner)
        self.title.setAccessibleName(words("print.title"))
        self.title.setPlaceholderText(words("sheet.title"))
        self.signers = QPlainTextEdit(inner)
        self.signers.setAccessibleName(words("print.signers"))
        self.signers.setTabChangesFocus(True)
        self.signers.setFixedHeight(84)
        self._fill(themes)
        self._lay_out(inner)
        self._restore()
        self._connect()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner, self))

    def begin(self, seen: MapSeen | None, blocks: Sequence[str], parcels: Sequence[Uid]) -> None:
        """What can be printed just now; a choice that is no longer possible gives way to one that is."""
        self._seen, self._parcels = seen, tuple(parcels)
        words = self._office.words
        with QSignalBlocker(self.blocks):
            kept = self.blocks.currentText()
            self.blocks.clear()
            self.blocks.addItems(list(blocks))
            self.blocks.setCurrentIndex(max(0, self.blocks.findText(kept)))
        self.what[PARCELS].setText(words("print.what.parcels", count=len(self._parcels)))
        possible = {VIEW: seen is not None, BLOCK: bool(blocks), PARCELS: bool(self._parcels)}
        for name, choice in self.what.items():
            choice.setEnabled(possible[name])
        if not possible[self.chosen]:
            self.what[next((name for name, one in possible.items() if one), VIEW)].setChecked(True)
        if seen is not None:
            with QSignalBlocker(self.theme):
                self.theme.setCurrentIndex(max(0, self.theme.findData(seen.choice.theme)))
        self._show_possible()

    @property
    def chosen(self) -> str:
        return next((name for name, choice in self.what.items() if choice.isChecked()), VIEW)

    @property
    def acceptable(self) -> bool:
        """The scale that was typed is one."""
        return self._scale_index() == 0 or self.scale_wanted() is not None

    def scale_wanted(self) -> int | None:
        """The denominator; None is the scale at which all fits."""
        if self._scale_index() == 0:
            return None
        typed = read_scale(self.scale.currentText())
        return round(typed) if typed is not None and typed >= LEAST_SCALE else None

    def order(self, actor: Actor) -> MapOrder:
        """What is chosen now."""
        seen = self._seen or MapSeen((0.0, 0.0, 0.0, 0.0), MapChoice())
        template = seen.choice.label if self.labels.isChecked() else ""
        choice = MapChoice(self.theme.currentData(), template, seen.choice.layers)
        signers = tuple(text.strip() for text in self.signers.toPlainText().splitlines() if text.strip())
        return MapOrder(
            by=actor, choice=choice, extent=seen.extent if self.chosen == VIEW else None,
            block=self.blocks.currentText() if self.chosen == BLOCK else "",
            parcels=self._parcels if self.chosen == PARCELS else (), scale=self.scale_wanted(),
            paper=self.paper_wanted, orientation=self.orientation_wanted, title=self.title.text().strip(),
            signers=signers, colour=self.colour.currentData(), thai_digits=self.thai_digits.isChecked(),
            pieces=self.pieces_wanted,
        )  # fmt: skip

    # Qt keeps an enum of texts as its text

    @property
    def paper_wanted(self) -> Paper:
        return Paper(self.paper.currentData())

    @property
    def pieces_wanted(self) -> Paper | None:
        chosen = self.pieces.currentData()
        return Paper(chosen) if chosen else None

    @property
    def orientation_wanted(self) -> Orientation | None:
        chosen = self.orientation.currentData()
        return Orientation(chosen) if chosen else None

    def say_scale(self, text: str) -> None:
        self.scale_said.setText(text)
        self.scale_said.setVisible(bool(text))

    # inside

    def _scale_index(self) -> int:
        return 0 if self.scale.currentText() == self.scale.itemText(0) else -1

    def _radio(self, name: str, parent: QWidget) -> QRadioButton:
        made = QRadioButton(self._office.words(f"print.what.{name}", count=0), parent)
        made.setChecked(name == VIEW)
        self._what.addButton(made)
        return made

    def _fill(self, themes: Sequence[str]) -> None:
        words = self._office.words
        self.scale.addItem(words("print.scale.fits"))
        for scale in SCALES:
            self.scale.addItem(scale_text(scale))
        for paper in Paper:
            self.paper.addItem(paper.value, paper)
        self.orientation.addItem(words("print.orientation.auto"), None)
        for orientation in Orientation:
            self.orientation.addItem(words(f"print.orientation.{orientation.value}"), orientation)
        self.pieces.addItem(words("print.pieces.none"), None)
        for paper in _PIECES:
            self.pieces.addItem(words("print.pieces.for", paper=paper.value), paper)
        for theme in themes:
            self.theme.addItem(words(f"theme.{theme}"), theme)
        self.colour.addItem(words("print.colour.black"), False)
        self.colour.addItem(words("print.colour.full"), True)

    def _lay_out(self, inner: QWidget) -> None:
        words = self._office.words
        self._heading("print.what", inner)
        for name, choice in self.what.items():
            if name == BLOCK:
                self._body.addLayout(row(choice, self.blocks))
            else:
                self._body.addWidget(choice)
        self._heading("print.size", inner)
        for code, field in (
            ("print.scale", self.scale), ("print.paper", self.paper), ("print.orientation", self.orientation),
            ("print.pieces", self.pieces),
        ):  # fmt: skip
            self._named(words(code), field, inner)
            if field is self.scale:
                self._body.addWidget(self.scale_said)
        self._heading("print.look", inner)
        self._named(words("map.theme"), self.theme, inner)
        self._named(words("print.colour"), self.colour, inner)
        self._body.addWidget(self.labels)
        self._body.addWidget(self.thai_digits)
        self._heading("print.texts", inner)
        self._named(words("print.title"), self.title, inner)
        self._body.addWidget(label(words("print.signers"), "quiet", inner, wrap=True))
        self._body.addWidget(self.signers)
        self._body.addStretch(1)

    def _heading(self, code: str, inner: QWidget) -> None:
        if self._body.count():
            self._body.addSpacing(GAP_2)
        self._body.addWidget(label(self._office.words(code), "strong", inner))

    def _named(self, name: str, field: QWidget, inner: QWidget) -> None:
        told = label(name, "quiet", inner)
        told.setFixedWidth(92)
        line = row(told, field, gap=GAP_1)
        line.setStretch(1, 1)
        self._body.addLayout(line)

    def _connect(self) -> None:
        self._what.buttonClicked.connect(self._chosen)
        for field in (self.blocks, self.orientation, self.pieces, self.theme, self.colour, self.paper, self.scale):
            field.currentIndexChanged.connect(self._chosen)
        line = self.scale.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._chosen)
        for box in (self.labels, self.thai_digits):
            box.clicked.connect(self._chosen)
        self.title.editingFinished.connect(self._chosen)
        self.signers.textChanged.connect(self._chosen)

    def _chosen(self) -> None:
        self._show_possible()
        self._keep()
        self.changed.emit()

    def _show_possible(self) -> None:
        self.blocks.setEnabled(self.chosen == BLOCK)
        for place, paper in enumerate(_PIECES, start=1):
            _enable(self.pieces, place, smaller(paper, self.paper_wanted))
        cut = self.pieces_wanted
        if cut is not None and not smaller(cut, self.paper_wanted):
            with QSignalBlocker(self.pieces):
                self.pieces.setCurrentIndex(0)
        self.pieces.setEnabled(self.paper_wanted is not Paper.A4)
        line = self.scale.lineEdit()
        if line is not None:
            retone(line, "state", "" if self.acceptable else "wrong")
        if not self.acceptable:
            self.say_scale(self._office.words("print.no_scale"))

    def _keep(self) -> None:
        kept = {
            "paper": self.paper_wanted.value, "orientation": self.orientation.currentIndex(),
            "pieces": self.pieces.currentIndex(), "colour": self.colour.currentIndex(),
            "labels": self.labels.isChecked(), "thai_digits": self.thai_digits.isChecked(),
            "signers": self.signers.toPlainText(),
        }  # fmt: skip
        self._office.preferences.set(KEPT, kept)

    def _restore(self) -> None:
        words = self._office.words
        usual = "\n".join(words(code) for code in DEFAULT_SIGNERS)
        kept: dict[str, Any] = self._office.preferences.get(KEPT, {})
        self.paper.setCurrentIndex(max(0, self.paper.findText(str(kept.get("paper", Paper.A4.value)))))
        for name, field in (("orientation", self.orientation), ("pieces", self.pieces), ("colour", self.colour)):
            field.setCurrentIndex(min(int(kept.get(name, 0)), field.count() - 1))
        self.labels.setChecked(bool(kept.get("labels", True)))
        self.thai_digits.setChecked(bool(kept.get("thai_digits", False)))
        self.signers.setPlainText(str(kept.get("signers", usual)))
        self.say_scale("")


def _combo(name: str, parent: QWidget) -> QComboBox:
    made = QComboBox(parent)
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _enable(box: QComboBox, place: int, enabled: bool) -> None:
    model = box.model()
    role = Qt.ItemDataRole.UserRole - 1
    model.setData(model.index(place, 0), None if enabled else 0, role)
