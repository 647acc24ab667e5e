"""Somebody stands at the counter: who is it?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import CLERK, a_project

from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.project import Actor
from ltaxgis.services.find_person import find_person
from ltaxgis.storage.project import SqlProject

NUMBER, PHONE = "1000000000009", "0800000001"
COUNTER = Actor("วรรณา", "ธุรการ", ("clerk",))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SqlProject]:
    project = a_project(tmp_path / "แผนที่ภาษี 2569")
    with project.work(CLERK, "register.edit") as work:
        keys = work.number_keys([NUMBER, PHONE])
        people = [
            Owner(uid=new_uid(), prefix="นาย", first_name="สมชาย", last_name="ใจดี", number_key=keys[NUMBER]),
            Owner(uid=new_uid(), prefix="นาง", first_name="สมหญิง", last_name="แก้วมณี", phone_key=keys[PHONE]),
        ]
        work.apply(ChangeSet("register.edit", tuple(Change(None, one) for one in people)))
        work.commit()
    yield project
    project.close()


@pytest.mark.parametrize(
    ("typed", "by", "first"),
    [
        ("1-0000-00000-00-9", "number", "สมชาย"),
        ("๑๐๐๐๐๐๐๐๐๐๐๐๙", "number", "สมชาย"),
        ("080-000-0001", "phone", "สมหญิง"),
        ("แก้วมณี", "name", "สมหญิง"),
        ("l,=kp", "name", "สมชาย"),
    ],
)
def test_a_person_is_found_by_what_is_at_hand(town: SqlProject, typed: str, by: str, first: str) -> None:
    with town.reading() as reading:
        found = find_person(reading, COUNTER, typed)

    assert (found[0].owner.first_name, found[0].by) == (first, by)


def test_a_number_that_nobody_has_finds_nobody_and_is_not_kept(town: SqlProject) -> None:
    with town.reading() as reading:
        assert find_person(reading, COUNTER, "2000000000007") == []
        assert reading.number_key("2000000000007") is None


def test_a_part_of_a_number_finds_nobody(town: SqlProject) -> None:
    with town.reading() as reading:
        assert find_person(reading, COUNTER, NUMBER[:-1]) == []


def test_who_may_not_see_people_finds_none(town: SqlProject) -> None:
    with town.reading() as reading:
        assert find_person(reading, Actor("สภา", "", ("viewer",)), "สมชาย") == []
