"""Petitions that another probably repeats: by place, category, days and words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shapely import Point
from tests.builders import a_project
from tests.petitions import COUNTER, HERE, Desk, a_lamp, a_person, build_street

from ltaxgis.domain.cases import CaseParty
from ltaxgis.domain.petition_doubles import Duplicate, likeness
from ltaxgis.domain.petitions import PetitionDraft
from ltaxgis.services.petition_doubles import duplicates


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def found(desk: Desk, draft: PetitionDraft) -> list[Duplicate]:
    with desk.project.reading() as reading:
        return duplicates(reading, COUNTER, desk.book, draft, desk.now)


def east(metres: float) -> Point:
    return Point(HERE.x + metres, HERE.y)


def test_the_same_lamp_told_by_another_is_found_with_the_reason(desk: Desk) -> None:
    first = desk.receive().case
    desk.wait(2)

    (double,) = found(desk, a_lamp(shape=east(12), text="ไฟทางหน้าบ้านดับ 2 ต้นครับ", person=a_person("มานี")))

    assert (double.uid, double.number, double.reason) == (first.uid, first.number, "near_alike")
    assert double.facts == {"days": 2, "metres": 12}
    assert 0.6 < double.score <= 1


@pytest.mark.parametrize(
    ("draft", "days", "reason"),
    [
        (a_lamp(shape=east(12), text="มืดมาก"), 2, ["near"]),
        (a_lamp(shape=east(31)), 2, []),
        (a_lamp(shape=east(30)), 2, ["near_alike"]),
        (a_lamp(), 30, ["near_alike"]),
        (a_lamp(), 31, []),
        (a_lamp(category="tree"), 2, []),
        (a_lamp(shape=None), 2, ["alike"]),
        (a_lamp(shape=None, text="ขอโคมไฟใหม่ที่สนามเด็กเล่น"), 2, []),
    ],
)
def test_radius_days_category_and_words_decide(desk: Desk, draft: PetitionDraft, days: int, reason: list[str]) -> None:
    desk.receive()
    desk.wait(days)

    assert [one.reason for one in found(desk, draft)] == reason


def test_the_same_parcel_and_the_same_person_are_reasons(desk: Desk) -> None:
    parcel, *_ = build_street(desk)
    desk.receive(a_lamp(shape=None, parcel=parcel, text="ไฟดับ", person=a_person("มานะ", phone="0891234567")))
    party = desk.receive(a_lamp(shape=east(900), person=a_person("มานะ", phone="0891234567"))).case
    with desk.project.reading() as reading:
        person = reading.having(CaseParty, "case_uid", [party.uid])[0].owner_uid

    told = a_lamp(shape=None, parcel=parcel, text="มืด")
    assert [one.reason for one in found(desk, told)] == ["same_parcel"]
    known = replace(a_person(), uid=person)
    assert [one.reason for one in found(desk, replace(told, person=known, text="ไฟดับ"))] == ["same_person"]


def test_what_is_stored_is_no_duplicate_of_itself_and_merged_ones_are_left_out(desk: Desk) -> None:
    first, second = desk.receive().case, desk.receive().case

    with desk.project.reading() as reading:
        assert [one.uid for one in duplicates(reading, COUNTER, desk.book, first, desk.now)] == [second.uid]
    desk.step(second.uid, "cancel")
    with desk.project.reading() as reading:
        assert duplicates(reading, COUNTER, desk.book, first, desk.now) == []


def test_a_complaint_about_an_official_is_never_proposed(desk: Desk) -> None:
    staff = a_lamp(kind="staff", category="light", named=("ใครคนหนึ่ง",))
    desk.receive(staff, replace(COUNTER, name="คนอื่น"))

    assert found(desk, a_lamp()) == []
    assert found(desk, staff) == []


def test_words_are_compared_without_spaces_and_marks() -> None:
    assert likeness("ไฟทางดับ หน้าวัด", "ไฟทางดับหน้าวัด") > 0.9
    assert likeness("น้ำประปาไม่ไหลทั้งซอย 3", "แจ้งว่าน้ำประปาไม่ไหลทั้งซอย 3 ตั้งแต่เมื่อวานนี้") > 0.9
    assert likeness("ไฟดับ", "สุนัขจรจัดกัดคน") < 0.4
    assert likeness("", "ไฟดับ") == 0
