"""A folder of static web pages of what is published, ready to be uploaded: no script, nothing from elsewhere."""

import contextlib
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.contrast import a_colour, on, readable
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.formats.publicity_emblem import emblem_png
from ltaxgis.formats.publicity_feeds import atom, calendar, json_feed, page_name, rss, with_own_pages
from ltaxgis.formats.publicity_views import Picture, Views, pictures_of
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.words import Words, load_words

GENERATOR = 'name="generator" content="LTaxGIS"'
LATEST = 40
"""So many stand on the first page; the shelves by year and kind have all."""
LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class PageExtras:
    """By uid: a map (PNG or JPEG) of a publication's place, and the picture that is shown where its link is shared."""

    maps: Mapping[str, bytes] = field(default_factory=dict)
    shared: Mapping[str, bytes] = field(default_factory=dict)


def write_pages(
    folder: Path, published: Sequence[Published], face: OfficeFace, day: date, extras: PageExtras | None = None,
    resources: Resources | None = None,
) -> list[str]:  # fmt: skip
    """The folder holds the pages, feeds and pictures of these publications and nothing else; the names written, sorted.
    It is written beside and swapped: where that stops, the old one stays whole. Refused: `pages.folder_taken` where
    the folder holds what is not ours, `pages.not_written`, `attachment.no_picture`."""
    _mend(folder)
    _ask_ours(folder)
    files = page_files(published, face, day, extras or PageExtras(), resources or find_resources())
    fresh = folder.parent / f".{folder.name}.{uuid4().hex[:8]}.new"
    try:
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _swap(fresh, folder)
    except OSError as error:
        raise Refused("pages.not_written", name=folder.name) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return sorted(files)


def page_files(
    published: Sequence[Published], face: OfficeFace, day: date, extras: PageExtras, resources: Resources
) -> dict[str, bytes]:
    """All files by their name in the folder, the same for the same input."""
    shown = with_own_pages(sorted(published, key=lambda one: (one.published_at, one.uid), reverse=True))
    site = _Site(shown, face, day, extras, resources)
    files = {"style.css": site.sheet()}
    if site.emblem:
        files["emblem.png"] = site.emblem
    files |= site.pictures()
    for language in LANGUAGES:
        files |= site.pages(language)
    return files | site.feeds()


