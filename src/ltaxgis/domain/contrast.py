"""Whether letters can be read on a colour, as WCAG 2.2 measures it."""

import re

from ltaxgis.domain.errors import Refused

READABLE = 4.5
WHITE, BLACK = "#ffffff", "#000000"
TOWN = "#0b5394"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def on(ground: str) -> str:
    """White or black letters, whichever are read more easily on the ground."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def readable(ink: str, ground: str, least: float = READABLE) -> str:
    """The ink, made darker or lighter as little as it takes to be read on the ground."""
    towards = on(ground)
    for part in range(0, 101, 5):
        mixed = mix(ink, towards, part / 100)
        if contrast(mixed, ground) >= least:
            return mixed
    return towards


def mix(one: str, other: str, share: float) -> str:
    """The first with so much of the other in it, 0 to 1."""
    parts = [round(a + (b - a) * share) for a, b in zip(_parts(one), _parts(other), strict=True)]
    return "#" + "".join(f"{part:02x}" for part in parts)


def a_colour(text: str, otherwise: str = TOWN) -> str:
    """`#rrggbb` where the text is one, else the other."""
    return text.lower() if _COLOUR.fullmatch(text) else otherwise


def _parts(colour: str) -> tuple[int, int, int]:
    if not _COLOUR.fullmatch(colour):
        raise Refused("office.unreadable", name="publicity", why=colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
