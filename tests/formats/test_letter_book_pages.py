"""Books of correspondence, envelopes and the small papers of the post room, on the page."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from tests.letter_paper_samples import a_destruction, a_letter_file, a_register_line, every_book, office, register_lines
from tests.paper_places import MM, edges, place_of, plain, text_of

from ltaxgis.domain.papers.book import Book
from ltaxgis.domain.papers.handing_over import ENVELOPES, Envelope
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.resources import Resources
from ltaxgis.services.destruction_paper import destruction_list
from ltaxgis.services.letter_books import goes_on, in_pieces, register_book
from ltaxgis.services.post_room import envelopes

BOOKS = every_book()
IN = ("เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")
FORM_25 = ("ลำดับที่", "รหัสแฟ้ม", "ที่", "ลงวันที่", "เลขทะเบียนรับ", "เรื่อง", "การพิจารณา", "หมายเหตุ")


@pytest.fixture(scope="module")
def setter(resources: Resources) -> TypstPapers:
    return TypstPapers(resources.templates, resources.fonts)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    found = [tuple(side * MM for side in page.get_size()) for page in document]
    document.close()
    return found


def test_the_registers_have_the_columns_of_their_forms_in_order() -> None:
    came, sent = BOOKS["in"], BOOKS["out"]
    assert isinstance(came, Book)
    assert isinstance(sent, Book)
    assert tuple(one.label for one in came.columns) == IN
    assert tuple(one.label for one in sent.columns) == ("เลขทะเบียนส่ง", *IN[1:])
    assert (came.form.number, sent.form.number) == ("แบบที่ ๑๓", "แบบที่ ๑๔")


def test_a_register_stands_across_a4_with_its_columns_from_left_to_right(setter: TypstPapers) -> None:
    pdf = setter.papers([BOOKS["in"]])
    assert all(size == pytest.approx((297, 210), abs=0.2) for size in sizes(pdf))
    lefts = [place_of(pdf, label).left for label in ("ลงวันที่", "จาก", "ถึง", "การปฏิบัติ", "หมายเหตุ")]
    assert lefts == sorted(lefts)


def test_each_page_of_a_register_bears_heading_columns_sheet_and_day(setter: TypstPapers) -> None:
    pdf = setter.papers([BOOKS["in"]])
    viewer = PdfiumPages()
    for page in range(viewer.count(pdf)):
        text = plain("".join(viewer.lines(pdf, page)))
        assert "ทะเบียนหนังสือรับ" in text
        assert plain("การปฏิบัติ") in text
        assert plain(f"แผ่นที่ {'๑๒๓๔๕๖๗๘๙'[page]}") in text
        assert re.search(r"วันที่[๐-๙]+เดือนมกราคมพ.ศ.๒๕๖๙", text)


def test_every_number_of_a_register_is_printed_void_ones_with_their_reason(setter: TypstPapers) -> None:
    lines = [a_register_line(n, their_number="", subject=f"เรื่องที่ {n} จบ") for n in range(1, 40)]
    lines[6] = replace(lines[6], state="void", reason="ออกเลขซ้ำ")
    lines[7] = replace(lines[7], state="reserved", reason="รอลงนาม", subject="")
    text = text_of(setter.papers([register_book(office(), "in", lines)]))
    for n in set(range(1, 40)) - {8}:
        assert plain(f"เรื่องที่ {n} จบ".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))) in text
    assert plain("ยกเลิก: ออกเลขซ้ำ") in text
    assert plain("จองเลข: รอลงนาม") in text


def test_pieces_hold_every_line_once_and_end_with_a_day() -> None:
    lines = register_lines(1000, per_day=30)
    pieces = list(in_pieces(lines, 100))
    assert [one for piece in pieces for one in piece] == lines
    assert all(len(piece) <= 100 for piece in pieces)
    assert all(before[-1].day != after[0].day for before, after in pairwise(pieces))


def test_a_day_longer_than_a_piece_is_cut() -> None:
    lines = register_lines(250, per_day=250)
    assert [len(piece) for piece in in_pieces(lines, 100)] == [100, 100, 50]
    assert list(in_pieces([], 100)) == []


def test_sheets_are_counted_on_from_piece_to_piece(setter: TypstPapers) -> None:
    book = register_book(office(), "in", register_lines(5))
    assert plain("แผ่นที่ ๑๒") in text_of(setter.papers([goes_on(book, 12)]))


def test_a_book_without_lines_says_so(setter: TypstPapers) -> None:
    assert "ไม่มีรายการ" in text_of(setter.papers([BOOKS["empty"]]))


def test_form_25_has_its_columns_head_marks_and_signatures(setter: TypstPapers) -> None:
    made = destruction_list(office(), a_destruction(12), {})
    assert made.columns == FORM_25
    text = text_of(setter.papers([made]))
    for told in ("บัญชีหนังสือขอทำลาย", "ประจำปี ๒๕๖๘", "กระทรวงมหาดไทย", "แผ่นที่ ๑", "แบบที่ ๒๕",
                 "รวม ๑๒ รายการ ทำลาย ๑๐ รายการ ขยายเวลาเก็บ ๒ รายการ", "(นางสาววีณา รักษ์ดี)", "ปลัดเทศบาล ประธานกรรมการ",
                 "หัวหน้าสำนักปลัด กรรมการ", "อนุมัติ", "หอจดหมายเหตุแห่งชาติ", "เก็บถึง ๓๑ ธ.ค. ๗๓"):  # fmt: skip
        assert plain(told) in text, told
    assert text.count("✗") == 11  # ten lines and the legend


def test_the_cross_stands_in_its_column(setter: TypstPapers) -> None:
    pdf = setter.papers([destruction_list(office(), a_destruction(4), {})])
    column, cross = place_of(pdf, "การพิจารณา"), place_of(pdf, "✗")
    assert column.left - 3 <= cross.left <= cross.right <= column.right + 3


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_nothing_of_a_book_or_small_paper_stands_beyond_its_edges(setter: TypstPapers, name: str) -> None:
    pdf = setter.papers([BOOKS[name]])
    for (wide, high), told in zip(sizes(pdf), edges(pdf), strict=True):
        assert min(told.left, told.top) >= 0.5
        assert told.right <= wide - 1
        assert told.bottom <= high - 0.5


@pytest.mark.parametrize("size", sorted(ENVELOPES))
def test_an_envelope_has_its_size_and_the_addressee_right_of_its_middle(setter: TypstPapers, size: str) -> None:
    file = a_letter_file(to=1, case={"priority": 2, "secrecy": 1})
    made = envelopes(office(), file, size)[0]
    made = replace(made, addressee=(*made.addressee, *("ถนนยาวมากสายหนึ่งในตำบลท่าแสงคำ อำเภอเมือง จังหวัดเชียงใหม่",) * 4))
    pdf = setter.papers([made])
    assert sizes(pdf) == [pytest.approx(ENVELOPES[size], abs=0.2)]
    assert place_of(pdf, "เรียน").left >= ENVELOPES[size][0] * 0.4
    assert place_of(pdf, "ด่วนมาก").points >= 32
    assert plain(made.addressee[-1]) in text_of(pdf)


def test_each_recipient_has_an_envelope() -> None:
    made = envelopes(office(), a_letter_file(to=5), "DL")
    assert len({one.addressee for one in made}) == 5
    assert all(isinstance(one, Envelope) for one in made)


@pytest.mark.parametrize("name", ["in", "form25", "receipt", "stamp"])
def test_they_are_archive_copies(setter: TypstPapers, name: str) -> None:
    with pikepdf.open(io.BytesIO(setter.papers([BOOKS[name]]))) as pdf, pdf.open_metadata() as told:
        assert told.pdfa_status == "2B"
