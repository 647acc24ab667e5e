"""The publicity desk of tests: its people, and publications made in one line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from ltaxgis.domain.attachments import JPEG, Attachment
from ltaxgis.domain.cases import Case, CaseStep, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.domain.publicity import Broadcast, Edition, Publication
from ltaxgis.domain.publicity_said import a_publication
from ltaxgis.domain.published import Published
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.broadcasts import BroadcastDraft, plan_broadcast
from ltaxgis.services.made_texts import made_texts
from ltaxgis.services.publicity import PublicationDraft, edit_publication, new_publication
from ltaxgis.services.publicity_photos import Marked, mark_photos
from ltaxgis.services.publicity_steps import schedule, step_publication
from ltaxgis.services.published import published_on
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import Words, load_words
from tests.petitions import the_book

OFFICER = Actor("สุดา ประชาสัมพันธ์", "นักประชาสัมพันธ์", ("clerk",))
CHIEF = Actor("ประสิทธิ์ ปลัด", "ปลัดเทศบาล", ("approver",))
VIEWER = Actor("นภา มองดู", "", ("viewer",))
MONDAY = datetime(2026, 2, 2, 3, 0, tzinfo=UTC)
"""10:00 of a working Monday in Bangkok."""
TODAY = date(2026, 2, 2)
CRS = 32647


def a_news(
    product: str = "news", title: str = "เปิดลานกีฬาใหม่", body: str = "ลานกีฬาเปิดทุกวัน", **more: Any
) -> PublicationDraft:
    of_case = {name: more.pop(name) for name in ("place_text", "shape", "division") if name in more}
    return PublicationDraft(product, title, a_publication(body=body, **more), **of_case)


@dataclass
class PublicityDesk:
    """The desk of an open project, `now` as the clock on its wall."""

    project: SqlProject
    now: datetime = MONDAY
    book: OfficeBook = field(default_factory=the_book)
    words: Words = field(default_factory=lambda: load_words(find_resources().words, "th"))

    def new(self, draft: PublicationDraft | None = None, actor: Actor = OFFICER) -> Uid:
        return new_publication(self.project, actor, self.book, draft or a_news(), self.now).case.uid

    def step(self, uid: Uid, event: str, actor: Actor = OFFICER, **told: Any) -> Case:
        step_publication(self.project, actor, self.book, uid, event, StepTold(**told), self.now)
        return self.case(uid)

    def edit(self, uid: Uid, actor: Actor = OFFICER, **fields: object) -> Case:
        edit_publication(self.project, actor, self.book, uid, fields, self.now)
        return self.case(uid)

    def out(self, draft: PublicationDraft | None = None) -> Uid:
        """A publication that is published now."""
        uid = self.new(draft)
        self.step(uid, "approve", CHIEF)
        self.step(uid, "publish")
        return uid

    def scheduled(self, draft: PublicationDraft | None = None, days: int = 3) -> Uid:
        uid = self.new(draft)
        self.step(uid, "approve", CHIEF)
        schedule(self.project, OFFICER, self.book, uid, self.now + timedelta(days=days), None, self.now)
        return uid

    def script(self, uid: Uid) -> str:
        """The words that the program makes of it for the loudspeakers."""
        with self.project.reading() as reading:
            return made_texts(reading, OFFICER, self.book, self.project.settings, self.words, uid, self.now).spoken

    def plan(self, uid: Uid, draft: BroadcastDraft, replaces: Uid | None = None) -> Broadcast:
        return plan_broadcast(self.project, OFFICER, self.book, self.words, uid, draft, self.now, replaces)

    def photo(self, uid: Uid, consent: str = "given", place: int = 1, content: bytes = b"\xff\xd8 photo") -> Uid:
        digest = sha256(content).hexdigest()
        picture = Attachment(
            uid=new_uid(), case_uid=uid, name="ภาพกิจกรรม.jpg", kind="photo_after", media=JPEG, sha256=digest,
            leaves_as=digest,
        )  # fmt: skip
        with self.project.work(OFFICER, "case.attach") as work:
            work.keep_paper(digest, content)
            work.apply(ChangeSet("case.attach", (Change(None, picture),)))
            work.commit()
        self.mark(uid, {picture.uid: Marked(place=place, alt="คนยืนหน้าลานกีฬา", consent=consent)})
        return picture.uid

    def mark(self, uid: Uid, marks: Mapping[Uid, Marked]) -> None:
        mark_photos(self.project, OFFICER, self.book, uid, marks, self.now)

    def wait(self, days: int = 0, hours: int = 0) -> None:
        self.now += timedelta(days=days, hours=hours)

    def keep(self, *records: Any) -> None:
        with self.project.work(OFFICER, "case.attach") as work:
            work.apply(ChangeSet("case.attach", tuple(Change(None, one) for one in records)))
            work.commit()

    def seen(self, day: date | None = None, now: datetime | None = None) -> list[Published]:
        """What the public sees on a day."""
        with self.project.reading() as reading:
            return published_on(reading, self.book, CRS, day or self.today, now)

    @property
    def today(self) -> date:
        return (self.now + timedelta(hours=7)).date()

    def case(self, uid: Uid) -> Case:
        with self.project.reading() as reading:
            return reading.get(Case, [uid])[0]

    def publication(self, uid: Uid) -> Publication:
        with self.project.reading() as reading:
            return reading.having(Publication, "case_uid", [uid])[0]

    def editions(self, uid: Uid) -> list[Edition]:
        with self.project.reading() as reading:
            return sorted(reading.having(Edition, "case_uid", [uid]), key=lambda one: one.edition)

    def steps(self, uid: Uid) -> list[CaseStep]:
        with self.project.reading() as reading:
            return sorted(reading.having(CaseStep, "case_uid", [uid]), key=lambda one: one.at)
