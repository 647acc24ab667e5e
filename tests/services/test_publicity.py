"""Publications led from draft to the public, corrected and taken back."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from shapely import Point, box
from tests.builders import a_project
from tests.publicity import CHIEF, MONDAY, OFFICER, TODAY, PublicityDesk, a_news

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.publicity_said import a_publication
from ltaxgis.services.edit_register import take_back
from ltaxgis.services.publication_file import is_late
from ltaxgis.services.publicity_photos import Marked
from ltaxgis.services.publicity_steps import next_steps, schedule


@pytest.fixture
def desk(office_folder: Path) -> Iterator[PublicityDesk]:
    project = a_project(office_folder)
    yield PublicityDesk(project)
    project.close()


def test_a_draft_has_its_number_and_the_channels_of_its_product(desk: PublicityDesk) -> None:
    uid = desk.new(a_news("announcement"))

    assert (desk.case(uid).number, desk.case(uid).state) == ("1/2569", "draft")
    assert desk.publication(uid).channels == "board,web,feed"
    assert desk.seen() == []


def test_what_is_approved_and_published_is_seen_word_for_word(desk: PublicityDesk) -> None:
    uid = desk.new(a_news(body="ย่อหน้าแรก\n\nย่อหน้าสอง", title_en="New ground", tags="กีฬา,#เทศบาล"))
    desk.step(uid, "submit")
    desk.step(uid, "approve", CHIEF)
    assert desk.seen() == []
    desk.step(uid, "publish")

    (one,) = desk.seen()
    assert (one.title, one.title_en, one.paragraphs) == ("เปิดลานกีฬาใหม่", "New ground", ("ย่อหน้าแรก", "ย่อหน้าสอง"))
    assert (one.number, one.slug, one.tags) == ("1/2569", "news-1-2569", ("กีฬา", "เทศบาล"))
    assert one.published_at == MONDAY
    assert one.expires_at == MONDAY + timedelta(days=90)


@pytest.mark.parametrize(
    "change", [{"title": "อื่น"}, {"body_en": "Other"}, {"deadline": MONDAY}, {"place_text": "ตลาด"}]
)
def test_an_edit_of_what_was_approved_makes_it_a_draft_again(desk: PublicityDesk, change: dict[str, Any]) -> None:
    uid = desk.scheduled()
    desk.edit(uid, **change)

    assert desk.case(uid).state == "draft"
    assert desk.publication(uid).approved_text == ""
    assert desk.editions(uid) == []
    assert [one.event for one in desk.steps(uid)][-1] == "change"
    assert desk.seen(TODAY + timedelta(days=10)) == []


def test_days_and_channels_are_decided_after_the_approval(desk: PublicityDesk) -> None:
    uid = desk.scheduled()
    desk.edit(uid, channels="web,screen", publish_from=MONDAY + timedelta(days=1))

    assert desk.case(uid).state == "scheduled"
    assert [one.uid for one in desk.seen(TODAY + timedelta(days=1))] == [uid]


def test_what_is_scheduled_is_seen_from_its_day_on(desk: PublicityDesk) -> None:
    uid = desk.scheduled(days=3)

    assert desk.seen(TODAY + timedelta(days=2)) == []
    assert [one.uid for one in desk.seen(TODAY + timedelta(days=3))] == [uid]
    assert desk.seen(TODAY + timedelta(days=3), now=MONDAY + timedelta(days=3, seconds=-1)) == []


def test_a_photo_picked_after_the_approval_asks_for_another(desk: PublicityDesk) -> None:
    uid = desk.scheduled()
    desk.photo(uid)

    assert desk.case(uid).state == "draft"


def test_a_photo_needs_its_consent_before_it_goes_out_and_vanishes_without(desk: PublicityDesk) -> None:
    uid = desk.new()
    photo = desk.photo(uid, consent="")
    with pytest.raises(Refused, match="photo_without_consent"):
        desk.step(uid, "approve", CHIEF)

    desk.mark(uid, {photo: Marked(consent="given")})
    desk.step(uid, "approve", CHIEF)
    desk.step(uid, "publish")
    assert [one.content for one in desk.seen()[0].pictures] == [b"\xff\xd8 photo"]

    desk.mark(uid, {photo: Marked(consent="refused")})
    assert desk.seen()[0].pictures == ()


def test_what_is_out_is_not_edited_but_corrected(desk: PublicityDesk) -> None:
    uid = desk.out()
    with pytest.raises(Refused, match="correct_first"):
        desk.edit(uid, body="อื่น")

    desk.wait(days=1)
    desk.step(uid, "correct", reason="พิมพ์ผิด")
    desk.edit(uid, body="ลานกีฬาเปิดทุกวันเว้นวันจันทร์")
    assert [(one.edition, one.paragraphs) for one in desk.seen()] == [(1, ("ลานกีฬาเปิดทุกวัน",))]

    desk.step(uid, "approve", CHIEF)
    assert desk.seen()[0].edition == 1
    desk.step(uid, "publish")
    (one,) = desk.seen()
    assert (one.edition, one.paragraphs) == (2, ("ลานกีฬาเปิดทุกวันเว้นวันจันทร์",))
    assert (one.published_at, one.updated_at) == (MONDAY, MONDAY + timedelta(days=1))
    assert [one.edition for one in desk.seen(TODAY)] == [1]


def test_a_correction_can_be_left_and_the_edition_that_is_out_stays(desk: PublicityDesk) -> None:
    uid = desk.out(a_news(title="แรก", area=box(500_000, 2_000_000, 500_100, 2_000_100)))
    desk.step(uid, "correct", reason="คิดว่าผิด")
    desk.edit(uid, body="อื่น", summary="สรุป")
    desk.step(uid, "keep_edition")

    assert (desk.case(uid).state, desk.publication(uid).edition) == ("published", 1)
    assert (desk.publication(uid).body, desk.publication(uid).summary) == ("ลานกีฬาเปิดทุกวัน", "")
    assert len(desk.seen()) == 1


def test_what_was_withdrawn_is_not_shown_of_any_day(desk: PublicityDesk) -> None:
    uid = desk.out()
    desk.wait(days=2)
    desk.step(uid, "withdraw", reason="มีชื่อเด็ก")

    assert desk.seen(TODAY) == desk.seen() == []


def test_what_expired_was_out_on_its_days(desk: PublicityDesk) -> None:
    uid = desk.out(a_news(publish_to=MONDAY + timedelta(days=2)))
    desk.wait(days=3)
    assert desk.seen() == []
    desk.step(uid, "expire")
    desk.step(uid, "archive")

    assert [one.uid for one in desk.seen(TODAY + timedelta(days=1))] == [uid]
    assert desk.seen(TODAY + timedelta(days=3)) == []


def test_an_alert_goes_out_at_once_and_is_approved_after(desk: PublicityDesk) -> None:
    here = box(500_000, 2_000_000, 500_200, 2_000_100)
    uid = desk.new(a_news("alert", "น้ำท่วมฉับพลัน", "โปรดขนของขึ้นที่สูง", severity="severe", area=here))
    desk.step(uid, "publish_at_once")

    (one,) = desk.seen()
    assert (one.emergency, one.severity) == (True, "severe")
    assert len(one.area) == 1
    assert one.area[0][0] == pytest.approx((99.0, 18.09), abs=0.01)
    assert not is_late(desk.publication(uid), desk.case(uid).state, desk.book, desk.now + timedelta(hours=24))
    assert is_late(desk.publication(uid), desk.case(uid).state, desk.book, desk.now + timedelta(hours=25))

    desk.step(uid, "approve", CHIEF)
    assert desk.case(uid).state == "published"
    assert not desk.seen()[0].emergency


def test_news_is_never_published_at_once(desk: PublicityDesk) -> None:
    uid = desk.new()
    with pytest.raises(Refused, match="only_alerts_at_once"):
        desk.step(uid, "publish_at_once")


def test_an_end_before_its_start_is_told_in_one_sentence(desk: PublicityDesk) -> None:
    with pytest.raises(Refused, match="ends_before_start"):
        desk.new(a_news("event", starts=MONDAY, ends=MONDAY - timedelta(hours=1)))
    uid = desk.new()
    with pytest.raises(Refused, match="ends_before_start"):
        desk.edit(uid, publish_from=MONDAY, publish_to=MONDAY - timedelta(days=1))


def test_a_schedule_needs_an_approval_and_a_day(desk: PublicityDesk) -> None:
    uid = desk.new()
    with pytest.raises(Refused, match="no_such_step"):
        schedule(desk.project, OFFICER, desk.book, uid, MONDAY, None, MONDAY)
    desk.step(uid, "approve", CHIEF)
    with pytest.raises(Refused, match="needs_day"):
        desk.step(uid, "schedule")


def test_what_is_over_is_not_published(desk: PublicityDesk) -> None:
    uid = desk.new(a_news(publish_to=MONDAY + timedelta(days=1)))
    desk.step(uid, "approve", CHIEF)
    desk.wait(days=2)
    with pytest.raises(Refused, match="over_already"):
        desk.step(uid, "publish")


@pytest.mark.parametrize(("fields", "code"), [
    ({"channels": "board,radio"}, "no_channel"), ({"severity": "bad"}, "no_severity"),
    ({"state": "published"}, "fixed_field"),
    ({"approved_text": "x"}, "fixed_field"), ({"edition": 3}, "fixed_field"),
])  # fmt: skip
def test_what_cannot_be_said_of_a_publication_is_refused(
    desk: PublicityDesk, fields: dict[str, Any], code: str
) -> None:
    uid = desk.new()
    with pytest.raises(Refused, match=code):
        desk.edit(uid, **fields)


def test_an_identity_number_never_stands_in_a_text_for_everybody(desk: PublicityDesk) -> None:
    uid = desk.new(a_news(body="ผู้ได้รับเงิน 1000000000009"))

    assert "1000000000009" not in desk.publication(uid).body
    with pytest.raises(Refused, match="personal_unseen"):
        desk.step(uid, "submit")


def test_undo_takes_a_publication_back(desk: PublicityDesk) -> None:
    uid = desk.out()
    with desk.project.reading() as reading:
        line = reading.journal(1)[0]
    take_back(desk.project, CHIEF, line.number)

    assert desk.case(uid).state == "approved"
    assert desk.seen() == []


def test_the_place_of_an_event_is_told_in_degrees(desk: PublicityDesk) -> None:
    desk.out(a_news("event", starts=MONDAY, place_text="ลานวัด", shape=Point(500_000, 2_000_000)))

    (one,) = desk.seen()
    assert one.point == pytest.approx((99.0, 18.088), abs=0.001)
    assert (one.place, one.starts) == ("ลานวัด", MONDAY)


def test_a_link_that_would_run_in_a_browser_is_none(desk: PublicityDesk) -> None:
    desk.out(a_news(link="javascript:alert(1)"))

    assert desk.seen()[0].link == ""


def test_only_an_alert_may_go_at_once_and_only_a_correction_back(desk: PublicityDesk) -> None:
    uid = desk.new()
    with desk.project.reading() as reading:
        events = {one.event for one in next_steps(reading, OFFICER, uid)}

    assert events == {"submit", "drop"}
    assert a_publication().edition == 1
    assert date(2026, 2, 2) == TODAY
