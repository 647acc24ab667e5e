"""Pages of a PDF as pixels, for preview, printer and PNG, in bands so that an A0 page needs no gigabyte."""

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

_METRES_AN_INCH = 0.0254
_PNG = b"\x89PNG\r\n\x1a\n"
_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for two threads at once, whatever document they look at."""


class PdfiumPages:
    """Shows pages of a PDF given as bytes."""

    def bands(self, pdf: bytes, page: int, dpi: float, rows: int = 256) -> Iterator[NDArray[np.uint8]]:
        """The page from top to bottom in bands of rows × width × 3 (RGB)."""
        width, height = self.size(pdf, page, dpi)
        with _open(pdf) as document:
            with _ONE_AT_A_TIME:
                shown = document[page]
            try:
                for top in range(0, height, rows):
                    with _ONE_AT_A_TIME:
                        band = _band(shown, width, height, top, min(rows, height - top))
                    yield band
            finally:
                with _ONE_AT_A_TIME:
                    shown.close()

    def size(self, pdf: bytes, page: int, dpi: float) -> tuple[int, int]:
        """Pixels across and down."""
        with _open(pdf) as document, _ONE_AT_A_TIME:
            return _pixels(document[page], dpi)

    def count(self, pdf: bytes) -> int:
        with _open(pdf) as document, _ONE_AT_A_TIME:
            return len(document)

    def lines(self, pdf: bytes, page: int) -> list[str]:
        """The page's text, line by line, empty ones left out."""
        with _open(pdf) as document, _ONE_AT_A_TIME:
            text: str = document[page].get_textpage().get_text_bounded()
        return [line for line in text.splitlines() if line.strip()]

    def png(self, pdf: bytes, page: int, dpi: float) -> bytes:
        """The page as PNG that says its own dpi; grey where nothing on it has a colour."""
        width, height = self.size(pdf, page, dpi)
        grey = all(_is_grey(band) for band in self.bands(pdf, page, min(dpi, 40)))
        squeeze = zlib.compressobj(6)
        lines = [squeeze.compress(_lines(band, grey=grey)) for band in self.bands(pdf, page, dpi)]
        dots = round(dpi / _METRES_AN_INCH)
        return (
            _PNG
            + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0 if grey else 2, 0, 0, 0))
            + _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1))
            + _chunk(b"IDAT", b"".join(lines) + squeeze.flush())
            + _chunk(b"IEND", b"")
        )


@contextmanager
def _open(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        with _ONE_AT_A_TIME:
            document.close()


def _pixels(page: pypdfium2.PdfPage, dpi: float) -> tuple[int, int]:
    width, height = page.get_size()
    return max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))


def _band(page: pypdfium2.PdfPage, width: int, height: int, top: int, rows: int) -> NDArray[np.uint8]:
    bitmap = pypdfium2.PdfBitmap.new_native(width, rows, pdfium.FPDFBitmap_BGRx)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, rows)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, -top, width, height, 0, 0)
    pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, 2::-1].copy()
    bitmap.close()
    return pixels


def _is_grey(band: NDArray[np.uint8]) -> bool:
    return bool((band[:, :, 0] == band[:, :, 1]).all() and (band[:, :, 1] == band[:, :, 2]).all())


def _lines(band: NDArray[np.uint8], *, grey: bool) -> bytes:
    rows = band[:, :, 0] if grey else band.reshape(len(band), -1)
    return np.hstack([np.zeros((len(rows), 1), np.uint8), rows]).tobytes()


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
