"""Two years of petitions of the sample town, as its people would have brought them and its staff answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import shapely
from shapely import Point

from ltaxgis.domain.attachments import PHOTO_AFTER, PHOTO_BEFORE, Attachment
from ltaxgis.domain.cases import Case, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.desks import PersonDraft
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.petition_states import PETITION_STATES
from ltaxgis.domain.petitions import PETITIONER, PetitionDraft
from ltaxgis.services.case_steps import comment, minute
from ltaxgis.services.petition_merging import merge_petitions
from ltaxgis.services.petitions import receive_petition, step_petition
from ltaxgis.services.sample_stories import Site, Stage, Story

_CHANNELS = ("walkin", "walkin", "walkin", "phone", "phone", "line", "facebook", "web")


@dataclass(frozen=True, slots=True)
class Photos:
    """Hash and size of the sample's pictures, by kind of attachment."""

    known: Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Open:
    uid: Uid
    category: str
    site: Site


def petition_stories(stage: Stage, photos: Photos, first: date, count: int) -> list[tuple[datetime, Story]]:
    """So many petitions, spread over the days from `first` on; a few more come in the rains."""
    days = (stage.until.date() - first).days
    stories: list[tuple[datetime, Story]] = []
    for number in range(count):
        day = first + timedelta(days=stage.random.randint(0, days))
        if day.month in (2, 3) and stage.chance(0.4):
            day += timedelta(days=120)
        at = stage.office_hour(min(day, stage.until.date()))
        stories.append((at, _staff_story(stage) if number % 60 == 7 else _story(stage, photos, number)))
    return stories


def _story(stage: Stage, photos: Photos, number: int) -> Story:
    """A petition from the counter to its end; which way it goes is the number's business."""
    kinds = stage.texts["petition"]
    about = stage.random.choices(kinds, [one["weight"] for one in kinds])[0]
    site, category = stage.pick(stage.sites), str(about["category"])
    known = next((one for one in stage.open if one.category == category), None)
    double = number % 25 == 3 and known is not None
    if double and known is not None:
        site = known.site
    outside = number % 199 == 10
    uid = _receive(stage, about, site, outside=outside, hidden=number % 11 == 0, nameless=number % 37 == 5)
    if stage.chance(0.3):
        _attach(stage, photos, uid, PHOTO_BEFORE)
    yield stage.soon() if number % 15 == 1 else stage.later(0, 2)
    if number % 15 == 1:  # a lamp that was changed in the morning
        _done(stage, photos, uid, about)
    elif outside or number % 27 == 4:
        yield from _forwarded(stage, uid, "outside" if outside else "forward")
    elif number % 31 == 6:
        _take(stage, uid, "reject", reason="not_ours", text=stage.texts["remarks"]["reject"])
    elif number % 41 == 8:
        _take(stage, uid, "cancel")
    elif double and known is not None and _is_open(stage, known.uid) and known.uid != uid:
        merge_petitions(stage.project, stage.counter, stage.book, [uid], known.uid, stage.now,
                        stage.texts["remarks"]["merge"])  # fmt: skip
    else:
        yield from _worked_on(stage, photos, uid, about, number, site)


def _worked_on(stage: Stage, photos: Photos, uid: Uid, about: Mapping[str, Any], number: int, site: Site) -> Story:
    remarks = stage.texts["remarks"]
    here = _Open(uid, str(about["category"]), site)
    stage.open.append(here)
    case = _case(stage, uid)
    _take(stage, uid, "assign", division=case.division, assignee=stage.of(case.division).name)
    yield stage.later(0, 3)
    if stage.chance(0.5):
        _take(stage, uid, "answer", text=remarks["first_answer"])
    _take(stage, uid, "start")
    if stage.chance(0.4):
        comment(stage.project, stage.of(case.division), uid, stage.pick(remarks["comments"]), stage.now)
    if number % 16 == 2:
        yield stage.later(1, 4)
        until = stage.now.date() + timedelta(days=stage.random.randint(20, 80))
        _take(stage, uid, "hold", reason="procurement", text=remarks["hold"], until=until, public=True)
        yield stage.office_hour(until)
        _take(stage, uid, "resume")
    if number % 13 == 9:
        minute(stage.project, stage.chief, uid, StepTold(text=remarks["minute"], on_paper=True), stage.now)
    yield stage.later(40, 160) if number % 12 == 11 else stage.later(1, _days(stage, case))
    if here in stage.open:
        stage.open.remove(here)
    _done(stage, photos, uid, about)
    yield stage.later(1, 7)
    if number % 23 == 12:
        _take(stage, uid, "reopen", reason=remarks["reopen"])
        yield stage.later(1, 5)
        _take(stage, uid, "start")
        yield stage.later(1, 6)
        _done(stage, photos, uid, about)
        yield stage.later(1, 7)
    _take(stage, uid, "close")
    if stage.chance(0.4):
        yield stage.later(0, 3)
        stars = stage.random.choices((5, 4, 3, 2, 1), (45, 30, 15, 6, 4))[0]
        told = StepTold(text=stage.pick(remarks["ratings"]))
        step_petition(stage.project, stage.counter, stage.book, uid, "rate", told, stage.now, stars=stars)


