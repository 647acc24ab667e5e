"""A paper looked at in place: its picture or pages, what it is, a note, and what can be done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ltaxgis.domain.attachments import EML, KINDS, PDF, PICTURES, Attachment, paper_limits
from ltaxgis.domain.changes import Applied
from ltaxgis.domain.project import Actor
from ltaxgis.ports.stores import Project
from ltaxgis.services.attachments import (
    bytes_of,
    detach,
    edit_attachment,
    leaving_bytes,
    leaving_name,
    may_leave,
    preview_of,
    the_attachment,
)
from ltaxgis.ui.icons import Icons
from ltaxgis.ui.projects import documents_folder
from ltaxgis.ui.tokens import GAP_1, GAP_2
from ltaxgis.ui.widgets.blocks import button, icon_button, label, row

if TYPE_CHECKING:
    from ltaxgis.ui.office import Office

SHARPEST_PX = 1600
_LEAST_HEIGHT, _MOST_HEIGHT = 120, 520
_SHOWN_TEXT = 1_500
_DRAWN = 0.55


class PaperView(QFrame):
    """`stored` carries what was applied and the words for it; `closed` when somebody is done looking."""

    stored = Signal(object, str)
    closed = Signal()

    def __init__(self, office: Office, paper: Attachment, may_write: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self.paper = office, paper
        self.page = 0
        self.pages: dict[int, QPixmap] = {}
        self.last_page = False
        self.setProperty("surface", "sunken")
        words = office.words
        self.picture = Picture(self)
        self.text = label("", "", self, wrap=True)
        self.text.hide()
        self.said = label("", "quiet", self)
        self.kind = self._kind_box()
        self.note = QLineEdit(paper.note, self)
        self.note.setPlaceholderText(words("attachments.note_hint"))
        self.note.setAccessibleName(words("attachments.note"))
        self.open = button(words("attachments.open"), self.open_original, "", self)
        self.leave = button(words("attachments.leave"), self.ask_where, "", self)
        self.leave.setToolTip(words("attachments.leave_tip"))
        self.leave.setEnabled(may_leave(paper))
        self.remove = button(words("attachments.remove"), self.take_out, "quiet", self)
        for widget in (self.kind, self.note, self.remove):
            widget.setEnabled(may_write)
        self._lay_out()
        self.kind.activated.connect(lambda _index: self._keep())
        self.note.editingFinished.connect(self._keep)
        self._show_first()

    # what is shown

    def turn(self, by: int) -> None:
        """Another page of a PDF."""
        self.page = max(0, self.page + by)
        self._ask_page()

    def _show_first(self) -> None:
        """The small picture at once, the sharp one when it is there."""
        paper, beside = self.paper, self._office.services.attachments.beside

        def read(project: Project) -> tuple[bytes, bytes]:
            with project.reading() as reading:
                sharp = leaving_bytes(reading, beside(project), paper) if paper.leaves_as else b""
                return preview_of(reading, paper), sharp

        self._office.look(read, self._show)
        if paper.media == PDF:
            self._ask_page()

    def _show(self, seen: tuple[bytes, bytes]) -> None:
        small, sharp = (_pixmap(jpeg) for jpeg in seen)
        best = small if sharp.isNull() else sharp
        if 0 not in self.pages:
            self.picture.show_picture(best)
        if best.isNull():
            told = self.paper.text[:_SHOWN_TEXT] or self._office.words("attachments.no_preview")
            self.picture.hide()
            self.text.setText(told)
            self.text.show()

    def _ask_page(self) -> None:
        if self.page in self.pages:
            self._show_page()
            return
        office, project, actor = self._office, self._office.project, self._office.actor
        if project is None or actor is None:
            return
        services = office.services
        args = (
            services.attachments.path_of(project), actor, self.paper.uid, paper_limits(services.cases.book(project)),
            self.page, 1, SHARPEST_PX,
        )  # fmt: skip
        office.tasks.run_in_process(
            "work.paper_pages", services.attachments.paper_pages, args, partial(self._page_came, self.page)
        )

    def _page_came(self, page: int, jpegs: list[bytes]) -> None:
        if jpegs:
            self.pages[page] = _pixmap(jpegs[0])
        else:
            self.last_page = True
            self.page = max(0, page - 1)
        self._show_page()

    def _show_page(self) -> None:
        if self.page in self.pages:
            self.picture.show_picture(self.pages[self.page])
        self.said.setText(self._office.words("attachments.page", page=self.page + 1))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(not (self.last_page and self.page + 1 not in self.pages))

    # what is done

    def open_original(self) -> None:
        """The bytes as they came, in the program that this computer has for them."""
        paper, services, actor = self.paper, self._office.services.attachments, self._office.actor

        def write(project: Project) -> Path:
            assert actor is not None
            with project.reading() as reading:
                content = bytes_of(reading, services.beside(project), the_attachment(reading, actor, paper.uid))
            folder = services.scratch() / paper.uid
            folder.mkdir(exist_ok=True)
            target = folder / paper.name
            target.write_bytes(content)
            return target

        if actor is not None:
            self._office.look(write, self._open)

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def ask_where(self) -> None:
        proposed = documents_folder() / leaving_name(self.paper)
        path, _ = QFileDialog.getSaveFileName(self, self._office.words("attachments.leave"), str(proposed))
        if path:
            self.save_leaving(Path(path))

    def save_leaving(self, target: Path) -> None:
        office, project, actor = self._office, self._office.project, self._office.actor
        if project is not None and actor is not None:
            services = office.services.attachments
            args = (services.path_of(project), actor, self.paper.uid, target)
            office.tasks.run_in_process("work.paper_out", services.save_leaving, args, self._left)

    def _left(self, target: Path) -> None:
        self._office.announcer.said.emit(self._office.words("attachments.left", path=str(target)), "good")

    def take_out(self) -> None:
        uid = self.paper.uid
        self._office.act("work.attach", lambda project, actor: detach(project, actor, uid), self._taken_out)

    def _taken_out(self, applied: Applied) -> None:
        self.stored.emit(applied, self._office.words("done.case.detach"))

    def _keep(self) -> None:
        kind, note, paper = str(self.kind.currentData()), self.note.text().strip(), self.paper
        if (kind, note) == (paper.kind, paper.note):
            return

        def work(project: Project, actor: Actor) -> Applied:
            return edit_attachment(project, actor, paper.uid, kind, note)

        self._office.act("work.attach", work, self._kept)

    def _kept(self, applied: Applied) -> None:
        self.stored.emit(applied, self._office.words("done.case.attachment_edit"))

    # inside

    def _kind_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self._office.words("attachments.kind"))
        photos = self.paper.media in PICTURES
        for kind in KINDS:
            if kind == self.paper.kind or photos or not kind.startswith("photo"):
                box.addItem(self._office.words(f"attachment.kind.{kind}"), kind)
        box.setCurrentIndex(box.findData(self.paper.kind))
        return box

    def _lay_out(self) -> None:
        words, icons = self._office.words, self._office.icons
        self.before = icon_button(icons, "chevron-left", words("attachments.before"), partial(self.turn, -1), self)
        self.after = icon_button(icons, "chevron-right", words("attachments.after"), partial(self.turn, 1), self)
        self.before.setEnabled(False)
        for widget in (self.before, self.after, self.said):
            widget.setVisible(self.paper.media == PDF)
        close = icon_button(icons, "x", words("attachments.close"), self.closed.emit, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_2, GAP_1, GAP_2, GAP_2)
        whole.setSpacing(GAP_2)
        whole.addLayout(row(self.before, self.said, self.after, None, close, gap=GAP_1))
        whole.addWidget(self.picture)
        whole.addWidget(self.text)
        whole.addWidget(self.kind)
        whole.addWidget(self.note)
        whole.addLayout(row(self.open, None))
        whole.addLayout(row(self.leave, None, self.remove))


class Picture(QWidget):
    """As wide as there is room, in its own proportions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap) -> None:
        self._whole = picture
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._whole.isNull():
            return _LEAST_HEIGHT
        high = round(width * self._whole.height() / self._whole.width())
        return min(_MOST_HEIGHT, max(_LEAST_HEIGHT, high))

    def sizeHint(self) -> QSize:
        return QSize(_MOST_HEIGHT // 2, self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._whole.isNull():
            return
        size = self._whole.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        shown = self._whole.scaled(
            size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawPixmap(place, shown)
        painter.end()


def small_picture(icons: Icons, media: str, jpeg: bytes, side: int, ratio: float) -> QIcon:
    """A paper's picture in the middle of a square, so that names beside them stand in line, with an edge around white
    pages; what has none is drawn by its kind."""
    square = QPixmap(round(side * ratio), round(side * ratio))
    square.fill(Qt.GlobalColor.transparent)
    picture = _pixmap(jpeg)
    drawn = picture.isNull()
    if drawn:
        name = "image" if media in PICTURES else {PDF: "receipt-text", EML: "inbox"}.get(media, "paperclip")
        picture = icons.pixmap(name, "quiet", round(side * _DRAWN), ratio)
        picture.setDevicePixelRatio(1.0)
    else:
        ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(square.size(), *ways)
    place = picture.rect()
    place.moveCenter(square.rect().center())
    painter = QPainter(square)
    painter.drawPixmap(place, picture)
    if not drawn:
        painter.setPen(QColor(icons.colours.border))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    square.setDevicePixelRatio(ratio)
    return QIcon(square)


def _pixmap(jpeg: bytes) -> QPixmap:
    picture = QPixmap()
    if jpeg:
        picture.loadFromData(jpeg, "JPG")
    return picture
