"""Thai text in one spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.thai.text import Cleaned, clean, clean_all, fold, is_clean, sort_key, squash

THAI = st.text(st.sampled_from("กขคนรมสอาะำเแโไ่้๊๋์ิีึืุูั็ํฺ ๐๙\u200b\ufeff\u00a0\uf70aAb1é\u0301\t\n\x07|"), max_size=12)


@pytest.mark.parametrize(
    ("read", "text", "fault"),
    [
        ("ค\u0e4d\u0e32นวณ", "คำนวณ", "cell.sara_am"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ", "cell.sara_am"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ", "cell.sara_am"),
        ("น\u0e33\u0e49", "น้ำ", "cell.sara_am"),
        ("เทศ\u200bบาล", "เทศบาล", "cell.invisible"),
        ("\ufeffรหัส", "รหัส", "cell.invisible"),
        ("นาย\u00a0สมชาย", "นาย สมชาย", "cell.invisible"),
        ("ท\u0e48\u0e35", "ที่", "cell.text_cleaned"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์", "cell.text_cleaned"),
        ("ท\u0e35\u0e48\u0e48", "ที่", "cell.text_cleaned"),
        ("เ\u0e40ม่", "แม่", "cell.text_cleaned"),
        ("ท\u0e35\uf70a", "ที่", "cell.text_cleaned"),
        ("สมชาย   ใจดี", "สมชาย ใจดี", "cell.text_cleaned"),
        ("บรรทัด\nสอง", "บรรทัด สอง", "cell.text_cleaned"),
        ("เสียง\x07", "เสียง", "cell.control_character"),
    ],
)
def test_a_spelling_that_looks_right_becomes_the_right_one_and_says_what_was_wrong(
    read: str, text: str, fault: str
) -> None:
    assert clean(read) == Cleaned(text, (fault,))


def test_spaces_at_the_ends_go_without_a_finding() -> None:
    assert clean("  01A001 ") == Cleaned("01A001")


def test_each_fault_of_a_text_is_named_once() -> None:
    cleaned = clean("ค\u0e4d\u0e32 ค\u0e4d\u0e32\u200b")

    assert cleaned.text == "คำ คำ"
    assert sorted(cleaned.faults) == ["cell.invisible", "cell.sara_am"]


@given(THAI)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text).text

    assert clean(once) == Cleaned(once)


@given(st.text(max_size=20))
def test_any_text_at_all_is_cleaned_without_an_error_and_stays_composed(text: str) -> None:
    once = clean(text).text

    assert clean(once).text == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.lists(THAI, max_size=8))
def test_a_whole_column_is_cleaned_as_its_texts_are(texts: list[str]) -> None:
    cleaned = clean_all(texts)

    for text in texts:
        assert cleaned.get(text, Cleaned(text)) == clean(text)
        assert (text not in cleaned) == is_clean(text)


def test_folding_makes_digits_and_case_equal_but_keeps_punctuation() -> None:
    assert fold("ซอย ๑๒/A") == fold("ซอย 12/a")
    assert fold("12-3") != fold("123")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ตร.วา", "ตร. วา"), ("Contenance (m²)", "contenance m2"), ("Identifiant parcelle", "IDENTIFIANT_PARCELLE"),
     ("Numéro", "numero"), ("ค\u0e4d\u0e32นำหน้า", "คำนำหน้า"), ("กว้าง(ม.)", "กว้าง (ม.)")],
)  # fmt: skip
def test_headings_are_the_same_whatever_their_punctuation(one: str, other: str) -> None:
    assert squash(one) == squash(other) != ""


def test_names_sort_as_in_a_thai_dictionary() -> None:
    names = ["ไก่", "ขา", "เก่า", "กบ", "แก้ว", "เกา", "กา"]

    assert sorted(names, key=sort_key) == ["กบ", "กา", "เกา", "เก่า", "แก้ว", "ไก่", "ขา"]
