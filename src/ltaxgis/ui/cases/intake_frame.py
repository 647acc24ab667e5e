"""What all forms have on which a case is taken in: a heading, the form in the middle, Enter that goes on, F2 that
keeps, and the receipt after."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ltaxgis.domain.desks import Received
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.ui.cases.brought_papers import BroughtPapers
from ltaxgis.ui.cases.receipt import Receipt
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2, GAP_3
from ltaxgis.ui.widgets.blocks import button, label, scrolling
from ltaxgis.ui.widgets.fields import UnderstoodField
from ltaxgis.ui.widgets.page_head import page_head

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_KEEP = ("F2", "Ctrl+Return", "Ctrl+Enter")


class IntakeFrame(QWidget):
    """`received` names the desk whose lists changed; `case_wanted` carries a case's uid and its desk. Who fills it says
    which fields follow each other (`order`), what stands in it (`stand`), what begins with a book (`begin_with`) and
    what `keep` does."""

    closed = Signal()
    received = Signal(str)
    case_wanted = Signal(str, str)

    def __init__(self, office: Office, desk: str, keep: str, parent: QWidget | None = None) -> None:
        """`keep` names the words of the button that keeps."""
        super().__init__(parent)
        self.setObjectName("page")
        self._office, self._desk = office, desk
        self._book: OfficeBook | None = None
        self.order: Sequence[QWidget] = ()
        self.papers = BroughtPapers(office, self)
        self.save = button(f"{office.words(keep)}  F2", self.keep, "primary", self)
        for keys in _KEEP:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.keep)

    def begin(self, place: tuple[float, float] | None = None) -> None:
        """An empty form; with a place where somebody pointed at the map."""
        self.papers.begin()
        project, services = self._office.project, self._office.services.cases
        if project is not None:
            self._office.tasks.query(lambda: services.book(project), lambda book: self._open(book, place))

    @abstractmethod
    def begin_with(self, book: OfficeBook, place: tuple[float, float] | None) -> None:
        """The fields as the office's book fills them."""

    @abstractmethod
    def keep(self) -> None:
        """What the form says is stored."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field that is seen, and from the last one to the button."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        order = [field for field in self.order if field.isVisible()]
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or watched not in order:
            return super().eventFilter(watched, event)
        place = order.index(watched)
        (order[place + 1] if place + 1 < len(order) else self.save).setFocus()
        return True

    def stand(self, page: QWidget) -> None:
        """The heading, and below it this."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(page_head(self._office, f"{self._desk}.begin", self.closed.emit, self))
        whole.addWidget(page, 1)

    def form_of(self, inner: QWidget, fields: Mapping[str, QWidget], after: Mapping[str, QWidget]) -> QFormLayout:
        """A form of fields by name, each with its words before it; `after` a field something may stand alone."""
        form = QFormLayout(inner)
        form.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        form.setHorizontalSpacing(GAP_3)
        form.setVerticalSpacing(GAP_2)
        for name, field in fields.items():
            text = self._office.words(f"{self._desk.partition('_')[0]}.ask.{name}")
            if isinstance(field, UnderstoodField):
                field.line.setAccessibleName(text)
            else:
                field.setAccessibleName(text)
                field.installEventFilter(self)
            said = "" if isinstance(field, QCheckBox) else text  # which says it itself
            form.addRow(label(said, "quiet", inner), field)
            if name in after:
                form.addRow(label("", "", inner), after[name])
        return form

    def framed(self, inner: QWidget, width: int, *beside: QWidget) -> QFrame:
        """The form in the middle, never wider than this; below it the button, with what stands beside it."""
        inner.setMaximumWidth(width)
        whole, holder, foot = QFrame(self), QWidget(), QWidget()
        whole.setProperty("surface", "plain")
        foot.setMaximumWidth(width)
        line = QHBoxLayout(foot)
        line.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        line.addWidget(self.save)
        line.addStretch(1)
        for widget in beside:
            line.addWidget(widget)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder.setLayout(_in_the_middle(inner))
        column.addWidget(scrolling(holder, whole), 1)
        column.addLayout(_in_the_middle(foot))
        QWidget.setTabOrder(self.order[-1], self.papers)  # they were there before the fields were
        QWidget.setTabOrder(self.papers, self.save)
        return whole

    def _open(self, book: OfficeBook, place: tuple[float, float] | None) -> None:
        self._book = book
        self.begin_with(book, place)


class ReceiptedIntake(IntakeFrame):
    """A form after which a receipt stands; `slip_wanted` carries a case's uid, its desk, the kind of slip and a PIN."""

    slip_wanted = Signal(str, str, str, str)

    def __init__(
        self, office: Office, desk: str, keep: str, parent: QWidget | None = None, *, rolls: bool = False
    ) -> None:
        super().__init__(office, desk, keep, parent)
        self._last: Received | None = None
        self.receipt = Receipt(office, self, rolls=rolls)
        self.receipt.next_wanted.connect(self.begin)
        self.receipt.case_wanted.connect(self._open_last)
        self.receipt.slip_wanted.connect(lambda: self._print_slip("slip"))
        self.receipt.roll_wanted.connect(lambda: self._print_slip("slip_roll"))
        self.pages = QStackedWidget(self)
        self.stand(self.pages)

    def begin(self, place: tuple[float, float] | None = None) -> None:
        self.pages.setCurrentIndex(0)
        super().begin(place)

    @property
    def is_open(self) -> bool:
        """Whether the form is looked at, not the receipt, and may be kept."""
        return self._book is not None and self.pages.currentIndex() == 0

    def put_pages(self, form: QWidget) -> None:
        """The form, and the receipt that takes its place."""
        self.pages.addWidget(form)
        self.pages.addWidget(self.receipt)

    def show_receipt(self, received: Received, said: str, tone: str = "good") -> None:
        """What was given to the case stands there, large enough to be copied from."""
        self._last = received
        if self._book is not None:
            self.pages.setCurrentIndex(1)
            self.receipt.show_received(received, self._book)
        self._office.announcer.said.emit(said, tone)
        self.received.emit(self._desk)

    def _print_slip(self, kind: str) -> None:
        if self._last is not None:
            self.slip_wanted.emit(self._last.case.uid, self._desk, kind, self._last.pin)

    def _open_last(self) -> None:
        if self._last is not None:
            self.case_wanted.emit(self._last.case.uid, self._desk)


def _in_the_middle(widget: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(widget, 20)
    line.addStretch(1)
    return line
