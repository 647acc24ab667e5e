"""Fields that understand the keypad and the other keyboard layout, and show what they took."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.measures import area_in_m2, area_text, money_text
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.domain.thai.keyboard import (
    area_from_keys,
    code_from_keys,
    date_from_keys,
    figures_from_keys,
    money_from_keys,
)
from ltaxgis.ui.widgets.blocks import label, retone
from ltaxgis.words import Words

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class UnderstoodField(QWidget):
    """A line and, under it, what it was taken for. `value` is None while it is empty or not understood."""

    changed = Signal()

    def __init__(
        self,
        read: Callable[[str], object | None],
        show: Callable[[object], str],
        hint: str,
        refusal: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._show, self._hint, self._refusal = read, show, hint, refusal
        self.line = QLineEdit(self)
        self.under: QLabel = label(hint, "small", self)
        self.setFocusProxy(self.line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.line)
        whole.addWidget(self.under)
        self.line.textChanged.connect(lambda _text: self._understand())
        self.line.editingFinished.connect(self._settle)
        self.line.installEventFilter(self)

    @property
    def value(self) -> object | None:
        return self._read(self.line.text()) if self.line.text().strip() else None

    @property
    def acceptable(self) -> bool:
        return not self.line.text().strip() or self.value is not None

    def set_value(self, value: object | None) -> None:
        self.line.setText("" if value is None else self._show(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def _understand(self) -> None:
        value = self.value
        retone(self.line, "state", "" if self.acceptable else "wrong")
        retone(self.under, "tone", "small" if self.acceptable else "wrong")
        self.under.setText(self._explain(value))
        self.changed.emit()

    def _explain(self, value: object | None) -> str:
        if value is None:
            return self._hint if self.acceptable else self._refusal
        # what stands in the line already need not be said twice
        shown = self._show(value)
        return "" if shown == self.line.text() else shown

    def _settle(self) -> None:
        if self.value is not None:
            self.line.setText(self._show(self.value))


class ThaiDateField(UnderstoodField):
    """`150169` is 15 ม.ค. 2569."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        def show(value: object) -> str:
            assert isinstance(value, date)
            return short_date(value, words.language)

        super().__init__(date_from_keys, show, words("field.date_hint"), words("field.no_date"), parent)


class AreaField(UnderstoodField):
    """`1.2.50.5` is 1-2-50.5; the value is hundredths of a square wa; square metres stand under it."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        self._unit = words("unit.m2")
        super().__init__(area_from_keys, _show_area, words("field.area_hint"), words("cell.no_area"), parent)

    def _explain(self, value: object | None) -> str:
        text = super()._explain(value)
        if not isinstance(value, int):
            return text
        return f"{text} = {area_in_m2(value):,.2f} {self._unit}".removeprefix(" ")


class MoneyField(UnderstoodField):
    """The value is satang."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        self._unit = words("unit.baht")
        super().__init__(money_from_keys, _show_money, words("field.money_hint"), words("cell.no_money"), parent)

    def _explain(self, value: object | None) -> str:
        text = super()._explain(value)
        return f"{text} {self._unit}".strip() if value is not None else text


class KeyField(UnderstoodField):
    """A parcel code or a number, typed in either layout: `จๅฤจจๅ` is 01A001."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(lambda text: code_from_keys(text.strip()).upper(), str, "", words("field.no_code"), parent)


class FiguresField(UnderstoodField):
    """A house, lot or deed number, typed in either layout; letters stay letters."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(lambda text: figures_from_keys(text.strip()), str, "", "", parent)


class TextField(UnderstoodField):
    """Plain words."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(lambda text: text.strip(), str, "", "", parent)
        self.under.hide()


class CodeField(QComboBox):
    """A choice of a code list by its label; a value that is not in the list stays as it is."""

    changed = Signal()

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem("", "")
        for code, text in labels.items():
            self.addItem(text, code)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.currentIndexChanged.connect(lambda _index: self.changed.emit())

    @property
    def value(self) -> str:
        return str(self.currentData() or "")

    @property
    def acceptable(self) -> bool:
        return True

    def set_value(self, value: object | None) -> None:
        place = self.findData(value or "")
        if place < 0:
            self.addItem(str(value), value)
            place = self.count() - 1
        self.setCurrentIndex(place)


def _show_area(value: object) -> str:
    assert isinstance(value, int)
    return area_text(value)


def _show_money(value: object) -> str:
    assert isinstance(value, int)
    return money_text(value)
