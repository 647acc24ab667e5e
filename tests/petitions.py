"""A counter for tests of petitions: the book as it ships, people, and petitions made in one line."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from shapely import MultiPolygon, Point, box

from ltaxgis.domain.attachments import PHOTO_AFTER, Attachment
from ltaxgis.domain.buildings import Building
from ltaxgis.domain.cases import Case, CaseStep, StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.desks import PersonDraft, Received
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Feature, Link
from ltaxgis.domain.petitions import PETITIONER, Petition, PetitionDraft
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.petitions import receive_petition, step_petition
from ltaxgis.storage.project import SqlProject
from tests.builders import a_parcel, a_row

COUNTER = Actor("สมศรี รับเรื่อง", "เจ้าพนักงานธุรการ", ("clerk",))
SURVEYOR = Actor("วิชัย ช่าง", "นายช่างโยธา", ("survey",))
CHIEF = Actor("ประสิทธิ์ ปลัด", "ปลัดเทศบาล", ("approver",))
VIEWER = Actor("นภา มองดู", "", ("viewer",))
MONDAY = datetime(2026, 2, 2, 3, 0, tzinfo=UTC)
"""10:00 of a working Monday in Bangkok."""
HERE = Point(500_010, 2_000_010)


def the_book() -> OfficeBook:
    folder = find_resources().root / "office"
    return read_book({path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")})


def a_person(first: str = "สมชาย", last: str = "ใจดี", phone: str = "", number: str = "") -> PersonDraft:
    owner = Owner(uid=new_uid(), prefix="นาย", first_name=first, last_name=last, house_no="99/9")
    return PersonDraft(role=PETITIONER, owner=owner, phone=phone, number=number)


def a_lamp(**more: Any) -> PetitionDraft:
    """A lamp that is out, on the first parcel."""
    draft = PetitionDraft(
        kind="service", category="light", text="ไฟทางดับหน้าบ้าน 2 ต้น", person=a_person(), shape=HERE, with_pin=False
    )
    return replace(draft, **more)


@dataclass
class Desk:
    """The desk of petitions of an open project, `now` as the clock on its wall."""

    project: SqlProject
    now: datetime = MONDAY
    book: OfficeBook = field(default_factory=the_book)

    def receive(self, draft: PetitionDraft | None = None, actor: Actor = COUNTER) -> Received:
        return receive_petition(self.project, actor, self.book, draft or a_lamp(), self.now)

    def step(self, uid: Uid, event: str, text: str = "", actor: Actor = COUNTER, **told: Any) -> Case:
        also = {name: told.pop(name) for name in ("stars", "agency_ref") if name in told}
        step_petition(self.project, actor, self.book, uid, event, StepTold(text=text, **told), self.now, **also)
        return self.case(uid)

    def photo(self, uid: Uid) -> None:
        picture = Attachment(uid=new_uid(), case_uid=uid, name="หลังซ่อม.jpg", kind=PHOTO_AFTER, media="image/jpeg")
        self.keep(picture)

    def keep(self, *records: Any) -> None:
        with self.project.work(COUNTER, "case.attach") as work:
            work.apply(ChangeSet("case.attach", tuple(Change(None, one) for one in records)))
            work.commit()

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def case(self, uid: Uid) -> Case:
        with self.project.reading() as reading:
            return reading.get(Case, [uid])[0]

    def petition(self, uid: Uid) -> Petition:
        with self.project.reading() as reading:
            return reading.having(Petition, "case_uid", [uid])[0]

    def steps(self, uid: Uid) -> list[CaseStep]:
        with self.project.reading() as reading:
            return sorted(reading.having(CaseStep, "case_uid", [uid]), key=lambda one: one.at)


def build_street(desk: Desk, houses: int = 3) -> list[Uid]:
    """Parcels of 20 m in a row from `HERE` east, each with a house `<n>/1` of moo 2, a road before them, and the
    boundary around; answers the parcels."""
    parcels = [a_parcel(f"01A00{n + 1}", e=500_000 + 20 * n) for n in range(houses)]
    rows = [a_row(f"01A00{n + 1}") for n in range(houses)]
    links = [Link(uid=new_uid(), row_uid=row.uid, parcel_uid=one.uid, by="code")
             for row, one in zip(rows, parcels, strict=True)]  # fmt: skip
    homes = [Building(uid=new_uid(), land_uid=row.uid, code=f"B{n}", house_no=f"{n + 1}/1", moo="2")
             for n, row in enumerate(rows)]  # fmt: skip
    road = Feature(uid=new_uid(), layer="roads", label="ถนนริมน้ำ",
                   shape=box(499_900, 2_000_025, 500_200, 2_000_030))  # fmt: skip
    town = Feature(uid=new_uid(), layer="boundary", shape=MultiPolygon([box(499_000, 1_999_000, 501_000, 2_001_000)]))
    desk.keep(*parcels, *rows, *links, *homes, road, town)
    return [one.uid for one in parcels]
