"""A line over the desks that says one thing about the project and offers what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, icon_button, label

_AFTER_TEXT = 2
Offer = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "attention")
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap("info", "attention", ratio=2.0))
        self.text = label("", "", self, wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons: list[QWidget] = []
        self.close_button = icon_button(icons, "x", "", self.hide, self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(GAP_3, GAP_1, GAP_2, GAP_1)
        self._line.setSpacing(GAP_2)
        self._line.addWidget(picture)
        self._line.addWidget(self.text, 1)
        self._line.addWidget(self.close_button)
        self.hide()

    def say(self, sentence: str, offers: Sequence[Offer], put_off: str = "") -> None:
        """With `put_off`, the name of the cross, it can be put away without an answer."""
        for old in self.buttons:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.text.setText(sentence)
        self.buttons = [button(text, call, "", self) for text, call in offers]
        for place, one in enumerate(self.buttons, start=_AFTER_TEXT):
            self._line.insertWidget(place, one)
        self.close_button.setVisible(bool(put_off))
        self.close_button.setToolTip(put_off)
        self.close_button.setAccessibleName(put_off)
        self.show()
