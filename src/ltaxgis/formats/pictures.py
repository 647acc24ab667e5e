"""Photographs and scans: turned upright, made small, and without what they tell of place and device."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, UnidentifiedImageError

from ltaxgis.domain.errors import Refused

QUALITY = 88
_PREVIEW_QUALITY = 80
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _CHANGED, _ORIENTATION = 0x9003, 0x0132, 0x0112
_Turn = Image.Transpose
_TURNS = {
    2: _Turn.FLIP_LEFT_RIGHT, 3: _Turn.ROTATE_180, 4: _Turn.FLIP_TOP_BOTTOM, 5: _Turn.TRANSPOSE,
    6: _Turn.ROTATE_270, 7: _Turn.TRANSVERSE, 8: _Turn.ROTATE_90,
}  # fmt: skip
_UNREADABLE_TAGS = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, AttributeError)
_WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class PictureLook:
    """`place` is latitude and longitude; `pages` more than one where the file has several pictures, of which only the
    first is in `preview`, and `leaving` is empty."""

    wide: int
    high: int
    pages: int
    taken_on: date | None
    place: tuple[float, float] | None
    preview: bytes
    leaving: bytes


def look_at_picture(content: bytes, name: str, pixels: int, leaves_px: int, preview_px: int) -> PictureLook:
    """A picture that was decoded whole. Refused where it is none (`attachment.no_picture`), damaged or cut short
    (`attachment.picture_broken`), or larger than `pixels` (`attachment.picture_too_large`)."""
    with _opened(content, name, pixels) as image:
        wide, high = image.size
        pages = _pages(image)
        taken_on, place = _told(image)
        image.draft("RGB", (leaves_px, leaves_px))  # a JPEG is decoded no finer than it leaves
        clean = _clean(image, leaves_px)
    small = clean.copy()
    small.thumbnail((preview_px, preview_px))
    leaving = b"" if pages > 1 else _jpeg(clean, QUALITY)
    return PictureLook(wide, high, pages, taken_on, place, _jpeg(small, _PREVIEW_QUALITY), leaving)


def picture_for_screen(content: bytes, name: str, pixels: int, longest: int) -> bytes:
    """A JPEG of the picture, upright, no longer than `longest`. Refused as `look_at_picture`."""
    with _opened(content, name, pixels) as image:
        image.draft("RGB", (longest, longest))
        return _jpeg(_clean(image, longest), QUALITY)


@contextmanager
def _opened(content: bytes, name: str, pixels: int) -> Iterator[Image.Image]:
    """An image of known size; whatever a damaged one makes of its decoding is one `Refused`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken tags, which are left behind anyway, and of size, asked below
            with Image.open(BytesIO(content), formats=_FORMATS) as image:
                _ask_size(image, name, pixels)
                yield image
    except Image.DecompressionBombError as error:
        raise Refused("attachment.picture_too_large", name=name, wide="?", high="?", most=pixels // 10**6) from error
    except UnidentifiedImageError as error:
        raise Refused("attachment.no_picture", name=name) from error
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, ArithmeticError) as error:
        raise Refused("attachment.picture_broken", name=name) from error


def _ask_size(image: Image.Image, name: str, pixels: int) -> None:
    wide, high = image.size
    if wide * high > pixels:
        raise Refused("attachment.picture_too_large", name=name, wide=wide, high=high, most=pixels // 10**6)


def _pages(image: Image.Image) -> int:
    """Of a TIFF; the second picture of a phone's JPEG is the same one again."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _clean(image: Image.Image, longest: int) -> Image.Image:
    """Pixels alone: upright, on white, in the usual colours, no longer than this."""
    image.load()
    profile = image.info.get("icc_profile")
    turn = _turn(image)
    small = _smooth(image)
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)  # before anything makes a second large one
    upright = small if turn is None else small.transpose(turn)
    if "A" in upright.getbands() or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        plain = Image.new("RGB", shown.size, _WHITE)
        plain.paste(shown, mask=shown.getchannel("A"))
    else:
        plain = _in_usual_colours(upright, profile)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _smooth(image: Image.Image) -> Image.Image:
    """In colours that can be mixed when it is made smaller: no palette, no black and white, no 16 bits of grey."""
    if image.mode in {"P", "PA"}:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    return image.convert("L") if image.mode == "1" else image


def _in_usual_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A phone's own colours become those every screen shows, as its profile names the device and goes."""
    if profile and image.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
        except (ImageCms.PyCMSError, OSError):  # colours a little off are better than no picture
            turned = None
        if turned is not None:
            return turned
    return image if image.mode == "L" else image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def _told(image: Image.Image) -> tuple[date | None, tuple[float, float] | None]:
    """When and where it was taken, as far as it says so."""
    try:
        exif = image.getexif()
        own, gps = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
        return _day(own.get(_TAKEN) or exif.get(_CHANGED)), _place(gps)
    except _UNREADABLE_TAGS:
        return None, None


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How the picture is turned to stand as the camera was held; a broken tag turns nothing."""
    try:
        return _TURNS.get(int(image.getexif().get(_ORIENTATION, 1)))
    except _UNREADABLE_TAGS:
        return None


def _day(told: object) -> date | None:
    try:
        day = datetime.strptime(str(told)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a camera's own day
    except ValueError:
        return None
    return day if day.year > 1990 else None


def _place(gps: Mapping[int, Any]) -> tuple[float, float] | None:
    if not {1, 2, 3, 4} <= gps.keys():
        return None
    north, east = _degrees(gps[2], gps[1], "S"), _degrees(gps[4], gps[3], "W")
    if not (abs(north) <= 90 and abs(east) <= 180) or (north == 0 and east == 0):  # not a number is neither
        return None
    return round(north, 7), round(east, 7)


def _degrees(parts: Any, side: object, negative: str) -> float:
    whole = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -whole if str(side).strip("\0 ").upper() == negative else whole
