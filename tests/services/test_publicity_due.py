"""What publicity has to do now, and the steps that need nobody's hand."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.builders import a_project
from tests.publicity import CHIEF, MONDAY, OFFICER, TODAY, PublicityDesk, a_news

from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.services.broadcasts import BroadcastDraft
from ltaxgis.services.postings import PostingDraft, add_postings
from ltaxgis.services.publicity_calendar import month_of
from ltaxgis.services.publicity_due import DueNow, due_now, step_due


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def due(desk: PublicityDesk) -> DueNow:
    with desk.project.reading() as reading:
        return due_now(reading, OFFICER, desk.book, desk.now)


def test_what_was_scheduled_goes_out_by_itself_and_expires_by_itself(desk: PublicityDesk) -> None:
    uid = desk.scheduled(a_news("alert", publish_to=None), days=1)
    assert step_due(desk.project, OFFICER, desk.book, desk.now).published == ()

    desk.wait(days=1)
    assert [one.case.uid for one in due(desk).publish] == [uid]
    assert step_due(desk.project, OFFICER, desk.book, desk.now).published == ("1/2569",)
    assert desk.case(uid).state == "published"

    desk.wait(days=4)
    assert step_due(desk.project, OFFICER, desk.book, desk.now).expired == ("1/2569",)
    assert desk.case(uid).state == "expired"
    assert due(desk).count == 0


def test_what_a_guard_holds_back_stays_and_says_why(desk: PublicityDesk) -> None:
    uid = desk.scheduled(days=1)
    other = desk.scheduled(days=1)
    desk.edit(uid, channels="")
    desk.wait(days=2)

    done = step_due(desk.project, OFFICER, desk.book, desk.now)
    assert (done.published, done.kept) == (("2/2569",), (("1/2569", "publicity.needs_channel"),))
    assert [desk.case(one).state for one in (uid, other)] == ["scheduled", "published"]


def test_an_alert_that_nobody_approved_in_time_is_told_as_late(desk: PublicityDesk) -> None:
    uid = desk.new(a_news("alert"))
    desk.step(uid, "publish_at_once")
    desk.wait(hours=24)
    assert [one.late for one in due(desk).approve] == [False]
    desk.wait(hours=1)
    assert [one.late for one in due(desk).approve] == [True]
    desk.step(uid, "approve", CHIEF)
    assert due(desk).approve == []


def test_what_hangs_on_its_last_day_is_to_be_taken_down(desk: PublicityDesk) -> None:
    uid = desk.out(a_news("announcement"))
    add_postings(
        desk.project, OFFICER, uid,
        [PostingDraft(place="ตลาดสด", first=TODAY, last=TODAY + timedelta(days=7)),
         PostingDraft(place="ศาลา", first=TODAY, last=TODAY + timedelta(days=30))], desk.now,
    )  # fmt: skip
    assert due(desk).take_down == []
    desk.wait(days=7)
    assert [one.place for _, one in due(desk).take_down] == ["ตลาดสด"]


def test_a_month_holds_events_days_readings_and_holidays(desk: PublicityDesk) -> None:
    at = datetime(2026, 3, 10, 9, 0, tzinfo=BANGKOK)
    uid = desk.scheduled(a_news("event", "วันผู้สูงอายุ", starts=at, ends=at + timedelta(days=1)), days=30)
    desk.plan(uid, BroadcastDraft("เชิญชวน", date(2026, 3, 9), date(2026, 3, 10), times="06:00,17:00"))
    gone = desk.out(a_news(starts=at))
    desk.step(gone, "withdraw", reason="เลื่อน")

    with desk.project.reading() as reading:
        entries = month_of(reading, OFFICER, desk.book, 2026, 3)
    told = [(one.day.day, one.kind, one.count) for one in entries]
    assert told == [
        (3, "holiday", 1), (4, "goes_out", 1), (9, "read", 2), (10, "happens", 1), (10, "read", 2), (11, "happens", 1),
    ]  # fmt: skip
    assert [one.at for one in entries if one.kind == "happens"] == [at, None]
    assert MONDAY.month == 2
