"""Before whom a case is put that runs out of its time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_desk import shipped_book

from ltaxgis.domain.escalation import height_of, own_divisions, reached, rungs_of
from ltaxgis.domain.office_book import Division

BOOK = shipped_book()
RUNGS = rungs_of(BOOK)
START, DUE = date(2026, 1, 5), date(2026, 1, 25)


@pytest.mark.parametrize(
    ("day", "height"),
    [(20, 0), (21, 1), (25, 1), (26, 2), (32, 2), (33, 3), (40, 3), (41, 4)],
)
def test_each_chief_has_it_before_him_when_his_day_comes(day: int, height: int) -> None:
    today = date(2026, 1, 1) + timedelta(days=day - 1)
    assert reached(RUNGS, START, DUE, today) == height


@pytest.mark.parametrize(
    ("position", "height"),
    [("หัวหน้าฝ่ายโยธา", 1), ("ผู้อำนวยการกองช่าง", 2), ("ปลัดเทศบาล", 3), ("นายกเทศมนตรี", 4),
     ("รองปลัดเทศบาล", 0), ("เจ้าพนักงานธุรการ", 0), ("", 0)],
)  # fmt: skip
def test_a_chief_is_known_by_what_his_position_begins_with(position: str, height: int) -> None:
    assert height_of(BOOK, position) == height


def test_whom_the_book_names_heads_his_division_alone() -> None:
    head = "หัวหน้าสำนักปลัดเทศบาล"
    book = replace(BOOK, divisions={**BOOK.divisions, "clerk": Division("clerk", "สำนักปลัดเทศบาล", "", head)})
    assert (height_of(book, head), own_divisions(book, head)) == (2, frozenset({"clerk"}))
    assert own_divisions(BOOK, "ผู้อำนวยการกองช่าง") == {"engineering"}
    assert not own_divisions(BOOK, "ปลัดเทศบาล")


@given(st.integers(1, 400), st.integers(0, 500), st.integers(0, 500))
def test_what_was_put_before_a_chief_stays_before_him(whole: int, day: int, later: int) -> None:
    due = START + timedelta(days=whole)
    today = START + timedelta(days=day)
    assert reached(RUNGS, START, due, today) <= reached(RUNGS, START, due, today + timedelta(days=later))
