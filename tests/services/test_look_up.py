"""A citizen looks his case up, and the office publishes its list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.petitions import CHIEF, COUNTER, Desk, a_lamp, a_person, build_street

from ltaxgis.domain.public import PublicCase
from ltaxgis.services.look_up import look_up, published
from ltaxgis.services.petition_merging import merge_petitions


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def asked(desk: Desk, number: str, pin: str) -> PublicCase | None:
    with desk.project.reading() as reading:
        return look_up(reading, desk.project.settings, desk.book, number, pin)


def test_number_and_pin_open_the_public_side_of_a_case(desk: Desk) -> None:
    received = desk.receive(a_lamp(with_pin=True, person=a_person("สมชาย", "ใจดี")))

    public = asked(desk, f" {received.case.number.lower()} ", received.pin)

    assert public is not None
    assert (public.number, public.state, public.due) == (received.case.number, "new", received.case.due)
    assert "สมชาย" not in repr(public)


def test_a_wrong_pin_a_wrong_number_and_no_pin_tell_the_same(desk: Desk) -> None:
    received = desk.receive(a_lamp(with_pin=True))
    without_pin = desk.receive(a_lamp()).case.number
    wrong = "000000" if received.pin != "000000" else "000001"
    number = received.case.number
    other_sign = number[:-1] + ("A" if number[-1] != "A" else "B")

    asks = [(number, wrong), (number, ""), (other_sign, received.pin), ("PT69-999999-1", received.pin),
            (without_pin, ""), (without_pin, received.pin), ("", ""), ("%", received.pin)]  # fmt: skip
    assert [asked(desk, *each) for each in asks] == [None] * len(asks)


def test_a_complaint_about_an_official_is_told_to_nobody(desk: Desk) -> None:
    received = desk.receive(a_lamp(kind="staff", category="staff", named=(CHIEF.name,), with_pin=True))

    assert asked(desk, received.case.number, received.pin) is None


def test_the_list_holds_what_may_be_published_and_where_merged_ones_go_on(desk: Desk) -> None:
    build_street(desk)
    main, second = desk.receive().case, desk.receive().case
    desk.receive(a_lamp(kind="staff", category="staff", named=("ก",)))
    desk.receive(a_lamp(kind="general", category="tax", text="ขอตรวจสอบภาษี"))
    merge_petitions(desk.project, COUNTER, desk.book, [second.uid], main.uid, desk.now)

    with desk.project.reading() as reading:
        listed = published(reading, desk.project.settings, desk.book)

    assert [one.number for one in listed] == [main.number, second.number]
    assert [one.merged_into for one in listed] == ["", main.number]
    assert listed[0].place is not None
    latitude, longitude = listed[0].place
    assert (latitude, longitude) == (round(latitude, 4), round(longitude, 4))
    assert 18 < latitude < 18.2
    assert 98.9 < longitude < 99.1


def test_one_of_a_chain_of_merged_ones_goes_on_under_the_last_number(desk: Desk) -> None:
    main, second, third = (desk.receive().case for _ in range(3))
    merge_petitions(desk.project, COUNTER, desk.book, [third.uid], second.uid, desk.now)
    merge_petitions(desk.project, COUNTER, desk.book, [second.uid], main.uid, desk.now)

    with desk.project.reading() as reading:
        listed = published(reading, desk.project.settings, desk.book)

    assert {one.number: one.merged_into for one in listed} == {
        main.number: "", second.number: main.number, third.number: main.number,
    }  # fmt: skip
