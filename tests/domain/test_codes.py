"""Codes of parcels, buildings and signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.codes import is_canonical, read_code, read_free_code
from ltaxgis.domain.thai.numerals import to_thai


@st.composite
def codes(draw: st.DrawFn) -> str:
    zone, lot = draw(st.integers(1, 99)), draw(st.integers(1, 9999))
    block = draw(st.from_regex(r"[A-Z]{1,2}", fullmatch=True))
    widths = (3, 2, 1)[: draw(st.integers(0, 3))]
    subs = "".join(f"/{draw(st.integers(0, 10**width - 1)):0{width}}" for width in widths)
    tail = draw(st.sampled_from(["", "-B001", "-P012", "-R003"]))
    return f"{zone:02}{block}{lot:03}{subs}{tail}"


@given(codes())
def test_a_canonical_code_is_itself_and_faultless(code: str) -> None:
    reading = read_code(code)

    assert (reading.canonical, reading.faults) == (code, ())
    assert is_canonical(code)
    assert read_code(reading.canonical) == reading


@given(codes())
def test_thai_digits_and_lower_case_come_back_to_the_same_code(code: str) -> None:
    assert read_code(to_thai(code)).canonical == code
    assert "code.thai_digits" in read_code(to_thai(code)).faults
    assert read_code(code.lower()).canonical == code


@given(st.text(max_size=20))
def test_any_text_is_read_without_an_error_and_what_is_read_is_canonical(text: str) -> None:
    reading = read_code(text)

    assert reading.canonical == "" or read_code(reading.canonical).canonical == reading.canonical
    assert reading.canonical or reading.faults


@pytest.mark.parametrize(
    ("read", "canonical", "faults"),
    [
        ("O1A001", "01A001", ("code.letter_for_digit",)),
        ("01AOO1", "01A001", ("code.letter_for_digit",)),
        ("0lA00l", "01A001", ("code.letter_for_digit",)),
        ("0IA001", "01A001", ("code.letter_for_digit",)),
        ("๐๑A๐๐๑", "01A001", ("code.thai_digits",)),
        ("1A001", "01A001", ("code.lost_zero",)),
        ("01A1", "01A001", ("code.lost_zero",)),
        ("01A01-B001", "01A001-B001", ("code.lost_zero",)),
        ("1AO1", "01A001", ("code.letter_for_digit", "code.lost_zero")),
        ("01a001", "01A001", ("code.not_canonical",)),
        (" 01 A 001", "01A001", ("code.not_canonical",)),
        ("01-A-001", "01A001", ("code.not_canonical",)),
        ("01A001_001", "01A001/001", ("code.not_canonical",)),
        ("01A001/1", "01A001/001", ("code.not_canonical",)),
        ("50A001-B1", "50A001-B001", ("code.not_canonical",)),
        ("01A001B001", "01A001-B001", ("code.not_canonical",)),
        ("'01A001", "01A001", ("code.not_canonical",)),
        ('="01A001"', "01A001", ("code.not_canonical",)),
        ("00A001", "00A001", ("code.not_in_pattern",)),
        ("01A000", "01A000", ("code.not_in_pattern",)),
        ("", "", ("code.missing",)),
        ("-", "", ("code.missing",)),
        ('=HYPERLINK("http://x","01A001")', "", ("code.unreadable",)),
        ("010001", "", ("code.unreadable",)),
        ("01A00X", "", ("code.unreadable",)),
    ],
)
def test_sloppy_codes_are_read_and_their_faults_named(read: str, canonical: str, faults: tuple[str, ...]) -> None:
    reading = read_code(read)

    assert (reading.canonical, reading.faults) == (canonical, faults)


def test_a_code_is_taken_apart() -> None:
    reading = read_code("01AB012/003/04/5-B006")

    assert (reading.zone, reading.block, reading.lot) == ("01", "AB", "012")
    assert (reading.subs, reading.kind, reading.no) == (("003", "04", "5"), "B", "006")
    assert reading.parcel == "01AB012/003/04/5"


def test_only_guessed_characters_count_as_a_repair() -> None:
    assert read_code("O1A001").repaired
    assert read_code("1A001").repaired
    assert not read_code("01a001").repaired


def test_codes_of_no_pattern_are_only_trimmed_and_folded() -> None:
    assert read_free_code("91216000AB0037").canonical == "91216000AB0037"
    assert read_free_code(" ab-๑๒ ").canonical == "AB-12"
    assert read_free_code("ab-12").faults == ("code.not_canonical",)
    assert read_free_code("12-3").canonical != read_free_code("123").canonical
    assert read_free_code("").faults == ("code.missing",)
