"""Pictures for the public in any size: set by Typst from a design, letters that find their size in their boxes."""

import io
import json
import re
import shutil
import tempfile
import tomllib
import unicodedata
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pikepdf
import segno
import typst
from PIL import Image

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.contrast import WHITE, readable
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.publicity_designs import OWN, Box, Design, colours_of, design_for, lay_out, read_designs
from ltaxgis.domain.publicity_desk import PictureSize
from ltaxgis.domain.publicity_texts import printable, when_and_where
from ltaxgis.domain.published import OfficeFace, Published
from ltaxgis.domain.thai.calendar import long_date
from ltaxgis.domain.thai.segments import words_of
from ltaxgis.formats.pictures import picture_for_screen
from ltaxgis.formats.publicity_emblem import emblem_png
from ltaxgis.formats.qr import QUIET, qr_svg
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.words import Words, load_words

TEMPLATE = "publicity_picture.typ"
A_CM = 72 / 2.54
_PIXELS = 100_000_000
_LONGEST_PIECE, _MOST_LETTERS = 12, 4_000
_LARGEST_QR = 10
_LARGEST_PDF = 14_400.0
"""Points that a side of a PDF page may have without a unit of its own."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What comes beside the text: the address of the QR code (the publication's own link where empty), a map (PNG or
    JPEG), a picture of one's own (else the first photo), degrees by which it stands askew."""

    link: str = ""
    map: bytes = b""
    own: bytes = b""
    form: Literal["png", "jpeg"] = "png"


def designs(resources: Resources | None = None) -> dict[str, Design]:
    path = (resources or find_resources()).styles / "publicity" / "designs.toml"
    return read_designs(tomllib.loads(path.read_text(encoding="utf-8")))


def picture(
    published: Published, face: OfficeFace, size: PictureSize, design: str = "", extras: Extras | None = None,
    resources: Resources | None = None,
) -> bytes:  # fmt: skip
    """A PNG or JPEG of exactly this size; no design: the usual one of its kind. Refused: `picture.no_design`,
    `picture.no_size`, `picture.link_too_long`, `attachment.no_picture`."""
    if not (64 <= size.width <= 20_000 and 64 <= size.height <= 20_000):
        raise Refused("picture.no_size", wide=size.width, high=size.height)
    made = _set(published, face, size, design, extras or Extras(), resources or find_resources(), "png")
    if (extras or Extras()).form == "png":
        return made
    out = io.BytesIO()
    with Image.open(io.BytesIO(made)) as image:
        image.convert("RGB").save(out, "JPEG", quality=90, optimize=True)
    return out.getvalue()


def board(
    published: Published, face: OfficeFace, wide_cm: float, high_cm: float, design: str = "",
    extras: Extras | None = None, resources: Resources | None = None,
) -> bytes:  # fmt: skip
    """A PDF of one page, a poster, a board or a vinyl, in its true size. Refused as `picture`; sides are 10 to 2,000
    centimetres."""
    if not (10 <= wide_cm <= 2_000 and 10 <= high_cm <= 2_000):
        raise Refused("picture.no_size", wide=f"{wide_cm:g}", high=f"{high_cm:g}")
    wide, high = wide_cm * A_CM, high_cm * A_CM
    unit = 10 if max(wide, high) > _LARGEST_PDF else 1
    size = PictureSize("board", "", "", wide / unit, high / unit)  # type: ignore[arg-type]
    pdf = _set(published, face, size, design, extras or Extras(), resources or find_resources(), "pdf")
    return pdf if unit == 1 else _in_units(pdf, unit)


def as_page(
    published: Published, face: OfficeFace, size: PictureSize, design: str = "", extras: Extras | None = None,
    resources: Resources | None = None,
) -> bytes:  # fmt: skip
    """The same picture as a PDF, a point a pixel: its letters can be read and measured."""
    return _set(published, face, size, design, extras or Extras(), resources or find_resources(), "pdf")


