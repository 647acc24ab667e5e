"""The one place where errors are shown: a line in the window, details behind a fold."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ltaxgis.domain.errors import Refused
from ltaxgis.ui.child_work import Fault
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.words import Words


def sentence(words: Words, failure: Refused | Fault) -> str:
    """What, where, what to do; never a code alone."""
    if isinstance(failure, Fault):
        return words("work.fault")
    if not words.knows(failure.code):
        return words("work.refused")
    facts = dict(failure.facts)
    if isinstance(facts.get("roles"), tuple):
        facts["roles"] = ", ".join(words(f"role.{role}") for role in failure.facts["roles"])  # type: ignore[attr-defined]
    return words(failure.code, **facts)


def details(failure: Refused | Fault) -> str:
    if isinstance(failure, Fault):
        return failure.detail
    return "\n".join(f"{name}: {value}" for name, value in (("code", failure.code), *failure.facts.items()))


class ErrorBand(QFrame):
    """Hidden until there is something to say; Esc or the cross closes it."""

    closed = Signal()

    def __init__(self, words: Words, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("surface", "wrong")
        self.setAccessibleName(words("error.name"))
        self._line = QLabel(self)
        self._line.setWordWrap(True)
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QLabel(self)
        self._details.setProperty("tone", "code")
        self._details.setWordWrap(True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.hide()
        self._lay_out(icons)
        self.hide()

    def show_failure(self, failure: Refused | Fault) -> None:
        self._line.setText(sentence(self._words, failure))
        self._details.setText(details(failure))
        self._fold.setChecked(False)
        self.show()

    @property
    def text(self) -> str:
        return self._line.text()

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def _lay_out(self, icons: Icons) -> None:
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap("circle-alert", "wrong", ratio=2.0))
        self._fold = QToolButton(self)
        self._fold.setText(self._words("error.details"))
        self._fold.setCheckable(True)
        self._fold.setProperty("kind", "quiet")
        self._fold.toggled.connect(self._details.setVisible)
        close = QToolButton(self)
        close.setProperty("kind", "quiet")
        close.setToolTip(self._words("error.close"))
        close.setAccessibleName(self._words("error.close"))
        icons.dress(close, "x")
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        for widget in (picture, self._line, self._fold, close):
            row.addWidget(widget)
        row.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_3, GAP_2, GAP_2, GAP_2)
        whole.addLayout(row)
        whole.addWidget(self._details)
