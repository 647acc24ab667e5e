"""Numbers of an office: none twice, none missing, whatever happens between."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import CHIEF, COUNTER, TODAY, Counter, a_person
from tests.number_clerk import SERIES, run_and_die, run_beside

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.numbering import RESERVED, USED, VOID, GivenNumber, Series
from ltaxgis.services.case_numbers import give_number, numbers_of, reserve_number, void_number
from ltaxgis.services.edit_register import take_back
from ltaxgis.storage.project import SqlProject


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def given(project: SqlProject, series: str = SERIES) -> list[GivenNumber]:
    with project.reading() as reading:
        return reading.having(GivenNumber, "series", [series])


def give(desk: Counter, series: Series, day: date, division: str = "") -> str:
    with desk.project.work(COUNTER, "number.reserve") as work:
        text = give_number(work, series, day, division).text
        work.commit()
        return text


def reserve(desk: Counter, day: date = TODAY, reason: str = "") -> GivenNumber:
    return reserve_number(desk.project, COUNTER, desk.book, SERIES, day, reason=reason, today=TODAY)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_the_first_letter_of_a_new_year_is_number_one(desk: Counter) -> None:
    letters = desk.book.series[SERIES]
    with desk.project.work(COUNTER, "number.reserve") as work:
        old = replace(give_number(work, letters, date(2026, 12, 31)), number=4318, text="4318/2569", uid=new_uid())
        work.apply(ChangeSet("number.give", (Change(None, old),)))
        work.commit()

    told = [give(desk, letters, day) for day in (date(2026, 12, 31), date(2027, 1, 2), date(2027, 1, 2))]
    assert told == ["4319/2569", "1/2570", "2/2570"]


def test_a_fiscal_series_begins_in_october(desk: Counter) -> None:
    fiscal = Series("debt", "{number}/{year}", counts_by="fiscal")

    told = [give(desk, fiscal, day) for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 1))]
    assert told == ["1/2569", "1/2570", "2/2570"]


def test_each_division_counts_for_itself_where_the_series_says_so(desk: Counter) -> None:
    own = Series("out", "{division}/{number}", per_division=True)

    told = [give(desk, own, TODAY, division) for division in ("ชม 52301", "ชม 52303", "ชม 52301")]
    assert told == ["ชม 52301/1", "ชม 52303/1", "ชม 52301/2"]


def test_one_series_takes_nothing_from_another(desk: Counter) -> None:
    letters, circulars = Series("out", "{number}"), Series("circular", "ว {number}")

    assert [give(desk, one, TODAY) for one in (letters, circulars, letters)] == ["1", "ว 1", "2"]


def test_two_clerks_at_once_get_every_number_once(desk: Counter) -> None:
    run_beside(desk.project.path, clerks=2, count=50)

    numbers = [one.number for one in given(desk.project, "petition")]
    assert sorted(numbers) == list(range(1, 101))
    assert len({one.case_uid for one in given(desk.project, "petition")}) == 100


def test_a_process_that_dies_leaves_no_gap(desk: Counter) -> None:
    letters = desk.book.series[SERIES]
    before = give(desk, letters, TODAY)

    run_and_die(desk.project.path)

    assert [before, give(desk, letters, TODAY)] == ["1/2569", "2/2569"]


def test_an_act_that_is_refused_takes_no_number(desk: Counter) -> None:
    desk.receive()
    assert code_of(lambda: desk.receive(people=[a_person(number="1000000000018")])) == "person.bad_number"

    assert desk.receive().case.number[:11] == "PT69-000002"


def test_a_void_number_stays_with_its_reason_and_is_not_given_again(desk: Counter) -> None:
    reserved = reserve(desk)

    void_number(desk.project, COUNTER, reserved.uid, "พิมพ์ผิด")

    (kept,) = given(desk.project)
    assert (kept.text, kept.state, kept.reason) == ("1/2569", VOID, "พิมพ์ผิด")
    assert reserve(desk).text == "2/2569"


def test_a_number_is_void_only_for_a_reason_and_only_while_nobody_has_it(desk: Counter) -> None:
    reserved = reserve(desk)
    desk.receive(reserved="")
    (taken,) = given(desk.project, "petition")

    assert code_of(lambda: void_number(desk.project, COUNTER, reserved.uid, " ")) == "number.needs_reason"
    assert code_of(lambda: void_number(desk.project, COUNTER, taken.uid, "ผิด")) == "number.in_use"
    void_number(desk.project, COUNTER, reserved.uid, "ผิด")
    assert code_of(lambda: void_number(desk.project, COUNTER, reserved.uid, "ผิด")) == "number.in_use"


def test_a_reserved_number_is_used_by_one_case(desk: Counter) -> None:
    text = reserve_number(desk.project, COUNTER, desk.book, "petition", TODAY).text

    case = desk.case(reserved=text)

    assert case.number == text
    (used,) = given(desk.project, "petition")
    assert (used.state, used.case_uid) == (USED, case.uid)
    assert code_of(lambda: desk.receive(reserved=text)) == "number.not_reserved"
    assert code_of(lambda: desk.receive(reserved="PT69-999999-A")) == "number.not_reserved"


@pytest.mark.parametrize("day", [date(2026, 1, 3), date(2026, 1, 1), date(2025, 12, 30), date(2026, 1, 6)])
def test_a_number_is_dated_back_only_to_a_working_day_of_its_year(desk: Counter, day: date) -> None:
    """A Saturday, a holiday, last year, tomorrow."""
    assert code_of(lambda: reserve(desk, day)) == "number.past_day"
    assert given(desk.project) == []


def test_a_number_dated_back_keeps_its_day_who_and_why(desk: Counter) -> None:
    later = TODAY + timedelta(days=3)
    reserve_number(desk.project, COUNTER, desk.book, SERIES, TODAY, reason="หนังสือลงวันที่ 5", today=later)

    (kept,) = given(desk.project)
    assert (kept.state, kept.dated, kept.reason) == (RESERVED, TODAY, "หนังสือลงวันที่ 5")
    with desk.project.reading() as reading:
        line = reading.journal(1)[0]
    assert (line.actor, line.reason) == (COUNTER.name, "หนังสือลงวันที่ 5")


def test_what_gave_a_number_is_not_taken_back(desk: Counter) -> None:
    desk.receive()
    reserved = reserve(desk)
    void_number(desk.project, CHIEF, reserved.uid, "ไม่ใช้แล้ว")
    with desk.project.reading() as reading:
        lines = reading.journal(3)

    for line in lines:
        assert code_of(partial(take_back, desk.project, COUNTER, line.number)) == "undo.number_given"
    assert [one.number for one in given(desk.project, "petition")] == [1]


def test_the_list_of_a_series_has_no_hole(desk: Counter) -> None:
    for n in range(5):
        desk.receive(visible_to="ปลัด" if n == 2 else "")
    with desk.project.reading() as reading:
        lines = numbers_of(reading, COUNTER, "petition", 2569)

    assert [line.given.number for line in lines] == [5, 4, 3, 2, 1]
    assert [line.case is None for line in lines] == [False, False, True, False, False]


def test_a_case_that_came_in_december_counts_in_its_own_year(desk: Counter) -> None:
    case = desk.case(received_at=datetime(2025, 12, 30, 3, 0, tzinfo=UTC))

    assert case.number.startswith("PT68-000001-")
