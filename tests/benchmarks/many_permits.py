"""A town's building permits of many years: 5,000, each with its parcel, checklist and steps; most of them licences."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import shapely

from ltaxgis.domain.cases import Case, CaseLink, CaseStep
from ltaxgis.domain.ids import Uid, new_uids
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.permits import Permit, PermitPaper
from ltaxgis.domain.project import ProjectSettings
from ltaxgis.domain.records import Record
from ltaxgis.ports.stores import Columns, Work
from ltaxgis.storage.create import create_project
from ltaxgis.storage.project import open_project
from tests.benchmarks.many_cases import CLERK, TODAY

PERMITS, PARCELS = 5_000, 4_000
LATE = 1_000
"""So many of the newest are applications past their day; the others are licences that end or have ended."""
_WAY = (("receive", "submitted"), ("accept", "accepted"), ("late_notice", "accepted"), ("sign", "signed"),
        ("issue", "issued"), ("expiry_letter", "issued"))  # fmt: skip


def make_permits(path: Path, count: int = PERMITS) -> None:
    """The project stands at `path`."""
    create_project(path, ProjectSettings("เทศบาลของใบอนุญาต", 32647))
    project = open_project(path)
    with project.work(CLERK, "case.receive", large=True) as work:
        _fill(work, count)
        work.refresh_search()
        work.commit()
    project.close()


def _fill(work: Work, count: int) -> None:
    parcels, cases = new_uids(PARCELS), new_uids(count)
    squares = [_square(n) for n in range(PARCELS)]
    codes = [f"{n // 999 + 1:02}A{n % 999 + 1:03}" for n in range(PARCELS)]
    work.add(Parcel, Columns(parcels, {"code": codes, "shape": [shapely.MultiPolygon([one]) for one in squares]}))
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 5, tzinfo=UTC)
    came = [noon - timedelta(days=60 + (count - n) // 4) for n in range(count)]
    late = [n >= count - LATE for n in range(count)]
    work.add(Case, Columns(cases, {
        "desk": ["permits"] * count, "kind": ["permit"] * count, "number": [f"{n + 1}/2569" for n in range(count)],
        "title": [f"ก่อสร้างบ้านพักอาศัย {n % 300}" for n in range(count)],
        "state": ["accepted" if wait else "active" for wait in late], "division": ["engineering"] * count,
        "assignee": [f"เจ้าหน้าที่ {n % 12}" for n in range(count)], "received_at": came,
        "starts_on": [at.date() for at in came],
        "due": [at.date() + timedelta(days=45) if wait else None for at, wait in zip(came, late, strict=True)],
        "visible_to": ["ปลัดเทศบาล" if n % 500 == 0 else "" for n in range(count)],
    }))  # fmt: skip
    _add(work, Permit, cases, work=["build"] * count, footprint=[_square(n % PARCELS).buffer(-4) for n in range(count)],
         licence_no=["" if wait else f"{n + 1}/2569" for n, wait in enumerate(late)],
         valid_to=[None if wait else TODAY + timedelta(days=n % 120 - 60) for n, wait in enumerate(late)])  # fmt: skip
    _add(work, CaseLink, cases, kind=["parcel"] * count, target_uid=[parcels[n % PARCELS] for n in range(count)])
    for code in ("deed", "plan", "consent"):
        _add(work, PermitPaper, cases, code=[code] * count)
    for day, (event, state) in enumerate(_WAY):
        at = [one + timedelta(days=day) for one in came]
        _add(work, CaseStep, cases, kind=["event"] * count, event=[event] * count, state=[state] * count, at=at,
             who=[CLERK.name] * count, text=["ดำเนินการแล้ว"] * count)  # fmt: skip


def _square(n: int) -> shapely.Polygon:
    east, north = 500_000 + 20 * (n % 80), 2_000_000 + 20 * (n // 80)
    return shapely.box(east, north, east + 20, north + 20)


def _add(into: Work, record: type[Record], cases: Sequence[Uid], /, **fields: list[Any]) -> None:
    """One to a case."""
    into.add(record, Columns(new_uids(len(cases)), {"case_uid": list(cases), **fields}))
