"""How long papers are kept and when they are surveyed (office.md 2.8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_desk import shipped_book

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.retention import (
    Retention,
    archive_year,
    archives_agree,
    ask_committee,
    committee_of,
    is_due,
    keep_until,
    loan_due,
    plan_heads,
    retentions,
    survey_ends,
    survey_of,
)

BOOK = shipped_book()
CLASSES = retentions(BOOK)
SENT = date(2026, 2, 2)


def test_a_routine_paper_of_2568_is_listed_in_2570_and_not_before() -> None:
    until = keep_until(date(2025, 3, 15), CLASSES["routine"])

    assert until == date(2026, 12, 31)
    assert is_due(until, date(2027, 1, 10))
    assert not is_due(until, date(2026, 1, 10))


@pytest.mark.parametrize(("code", "year"), [("normal", 2035), ("copy", 2030), ("routine", 2026), ("finance", 2030)])
def test_classes_with_years_end_with_a_calendar_year(code: str, year: int) -> None:
    assert keep_until(date(2025, 1, 1), CLASSES[code]) == date(year, 12, 31)
    assert keep_until(date(2025, 12, 31), CLASSES[code]) == date(year, 12, 31)


@pytest.mark.parametrize("code", ["legal", "secret", "historic"])
def test_classes_without_years_never_end_by_themselves(code: str) -> None:
    until = keep_until(date(2025, 3, 15), CLASSES[code])

    assert until is None
    assert not is_due(until, date(2999, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_a_paper_is_kept_so_many_whole_years_and_less_than_one_more(ended: date, years: int) -> None:
    until = keep_until(ended, Retention("x", "", "", years))

    assert until is not None
    assert 365 * years <= (until - ended).days < 366 * (years + 1)
    assert not is_due(until, until)
    assert is_due(until, until + timedelta(days=1))


def test_a_survey_is_of_the_year_before_and_ends_after_sixty_days() -> None:
    assert survey_of(date(2027, 1, 10)) == 2569
    assert survey_ends(date(2027, 1, 10), BOOK) == date(2027, 3, 1)  # 31 days of January, 28 of February, and one
    assert survey_ends(date(2028, 1, 10), BOOK) == date(2028, 2, 29)


def test_silence_of_the_archives_is_consent_on_the_sixtieth_day() -> None:
    assert not archives_agree(SENT, "", SENT + timedelta(days=59), BOOK)
    assert archives_agree(SENT, "", SENT + timedelta(days=60), BOOK)


def test_a_word_of_the_archives_counts_at_once_either_way() -> None:
    assert archives_agree(SENT, "agreed", SENT, BOOK)
    assert not archives_agree(SENT, "keeps", SENT + timedelta(days=400), BOOK)
    assert not archives_agree(None, "", SENT, BOOK)


def test_a_committee_of_two_is_refused_and_nobody_sits_in_it_twice() -> None:
    two = [("วีระ ปลัด", "ปลัดเทศบาล"), ("สมศรี ธุรการ", "")]
    with pytest.raises(Refused, match=r"destruction\.committee_too_small"):
        ask_committee(two)
    with pytest.raises(Refused, match=r"destruction\.twice_in_committee"):
        ask_committee([*two, two[0]])

    ask_committee([*two, ("ประยูร ช่าง", "นายช่าง")])


def test_a_committee_is_read_as_it_was_written() -> None:
    assert committee_of("วีระ ปลัด|ปลัดเทศบาล\n\nสมศรี ธุรการ|\n") == [
        ("วีระ ปลัด", "ปลัดเทศบาล"), ("สมศรี ธุรการ", "")
    ]  # fmt: skip


def test_a_loan_comes_back_on_a_working_day() -> None:
    assert loan_due(date(2026, 1, 5), BOOK) == date(2026, 1, 20)
    assert loan_due(date(2026, 1, 9), BOOK) == date(2026, 1, 26)  # 24 January is a Saturday


def test_papers_of_twenty_years_go_to_the_archives() -> None:
    assert archive_year(BOOK, 2569) == 2549


def test_every_head_of_the_plan_has_a_class_that_is_known() -> None:
    assert len(plan_heads(BOOK)) == 10
    assert {one.retention for one in plan_heads(BOOK)} <= set(CLASSES)
