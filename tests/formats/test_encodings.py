"""Encodings are told by what the bytes say, and Thai text that went through a wrong door is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.encodings import decode, decode_by_line, guess_encoding, thai_score

REGISTER = (
    "รหัสแปลงที่ดิน,ชื่อ,นามสกุล,ประเภทเอกสาร,หมายเหตุ\n"
    "01A001,นายสมชาย,ใจดี,โฉนด,อยู่ริมแม่น้ำ\n"
    "01A002,นางกิ่งกาญจน์,วงศ์สวัสดิ์,น.ส.3ก,ระวางUTM 4746\n"
)
WORDS = st.sampled_from(["ที่ดิน", "สมชาย", "แปลง", "บ้านเลขที่", "กิ่งแก้ว", "เชียงใหม่", "ผู้ใหญ่บ้าน", "น้ำ", "ศรีสุข", "โฉนด"])


def test_windows_thai_is_told_from_utf8() -> None:
    assert guess_encoding(REGISTER.encode("cp874")).name == "cp874"
    assert guess_encoding(REGISTER.encode("utf-8")).name == "utf-8"
    assert guess_encoding(REGISTER.encode("utf-8-sig")).name == "utf-8-sig"
    assert guess_encoding(REGISTER.encode("utf-16")).name == "utf-16"
    assert guess_encoding(REGISTER.encode("utf-16-le")).name == "utf-16-le"


def test_a_sample_of_thai_text_is_shown_for_a_person_to_judge() -> None:
    guess = guess_encoding(REGISTER.encode("cp874"))
    assert "รหัสแปลงที่ดิน" in guess.sample
    assert guess.alternatives[0] == "utf-8"
    assert guess.score > 0.9


def test_a_sample_shows_no_identity_number() -> None:
    guess = guess_encoding("เลขบัตรประชาชน 1103700123456 ของนายสมชาย".encode("cp874"))
    assert "1103700123456" not in guess.sample
    assert guess.sample


def test_thai_read_as_latin1_and_stored_as_utf8_is_found_and_put_right() -> None:
    spoiled = REGISTER.encode("cp874").decode("latin-1").encode("utf-8")
    guess = guess_encoding(spoiled)
    assert guess.name == "cp874-in-utf-8"
    assert decode(spoiled, guess.name) == REGISTER


def test_utf8_stored_as_utf8_a_second_time_is_found_and_put_right() -> None:
    # as MySQL and Windows mean Latin-1: what cp1252 lacks keeps its code
    twice = "".join(_windows_latin(byte) for byte in REGISTER.encode("utf-8")).encode("utf-8")
    guess = guess_encoding(twice)
    assert guess.name == "utf-8-in-utf-8"
    assert decode(twice, guess.name) == REGISTER


def _windows_latin(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def test_french_is_not_taken_for_thai() -> None:
    french = "Créée le,Numéro,Épinay-sur-Orge,Contenance (m²)\n" * 3
    assert guess_encoding(french.encode("utf-8")).name == "utf-8"
    assert guess_encoding(french.encode("cp1252")).name == "cp1252"


def test_plain_ascii_is_called_so() -> None:
    assert guess_encoding(b"code,area\n01A001,5\n").why == "ascii"


def test_a_sample_cut_inside_a_character_is_still_utf8() -> None:
    data = REGISTER.encode("utf-8")
    assert all(guess_encoding(data[:size]).name == "utf-8" for size in range(60, 120))


@given(st.lists(WORDS, min_size=2, max_size=30))
def test_thai_words_are_told_right_in_every_way_they_are_stored(words: list[str]) -> None:
    text = " ".join(words)
    assert guess_encoding(text.encode("cp874")).name == "cp874"
    assert guess_encoding(text.encode("utf-8")).name == "utf-8"
    assert guess_encoding(text.encode("cp874").decode("latin-1").encode("utf-8")).name == "cp874-in-utf-8"


def test_each_line_of_a_mixed_file_is_read_as_what_it_is() -> None:
    lines = [line.encode("utf-8" if number < 2 else "cp874") for number, line in enumerate(REGISTER.split("\n"))]
    text, minority = decode_by_line(b"\n".join(lines))
    assert text == REGISTER
    assert minority == [3]


def test_vowels_without_consonants_lower_the_score() -> None:
    assert thai_score("ที่ดิน") == 1.0
    assert thai_score("ิื่กเ ิก") < 0.5


def test_an_unknown_encoding_is_refused_in_words() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"x", "klingon")
    assert refused.value.code == "file.encoding_unknown"
