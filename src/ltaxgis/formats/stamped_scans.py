"""A receiving stamp set on a scan: a PDF's page, or a picture made into one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from PIL import Image, ImageOps

from ltaxgis.domain.attachments import JPEG, PDF, PNG, TIFF, WEBP
from ltaxgis.domain.errors import Refused
from ltaxgis.formats.archives import damage_said
from ltaxgis.formats.papers_layers import POINTS_A_MM

_PICTURES = frozenset({JPEG, PNG, WEBP, TIFF})
_A4_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class StampOnPage:
    """A page of PDF (the stamp, in its own size) that stands on a page (from 1). `left` and `top` are shares of the
    page as it is looked at; None: the upper right corner, below those that stand there."""

    pdf: bytes
    page: int = 1
    left: float | None = None
    top: float | None = None


def as_pdf(content: bytes, media: str, name: str) -> bytes:
    """The scan as a PDF: one that it is, or a page of A4 with the picture on it, upright. Refused
    (`stamp.no_paper`) for what is no scan, `file.damaged` for one that cannot be read."""
    if media == PDF:
        return content
    if media not in _PICTURES:
        raise Refused("stamp.no_paper", name=name)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            shown = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("file.damaged", name=name) from error
    out, wide = io.BytesIO(), shown.width > shown.height
    width, height = _A4_MM[::-1] if wide else _A4_MM
    # as large as the paper lets it be
    dpi = max(shown.width / (width / 25.4), shown.height / (height / 25.4))
    shown.save(out, "PDF", resolution=dpi, quality=85)
    return out.getvalue()


def page_size_mm(pdf: bytes, page: int, name: str) -> tuple[float, float]:
    """Width and height of a page (from 1) as it is looked at. Refused: `stamp.no_page`, `file.damaged`."""
    with damage_said(name), _opened(pdf, name) as document:
        shown = _page(document, page, name)
        box, turned = shown.cropbox, _turned(shown)
        wide, high = float(box[2] - box[0]) / POINTS_A_MM, float(box[3] - box[1]) / POINTS_A_MM
        return (high, wide) if turned in (90, 270) else (wide, high)


def with_stamps(pdf: bytes, stamps: Sequence[StampOnPage], name: str, usual: Sequence[tuple[float, float]]) -> bytes:
    """The scan with its stamps in their true size, upright to who looks at it, whole on the page. `usual` are the
    places of stamps that nobody put anywhere. The scan's own bytes are not changed. Refused as `page_size_mm`."""
    with damage_said(name), _opened(pdf, name) as document:
        for number, stamp in enumerate(stamps):
            with pikepdf.open(io.BytesIO(stamp.pdf)) as source:
                left, top = usual[number] if stamp.left is None or stamp.top is None else (stamp.left, stamp.top)
                _lay(_page(document, stamp.page, name), source.pages[0], left, top)
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _opened(pdf: bytes, name: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise Refused("file.password", name=name) from error
    except pikepdf.PdfError as error:
        raise Refused("file.damaged", name=name) from error


def _page(document: pikepdf.Pdf, page: int, name: str) -> pikepdf.Page:
    if not 1 <= page <= len(document.pages):
        raise Refused("stamp.no_page", name=name, count=len(document.pages), page=page)
    return document.pages[page - 1]


def _turned(page: pikepdf.Page) -> int:
    return int(page.obj.get("/Rotate", 0)) % 360


def _lay(page: pikepdf.Page, stamp: pikepdf.Page, left: float, top: float) -> None:
    west, south, east, north = (float(edge) for edge in page.cropbox)
    turned = _turned(page)
    wide, high = float(stamp.mediabox[2]), float(stamp.mediabox[3])
    seen = (north - south, east - west) if turned in (90, 270) else (east - west, north - south)
    x = min(max(left * seen[0], 0.0), max(seen[0] - wide, 0.0))
    y = min(max(top * seen[1], 0.0), max(seen[1] - high, 0.0))
    # from the page as it is seen (upper left corner) to its own axes
    box = {
        0: (west + x, north - y - high, west + x + wide, north - y),
        90: (west + y, south + x, west + y + high, south + x + wide),
        180: (east - x - wide, south + y, east - x, south + y + high),
        270: (east - y - high, north - x - wide, east - y, north - x),
    }[turned]
    page.add_overlay(stamp, pikepdf.Rectangle(*box))
