"""What the templates of the web pages show of a publication, in one language. Texts are plain; Jinja escapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from markupsafe import Markup
from PIL import Image

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.publicity_texts import moment, printable, tag, when_and_where, written_day
from ltaxgis.domain.published import Published
from ltaxgis.domain.thai.segments import cut_at_word
from ltaxgis.formats.pictures import picture_for_screen
from ltaxgis.formats.publicity_area import area_svg
from ltaxgis.formats.publicity_feeds import page_name
from ltaxgis.words import Words

_PIXELS = 100_000_000
_LONGEST, _THUMB = 1600, 480
_DESCRIPTION = 200
_THAI = Markup(' lang="th"')
_NONE = Markup("")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the folder; `name` is its path in it."""

    name: str
    content: bytes
    wide: int
    high: int
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pictured:
    """All pictures of one publication."""

    photos: tuple[Picture, ...] = ()
    thumb: Picture | None = None
    map: Picture | None = None
    shared: Picture | None = None

    def every(self) -> list[Picture]:
        return [*self.photos, *(one for one in (self.thumb, self.map, self.shared) if one is not None)]

    def share(self) -> Picture | None:
        return self.shared or (self.photos[0] if self.photos else None)


def pictures_of(one: Published, map_picture: bytes | None, shared: bytes | None) -> Pictured:
    """Upright, small, without place and device. Refused where one is no picture, as `picture_for_screen`."""
    stem = f"pictures/{page_name(one)[:-5]}"
    photos = tuple(
        _picture(f"{stem}-{number}.jpg", photo.content, photo.name, _LONGEST, photo.alt, photo.caption)
        for number, photo in enumerate(one.pictures, 1)
    )
    first = one.pictures[0] if one.pictures else None
    return Pictured(
        photos,
        thumb=_picture(f"{stem}-small.jpg", first.content, first.name, _THUMB) if first else None,
        map=_picture(f"{stem}-map.jpg", map_picture, "map", _LONGEST) if map_picture else None,
        shared=_picture(f"{stem}-link.jpg", shared, "link", _LONGEST) if shared else None,
    )


class Views:
    """Views of publications for pages of one language; `up` leads to the folder's top."""

    def __init__(self, say: Words, language: str, up: str, pictured: Mapping[str, Pictured]) -> None:
        self.say, self.language, self.up, self.pictured = say, language, up, pictured

    @staticmethod
    def day(day: date, language: str) -> str:
        return written_day(day, language)

    def cards(self, some: Sequence[Published]) -> list[dict[str, Any]]:
        return [self._short(one) for one in some]

    def banner(self, one: Published) -> dict[str, Any]:
        view = self._short(one) | self._severity(one)
        drawing = area_svg(one, self.say, self._title(one))
        return view | {"facts": self._facts(one), "map": drawing}

    def event(self, one: Published) -> dict[str, Any]:
        assert one.starts is not None
        iso = one.starts.astimezone(BANGKOK).isoformat(timespec="minutes")
        return self._short(one) | {"starts": moment(one.starts, self.language), "starts_iso": iso}

    def article(self, one: Published) -> dict[str, Any]:
        pictured = self.pictured[one.uid]
        paragraphs = self._paragraphs(one)
        edited = one.edition > 1 or one.updated_at.date() != one.published_at.date()
        when = written_day(one.updated_at.astimezone(BANGKOK).date(), self.language)
        return self._short(one) | self._severity(one) | {
            "number": printable(one.number), "paragraphs": paragraphs, "facts": self._facts(one),
            "description": _cut(self._summary(one) or " ".join(paragraphs) or self._title(one), _DESCRIPTION),
            "edited": self.say("published.edited", count=one.edition, day=when) if edited else "",
            "kind_href": f"kind-{one.product.lower().replace('_', '-')}.html",
            "link": one.link, "only_thai": self._only_thai(one), "place": printable(one.place or self._title(one)),
            "ics": f"{self.up}events/{page_name(one)[:-5]}.ics" if one.starts or one.deadline else "",
            "map": area_svg(one, self.say, self._title(one)),
            "map_picture": self._shown(pictured.map) if pictured.map else None,
            "pictures": [self._shown(photo) for photo in pictured.photos],
            "announced": self.say("published.announced", day=written_day(one.announced_on, self.language))
            if one.announced_on else "",
            "signer": printable(one.signer), "signer_position": printable(one.signer_position),
            "tags": " ".join(filter(None, map(tag, one.tags))),
        }  # fmt: skip

    def _short(self, one: Published) -> dict[str, Any]:
        thumb = self.pictured[one.uid].thumb
        day = one.published_at.astimezone(BANGKOK).date()
        return {
            "href": page_name(one), "title": self._title(one), "summary": self._summary(one),
            "kind": one.product_th if self.language == "th" else one.product_en or one.product_th,
            "day": written_day(day, self.language), "day_iso": day.isoformat(), "lang": self._lang(one),
            "thumb": self._shown(thumb) if thumb else None,
        }  # fmt: skip

    def _severity(self, one: Published) -> dict[str, str]:
        named = self.say(f"published.severity.{one.severity}") if one.severity else ""
        return {"severity": one.severity, "severity_name": named}

    def _shown(self, picture: Picture) -> dict[str, object]:
        alt = printable(picture.alt) or printable(picture.caption) or self.say("published.picture")
        return {
            "src": self.up + picture.name, "wide": picture.wide, "high": picture.high, "alt": alt,
            "caption": printable(picture.caption),
        }  # fmt: skip

    def _only_thai(self, one: Published) -> bool:
        return self.language != "th" and not (one.title_en and one.paragraphs_en)

    def _lang(self, one: Published) -> Markup:
        return _THAI if self._only_thai(one) else _NONE

    def _title(self, one: Published) -> str:
        english = self.language != "th" and not self._only_thai(one)
        return printable(one.title_en if english else one.title).strip() or "–"

    def _paragraphs(self, one: Published) -> list[str]:
        english = self.language != "th" and not self._only_thai(one)
        return [printable(part) for part in (one.paragraphs_en if english else one.paragraphs or (one.summary,))]

    def _summary(self, one: Published) -> str:
        if self.language != "th" and not self._only_thai(one):
            return _cut(" ".join(one.paragraphs_en), _DESCRIPTION)
        return _cut(one.summary or " ".join(one.paragraphs), _DESCRIPTION)

    def _facts(self, one: Published) -> list[str]:
        return [printable(line) for line in when_and_where(one, self.say, self.language)]


def _cut(text: str, most: int) -> str:
    return cut_at_word(printable(text), lambda part: len(part) <= most)


def _picture(name: str, content: bytes, told: str, longest: int, alt: str = "", caption: str = "") -> Picture:
    made = picture_for_screen(content, told, _PIXELS, longest)
    with Image.open(BytesIO(made)) as image:
        wide, high = image.size
    return Picture(name, made, wide, high, alt, caption)