def _set(
    published: Published, face: OfficeFace, size: PictureSize, code: str, extras: Extras, resources: Resources,
    form: Literal["png", "pdf"],
) -> bytes:  # fmt: skip
    known = designs(resources)
    if code and code not in known:
        raise Refused("picture.no_design", name=code)
    design = known[code] if code else design_for(known, published.product)
    words = load_words(resources.words, "th")
    with tempfile.TemporaryDirectory(prefix="ltaxgis-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        shutil.copy(resources.templates / TEMPLATE, root / TEMPLATE)
        data = _data(published, face, size, design, extras, words, root)
        try:
            made = typst.compile(
                str(root / TEMPLATE), root=str(root), format=form, ppi=72.0, font_paths=[str(resources.fonts)],
                ignore_system_fonts=True, sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            )  # fmt: skip
        except typst.TypstError as error:
            raise Refused("picture.not_set", template=TEMPLATE, reason=error.message) from error
    assert isinstance(made, bytes)
    return made


def _data(
    published: Published, face: OfficeFace, size: PictureSize, design: Design, extras: Extras, words: Words, root: Path
) -> dict[str, Any]:
    link = extras.link or published.link
    foot = _foot(published, face, design, words)
    photo = extras.own or (published.pictures[0].content if published.pictures else b"")
    media = photo or (extras.map if design.code != OWN else b"")
    if design.code == OWN and not photo:
        raise Refused("attachment.no_picture", name=published.title)
    layout = lay_out(size, design, _modules(link), bool(media), bool(foot))
    colours = colours_of(design, face.colour)
    strip = colours.ground if design.code == OWN else ""
    return asdict(design) | {
        "wide": size.width, "high": size.height, "u": layout.u, "family": "Sarabun",
        "ground": colours.ground, "ink": colours.ink, "band_colour": colours.band, "on_band": colours.on_band,
        "title_colour": colours.title, "strip_colour": strip or WHITE,
        "foot_colour": readable(colours.ink, colours.ground),
        "foot_least": min(design.text_least, 0.026),
        "band": layout.band, "emblem_box": layout.emblem, "name_box": layout.name, "media_box": layout.media or (),
        "body_box": layout.body or (), "foot_box": layout.foot or (), "qr_box": layout.qr or (),
        "strip": layout.strip or (),
        "emblem": _emblem(face, root), "name": pieces(face.name), "under": pieces(_under(published, words)),
        "title": pieces(published.title), "text": pieces(_text(published)), "foot": pieces("\n".join(foot)),
        "media": _media(media, layout.media, root, extras) if layout.media else "",
        "qr": qr_svg(link) if layout.qr else "",
    }  # fmt: skip


def pieces(text: str) -> list[str]:
    """Words between which a line may end; what is too long for any line is cut, signs without a letter left out."""
    shown = re.sub(r"\n{2,}", "\n", _signs(printable(text).strip()))[:_MOST_LETTERS]
    return [part for word in words_of(shown) for part in _short(word)]


def _short(word: str) -> list[str]:
    """Parts that begin with a letter of their own, never with a mark."""
    if len(word) <= _LONGEST_PIECE:
        return [word]
    parts: list[str] = [""]
    for letter in word:
        marks = unicodedata.category(letter) == "Mn" or letter in "ะาำๅ" or parts[-1][-1:] in "เแโใไ"
        if len(parts[-1]) >= _LONGEST_PIECE and not (parts[-1] and marks and len(parts[-1]) < 2 * _LONGEST_PIECE):
            parts.append("")
        parts[-1] += letter
    return parts


def _signs(text: str) -> str:
    """What the font of papers has: no pictures among the letters, no private signs."""
    plain = text.replace("\t", " ").replace("\u00a0", " ")
    return "".join(one for one in plain if one == "\n" or (unicodedata.category(one)[0] not in "C" and one < "\u2c00"))


def _under(published: Published, words: Words) -> str:
    parts = [published.product_th, words(f"published.severity.{published.severity}") if published.severity else ""]
    return " · ".join(part for part in (*parts, long_date(_day(published))) if part)


def _text(published: Published) -> str:
    return published.summary or "\n".join(published.paragraphs)


def _foot(published: Published, face: OfficeFace, design: Design, words: Words) -> list[str]:
    if design.code == OWN:
        return [published.title]
    lines = when_and_where(published, words)
    if not published.contact and face.phone:
        lines.append(words("published.contact", whom=face.phone))
    return lines


def _day(published: Published) -> date:
    return published.announced_on or published.published_at.astimezone(BANGKOK).date()


def _modules(link: str) -> int:
    if not link:
        return 0
    code = segno.make(link, error="m", micro=False)
    if int(code.version) > _LARGEST_QR:
        raise Refused("picture.link_too_long")
    return int(code.symbol_size(border=QUIET)[0])


def _emblem(face: OfficeFace, root: Path) -> str:
    made = emblem_png(face.emblem, 512)
    if not made:
        return ""
    (root / "emblem.png").write_bytes(made)
    return "emblem.png"


def _media(content: bytes, box: Box | None, root: Path, extras: Extras) -> str:
    """The picture upright, cropped to fill its box, no finer than it is shown."""
    if not content or box is None:
        return ""
    clean = picture_for_screen(content, "picture", _PIXELS, 4_000)
    with Image.open(io.BytesIO(clean)) as image:
        wide, high = image.size
        share = box[2] / box[3]
        left = max(0.0, (wide - high * share) / 2)
        upper = max(0.0, (high - wide / share) / 2)
        cropped = image.convert("RGB").crop((round(left), round(upper), round(wide - left), round(high - upper)))
        cropped.save(root / "media.jpg", "JPEG", quality=90)
    return "media.jpg"


def _in_units(pdf: bytes, unit: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        for page in pages.pages:
            page.obj.UserUnit = unit
        pages.save(out)
    return out.getvalue()
