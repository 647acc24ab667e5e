"""Where text and ink stand on the pages of a PDF, in millimetres from the upper left corner of the page."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ltaxgis.formats.papers_pictures import PdfiumPages

MM = 25.4 / 72


@dataclass(frozen=True)
class Place:
    """The box of the letters of a text, and their size in points."""

    left: float
    top: float
    right: float
    bottom: float
    points: float


def place_of(pdf: bytes, text: str, page: int = 0) -> Place:
    """Where a text first stands on a page."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page]
    _, high = shown.get_size()
    letters = shown.get_textpage()
    found = letters.search(text).get_next()
    assert found is not None, text
    boxes = [letters.get_charbox(found[0] + number, loose=False) for number in range(found[1])]
    size = float(pdfium.FPDFText_GetFontSize(letters.raw, found[0]))
    document.close()
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return Place(left * MM, (high - top) * MM, right * MM, (high - bottom) * MM, size)


def edges(pdf: bytes) -> list[Place]:
    """The box around all letters of each page."""
    document, found = pypdfium2.PdfDocument(pdf), []
    for page in document:
        _, high = page.get_size()
        letters = page.get_textpage()
        signs = letters.get_text_range()
        boxes = [letters.get_charbox(number) for number, sign in enumerate(signs) if not sign.isspace()]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        found.append(Place(left * MM, (high - top) * MM, right * MM, (high - bottom) * MM, 0))
    document.close()
    return found


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text)).replace("\u200b", "")


def text_of(pdf: bytes) -> str:
    """All pages' text without white space, page numbers and catch words."""
    document, lines = pypdfium2.PdfDocument(pdf), []
    for page in document:
        lines += [
            line for line in page.get_textpage().get_text_bounded().splitlines()
            if not re.fullmatch(r"\s*(- [๐-๙0-9]+ -|/.{1,22}\.\.\.)\s*", line)
        ]  # fmt: skip
    document.close()
    return plain("".join(lines))


def pixels(pdf: bytes, page: int = 0, dpi: float = 254) -> NDArray[np.uint8]:
    """The page as it looks; at 254 dpi ten pixels a millimetre."""
    return np.concatenate(list(PdfiumPages().bands(pdf, page, dpi)))


def red(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    wide = picture.astype(int)
    ink: NDArray[np.bool_] = (wide[:, :, 0] - wide[:, :, 1] > 80) & (wide[:, :, 0] - wide[:, :, 2] > 80)
    return ink
