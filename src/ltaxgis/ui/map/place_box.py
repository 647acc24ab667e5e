"""Zones and blocks by name: typed or chosen, and the map goes there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ltaxgis.domain.thai.keyboard import code_from_keys
from ltaxgis.ui.map.engine import Place
from ltaxgis.words import Words


class PlaceBox(QComboBox):
    """`place_wanted` carries a box in project CRS metres. What is typed may come from the Thai layout."""

    place_wanted = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(words("map.go_to"))
        self.setMaxVisibleItems(16)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(words("map.go_to_tip"))
        line.returnPressed.connect(self._typed)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.activated.connect(self._chosen)

    def show_places(self, places: Sequence[Place]) -> None:
        """These can be gone to; what is typed now stays."""
        typed = self.currentText()
        self.clear()
        for layer, name, box in places:
            word = f"layer.{layer}"
            self.addItem(f"{self._words(word) if self._words.knows(word) else layer} {name}", (name, box))
        self.setCurrentIndex(-1)
        self.setEditText(typed)

    def _chosen(self, number: int) -> None:
        if number >= 0:
            self.place_wanted.emit(self.itemData(number)[1])

    def _typed(self) -> None:
        typed = self.currentText().strip()
        wanted = {typed.casefold(), code_from_keys(typed).casefold()}
        found = [number for number in range(self.count()) if self.itemData(number)[0].casefold() in wanted]
        if found:
            self.setCurrentIndex(found[0])
            self._chosen(found[0])
