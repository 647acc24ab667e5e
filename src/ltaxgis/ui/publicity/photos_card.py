"""The photos of a text: which are picked, in which order, what they show, and whether those on them agree."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from ltaxgis.domain.publicity import CONSENTS
from ltaxgis.ports.stores import Project
from ltaxgis.services.publicity_photos import Marked, Photo, mark_photos, photos_of
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.paper_view import small_picture
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import label, row

_THUMB = 56


class PhotosCard(ActingCard):
    """Photos are attached as other papers are; here they are marked. Each mark is kept at once."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.photos"), parent)
        self.photos: list[Photo] = []
        uid, actor = seen.file.case.uid, seen.actor
        self.hide()

        def look(project: Project) -> list[tuple[Photo, bytes]]:
            with project.reading() as reading:
                found = photos_of(reading, actor, uid)
                return [(one, _preview(reading, one)) for one in found]

        office.look(look, self._show)

    # inside

    def _show(self, found: list[tuple[Photo, bytes]]) -> None:
        self.photos = [one for one, _ in found]
        for photo, preview in found:
            self._line(photo, preview)
        self.setVisible(bool(found))

    def _line(self, photo: Photo, preview: bytes) -> None:
        words, mark = self.office.words, photo.mark
        picture = QLabel(self)
        icon = small_picture(self.office.icons, photo.attachment.media, preview, _THUMB, self.devicePixelRatioF())
        picture.setPixmap(icon.pixmap(QSize(_THUMB, _THUMB)))
        picked = QCheckBox(words("publicity.picked"), self)
        picked.setChecked(mark is not None and mark.place > 0)
        picked.setEnabled(self.may_write and photo.may_leave)
        picked.clicked.connect(partial(self._pick, photo))
        consent = QComboBox(self)
        consent.setAccessibleName(words("publicity.consent"))
        for code in CONSENTS:
            consent.addItem(words(f"publicity.consent.{code or 'none'}"), code)
        consent.setCurrentIndex(max(0, consent.findData(mark.consent if mark is not None else "")))
        consent.setEnabled(self.may_write)
        consent.activated.connect(lambda _index: self._keep(photo, Marked(consent=str(consent.currentData()))))
        alt = QLineEdit(mark.alt if mark is not None else "", self)
        alt.setPlaceholderText(words("publicity.alt"))
        alt.setAccessibleName(words("publicity.alt"))
        alt.setEnabled(self.may_write)
        alt.returnPressed.connect(lambda: self._keep(photo, Marked(alt=alt.text().strip())))
        self.body.addWidget(label(photo.attachment.name, "small", self, wrap=True))
        line = row(picture, picked, consent)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.body.addWidget(alt)

    def _pick(self, photo: Photo, picked: bool) -> None:
        last = max((one.mark.place for one in self.photos if one.mark is not None), default=0)
        self._keep(photo, Marked(place=last + 1 if picked else 0))

    def _keep(self, photo: Photo, told: Marked) -> None:
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: mark_photos(project, actor, book, uid, {photo.attachment.uid: told}, now),
                 self.office.words("publicity.photo_marked"))  # fmt: skip


def _preview(reading: object, photo: Photo) -> bytes:
    kept = photo.attachment.preview_as
    found = reading.paper(kept) if kept else None  # type: ignore[attr-defined]
    return found or b""


def photos_card(office: Office, seen: SeenCase, parent: QWidget) -> PhotosCard | None:
    return PhotosCard(office, seen, parent) if publication_of(seen) is not None else None
