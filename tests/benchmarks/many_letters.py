"""A town's correspondence of ten years: 100,000 letters, each with its number, 300,000 minutes, its routings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ltaxgis.domain.cases import Case, CaseStep
from ltaxgis.domain.correspondence import Letter, Recipient, Routing
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.numbering import GivenNumber
from ltaxgis.domain.project import Actor, ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.domain.thai.calendar import BE_OFFSET
from ltaxgis.ports.stores import Columns, Work
from ltaxgis.storage.create import create_project
from ltaxgis.storage.project import open_project

LETTERS, MINUTES = 100_000, 3
OPEN = 4_000
"""So many of the newest have not ended."""
YEAR = 2569
TODAY = date(2026, 12, 1)
CLERK = Actor("เจ้าหน้าที่ 1", "เจ้าพนักงานธุรการ", ("clerk",))
_ABOUT = ("ขอข้อมูลที่ดินและสิ่งปลูกสร้าง", "ขอเชิญประชุมคณะกรรมการ", "ซักซ้อมแนวทางการจัดเก็บภาษี", "รายงานผลการดำเนินงาน",
          "ขออนุมัติเบิกจ่ายเงิน", "แจ้งมติคณะรัฐมนตรี", "ขอความอนุเคราะห์สถานที่")  # fmt: skip
_FROM = ("จังหวัดเชียงใหม่", "อำเภอเมือง", "กรมส่งเสริมการปกครองท้องถิ่น", "สำนักงานที่ดิน", "โรงเรียนเทศบาล", "การไฟฟ้า")
_DIVISIONS = ("engineering", "finance", "health", "water", "clerk")
_MINUTES = (("consider", "เห็นควรมอบกองที่เกี่ยวข้องดำเนินการ"), ("assign", "มอบผู้อำนวยการกองดำเนินการตามระเบียบ"),
            ("done", "ดำเนินการเรียบร้อยแล้ว ส่งรายงานตามแนบ"))  # fmt: skip


def make_letters(path: Path, count: int = LETTERS) -> None:
    """The project stands at `path`: all letters of one year and one book, the longest that a book can be."""
    create_project(path, ProjectSettings("เทศบาลของหนังสือ", 32647))
    project = open_project(path)
    with project.work(CLERK, "case.receive", large=True) as work:
        _fill(work, count)
        work.refresh_search()
        work.commit()
    project.close()


def _fill(work: Work, count: int) -> None:
    cases = new_uids(count)
    first = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
    came = [first + timedelta(minutes=4.5 * n) for n in range(count)]
    days = [at.date() for at in came]
    waits = [n >= count - OPEN for n in range(count)]
    divisions = [_DIVISIONS[n % 5] for n in range(count)]
    subjects = [f"{_ABOUT[n % 7]} ครั้งที่ {n % 900}" for n in range(count)]
    texts = [f"{n + 1}/{YEAR}" for n in range(count)]
    work.add(Case, Columns(cases, {
        "desk": ["letters_in"] * count, "kind": ["external"] * count, "number": texts, "title": subjects,
        "state": ["assigned" if wait else "closed" for wait in waits], "division": divisions,
        "assignee": [f"เจ้าหน้าที่ {n % 12}" for n in range(count)], "channel": ["mail"] * count,
        "priority": [3 if n % 50 == 0 else 0 for n in range(count)], "received_at": came, "starts_on": days,
        "due": [day + timedelta(days=15) for day in days],
        "closed_on": [None if waits[n] else day + timedelta(days=n % 20) for n, day in enumerate(days)],
        "visible_to": ["ปลัดเทศบาล" if n % 500 == 0 else "" for n in range(count)],
    }))  # fmt: skip
    _add(work, Letter, cases, direction=["in"] * count, their_number=[f"ชม 00{n % 90:02}/{n}" for n in range(count)],
         dated=[day - timedelta(days=2) for day in days], sender=[f"{_FROM[n % 6]} {n % 40}" for n in range(count)],
         addressee=["นายกเทศมนตรี"] * count)  # fmt: skip
    _add(work, GivenNumber, cases, series=["letter_in"] * count, year=[YEAR] * count, dated=days, text=texts,
         number=list(range(1, count + 1)))  # fmt: skip
    for place, (event, text) in enumerate(_MINUTES):
        at = [one + timedelta(hours=place + 1) for one in came]
        _add(work, CaseStep, cases, kind=["minute"] * count, event=[event] * count, state=["assigned"] * count, at=at,
             who=["วีระ ปลัด"] * count, position=["ปลัดเทศบาล"] * count,
             text=[f"{text} ที่ {n % 700}" for n in range(count)])  # fmt: skip
    _add(work, Routing, cases, place=[1] * count, division=divisions, sent_at=came,
         due=[day + timedelta(days=15) for day in days], number=[f"{n // 5 + 1}/{YEAR}" for n in range(count)],
         done_on=[None if wait else day for day, wait in zip(days, waits, strict=True)])  # fmt: skip
    some = cases[::20]
    _add(work, Recipient, some, place=[1] * len(some), name=["อำเภอเมือง"] * len(some), way=["email"] * len(some),
         sent_at=came[::20], awaited=[True] * len(some))  # fmt: skip
    assert first.year + BE_OFFSET == YEAR


def _add(work: Work, record: type[Record], cases: Sequence[Uid], **fields: list[Any]) -> None:
    """One to a letter."""
    work.add(record, Columns(new_uids(len(cases)), {"case_uid": list(cases), **fields}))
