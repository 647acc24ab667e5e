"""The right side: all that hangs on what is selected, as cards, the most asked first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1, GAP_2, GAP_3, INSPECTOR_WIDTH
from ltaxgis.ui.widgets.blocks import EmptyState, clear, icon_button, label, scrolling

if TYPE_CHECKING:
    from ltaxgis.domain.cases import Case
    from ltaxgis.services.all_about import Subject


class Inspector(QFrame):
    """`form_wanted` and `zoom_wanted` carry uids; `closed` folds it away."""

    form_wanted = Signal(str)
    zoom_wanted = Signal(list)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._uid: Uid | None = None
        self._count = 1
        self._here: Sequence[Uid] = ()
        self._shown: Subject | None = None
        self._cases: list[Case] = []
        self.setProperty("surface", "side")
        self.setMinimumWidth(INSPECTOR_WIDTH - 40)
        self._cards = QWidget()
        self._column = QVBoxLayout(self._cards)
        self._column.setContentsMargins(GAP_3, GAP_1, GAP_3, GAP_3)
        self._column.setSpacing(GAP_2)
        self._area = scrolling(self._cards, self)
        self._empty = EmptyState(office.icons, "mouse-pointer-click", office.words("inspector.empty"), self)
        self.title = label("", "heading", self)
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, 0)
        head.addWidget(self.title, 1)
        self._zoom = icon_button(office.icons, "map-pinned", office.words("inspector.zoom"), self._ask_zoom, self)
        head.addWidget(self._zoom)
        head.addWidget(icon_button(office.icons, "x", office.words("inspector.close"), self.closed.emit, self))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        whole.addLayout(head)
        whole.addWidget(self._empty, 1)
        whole.addWidget(self._area, 1)
        office.announcer.privacy.connect(lambda _hidden: self._redraw())
        self.show_nothing()

    def show_nothing(self) -> None:
        self._uid = None
        self.title.setText(self._office.words("inspector.title"))
        self._zoom.hide()
        self._area.hide()
        self._empty.show()

    def show_here(self, uids: list[Uid]) -> None:
        """All about the parcel of a place, and the things of the other layers there; with nothing there all stays."""
        if uids:
            self.show_uid(uids[0], here=uids)

    def show_uid(self, uid: Uid | None, count: int = 1, here: Sequence[Uid] = ()) -> None:
        """All about a parcel or a row, the first of `count` that are selected; read in the background."""
        project = self._office.project
        if uid is None or project is None:
            self.show_nothing()
            return
        self._uid, self._count, self._here = uid, count, here
        from ltaxgis.services.all_about import all_about, all_here  # there is nothing to tell before there is a project
        from ltaxgis.services.case_file import cases_on

        actor = self._office.actor

        def look() -> "tuple[Uid, Subject, list[Case]]":
            with project.reading() as reading:
                cases = cases_on(reading, actor, uid) if actor is not None else []
                about = all_here(reading, here, project.settings) if here else all_about(reading, uid, project.settings)
                return uid, about, cases

        self._office.tasks.query(look, self._show)

    def again(self) -> None:
        self.show_uid(self._uid, self._count, self._here)

    def _show(self, answer: "tuple[Uid, Subject, list[Case]]") -> None:
        uid, subject, cases = answer
        if uid == self._uid:
            self._shown, self._cases = subject, cases
            self._redraw()

    def _redraw(self) -> None:
        if self._uid is None or self._shown is None:
            return
        from ltaxgis.ui.inspector_cards import Cards

        clear(self._column)
        subject = self._shown
        code = subject.parcel.code if subject.parcel is not None else ""
        name = code or (subject.rows[0].code_read if subject.rows else "–")
        several = self._office.words("inspector.one_of", name=name, count=self._count)
        self.title.setText(several if self._count > 1 else name)
        self._zoom.setVisible(subject.parcel is not None)
        for card in Cards(self._office, subject, self.form_wanted.emit, self._cards).all():
            self._column.addWidget(card)
        if self._cases:
            from ltaxgis.ui.cases.cases_card import CasesCard

            # before what stands on the land and where it comes from
            self._column.insertWidget(min(2, self._column.count()), CasesCard(self._office, self._cases, self._cards))
        self._column.addStretch(1)
        self._empty.hide()
        self._area.show()

    def _ask_zoom(self) -> None:
        if self._shown is not None and self._shown.parcel is not None:
            self.zoom_wanted.emit([self._shown.parcel.uid])
