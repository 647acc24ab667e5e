"""Papers of cases as PDF: nothing cut, all found again, laid out to the millimetre, codes that read."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray
from tests.paper_samples import HARD, LONG, NAME, TITLE, a_petition_file, every_paper, stationery

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.papers.case_slip import CaseSlip
from ltaxgis.domain.papers.letter import Letter
from ltaxgis.domain.papers.licence import Licence, fingerprint
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.domain.project import Actor
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.resources import Resources
from ltaxgis.services.case_papers import LetterTold, on_roll
from ltaxgis.services.petition_letters import answer_letter

SHORT, FULL = every_paper(long=False), every_paper(long=True)
PAGES = {
    "slip": (1, 1), "route": (1, 3), "list": (1, 7), "answer": (1, 3), "forward": (1, 5), "licence": (1, 2),
    "inspection": (1, 3), "report": (1, 3),
}  # fmt: skip
MM = 25.4 / 72
SIZES = {"slip": (148, 210), "list": (297, 210)}
# what is not printed: names of pictures, codes, what the PDF says of itself, words that are filled or left out
UNSEEN = {"head", "title", "language", "verdict", "kind", "picture", "qr", "page_mark", "page_of", "labels", "before",
          "sketch_missing", "pin_label", "north", "fingerprint", "secrecy", "empty", "photos_label", "blank", "dated",
          "number_label", "unconfirmed", "sketch_label"}  # fmt: skip


@pytest.fixture(scope="session")
def setter(resources: Resources) -> TypstPapers:
    return TypstPapers(resources.templates, resources.fonts)


def photo() -> dict[str, bytes]:
    pdf = pypdfium2.PdfDocument.new()
    pdf.new_page(40, 30)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return {"photo-1.png": PdfiumPages().png(out.getvalue(), 0, 72)}


_MADE: dict[int, bytes] = {}


def pdf_of(setter: TypstPapers, paper: Paper) -> bytes:
    """Made once for all that look at it; the papers live as long as this module."""
    if id(paper) not in _MADE:
        _MADE[id(paper)] = setter.papers([paper], photo() if paper.template == "inspection.typ" else None)
    return _MADE[id(paper)]


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def body_text(pdf: bytes) -> str:
    """All pages' text without page numbers, catch words and headings of tables that come again."""
    document = pypdfium2.PdfDocument(pdf)
    lines = []
    for number, page in enumerate(document):
        found = [line for line in page.get_textpage().get_text_bounded().splitlines() if line.strip()]
        if number and re.fullmatch(r"\s*- [๐-๙0-9]+ -\s*", found[0]):
            found = found[1:]
        lines += [line for line in found if not re.fullmatch(r"\s*(/.{1,22}\.\.\.|หน้า \d+ จาก \d+)\s*", line)]
    document.close()
    return plain("".join(lines)).replace("\u200b", "")


