"""What pages have on which the text of letters is written: the office's texts at the left, the fields at the right."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.services.letter_texts import LetterText
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.ui.widgets.page_head import page_head

_LONG = ("references", "enclosures", "body")
_SHORT = 48


@dataclass(frozen=True, slots=True)
class SeenTexts:
    book: OfficeBook
    texts: dict[str, LetterText]


class LetterForm(QWidget):
    """Who fills it says what `choose` does with the text that was chosen, and stands it (`stand`)."""

    closed = Signal()

    def __init__(self, office: Office, lines: Sequence[str], list_width: int, parent: QWidget | None = None) -> None:
        """`lines` names the fields of one line."""
        super().__init__(parent)
        self.setObjectName("page")
        self._office = office
        self._seen: SeenTexts | None = None
        self.texts = QListWidget(self)
        self.texts.setAccessibleName(office.words("letters.texts"))
        self.texts.setFixedWidth(list_width)
        self.texts.currentItemChanged.connect(lambda *_: self.choose())
        self.document = QComboBox(self)
        self.lines = {name: QLineEdit(self) for name in lines}
        self.long = {name: QPlainTextEdit(self) for name in _LONG}
        for name in ("references", "enclosures"):
            self.long[name].setFixedHeight(_SHORT)
        for field in self.long.values():
            field.setTabChangesFocus(True)

    @abstractmethod
    def choose(self) -> None:
        """The chosen text stands in the form."""

    @property
    def chosen(self) -> str:
        """The code of the text that is chosen in the list; empty where none is."""
        item = self.texts.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def add_text(self, code: str, name: str, tip: str = "") -> None:
        item = QListWidgetItem(name)
        item.setToolTip(tip)
        item.setData(Qt.ItemDataRole.UserRole, code)
        self.texts.addItem(item)

    def written(self) -> dict[str, str]:
        """What stands in the fields, by their names."""
        lines = {name: field.text().strip() for name, field in self.lines.items()}
        return lines | {name: field.toPlainText().strip() for name, field in self.long.items()}

    def write(self, told: object) -> None:
        """Each field says what the attribute of its name does."""
        for name, line in self.lines.items():
            line.setText(str(getattr(told, name)))
            line.setCursorPosition(0)
        for name, field in self.long.items():
            field.setPlainText(str(getattr(told, name)).strip())

    def stand(
        self, title: str, left: QLayout, above: QWidget, fields: Sequence[tuple[str, QWidget]], foot: QLayout
    ) -> None:
        """The page under its heading; `fields` with the words before them, `above` and `foot` around them."""
        words = self._office.words
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_3)
        form.setVerticalSpacing(GAP_2)
        form.addRow(above)
        for name, field in fields:
            field.setAccessibleName(words(name))
            form.addRow(label(words(name), "quiet", self), field)
        right = QVBoxLayout()
        right.addLayout(form, 1)
        right.addLayout(foot)
        body = QHBoxLayout()
        body.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        body.setSpacing(GAP_3)
        body.addLayout(left)
        body.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(page_head(self._office, title, self.closed.emit, self))
        whole.addLayout(body, 1)
