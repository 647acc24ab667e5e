"""Feeds and calendars are read by what reads them on the other side."""

import json
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.published import FACE, NOW, an_alert, an_event, published

from ltaxgis.formats.publicity_feeds import atom, calendar, json_feed, page_name, rss, with_own_pages
from ltaxgis.ports.resources import find_resources
from ltaxgis.words import load_words

SAY = load_words(find_resources().words, "th")
BASE = "https://www.thasaengkham.go.th"
ALL = [published(), an_alert(), an_event()]
NASTY = '<script>alert(1)</script> =HYPERLINK("x") & ]]> "ปู่ กตัญญู" น้ำ'


@pytest.mark.parametrize("write", [rss, atom])
def test_a_feed_is_well_formed_and_says_what_is_published(write: object) -> None:
    read = feedparser.parse(write(ALL, FACE, BASE, SAY))  # type: ignore[operator]

    assert not read.bozo
    assert {one.title for one in read.entries} == {one.title for one in ALL}
    assert all(one.link.startswith(BASE) for one in read.entries)
    assert len({one.id for one in read.entries}) == len(ALL)


def test_days_of_rss_are_gregorian() -> None:
    text = rss([published()], FACE, BASE, SAY).decode()

    assert "Thu, 15 Jan 2026 " in text
    assert "<pubDate>Thu, 15 Jan 2569" not in text
    assert 'isPermaLink="false"' in text


def test_a_json_feed_has_what_its_version_asks_for() -> None:
    read = json.loads(json_feed(ALL, FACE, BASE, SAY))

    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert {one["id"] for one in read["items"]} == {f"{one['id']}" for one in read["items"]}
    assert all(one["date_published"].startswith("2026-01-15T") for one in read["items"])


def test_a_calendar_is_read_with_its_times() -> None:
    content = calendar(ALL, FACE, BASE, SAY)
    read = Calendar.from_ical(content)
    events = {str(one["SUMMARY"]): one for one in read.walk("VEVENT")}

    told = next(one for title, one in events.items() if "รดน้ำดำหัว" in title)
    assert told.decoded("DTSTART") == NOW + timedelta(days=40)
    assert "วัดท่าแสงคำ" in str(told["LOCATION"])
    assert all(one.get("UID") and one.get("DTSTAMP") for one in events.values())


def test_lines_of_a_calendar_are_folded_by_octets_and_no_letter_is_cut() -> None:
    content = calendar([an_event(summary="ขอเชิญ" * 60)], FACE, BASE, SAY)

    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    for line in content.split(b"\r\n"):
        line.decode("utf-8")
    assert b"\n" not in content.replace(b"\r\n", b"")


@given(title=st.text(min_size=1, max_size=80), body=st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_feeds_that_can_be_read(title: str, body: str) -> None:
    some = [replace(an_event(summary=body), title=title, paragraphs=(body,))]

    for write in (rss, atom):
        assert not feedparser.parse(write(some, FACE, BASE, SAY)).bozo
    json.loads(json_feed(some, FACE, BASE, SAY))
    assert len(Calendar.from_ical(calendar(some, FACE, BASE, SAY)).walk("VEVENT")) == 1


def test_markup_in_a_title_is_text() -> None:
    one = published(title=NASTY)
    read = feedparser.parse(rss([one], FACE, BASE, SAY), sanitize_html=False)

    assert not read.bozo
    assert "<script>" not in rss([one], FACE, BASE, SAY).decode().replace("&lt;script&gt;", "")


def test_two_texts_of_one_name_have_a_page_each() -> None:
    same = [published(uid="a"), published(uid="b"), published(uid="c", slug="index"), published(uid="d", slug="CON")]
    names = [page_name(one) for one in with_own_pages(same)]

    assert len(set(names)) == 4
    assert not {"index.html", "con.html"} & set(names)