class _Site:
    def __init__(
        self, shown: Sequence[Published], face: OfficeFace, day: date, extras: PageExtras, resources: Resources
    ) -> None:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self.shown, self.face, self.day, self.resources = shown, face, day, resources
        self.words = {language: load_words(resources.words, language) for language in LANGUAGES}
        self.emblem = emblem_png(face.emblem, 192)
        self.base = face.website.rstrip("/") if re.match(r"https?://[^\s\"'<>]+$", face.website) else ""
        self.pictured = {
            one.uid: pictures_of(one, extras.maps.get(one.uid), extras.shared.get(one.uid)) for one in shown
        }
        self.templates = Environment(
            loader=FileSystemLoader(resources.pages), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            keep_trailing_newline=True,
        )  # fmt: skip

    def sheet(self) -> bytes:
        """The sheet of all pages, with the town's colour."""
        town = a_colour(self.face.colour)
        own = f":root {{ --town: {town}; --on-town: {on(town)}; --link: {readable(town, '#f3f5f8')}; }}\n"
        return ((self.resources.pages / "style.css").read_text(encoding="utf-8") + own).encode()

    def pictures(self) -> dict[str, bytes]:
        return {one.name: one.content for pictured in self.pictured.values() for one in pictured.every()}

    def feeds(self) -> dict[str, bytes]:
        """The whole, and each kind for itself; events also one by one."""
        say = self.words["th"]
        files = {}
        for name, some in [("", list(self.shown)), *_by(self.shown, lambda one: one.product).items()]:
            stem = f"feeds/{_plain(name)}" if name else "feeds/"
            rss_name, atom_name = (f"{stem}.xml", f"{stem}.atom.xml") if name else ("feeds/rss.xml", "feeds/atom.xml")
            json_name = f"{stem}.json" if name else "feeds/feed.json"
            files[rss_name] = rss(some, self.face, self.base, say, rss_name)
            files[atom_name] = atom(some, self.face, self.base, say, atom_name)
            files[json_name] = json_feed(some, self.face, self.base, say, json_name)
        files["feeds/calendar.ics"] = calendar(self.shown, self.face, self.base, say)
        for one in self.shown:
            if one.starts is not None or one.deadline is not None:
                files[f"events/{page_name(one)[:-5]}.ics"] = calendar([one], self.face, self.base, say)
        return files

    def pages(self, language: str) -> dict[str, bytes]:
        say, up = self.words[language], "" if language == "th" else "../"
        views = Views(say, language, up, self.pictured)
        made = {page_name(one): self._article(views, one, say) for one in self.shown}
        made["index.html"] = self._index(views, say)
        for href, (heading, some) in self._shelves(say, language).items():
            made[href] = self._page(
                "shelf.html", say, href, heading, all=views.cards(some), **self._ways(say, language)
            )
        return {("" if language == "th" else "en/") + name: text.encode() for name, text in made.items()}

    def _index(self, views: Views, say: Words) -> str:
        now = [one for one in self.shown if _is_alert_on(one, self.day)]
        coming = [one for one in self.shown if one.starts is not None and _local(one.ends or one.starts) >= self.day]
        coming = sorted((one for one in coming if one.product != "alert"), key=lambda one: str(one.starts))[:12]
        office = _office(self.face, views.language)
        return self._page(
            "index.html", say, "index.html", office, description=say("published.feed", office=office),
            heading=say("published.feed", office=office), alerts=[views.banner(one) for one in now],
            events=[views.event(one) for one in coming], all=views.cards(self.shown[:LATEST]),
            **self._ways(say, views.language),
        )  # fmt: skip

    def _article(self, views: Views, one: Published, say: Words) -> str:
        view = views.article(one)
        pictured = self.pictured[one.uid]
        return self._page(
            "article.html", say, page_name(one), view["title"], description=view["description"], one=view, article=True,
            share=pictured.share(),
        )  # fmt: skip

    def _page(self, template: str, say: Words, here: str, title: str, **told: Any) -> str:
        language = say.language
        share: Picture | None = told.pop("share", None)
        folder = "" if language == "th" else "en/"
        up = "" if language == "th" else "../"
        facts: dict[str, Any] = {
            "article": False, "description": title, "heading": title, "office": _office(self.face, language),
            "face": self.face, "website": self.base, "colour": a_colour(self.face.colour), "language": language,
            "say": say, "here": here, "up": up, "emblem": "emblem.png" if self.emblem else "",
            "address": f"{self.base}/{folder}{here}" if self.base else "",
            "other": f"en/{here}" if language == "th" else f"../{here}",
            "share": (f"{self.base}/" if self.base else up) + share.name if share else "",
            "made": Views.day(self.day, language), "title": title,
        } | told  # fmt: skip
        return self.templates.get_template(template).render(facts)

    def _shelves(self, say: Words, language: str) -> dict[str, tuple[str, list[Published]]]:
        shelves = {}
        for product, some in _by(self.shown, lambda one: one.product).items():
            heading = say("page.all_of_kind", kind=_kind(some[0], language))
            shelves[f"kind-{_plain(product)}.html"] = (heading, some)
        for year, some in _by(self.shown, lambda one: _year(one, "th")).items():
            shelves[f"year-{year}.html"] = (say("page.all_of_year", year=_year(some[0], language)), some)
        return shelves

    def _ways(self, say: Words, language: str) -> dict[str, list[dict[str, object]]]:
        kinds = Counter(one.product for one in self.shown)
        first = {one.product: one for one in self.shown}
        years = Counter(_year(one, "th") for one in self.shown)
        names = {_year(one, "th"): _year(one, language) for one in self.shown}
        return {
            "kinds": [
                {"href": f"kind-{_plain(code)}.html", "name": _kind(first[code], language), "count": count}
                for code, count in kinds.items()
            ],
            "years": [
                {"href": f"year-{year}.html", "name": say("page.year", year=names[year]), "count": count}
                for year, count in sorted(years.items(), reverse=True)
            ],
        }


def _mend(folder: Path) -> None:
    """A run that was stopped between the two renames left the old folder under another name."""
    kept = _kept(folder)
    if kept.is_dir() and not folder.exists():
        kept.rename(folder)
    for left in folder.parent.glob(f".{folder.name}.????????.new"):
        shutil.rmtree(left, ignore_errors=True)


def _ask_ours(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Refused("pages.folder_taken", name=folder.name)
    if not any(folder.iterdir()):
        return
    index = folder / "index.html"
    with contextlib.suppress(OSError):
        if index.is_file() and GENERATOR in index.read_text(encoding="utf-8", errors="replace")[:4000]:
            return
    raise Refused("pages.folder_taken", name=folder.name)


def _swap(fresh: Path, folder: Path) -> None:
    kept = _kept(folder)
    if folder.exists():
        if kept.exists():
            shutil.rmtree(kept)
        folder.rename(kept)
    try:
        fresh.rename(folder)
    except OSError:
        if kept.exists() and not folder.exists():
            kept.rename(folder)
        raise
    shutil.rmtree(kept, ignore_errors=True)


def _kept(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.old"


def _by(all_published: Iterable[Published], key: Any) -> dict[str, list[Published]]:
    found: dict[str, list[Published]] = {}
    for one in all_published:
        found.setdefault(str(key(one)), []).append(one)
    return found


def _is_alert_on(one: Published, day: date) -> bool:
    return one.product == "alert" and (one.ends is None or _local(one.ends) >= day)


def _local(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()


def _year(one: Published, language: str) -> str:
    return str(_local(one.published_at).year + (543 if language == "th" else 0))


def _kind(one: Published, language: str) -> str:
    return one.product_th if language == "th" else one.product_en or one.product_th


def _office(face: OfficeFace, language: str) -> str:
    return face.name if language == "th" else face.name_en or face.name


def _plain(code: str) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", code.lower()).strip("-") or "other"
