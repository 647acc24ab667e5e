"""A year of news of the sample town: what its officer wrote, its chief approved, where it hung and when it was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from shapely.geometry.base import BaseGeometry

from ltaxgis.domain.announcements import due_in
from ltaxgis.domain.attachments import PHOTO_AFTER, Attachment
from ltaxgis.domain.broadcasts import times_of
from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.clocks import BANGKOK
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.publicity import ALERT, BOARD, Publication
from ltaxgis.domain.publicity_desk import page, products
from ltaxgis.domain.publicity_said import a_publication
from ltaxgis.ports.stores import Work
from ltaxgis.services.announcements import begin_proposed_in
from ltaxgis.services.broadcasts import BroadcastDraft, log_reading, plan_broadcast
from ltaxgis.services.postings import PostingDraft, add_postings, take_down
from ltaxgis.services.publicity import PublicationDraft, edit_publication, new_publication
from ltaxgis.services.publicity_photos import Marked, mark_photos
from ltaxgis.services.publicity_steps import schedule, step_publication
from ltaxgis.services.sample_petitions import Photos
from ltaxgis.services.sample_stories import Site, Stage, Story
from ltaxgis.services.script_approvals import approve_script
from ltaxgis.words import Words

AHEAD = timedelta(days=14)
"""What goes out in the coming days lies there as drafts and schedules."""
_DAY = timedelta(days=1)
_SAID = ("summary", "body", "title_en", "body_en", "reason", "issue", "link", "tags", "severity")


@dataclass(frozen=True, slots=True)
class News:
    """What the stories are played with: `texts` are the sample's own words, `settings` the town's."""

    texts: Mapping[str, Any]
    settings: ProjectSettings
    photos: Photos
    words: Words


def publicity_stories(stage: Stage, news: News) -> list[tuple[datetime, Story]]:
    """The news of the year up to the stage's last day, and what had to be announced in its months."""
    last = stage.until.date()
    told: list[tuple[date, Mapping[str, Any]]] = []
    for row in news.texts["news"]:
        told += [(day, row) for day in (_last_such(text, last + AHEAD) for text in row["days"])]
    stories: list[tuple[datetime, Story]] = []
    for number, (day, row) in enumerate(sorted(told, key=lambda one: (one[0], one[1]["title"]))):
        begun = _at(day - timedelta(days=stage.random.randint(2, 5)), 9, number % 50)
        begun = _at(day, 6, 40) if row["product"] == ALERT else begun
        # the story of what is still to come has begun before the last day is over
        begun = min(begun, stage.until - timedelta(minutes=240 + number))
        stories.append((begun, _story(stage, news, number, day, row)))
    month = last.replace(day=1)
    for _ in range(12):
        stories += _proposed(stage, news, month)
        month = (month - _DAY).replace(day=1)
    return stories


def _proposed(stage: Stage, news: News, month: date) -> Iterator[tuple[datetime, Story]]:
    for due in due_in(stage.book, month.year, month.month):
        begun = _at(max(due.first - timedelta(days=10), month), 10, len(due.key))
        yield begun, _proposal(stage, news, due.key, month)


def _proposal(stage: Stage, news: News, key: str, month: date) -> Story:
    received = begin_proposed_in(
        cast(Work, stage.rehearsal), stage.counter, stage.book, news.settings, key, month.year, month.month, stage.now
    )
    uid = received.case.uid
    yield stage.soon()
    _step(stage, uid, "approve", by_chief=True)
    yield from _out_and_over(stage, news, uid, len(key))


def _story(stage: Stage, news: News, number: int, day: date, row: Mapping[str, Any]) -> Story:
    where = news.texts["places"][number % len(news.texts["places"])]
    uid = _new(stage, news, number, day, row, where)
    if row["product"] == ALERT:
        yield from _alert(stage, uid, number, row)
        return
    if row["product"] == "activity":
        _photos(stage, news, uid, number)
    left = row.get("left_at", "")
    if left == "draft":
        return
    yield stage.soon()
    _step(stage, uid, "submit")
    if left == "review":
        return
    if number % 19 == 7:
        yield stage.soon()
        _step(stage, uid, "send_back", by_chief=True, reason=news.texts["returned"])
        yield stage.soon()
        edit_publication(stage.project, stage.counter, stage.book, uid, {"contact": news.texts["contact"]}, stage.now)
        _step(stage, uid, "submit")
    yield stage.soon()
    _step(stage, uid, "approve", by_chief=True)
    yield from _out_and_over(stage, news, uid, number, day)


