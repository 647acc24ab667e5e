"""After the office's book was changed the open cases are due as it says now: told first, then moved in one act."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import COUNTER, DESK, Counter

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.services.due_days import MovedDay, days_that_move, move_due_days
from ltaxgis.services.edit_register import take_back

ADMIN = Actor("ผู้ดูแล", "", ("administrator",))
DESKS = {DESK.name: DESK}


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def closed_on(book: OfficeBook, *days: date) -> OfficeBook:
    holidays = {**book.days.holidays, **dict.fromkeys(days, "วันหยุดพิเศษ")}
    return replace(book, days=replace(book.days, holidays=holidays))


def moves(desk: Counter, book: OfficeBook, actor: Actor = ADMIN) -> list[MovedDay]:
    with desk.project.reading() as reading:
        return days_that_move(reading, actor, DESKS, book, desk.now.date())


def test_nothing_moves_while_the_book_says_the_same(desk: Counter) -> None:
    desk.case()
    held = desk.case()
    desk.step(held.uid, "wait", reason="รอเอกสาร", until=desk.now.date() + timedelta(days=20))
    desk.pass_days(3)
    desk.step(held.uid, "go_on")

    assert moves(desk, desk.book) == []


def test_a_new_holiday_on_the_last_day_moves_it_and_the_count_stays(desk: Counter) -> None:
    case = desk.case()
    assert case.due is not None
    book = closed_on(desk.book, case.due)

    (moved,) = moves(desk, book)

    assert moved.case == case
    assert moved.due == book.days.working_from(case.due + timedelta(days=1))
    assert moved.due_raw == case.due_raw


def test_all_move_in_one_act_and_come_back_by_one_undo(desk: Counter) -> None:
    first, second = desk.case(), desk.case()
    assert first.due is not None
    book = closed_on(desk.book, first.due)

    applied, count = move_due_days(desk.project, ADMIN, DESKS, book, desk.now.date())

    assert count == applied.count == 2
    assert {desk.stored(one.uid).due for one in (first, second)} == {book.days.working_from(first.due)}
    assert moves(desk, book) == []
    take_back(desk.project, ADMIN, applied.number)
    assert {desk.stored(one.uid).due for one in (first, second)} == {first.due}


def test_closed_and_waiting_cases_and_those_without_a_clock_stay(desk: Counter) -> None:
    running, dropped, waiting = (desk.case() for _ in range(3))
    desk.case(kind="endless")
    desk.step(dropped.uid, "drop")
    desk.step(waiting.uid, "wait", reason="รอเอกสาร", until=desk.now.date() + timedelta(days=20))
    assert running.due is not None

    found = moves(desk, closed_on(desk.book, running.due))

    assert [one.case.uid for one in found] == [running.uid]


def test_a_case_for_named_people_moves_too_but_is_not_told_to_others(desk: Counter) -> None:
    case = desk.case(visible_to=COUNTER.name)
    assert case.due is not None
    book = closed_on(desk.book, case.due)

    assert moves(desk, book) == []
    assert move_due_days(desk.project, ADMIN, DESKS, book, desk.now.date())[1] == 1
    assert desk.stored(case.uid).due != case.due


def test_who_may_not_change_the_book_moves_no_day(desk: Counter) -> None:
    with pytest.raises(Refused, match=r"role\.may_not"):
        move_due_days(desk.project, COUNTER, DESKS, desk.book, desk.now.date())
