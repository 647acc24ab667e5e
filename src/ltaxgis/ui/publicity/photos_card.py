"""The photos of a text: which are used, in which order, how they stand, and whether those on them agree."""

from dataclasses import asdict
from functools import partial

from PySide6.QtWidgets import QWidget

from ltaxgis.domain.ids import Uid
from ltaxgis.domain.publicity import PhotoMark
from ltaxgis.ports.stores import Project, Reading
from ltaxgis.services.publicity_photos import Marked, Photo, mark_photos, photos_of
from ltaxgis.ui.cases.acting_card import ActingCard
from ltaxgis.ui.cases.seen_case import SeenCase
from ltaxgis.ui.office import Office
from ltaxgis.ui.publicity.photo_line import PhotoLine
from ltaxgis.ui.publicity.text_card import publication_of
from ltaxgis.ui.widgets.blocks import button, row


class PhotosCard(ActingCard):
    """Photos are attached as other papers are; here they are marked. Each mark is kept at once."""

    def __init__(self, office: Office, seen: SeenCase, parent: QWidget) -> None:
        super().__init__(office, seen, office.words("publicity.photos"), parent)
        self.photos: list[Photo] = []
        self.lines: list[PhotoLine] = []
        uid, actor = seen.file.case.uid, seen.actor
        self.hide()

        def look(project: Project) -> list[tuple[Photo, bytes]]:
            with project.reading() as reading:
                return [(one, _preview(reading, one)) for one in photos_of(reading, actor, uid)]

        office.look(look, self._show)

    def pick(self, photo: Photo, picked: bool) -> None:
        """It is the last of the pictures, or none of them."""
        last = max((one.mark.place for one in self.photos if one.mark is not None), default=0)
        self._keep({photo.attachment.uid: Marked(place=last + 1 if picked else 0)})

    def shift(self, photo: Photo, by: int) -> None:
        """It changes places with the picture before or after it; the pictures are counted anew."""
        order = [one for one in self.photos if one.mark is not None and one.mark.place > 0]
        here = order.index(photo)
        there = here + by
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            self._keep({one.attachment.uid: Marked(place=place) for place, one in enumerate(order, 1)})

    # inside

    def _show(self, found: list[tuple[Photo, bytes]]) -> None:
        self.photos = [one for one, _ in found]
        for photo, preview in found:
            line = PhotoLine(self.office, photo, preview, self.may_write, self)
            line.picked.clicked.connect(partial(self.pick, photo))
            line.marked.connect(partial(self._mark, photo))
            line.moved.connect(partial(self.shift, photo))
            self.lines.append(line)
            self.body.addWidget(line)
        if any(one.mark is not None and one.mark.place > 0 for one in self.photos):
            uid, wanted = self.seen.file.case.uid, self.office.announcer.wanted_album
            album = button(self.office.words("publicity.album"), partial(wanted.emit, uid), "", self)
            self.body.addLayout(row(album, None))
        self.setVisible(bool(found))

    def _mark(self, photo: Photo, told: Marked) -> None:
        """Kept where it says something new: a field that is only left says nothing."""
        mark = photo.mark or PhotoMark(uid=Uid(""), case_uid=Uid(""), attachment_uid=photo.attachment.uid)
        said = {name: value for name, value in asdict(told).items() if value is not None}
        if any(getattr(mark, name) != value for name, value in said.items()):
            self._keep({photo.attachment.uid: told})

    def _keep(self, marks: dict[Uid, Marked]) -> None:
        uid, book, now = self.seen.file.case.uid, self.seen.book, self.office.services.cases.now()
        self.act(lambda project, actor: mark_photos(project, actor, book, uid, marks, now),
                 self.office.words("publicity.photo_marked"))  # fmt: skip


def _preview(reading: Reading, photo: Photo) -> bytes:
    kept = photo.attachment.preview_as
    return (reading.paper(kept) if kept else None) or b""


def photos_card(office: Office, seen: SeenCase, parent: QWidget) -> PhotosCard | None:
    return PhotosCard(office, seen, parent) if publication_of(seen) is not None else None
