"""Receiving stamps on scans: true size, upright, in their place, whole on the page; the scan itself unchanged."""

import io
from datetime import UTC, datetime

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from tests.letter_paper_samples import office
from tests.paper_places import pixels, place_of, plain, text_of

from ltaxgis.domain.attachments import JPEG, PDF, PNG, TEXT
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.handing_over import STAMP_MM
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.stamped_scans import StampOnPage, as_pdf, page_size_mm, with_stamps
from ltaxgis.ports.resources import Resources
from ltaxgis.services.post_room import receiving_stamp, usual_place

AT = datetime(2026, 1, 5, 2, 12, tzinfo=UTC)
A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def stamp(resources: Resources) -> bytes:
    return TypstPapers(resources.templates, resources.fonts).papers([receiving_stamp(office(), "1234/2569", AT)])


def blank(pages: int = 1, rotate: int = 0, size: tuple[float, float] = A4, origin: float = 0.0) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=size)
            page.mediabox = pikepdf.Array([origin, origin, size[0] + origin, size[1] + origin])
            if rotate:
                page.Rotate = rotate
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def ink_box(pdf: bytes, page: int = 0) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is not white, millimetres."""
    rows, columns = np.nonzero(pixels(pdf, page)[:, :, 0] < 200)
    return (columns.min() / 10, rows.min() / 10, (columns.max() + 1) / 10, (rows.max() + 1) / 10)


def test_the_stamp_is_a_rectangle_of_fifty_by_twenty_five_millimetres(stamp: bytes) -> None:
    assert page_size_mm(stamp, 1, "ตรา") == pytest.approx(STAMP_MM, abs=0.05)
    left, top, right, bottom = ink_box(stamp)
    assert (right - left, bottom - top) == pytest.approx((50, 25), abs=0.3)


def test_the_stamp_says_office_number_day_and_hour(stamp: bytes) -> None:
    assert text_of(stamp) == plain("เทศบาลตำบลท่าแสงคำ เลขรับ ๑๒๓๔/๒๕๖๙ วันที่ ๕ มกราคม ๒๕๖๙ เวลา ๐๙.๑๒ น.")


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("origin", [0.0, 100.0])
def test_it_stands_at_the_upper_right_of_the_page_as_it_is_looked_at(stamp: bytes, rotate: int, origin: float) -> None:
    scan = blank(rotate=rotate, origin=origin)
    wide, high = page_size_mm(scan, 1, "ก.pdf")
    assert (wide > high) == (rotate in (90, 270))
    made = with_stamps(scan, [StampOnPage(stamp)], "ก.pdf", [usual_place(wide, high)])
    left, top, right, bottom = ink_box(made)
    assert (right - left, bottom - top) == pytest.approx((50, 25), abs=0.3)
    assert 5 <= top <= 10
    assert 5 <= wide - right <= 10
    assert place_of(made, "เลขรับ").left < place_of(made, "๑๒๓๔").left  # upright to who looks


def test_it_stands_where_it_was_put_and_never_off_the_page(stamp: bytes) -> None:
    made = with_stamps(blank(3), [StampOnPage(stamp, 2, 0.25, 0.5)], "ก.pdf", [(0, 0)])
    left, top, _, _ = ink_box(made, 1)
    assert (left, top) == pytest.approx((210 * 0.25, 297 * 0.5), abs=0.3)
    _, _, right, bottom = ink_box(with_stamps(blank(), [StampOnPage(stamp, 1, 0.99, 0.99)], "ก.pdf", [(0, 0)]))
    assert (right, bottom) == pytest.approx((210, 297), abs=0.3)


def test_the_second_stamp_stands_beside_the_first_and_the_third_below(stamp: bytes) -> None:
    usual = [usual_place(210, 297, order) for order in (0, 1)]
    assert usual_place(210, 297, 2) == pytest.approx((usual[0][0], (7.5 + 27) / 297))
    made = with_stamps(blank(), [StampOnPage(stamp), StampOnPage(stamp)], "ก.pdf", usual)
    ink = pixels(made)[:, :, 0] < 200
    columns, rows = np.nonzero(ink.any(axis=0))[0], np.nonzero(ink.any(axis=1))[0]
    assert (columns.min() / 10, (columns.max() + 1) / 10) == pytest.approx((7.5, 202.5), abs=0.3)
    assert (rows.min() / 10, (rows.max() + 1) / 10) == pytest.approx((7.5, 32.5), abs=0.3)
    assert not ink[:, 600:1500].any()  # the middle stays free


def test_what_the_scan_said_is_still_found(stamp: bytes) -> None:
    with pikepdf.open(io.BytesIO(stamp)) as source, pikepdf.open(io.BytesIO(blank(2))) as scan:
        scan.pages[1].add_overlay(source.pages[0], pikepdf.Rectangle(50, 50, 200, 125))
        out = io.BytesIO()
        scan.save(out)
    made = with_stamps(out.getvalue(), [StampOnPage(stamp)], "ก.pdf", [(0.5, 0.1)])
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 2
    document.close()
    assert text_of(made).count(plain("เลขรับ")) == 2


@pytest.mark.parametrize(("kind", "media"), [("JPEG", JPEG), ("PNG", PNG)])
@pytest.mark.parametrize("size", [(800, 1200), (1200, 800)])
def test_a_picture_becomes_a_page_of_a4_with_the_stamp_on_it(
    stamp: bytes, kind: str, media: str, size: tuple[int, int]
) -> None:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    pdf = as_pdf(out.getvalue(), media, "ก")
    wide, high = page_size_mm(pdf, 1, "ก")
    assert (wide > high) == (size[0] > size[1])
    assert max(wide, high) <= 297.5
    made = with_stamps(pdf, [StampOnPage(stamp)], "ก", [usual_place(wide, high)])
    left, _, right, _ = ink_box(made)
    assert right - left == pytest.approx(50, abs=0.4)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: as_pdf(b"abc", TEXT, "ก.txt"), "stamp.no_paper"),
        (lambda: as_pdf(b"abc", PNG, "ก.png"), "file.damaged"),
        (lambda: page_size_mm(b"%PDF-1.4 nothing", 1, "ก.pdf"), "file.damaged"),
        (lambda: page_size_mm(blank(), 2, "ก.pdf"), "stamp.no_page"),
        (lambda: with_stamps(blank(), [StampOnPage(blank(), 7, 0, 0)], "ก.pdf", [(0, 0)]), "stamp.no_page"),
    ],
)
def test_what_cannot_be_stamped_is_told_in_a_sentence(call: object, code: str) -> None:
    assert callable(call)
    with pytest.raises(Refused, match=code.replace(".", r"\.")):
        call()


def test_a_pdf_stays_the_pdf_that_it_is() -> None:
    assert as_pdf(b"%PDF-1.4", PDF, "ก.pdf") == b"%PDF-1.4"