def _forwarded(stage: Stage, uid: Uid, why: str) -> Story:
    remarks, agency = (
        stage.texts["remarks"],
        "neighbour" if why == "outside" else stage.pick(("pea", "highways", "pwa")),
    )
    _take(stage, uid, "forward", agency=agency, text=remarks[why])
    yield stage.later(10, 40)
    _take(stage, uid, "close", text=remarks["forwarded_done"])


def _staff_story(stage: Stage) -> Story:
    told, chief = stage.texts["staff_complaint"], stage.chief
    draft = PetitionDraft(
        "staff", "staff", stage.pick(told["texts"]), person=PersonDraft(PETITIONER, stage.pick(stage.people)),
        hide_from_assignee=True, named=(chief.name,), with_pin=False,
    )  # fmt: skip
    uid = receive_petition(stage.project, chief, stage.book, draft, stage.now).case.uid
    yield stage.later(1, 4)
    _take(stage, uid, "start", by="legal")
    yield stage.later(5, 40)
    _take(stage, uid, "resolve", by="legal", text=stage.pick(told["done"]))
    yield stage.later(1, 5)
    _take(stage, uid, "close", by="legal")


def _receive(stage: Stage, about: Mapping[str, Any], site: Site, *, outside: bool, hidden: bool, nameless: bool) -> Uid:
    known = stage.book.tables["petitions"]["category"]
    category = next(one for one in known if one["code"] == about["category"])
    nameless = nameless and bool(category.get("anonymous"))
    place = stage.pick(stage.texts["places"]).format(code=site.code)
    text = stage.pick(about["texts"]).format(place=f" {place}")
    draft = PetitionDraft(
        str(category["kind"]), str(about["category"]), text, anonymous=nameless,
        person=None if nameless else PersonDraft(PETITIONER, stage.pick(stage.people)), hide_from_assignee=hidden,
        public_name=stage.chance(0.05), shape=_beyond(stage) if outside else _point(stage, site),
        place_text=place, channel=stage.pick(_CHANNELS), with_pin=False,
    )  # fmt: skip
    return receive_petition(stage.project, stage.counter, stage.book, draft, stage.now).case.uid


def _point(stage: Stage, site: Site) -> Point:
    inner = site.shape.buffer(-1)
    ground = inner if not inner.is_empty else site.shape
    left, low, right, up = ground.bounds
    for _ in range(8):
        point = Point(stage.random.uniform(left, right), stage.random.uniform(low, up))
        if shapely.intersects(ground, point):
            return point
    return Point(ground.representative_point())


def _beyond(stage: Stage) -> Point:
    """Some way outside of all parcels."""
    left, low, *_ = shapely.total_bounds([one.shape for one in stage.sites])
    return Point(left - stage.random.uniform(3_000, 4_000), low - stage.random.uniform(3_000, 4_000))


def _done(stage: Stage, photos: Photos, uid: Uid, about: Mapping[str, Any]) -> None:
    _attach(stage, photos, uid, PHOTO_AFTER)
    _take(stage, uid, "resolve", text=stage.pick(about["done"]))


def _attach(stage: Stage, photos: Photos, uid: Uid, kind: str) -> None:
    sha256, size = photos.known[kind]
    taken = stage.now.date()
    name = f"{stage.texts['remarks'][kind]} {taken:%d-%m-%Y}.jpg"
    photo = Attachment(
        uid=new_uid(), case_uid=uid, name=name, kind=kind, media="image/jpeg", size=size, sha256=sha256, taken_on=taken,
    )  # fmt: skip
    stage.rehearsal.apply(ChangeSet("case.attach", (Change(None, photo),)))


def _take(stage: Stage, uid: Uid, event: str, by: str = "", **told: Any) -> None:
    actor = stage.of(by) if by else stage.counter
    step_petition(stage.project, actor, stage.book, uid, event, StepTold(**told), stage.now)


def _case(stage: Stage, uid: Uid) -> Case:
    with stage.project.reading() as reading:
        return reading.get(Case, [uid])[0]


def _is_open(stage: Stage, uid: Uid) -> bool:
    return _case(stage, uid).state not in PETITION_STATES.final


def _days(stage: Stage, case: Case) -> int:
    """Mostly in time."""
    left = 10 if case.due is None else (case.due - stage.now.date()).days
    return max(1, round(left * 0.8))
