"""The photos of a day: upright, straightened, small, in the office's frame, named so that they sort."""

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PIL import Image

from ltaxgis.domain.publicity_desk import PictureSize
from ltaxgis.domain.publicity_texts import printable
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.formats.pictures import picture_for_screen
from ltaxgis.formats.publicity_pictures import Extras, picture
from ltaxgis.ports.resources import Resources

LONGEST, MOST_BYTES = 2048, 500_000
_PIXELS = 100_000_000
_MOST_DEGREES = 15.0
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class AlbumPhoto:
    """A photo that was picked; `turned` are degrees clockwise that make it stand straight."""

    content: bytes
    name: str = ""
    caption: str = ""
    turned: float = 0.0


def straighten(content: bytes, degrees: float) -> bytes:
    """A JPEG turned clockwise by so many degrees (at most 15 either way), cropped to where it is whole."""
    upright = picture_for_screen(content, "", _PIXELS, 4_000)
    angle = max(-_MOST_DEGREES, min(_MOST_DEGREES, degrees if math.isfinite(degrees) else 0.0))
    with Image.open(io.BytesIO(upright)) as image:
        shown = image.convert("RGB")
    if angle:
        wide, high = _whole_within(shown.width, shown.height, math.radians(abs(angle)))
        turned = shown.rotate(-angle, Image.Resampling.BICUBIC, expand=False)
        left, top = (shown.width - wide) // 2, (shown.height - high) // 2
        shown = turned.crop((left, top, left + wide, top + high))
    return _small(shown)


def album(
    photos: Sequence[AlbumPhoto], about: Published, face: OfficeFace, day: date, framed: bool = True,
    resources: Resources | None = None,
) -> dict[str, bytes]:  # fmt: skip
    """JPEGs by name (`2569-01-15_ชื่อกิจกรรม_01.jpg`), at most 2,048 pixels and 500 kB each, without place or device.
    Refused as `picture`, naming the photo that is none."""
    made = {}
    for number, photo in enumerate(photos, 1):
        picture_for_screen(photo.content, photo.name, _PIXELS, 64)  # a refusal names the file
        clean = straighten(photo.content, photo.turned)
        made[album_name(day, about.title, number)] = _framed(clean, photo, about, face, resources) if framed else clean
    return made


def album_name(day: date, title: str, number: int) -> str:
    """A name that every system bears, by day in the Buddhist era."""
    plain = _NO_NAME.sub("-", printable(title)).strip("-. ")[:_LONGEST_NAME].rstrip("-. ")
    return f"{day.year + BE_OFFSET}-{day:%m-%d}_{plain or 'ภาพ'}_{number:02d}.jpg"


def _framed(clean: bytes, photo: AlbumPhoto, about: Published, face: OfficeFace, resources: Resources | None) -> bytes:
    with Image.open(io.BytesIO(clean)) as image:
        wide, high = image.size
    size = PictureSize("album", "", "", max(wide, 640), max(round(high * 1.28), 480))
    told = Published(
        uid=about.uid, slug=about.slug, product=about.product, product_th=about.product_th,
        product_en=about.product_en, number=about.number, title=photo.caption or about.title, summary="",
        paragraphs=(), published_at=about.published_at, updated_at=about.updated_at, announced_on=about.announced_on,
    )  # fmt: skip
    made = picture(told, face, size, "own", Extras(own=clean, form="jpeg"), resources)
    with Image.open(io.BytesIO(made)) as image:
        return _small(image.convert("RGB"))


def _small(image: Image.Image) -> bytes:
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    for quality in (88, 80, 70, 60, 50, 40):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    return _small(image.resize((max(image.width * 3 // 4, 1), max(image.height * 3 // 4, 1))))


def _whole_within(wide: int, high: int, angle: float) -> tuple[int, int]:
    """The largest upright box of the picture's proportions inside the turned picture."""
    sine, cosine = math.sin(angle), math.cos(angle)
    share = min(wide / (wide * cosine + high * sine), high / (wide * sine + high * cosine))
    return max(math.floor(wide * share), 1), max(math.floor(high * share), 1)
