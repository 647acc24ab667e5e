"""Who is away: his work goes to the substitute, and so does his inbox."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.case_desk import COUNTER, TODAY, Counter

from ltaxgis.domain.errors import Refused
from ltaxgis.services.absences import absences, add_absence, remove_absence, works_for
from ltaxgis.services.edit_register import take_back

SOMCHAI, MALEE, DAM = "สมชาย ช่าง", "มาลี ช่าง", "ดำ ช่าง"


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def away(desk: Counter, name: str, substitute: str, first: date = TODAY, last: date = TODAY) -> int:
    return add_absence(desk.project, COUNTER, name, substitute, first, last).number


def test_what_is_given_to_who_is_away_goes_to_the_substitute(desk: Counter) -> None:
    away(desk, SOMCHAI, MALEE)
    case = desk.case()
    desk.step(case.uid, "start", assignee=SOMCHAI)
    given = desk.stored(case.uid).assignee
    desk.pass_days(1)
    other = desk.case()
    desk.step(other.uid, "start", assignee=SOMCHAI)

    assert (given, desk.stored(other.uid).assignee) == (MALEE, SOMCHAI)


def test_an_inbox_holds_the_cases_of_those_one_stands_in_for(desk: Counter) -> None:
    away(desk, SOMCHAI, MALEE, TODAY, TODAY + timedelta(days=1))
    away(desk, MALEE, DAM, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    with desk.project.reading() as reading:
        told = {name: [works_for(reading, name, TODAY + timedelta(days=n)) for n in range(3)] for name in (MALEE, DAM)}

    assert told[MALEE] == [(MALEE, SOMCHAI), (MALEE,), (MALEE,)]
    assert told[DAM] == [(DAM,), (DAM, MALEE, SOMCHAI), (DAM, MALEE)]


def test_absences_are_listed_until_they_are_over_and_taken_away_again(desk: Counter) -> None:
    away(desk, SOMCHAI, MALEE, TODAY, TODAY + timedelta(days=3))
    number = away(desk, DAM, MALEE, TODAY - timedelta(days=9), TODAY - timedelta(days=1))
    with desk.project.reading() as reading:
        (running,) = absences(reading, TODAY)
        assert [one.name for one in absences(reading)] == [DAM, SOMCHAI]
    remove_absence(desk.project, COUNTER, running.uid)
    take_back(desk.project, COUNTER, number)

    with desk.project.reading() as reading:
        assert absences(reading) == []


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda desk: away(desk, SOMCHAI, f" {SOMCHAI} "), "absence.oneself"),
        (lambda desk: away(desk, " ", MALEE), "absence.nobody"),
        (lambda desk: away(desk, SOMCHAI, ""), "absence.nobody"),
        (lambda desk: away(desk, SOMCHAI, MALEE, TODAY, TODAY - timedelta(days=1)), "absence.days"),
        (lambda desk: remove_absence(desk.project, COUNTER, desk.case().uid), "absence.gone"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(desk: Counter, call: Callable[[Counter], object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        call(desk)

    assert refused.value.code == code
