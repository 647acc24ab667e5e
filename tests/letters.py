"""A central registry for tests of correspondence: the book as it ships, letters made in one line."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ltaxgis.domain.cases import Case, CaseStep, StepTold, local_day
from ltaxgis.domain.correspondence import Letter, Recipient, Routing
from ltaxgis.domain.desks import Received
from ltaxgis.domain.ids import Uid
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.office_book import OfficeBook
from ltaxgis.domain.project import Actor
from ltaxgis.services.letter_numbers import number_letter, quick_number, void_letter
from ltaxgis.services.letter_steps import step_letter
from ltaxgis.services.letters import LetterDraft, draft_letter, edit_letter, receive_letter
from ltaxgis.storage.project import SqlProject
from tests.case_desk import shipped_book

COUNTER = Actor("สมศรี สารบรรณ", "เจ้าพนักงานธุรการ", ("clerk",))
CHIEF = Actor("วีระ ปลัด", "ปลัดเทศบาล", ("approver",))
ENGINEER = Actor("วิชัย ช่าง", "นายช่างโยธา", ("survey",))
VIEWER = Actor("นภา มองดู", "", ("viewer",))
MONDAY = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
"""10:00 of a working Monday in Bangkok."""
PREFIX = "ชม 52303"


def the_book(**page: Any) -> OfficeBook:
    """As it ships, the town's prefix told; `page` of correspondence says this instead."""
    book = shipped_book()
    tables = dict(book.tables)
    tables["letters"] = {**tables["letters"], "prefix": {"clerk": PREFIX, "engineering": f"{PREFIX}.2"}}
    tables["correspondence"] = {**tables["correspondence"], **page}
    return replace(book, tables=tables)


def a_letter(**told: Any) -> LetterDraft:
    """A letter from the province."""
    draft = LetterDraft(
        subject="ขอข้อมูลที่ดินและสิ่งปลูกสร้าง", their_number="ชม 0017/1234", dated=date(2026, 1, 2),
        sender="จังหวัดเชียงใหม่", addressee="นายกเทศมนตรี",
    )  # fmt: skip
    return replace(draft, **told)


def a_reply(**told: Any) -> LetterDraft:
    """A letter to the province."""
    draft = LetterDraft(
        subject="ส่งข้อมูลที่ดินและสิ่งปลูกสร้าง", sender="เทศบาลเมืองตัวอย่าง", addressee="ผู้ว่าราชการจังหวัดเชียงใหม่",
        division="clerk",
    )  # fmt: skip
    return replace(draft, **told)


@dataclass
class Registry:
    """The desks of correspondence of an open project, `now` as the clock on their wall."""

    project: SqlProject
    actor: Actor = COUNTER
    now: datetime = MONDAY
    book: OfficeBook = field(default_factory=the_book)

    def receive(self, **told: Any) -> Received:
        return receive_letter(self.project, self.actor, self.book, a_letter(**told), self.now)

    def draft(self, **told: Any) -> Received:
        return draft_letter(self.project, self.actor, self.book, a_reply(**told), self.now)

    def quick(self, *, dated: date | None = None, reason: str = "", reserved: Uid | None = None, **told: Any) -> Case:
        draft = a_reply(**told)
        return quick_number(
            self.project, self.actor, self.book, draft, self.now, dated=dated, reason=reason, reserved=reserved
        ).case

    def number(self, uid: Uid, **told: Any) -> Case:
        number_letter(self.project, self.actor, self.book, uid, self.now, **told)
        return self.case(uid)

    def void(self, uid: Uid, reason: str = "พิมพ์ผิด") -> Case:
        void_letter(self.project, self.actor, self.book, uid, reason, self.now)
        return self.case(uid)

    def edit(self, uid: Uid, **told: object) -> Case:
        edit_letter(self.project, self.actor, self.book, uid, told, self.now)
        return self.case(uid)

    def step(self, uid: Uid, event: str, actor: Actor | None = None, **told: Any) -> Case:
        step_letter(self.project, actor or self.actor, self.book, uid, event, StepTold(**told), self.now)
        return self.case(uid)

    def case(self, uid: Uid) -> Case:
        with self.project.reading() as reading:
            return reading.get(Case, [uid])[0]

    def letter(self, uid: Uid) -> Letter:
        with self.project.reading() as reading:
            return reading.having(Letter, "case_uid", [uid])[0]

    def steps(self, uid: Uid) -> list[CaseStep]:
        with self.project.reading() as reading:
            return reading.having(CaseStep, "case_uid", [uid])

    def routings(self, uid: Uid) -> list[Routing]:
        with self.project.reading() as reading:
            return sorted(reading.having(Routing, "case_uid", [uid]), key=lambda one: one.place)

    def recipients(self, uid: Uid) -> list[Recipient]:
        with self.project.reading() as reading:
            return sorted(reading.having(Recipient, "case_uid", [uid]), key=lambda one: one.place)

    def given(self, series: str) -> list[GivenNumber]:
        with self.project.reading() as reading:
            return sorted(reading.having(GivenNumber, "series", [series]), key=lambda one: (one.year, one.number))

    @property
    def today(self) -> date:
        return local_day(self.now)

    def on(self, *day: int, hour: int = 10) -> "Registry":
        """At this hour of a day in Bangkok."""
        self.now = datetime(*day, tzinfo=UTC) + timedelta(hours=hour - 7)  # type: ignore[misc,arg-type]
        return self
