"""One search box for everything: what was typed, what it was taken for, and a list of hits under it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ltaxgis.domain.thai.keyboard import other_layout
from ltaxgis.ports.stores import PLACE, Hit
from ltaxgis.ui import tokens
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import label, row
from ltaxgis.words import Words

_WAIT_MS = 120
_PICTURES = {
    "parcel": "land-plot",
    "owner": "user-round",
    "building": "building-2",
    "sign": "signpost",
    "case": "inbox",
    PLACE: "map",
}


class SearchBox(QLineEdit):
    """`picked` carries a Hit. Typing asks the project in the background; Enter takes the first hit."""

    picked = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("kind", "search")
        self.setPlaceholderText(office.words("search.placeholder"))
        self.setAccessibleName(office.words("search.name"))
        self._clear = QAction(office.words("search.clear"), self)
        self._clear.triggered.connect(self._forget)
        self._clear.setVisible(False)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextMargins(tokens.ICON_SIZE + GAP_2, 0, 0, 0)
        self.redress()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.ask)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.results = ResultList(office, self)
        self.results.taken.connect(self._take)
        office.announcer.privacy.connect(self._find_again)
        self.installEventFilter(self)

    def ask(self) -> None:
        text, project = self.text().strip(), self._office.project
        if not text or project is None:
            self.results.hide()
            return

        from ltaxgis.services.find_anything import find_anything  # nothing is found before there is a project

        people = not self._office.announcer.hides_people

        def find() -> tuple[str, str, list[Hit]]:
            with project.reading() as reading:
                hits = find_anything(reading, text, people=people)
                swapped = other_layout(text)
                if swapped and not hits:
                    hits = find_anything(reading, swapped, people=people)
                    return text, swapped if hits else "", hits
                return text, read_as(text, hits), hits

        self._office.tasks.query(find, self._show)

    def _forget(self) -> None:
        self.clear()
        self.results.hide()

    def _find_again(self, _hidden: bool) -> None:
        """Names that must vanish vanish from the list too."""
        if self.results.isVisible():
            self.results.hide()
            self.ask()

    def redress(self) -> None:
        self._glass.setPixmap(self._office.icons.pixmap("search", "quiet", ratio=2.0))
        self._glass.adjustSize()
        self._clear.setIcon(self._office.icons.icon("x", "quiet"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._glass.move(GAP_2, (self.height() - self._glass.height()) // 2)
        if not self.results.isHidden():
            self.results.place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.results.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.results.hide()

    def take_first(self) -> None:
        self.results.take_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # while something is typed Esc is the box's own: the window's shortcut would take it first
            if event.key() == Qt.Key.Key_Escape and self.text():
                event.accept()
                return True
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.results.isVisible():
            self.results.move_current(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take_first()
            return True
        if key == Qt.Key.Key_Escape:
            self.results.hide()
            self.clear()
            self.clearFocus()
            return True
        return False

    def _show(self, found: tuple[str, str, list[Hit]]) -> None:
        text, swapped, hits = found
        if text == self.text().strip():
            self.results.show_hits(hits, swapped, text)

    def _take(self, hit: Hit) -> None:
        self.results.hide()
        self.picked.emit(hit)


class ResultList(QFrame):
    """Hits under the box, as a child of the window: it takes no focus and no other window."""

    taken = Signal(object)

    def __init__(self, office: Office, box: SearchBox) -> None:
        super().__init__(box.window())
        self._office, self._box = office, box
        self.setProperty("surface", "card")
        self.note = label("", "small", self, wrap=True)
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _item: self.take_current())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_1, GAP_1, GAP_1, GAP_1)
        whole.addWidget(self.note)
        whole.addWidget(self.list)
        self.note.setContentsMargins(GAP_2, GAP_1, GAP_2, 0)
        self.hide()

    def show_hits(self, hits: list[Hit], swapped: str, asked: str) -> None:
        words = self._office.words
        self.list.clear()
        for hit in hits[:12]:
            self._add(hit)
        if swapped:
            self.note.setText(words("search.other_layout", text=swapped))
        elif not hits:
            hidden = self._office.announcer.hides_people
            self.note.setText(words("search.nothing_without_people" if hidden else "search.nothing", text=asked))
        self.note.setVisible(bool(swapped) or not hits)
        self.list.setVisible(bool(hits))
        self.list.setCurrentRow(0)
        self.place()

    def move_current(self, step: int) -> None:
        if self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def take_current(self) -> None:
        item = self.list.currentItem()
        if self.isVisible() and item is not None:
            self.taken.emit(item.data(Qt.ItemDataRole.UserRole))

    def _add(self, hit: Hit) -> None:
        item = QListWidgetItem(self.list)
        item.setData(Qt.ItemDataRole.UserRole, hit)
        if hit.kind == "case" and self._office.announcer.hides_people:
            hit = replace(hit, detail="")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title} {hit.detail}")
        item.setSizeHint(QSize(0, 32))
        self.list.setItemWidget(item, _HitLine(self._office, hit))

    def place(self) -> None:
        if self.parentWidget() is not self._box.window():
            self.setParent(self._box.window())
        corner = self._box.mapTo(self._box.window(), QPoint(0, self._box.height() + 4))
        height = (32 * min(self.list.count(), 12) + 14) if self.list.isVisibleTo(self) else 8
        height += 30 if self.note.isVisibleTo(self) else 0
        self.setGeometry(corner.x(), corner.y(), self._box.width(), height)
        self.show()
        self.raise_()


def read_as(typed: str, hits: Sequence[Hit]) -> str:
    """What the first hit was found by, where that is what the same keys give under the other layout; else empty."""
    swapped = other_layout(typed).strip()
    first = f"{hits[0].title} {hits[0].detail}".casefold() if hits else ""
    return swapped if swapped and swapped.casefold() in first and typed.casefold() not in first else ""


class _HitLine(QWidget):
    def __init__(self, office: Office, hit: Hit) -> None:
        super().__init__()
        picture = QLabel(self)
        picture.setPixmap(office.icons.pixmap(_PICTURES.get(hit.kind, "land-plot"), "quiet", 16, 2.0))
        title = label(hit.title, "strong", self)
        detail = label(_detail(office.words, hit), "quiet", self)
        line = row(picture, title, detail, None)
        line.setContentsMargins(GAP_3, 0, GAP_2, 0)
        self.setLayout(line)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _detail(words: Words, hit: Hit) -> str:
    """What is told beside a hit: of a place, which layer it is of; of a parcel, its land number as one."""
    word = f"layer.{hit.detail}"
    if hit.kind == "parcel" and hit.detail.isdigit():
        return words("search.land_no", number=hit.detail)
    return words(word) if hit.kind == PLACE and words.knows(word) else hit.detail