def said(value: Any, key: str = "") -> Iterator[str]:
    if key in UNSEEN:
        return
    if isinstance(value, str):
        yield from (line for line in value.split("\n") if line)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from said(part, name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from said(part)


@pytest.mark.parametrize("name", SHORT)
def test_the_text_of_each_paper_is_the_text_that_was_put_in(setter: TypstPapers, name: str) -> None:
    for paper in (SHORT[name], FULL[name]):
        text = body_text(pdf_of(setter, paper))
        # a table's cells lie side by side: pdfium reads a row line by line
        if paper.template in ("case_list.typ", "check_report.typ", "inspection.typ"):
            continue
        assert [one for one in said(asdict(paper)) if plain(one) not in text] == []


@pytest.mark.parametrize("name", ["list", "report", "inspection", "route", "letter_refusal"])
def test_thai_marks_survive_for_poppler_too(setter: TypstPapers, name: str, office_folder: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = office_folder / "หนังสือ.pdf"
    path.write_bytes(pdf_of(setter, FULL[name]))
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    text = plain(done.stdout.decode("utf-8"))
    wanted = {"list": TITLE[:20], "report": "กฎกระทรวงฉบับที่55"}.get(name, HARD)
    for word in wanted.split():
        assert plain(word) in text, word


@pytest.mark.parametrize("name", SHORT)
def test_each_paper_has_its_pages_and_its_size(setter: TypstPapers, name: str) -> None:
    shortest, longest = (PdfiumPages().count(pdf_of(setter, papers[name])) for papers in (SHORT, FULL))
    if name in PAGES:
        assert (shortest, longest) == PAGES[name]
    else:
        assert shortest == 1
        assert 3 <= longest <= 5
    with pikepdf.open(io.BytesIO(pdf_of(setter, FULL[name]))) as pdf:
        wide, high = SIZES.get(name, (210, 297))
        for page in pdf.pages:
            assert [float(edge) * MM for edge in page.mediabox[2:]] == pytest.approx([wide, high], abs=0.2)


@pytest.mark.parametrize("name", SHORT)
def test_nothing_stands_beyond_the_edges(setter: TypstPapers, name: str) -> None:
    document = pypdfium2.PdfDocument(pdf_of(setter, FULL[name]))
    for page in document:
        wide, high = page.get_size()
        text = page.get_textpage()
        for number in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(number)
            assert left >= 5 / MM, text.get_text_bounded(left, bottom, right, top)
            assert right <= wide - 5 / MM, text.get_text_bounded(left, bottom, right, top)
            assert bottom >= 4 / MM
            assert top <= high - 4 / MM
    document.close()


@pytest.mark.parametrize("name", SHORT)
def test_each_paper_calls_itself_an_archive_copy_and_has_its_fonts(setter: TypstPapers, name: str) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(setter, SHORT[name]))) as pdf:
        with pdf.open_metadata() as told:
            assert told.pdfa_status == "2B"
            assert told["dc:title"] == SHORT[name].title
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        assert fonts
        # signs that Sarabun has not (✓ ✗) come with the program that sets the page
        assert any("Sarabun" in str(font.BaseFont) for font in fonts)
        assert all("/FontFile2" in one.FontDescriptor or "/FontFile3" in one.FontDescriptor
                   for font in fonts for one in font.DescendantFonts)  # fmt: skip


def letter(**given: Any) -> Letter:
    told = LetterTold(number="ชม 52303/123", text="ซ่อมแล้ว", enclosures=("แผนที่ จำนวน 1 แผ่น",))
    made = answer_letter(stationery(), a_petition_file(), Actor("ก"), told)
    return replace(made, day="๑๕ มกราคม ๒๕๖๙", **given)


