"""Seven days, four weeks, twelve months: what is kept and what may go."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.backups import DAYS, MONTHS, WEEKS, dropped, kept

moments = st.sets(st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)), max_size=60)
NOW = datetime(2026, 11, 22, 16, 30)


def every_day(count: int) -> list[datetime]:
    return [NOW - timedelta(days=days) for days in range(count)]


def test_two_years_of_daily_copies_come_down_to_days_weeks_and_months() -> None:
    found = sorted(kept(every_day(730)), reverse=True)

    assert found[:DAYS] == every_day(DAYS)
    assert len(found) <= DAYS + WEEKS + MONTHS
    assert {(moment.year, moment.month) for moment in found} == {
        *((2026, month) for month in range(1, 12)), (2025, 12)
    }  # fmt: skip


def test_of_one_day_only_the_newest_stays() -> None:
    morning, noon, evening = (NOW.replace(hour=hour) for hour in (8, 12, 16))

    assert kept([noon, evening, morning]) == {evening}
    assert dropped([noon, evening, morning]) == {morning, noon}


def test_an_office_that_was_closed_loses_nothing_by_it() -> None:
    before = every_day(7)
    after_holidays = NOW + timedelta(days=30)

    assert kept([*before, after_holidays]) >= {after_holidays, *before[:6]}


@given(moments)
def test_the_newest_copy_always_stays(copies: set[datetime]) -> None:
    assert not copies or max(copies) in kept(copies)


@given(moments)
def test_every_copy_is_either_kept_or_dropped(copies: set[datetime]) -> None:
    assert kept(copies) | dropped(copies) == copies
    assert not kept(copies) & dropped(copies)


@given(moments)
def test_what_was_kept_is_kept_again(copies: set[datetime]) -> None:
    assert kept(kept(copies)) == kept(copies)


@given(moments)
def test_there_are_never_more_than_the_figures_say(copies: set[datetime]) -> None:
    assert len(kept(copies)) <= DAYS + WEEKS + MONTHS


@given(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=400)))
def test_sweeping_every_day_keeps_the_same_as_sweeping_once(copies: set[datetime], later: timedelta) -> None:
    new = max(copies, default=NOW) + later

    assert kept(kept(copies) | {new}) == kept(copies | {new})
