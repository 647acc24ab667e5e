"""What is published, written out in worker processes: pages, feeds, calendars, pictures; and the steps that are due."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from ltaxgis.app.area_maps import area_maps
from ltaxgis.app.knowledge import shipped_office
from ltaxgis.app.opening import opened
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import WEB
from ltaxgis.domain.publicity_desk import picture_sizes
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.office_book import book_of
from ltaxgis.services.office_face import face_of
from ltaxgis.services.postings import Output, keep_outputs
from ltaxgis.services.progress import Progress, Step
from ltaxgis.services.publicity_evidence import evidence_sheet, year_of_publicity, year_sheet
from ltaxgis.services.published import published_on
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

_SHARED = "link"
"""The size of pictures beside a shared link."""


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """What was written: names of files under the folder; `kept` of them are new evidence in the project."""

    day: date
    products: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    kept: int = 0

    def as_json(self) -> dict[str, object]:
        endings = Counter(Path(name).suffix.lower() for name in self.files)
        return {
            "date": self.day.isoformat(), "published": sum(self.products.values()), "products": self.products,
            "files": len(self.files), "pages": endings[".html"],
            "pictures": sum(endings[one] for one in (".jpg", ".jpeg", ".png", ".svg")),
            "feeds": endings[".xml"] + endings[".json"], "calendars": endings[".ics"], "kept": self.kept,
        }  # fmt: skip


def publish_job(
    progress: Progress, path: Path, folder: Path, day: date, actor: Actor, keep: bool = False
) -> WrittenOut:
    """Pages, pictures, feeds and calendar of what is published on a day stand in the folder, and nothing else does.
    With `keep` the project keeps as evidence what was put out. Refused as `write_pages`."""
    from ltaxgis.formats.photo_album import straighten
    from ltaxgis.formats.publicity_feeds import page_name, with_own_pages
    from ltaxgis.formats.publicity_pages import PageExtras, write_pages

    if keep:
        ask_leave(actor, "cases.work")
    progress(Step("step.export_read"))
    with opened(path) as project:
        book = _book(project)
        with project.reading() as reading:
            shown = published_on(reading, book, project.settings.crs, day, straighten=straighten)
            face = face_of(reading, book, project.settings)
        progress(Step("step.publish_write"))
        maps = area_maps(project, shown)
        files = write_pages(folder, shown, face, day, PageExtras(maps=maps, shared=_pictures(shown, face, book, maps)))
        named = {one.uid: page_name(one) for one in with_own_pages(shown)}
        kept = (
            keep_outputs(project, actor, _outputs(folder, shown, named, face.website), datetime.now(UTC)) if keep else 0
        )
    return WrittenOut(day, dict(Counter(one.product for one in shown)), tuple(files), kept)


def _pictures(
    shown: Sequence[Published], face: OfficeFace, book: OfficeBook, maps: Mapping[str, bytes]
) -> dict[str, bytes]:
    """By uid the picture that stands where a link to its page is shared; none where the office has no such size."""
    from ltaxgis.formats.publicity_pictures import Extras, picture

    size = picture_sizes(book).get(_SHARED)
    if size is None:
        return {}
    return {one.uid: picture(one, face, size, extras=Extras(map=maps.get(one.uid, b""), form="jpeg")) for one in shown}


def _outputs(folder: Path, shown: list[Published], named: dict[str, str], website: str) -> list[Output]:
    base = website.rstrip("/")
    return [
        Output(Uid(one.uid), WEB, named[one.uid], hashlib.sha256((folder / named[one.uid]).read_bytes()).hexdigest(),
               f"{base}/{named[one.uid]}" if base else "")
        for one in shown
    ]  # fmt: skip


def _book(project: SqlProject) -> OfficeBook:
    with project.reading() as reading:
        return book_of(reading, shipped_office(find_resources()))


def evidence_job(
    progress: Progress, path: Path, target: Path, first: date, last: date, language: str, actor: Actor
) -> Path:
    """What was published where from a day to a day, and its figures, stand in a workbook."""
    from ltaxgis.formats.workbook_writer import write_workbook

    ask_leave(actor, "cases.work")
    progress(Step("step.export_read"))
    words = load_words(find_resources().words, language)
    with opened(path) as project:
        book = _book(project)
        with project.reading() as reading:
            sheets = [
                evidence_sheet(reading, actor, book, words, first, last),
                year_sheet(year_of_publicity(reading, actor, first, last), book, words),
            ]
            write_workbook(target, sheets)
    return target