def _out_and_over(stage: Stage, news: News, uid: Uid, number: int, day: date | None = None) -> Story:
    """From its approval to its end."""
    known = _publication(stage, uid)
    first = known.publish_from or _at(day or stage.now.date(), 8, 30)
    if first > stage.now:
        schedule(stage.project, stage.counter, stage.book, uid, first, known.publish_to, stage.now)
        yield first
    _step(stage, uid, "publish")
    boards = _hang(stage, news, uid, number)
    if "speaker" in known.channels.split(","):
        yield from _read_aloud(stage, news, uid, number)
    if number % 19 == 11:
        yield stage.soon()
        _step(stage, uid, "withdraw", reason=news.texts["withdrawn"])
        return
    if number % 17 == 5:
        yield stage.later(1, 1)
        _step(stage, uid, "correct", reason=news.texts["correction"])
        contact = {"contact": news.texts["contact"]}
        edit_publication(stage.project, stage.counter, stage.book, uid, contact, stage.now)
        yield stage.soon()
        _step(stage, uid, "approve", by_chief=True)
        yield stage.soon()
        _step(stage, uid, "publish")
    over = _publication(stage, uid).publish_to
    if boards:
        down = stage.now.date() + timedelta(days=15)
        yield _at(down, 16, 0)
        if number % 9 != 4:
            take_down(stage.project, stage.counter, boards, down)
    if over is not None:
        yield max(over, stage.now + timedelta(minutes=1))
        _step(stage, uid, "expire")
        if number % 3 == 0:
            yield stage.later(20, 60)
            _step(stage, uid, "archive")


def _alert(stage: Stage, uid: Uid, number: int, row: Mapping[str, Any]) -> Story:
    yield stage.now + timedelta(minutes=4)
    _step(stage, uid, "publish_at_once")
    if row.get("left_at") == "unapproved":
        return
    yield stage.now + timedelta(hours=30 if number % 3 == 0 else 5)
    _step(stage, uid, "approve", by_chief=True)
    over = _publication(stage, uid).publish_to
    if over is not None:
        yield max(over, stage.now + timedelta(minutes=1))
        _step(stage, uid, "expire")


def _new(stage: Stage, news: News, number: int, day: date, row: Mapping[str, Any], where: str) -> Uid:
    said = {name: str(row.get(name, "")).replace("{place}", where).strip() for name in _SAID}
    title, place = str(row["title"]).replace("{place}", where), str(row.get("place", "")).replace("{place}", where)
    alert = row["product"] == ALERT
    starts = _at(day + timedelta(days=int(row["after"])), 9, 0) if "after" in row else None
    ends = starts + timedelta(hours=float(row.get("hours", 3))) if starts is not None else None
    chief, official = stage.chief, products(stage.book)[row["product"]].form
    publication = a_publication(
        **said, starts=stage.now if alert else starts, ends=stage.now + timedelta(hours=30) if alert else ends,
        deadline=_at(day + timedelta(days=int(row["deadline"])), 16, 30) if "deadline" in row else None,
        announced_on=day if official else None, signer=chief.name if official else "",
        signer_position=chief.position if official else "", area=_area(stage, number) if alert else None,
        publish_from=None if alert else _at(day, 8, 30), publish_to=ends if starts is not None else None,
    )  # fmt: skip
    shape = stage.pick(stage.sites).shape.representative_point() if place and stage.sites else None
    draft = PublicationDraft(row["product"], title, publication, place_text=place, shape=shape)
    return new_publication(stage.project, stage.counter, stage.book, draft, stage.now).case.uid


def _area(stage: Stage, number: int) -> BaseGeometry | None:
    """Some 150 to 300 metres around a plot."""
    if not stage.sites:
        return None
    site: Site = stage.pick(stage.sites)
    return site.shape.centroid.buffer(150 + 10 * (number % 15), quad_segs=4)


