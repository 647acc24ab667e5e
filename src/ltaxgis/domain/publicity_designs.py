"""Designs of pictures for the public, and where each thing stands on one of any size."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ltaxgis.domain.contrast import a_colour, on, readable
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.publicity_desk import PictureSize

Box = tuple[float, float, float, float]
"""Left, top, width, height in pixels or points."""
OWN = "own"


@dataclass(frozen=True, slots=True)
class Design:
    """Sizes of letters are shares of the side of a square as large as the room for text."""

    code: str
    th: str
    en: str
    products: tuple[str, ...]
    band: str
    ground: str
    ink: str
    title: str
    media: float
    title_most: float
    title_least: float
    text_most: float
    text_least: float

    def name(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True, slots=True)
class Colours:
    """Each ink is readable on its ground."""

    band: str
    on_band: str
    ground: str
    ink: str
    title: str


@dataclass(frozen=True, slots=True)
class Layout:
    """`text` is the box in which every letter stands, `u` the side of a square as large."""

    text: Box
    u: float
    band: Box
    emblem: Box
    name: Box
    media: Box | None
    body: Box | None
    foot: Box | None
    qr: Box | None
    strip: Box | None


def read_designs(page: dict[str, Any]) -> dict[str, Design]:
    """Refused (`office.unreadable`) where a design is none."""
    try:
        made = [Design(**{**one, "products": tuple(one["products"])}) for one in page["design"]]
    except (KeyError, TypeError) as error:
        raise Refused("office.unreadable", name="designs", why=str(error)) from error
    return {one.code: one for one in made}


def design_for(designs: dict[str, Design], product: str) -> Design:
    """The usual design of a kind of publication, else the first."""
    return next((one for one in designs.values() if product in one.products), next(iter(designs.values())))


def colours_of(design: Design, town: str) -> Colours:
    own = a_colour(town)
    band, title = (own if one == "town" else one for one in (design.band, design.title))
    return Colours(band, on(band), design.ground, readable(design.ink, design.ground), readable(title, design.ground))


def safe_box(size: PictureSize) -> Box:
    """Where letters may stand."""
    top, bottom = size.height * size.keep_top, size.height * size.keep_bottom
    wide, high = size.safe if all(size.safe) else (size.width, size.height)
    wide, high = min(wide, size.width), min(high, size.height)
    y = max(top, (size.height - high) / 2)
    return (size.width - wide) / 2, y, float(wide), min(size.height - bottom, (size.height + high) / 2) - y


def lay_out(size: PictureSize, design: Design, modules: int, has_media: bool, has_foot: bool) -> Layout:
    """Boxes that do not overlap. `modules` is the side of the QR code with its quiet zone, 0 without one; each module
    is a whole number of pixels."""
    x, y, wide, high = safe_box(size)
    u = math.sqrt(wide * high)
    pad = 0.04 * u
    x, y, wide, high = x + pad, y + pad * 0.7, wide - 2 * pad, high - pad * 1.5
    head = min(0.125 * u, high * 0.24)
    emblem = (x, y, head, head)
    name = (x + head + pad * 0.6, y, wide - head - pad * 0.6, head)
    band = (0.0, 0.0, float(size.width), y + head + pad * 0.5)
    top, end = y + head + pad, y + high
    side = modules * max(2, math.floor(min(0.2 * u, (end - top) * 0.62) / modules)) if modules else 0.0
    if design.code == OWN:
        return _of_own(size, (x, y, wide, high), u, pad, (band, emblem, name), side, has_foot)
    if wide > 1.45 * high:
        return _of_wide((x, top, wide, end - top), u, pad, (band, emblem, name), side, design, (has_media, has_foot))
    foot_high = max(side, 0.1 * u if has_foot else 0.0)
    foot_top = end - foot_high
    qr = (x + wide - side, end - side, side, side) if side else None
    foot = (x, foot_top, wide - (side + pad if side else 0), foot_high) if has_foot else None
    room = foot_top - (pad * 0.6 if foot_high else 0) - top
    media = (x, top, wide, room * design.media) if has_media else None
    body_top = top + room * design.media + pad * 0.6 if has_media else top
    return Layout(
        (x, y, wide, high), u, band, emblem, name, media, (x, body_top, wide, top + room - body_top), foot, qr, None
    )


def _of_wide(
    room: Box, u: float, pad: float, head: Sequence[Box], side: float, design: Design, has: tuple[bool, bool]
) -> Layout:
    """Text at the left, photo over QR code at the right."""
    (x, top, wide, high), (has_media, has_foot) = room, has
    column = max(side, wide * min(design.media, 0.45)) if has_media else side
    left = wide - (column + pad if column else 0)
    foot_high = min(high * 0.32, 0.15 * u) if has_foot else 0.0
    media_high = high - (side + pad * 0.5 if side else 0)
    shown = has_media and media_high > 0.2 * high
    media = (x + wide - column, top, column, media_high) if shown else None
    qr = (x + wide - side, top + high - side, side, side) if side else None
    foot = (x, top + high - foot_high, left, foot_high) if has_foot else None
    body = (x, top, left, high - foot_high - (pad * 0.4 if has_foot else 0))
    whole = (x, head[1][1], wide, top + high - head[1][1])
    return Layout(whole, u, head[0], head[1], head[2], media, body, foot, qr, None)


def _of_own(
    size: PictureSize, room: Box, u: float, pad: float, head: Sequence[Box], side: float, has_foot: bool
) -> Layout:
    """The picture between the band and a strip with title, date and code; both run over the edges."""
    x, y, wide, high = room
    strip_high = max(side, 0.12 * u if has_foot or side else 0.0)
    end = y + high
    strip_top = end - strip_high - pad * 0.4
    qr = (x + wide - side, end - side, side, side) if side else None
    foot = (x, end - strip_high, wide - (side + pad if side else 0), strip_high) if has_foot else None
    media = (0.0, head[0][3], float(size.width), strip_top - head[0][3])
    strip = (0.0, strip_top, float(size.width), size.height - strip_top)
    return Layout(room, u, head[0], head[1], head[2], media, None, foot, qr, strip)
