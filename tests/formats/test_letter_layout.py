"""The regulation's documents measured on the page: margins, garuda, places of date and closing, sizes, marks."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.letter_paper_samples import DRAFTS, a_draft, a_letter_file, another_day, long_draft, office
from tests.paper_places import edges, pixels, place_of, plain, red, text_of
from tests.paper_samples import HARD

from ltaxgis.domain.correspondence import ANNOUNCEMENT, EXTERNAL, INTERNAL, MINUTES, NEWS, ORDER, STAMPED, STATEMENT
from ltaxgis.domain.papers.paper import Paper
from ltaxgis.formats.papers import TypstPapers
from ltaxgis.formats.papers_pictures import PdfiumPages
from ltaxgis.ports.resources import Resources, find_resources
from ltaxgis.services.letter_papers import LetterAsked, letter_paper, letters_each

GARUDA = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'


@pytest.fixture(scope="module")
def setter(resources: Resources) -> TypstPapers:
    return TypstPapers(resources.templates, resources.fonts)


def with_garuda(paper: Paper, resources: Resources, folder: Path) -> bytes:
    """Set with a black square for the garuda."""
    shutil.copytree(resources.templates, folder / "แบบ")
    (folder / "แบบ" / "garuda.svg").write_text(GARUDA, encoding="utf-8")
    dressed = replace(paper, head=replace(paper.head, garuda="garuda.svg"))
    return TypstPapers(folder / "แบบ", resources.fonts).papers([dressed])


def test_a_letter_stands_in_its_margins_with_day_and_closing_from_the_middle_of_the_page(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft()])
    for text in ("ที่ ชม", "เรื่อง", "เรียน", "สำนักปลัด"):
        assert place_of(pdf, text).left == pytest.approx(30, abs=0.6), text
    assert place_of(pdf, "๑๕ มกราคม").left == pytest.approx(105, abs=0.6)
    assert place_of(pdf, "ขอแสดงความนับถือ").left == pytest.approx(105, abs=0.6)
    assert place_of(pdf, "ตามหนังสือ").left == pytest.approx(55, abs=0.6)
    assert max(one.right for one in edges(setter.papers([long_draft(EXTERNAL)]))) <= 191


def test_the_name_stands_under_the_middle_of_the_closing_with_room_for_three_lines(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft()])
    closing, name = place_of(pdf, "ขอแสดงความนับถือ"), place_of(pdf, "(นายสมชาย ใจดี)")
    assert (name.left + name.right) / 2 == pytest.approx((closing.left + closing.right) / 2, abs=0.6)
    assert name.top - closing.bottom >= 3 * 16 * 25.4 / 72


def test_text_is_of_sixteen_points(setter: TypstPapers) -> None:
    for document in (EXTERNAL, INTERNAL, ORDER):
        assert place_of(setter.papers([a_draft(document)]), "เทศบาลได้ดำเนินการ").points == pytest.approx(16)


def test_the_garuda_of_a_letter_is_three_centimetres_high_in_the_middle_on_its_first_page_only(
    resources: Resources, office_folder: Path
) -> None:
    pdf = with_garuda(a_draft(body="ก\n" * 60), resources, office_folder)
    first, second = (np.nonzero(pixels(pdf, page)[100:520, 870:1210, 0] < 60) for page in (0, 1))
    assert (first[0].max() - first[0].min() + 1) / 10 == pytest.approx(30, abs=0.3)
    assert (first[0].min() + 100) / 10 == pytest.approx(15, abs=0.3)
    assert (first[1].min() + first[1].max() + 1) / 20 + 87 == pytest.approx(105, abs=0.3)
    assert second[1].size < 0.2 * first[1].size  # only text


def test_the_garuda_of_a_memo_is_one_and_a_half_centimetres_from_the_upper_left_edges(
    resources: Resources, office_folder: Path
) -> None:
    dark = np.nonzero(pixels(with_garuda(a_draft(INTERNAL), resources, office_folder))[:340, :320, 0] < 60)
    assert (dark[0].max() - dark[0].min() + 1) / 10 == pytest.approx(15, abs=0.3)
    assert dark[0].min() / 10 == pytest.approx(15, abs=0.3)
    assert dark[1].min() / 10 == pytest.approx(15, abs=0.3)


def test_an_office_may_put_the_garuda_of_its_memos_at_the_margin(setter: TypstPapers) -> None:
    paper = letter_paper(office(memo_garuda_left_mm=30), a_letter_file(INTERNAL, case={"priority": 3}))
    pdf = setter.papers([paper])
    assert place_of(pdf, "ตราครุฑ").left >= 30
    assert place_of(pdf, "ด่วนที่สุด").left > place_of(pdf, "บันทึกข้อความ").right


def test_a_memo_has_its_sizes(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft(INTERNAL)])
    title = place_of(pdf, "บันทึกข้อความ")
    assert title.points == pytest.approx(29)
    assert (title.left + title.right) / 2 == pytest.approx(105, abs=0.6)
    for label in ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง"):
        assert place_of(pdf, label).points == pytest.approx(20), label
    for value in ("สำนักปลัดเทศบาล", "ชม ๕๒๓๐๓", "๑๕ มกราคม", "ส่งข้อมูล"):
        assert place_of(pdf, value).points == pytest.approx(16), value


def test_the_title_of_a_memo_takes_a_line_of_exactly_35_points(setter: TypstPapers) -> None:
    """The line begins at 20 mm; what follows is 2 mm below its end."""
    pdf = setter.papers([a_draft(INTERNAL)])
    label = place_of(pdf, "ส่วนราชการ")
    baseline = 20 + 35 * 25.4 / 72 + 2 + 16 * 25.4 / 72
    assert label.bottom == pytest.approx(baseline, abs=0.4)


def test_labels_and_values_of_a_memo_stand_on_one_line_over_dots_and_no_rule(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft(INTERNAL, body="ก")])
    assert place_of(pdf, "เรื่อง").bottom == pytest.approx(place_of(pdf, "ส่ง").bottom, abs=0.3)
    picture = pixels(pdf)[:, 300:1900, 0] < 128
    longest = max(_longest_run(row) for row in picture[250:900])
    assert longest < 60  # nothing drawn across: the widest stroke is part of a letter
    dotted = [row for row in picture[300:800] if row.sum() > 100 and _longest_run(row) < 8]
    assert len(dotted) >= 3


def _longest_run(row: np.ndarray) -> int:
    padded = np.diff(np.concatenate([[0], row.astype(np.int8), [0]]))
    starts, ends = np.nonzero(padded == 1)[0], np.nonzero(padded == -1)[0]
    return int((ends - starts).max()) if len(starts) else 0


@pytest.mark.parametrize("document", [EXTERNAL, INTERNAL, STAMPED, ORDER])
def test_urgency_is_red_of_32_points_on_the_first_page(setter: TypstPapers, document: str) -> None:
    pdf = setter.papers([a_draft(document, case={"priority": 3})])
    assert place_of(pdf, "ด่วนที่สุด").points >= 32
    ink = red(pixels(pdf, dpi=100))
    assert ink.sum() > 300
    assert not red(pixels(setter.papers([a_draft(document)]), dpi=100)).any()


def test_urgency_of_a_memo_stands_between_garuda_and_title(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft(INTERNAL, case={"priority": 3})])
    mark, title = place_of(pdf, "ด่วนที่สุด"), place_of(pdf, "บันทึกข้อความ")
    assert mark.left >= 29
    assert mark.right <= title.left
    assert mark.top < title.bottom


@pytest.mark.parametrize("document", DRAFTS)
def test_secrecy_is_red_at_top_and_bottom_of_every_page(setter: TypstPapers, document: str) -> None:
    pdf = setter.papers([long_draft(document)])
    for page in range(PdfiumPages().count(pdf)):
        rows, columns = np.nonzero(red(pixels(pdf, page, 127)))
        rows, columns = rows[columns > 80 * 5], columns[columns > 80 * 5]  # urgency stands at the left
        upper, lower = rows < 13 * 5, rows > (297 - 18) * 5
        for part in (upper, lower):
            assert part.any()
            assert (columns[part].min() + columns[part].max()) / 10 == pytest.approx(105, abs=0.5)
    assert place_of(pdf, "ลับ").points >= 32


def test_pages_after_the_first_have_thai_numbers_in_the_middle_and_catch_words_before_them(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft(body="\n".join([HARD * 3] * 40))])
    viewer = PdfiumPages()
    number = place_of(pdf, "- ๒ -", 1)
    assert (number.left + number.right) / 2 == pytest.approx(105, abs=0.6)
    assert number.bottom < 25
    assert viewer.lines(pdf, 0)[-1].startswith("/")
    assert plain(viewer.lines(pdf, 1)[1]).startswith(plain(viewer.lines(pdf, 0)[-1].strip("/.")))
    assert "- ๑ -" not in "".join(viewer.lines(pdf, 0))


def test_marks_on_every_page_are_not_taken_for_the_first_words_of_a_page(setter: TypstPapers) -> None:
    pdf = setter.papers([long_draft(EXTERNAL)])
    told = [line for line in PdfiumPages().lines(pdf, 0) if line.startswith("/")]
    assert told
    assert not told[0].startswith(("/ลับ", "/- ", "/สำเนา"))


def test_an_order_an_announcement_a_statement_and_news_end_as_their_forms_do(setter: TypstPapers) -> None:
    order, announced, stated, news = (
        text_of(setter.papers([a_draft(one)])) for one in (ORDER, ANNOUNCEMENT, STATEMENT, NEWS)
    )
    assert plain("คำสั่งเทศบาลตำบลท่าแสงคำ") in order
    assert plain("สั่ง ณ วันที่ ๑๕ มกราคม พ.ศ. ๒๕๖๙") in order
    assert plain("ประกาศ ณ วันที่ ๑๕ มกราคม พ.ศ. ๒๕๖๙") in announced
    assert plain("(นายสมชาย ใจดี)") in announced
    assert plain("(นายสมชาย ใจดี)") not in stated
    assert "ตราครุฑ" in stated
    assert "ตราครุฑ" not in news


def test_the_headings_of_an_order_stand_under_its_garuda(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft(ORDER)])
    heading = place_of(pdf, "คำสั่งเทศบาลตำบลท่าแสงคำ")
    assert (heading.left + heading.right) / 2 == pytest.approx(105, abs=0.6)
    assert heading.top > 45


def test_a_stamped_letter_has_no_closing_and_room_for_the_seal(setter: TypstPapers) -> None:
    text = text_of(setter.papers([a_draft(STAMPED)]))
    assert plain("ถึง ผู้ว่าราชการจังหวัดเชียงใหม่") in text
    assert "ประทับตรา" in text
    assert "ขอแสดงความนับถือ" not in text
    assert "นายสมชาย" not in text


def test_who_acts_for_somebody_has_it_behind_his_own_position(setter: TypstPapers) -> None:
    acting = "รักษาราชการแทน นายกเทศมนตรีตำบลท่าแสงคำ"
    lines = PdfiumPages().lines(setter.papers([a_draft(signer_position="ปลัดเทศบาล", acting_for=acting)]), 0)
    under = [plain(line) for line in lines if "แทน" in line or "นายกเทศมนตรี" in line]
    assert under == ["ปลัดเทศบาลรักษาราชการแทน", "นายกเทศมนตรีตำบลท่าแสงคำ"]


def test_salutation_and_closing_are_those_of_the_addressee(setter: TypstPapers) -> None:
    for addressee, opening, closing in (
        ("นายกรัฐมนตรี", "กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง"),
        ("พระครูสังฆรักษ์ เจ้าอาวาสวัดท่าแสงคำ", "นมัสการ", "ขอนมัสการด้วยความเคารพ"),
    ):
        text = text_of(setter.papers([a_draft(addressee=addressee)]))
        assert plain(opening + addressee) in text
        assert plain(closing) in text


@pytest.mark.parametrize("document", DRAFTS)
def test_all_that_a_draft_says_is_found_again_and_stands_on_the_page(setter: TypstPapers, document: str) -> None:
    pdf = setter.papers([long_draft(document)])
    text = text_of(pdf)
    assert plain(HARD) in text
    assert plain("๒. ข้อที่สอง") in text
    if document != MINUTES:
        assert plain("เพื่อโปรดพิจารณา " + HARD) in text
    for page in edges(pdf):
        assert page.left >= 14
        assert page.right <= 192
        assert page.top >= 3.5
        assert page.bottom <= 295


@pytest.mark.parametrize("to", [2, 300])
def test_a_letter_to_many_has_a_list_at_its_end(setter: TypstPapers, to: int) -> None:
    pdf = setter.papers([a_draft(to=to, addressee="ผู้อำนวยการโรงเรียน")])
    text = text_of(pdf)
    assert plain("ผู้อำนวยการโรงเรียน (ตามบัญชีแนบท้าย)") in text
    assert plain("บัญชีแนบท้าย หนังสือเทศบาลตำบลท่าแสงคำ ที่ ชม ๕๒๓๐๓/๑๒๓ ลงวันที่ ๑๕ มกราคม ๒๕๖๙") in text
    assert text.count("ผู้อำนวยการโรงเรียนบ้านท่าแสงคำที่") == to
    assert not any(line.startswith("/") for line in PdfiumPages().lines(pdf, 0))


def test_each_of_many_may_get_a_letter_of_his_own(setter: TypstPapers) -> None:
    pdf = setter.papers(letters_each(office(), a_letter_file(to=3)))
    assert PdfiumPages().count(pdf) == 3
    assert "แนบท้าย" not in text_of(pdf)


def test_the_office_s_own_copy_has_lines_for_initials_in_their_order(setter: TypstPapers) -> None:
    lines = "".join(PdfiumPages().lines(setter.papers([a_draft(asked=LetterAsked(copy=True))]), 0))
    told = ["สำเนาคู่ฉบับ", "ร่าง/พิมพ์", "ตรวจ", "หัวหน้าฝ่าย", "ผู้อำนวยการกอง", "ปลัดเทศบาล"]
    places = [plain(lines).rindex(plain(word)) for word in told[1:]]
    assert told[0] in plain(lines)
    assert places == sorted(places)


@pytest.mark.parametrize("document", DRAFTS)
def test_markup_in_a_subject_and_a_text_is_printed_as_it_stands(setter: TypstPapers, document: str) -> None:
    nasty = '<script>alert("x")</script> #image("/etc/passwd") $a$ *b* =SUM(A1) @x <lab> {เทศบาล} \\ //'
    pdf = setter.papers([a_draft(document, case={"title": nasty}, body=nasty)])
    text = text_of(pdf)
    assert plain(nasty) in text or plain(nasty.replace("1", "๑")) in text


def test_a_letter_without_anything_told_leaves_room_for_the_pen(setter: TypstPapers) -> None:
    paper = a_draft(dated=None, body="", addressee="", case={"number": "", "title": ""})
    text = text_of(setter.papers([paper]))
    assert plain("ที่ ชม ๕๒๓๐๓/") in text
    assert plain("........ มกราคม ๒๕๖๙") in text


def test_a_letter_that_must_arrive_by_an_hour_says_so_in_red(setter: TypstPapers) -> None:
    pdf = setter.papers([a_draft(arrive_by=datetime(2026, 1, 16, 5, 0, tzinfo=UTC))])
    assert place_of(pdf, "ด่วนภายใน").points >= 32
    assert plain("๑๖ มกราคม ๒๕๖๙ เวลา ๑๒.๐๐ น.") in text_of(pdf)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 1, 15), "๑๕ มกราคม ๒๕๖๙"),
        (date(2024, 2, 29), "๒๙ กุมภาพันธ์ ๒๕๖๗"),
        (date(2026, 9, 30), "๓๐ กันยายน ๒๕๖๙"),
    ],
)
def test_days_are_written_in_full_in_the_buddhist_era(day: date, told: str) -> None:
    assert another_day(day) == told


_SIGNS = [*"กขคงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", *"ะาเแโใไ", "ที่", "น้ำ", "กฤษฏิ์", " ", " ", "\n", *"A1/.-"]
_TEXT = st.lists(st.sampled_from(_SIGNS), max_size=2500).map("".join)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(DRAFTS), _TEXT, _TEXT)
def test_a_text_of_any_length_stays_on_its_pages(document: str, subject: str, body: str) -> None:
    resources = find_resources()
    paper = a_draft(document, case={"title": " ".join(subject.split())[:600]}, body=body)
    for page in edges(TypstPapers(resources.templates, resources.fonts).papers([paper])):
        assert page.left >= 14
        assert page.right <= 192
        assert page.bottom <= 295


@pytest.mark.parametrize("document", [EXTERNAL, INTERNAL, ORDER])
def test_poppler_finds_the_hard_words_of_thai_too(setter: TypstPapers, document: str, office_folder: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = office_folder / "หนังสือ.pdf"
    path.write_bytes(setter.papers([a_draft(document)]))
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    for word in HARD.split():
        assert plain(word) in plain(done.stdout.decode("utf-8")), word
