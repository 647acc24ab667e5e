"""Taking in a case: numbers, clock, division, places and people in one step."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from shapely import MultiPolygon, box
from tests.builders import CLERK, a_parcel, a_project
from tests.case_desk import CHIEF, DESK, MORNING, TODAY, Counter, a_person

from ltaxgis.domain.cases import Case, CaseLink
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.parcels import Feature, Parcel
from ltaxgis.domain.users import User, pin_fits
from ltaxgis.services.case_file import case_file, cases_on


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Counter]:
    project = a_project(office_folder)
    yield Counter(project)
    project.close()


def a_street(desk: Counter) -> tuple[Parcel, Parcel]:
    """Two parcels side by side, and the municipality around them."""
    one, other = a_parcel("01A001", 500_000, 2_000_000), a_parcel("01A002", 500_020, 2_000_000)
    around = MultiPolygon([box(499_900, 1_999_900, 500_100, 2_000_100)])
    boundary = Feature(uid=new_uid(), layer="boundary", shape=around)
    with desk.project.work(CLERK, "import") as work:
        work.apply(ChangeSet("import", (Change(None, one), Change(None, other), Change(None, boundary))))
        work.commit()
    return one, other


def test_a_case_has_number_clock_division_and_its_first_step(desk: Counter) -> None:
    received = desk.receive(people=[a_person()])
    with desk.project.reading() as reading:
        file = case_file(reading, CHIEF, DESK, received.case.uid, TODAY)

    assert (file.case.state, file.case.division, file.case.priority) == ("new", "engineering", 2)
    assert (file.case.received_at, file.case.starts_on, file.case.due) == (MORNING, TODAY, date(2026, 2, 19))
    assert received.numbers == (file.case.number,)
    assert [one.text for one in file.numbers] == [file.case.number]
    assert [(one.event, one.who) for one in file.steps] == [("receive", desk.actor.name)]
    assert [(party.role, owner.first_name) for party, owner in file.people] == [("petitioner", "สมหญิง")]


def test_what_came_after_office_hours_counts_from_the_next_working_day(desk: Counter) -> None:
    friday_evening = datetime(2026, 1, 9, 9, 31, tzinfo=UTC)  # 16:31 in Bangkok
    desk.now = friday_evening
    case = desk.case(received_at=friday_evening)

    assert (case.received_at, case.starts_on) == (friday_evening, date(2026, 1, 12))
    assert case.due == date(2026, 2, 26)


def test_a_point_is_the_parcel_under_it_told_once_beside_those_that_were_named(desk: Counter) -> None:
    one, other = a_street(desk)
    case = desk.case(at=(500_005, 2_000_005), links=[("parcel", other.uid), ("parcel", one.uid)])

    with desk.project.reading() as reading:
        links = reading.having(CaseLink, "case_uid", [case.uid])
        assert {link.target_uid for link in links} == {one.uid, other.uid}
        assert len(links) == 2
        assert [found.uid for found in cases_on(reading, CHIEF, one.uid)] == [case.uid]
    assert not case.outside


def test_outside_the_municipality_is_said_and_not_refused(desk: Counter) -> None:
    a_street(desk)

    assert desk.case(at=(510_000, 2_000_000)).outside
    assert not desk.case().outside


def test_where_no_boundary_is_drawn_nothing_lies_outside(desk: Counter) -> None:
    assert not desk.case(at=(900_000, 900_000)).outside


def test_a_kind_that_correspondence_registers_takes_both_numbers_in_one_step(desk: Counter) -> None:
    desk.book = replace(desk.book, registered=frozenset({"small.plain"}))
    first, second = desk.receive(), desk.receive()

    assert [one.case.register_number for one in (first, second)] == ["1/2569", "2/2569"]
    assert first.numbers == (first.case.number, "1/2569")
    with desk.project.reading() as reading:
        assert {one.series for one in reading.having(GivenNumber, "case_uid", [first.case.uid])} == {
            "petition", "letter_in",
        }  # fmt: skip


def test_a_pin_is_told_once_and_kept_only_as_a_hash(desk: Counter) -> None:
    received = desk.receive(with_pin=True)
    stored = desk.stored(received.case.uid)

    assert len(received.pin) == 6
    assert received.pin not in stored.pin
    assert pin_fits(User("ผู้ร้อง", pin=stored.pin), received.pin)
    assert not pin_fits(User("ผู้ร้อง", pin=stored.pin), "000000" if received.pin != "000000" else "111111")


def test_the_persons_choice_of_priority_and_division_wins(desk: Counter) -> None:
    case = desk.case(priority=0, division="health", assignee="มาลี", channel="phone")

    assert (case.priority, case.division, case.assignee, case.channel) == (0, "health", "มาลี", "phone")


def test_cases_of_a_place_are_told_open_ones_first_then_the_newest(desk: Counter) -> None:
    place = Uid("p")
    uids = []
    for _ in range(3):
        uids.append(desk.case(links=[("building", place)]).uid)
        desk.pass_days(1)
    desk.step(uids[2], "drop")

    with desk.project.reading() as reading:
        told: list[Case] = cases_on(reading, CHIEF, place)
    assert [one.uid for one in told] == [uids[1], uids[0], uids[2]]
