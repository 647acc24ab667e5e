"""A counter for tests of permits: a street of four plots, people, and applications made in one line."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shapely import LineString, MultiPolygon, Polygon, box

from ltaxgis.domain.cases import StepTold
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.desks import CaseDraft, PersonDraft
from ltaxgis.domain.ids import Uid, new_uid
from ltaxgis.domain.office_book import OfficeBook, read_book
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Feature, Link, Parcel
from ltaxgis.domain.permit_desk import PERMITS
from ltaxgis.domain.permits import Permit, PermitPaper
from ltaxgis.domain.project import Actor
from ltaxgis.ports.resources import find_resources
from ltaxgis.services.case_file import CaseFile, case_file
from ltaxgis.services.permit_map import run_checks
from ltaxgis.services.permit_steps import step_permit
from ltaxgis.services.permits import (
    PERMIT_RECORDS,
    PermitDraft,
    PermitReceived,
    Receipt,
    a_floor,
    a_permit,
    enter_receipt,
    papers_came,
    receive_permit,
)
from ltaxgis.storage.project import SqlProject
from tests.builders import a_row

COUNTER = Actor("สมศรี รับเรื่อง", "เจ้าพนักงานธุรการ", ("clerk",))
SURVEYOR = Actor("วิชัย ช่าง", "นายช่างโยธา", ("survey",))
CHIEF = Actor("ประสิทธิ์ นายก", "นายกเทศมนตรี", ("approver",))
REVENUE = Actor("ดวงใจ จัดเก็บ", "นักวิชาการจัดเก็บรายได้", ("revenue",))
EVERYTHING = Actor("มานะ ทำทุกอย่าง", "", ("administrator",))
MONDAY = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
"""10:00 of 5 January 2026 in Bangkok."""
E, N = 500_000.0, 2_000_000.0
NUMBER, PHONE = "1000000000009", "0891234567"


def the_book() -> OfficeBook:
    folder = find_resources().root / "office"
    return read_book({path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")})


def at(day: date) -> datetime:
    """10:00 of a day in Bangkok."""
    return datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)


def a_person(role: str = "applicant", **more: Any) -> PersonDraft:
    owner = Owner(uid=new_uid(), kind="natural", prefix="นาง", first_name="มานี", last_name="ขออนุญาต", house_no="99/9")
    return PersonDraft(role, owner=owner, **more)


def a_house(west: float = 5, south: float = 5, width: float = 10, depth: float = 8) -> Polygon:
    """A house on the first plot, so many metres from its corner in the south west."""
    return box(E + west, N + south, E + west + width, N + south + depth)


def windows(*openings: bool) -> str:
    return json.dumps([{"openings": one} for one in openings])


@dataclass
class Desk:
    """The desk of permits of an open project, `now` as the clock on its wall."""

    project: SqlProject
    now: datetime = MONDAY
    book: OfficeBook = field(default_factory=the_book)
    plots: list[Uid] = field(default_factory=list)
    rows: list[Uid] = field(default_factory=list)

    def build_street(self, width: str = "6") -> None:
        """Four plots of 20 by 20 m from west to east, a street of `width` along their south, its centre 3 m away."""
        for place in range(4):
            west = E + 20 * place
            shape = MultiPolygon([box(west, N, west + 20, N + 20)])
            code = f"01A00{place + 1}"
            parcel = Parcel(uid=new_uid(), code=code, code_read=code, shape=shape, area_m2=400)
            row = replace(a_row(code), house_no=str(place + 1), moo="3", road="ถนนริมคลอง")
            link = Link(uid=new_uid(), row_uid=row.uid, parcel_uid=parcel.uid, by="code")
            self.keep(parcel, row, link)
            self.plots.append(parcel.uid)
            self.rows.append(row.uid)
        street = LineString([(E - 50, N - 3), (E + 130, N - 3)])
        rest = json.dumps({"NAME": "ถนนริมคลอง", "WIDTH": width})
        self.keep(Feature(uid=new_uid(), layer="roads", label="ถนนริมคลอง", shape=street, rest=rest))

    def keep(self, *records: Any) -> None:
        with self.project.work(EVERYTHING, "test") as work:
            work.apply(ChangeSet("test", tuple(Change(None, one) for one in records)))
            work.commit()

    def receive(self, kind: str = "build", people: Any = None, plots: int = 1, **fields: Any) -> PermitReceived:
        told: dict[str, Any] = {
            "use": "house", "storeys": 1, "height": 450, "footprint": a_house(), "accuracy_m": 0.1,
            "walls": windows(True, True, True, True),
        }  # fmt: skip
        asked = PermitDraft(a_permit(**(told | fields)), [a_floor(1, 8000)])
        draft = CaseDraft(
            kind=kind, title="บ้านชั้นเดียว", people=people if people is not None else [a_person()],
            links=[("parcel", uid) for uid in self.plots[:plots]], with_pin=False,
        )  # fmt: skip
        return receive_permit(self.project, COUNTER, self.book, draft, asked, self.now)

    def step(self, uid: Uid, event: str, actor: Actor = EVERYTHING, **told: Any) -> None:
        step_permit(self.project, actor, self.book, uid, event, StepTold(**told), self.now)

    def bring_papers(self, uid: Uid) -> None:
        with self.project.reading() as reading:
            codes = [one.code for one in reading.having(PermitPaper, "case_uid", [uid])]
        papers_came(self.project, COUNTER, uid, dict.fromkeys(codes, self.now.date()))

    def check(self, uid: Uid) -> dict[str, str]:
        return {one.check: one.verdict for one in run_checks(self.project, SURVEYOR, self.book, uid, self.now)}

    def pay(self, uid: Uid, number: str = "ล.12/34", **more: Any) -> None:
        enter_receipt(self.project, COUNTER, uid, Receipt(number, **more), self.now)

    def issued(self, **fields: Any) -> Uid:
        """An application that went all the way to its licence, collected the same day."""
        uid = self.receive(**fields).received.case.uid
        self.bring_papers(uid)
        self.step(uid, "accept")
        self.check(uid)
        for event in ("propose", "sign", "ask_fee"):
            self.step(uid, event)
        self.pay(uid)
        self.step(uid, "issue")
        self.step(uid, "collect")
        return uid

    def file(self, uid: Uid, today: date | None = None) -> CaseFile:
        with self.project.reading() as reading:
            return case_file(reading, EVERYTHING, PERMITS, uid, today or self.now.date(), PERMIT_RECORDS)

    def permit(self, uid: Uid) -> Permit:
        with self.project.reading() as reading:
            return reading.having(Permit, "case_uid", [uid])[0]

    def state(self, uid: Uid) -> str:
        return self.file(uid).case.state

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
