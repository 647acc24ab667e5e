"""What foreign PDFs say and look like."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.paper_texts import LONGEST_TEXT

_PAGES_READ = 200
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class PdfLook:
    pages: int
    text: str
    preview: bytes


def look_at_pdf(content: bytes, name: str, preview_px: int) -> PdfLook:
    """Its text layer and first page. Refused where it asks for a password (`file.password`), is damaged
    (`file.damaged`), or has no page (`attachment.no_pages`)."""
    with _opened(content, name) as document:
        texts: list[str] = []
        length = 0
        for number in range(min(len(document), _PAGES_READ)):
            text = _text(document, number)
            texts.append(text)
            length += len(text)
            if length > LONGEST_TEXT:
                break
        return PdfLook(len(document), "\n".join(texts)[:LONGEST_TEXT].strip(), _jpeg(document, 0, preview_px))


def pdf_pages(content: bytes, name: str, first: int, count: int, longest: int) -> list[bytes]:
    """JPEGs of some of its pages, from `first` (0) on, no longer than `longest`. Refused as `look_at_pdf`."""
    with _opened(content, name) as document:
        return [_jpeg(document, number, longest) for number in range(first, min(first + count, len(document)))]


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise Refused("file.password" if locked else "file.damaged", name=name) from error
    try:
        if len(document) == 0:
            raise Refused("attachment.no_pages", name=name)
        yield document
    except pypdfium2.PdfiumError as error:
        raise Refused("file.damaged", name=name) from error
    finally:
        document.close()


def _text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            return str(layer.get_text_bounded()).replace("\r\n", "\n").replace("\0", "")
        finally:
            layer.close()
    finally:
        page.close()


def _jpeg(document: pypdfium2.PdfDocument, number: int, longest: int) -> bytes:
    page = document[number]
    try:
        wide, high = page.get_size()
        # a page of 200 inches is drawn as small as any other
        bitmap = page.render(scale=min(longest / max(wide, high, 1.0), 4.0))
        try:
            buffer = BytesIO()
            bitmap.to_pil().convert("RGB").save(buffer, "JPEG", quality=_QUALITY)
            return buffer.getvalue()
        finally:
            bitmap.close()
    finally:
        page.close()
