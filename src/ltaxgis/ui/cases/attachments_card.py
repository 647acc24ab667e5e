"""The papers of a case: a list with small pictures, one looked at in place, and the ways by which papers come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ltaxgis.domain.attachments import PHOTO_AFTER, PHOTO_BEFORE, PICTURES, SCAN, Attachment, PaperLimits
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.thai.calendar import short_date
from ltaxgis.ports.stores import Project
from ltaxgis.services.attachments import preview_of
from ltaxgis.ui.cases.paper_intake import Order, intake_of, papers_in
from ltaxgis.ui.cases.paper_view import PaperView, small_picture
from ltaxgis.ui.cases.scan_list import ScanList
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import Card, icon_button, label, retone

if TYPE_CHECKING:
    from ltaxgis.ui.cases.seen_case import SeenCase
    from ltaxgis.ui.office import Office

OPENED = "attachments.opened"
_THUMB = 40
_LONGEST = 46


class AttachmentsCard(Card):
    """`stored` carries what was applied and the words for it, whereupon the page is drawn anew; which paper is looked
    at is remembered over that. Where `veiled`, who looks may not know whose case it is: letters would tell, so only
    pictures are shown, and none as it came."""

    stored = Signal(object, str)

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget, veiled: bool = False) -> None:
        every = seen.file.attachments
        papers = [one for one in every if one.media in PICTURES and one.leaves_as] if veiled else every
        words = office.words
        title = words("attachments.count", count=len(papers)) if papers else words("attachments.title")
        super().__init__(title, parent)
        self._office, self._case = office, seen.file.case
        self.papers = papers
        self.veiled = veiled
        self._kept_back = len(every) - len(papers)
        self.lines: dict[Uid, QPushButton] = {}
        self.view: PaperView | None = None
        self.scans: ScanList | None = None
        # what is photographed once work has begun shows what was done
        self._photo = PHOTO_BEFORE if self._case.state == seen.desk.table.initial else PHOTO_AFTER
        project = office.project
        self.may_write = project is not None and project.writable
        self.hidden = office.announcer.hides_people
        self.told = label("", "attention", self, wrap=True)
        self.told.hide()
        self._list = QGridLayout()
        self._list.setSpacing(GAP_1)
        self._below = QVBoxLayout()
        self._lay_out()
        self._connect()
        if not self.hidden:
            self._read_previews()
            self._open_again()

    @property
    def case_uid(self) -> str:
        return self._case.uid

    # ways in

    def ask_files(self) -> None:
        words = self._office.words
        paths, _ = QFileDialog.getOpenFileNames(self, words("attachments.choose"), str(documents_folder()))
        self.bring([Path(path) for path in paths])

    def paste(self) -> None:
        """A picture or files from the clipboard."""
        paths = papers_in(QGuiApplication.clipboard().mimeData(), self._office) if self.may_write else []
        if paths:
            self.bring(paths)
        elif self.may_write:
            self._tell(self._case.uid, [self._office.words("attachments.nothing_to_paste")])

    def bring(self, paths: Sequence[Path]) -> None:
        if self.may_write:
            intake_of(self._office).bring(Order(self._case.uid, self._photo), paths)

    def show_scans(self) -> None:
        self.leave_scans()
        self.scans = ScanList(self._office, self)
        self.scans.taken.connect(self._take_scans)
        self.scans.closed.connect(self.leave_scans)
        self._below.addWidget(self.scans)
        self.scans.begin()

    def leave_scans(self) -> None:
        scans, self.scans = self.scans, None
        if scans is not None:
            scans.hide()
            scans.deleteLater()

    # one paper

    def open_paper(self, uid: Uid) -> None:
        """The paper is looked at below the list; a second click closes it."""
        same = self.view is not None and self.view.paper.uid == uid
        self.close_paper()
        paper = next((one for one in self.papers if one.uid == uid), None)
        if paper is not None and not same:
            self.view = PaperView(self._office, paper, self.may_write, self)
            self.view.open.setEnabled(not self.veiled)
            self.view.stored.connect(self.stored)
            self.view.closed.connect(self.close_paper)
            self._below.addWidget(self.view)
            self._office.extras[OPENED] = uid
        self._check_lines()

    def close_paper(self) -> None:
        self._office.extras.pop(OPENED, None)
        view, self.view = self.view, None
        if view is not None:
            view.hide()
            view.deleteLater()
        self._check_lines()

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self.may_write and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()
            retone(self, "surface", "good")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        retone(self, "surface", "card")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        retone(self, "surface", "card")
        paths = papers_in(event.mimeData(), self._office)
        if paths:
            event.acceptProposedAction()
            self.bring(paths)

    # inside

    def _lay_out(self) -> None:
        words, icons = self._office.words, self._office.icons
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(self.may_write)
        if self.may_write:
            for name, code, call in (
                ("paperclip", "attachments.add", self.ask_files),
                ("clipboard-paste", "attachments.paste", self.paste),
                ("folder-input", "attachments.scan", self.show_scans),
            ):
                self.head.addWidget(icon_button(icons, name, words(code), call, self))
        self.body.addWidget(self.told)
        self.body.addLayout(self._list)
        self.body.addLayout(self._below)
        if self.hidden:
            self._list.addWidget(label(words("attachments.hidden"), "quiet", self))
            return
        for number, paper in enumerate(self.papers):
            self.lines[paper.uid] = self._line(paper)
            self._list.addWidget(self.lines[paper.uid], number, 0)
            self._list.setRowMinimumHeight(number, _THUMB + GAP_2)  # the style sheet's own is for one line of text
        if self._kept_back:
            told = label(words("attachments.kept_back", count=self._kept_back), "quiet", self, wrap=True)
            self._list.addWidget(told, len(self.papers), 0)
        elif not self.papers:
            code = "attachments.none" if self.may_write else "attachments.read_only"
            self._list.addWidget(label(words(code), "quiet", self, wrap=True))

    def _connect(self) -> None:
        intake = intake_of(self._office)
        intake.attend(self)
        intake.told.connect(self._tell)
        self._tell(self.case_uid, intake.sentences.get(self.case_uid, []))
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.paste)

    def _line(self, paper: Attachment) -> QPushButton:
        name = self._office.words("case.hidden") if self.veiled else _short(paper.name)
        made = QPushButton(f"{name}\n{self._about(paper)}", self)
        made.setProperty("kind", "list")
        made.setCheckable(True)
        made.setToolTip("" if self.veiled else "\n".join(filter(None, (paper.name, paper.note))))
        made.setIcon(small_picture(self._office.icons, paper.media, b"", _THUMB, self.devicePixelRatioF()))
        made.setIconSize(QSize(_THUMB, _THUMB))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        made.clicked.connect(lambda _checked: self.open_paper(paper.uid))
        return made

    def _about(self, paper: Attachment) -> str:
        words = self._office.words
        day = words("attachments.taken_on", day=short_date(paper.taken_on, words.language)) if paper.taken_on else ""
        size = f"{max(1, round(paper.size / 1000)):,} kB" if paper.size < 1e6 else f"{paper.size / 1e6:.1f} MB"
        return " · ".join(filter(None, (words(f"attachment.kind.{paper.kind}"), size, day)))

    def _read_previews(self) -> None:
        papers = [paper for paper in self.papers if paper.preview_as]

        def read(project: Project) -> Mapping[Uid, bytes]:
            with project.reading() as reading:
                return {paper.uid: preview_of(reading, paper) for paper in papers}

        if papers:
            self._office.look(read, self._show_previews)

    def _show_previews(self, previews: Mapping[Uid, bytes]) -> None:
        media = {paper.uid: paper.media for paper in self.papers}
        for uid, jpeg in previews.items():
            icon = small_picture(self._office.icons, media[uid], jpeg, _THUMB, self.devicePixelRatioF())
            self.lines[uid].setIcon(icon)

    def _open_again(self) -> None:
        opened = self._office.extras.get(OPENED)
        if opened in self.lines:
            self.open_paper(opened)

    def _check_lines(self) -> None:
        opened = self.view.paper.uid if self.view is not None else ""
        for uid, line in self.lines.items():
            line.setChecked(uid == opened)

    def _take_scans(self, limits: PaperLimits, looks: list[object], folder: Path) -> None:
        order = Order(self._case.uid, self._photo, SCAN, folder)
        intake_of(self._office).store(order, limits, looks)  # type: ignore[arg-type]
        self.leave_scans()

    def _tell(self, case_uid: str, sentences: list[str]) -> None:
        if case_uid == self._case.uid:
            self.told.setText("\n".join(sentences))
            self.told.setVisible(bool(sentences))


def attachments_card(office: Office, seen: SeenCase, parent: QWidget) -> AttachmentsCard:
    """For `DeskLook.cards`."""
    return AttachmentsCard(office, seen, parent)


def _short(name: str) -> str:
    """A long name with its end, which says what it is."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 9]}…{name[-8:]}"
