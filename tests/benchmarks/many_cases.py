"""A small town that has worked with cases for decades: 50,000 petitions, each with its person, place, number, steps."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ltaxgis.domain.cases import Case, CaseLink, CaseParty, CaseStep
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.numbering import GivenNumber, Series
from ltaxgis.domain.owners import Owner
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.petitions import Petition
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.stores import Columns, Work
from ltaxgis.storage.create import create_project
from ltaxgis.storage.project import open_project

CASES, PEOPLE, PARCELS, CLERKS = 50_000, 20_000, 4_000, 12
OPEN = 2_500
"""So many of the newest are not closed yet."""
TODAY = date(2026, 9, 1)
CLERK = Actor("เจ้าหน้าที่ 1", "เจ้าพนักงานธุรการ", ("clerk",))
_ABOUT = ("ไฟทางดับหน้าบ้านเลขที่", "ถนนเป็นหลุมหน้าซอย", "ท่อระบายน้ำอุดตันที่หมู่", "ขยะไม่ได้เก็บที่ซอย",
          "เสียงดังจากอู่ซ่อมรถซอย", "ต้นไม้ล้มขวางถนนสาย", "สุนัขจรจัดหน้าตลาด")  # fmt: skip
_CATEGORIES = ("light", "road.surface", "drain", "waste", "noise", "tree", "animal")
_DIVISIONS = ("engineering", "engineering", "engineering", "health", "health", "engineering", "health")
_FIRST = ("สมชาย", "สมหญิง", "ประเสริฐ", "มาลี", "วิชัย", "อรุณ", "นภา", "บุญมี", "จันทร์เพ็ญ", "ทองดี")
_LAST = ("ใจดี", "มั่นคง", "สุขสวัสดิ์", "ทองคำ", "แสงอรุณ", "บุญเรือง", "ศรีสุข", "วงศ์ไทย")
_WAY = (("receive", "new"), ("accept", "accepted"), ("start", "in_progress"), ("close", "closed"))
_SERIES = Series("petition", "{letters}{yy:02}-{number:06}-{check}", "PT")


def make_cases(path: Path, cases: int = CASES) -> None:
    """The project stands at `path`."""
    create_project(path, ProjectSettings("เทศบาลของเรื่องร้องเรียน", 32647))
    project = open_project(path)
    with project.work(CLERK, "case.receive", large=True) as work:
        _fill(work, cases)
        work.refresh_search()
        work.commit()
    project.close()


def _fill(work: Work, count: int) -> None:
    owners, parcels, cases = new_uids(PEOPLE), new_uids(PARCELS), new_uids(count)
    random = np.random.default_rng(3)
    work.add(Owner, Columns(owners, _people(PEOPLE)))
    work.add(Parcel, Columns(parcels, _parcels(PARCELS)))
    told = _cases(count, random)
    work.add(Case, Columns(cases, told))
    who, where = random.integers(0, PEOPLE, count).tolist(), random.integers(0, PARCELS, count).tolist()
    hidden = (random.random(count) < 0.1).tolist()
    _add(work, Petition, cases, hide_from_assignee=hidden)
    _add(work, CaseParty, cases, owner_uid=[owners[n] for n in who], role=["petitioner"] * count)
    _add(work, CaseLink, cases, kind=["parcel"] * count, target_uid=[parcels[n] for n in where])
    years = [one.year + BE_OFFSET for one in told["received_at"]]
    series, numbers = ["petition"] * count, list(range(1, count + 1))
    _add(work, GivenNumber, cases, series=series, year=years, number=numbers, text=told["number"])
    for day, (event, state) in enumerate(_WAY):
        at = [came + timedelta(days=day) for came in told["received_at"]]
        plain = {"kind": ["event"] * count, "event": [event] * count, "state": [state] * count, "at": at}
        _add(work, CaseStep, cases, **plain, who=told["assignee"], text=["ดำเนินการแล้ว"] * count)


def _add(work: Work, record: type[Record], cases: Sequence[Uid], **fields: list[Any]) -> None:
    """One to a case."""
    work.add(record, Columns(new_uids(len(cases)), {"case_uid": list(cases), **fields}))


def _people(count: int) -> dict[str, list[Any]]:
    return {
        "kind": ["person"] * count,
        "first_name": [f"{_FIRST[n % len(_FIRST)]}{'' if n < 80 else n // 80}" for n in range(count)],
        "last_name": [_LAST[n % len(_LAST)] for n in range(count)],
        "house_no": [f"{n % 300}/{n % 9}" for n in range(count)],
    }


def _parcels(count: int) -> dict[str, list[Any]]:
    corners = [(500_000 + 20 * (n % 80), 2_000_000 + 20 * (n // 80)) for n in range(count)]
    squares = [shapely.MultiPolygon([shapely.box(e, n, e + 20, n + 20)]) for e, n in corners]
    return {"code": [f"{n // 999 + 1:02}A{n % 999 + 1:03}" for n in range(count)], "shape": squares}


def _cases(count: int, random: np.random.Generator) -> dict[str, list[Any]]:
    """The oldest first; the last of them are open, a third of those late, a tenth on hold."""
    morning = datetime(TODAY.year, TODAY.month, TODAY.day, 3, tzinfo=UTC)
    came = [morning - timedelta(hours=4 * (count - n)) for n in range(count)]
    kinds = random.integers(0, len(_ABOUT), count).tolist()
    waits = [n >= count - OPEN for n in range(count)]
    held = [waiting and n % 10 == 0 for n, waiting in enumerate(waits)]
    starts = [at.date() for at in came]
    each = list(enumerate(zip(starts, waits, strict=True)))
    places = zip(random.uniform(500_000, 501_600, count), random.uniform(2_000_000, 2_001_000, count), strict=True)
    return {
        "desk": ["petitions"] * count, "kind": ["service"] * count,
        "category": [_CATEGORIES[k] for k in kinds], "division": [_DIVISIONS[k] for k in kinds],
        "number": [_SERIES.text(n + 1, at.year + BE_OFFSET) for n, at in enumerate(came)],
        "title": [f"{_ABOUT[k]} {n % 500}/{n % 7}" for n, k in enumerate(kinds)],
        "details": [f"แจ้งว่า{_ABOUT[k]} {n % 500} ตั้งแต่เมื่อวาน ขอให้รีบแก้ไข" for n, k in enumerate(kinds)],
        "place_text": [f"ซอยเทศบาล {n % 40}" for n in range(count)],
        "state": ["on_hold" if h else "in_progress" if w else "closed" for h, w in zip(held, waits, strict=True)],
        "paused": held, "assignee": [f"เจ้าหน้าที่ {n % CLERKS}" if n % 9 else "" for n in range(count)],
        "received_at": came, "starts_on": starts,
        "due": [day + timedelta(days=5 + (n * 7) % 400 if w else 15) for n, (day, w) in each],
        "closed_on": [None if w else day + timedelta(days=1 + n % 25) for n, (day, w) in each],
        "shape": [shapely.Point(place) for place in places],
        "visible_to": ["ปลัดเทศบาล" if n % 500 == 0 else "" for n in range(count)],
    }  # fmt: skip
