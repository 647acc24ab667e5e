"""One line beside the people of a case: another record of the register may be the same person; there they are compared
and made one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.owner_doubles import DoubleGroup, decline_double, doubles_of, merge_owners
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import button, clear, label, row


class DoublesLine(QWidget):
    """Hidden where nobody is like these people, or whoever looks may not see people. `stored` carries what was applied
    and the words for it."""

    stored = Signal(object, str)

    def __init__(self, office: Office, people: Sequence[Owner], parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._people = office, people
        self.groups: Sequence[DoubleGroup] = ()
        self.tell = button("", self._open, "link", self)
        self.compared = QFrame(self)
        self._groups = QVBoxLayout(self.compared)
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(GAP_1)
        self.compared.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        whole.addLayout(row(self.tell, None))
        whole.addWidget(self.compared)
        self.hide()

    def begin(self) -> None:
        """Looks for those who are like these people, after the case stands there."""
        office, people = self._office, self._people
        if office.actor is None or not may(office.actor, "people.see"):
            return

        def look(project: Project) -> list[DoubleGroup]:
            with project.reading() as reading:
                return doubles_of(reading, people, office.services.titles)

        office.look(look, lambda groups: self._show(groups) if isValid(self) else None)

    def _show(self, groups: Sequence[DoubleGroup]) -> None:
        self.groups = groups
        count = sum(len(group.owners) - 1 for group in groups)
        self.tell.setText(self._office.words("cases.doubles", count=count))
        self.setVisible(bool(count))

    def _open(self) -> None:
        """The records beside each other; pressed again they are gone."""
        clear(self._groups)
        if self.compared.isVisible():
            self.compared.hide()
            return
        for group in self.groups:
            self._groups.addWidget(_Compared(self._office, group, self._change, self.compared))
        self.compared.show()
        first = self.compared.findChild(QRadioButton)
        if first is not None:
            first.setFocus()

    def _change(self, act: Callable[[Project, Actor], Applied], told: str) -> None:
        self._office.act("work.merge", act, lambda applied: self.stored.emit(applied, told))


class _Compared(QFrame):
    """A group of records: the chosen one is kept, the others are merged into it."""

    def __init__(
        self, office: Office, group: DoubleGroup, change: Callable[[Callable[[Project, Actor], Applied], str], None],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._office, self._group, self._change = office, group, change
        words = office.words
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        reason = words(f"double.{group.cluster.reason.removeprefix('double.')}")
        whole.addWidget(label(f"{reason} · {words('cases.doubles.keep')}", "small", self, wrap=True))
        self.keep: list[QRadioButton] = []
        for owner, held in zip(group.owners, group.held, strict=True):
            one = QRadioButton(owner.name, self)
            parts = (owner.number_masked, owner.phone_masked, _address(owner), words("cases.doubles.held", count=held))
            one.setAccessibleDescription(" ".join(parts))
            self.keep.append(one)
            whole.addWidget(one)
            whole.addWidget(label(" · ".join(filter(None, parts)), "quiet", self, wrap=True))
        self.keep[0].setChecked(True)
        project, actor = office.project, office.actor
        if project is None or actor is None or not project.writable:
            return
        if may(actor, "register.edit"):
            merge = button(words("double.merge", count=len(group.owners)), self.merge, "primary", self)
            whole.addLayout(row(None, button(words("double.decline"), self.decline, "", self), merge))
        else:
            whole.addWidget(label(words("cases.doubles.who"), "quiet", self, wrap=True))

    def merge(self) -> None:
        owners = self._group.owners
        kept = next(owner for owner, one in zip(owners, self.keep, strict=True) if one.isChecked())
        others = [owner.uid for owner in owners if owner is not kept]
        told = self._office.words("cases.doubles.merged", count=len(owners))
        self._change(lambda project, actor: merge_owners(project, actor, kept.uid, others), told)

    def decline(self) -> None:
        uids = self._group.cluster.uids
        told = self._office.words("cases.doubles.declined")
        self._change(lambda project, actor: decline_double(project, actor, uids), told)


def _address(owner: Owner) -> str:
    parts = (owner.house_no, owner.moo, owner.soi, owner.road, owner.tambon, owner.amphoe, owner.province)
    return " ".join(part for part in parts if part)
