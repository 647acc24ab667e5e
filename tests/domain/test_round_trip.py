"""What travels hidden in a sheet, and when a cell counts as changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.round_trip import LONGEST_CELL, same_cell, sheet_text
from ltaxgis.domain.sheet_facts import FINDINGS, RowKey, SheetFacts, read_facts, read_key, row_key


@given(st.text(max_size=60))
def test_what_a_sheet_keeps_it_keeps(text: str) -> None:
    kept = sheet_text(text)
    assert sheet_text(kept) == kept
    assert same_cell(text, kept)
    kept.encode("utf-8")


@pytest.mark.parametrize(("before", "now"), [("", None), (" ก", "ก "), ("ก\r\nข", "ก\nข"), ("ก\x00", "ก")])
def test_what_gets_lost_on_the_way_is_no_change(before: str, now: str | None) -> None:
    assert same_cell(before, now)


@pytest.mark.parametrize(("before", "now"), [("01", "1"), ("ก ข", "กข"), ("", "0"), ("ก", None)])
def test_what_a_person_typed_is_a_change(before: str, now: str | None) -> None:
    assert not same_cell(before, now)


@given(st.lists(st.text(max_size=20), max_size=6), st.integers(0, 99), st.integers(0, 10**6))
def test_a_rows_key_says_who_it_is_and_what_it_said(cells: list[str], version: int, line: int) -> None:
    text = row_key(None, cells, version, line)
    assert sheet_text(text) == text
    assert read_key(text) == RowKey(None, version, line, tuple(sheet_text(cell) for cell in cells))


def test_a_row_too_long_for_its_key_says_only_who_it_is() -> None:
    key = read_key(row_key(None, ["ก" * LONGEST_CELL] * 2, line=7))
    assert key == RowKey(None, 0, 7, None)


@pytest.mark.parametrize("text", ["", "x", "1", "[]", "{}", '{"uid": null}'])
def test_a_key_that_is_not_ours_is_none(text: str) -> None:
    assert read_key(text) is None
    assert read_facts(text) is None


def test_facts_come_back() -> None:
    facts = SheetFacts(FINDINGS, "land", ["รหัส", "ราคา"], {"รหัส": "code"}, "ltax3000", "ltax", "ก.csv", "ab", "ที่ดิน")
    assert read_facts(facts.as_json()) == facts
