"""The list of layers: which are seen, how strongly, and which lies over which."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QSlider, QVBoxLayout, QWidget

from ltaxgis.domain.styles import LayerChoice
from ltaxgis.ui.tokens import GAP_2, ROW_HEIGHT
from ltaxgis.ui.widgets.blocks import label, row
from ltaxgis.words import Words

NAME = Qt.ItemDataRole.UserRole


class LayersPanel(QWidget):
    """The uppermost layer first. A drag changes the order, a tick the sight, the slider the chosen layer's opacity,
    a double click zooms to it. Signals carry layer names; `order_changed` the lowest first."""

    visible_changed = Signal(str, bool)
    opacity_changed = Signal(str, float)
    order_changed = Signal(list)
    zoom_wanted = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._choices: dict[str, LayerChoice] = {}
        self.list = QListWidget(self)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName(words("map.layers"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setAccessibleName(words("map.opacity"))
        self.slider.setToolTip(words("map.opacity"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(self.list)
        whole.addLayout(row(label(words("map.opacity"), "small", self), self.slider))
        self.list.itemChanged.connect(self._ticked)
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemDoubleClicked.connect(lambda item: self.zoom_wanted.emit(item.data(NAME)))
        self.list.model().rowsMoved.connect(self._moved)
        self.slider.valueChanged.connect(self._slid)

    def show_layers(self, choices: Sequence[tuple[LayerChoice, str, int]]) -> None:
        """Choice, word and count of each layer, the lowest first."""
        current = self.current()
        self._choices = {choice.name: choice for choice, _, _ in choices}
        self.list.blockSignals(True)
        self.list.clear()
        for choice, word, count in reversed(choices):
            item = QListWidgetItem(self._words(word) if self._words.knows(word) else choice.name)
            item.setData(NAME, choice.name)
            item.setToolTip(self._words("map.layer_tip", name=item.text(), count=count))
            item.setSizeHint(QSize(0, ROW_HEIGHT))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if choice.visible else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if choice.name == current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setFixedHeight(ROW_HEIGHT * max(1, min(len(choices), 9)) + 4)
        self._chosen(self.list.currentItem())

    def current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(NAME)) if item is not None else ""

    def names(self) -> list[str]:
        """The lowest first."""
        return [str(self.list.item(number).data(NAME)) for number in reversed(range(self.list.count()))]

    def _ticked(self, item: QListWidgetItem) -> None:
        self.visible_changed.emit(item.data(NAME), item.checkState() is Qt.CheckState.Checked)

    def _chosen(self, item: QListWidgetItem | None, _: object = None) -> None:
        self.slider.setEnabled(item is not None)
        self.slider.blockSignals(True)
        opacity = self._choices[item.data(NAME)].opacity if item is not None else 1.0
        self.slider.setValue(round(opacity * 100))
        self.slider.blockSignals(False)

    def _slid(self, value: int) -> None:
        if self.current():
            self.opacity_changed.emit(self.current(), value / 100)

    def _moved(self) -> None:
        self.order_changed.emit(self.names())
