"""What the scanner brought: new files with their pictures, to be taken into a case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ltaxgis.domain.attachments import LookedAt, PaperLimits, PaperLook, paper_limits
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.scan_folder import Scan, new_scans
from ltaxgis.ui.cases.paper_intake import intake_of
from ltaxgis.ui.cases.paper_view import small_picture
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, icon_button, label, row

if TYPE_CHECKING:
    from ltaxgis.ui.office import Office

FOLDER = "scan.folder"
MOST_SHOWN = 12
_THUMB = 64


class ScanList(QFrame):
    """`taken` carries the limits, the looks that are ticked and the folder; `closed` when nothing is wanted."""

    taken = Signal(object, list, object)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self.folder: Path | None = None
        self.looks: Sequence[PaperLook] = ()
        self._limits = PaperLimits()
        self.setProperty("surface", "sunken")
        words = office.words
        self.title = label("", "strong", self, wrap=True)
        self.said = label("", "attention", self, wrap=True)
        self.said.hide()
        self.list = QListWidget(self)
        self.list.setIconSize(QSize(_THUMB, _THUMB))
        self.list.setAccessibleName(words("attachments.scan"))
        self.list.itemChanged.connect(lambda _item: self._count())
        self.keep = button("", self._take, "primary", self)
        self.other = button(words("attachments.scan_folder_change"), self.ask_folder, "link", self)
        close = icon_button(office.icons, "x", words("attachments.keep_not"), self.closed.emit, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_2, GAP_1, GAP_2, GAP_2)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(self.title, None, close))
        whole.addWidget(self.said)
        whole.addWidget(self.list)
        whole.addLayout(row(self.keep, self.other, None))
        self.list.hide()
        self.keep.hide()

    def begin(self) -> None:
        """The folder of this computer, else the office's; where none is known it is asked for."""
        own = str(self._office.preferences.get(FOLDER, ""))
        cases = self._office.services.cases

        def known(project: Project) -> str:
            return own or paper_limits(cases.book(project)).scan_folder

        self._office.look(known, self._begin_in)

    def ask_folder(self) -> None:
        words = self._office.words
        chosen = QFileDialog.getExistingDirectory(self, words("attachments.scan_folder"), str(self.folder or ""))
        if chosen:
            self._office.preferences.set(FOLDER, chosen)
            self._begin_in(chosen)

    # inside

    def _begin_in(self, folder: str) -> None:
        if not folder:
            self.ask_folder()
            return
        self.folder = Path(folder)
        now = self._office.services.cases.now()
        self._office.tasks.query(partial(new_scans, self.folder, now), self._listed, self._missing)

    def _missing(self, refused: object) -> None:
        words = self._office.words
        self.title.setText(words("scan.no_folder", folder=str(self.folder)))

    def _listed(self, scans: Sequence[Scan]) -> None:
        words = self._office.words
        if not scans:
            self.title.setText(words("attachments.scans_none", folder=str(self.folder)))
            self.list.hide()
            self.keep.hide()
            return
        self.title.setText(words("attachments.scans", count=len(scans)))
        intake_of(self._office).look([scan.path for scan in scans[:MOST_SHOWN]], self._looked)

    def _looked(self, limits: PaperLimits, seen: LookedAt) -> None:
        self._limits, self.looks = limits, seen.looks
        told = [intake_of(self._office).say(said) for said in seen.refused]
        self.said.setText("\n".join(told))
        self.said.setVisible(bool(told))
        self.list.blockSignals(True)
        self.list.clear()
        for look in seen.looks:
            day = short_date(look.suggested.on, self._office.words.language) if look.suggested.on else ""
            lines = (look.name, " · ".join(filter(None, (look.suggested.title, day))))
            item = QListWidgetItem("\n".join(filter(None, lines)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            icons, ratio = self._office.icons, self.devicePixelRatioF()
            item.setIcon(small_picture(icons, look.media, look.preview, _THUMB, ratio))
            self.list.addItem(item)
        if self.list.count() == 1:
            self.list.item(0).setCheckState(Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self.list.setFixedHeight(min(4, max(1, self.list.count())) * (_THUMB + GAP_2) + GAP_2)
        self.list.show()
        self._count()
        self.list.setFocus()

    def _ticked(self) -> list[PaperLook]:
        states = (self.list.item(number).checkState() for number in range(self.list.count()))
        return [look for look, state in zip(self.looks, states, strict=True) if state == Qt.CheckState.Checked]

    def _count(self) -> None:
        count = len(self._ticked())
        self.keep.setText(self._office.words("attachments.keep", count=count))
        self.keep.setEnabled(count > 0)
        self.keep.show()

    def _take(self) -> None:
        self.taken.emit(self._limits, self._ticked(), self.folder)
