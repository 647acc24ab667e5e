"""Papers that came with a case that is still being taken in: they wait, and are stored with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from ltaxgis.domain.attachments import EML, PHOTO_BEFORE, LookedAt, PaperLimits, PaperLook
from ltaxgis.domain.ids import Uid
from ltaxgis.ui.cases.paper_drop import PaperDrop
from ltaxgis.ui.cases.paper_intake import Order, intake_of, papers_in, with_inside
from ltaxgis.ui.cases.paper_view import small_picture
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.tokens import GAP_1
from ltaxgis.ui.widgets.blocks import button, clear, icon_button, label, row

if TYPE_CHECKING:
    from ltaxgis.ui.office import Office

_THUMB = 32


class BroughtPapers(QFrame):
    """`told` carries the first of the papers just brought, of which a form may be filled."""

    told = Signal(object)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self._limits = PaperLimits()
        self._turn = 0
        self.looks: list[PaperLook] = []
        words = office.words
        self.said = label("", "attention", self, wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP_1)
        self.add = button(words("attachments.add"), self.ask_files, "link", self)
        self.paste_button = button(words("attachments.paste"), self.paste, "link", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP_1)
        whole.addLayout(row(label(words("attachments.title"), "small", self), None, self.add, self.paste_button))
        whole.addWidget(self.said)
        whole.addLayout(self._list)
        self._draw()
        self.drop = PaperDrop(office, parent)
        self.drop.brought.connect(self.bring)

    def begin(self) -> None:
        """Nothing was brought yet; what is still being looked at comes too late."""
        self._turn += 1
        self.looks = []
        self._say([])
        self._draw()

    def ask_files(self) -> None:
        words = self._office.words
        paths, _ = QFileDialog.getOpenFileNames(self, words("attachments.choose"), str(documents_folder()))
        self.bring([Path(path) for path in paths])

    def paste(self) -> None:
        paths = papers_in(QGuiApplication.clipboard().mimeData(), self._office)
        if paths:
            self.bring(paths)
        else:
            self._say([self._office.words("attachments.nothing_to_paste")])

    def bring(self, paths: Sequence[Path]) -> None:
        if paths:
            intake_of(self._office).look(paths, partial(self._looked, self._turn))

    def store(self, case_uid: Uid, nameless: bool = False) -> None:
        """What waited belongs to the case that was just taken in. Where it is `nameless`, a mail is not kept, as its
        head names who sent it; what hung on it is."""
        mails = [look for look in self.looks if nameless and look.media == EML]
        papers = [look for look in self.looks if look not in mails]
        if papers:
            intake_of(self._office).store(Order(case_uid, PHOTO_BEFORE), self._limits, papers)
        self.begin()
        if mails:
            told = self._office.words("attachments.nameless", count=len(mails))
            self._office.announcer.said.emit(told, "attention")

    # inside

    def _looked(self, turn: int, limits: PaperLimits, seen: LookedAt) -> None:
        if turn != self._turn:
            return
        self._limits = limits
        known = {look.sha256 for look in self.looks}
        found = {look.sha256: look for look in reversed(with_inside(seen.looks)) if look.sha256 not in known}
        fresh = list(found.values())[::-1]
        self.looks += fresh
        doubts = [doubt for look in seen.looks for doubt in look.doubts]
        self._say([intake_of(self._office).say(said) for said in (*seen.refused, *doubts)])
        self._draw()
        if fresh:
            self.told.emit(fresh[0])

    def _leave_out(self, look: PaperLook) -> None:
        self.looks.remove(look)
        self._draw()

    def _say(self, sentences: Sequence[str]) -> None:
        self.said.setText("\n".join(sentences))
        self.said.setVisible(bool(sentences))

    def _draw(self) -> None:
        clear(self._list)
        words, icons = self._office.words, self._office.icons
        for look in self.looks:
            picture = QLabel(self)
            icon = small_picture(icons, look.media, look.preview, _THUMB, self.devicePixelRatioF())
            picture.setPixmap(icon.pixmap(QSize(_THUMB, _THUMB)))
            out = icon_button(icons, "x", words("attachments.keep_not"), partial(self._leave_out, look), self)
            self._list.addLayout(row(picture, label(look.name, "", self), None, out))
