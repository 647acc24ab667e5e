"""Which number a case gets that is being taken in: the next, or one that was reserved; reserving and giving up one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QToolButton, QWidget

from ltaxgis.domain.cases import local_day
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_numbers import reserve_number, reserved_in, void_number
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_2
from ltaxgis.ui.widgets.blocks import row

_WIDTH = 210


class ReservedNumber(QWidget):
    """`series` names the desk's; `text` is the reserved number that was chosen, empty for the next one. `told` says
    what was done in words."""

    told = Signal(str)

    def __init__(self, office: Office, series: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._series = office, series
        self.kept: Sequence[GivenNumber] = ()
        words = office.words
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(words("reserved.which"))
        self.choice.setToolTip(words("reserved.which"))
        self.choice.setFixedWidth(_WIDTH)
        self.choice.currentIndexChanged.connect(lambda _index: self._allow())
        menu = QMenu(self)
        menu.addAction(words("reserved.reserve"), self.reserve)
        self.void_action = menu.addAction(words("reserved.void"), self._ask_reason)
        self.more = QToolButton(self)
        self.more.setText(words("reserved.more"))
        self.more.setMinimumHeight(CONTROL_HEIGHT)
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(words("reserved.why"))
        self.reason.setAccessibleName(words("reserved.why"))
        self.reason.returnPressed.connect(self.make_void)
        self.reason.hide()
        line = row(self.choice, self.more, self.reason, gap=GAP_2)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self._show(())

    @property
    def text(self) -> str:
        return str(self.choice.currentData() or "")

    def begin(self) -> None:
        """The numbers that wait just now; the next one is chosen."""
        self.reason.hide()
        series = self._series

        def look(project: Project) -> list[GivenNumber]:
            with project.reading() as reading:
                return reserved_in(reading, series)

        self._office.look(look, self._show)

    def reserve(self) -> None:
        """The next number is kept for a case that comes later."""
        office, series = self._office, self._series
        project = office.project
        if project is None:
            return
        book, today = office.services.cases.book(project), local_day(office.services.cases.now())
        self._act(lambda store, actor: reserve_number(store, actor, book, series, today).text, "reserved.reserved")

    def make_void(self) -> None:
        """The chosen number is given up, with the reason that was typed."""
        chosen, reason = self.text, self.reason.text()
        given = next((one for one in self.kept if one.text == chosen), None)
        if given is None:
            return

        def work(project: Project, actor: Actor) -> str:
            void_number(project, actor, given.uid, reason)
            return given.text

        self._act(work, "reserved.voided")

    # inside

    def _act(self, work: Callable[[Project, Actor], str], done: str) -> None:
        def stored(number: str) -> None:
            self.reason.clear()
            self.told.emit(self._office.words(done, number=number))
            self.begin()

        self._office.act("work.number", work, stored)

    def _ask_reason(self) -> None:
        self.reason.show()
        self.reason.setFocus()

    def _show(self, kept: Sequence[GivenNumber]) -> None:
        self.kept = kept
        self.choice.clear()
        self.choice.addItem(self._office.words("reserved.next"), "")
        for one in kept:
            self.choice.addItem(" · ".join(filter(None, (one.text, one.reason))), one.text)
        self._allow()

    def _allow(self) -> None:
        actor = self._office.actor
        self.void_action.setEnabled(bool(self.text) and actor is not None and may(actor, "numbers.void"))
        if not self.text:
            self.reason.hide()
