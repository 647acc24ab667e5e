"""From what was typed to what is stored: checked, shown where it is much, kept as one change set, undoable."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ltaxgis.domain.changes import Applied, Change, ChangeSet
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.stores import Project
from ltaxgis.services.keep_joined import JOINED_BY
from ltaxgis.ui.office import Office
from ltaxgis.ui.register.bands import PlanBand
from ltaxgis.ui.register.columns import SheetColumn
from ltaxgis.ui.register.edits import EditPlan, Typed, change_set, pasted, plan
from ltaxgis.ui.register.table_model import RegisterModel

# an area is compared, but no row moves by it
_MOVING = JOINED_BY[LandRow] - {"area"}


class SheetEditor(QObject):
    """`stored` carries the journal line and the cells; one cell goes at once, more are shown first. `rejoined` says the
    same where rows may stand on other parcels now."""

    stored = Signal(object, int)
    rejoined = Signal(object, int)

    def __init__(self, office: Office, model: RegisterModel, band: PlanBand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office, self._model, self._band = office, model, band
        model.typed.connect(self.take)
        band.accepted.connect(self.store)

    def take(self, typed: Sequence[Typed]) -> None:
        made = plan(self._model.sheet, typed, self._model.labels)
        if len(typed) == 1 and made.values:
            self.store(made)
        elif made.values or made.refused:
            self._band.show_plan(made)

    def paste(self, block: str, rows: Sequence[int], columns: Sequence[SheetColumn]) -> None:
        if rows and columns:
            self.take(pasted(block, rows, columns))

    def fill(self, rows: Sequence[int], columns: Sequence[SheetColumn]) -> None:
        """The first row's values in all others."""
        if len(rows) > 1:
            first = {column.name: self._model.text(column, rows[0]) for column in columns}
            self.take([Typed(row, column, first[column.name]) for row in rows[1:] for column in columns])

    def replace_in(self, column: SheetColumn, find: str, value: str, rows: Sequence[int]) -> None:
        """`find` empty: the value for every row given; else every hit within the texts of the column."""
        texts = ((row, self._model.text(column, row)) for row in rows)
        self.take(
            [
                Typed(row, column, text.replace(find, value) if find else value)
                for row, text in texts
                if not find or find in text
            ]
        )

    def flag(self, rows: Sequence[int]) -> None:
        """Flags all given rows, or takes the flag from all where each has one."""
        flags = self._model.sheet.data["flag"]
        mark = "" if all(flags[row] for row in rows) else "1"
        uids = self._model.sheet.uids
        values = {(uids[row], "flag"): mark for row in rows if flags[row] != mark}
        if values:
            self.store(EditPlan(dict(values), 0, ()), "register.flag")

    def note(self, rows: Sequence[int], text: str) -> None:
        """The note on all given rows; they need not be changed otherwise."""
        uids, memos = self._model.sheet.uids, self._model.sheet.data["memo"]
        values = {(uids[row], "memo"): text for row in rows if (memos[row] or "") != text}
        if values:
            self.store(EditPlan(dict(values), 0, ()), "register.note")

    def store(self, made: EditPlan, action: str = "register.edit") -> None:
        services = self._office.services

        def work(project: Project, actor: Actor) -> Applied:
            with project.reading() as reading:
                changes = change_set(reading, made, action)
            return services.apply(project, actor, changes)

        def kept(applied: Applied) -> None:
            self._model.patch(made.values, mark=action != "register.flag")
            self._tell(applied, made.rows, made.values)

        self._office.act("work.edit", work, kept)

    def store_row(self, before: LandRow, after: LandRow) -> None:
        """A row edited in its form."""
        services = self._office.services
        if before == after:
            return
        names = [name for name in self._model.sheet.data if hasattr(before, name)]
        values = {
            (before.uid, name): getattr(after, name) for name in names if getattr(before, name) != getattr(after, name)
        }

        def work(project: Project, actor: Actor) -> Applied:
            changes = ChangeSet("register.edit", (Change(before, replace(after, version=before.version)),))
            return services.apply(project, actor, changes)

        def kept(applied: Applied) -> None:
            self._model.patch(values)
            self._tell(applied, 1, values)

        self._office.act("work.edit", work, kept)

    def _tell(self, applied: Applied, rows: int, values: Iterable[tuple[Uid, str]]) -> None:
        moved = any(name in _MOVING for _, name in values)
        (self.rejoined if moved else self.stored).emit(applied, rows)
