"""Cases: when their clock stood still, who works for whom, who may see them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.cases import (
    COMMENT,
    EVENT,
    Absence,
    Case,
    CaseStep,
    local_day,
    may_see,
    pauses_of,
    standing_in,
)
from ltaxgis.domain.clocks import Pause
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.project import Actor

MORNING = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
WAITING = frozenset({"waiting"})
DAY = date(2026, 1, 5)


def step(state: str, days: int, kind: str = EVENT) -> CaseStep:
    return CaseStep(
        uid=new_uid(), case_uid=Uid("c"), kind=kind, state=state, at=MORNING + timedelta(days=days), who="ก"
    )


def away(name: str, substitute: str, first: date = DAY, last: date = DAY) -> Absence:
    return Absence(uid=new_uid(), name=name, substitute=substitute, first=first, last=last)


def test_a_clock_stands_still_from_the_step_into_a_pause_to_the_one_out_of_it() -> None:
    steps = [step("new", 0), step("waiting", 2), step("waiting", 4), step("going", 9), step("done", 12)]

    assert pauses_of(steps, WAITING) == [Pause(date(2026, 1, 7), date(2026, 1, 14))]


def test_steps_count_in_the_order_in_which_they_happened() -> None:
    entered = [step("going", 9), step("waiting", 2), step("new", 0)]

    assert pauses_of(entered, WAITING) == [Pause(date(2026, 1, 7), date(2026, 1, 14))]


def test_a_pause_that_nothing_ended_goes_on() -> None:
    assert pauses_of([step("new", 0), step("waiting", 3)], WAITING) == [Pause(date(2026, 1, 8), None)]


def test_a_remark_neither_stops_nor_starts_a_clock() -> None:
    steps = [step("new", 0), step("waiting", 1), step("new", 2, COMMENT), step("going", 5)]

    assert pauses_of(steps, WAITING) == [Pause(date(2026, 1, 6), date(2026, 1, 10))]


@given(st.lists(st.tuples(st.sampled_from(["new", "waiting", "going"]), st.integers(0, 60)), max_size=12))
def test_pauses_never_overlap_and_only_the_last_is_open(told: list[tuple[str, int]]) -> None:
    pauses = pauses_of([step(state, days) for state, days in told], WAITING)

    assert all(one.last is not None and one.first <= one.last <= two.first
               for one, two in pairwise(pauses))  # fmt: skip


def test_a_moment_in_the_evening_of_greenwich_is_the_next_day_here() -> None:
    assert local_day(datetime(2026, 1, 5, 16, 59, tzinfo=UTC)) == date(2026, 1, 5)
    assert local_day(datetime(2026, 1, 5, 17, 0, tzinfo=UTC)) == date(2026, 1, 6)


def test_work_goes_to_the_substitute_and_to_the_substitutes_substitute() -> None:
    absences = [away("ก", "ข"), away("ข", "ค")]

    assert [standing_in(name, DAY, absences) for name in ("ก", "ข", "ค")] == ["ค", "ค", "ค"]


def test_the_last_day_of_an_absence_is_one_of_it_the_day_after_is_not() -> None:
    absences = [away("ก", "ข", DAY, DAY + timedelta(days=2))]

    there = [standing_in("ก", DAY + timedelta(days=n), absences) for n in (-1, 0, 2, 3)]
    assert there == ["ก", "ข", "ข", "ก"]


@given(st.lists(st.tuples(st.sampled_from("กขคง"), st.sampled_from("กขคง")), max_size=8), st.sampled_from("กขคง"))
def test_substitutes_who_stand_in_for_each_other_go_round_for_nobody(pairs: list[tuple[str, str]], name: str) -> None:
    assert standing_in(name, DAY, [away(one, other) for one, other in pairs]) in set("กขคง")


def test_where_substitution_goes_round_it_stays_with_the_person() -> None:
    assert standing_in("ก", DAY, [away("ก", "ข"), away("ข", "ก")]) == "ก"


@pytest.mark.parametrize(
    ("visible_to", "name", "seen"),
    [("", "ใครก็ได้", True), ("สมชาย ใจดี|ปลัด", "ปลัด", True), ("สมชาย ใจดี|ปลัด", "สมชาย", False), ("ก", "", False)],
)
def test_a_case_for_named_people_is_seen_by_those_alone(visible_to: str, name: str, seen: bool) -> None:
    case = Case(
        uid=new_uid(), desk="petitions", kind="staff", received_at=MORNING, starts_on=DAY, visible_to=visible_to
    )

    assert may_see(case, Actor(name)) is seen
