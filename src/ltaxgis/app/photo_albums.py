"""The picked photos of a publication as an album in a folder, made in a worker process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.opening import opened
from ltaxgis.domain.cases import local_day
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import MAY_BE_SHOWN
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.photo_album import AlbumPhoto, album
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.attachments import leaving_bytes
from ltaxgis.services.office_book import book_of
from ltaxgis.services.office_face import face_of
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.publication_file import the_publication
from ltaxgis.services.publicity_photos import Photo, photos_of
from ltaxgis.services.published import as_it_would_be
from ltaxgis.storage.papers_beside import FolderBeside


@dataclass(frozen=True, slots=True)
class WrittenAlbum:
    """Names of the files that were written, and of the picked photos that were not, as nobody agreed to them."""

    files: tuple[str, ...]
    left_out: tuple[str, ...]


def album_job(progress: Progress, path: Path, actor: Actor, uid: Uid, folder: Path, now: datetime) -> WrittenAlbum:
    """The picked photos to which those on them agreed stand in the folder: straight, small, framed, named by the day.
    Refused: `publicity.no_photo_to_show`, `file.cannot_write`, and as `leaving_bytes`, `album`."""
    ask_leave(actor, "cases.work")
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            book = book_of(reading, shipped_office(find_resources()))
            picked = [one for one in photos_of(reading, actor, uid) if one.mark is not None and one.mark.place > 0]
            shown = [one for one in picked if one.mark is not None and one.mark.consent in MAY_BE_SHOWN]
            if not shown:
                raise Refused("publicity.no_photo_to_show")
            photos = [_photo(one, leaving_bytes(reading, FolderBeside(path), one.attachment)) for one in shown]
            _, publication = the_publication(reading, actor, uid)
            about = as_it_would_be(reading, actor, book, project.settings.crs, uid, now)
            face = face_of(reading, book, project.settings)
        progress(Step("step.album"))
        day = _day(shown, local_day(publication.starts or now))
        made = album(photos, about, face, day)
    _write(folder, made)
    return WrittenAlbum(tuple(made), tuple(one.attachment.name for one in picked if one not in shown))


def _photo(one: Photo, content: bytes) -> AlbumPhoto:
    mark = one.mark
    assert mark is not None
    return AlbumPhoto(content, one.attachment.name, mark.caption, mark.turned)


def _day(photos: Sequence[Photo], otherwise: date) -> date:
    """The day on which the first of them was taken, where the camera told it."""
    return min((one.attachment.taken_on for one in photos if one.attachment.taken_on is not None), default=otherwise)


def _write(folder: Path, made: dict[str, bytes]) -> None:
    for name, content in made.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        except OSError as error:
            raise Refused("file.cannot_write", name=name) from error
