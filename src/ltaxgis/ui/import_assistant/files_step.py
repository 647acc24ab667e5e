"""Which files: chosen or dropped, each recognised by its contents."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ltaxgis.ui.import_assistant.kinds import FIELD_KINDS
from ltaxgis.ui.import_assistant.messages import LookAsk, SourceLook
from ltaxgis.ui.office import Office
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.tokens import CONTROL_HEIGHT, GAP_1, GAP_2, GAP_3, GAP_4
from ltaxgis.ui.widgets.blocks import Card, button, clear, icon_button, label, retone, row, scrolling

KINDS = (
    "register",
    "owners",
    "land_owners",
    "uses",
    "buildings",
    "building_uses",
    "signs",
    "parcels",
    "features",
    "ignore",
)
_PATTERNS = "*.xlsx *.xls *.ods *.csv *.tsv *.dbf *.zip *.sql *.gz *.shp *.gpkg *.geojson *.json *.kml *.dxf *.gdbtable"


class FilesStep(QWidget):
    """`picked` carries paths to look at; `changed` whenever what stands here is another; `look_wanted`
    a LookAsk about a table that a person says is of another kind."""

    picked = Signal(list)
    changed = Signal()
    look_wanted = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        words = office.words
        self.looks: list[SourceLook] = []
        self.setAcceptDrops(True)
        self.drop = QFrame(self)
        self.drop.setProperty("surface", "sunken")
        image = QLabel(self.drop)
        image.setPixmap(office.icons.pixmap("file-input", "accent", 32, 2.0))
        text = label(words("import.drop"), "quiet", self.drop, wrap=True)
        self.pick = button(words("import.pick"), self._browse, "primary", self.drop)
        inner = QHBoxLayout(self.drop)
        inner.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        inner.setSpacing(GAP_3)
        inner.addWidget(image)
        inner.addWidget(text, 1)
        inner.addWidget(self.pick)
        self.name_card = Card(words("import.project"), self)
        self.name = QLineEdit(self.name_card)
        self.name.setPlaceholderText(words("import.project_hint"))
        self.name.setAccessibleName(words("import.project_name"))
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        form = QFormLayout()
        form.addRow(label(words("import.project_name"), "", self.name_card), self.name)
        self.where = label("", "small", self.name_card)
        form.addRow(label("", "", self.name_card), self.where)
        self.name_card.body.addLayout(form)
        self.found = Card(words("import.found"), self)
        inner_page = QWidget()
        column = QVBoxLayout(inner_page)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(self.drop)
        column.addWidget(self.name_card)
        column.addWidget(self.found)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inner_page, self))
        self.show_looks([])

    def show_looks(self, looks: Sequence[SourceLook]) -> None:
        self.looks = list(looks)
        clear(self.found.body)
        for number, look in enumerate(self.looks):
            self.found.body.addWidget(self._line(number, look))
        self.found.setVisible(bool(self.looks))
        # one primary button a view: once files are here, going on is the first thing
        retone(self.pick, "kind", "" if self.looks else "primary")
        self.changed.emit()

    def take_looks(self, looks: Sequence[SourceLook]) -> None:
        """These stand where the same tables stood."""
        newer = {(look.path, look.table): look for look in looks}
        self.show_looks([newer.get((look.path, look.table), look) for look in self.looks])

    def target(self) -> Path:
        name = self.name.text().strip()
        safe = "".join("_" if letter in '<>:"/\\|?*' else letter for letter in name)
        return documents_folder() / f"{safe}.ltax"

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.picked.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _browse(self) -> None:
        words = self._office.words
        names, _ = QFileDialog.getOpenFileNames(
            self, words("import.pick"), str(documents_folder()), f"{words('import.pattern')} ({_PATTERNS})"
        )
        if names:
            self.picked.emit([Path(name) for name in names])

    def _line(self, number: int, look: SourceLook) -> QWidget:
        words = self._office.words
        line = QWidget(self.found)
        kind = QComboBox(line)
        for each in KINDS:
            kind.addItem(words(f"import.kind.{each}"), each)
        kind.setCurrentIndex(KINDS.index(look.kind) if look.kind in KINDS else len(KINDS) - 1)
        kind.setAccessibleName(words("import.kind"))
        kind.currentIndexChanged.connect(lambda place, number=number: self._set_kind(number, KINDS[place]))
        name = label(
            look.path.name + (f" – {look.table}" if look.table not in ("", look.path.stem) else ""), "strong", line
        )
        name.setToolTip(str(look.path))
        count = label(words("import.rows", count=look.rows), "quiet", line)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        drop = icon_button(self._office.icons, "x", words("import.leave_out"), lambda: self._leave_out(number), line)
        whole = row(name, None, count, kind, drop, gap=GAP_2)
        line.setLayout(whole)
        line.setMinimumHeight(CONTROL_HEIGHT + GAP_1)
        return line

    def _set_kind(self, number: int, kind: str) -> None:
        look = replace(self.looks[number], kind=kind)
        self.looks[number] = look
        self.changed.emit()
        if kind not in ("ignore", "features") and (look.plan is None or FIELD_KINDS.get(kind) != look.plan.kind):
            self.look_wanted.emit(LookAsk((look.path,), look.chosen_encoding, look.table, look.chosen_header, kind))

    def _leave_out(self, number: int) -> None:
        self.show_looks([look for place, look in enumerate(self.looks) if place != number])
