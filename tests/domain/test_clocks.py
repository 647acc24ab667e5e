"""Due days: the worked clocks of the office's papers, and the laws behind them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.clocks import (
    BANGKOK,
    ClockRule,
    Due,
    OfficeDays,
    Pause,
    ask_extension,
    due_on,
    late_notices,
    reminder,
)
from ltaxgis.domain.errors import Refused

DAYS = OfficeDays({
    date(2026, 1, 1): "วันขึ้นปีใหม่", date(2026, 4, 6): "วันจักรี", date(2026, 4, 13): "วันสงกรานต์",
    date(2026, 4, 14): "วันสงกรานต์", date(2026, 4, 15): "วันสงกรานต์",
})  # fmt: skip
PERMIT = ClockRule(45, extensions=2, extension=45)
CAME = date(2026, 1, 5)

day = st.dates(date(2025, 1, 1), date(2027, 12, 31))
holidays = st.sets(day, max_size=60).map(lambda days: OfficeDays(dict.fromkeys(days, "วันหยุด")))
rule = st.builds(
    ClockRule, st.integers(0, 120), st.sampled_from(["calendar", "working"]), st.just(2), st.integers(0, 45)
)
pauses = st.lists(
    st.builds(lambda first, long: Pause(first, first + timedelta(days=long)), day, st.integers(0, 40)), max_size=3
)


@pytest.mark.parametrize(
    ("extended", "raw", "due"),
    [
        (0, date(2026, 2, 19), date(2026, 2, 19)),
        (1, date(2026, 4, 5), date(2026, 4, 7)),  # a Sunday, and Chakri day after it
        (2, date(2026, 5, 20), date(2026, 5, 20)),  # counted from the raw day, not from the rolled one
    ],
)
def test_the_worked_clock_of_a_permit(extended: int, raw: date, due: date) -> None:
    assert due_on(CAME, PERMIT, DAYS, CAME, extended=extended) == Due(raw, due)


def test_working_days_skip_the_end_of_the_week_and_holidays() -> None:
    friday = date(2026, 4, 3)

    assert due_on(friday, ClockRule(1, "working"), DAYS, friday).day == date(2026, 4, 7)
    assert due_on(friday, ClockRule(5, "working"), DAYS, friday).day == date(2026, 4, 16)
    assert due_on(friday, ClockRule(0, "working"), DAYS, friday).day == friday  # hazards: the same day


def test_a_pause_moves_the_due_day_by_the_days_it_stood() -> None:
    stood = [Pause(date(2026, 1, 10), date(2026, 1, 20))]

    assert due_on(CAME, PERMIT, DAYS, CAME, stood).raw == date(2026, 3, 1)
    working = due_on(CAME, ClockRule(15, "working"), DAYS, CAME, stood)
    assert working.day == DAYS.later(CAME, 15 + 7)


def test_a_pause_that_goes_on_moves_the_due_day_with_each_day() -> None:
    paused = [Pause(date(2026, 1, 10), None)]

    first, later = (due_on(CAME, PERMIT, DAYS, date(2026, 1, today), paused).raw for today in (10, 25))
    assert (first, later) == (date(2026, 2, 19), date(2026, 3, 6))


@given(day, rule, holidays, pauses, st.integers(0, 2))
def test_a_due_day_is_never_a_holiday(
    start: date, rule: ClockRule, days: OfficeDays, stood: list[Pause], extended: int
) -> None:
    start = days.working_from(start)  # as receipt has it
    due = due_on(start, rule, days, start, stood, extended)

    assert days.is_working(due.day)
    assert start <= due.raw <= due.day


@given(day, rule, holidays, st.integers(1, 30))
def test_a_longer_rule_is_never_due_earlier(start: date, rule: ClockRule, days: OfficeDays, more: int) -> None:
    longer = ClockRule(rule.days + more, rule.unit)

    assert due_on(start, longer, days, start).day >= due_on(start, rule, days, start).day


@given(day, rule, holidays, pauses, pauses)
def test_pausing_never_brings_the_due_day_nearer(
    start: date, rule: ClockRule, days: OfficeDays, stood: list[Pause], more: list[Pause]
) -> None:
    assert due_on(start, rule, days, start, [*stood, *more]).day >= due_on(start, rule, days, start, stood).day


@given(day, st.integers(0, 60), holidays)
def test_working_days_are_counted_as_they_are_given(start: date, count: int, days: OfficeDays) -> None:
    assert days.between(start, days.later(start, count)) == count


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("came", "deemed"),
    [
        ("2026-01-09 16:29", "2026-01-09 16:29"),  # a Friday
        ("2026-01-09 16:30", "2026-01-09 16:30"),
        ("2026-01-09 16:31", "2026-01-12 08:30"),
        ("2026-01-08 07:15", "2026-01-08 08:30"),
        ("2026-01-10 10:00", "2026-01-12 08:30"),
        ("2026-04-13 10:00", "2026-04-16 08:30"),  # Songkran
        ("2026-04-03 18:00", "2026-04-07 08:30"),  # before a long weekend
    ],
)
def test_receipt_outside_office_hours_counts_from_the_next_opening(came: str, deemed: str) -> None:
    assert DAYS.deemed_received(at(came)) == at(deemed)
    assert DAYS.deemed_received(at(came).astimezone(UTC)) == at(deemed)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(BANGKOK)), holidays)
def test_receipt_never_counts_from_a_moment_before_it_or_a_closed_office(came: datetime, days: OfficeDays) -> None:
    deemed = days.deemed_received(came)

    assert deemed >= came or deemed == came
    assert days.is_working(deemed.date())
    assert days.opens <= deemed.time() <= time(16, 31)
    assert days.deemed_received(deemed) == deemed


@pytest.mark.parametrize(
    ("passed", "mark"), [(0, 0), (9, 0), (10, 50), (15, 50), (16, 80), (19, 80), (20, 100), (90, 100)]
)
def test_reminders_come_at_half_four_fifths_and_the_whole(passed: int, mark: int) -> None:
    assert reminder(CAME, CAME + timedelta(days=20), CAME + timedelta(days=passed)) == mark


def test_a_clock_of_no_days_is_over_the_day_after() -> None:
    assert [reminder(CAME, CAME, CAME + timedelta(days=n)) for n in (0, 1)] == [0, 100]


def test_a_late_one_owes_a_letter_the_day_after_and_every_seventh_day() -> None:
    due = date(2026, 2, 19)

    assert late_notices(due, date(2026, 2, 18)) == []
    assert late_notices(due, due) == [due]
    assert late_notices(due, date(2026, 2, 25)) == [due]
    assert late_notices(due, date(2026, 3, 5)) == [due, date(2026, 2, 26), date(2026, 3, 5)]
    assert late_notices(due, date(2026, 2, 26), after=1) == [date(2026, 2, 20)]


def test_time_is_extended_before_the_due_day_and_at_most_so_often() -> None:
    due = due_on(CAME, PERMIT, DAYS, CAME, extended=1)

    ask_extension(PERMIT, due, due.day - timedelta(days=1), 1)
    with pytest.raises(Refused, match=r"clock\.too_late"):
        ask_extension(PERMIT, due, due.day, 1)
    with pytest.raises(Refused, match=r"clock\.no_more"):
        ask_extension(PERMIT, due, CAME, 2)
