"""Days that were set for somebody, and what is put before the chiefs when they are over."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.petitions import COUNTER, Desk

from ltaxgis.domain.cases import CaseStep
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.petition_states import PETITION_STATES
from ltaxgis.domain.project import Actor
from ltaxgis.ports.cases import CaseQuery
from ltaxgis.services.case_deadlines import deadlines, set_day, told_by_deadline
from ltaxgis.services.escalation import before_me, by_chief

DIRECTOR = Actor("ชัย ช่าง", "ผู้อำนวยการกองช่าง", ("approver",))
DEPUTY_OF_ANOTHER = Actor("พร คลัง", "ผู้อำนวยการกองคลัง", ("approver",))
MAYOR = Actor("ประสิทธิ์ นายก", "นายกเทศมนตรี", ("approver",))


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def due(desk: Desk, day: date) -> list[tuple[Uid, date, str]]:
    with desk.project.reading() as reading:
        return [(one.case_uid, one.until, one.with_whom) for one in deadlines(reading, COUNTER, day)]


def standing(desk: Desk, uid: Uid) -> date | None:
    with desk.project.reading() as reading:
        return set_day(reading.having(CaseStep, "case_uid", [uid]), desk.case(uid).state)


def before(desk: Desk, who: Actor, day: date) -> list[Uid]:
    with desk.project.reading() as reading:
        return list(before_me(reading, who, desk.book, PETITION_STATES, day))


def test_who_has_a_forwarded_petition_is_told_when_its_day_nears_until_it_comes_back(desk: Desk) -> None:
    uid = desk.receive().case.uid
    today = desk.now.date()
    until = today + timedelta(days=10)
    desk.step(uid, "forward", agency="การไฟฟ้า", until=until)

    assert due(desk, today + timedelta(days=7)) == []
    for day in (today + timedelta(days=8), until + timedelta(days=30)):
        assert due(desk, day) == [(uid, until, "การไฟฟ้า")]
    assert standing(desk, uid) == until
    desk.step(uid, "take_back", reason="ไม่ใช่ของเขา")
    assert due(desk, until) == []
    assert standing(desk, uid) is None


def test_only_the_day_that_was_set_last_counts(desk: Desk) -> None:
    uid = desk.receive().case.uid
    today = desk.now.date()
    desk.step(uid, "assign", division="engineering", until=today + timedelta(days=2))
    desk.step(uid, "assign", division="engineering", until=today + timedelta(days=20))

    assert due(desk, today + timedelta(days=5)) == []
    assert [until for _, until, _ in due(desk, today + timedelta(days=20))] == [today + timedelta(days=20)]


def test_a_line_of_the_list_tells_the_set_day_and_who_has_it(desk: Desk) -> None:
    uid = desk.receive().case.uid
    until = desk.now.date() + timedelta(days=5)
    desk.step(uid, "forward", agency="การไฟฟ้า", until=until)
    with desk.project.reading() as reading:
        lines = reading.case_page(CaseQuery("petitions")).lines
        (line,) = told_by_deadline(reading, COUNTER, lines, until)
        assert told_by_deadline(reading, COUNTER, lines, until - timedelta(days=4)) == lines
    assert (line.due, line.assignee, line.closed_on) == (until, "การไฟฟ้า", None)
    assert lines[0].closed_on is not None  # to the desk's own clock it is done


def test_a_chief_has_before_him_what_his_division_is_late_with(desk: Desk) -> None:
    case = desk.receive().case
    assert case.due is not None
    late = case.due + timedelta(days=1)

    assert before(desk, DIRECTOR, case.due) == []
    assert before(desk, DIRECTOR, late) == [case.uid]
    assert before(desk, DEPUTY_OF_ANOTHER, late) == before(desk, MAYOR, late) == []
    assert before(desk, MAYOR, case.due + timedelta(days=16)) == [case.uid]
    assert before(desk, COUNTER, late) == [case.uid]  # who puts it before them


def test_a_forwarded_petition_is_put_before_the_chiefs_by_its_set_day(desk: Desk) -> None:
    uid = desk.receive().case.uid
    until = desk.now.date() + timedelta(days=3)
    desk.step(uid, "forward", agency="การไฟฟ้า", until=until)

    assert before(desk, MAYOR, until + timedelta(days=15)) == []
    assert before(desk, MAYOR, until + timedelta(days=16)) == [uid]


def test_a_page_is_made_for_each_chief_with_something_before_him(desk: Desk) -> None:
    case = desk.receive().case
    assert case.due is not None
    day = case.due + timedelta(days=8)
    with desk.project.reading() as reading:
        for who, positions in (
            (COUNTER, ["หัวหน้าฝ่าย (กองช่าง)", "ผู้อำนวยการกอง (กองช่าง)", "ปลัดเทศบาล"]),
            (DIRECTOR, ["ผู้อำนวยการกองช่าง"]),
            (MAYOR, []),
        ):
            made = by_chief(reading, who, desk.book, PETITION_STATES, day, "th")
            assert [position for position, _ in made] == positions