def _photos(stage: Stage, news: News, uid: Uid, number: int) -> None:
    day = stage.now.date()
    marks = {}
    for place, (kind, (sha256, size)) in enumerate(sorted(news.photos.known.items()), 1):
        photo = Attachment(
            uid=new_uid(), case_uid=uid, name=f"{day:%Y-%m-%d}-{place}.jpg", kind=PHOTO_AFTER, media="image/jpeg",
            size=size, sha256=sha256, leaves_as=sha256, preview_as=sha256, taken_on=day, note=kind,
        )  # fmt: skip
        stage.rehearsal.apply(ChangeSet("case.attach", (Change(None, photo),)))
        consent = "public_event" if number % 2 else "not_needed"
        marks[photo.uid] = Marked(place, news.texts["alt"], news.texts["caption"], consent)
    mark_photos(stage.project, stage.counter, stage.book, uid, marks, stage.now)


def _hang(stage: Stage, news: News, uid: Uid, number: int) -> list[Uid]:
    """On two boards for a fortnight where it goes to boards; every other has a photo of it."""
    if BOARD not in _publication(stage, uid).channels.split(","):
        return []
    today = stage.now.date()
    photo_uid = ""
    if number % 2 == 0:
        sha256, size = sorted(news.photos.known.values())[0]
        photo = Attachment(
            uid=new_uid(), case_uid=uid, name=f"ปิดประกาศ {today:%d-%m-%Y}.jpg", kind=PHOTO_AFTER, media="image/jpeg",
            size=size, sha256=sha256, leaves_as=sha256, preview_as=sha256, taken_on=today,
        )  # fmt: skip
        stage.rehearsal.apply(ChangeSet("case.attach", (Change(None, photo),)))
        photo_uid = photo.uid
    boards = page(stage.book)["boards"]
    drafts = [
        PostingDraft(place=str(boards[(number + n) % len(boards)]), first=today, last=today + timedelta(days=15),
                     photo_uid=photo_uid, by=news.texts["readers"][number % 2])
        for n in range(2)
    ]  # fmt: skip
    return [one.uid for one in add_postings(stage.project, stage.counter, uid, drafts, stage.now)]


def _read_aloud(stage: Stage, news: News, uid: Uid, number: int) -> Story:
    """Read for six days from tomorrow; the readings of the first two are noted."""
    case = stage.rehearsal.get(Case, [uid])[0]
    body = _publication(stage, uid).body.splitlines()[0]
    script = news.texts["script"].format(title=case.title, body=body)
    first = stage.now.astimezone(BANGKOK).date() + _DAY
    plan = BroadcastDraft(script, first, first + 5 * _DAY, voice=news.texts["readers"][number % 2])
    made = plan_broadcast(stage.project, stage.counter, stage.book, news.words, uid, plan, stage.now)
    approve_script(stage.project, stage.chief, stage.book, made.uid, stage.now)
    for day in (first, first + _DAY):
        for at in times_of(made, day):
            moment = datetime.combine(day, at, BANGKOK) + timedelta(minutes=number % 4)
            yield moment + timedelta(minutes=5)
            log_reading(stage.project, stage.counter, made.uid, moment, stage.now)


def _step(stage: Stage, uid: Uid, event: str, *, by_chief: bool = False, reason: str = "") -> None:
    actor = stage.chief if by_chief else stage.counter
    step_publication(stage.project, actor, stage.book, uid, event, StepTold(reason=reason), stage.now)


def _publication(stage: Stage, uid: Uid) -> Publication:
    return stage.rehearsal.having(Publication, "case_uid", [uid])[0]


def _last_such(text: str, last: date) -> date:
    """The latest such day of a year that is not after `last`; `+3` is three days after the stage's last day."""
    if text[0] in "+-":
        return last - AHEAD + timedelta(days=int(text))
    month, day = (int(part) for part in text.split("-"))
    this_year = date(last.year, month, day)
    return this_year if this_year <= last else date(last.year - 1, month, day)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), BANGKOK)
