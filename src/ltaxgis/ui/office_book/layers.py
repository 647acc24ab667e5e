"""What the map's layers are taken for by the checks of permits, told in a table; what is missing is said."""

from collections import Counter
from datetime import datetime
from functools import partial

import tomli_w
from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QTableView, QVBoxLayout, QWidget

from ltaxgis.domain.layer_roles import BY_NAME, CHECK_OF_SPECIAL, CHECKS, NONE, SPECIAL, role_in, roles, with_role
from ltaxgis.domain.office_book import OfficeBook, Tables
from ltaxgis.domain.parcels import Feature
from ltaxgis.domain.users import may
from ltaxgis.ports.stores import Project
from ltaxgis.services.office_book import keep_page
from ltaxgis.ui.office import Office
from ltaxgis.ui.show_error import ErrorBand
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, label, row
from ltaxgis.ui.widgets.tables import dress_table, fill_table

PAGE = "permit_checks"
_WIDTHS = (300, 100)


class LayersView(QWidget):
    """`stored` carries the act after a layer was given another role; `import_wanted` when a layer is to be brought."""

    stored = Signal(object)
    import_wanted = Signal()

    def __init__(self, office: Office, errors: ErrorBand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._errors = office, errors
        self._tables: Tables = {}
        self.layers: list[str] = []
        words = office.words
        heads = [words(f"layer_role.column.{name}") for name in ("layer", "count", "role")]
        self.model = QStandardItemModel(0, len(heads), self)
        self.model.setHorizontalHeaderLabels(heads)
        self.table = dress_table(QTableView(self), self.model, _WIDTHS)
        self.table.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT + GAP_1)
        self.missing = label("", "attention", self, wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_2)
        whole.addWidget(label(words("office.about.layers"), "quiet", self, wrap=True))
        whole.addWidget(self.missing)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(None, button(words("layer_role.import"), self.import_wanted.emit, "", self), gap=GAP_2))

    def show_book(self, book: OfficeBook, _now: datetime) -> None:
        self._tables = book.tables

        def look(project: Project) -> Counter[str]:
            with project.reading() as reading:
                return Counter(reading.columns(Feature, ("layer",))["layer"])

        self._office.look(look, self._show)

    def box(self, layer: str) -> QComboBox:
        """Where the role of a layer is chosen."""
        box = self.table.indexWidget(self.model.index(self.layers.index(layer), 2))
        assert isinstance(box, QComboBox)
        return box

    # inside

    def _show(self, counts: Counter[str]) -> None:
        table, words = self._tables.get(PAGE, {}), self._office.words
        self.layers = sorted(counts)
        fill_table(self.model, [(self._layer_name(name), f"{counts[name]:,}", "") for name in self.layers], (1,))
        taken = {name: role_in(table, name) for name in self.layers}
        actor = self._office.actor
        for line, name in enumerate(self.layers):
            box = self._role_box(taken[name])
            box.setEnabled(name not in BY_NAME and actor is not None and may(actor, "settings"))
            box.setAccessibleName(f"{words('layer_role.column.role')} {name}")
            box.activated.connect(partial(self._choose, name, box))
            self.table.setIndexWidget(self.model.index(line, 2), box)
        wanting = [self._role_name(role) for role in roles(table) if role not in taken.values()]
        self.missing.setText(words("layer_role.missing", roles=", ".join(wanting)))
        self.missing.setVisible(bool(wanting))

    def _role_box(self, chosen: str) -> QComboBox:
        box = QComboBox(self.table)
        box.addItem(self._office.words("layer_role.none"), NONE)
        for role in roles(self._tables.get(PAGE, {})):
            box.addItem(self._role_name(role), role)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _role_name(self, role: str) -> str:
        words = self._office.words
        if role.startswith(SPECIAL):
            told = self._tables[PAGE]["special"][int(role.removeprefix(SPECIAL))]
            name, check = str(told.get(words.language, told.get("th", ""))), CHECK_OF_SPECIAL
        else:
            name, check = words(f"permits.layer.{role}"), CHECKS[role]
        return f"{name} ({check})"

    def _layer_name(self, name: str) -> str:
        words = self._office.words
        return f"{words(f'layer.{name}')} ({name})" if words.knows(f"layer.{name}") else name

    def _choose(self, layer: str, box: QComboBox, _place: int) -> None:
        project, actor = self._office.project, self._office.actor
        role, table = str(box.currentData()), self._tables.get(PAGE, {})
        if project is None or actor is None or role == role_in(table, layer):
            return
        self._errors.hide()
        text, shipped = tomli_w.dumps(with_role(table, layer, role)), self._office.services.office_texts
        self._office.tasks.change(
            "work.office", lambda _progress: keep_page(project, actor, shipped, PAGE, text), self.stored.emit,
            self._errors.show_failure,
        )  # fmt: skip
