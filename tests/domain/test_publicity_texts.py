"""One text as messages and as it is read aloud."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.petitions import the_book
from tests.published import FACE, an_alert, published

from ltaxgis.domain.publicity_spoken import number_in_words, read_aloud
from ltaxgis.domain.publicity_texts import LINE_LIMIT, line_text, printable, reading_time, spoken_table, spoken_text
from ltaxgis.domain.thai.segments import cut_at_word, syllables, words_of
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import load_words

SAY = load_words(find_resources().words, "th")
TABLE = spoken_table(the_book().tables)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("ทต.ท่าแสงคำ", "เทศบาลตำบลท่าแสงคำ"),
        ("30 เม.ย. 2569", "วันที่ สามสิบ เมษายน พุทธศักราช สองพันห้าร้อยหกสิบเก้า"),
        ("วันที่ 15/1/2569", "วันที่ สิบห้า มกราคม พุทธศักราช สองพันห้าร้อยหกสิบเก้า"),
        ("โทร. 053-111222", "โทรศัพท์ ศูนย์ ห้า สาม, หนึ่ง หนึ่ง หนึ่ง สอง สอง สอง"),
        ("๐๘๑-๒๓๔-๕๖๗๘", "ศูนย์ แปด หนึ่ง, สอง สาม สี่, ห้า หก เจ็ด แปด"),
        ("08.30-16.30 น.", "แปดนาฬิกาสามสิบนาที ถึง สิบหกนาฬิกาสามสิบนาที"),
        ("บ้านเลขที่ 123/45", "บ้านเลขที่ หนึ่งร้อยยี่สิบสามทับสี่สิบห้า"),
        ("1,250.50 บาท", "หนึ่งพันสองร้อยห้าสิบจุดห้าศูนย์ บาท"),
        ("ดูที่ https://x.example/a", "ดูที่"),
    ],
)
def test_what_is_written_short_is_read_whole(written: str, spoken: str) -> None:
    assert read_aloud(written, TABLE) == spoken


@pytest.mark.parametrize(
    ("figures", "words"),
    [("0", "ศูนย์"), ("11", "สิบเอ็ด"), ("21", "ยี่สิบเอ็ด"), ("101", "หนึ่งร้อยเอ็ด"), ("1000001", "หนึ่งล้านเอ็ด"),
     ("10,000,000", "สิบล้าน"), ("007", "ศูนย์ ศูนย์ เจ็ด")],
)  # fmt: skip
def test_numbers_in_words(figures: str, words: str) -> None:
    assert number_in_words(figures) == words


def test_a_script_holds_no_figures_and_its_time_is_counted() -> None:
    script = spoken_text(an_alert(contact="053-111222"), FACE, TABLE, SAY)
    assert not any(letter.isdigit() for letter in script)
    assert reading_time(script, 220) > reading_time(script, 440) > 0
    assert syllables("ขอเชิญชวนประชาชนชำระภาษี") == 10
    assert reading_time("", 220) == 0


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200), st.lists(st.text(max_size=3000), max_size=4), st.text(max_size=400))
def test_a_message_never_is_longer_than_line_takes(title: str, paragraphs: list[str], place: str) -> None:
    message = line_text(published(title=title, paragraphs=tuple(paragraphs), place=place), FACE, SAY)
    assert len(message.encode("utf-16-le")) // 2 <= LINE_LIMIT


def test_a_cut_message_keeps_its_end() -> None:
    message = line_text(published(paragraphs=("ข้อความยาวมาก " * 3000,)), FACE, SAY, "https://x.example/1")
    assert message.endswith("#เทศบาลตำบลท่าแสงคำ")
    assert "https://x.example/1" in message
    assert "…" in message


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_pieces_make_the_text_again_and_a_cut_text_fits(text: str) -> None:
    assert "".join(words_of(text)) == text
    assert len(cut_at_word(text, lambda part: len(part) <= 40)) <= 40


@given(st.text())
def test_what_is_printable_stays_so(text: str) -> None:
    assert printable(printable(text)) == printable(text)
