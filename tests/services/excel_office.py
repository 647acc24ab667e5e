"""A project whose workbooks go to Excel and come back, for tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from tests.builders import CLERK

from ltaxgis.app.excel_round_trip import read_back, send_to_excel
from ltaxgis.app.findings_file import write_findings
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.code_lists import CodeLists
from ltaxgis.domain.register import LandRow
from ltaxgis.domain.round_trip import Diff
from ltaxgis.domain.thai.identity import check_digit
from ltaxgis.services.import_files import ImportRequest, Readers, RegisterFile, import_files
from ltaxgis.storage.project import SqlProject
from ltaxgis.words import Words


def number(first_twelve: str) -> str:
    return first_twelve + str(check_digit(first_twelve))


SOMCHAI, MALEE, NEW = number("110270000001"), number("110270000002"), number("110270000003")
SHEETS: Mapping[str, list[list[str]]] = {
    "1_เจ้าของทรัพย์สิน": [
        ["ลำดับ", "เลขบัตรประชาชน", "ประเภทบุคคล", "คำนำหน้า", "ชื่อ", "นามสกุล", "ตำบล", "โทรศัพท์"],
        ["1", SOMCHAI, "บุคคลธรรมดา", "นาย", "สมชาย", "ใจดี", "ในเมือง", "0812345678"],
        ["2", MALEE, "บุคคลธรรมดา", "นาง", "มาลี", "ใจดี", "ในเมือง", "0812345679"],
        ["3", SOMCHAI[:12] + str((int(SOMCHAI[12]) + 1) % 10), "บุคคลธรรมดา", "นาย", "ปรีชา", "กล้าหาญ", "ในเมือง", ""],
    ],
    "2_ที่ดิน": [
        ["ลำดับ", "เลขบัตรเจ้าของที่ดิน", "รหัสแปลงที่ดิน", "ประเภทเอกสาร", "เลขที่เอกสาร", "ไร่", "งาน", "ตร.วา",
         "รวมราคาประเมินที่ดิน (บาท)", "ประเภทการใช้ประโยชน์", "หมายเหตุ", "ของสำนักงาน"],
        ["1", SOMCHAI, "01A001", "โฉนด", "101", "1", "2", "50.5", "หนึ่งแสน", "ว่างเปล่า", "", "ก"],
        ["2", SOMCHAI, "O1A002", "โฉนด", "102", "0", "5", "20", "50000", "ว่างเปล่า", "=1+1", "ข"],
        ["3", MALEE, "01A003", "โฉนด", "103", "0", "1", "0", "", "ปลูกฝันทิ้งไว้", "", "ค"],
        ["4", MALEE, "01A004", "โฉนด", "๑๐๔", "0", "1", "0", "7000", "ว่างเปล่า", "", "ง"],
    ],
    "2_ที่ดิน_ใช้ประโยชน์": [
        ["เลขบัตรเจ้าของที่ดิน", "รหัสแปลงที่ดิน", "ประเภทการใช้ประโยชน์", "ไร่", "งาน", "ตร.วา", "หมายเหตุ"],
        [SOMCHAI, "01A001", "ว่างเปล่า", "1", "2", "50.5", ""],
        [MALEE, "01B003", "ว่างเปล่า", "0", "1", "0", ""],
    ],
}  # fmt: skip


@dataclass
class Office:
    """A project, and where its workbooks go."""

    project: SqlProject
    folder: Path
    words: Words
    readers: Readers

    @property
    def lists(self) -> CodeLists:
        return self.readers.knowledge.lists

    def import_file(
        self, *, dry_run: bool = False, rows: str = "found", columns: Mapping[str, str] | None = None
    ) -> Path:
        """The register above imported; answers its findings workbook."""
        source = self.folder / "ทะเบียน.xlsx"
        if not source.exists():
            write_source(source)
        request = ImportRequest((RegisterFile(source, columns=columns or {}),), dry_run=dry_run, rows_told=rows)
        report = import_files(self.project, CLERK, request, self.readers, lambda step: None)
        path = self.folder / "ข้อตรวจพบ.xlsx"
        write_findings(path, report.findings, self.words, report.tables)
        return path

    def send(self, uids: Any = None, **options: Any) -> Path:
        path = self.folder / "ส่ง.xlsx"
        send_to_excel(self.project, CLERK, path, uids, self.words, self.lists, **options)
        return path

    def back(self, path: Path) -> Diff:
        return read_back(self.project, path, self.lists)

    def rows(self) -> dict[str, LandRow]:
        with self.project.reading() as reading:
            uids = reading.columns(LandRow, ()).uids
            return {row.title_no: row for row in reading.get(LandRow, uids)}

    def codes(self) -> set[str]:
        with self.project.reading() as reading:
            return {finding.code for finding in reading.findings()}

    def keep(self, *rows: Any) -> None:
        self.apply(*(Change(None, row) for row in rows))

    def apply(self, *changes: Change) -> None:
        with self.project.work(CLERK, "register.edit") as work:
            work.apply(ChangeSet("register.edit", changes))
            work.commit()


def write_source(path: Path) -> None:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, lines in SHEETS.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"
    book.save(path)


def in_excel(path: Path, typed: Mapping[tuple[str, str, str], Any], more: Callable[[Any], None] | None = None) -> Path:
    """The workbook as somebody saves it after typing: by sheet, a text that stands in the row, and heading."""
    book = load_workbook(path)
    for (name, mark, heading), value in typed.items():
        sheet = book[name]
        column = next(place for place, cell in enumerate(sheet[1], start=1) if cell.value == heading)
        lines = enumerate(sheet.iter_rows(min_row=2), start=2)
        line = next(place for place, row in lines if mark in [str(cell.value) for cell in row[1:]])
        sheet.cell(line, column).value = value
    if more is not None:
        more(book)
    book.save(path)
    return path
