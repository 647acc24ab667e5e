"""Petitions that were done are closed when their petitioner has had his time."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.petitions import COUNTER, Desk, a_lamp

from ltaxgis.domain.cases import local_day
from ltaxgis.services.look_up import published
from ltaxgis.services.petition_closing import close_ready, ready_to_close


@pytest.fixture
def desk(office_folder: Path) -> Iterator[Desk]:
    project = a_project(office_folder)
    yield Desk(project)
    project.close()


def test_after_seven_days_what_was_done_is_closed_but_complaints_about_officials(desk: Desk) -> None:
    lamp, late, staff = (desk.receive(draft).case.uid for draft in (
        a_lamp(), a_lamp(), a_lamp(kind="staff", category="staff", named=("ใครคนหนึ่ง",))))  # fmt: skip
    for uid in (lamp, late):
        desk.photo(uid)
    desk.step(lamp, "resolve", "เปลี่ยนหลอดแล้ว")
    desk.step(staff, "resolve", "สอบแล้ว")
    desk.wait(1)
    desk.step(late, "resolve", "เปลี่ยนหลอดแล้ว")
    desk.wait(5)
    assert close_ready(desk.project, COUNTER, desk.book, desk.now).closed == ()

    desk.wait(1)
    with desk.project.reading() as reading:
        ready = ready_to_close(reading, COUNTER, desk.book, local_day(desk.now))
    assert {one.uid for one in ready} == {lamp, staff}
    told = close_ready(desk.project, COUNTER, desk.book, desk.now)
    assert told.closed == (desk.case(lamp).number,)
    assert told.kept == ((desk.case(staff).number, "petition.staff_approver"),)

    assert [desk.case(uid).state for uid in (lamp, late, staff)] == ["closed", "resolved", "resolved"]
    assert desk.case(lamp).closed_on == date(2026, 2, 2)


def test_a_part_of_them_can_be_published(desk: Desk) -> None:
    first, second = desk.receive().case, desk.receive().case

    with desk.project.reading() as reading:
        shown = published(reading, desk.project.settings, desk.book, only=[second.uid])

    assert [one.number for one in shown] == [second.number]
    assert first.number != second.number