def place_of(pdf: bytes, text: str, page: int = 0) -> tuple[float, float, float]:
    """Left edge, top and bottom of the letters of a text, millimetres from the page's upper left corner."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page]
    _, high = shown.get_size()
    textpage = shown.get_textpage()
    found = textpage.search(text).get_next()
    assert found is not None, text
    boxes = [textpage.get_charbox(found[0] + number, loose=False) for number in range(found[1])]
    document.close()
    return (boxes[0][0] * MM, (high - max(box[3] for box in boxes)) * MM, (high - min(box[1] for box in boxes)) * MM)


def test_an_official_letter_is_laid_out_to_the_millimetre(setter: TypstPapers) -> None:
    pdf = setter.papers([letter()])
    left = {text: place_of(pdf, text)[0] for text in ("ที่", "เรื่อง", "เรียน", "สิ่งที่ส่งมาด้วย")}
    assert list(left.values()) == pytest.approx([30] * 4, abs=1)
    # day and closing begin in the middle of the page, first lines 2.5 cm within the margin
    assert place_of(pdf, "๑๕")[0] == pytest.approx(105, abs=1)
    assert place_of(pdf, "ขอแสดงความนับถือ")[0] == pytest.approx(105, abs=1)
    assert place_of(pdf, "ตามที่ท่าน")[0] == pytest.approx(55, abs=1)
    assert place_of(pdf, "จึงเรียนมา")[0] == pytest.approx(55, abs=1)
    # from the top down in the order of the regulation
    order = ["ที่", "๑๕ มกราคม", "เรื่อง", "เรียน", "สิ่งที่ส่ง", "ตามที่ท่าน", "จึงเรียนมา", "ขอแสดง", "นายกเทศมนตรี", "กองช่าง"]
    tops = [place_of(pdf, text)[1] for text in order]
    assert tops == sorted(tops)


def test_letters_are_sixteen_points(setter: TypstPapers) -> None:
    _, top, bottom = place_of(setter.papers([letter(subject="HHH")]), "HHH")
    assert bottom - top == pytest.approx(0.7 * 16 * MM, abs=0.1)


def test_urgency_is_red_and_not_smaller_than_32_points(setter: TypstPapers) -> None:
    pdf = setter.papers([letter(urgency="HHH")])
    _, top, bottom = place_of(pdf, "HHH")
    assert bottom - top >= 0.7 * 32 * MM - 0.1
    picture = rendered(pdf, 0, 72)
    red = (picture[:, :, 0].astype(int) - picture[:, :, 1] > 80).sum()
    assert red > 200


def test_a_box_says_that_the_garuda_is_missing_and_a_picture_takes_its_place(
    setter: TypstPapers, resources: Resources, office_folder: Path
) -> None:
    assert "ตราครุฑ" in body_text(setter.papers([letter()]))
    folder = office_folder / "แบบ"
    shutil.copytree(resources.templates, folder)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
    (folder / "garuda.svg").write_text(svg, encoding="utf-8")
    made = letter()
    pdf = TypstPapers(folder, resources.fonts).papers([replace(made, head=replace(made.head, garuda="garuda.svg"))])
    assert "ตราครุฑ" not in body_text(pdf)
    dark = np.nonzero(rendered(pdf, 0, 254)[:520, 900:1200, 0] < 60)
    assert (dark[0].max() - dark[0].min() + 1) / 10 == pytest.approx(30, abs=0.3)  # 3 cm high
    assert dark[0].min() / 10 == pytest.approx(15, abs=0.3)  # 1.5 cm under the edge
    assert (dark[1].min() + dark[1].max()) / 20 + 90 == pytest.approx(105, abs=0.3)


def test_a_page_tells_the_first_words_of_the_next_one(setter: TypstPapers) -> None:
    pdf = setter.papers([FULL["answer"]])
    viewer = PdfiumPages()
    for page in range(viewer.count(pdf) - 1):
        told = viewer.lines(pdf, page)[-1]
        assert told.startswith("/")
        assert told.endswith("...")
        number, first, *_ = viewer.lines(pdf, page + 1)
        assert number.strip() == f"- {'๐๑๒๓๔'[page + 2]} -"
        assert plain(first).startswith(plain(told.strip("/."))), (told, first)
    assert not viewer.lines(pdf, viewer.count(pdf) - 1)[-1].startswith("/")


def test_many_letters_in_one_pdf_begin_each_on_a_page_of_its_own(setter: TypstPapers) -> None:
    pdf = setter.papers([letter(), FULL["answer"], letter(subject="ฉบับสุดท้าย")])
    assert PdfiumPages().count(pdf) == 5
    assert not any(line.startswith("/") for line in PdfiumPages().lines(pdf, 3))
    assert "ฉบับสุดท้าย" in "".join(PdfiumPages().lines(pdf, 4))


def rendered(pdf: bytes, page: int, dpi: float) -> NDArray[np.uint8]:
    return np.concatenate(list(PdfiumPages().bands(pdf, page, dpi)))


@pytest.mark.parametrize("name", ["slip", "route", "report", "inspection", "licence"])
def test_the_printed_code_reads_back(setter: TypstPapers, name: str) -> None:
    for paper in (SHORT[name], FULL[name]):
        pdf = pdf_of(setter, paper)
        codes = [found.text for page in range(PdfiumPages().count(pdf))
                 for found in zxingcpp.read_barcodes(np.ascontiguousarray(rendered(pdf, page, 200)))]  # fmt: skip
        assert codes == [asdict(paper)["qr"]]


def test_a_code_is_twenty_millimetres_or_more_with_its_quiet_zone(setter: TypstPapers) -> None:
    picture = rendered(setter.papers([SHORT["slip"]]), 0, 254)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture))[0].position
    side = found.top_right.x - found.top_left.x
    assert side / 10 >= 20
    quiet = round(side / 25 * 4) - 2  # a code of this length has 25 modules
    left, top, bottom = found.top_left.x, found.top_left.y, found.bottom_left.y
    assert (picture[top:bottom, left - quiet : left - 2] > 200).all()


def test_a_licence_that_says_something_else_has_another_fingerprint() -> None:
    made = SHORT["licence"]
    assert isinstance(made, Licence)
    assert made.qr == f"LTAX:12/2569;{fingerprint(made)}"
    assert fingerprint(replace(made, number="เลขที่ ๑๓/๒๕๖๙")) != made.fingerprint
    assert fingerprint(replace(made, head=replace(made.head, garuda="garuda.png"))) == made.fingerprint


def test_a_name_of_four_thousand_letters_flows_on(setter: TypstPapers) -> None:
    pdf = setter.papers([letter(addressee=LONG)])
    assert plain(LONG) in body_text(pdf)
    assert plain(NAME) in body_text(setter.papers([letter(addressee=NAME)]))


def test_a_broken_template_of_a_town_is_told(resources: Resources, office_folder: Path) -> None:
    folder = office_folder / "แบบ"
    shutil.copytree(resources.templates, folder)
    (folder / "letter.typ").write_text(
        "#let data = json(bytes(sys.inputs.data))\n#data.papers.first().nothing", encoding="utf-8"
    )
    with pytest.raises(Refused, match=r"paper\.template"):
        TypstPapers(folder, resources.fonts).papers([letter()])


@pytest.mark.parametrize("odd", ["😀👍🏽", "漢字", "\uf700", "a\x00\x07\x85b", "\ud800", "㎡", "☎️", "\ufeff\u200bข"])
def test_signs_that_no_font_has_never_keep_a_paper_from_being_printed(setter: TypstPapers, odd: str) -> None:
    text = body_text(setter.papers([letter(subject=f"ขอบคุณมาก{odd}น้ำใจ")]))
    assert "ขอบคุณมาก" in text
    assert "น้ำใจ" in text


@pytest.mark.parametrize("endless", ["a" * 4000, "." * 150, "https://example.go.th/" + "x" * 200])
def test_a_word_without_an_end_stays_on_the_paper(setter: TypstPapers, endless: str) -> None:
    pdf = setter.papers([letter(subject=endless)])
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    boxes = [page.get_textpage().get_charbox(number) for number in range(page.get_textpage().count_chars())]
    assert max(box[2] for box in boxes) * MM <= 191
    document.close()
    assert endless[:60] in body_text(pdf)


def test_what_looks_like_a_command_of_the_typesetter_is_a_text(setter: TypstPapers) -> None:
    text = '#let x = 1 $a$ *b* _c_ @ref <lab> \\ // /* */ #image("/etc/passwd") [x]'
    assert plain(text) in body_text(setter.papers([letter(subject=text)]))


@pytest.mark.parametrize("made", [SHORT["slip"], FULL["slip"]], ids=["short", "full"])
def test_a_slip_for_a_receipt_printer_is_one_strip_of_80_mm_that_says_the_same(
    setter: TypstPapers, made: CaseSlip
) -> None:
    document = pypdfium2.PdfDocument(setter.papers([on_roll(made)]))
    page = document[0]
    width, height = page.get_width() * MM, page.get_height() * MM

    assert len(document) == 1
    assert abs(width - 80) < 0.2
    assert 90 < height < 400
    said = plain(page.get_textpage().get_text_bounded())
    assert [one for one in (made.number, made.pin, made.heading) if plain(one) not in said] == []
    document.close()
