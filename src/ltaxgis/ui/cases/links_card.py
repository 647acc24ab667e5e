"""The other cases that a case belongs to, and a line in place that links one more."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ltaxgis.domain.cases import HOWS, Case, CaseLink
from ltaxgis.domain.ids import Uid
from ltaxgis.ports.cases import CaseLine
from ltaxgis.ports.stores import Project
from ltaxgis.services.case_links import link_cases, linkable, unlink_cases
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.cases.telling import by_people
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import button, clear, icon_button, label, row

_WAIT_MS = 180
"""After the last key, before it is looked for."""


class LinksCard(ActingCard):
    """`other_wanted` carries the uid of another case and its desk."""

    other_wanted = Signal(str, str)
    line: QLineEdit
    results: QVBoxLayout

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("case_links.title"), parent)
        self.body.setSpacing(GAP_1)
        for link, other in seen.file.others:
            self._tell(link, other)
        self.how: QComboBox | None = None
        self.found: Sequence[CaseLine] = ()
        if self.may_write:
            self.add_button = button(office.words("case_links.add"), self.ask, "link", self)
            self.head.addWidget(self.add_button)

    def ask(self) -> None:
        """A line opens that finds a case; Enter takes the first, Esc leaves."""
        if self.how is not None:
            self.line.setFocus()
            return
        words = self.office.words
        self.add_button.hide()
        self.how = QComboBox(self)
        for how in HOWS:
            self.how.addItem(words(f"case.how.{how}"), how)
        self.how.setAccessibleName(words("case_links.how"))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(words("case_links.find"))
        self.line.setAccessibleName(words("case_links.find"))
        self.results = QVBoxLayout()
        self.results.setSpacing(0)
        self.body.addLayout(row(label(words("case_links.how"), "quiet", self), self.how, self.line))
        self.body.addLayout(self.results)
        self.body.addLayout(row(button(words("case_links.leave"), self._again, "quiet", self), None))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _text: self._wait.start())
        self.line.returnPressed.connect(self._first)
        self.line.setFocus()

    def look(self) -> None:
        """What the typed words find stands under the line."""
        text, uid, actor = self.line.text(), self.seen.file.case.uid, self.seen.actor

        def find(project: Project) -> Sequence[CaseLine]:
            with project.reading() as reading:
                return linkable(reading, actor, uid, text)

        self.office.look(find, self._show)

    def link(self, other: Uid) -> None:
        if self.how is not None:
            how, uid = str(self.how.currentData()), self.seen.file.case.uid
            done = self.office.words("done.case.link")
            self.act(lambda project, actor: link_cases(project, actor, uid, other, how), done)

    def event(self, event: QEvent) -> bool:
        """Esc is the line's own while it is open: the window's shortcut would take it first."""
        overrides = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if overrides and self.how is not None and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.how is not None and event.key() == Qt.Key.Key_Escape:
            self._again()
        else:
            super().keyPressEvent(event)

    # inside

    def _tell(self, link: CaseLink, other: Case) -> None:
        words, mine = self.office.words, self.seen.file.case.uid
        how = words(f"case.how.{link.how}{'' if link.case_uid == mine else '.back'}")
        title = by_people(self.office.announcer.hides_people, other.title, other.desk)
        text = " · ".join(filter(None, (other.number, title))) or words("cases.no_title")
        made = button(text, partial(self.other_wanted.emit, other.uid, other.desk), "link", self)
        made.setToolTip(text)
        line = row(label(how, "quiet", self), None)
        if self.may_write and link.how in HOWS:
            tip = words("case_links.remove", number=other.number)
            line.addWidget(icon_button(self.office.icons, "x", tip, partial(self._remove, link.uid), self))
        self.body.addLayout(line)
        self.body.addWidget(made)

    def _remove(self, link: Uid) -> None:
        done = self.office.words("done.case.unlink")
        self.act(lambda project, actor: unlink_cases(project, actor, link), done)

    def _show(self, found: Sequence[CaseLine]) -> None:
        self.found = found
        clear(self.results)
        words = self.office.words
        if not found and self.line.text().strip():
            self.results.addWidget(label(words("case_links.none"), "quiet", self))
        for one in found:
            title = by_people(self.office.announcer.hides_people, one.title, one.desk)
            text = " · ".join(part for part in (one.number, self._desk(one.desk), title) if part)
            made = button(text, partial(self.link, one.uid), "link", self)
            made.setToolTip(text)
            self.results.addWidget(made)

    def _desk(self, name: str) -> str:
        words = self.office.words
        return words(f"desk.{name}") if words.knows(f"desk.{name}") else ""

    def _first(self) -> None:
        if self.found and not self._wait.isActive():
            self.link(self.found[0].uid)
        else:
            self._wait.stop()
            self.look()

    def _again(self) -> None:
        """The card as it was before something was asked."""
        clear(self.body)
        self.how, self.found = None, ()
        for link, other in self.seen.file.others:
            self._tell(link, other)
        self.add_button.show()
