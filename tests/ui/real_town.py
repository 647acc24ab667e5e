"""A small real project under the window: the desks' acts go through the services into the file."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.builders import CLERK, a_folder, a_parcel, a_project, a_row
from tests.ui.stage import make_office

from ltaxgis.app.knowledge import shipped_titles
from ltaxgis.app.window_services import WindowServices
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.parcels import Parcel
from ltaxgis.domain.parsing import Layout
from ltaxgis.domain.records import Record
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.resources import Resources
from ltaxgis.ports.stores import Imported, Source
from ltaxgis.services.found_tables import FoundTable, keep_rows
from ltaxgis.services.join_register import join_again
from ltaxgis.services.owner_doubles import doubles_in
from ltaxgis.storage.project import SqlProject
from ltaxgis.ui.office import Office

FILE, TABLE = "ทะเบียน.xlsx", "ที่ดิน"
NAMES = (("บริษัท", "ริมน้ำการช่าง จำกัด"), ("บจก.", "ริมน้ำการช่าง"), ("นาย", "สมชาย"), ("นาง", "สมหญิง"))


def real_office(resources: Resources) -> Office:
    office = make_office(resources)
    office.services = WindowServices(resources)
    return office


def real_town(folder: Path, office: Office) -> Path:
    """Four rows with owners, two of them one company; three parcels, one of them without a row; findings. Made once in
    a process, a copy for each who asks."""
    return Path(shutil.copy(_made_town(office.resources), folder))


@cache
def _made_town(resources: Resources) -> Path:
    project = a_project(a_folder(), "ทต.ริมน้ำ (สำรอง).ltax")
    named = [(f"01A00{number}", str(number)) for number in range(1, 4)] + [("01AOO9", "9")]
    rows = [replace(a_row(code, title_no=title), house_no="12") for code, title in named]
    parcels = [a_parcel(f"01A00{number}", e=500_000 + 20 * number) for number in (1, 2, 9)]
    owners = [
        Owner(uid=new_uid(), kind="company" if number < 2 else "person", prefix=prefix, first_name=name,
              last_name="" if number < 2 else "ใจดี", house_no="12", moo="3", tambon="ในเมือง",
              number_masked=f"x-xxxx-xxxx{number}-12-3")
        for number, (prefix, name) in enumerate(NAMES)
    ]  # fmt: skip
    held = [
        Ownership(uid=new_uid(), subject_uid=row.uid, owner_uid=owner.uid)
        for row, owner in zip(rows, owners, strict=True)
    ]
    records: list[Record] = [*rows, *parcels, *owners, *held]
    with project.work(CLERK, "import") as work:
        work.apply(ChangeSet("import", tuple(Change(None, record) for record in records)))
        work.keep_findings("people", doubles_in(work, shipped_titles(resources)))
        source = Source(new_uid(), FILE, "0" * 64, 1, "register", TABLE)
        work.keep_imported(LandRow, source, _imported(rows))
        found = [_finding("cell.thai_digits", row.code, "๑๒", line) for line, row in enumerate(rows, start=2)]
        work.keep_findings("register", found)
        keep_rows(work, [_rows_of_the_file(rows)])
        work.commit()
    join_again(project, CLERK)
    path = project.path
    project.close()
    return path


def open_town(office: Office) -> SqlProject:
    assert isinstance(office.project, SqlProject)
    return office.project


def row_of(project: SqlProject, code: str) -> LandRow:
    with project.reading() as reading:
        rows = reading.columns(LandRow, ("code",))
        return reading.get(LandRow, [rows.uids[rows["code"].index(code)]])[0]


def parcel_of(project: SqlProject, code: str) -> Parcel:
    with project.reading() as reading:
        parcels = reading.columns(Parcel, ("code",))
        return reading.get(Parcel, [parcels.uids[parcels["code"].index(code)]])[0]


def _imported(rows: Sequence[LandRow]) -> Imported:
    count = len(rows)
    rest = ['{"ผู้สำรวจ": "ช่างเอก"}'] + ["{}"] * (count - 1)
    lines = list(range(2, 2 + count))
    return Imported([row.uid for row in rows], [row.code for row in rows], lines, [1] * count, ["{}"] * count, rest)


def _rows_of_the_file(rows: Sequence[LandRow]) -> FoundTable:
    """As the file wrote them: codes, house numbers, and a column that we have no field for."""
    cells = tuple((row.code, row.title_no, "๑๒", "") for row in rows)
    mapping = {0: "code", 1: "title_no", 2: "house_no"}
    lines, uids = tuple(range(2, 2 + len(rows))), tuple(row.uid for row in rows)
    headers = ("รหัสแปลงที่ดิน", "เลขที่โฉนด", "เลขที่", "ผู้สำรวจ")
    return FoundTable(FILE, "0" * 64, TABLE, headers, mapping, Layout("land"), lines, uids, cells)


def _finding(code: str, subject: str, value: str, line: int) -> Finding:
    return Finding(code, Place(FILE, TABLE, line, "เลขที่", "land.house_no", subject), value)
