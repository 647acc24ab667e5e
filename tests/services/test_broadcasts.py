"""The loudspeakers' list, and what was read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_project
from tests.publicity import CHIEF, OFFICER, TODAY, PublicityDesk

from ltaxgis.domain.broadcasts import clock_times, readings_between, times_of, written_times
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.publicity import Broadcast
from ltaxgis.services.broadcasts import BroadcastDraft, end_broadcast, log_reading, to_read_on
from ltaxgis.services.publicity import confirm_personal
from ltaxgis.services.script_approvals import approve_script

SIX = datetime(2026, 2, 2, 6, 0, tzinfo=BANGKOK)
WEEK = BroadcastDraft("พี่น้องชาวเทศบาล", TODAY, TODAY + timedelta(days=6))


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def test_a_days_list_says_what_was_read_and_what_not(desk: PublicityDesk) -> None:
    uid = desk.out()
    broadcast = desk.plan(uid, replace(WEEK, script=desk.script(uid)))
    read = log_reading(desk.project, OFFICER, broadcast.uid, SIX + timedelta(minutes=3), desk.now, "สมหญิง")

    with desk.project.reading() as reading:
        morning, evening = to_read_on(reading, OFFICER, TODAY)
    assert (morning.at, morning.may_be_read) == (SIX, True)
    assert morning.read is not None
    assert morning.read.uid == read.uid
    assert (evening.at.hour, evening.read) == (17, None)
    assert (read.by, read.channel, len(read.sha256)) == ("สมหญิง", "speaker", 64)
    with pytest.raises(Refused, match="read_already"):
        log_reading(desk.project, OFFICER, broadcast.uid, SIX + timedelta(minutes=3), desk.now)
    with pytest.raises(Refused, match="not_yet"):
        log_reading(desk.project, OFFICER, broadcast.uid, SIX + timedelta(hours=11), desk.now)


def test_a_draft_is_on_the_list_but_may_not_be_read(desk: PublicityDesk) -> None:
    broadcast = desk.plan(desk.new(), WEEK)

    with desk.project.reading() as reading:
        assert {one.may_be_read for one in to_read_on(reading, OFFICER, TODAY)} == {False}
    with pytest.raises(Refused, match="not_approved"):
        log_reading(desk.project, OFFICER, broadcast.uid, SIX, desk.now)


def may_be_read(desk: PublicityDesk) -> bool:
    with desk.project.reading() as reading:
        (told,) = {one.may_be_read for one in to_read_on(reading, OFFICER, desk.today)}
    return told


def test_words_of_ones_own_are_read_after_a_chief_approved_them(desk: PublicityDesk) -> None:
    broadcast = desk.plan(desk.out(), WEEK)
    assert not may_be_read(desk)
    with pytest.raises(Refused, match=r"broadcast\.not_approved"):
        log_reading(desk.project, OFFICER, broadcast.uid, SIX, desk.now)
    with pytest.raises(Refused, match="may_not"):
        approve_script(desk.project, OFFICER, desk.book, broadcast.uid, desk.now)

    approve_script(desk.project, CHIEF, desk.book, broadcast.uid, desk.now)

    assert may_be_read(desk)
    assert log_reading(desk.project, OFFICER, broadcast.uid, SIX, desk.now).edition == 1


def test_words_that_were_approved_are_not_once_they_or_the_text_change(desk: PublicityDesk) -> None:
    uid = desk.out()
    broadcast = desk.plan(uid, replace(WEEK, script=desk.script(uid)))
    assert may_be_read(desk)

    desk.plan(uid, replace(WEEK, script=desk.script(uid) + " ฟรี"), broadcast.uid)
    assert not may_be_read(desk)

    desk.plan(uid, replace(WEEK, script=desk.script(uid)), broadcast.uid)
    assert may_be_read(desk)
    desk.step(uid, "correct", reason="เวลาผิด")
    desk.edit(uid, body="ลานกีฬาเปิดวันจันทร์")
    assert may_be_read(desk)  # the edition that is out stays out until the next one is
    desk.step(uid, "approve", CHIEF)
    assert not may_be_read(desk)


def test_what_a_draft_says_is_not_approved_because_the_program_made_its_words(desk: PublicityDesk) -> None:
    uid = desk.out()
    desk.step(uid, "correct", reason="เวลาผิด")
    desk.edit(uid, body="ลานกีฬาเปิดวันจันทร์")

    desk.plan(uid, replace(WEEK, script=desk.script(uid)))

    assert not may_be_read(desk)


def test_nothing_is_planned_of_what_is_over(desk: PublicityDesk) -> None:
    uid = desk.out()
    desk.step(uid, "withdraw", reason="เลื่อน")
    with pytest.raises(Refused, match=r"broadcast\.over"):
        desk.plan(uid, WEEK)


def test_personal_data_in_a_script_is_looked_at_before_it_is_read(desk: PublicityDesk) -> None:
    uid = desk.out()
    broadcast = desk.plan(uid, replace(WEEK, script="ติดต่อ 081-234-5678"))
    with pytest.raises(Refused, match="personal_unseen"):
        approve_script(desk.project, CHIEF, desk.book, broadcast.uid, desk.now)

    confirm_personal(desk.project, OFFICER, desk.book, uid, "เจ้าตัวยินยอม", desk.now)
    approve_script(desk.project, CHIEF, desk.book, broadcast.uid, desk.now)

    assert may_be_read(desk)


def test_a_plan_is_replaced_shortened_and_ended(desk: PublicityDesk) -> None:
    uid = desk.out()
    first = desk.plan(uid, WEEK)
    desk.plan(uid, BroadcastDraft("ใหม่", TODAY, TODAY, times="12.00 น."), first.uid)
    with desk.project.reading() as reading:
        assert [(one.at.hour, one.broadcast.script) for one in to_read_on(reading, OFFICER, TODAY)] == [(12, "ใหม่")]

    end_broadcast(desk.project, OFFICER, first.uid, TODAY - timedelta(days=1))
    with desk.project.reading() as reading:
        assert to_read_on(reading, OFFICER, TODAY) == []


@pytest.mark.parametrize(("draft", "code"), [
    (BroadcastDraft("ก", TODAY, TODAY, days="0,8"), "broadcast.bad_days"),
    (BroadcastDraft("ก", TODAY, TODAY, times="25:00"), "broadcast.bad_times"),
    (BroadcastDraft("ก", TODAY, TODAY, times=""), "broadcast.bad_times"),
    (BroadcastDraft(" ", TODAY, TODAY), "publicity.needs_text"),
    (BroadcastDraft("ก", TODAY, TODAY - timedelta(days=1)), "publicity.ends_before_start"),
])  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(desk: PublicityDesk, draft: BroadcastDraft, code: str) -> None:
    uid = desk.new()
    with pytest.raises(Refused) as why:
        desk.plan(uid, draft)
    assert why.value.code == code


def test_times_are_read_as_people_write_them() -> None:
    assert written_times(clock_times("๐๖:๐๐, 17.30 น.,6:00")) == "06:00,17:30"


@given(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.integers(0, 40), st.sets(st.integers(1, 7), min_size=1))
def test_readings_of_a_span_are_those_of_its_days(first: date, length: int, days: set[int]) -> None:
    last = first + timedelta(days=length)
    one = Broadcast(uid=Uid("1"), case_uid=Uid("2"), script="ก", days=",".join(map(str, days)), first=first, last=last)
    by_day = [times_of(one, first + timedelta(days=n)) for n in range(-2, length + 3)]

    assert sum(map(len, by_day)) == readings_between(one, date(2025, 1, 1), date(2027, 1, 1))
    assert by_day[:2] == by_day[-2:] == [[], []]
