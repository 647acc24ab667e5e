"""Two years of cases for the sample town, up to a day: played by the real services, stored in one go."""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from ltaxgis.domain.attachments import PHOTO_AFTER, PHOTO_BEFORE
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.office_book import OWN, read_book
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.domain.users import ask_leave
from ltaxgis.ports.resources import find_resources
from ltaxgis.ports.stores import Reading, Work
from ltaxgis.services.rehearsal import Rehearsal
from ltaxgis.services.sample_letters import Mail, keep_folders, letter_stories
from ltaxgis.services.sample_permits import permit_stories
from ltaxgis.services.sample_petitions import Photos, petition_stories
from ltaxgis.services.sample_publicity import News, publicity_stories
from ltaxgis.services.sample_stories import Site, Stage
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import load_words

T = TypeVar("T")

YEARS, PETITIONS, PERMITS = 2, 600, 80
LETTERS_IN, LETTERS_OUT = 300, 190
PEOPLE, SITES = 400, 500
SEED = 2569
_CLOSES = time(16, 30)
_PHOTOS = {PHOTO_BEFORE: "before.jpg", PHOTO_AFTER: "after.jpg"}
_SMALLEST_M2, _LARGEST_M2 = 60.0, 4_000.0


def add_sample_cases(project: SqlProject, actor: Actor, folder: Path, until: date) -> int:
    """So many records are stored. The same day makes the same cases, but for their uids."""
    ask_leave(actor, "import")
    texts = tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))
    random = Random(SEED)  # noqa: S311 - a made-up town keeps no secrets
    with project.work(actor, "case.sample", large=True) as work:
        stage = Stage(
            rehearsal=Rehearsal(work, project.settings),
            book=read_book(_pages(work, folder)),
            texts=texts,
            people=_some(_people(work), PEOPLE, random),
            sites=_some(_sites(work), SITES, random),
            random=random,
            until=datetime.combine(until, _CLOSES, BANGKOK),
            now=datetime.combine(until - timedelta(days=365 * YEARS + 1), _CLOSES, BANGKOK),
        )
        stage.rehearsal.know(Owner, stage.people)
        stage.rehearsal.know(Parcel, [one.uid for one in stage.sites])
        first = until - timedelta(days=365 * YEARS)
        stories = petition_stories(stage, _keep_photos(work, folder), first, PETITIONS)
        stage.play([*stories, *permit_stories(stage, first, PERMITS)])
        _play_letters(stage, folder, first)
        _play_news(stage, folder, project.settings)
        count = stage.rehearsal.store()
        work.refresh_search()
        work.commit()
    return count


def _play_news(stage: Stage, folder: Path, settings: ProjectSettings) -> None:
    """A year of publicity, by dice of its own: what it says does not change how the cases went."""
    texts = tomllib.loads((folder / "publicity.toml").read_text(encoding="utf-8"))
    own = replace(stage, random=Random(SEED + 1), now=stage.until - timedelta(days=365 + 40))  # noqa: S311 - as above
    photos = Photos({kind: _photo(folder, name) for kind, name in _PHOTOS.items()})
    words = load_words(find_resources().words, settings.language)
    own.play(publicity_stories(own, News(texts, settings, photos, words)))


def _play_letters(stage: Stage, folder: Path, first: date) -> None:
    """Letters in and out, by dice of their own, as the news."""
    texts = tomllib.loads((folder / "letters.toml").read_text(encoding="utf-8"))
    own = replace(stage, random=Random(SEED + 2), now=stage.until - timedelta(days=365 * YEARS + 1))  # noqa: S311
    years = range(first.year + BE_OFFSET, stage.until.year + BE_OFFSET + 1)
    own.play(letter_stories(own, Mail(texts, keep_folders(own, texts, years)), first, LETTERS_IN, LETTERS_OUT))


def _some(of: Sequence[T], most: int, random: Random) -> Sequence[T]:
    return random.sample(of, min(most, len(of)))


def _pages(work: Work, folder: Path) -> dict[str, str]:
    """The office's book with the town's own page about letters, which its project keeps."""
    own = (folder / "office_letters.toml").read_text(encoding="utf-8")
    work.keep_own_file(f"{OWN}letters.toml", own.encode())
    pages = find_resources().office.glob("*.toml")
    return {**{page.stem: page.read_text(encoding="utf-8") for page in pages}, "letters": own}


def _people(reading: Reading) -> Sequence[Uid]:
    """Those of the town who have a name, in an order that uids do not decide."""
    columns = reading.columns(Owner, ("first_name", "last_name", "kind"))
    rows = zip(columns["first_name"], columns["last_name"], columns["kind"], columns.uids, strict=True)
    return [uid for first, last, kind, uid in sorted(rows) if first and last and kind in ("", "person", "natural")]


def _sites(reading: Reading) -> Sequence[Site]:
    """Parcels of the size of a home."""
    columns = reading.columns(Parcel, ("code", "shape"))
    rows = zip(columns["code"], columns["shape"], columns.uids, strict=True)
    return [
        Site(uid, code, shape)
        for code, shape, uid in sorted(rows, key=lambda row: str(row[0]))
        if code and shape is not None and _SMALLEST_M2 < shape.area < _LARGEST_M2
    ]


def _keep_photos(work: Work, folder: Path) -> Photos:
    for name in _PHOTOS.values():
        work.keep_paper(_photo(folder, name)[0], (folder / "photos" / name).read_bytes())
    return Photos({kind: _photo(folder, name) for kind, name in _PHOTOS.items()})


def _photo(folder: Path, name: str) -> tuple[str, int]:
    """The hash and size of a picture of the sample."""
    content = (folder / "photos" / name).read_bytes()
    return hashlib.sha256(content).hexdigest(), len(content)
