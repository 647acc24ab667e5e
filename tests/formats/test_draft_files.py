"""Drafts as documents for Word: all that they say, with the margins, sizes and places of the printed ones."""

import io

import docx
import pytest
from docx.document import Document
from docx.shared import Cm, Pt
from tests.letter_paper_samples import DRAFTS, a_draft, long_draft
from tests.paper_samples import HARD

from ltaxgis.domain.correspondence import EXTERNAL, INTERNAL, ORDER
from ltaxgis.domain.papers.draft import Draft, Memo
from ltaxgis.formats.draft_files import word_draft


def opened(document: str, *, full: bool = False) -> Document:
    paper = long_draft(document) if full else a_draft(document)
    assert isinstance(paper, Memo | Draft)
    return docx.Document(io.BytesIO(word_draft(paper)))


OTHERS = [one for one in DRAFTS if one != EXTERNAL]


@pytest.mark.parametrize("document", OTHERS)
def test_a_draft_says_in_word_what_it_says_on_paper(document: str) -> None:
    made = opened(document, full=True)
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert HARD in text
    assert "๒. ข้อที่สอง" in text
    assert "ข้อเท็จจริง" in text
    assert "ด่วนที่สุด" in text
    header = made.sections[0].header.paragraphs[0]
    assert header.text == "ลับ"
    assert header.runs[0].font.size == Pt(32)


@pytest.mark.parametrize("document", OTHERS)
def test_its_page_has_the_margins_of_the_regulation(document: str) -> None:
    section = opened(document).sections[0]
    for told, wanted in ((section.left_margin, 3), (section.right_margin, 2), (section.page_width, 21)):
        assert told is not None
        assert told.cm == pytest.approx(wanted, abs=0.02)


def test_a_memo_has_its_sizes_dots_and_exact_line() -> None:
    paragraphs = opened(INTERNAL).paragraphs
    title = next(one for one in paragraphs if one.text == "บันทึกข้อความ")
    assert (title.runs[0].font.size, title.runs[0].font.bold) == (Pt(29), True)
    assert title.paragraph_format.line_spacing == Pt(35)
    number = next(one for one in paragraphs if "วันที่" in one.text and "ที่" in one.text)
    assert [run.font.size for run in number.runs] == [Pt(20), Pt(16), Pt(20), Pt(16)]
    assert number.paragraph_format.tab_stops[0].position.cm == pytest.approx(7.5, abs=0.01)
    body = next(one for one in paragraphs if one.text.startswith("ตามหนังสือ"))
    assert body.paragraph_format.first_line_indent == pytest.approx(Cm(2.5), abs=400)


def test_many_addressees_stand_in_a_table() -> None:
    paper = a_draft(INTERNAL, to=300)
    assert isinstance(paper, Memo)
    table = docx.Document(io.BytesIO(word_draft(paper))).tables[0]
    assert len(table.rows) == 301


def test_the_heading_of_an_order_is_bold() -> None:
    heading = next(one for one in opened(ORDER).paragraphs if one.text.startswith("คำสั่ง"))
    assert heading.runs[0].font.bold


def test_the_properties_of_a_run_stand_in_the_order_that_word_wants() -> None:
    wanted = ["b", "bCs", "color", "sz", "szCs", "cs"]
    for paragraph in opened(INTERNAL, full=True).paragraphs:
        for run in paragraph.runs:
            told = [one.tag.rpartition("}")[2] for one in run.element.get_or_add_rPr()]
            assert told == [name for name in wanted if name in told], paragraph.text
