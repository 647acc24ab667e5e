"""Fiscal and calendar years of figures."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.periods import CALENDAR, FISCAL, last_periods
from ltaxgis.domain.thai.calendar import BE_OFFSET, fiscal_year

DAYS = st.dates(date(2020, 1, 1), date(2080, 12, 31))


@given(DAYS)
def test_the_first_of_each_kind_holds_today_and_those_before_are_whole_years_without_gaps(today: date) -> None:
    periods = last_periods(today)
    for kind, year in ((FISCAL, fiscal_year(today)), (CALENDAR, today.year + BE_OFFSET)):
        same = [one for one in periods if one.counts_by == kind]
        assert [one.year for one in same] == [year, year - 1, year - 2]
        assert same[0].first <= today == same[0].last
        assert all(before.last + timedelta(days=1) == later.first for later, before in pairwise(same))


def test_october_belongs_to_the_next_fiscal_year_and_to_this_calendar_year() -> None:
    told = {(one.counts_by, one.year): (one.first, one.last) for one in last_periods(date(2026, 10, 5))}
    assert told[FISCAL, 2570] == (date(2026, 10, 1), date(2026, 10, 5))
    assert told[FISCAL, 2569] == (date(2025, 10, 1), date(2026, 9, 30))
    assert told[CALENDAR, 2569] == (date(2026, 1, 1), date(2026, 10, 5))
    assert told[CALENDAR, 2568] == (date(2025, 1, 1), date(2025, 12, 31))
