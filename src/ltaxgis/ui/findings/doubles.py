"""Owners that may be one: clusters with a reason and a score; a person says one or two."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.changes import Applied
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.owner_doubles import DoubleGroup, decline_double, merge_owners
from ltaxgis.ui.office import Office
from ltaxgis.ui.tokens import GAP_2
from ltaxgis.ui.widgets.blocks import button, label
from ltaxgis.ui.widgets.tables import dress_table, fill_table

GROUP_COLUMNS = ("name", "others", "reason", "score")
OWNER_COLUMNS = ("name", "number", "address", "held")
_GROUP_WIDTHS = (190, 200, 330, 60)
_OWNER_WIDTHS = (230, 150, 300, 60)
HIDDEN = "•••"


class DoublesView(QFrame):
    """`stored` as the sheet's editor says. The owner on the current line is the one to keep."""

    stored = Signal(object, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.groups: Sequence[DoubleGroup] = ()
        self._group: DoubleGroup | None = None
        words = office.words
        self.group_model = QStandardItemModel(0, len(GROUP_COLUMNS), self)
        self.owner_model = QStandardItemModel(0, len(OWNER_COLUMNS), self)
        self.group_model.setHorizontalHeaderLabels([words(f"double.column.{name}") for name in GROUP_COLUMNS])
        self.owner_model.setHorizontalHeaderLabels([words(f"double.column.{name}") for name in OWNER_COLUMNS])
        self.group_table = dress_table(QTableView(self), self.group_model, _GROUP_WIDTHS)
        self.owner_table = dress_table(QTableView(self), self.owner_model, _OWNER_WIDTHS)
        self.owner_table.setMaximumHeight(190)
        self.merge_button = button("", self.merge, "primary", self)
        self.decline_button = button(words("double.decline"), self.decline, "", self)
        acts = QHBoxLayout()
        acts.setSpacing(GAP_2)
        acts.addWidget(label(words("double.help"), "quiet", self, wrap=True), 1)
        acts.addWidget(self.decline_button)
        acts.addWidget(self.merge_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(self.group_table, 1)
        whole.addLayout(acts)
        whole.addWidget(self.owner_table)
        self.group_table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_group(now.row()))
        self.owner_model.itemChanged.connect(lambda _item: self._show_count())
        office.announcer.privacy.connect(lambda _hidden: self.show_groups(self.groups))

    def show_groups(self, groups: Sequence[DoubleGroup]) -> None:
        """The next group is chosen where the one before is decided."""
        place = max(0, self.group_table.currentIndex().row())
        self.groups = groups
        fill_table(self.group_model, [self._group_line(group) for group in groups])
        if groups:
            self.group_table.selectRow(min(place, len(groups) - 1))
        self._show_group(self.group_table.currentIndex().row())

    @property
    def ticked(self) -> list[Owner]:
        """The owners of the group that are taken for one."""
        if self._group is None:
            return []
        checked = Qt.CheckState.Checked
        return [
            owner for place, owner in enumerate(self._group.owners)
            if self.owner_model.item(place).checkState() == checked
        ]  # fmt: skip

    def merge(self) -> None:
        """All that the ticked owners hold is held by the one on the current line, or the first of them."""
        owners = self.ticked
        if len(owners) < 2 or self._group is None:
            return
        current = self._group.owners[max(0, self.owner_table.currentIndex().row())]
        keep = current if current in owners else owners[0]
        others = [owner.uid for owner in owners if owner is not keep]
        self._change(lambda project, actor: merge_owners(project, actor, keep.uid, others), len(owners))

    def decline(self) -> None:
        if self._group is not None:
            uids = self._group.cluster.uids
            self._change(lambda project, actor: decline_double(project, actor, uids), len(uids))

    # inside

    def _change(self, act: Callable[[Project, Actor], Applied], count: int) -> None:
        self._office.act("work.merge", act, lambda applied: self.stored.emit(applied, count))

    def _show_group(self, place: int) -> None:
        self._group = self.groups[place] if 0 <= place < len(self.groups) else None
        owners = zip(self._group.owners, self._group.held, strict=True) if self._group is not None else ()
        fill_table(self.owner_model, [self._owner_line(owner, held) for owner, held in owners])
        for line in range(self.owner_model.rowCount()):
            item: QStandardItem = self.owner_model.item(line)
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked)
        if self._group is not None:
            self.owner_table.selectRow(0)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.ticked)
        self.merge_button.setText(self._office.words("double.merge", count=count))
        self.merge_button.setEnabled(count > 1)
        self.decline_button.setEnabled(self._group is not None)

    def _name(self, owner: Owner) -> str:
        actor = self._office.actor
        hidden = self._office.announcer.hides_people or actor is None or not may(actor, "people.see")
        return HIDDEN if hidden else owner.name

    def _group_line(self, group: DoubleGroup) -> tuple[str, ...]:
        names = [self._name(owner) for owner in group.owners]
        reason = self._office.words(f"double.{group.cluster.reason.removeprefix('double.')}")
        return names[0], "; ".join(names[1:]), reason, f"{group.cluster.score:.0%}"

    def _owner_line(self, owner: Owner, held: int) -> tuple[str, ...]:
        parts = (owner.house_no, owner.moo, owner.soi, owner.road, owner.tambon, owner.amphoe, owner.province)
        name = self._name(owner)
        hidden = name == HIDDEN
        address = " ".join(part for part in parts if part)
        return name, owner.number_masked, HIDDEN if hidden and address else address, f"{held:,}"
