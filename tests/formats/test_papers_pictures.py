"""Pages as pixels: in bands, from several threads, and as pictures that know their size."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pikepdf
import pytest

from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.resources import Resources


def a_page(red: float = 0.0, wide: float = 72.0, high: float = 144.0) -> bytes:
    """A page whose upper half is filled with a colour."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(wide, high))
        page.Contents = pdf.make_stream(f"{red} 0 0 rg 0 {high / 2} {wide} {high / 2} re f".encode())
        pdf.save(out)
    return out.getvalue()


def test_bands_put_together_are_the_page() -> None:
    viewer = PdfiumPages()
    whole = np.concatenate(list(viewer.bands(a_page(), 0, 72, rows=1000)))
    banded = np.concatenate(list(viewer.bands(a_page(), 0, 72, rows=7)))

    assert whole.shape == (144, 72, 3)
    assert (whole == banded).all()
    assert (whole[:71] == 0).all()
    assert (whole[73:] == 255).all()


def test_bands_left_half_way_leave_no_document_open() -> None:
    viewer = PdfiumPages()
    bands = viewer.bands(a_page(), 0, 72, rows=7)
    next(bands)
    bands.close()  # type: ignore[attr-defined]

    assert viewer.count(a_page()) == 1


def test_two_threads_may_look_at_once() -> None:
    viewer = PdfiumPages()
    pdfs = [a_page(red / 10) for red in range(11)] * 4
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda pdf: viewer.png(pdf, 0, 200), pdfs))

    assert pictures[:11] == pictures[11:22] == pictures[33:]
    assert len(set(pictures[:11])) == 11


def test_a_size_at_25_4_dots_an_inch_is_millimetres() -> None:
    assert PdfiumPages().size(a_page(wide=210 / 25.4 * 72, high=297 / 25.4 * 72), 0, 25.4) == (210, 297)


@pytest.mark.parametrize("parts", [1, 3])
def test_joined_pages_follow_each_other(resources: Resources, parts: int) -> None:
    pdfs = [a_page(wide=72.0 * number) for number in range(1, parts + 1)]

    whole = TypstPapers(resources.templates, resources.fonts).joined(pdfs)

    viewer = PdfiumPages()
    assert [viewer.size(whole, page, 72)[0] for page in range(viewer.count(whole))] == [
        72 * number for number in range(1, parts + 1)
    ]
