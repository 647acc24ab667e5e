"""A picture of one publication, made in a worker process."""

from datetime import datetime
from pathlib import Path

from ltaxgis.app.area_maps import area_maps
from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.opening import opened
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity_designs import OWN
from ltaxgis.domain.publicity_desk import picture_sizes, print_sizes
from ltaxgis.domain.users import ask_leave
from ltaxgis.formats.photo_album import straighten
from ltaxgis.formats.pictures import picture_for_screen
from ltaxgis.formats.publicity_pictures import Extras, board, picture
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.office_book import book_of
from ltaxgis.services.office_face import face_of
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.published import as_it_would_be


def picture_job(
    progress: Progress, path: Path, actor: Actor, uid: Uid, size: str, target: Path, now: datetime,
    own: Path | None = None,
) -> Path:  # fmt: skip
    """The publication as a picture of one of the office's sizes, or a PDF of a printed size, stands at `target`,
    as it would be if it went out now; an own picture takes the place of the text.
    Refused: `picture.no_size`, `attachment.no_picture`, `file.missing`, `file.cannot_write`, and as `picture`."""
    ask_leave(actor, "cases.work")
    content = _own(own) if own is not None else b""
    design = OWN if content else ""
    progress(Step("step.export_read"))
    with opened(path) as project:
        with project.reading() as reading:
            book = book_of(reading, shipped_office(find_resources()))
            published = as_it_would_be(reading, actor, book, project.settings.crs, uid, now, straighten)
            face = face_of(reading, book, project.settings)
        ground = b"" if content else area_maps(project, [published]).get(published.uid, b"")
        sizes, papers = picture_sizes(book), print_sizes(book)
        if size not in sizes and size not in papers:
            raise Refused("picture.no_size", wide=0, high=0)
        extras = Extras(map=ground, own=content, form="png" if target.suffix.lower() == ".png" else "jpeg")
        if size in papers:
            made = board(published, face, *papers[size].sides, design, extras)
        else:
            made = picture(published, face, sizes[size], design, extras)
    try:
        target.write_bytes(made)
    except OSError as error:
        raise Refused("file.cannot_write", name=target.name) from error
    return target


def _own(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused("file.missing", name=path.name) from error
    picture_for_screen(content, path.name, 100_000_000, 64)  # a refusal names the file
    return content
