"""One line a kind of finding: how bad, how many, three examples."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ltaxgis.domain.findings import SEVERITIES, Finding, Severity
from ltaxgis.ui.findings.table_model import where
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import label
from ltaxgis.words import Words

LOOKS = {
    Severity.STOPS: ("octagon-x", "wrong"),
    Severity.WARNS: ("triangle-alert", "attention"),
    Severity.INFORMS: ("info", "quiet"),
}
_WEIGHT = {Severity.STOPS: 0, Severity.WARNS: 1, Severity.INFORMS: 2}
_EXAMPLES = 3
_FIGURES = {"join.area_differs", "use.sum_differs"}
LINE_HEIGHT = 56


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    count: int
    examples: Sequence[Finding]

    @property
    def severity(self) -> Severity:
        return SEVERITIES.get(self.code, Severity.INFORMS)


def in_order(kinds: Sequence[Kind]) -> list[Kind]:
    """What stops comes first, then the most frequent."""
    return sorted(kinds, key=lambda kind: (_WEIGHT[kind.severity], -kind.count, kind.code))


def in_order_of_weight(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: _WEIGHT[finding.severity])


def title(words: Words, code: str) -> str:
    """The kind in a few words."""
    return words(f"kind.{code}") if words.knows(f"kind.{code}") else words("kind.other")


def examples(words: Words, kind: Kind) -> str:
    """Up to three different values that were read, else what the findings are about, else where they are. An area
    alone says nothing: its parcel is named."""
    values = dict.fromkeys(
        (each.place.subject if kind.code in _FIGURES else each.value) or each.place.subject or where(words, each)
        for each in kind.examples
    )
    return "  ·  ".join(list(values)[:_EXAMPLES])


class _Line(QLabel):
    """A line of text that ends in … where it is longer than its place."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()


class KindList(QListWidget):
    """`chosen` carries a Kind."""

    chosen = Signal(object)

    def __init__(self, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._icons = words, icons
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(words("desk.findings"))
        self.kinds: list[Kind] = []
        self.currentRowChanged.connect(self._tell)

    def show_kinds(self, kinds: Sequence[Kind]) -> None:
        """The kind that was chosen stays chosen where it is still there."""
        before = self.kinds[self.currentRow()].code if 0 <= self.currentRow() < len(self.kinds) else ""
        self.blockSignals(True)
        self.clear()
        self.kinds = in_order(kinds)
        for kind in self.kinds:
            item = QListWidgetItem(self)
            item.setSizeHint(QSize(0, LINE_HEIGHT))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title(self._words, kind.code)} {kind.count}")
            item.setToolTip(examples(self._words, kind))
            self.setItemWidget(item, _KindLine(kind, self._words, self._icons))
        self.blockSignals(False)
        codes = [kind.code for kind in self.kinds]
        if codes:
            self.setCurrentRow(codes.index(before) if before in codes else 0)
            self._tell(self.currentRow())

    def _tell(self, place: int) -> None:
        if 0 <= place < len(self.kinds):
            self.chosen.emit(self.kinds[place])


class _KindLine(QWidget):
    def __init__(self, kind: Kind, words: Words, icons: Icons) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture, tone = LOOKS[kind.severity]
        image = QLabel(self)
        image.setPixmap(icons.pixmap(picture, tone, 20, 2.0))
        image.setToolTip(words(f"severity.{kind.severity}"))
        name = label(title(words, kind.code), "strong", self)
        under = _Line(examples(words, kind), self)
        under.setTextFormat(Qt.TextFormat.PlainText)
        under.setProperty("tone", "small")
        # the item tells it to the mouse; here it says that cutting is known
        under.setToolTip(under.text())
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(name)
        texts.addWidget(under)
        count = label(f"{kind.count:,}", "figure", self)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(GAP_3, 2, GAP_3, 2)
        whole.setSpacing(GAP_2)
        whole.addWidget(image)
        whole.addLayout(texts, 1)
        whole.addWidget(count)
