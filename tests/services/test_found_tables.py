"""The findings workbook as the window sends it: the rows of the last import as they are now, for whom may see what."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from tests.builders import CLERK
from tests.services.excel_office import MALEE, SHEETS, Office, in_excel

from ltaxgis.app.excel_round_trip import send_findings, take_diff
from ltaxgis.domain.changes import Change
from ltaxgis.domain.findings import Finding, Place
from ltaxgis.domain.parsing import Layout
from ltaxgis.domain.project import Actor
from ltaxgis.domain.tables import SourceTable
from ltaxgis.services.found_tables import found_table

OWNERS, LAND, USES = SHEETS
VALUE, CODE = "รวมราคาประเมินที่ดิน (บาท)", "รหัสแปลงที่ดิน"
VIEWER = Actor("ผู้ดู", roles=("viewer",))


def sent(office: Office, actor: Actor = CLERK) -> Path:
    path = office.folder / "ภายหลัง.xlsx"
    send_findings(office.project, actor, path, office.words, office.lists)
    return path


def line_of(path: Path, title_no: str) -> dict[str, Any]:
    head, *rows = load_workbook(path)[LAND].iter_rows(values_only=True)
    lines = [dict(zip(map(str, head), cells, strict=True)) for cells in rows]
    return next(line for line in lines if line["เลขที่เอกสาร"] == title_no)


def test_every_sheet_of_the_file_that_findings_stand_on_has_its_own_headings(office: Office) -> None:
    office.import_file()
    book = load_workbook(sent(office))
    for name in (OWNERS, LAND, USES):
        assert [cell.value for cell in book[name][1]][1:] == SHEETS[name][0]


def test_what_is_mended_in_any_sheet_comes_back(office: Office) -> None:
    office.import_file()
    path = in_excel(sent(office), {(LAND, "101", VALUE): "100", (USES, "01B003", CODE): "01A003",
                                   (OWNERS, "ปรีชา", "ตำบล"): "ริมน้ำ"})  # fmt: skip
    diff = office.back(path)
    assert (len(diff.taken), diff.refused, diff.rows_refused) == (3, (), ())
    take_diff(office.project, CLERK, diff)
    assert office.rows()["101"].value == 100_00
    assert not {"cell.not_a_number", "use.row_without_land"} & office.codes()


def test_a_row_that_was_edited_since_is_shown_as_it_stands(office: Office) -> None:
    office.import_file()
    row = office.rows()["101"]
    office.apply(Change(row, replace(row, value=7_50, area=61_025)))
    line = line_of(sent(office), "101")
    assert [line[heading] for heading in (VALUE, "ไร่", "งาน", "ตร.วา")] == ["7.5", "1", "2", "10.25"]
    diff = office.back(in_excel(sent(office), {(LAND, "101", VALUE): "9"}))
    take_diff(office.project, CLERK, diff)
    assert (office.rows()["101"].value, office.rows()["101"].area) == (9_00, 61_025)


def test_a_row_that_ended_is_not_sent(office: Office) -> None:
    office.import_file()
    office.apply(Change(office.rows()["101"], None))
    titles = [row[5].value for row in load_workbook(sent(office))[LAND].iter_rows(min_row=2)]
    assert "101" not in titles
    assert "102" in titles


def test_who_may_not_see_people_is_sent_nobody(office: Office) -> None:
    office.import_file()
    book = load_workbook(sent(office, VIEWER))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = "\n".join(str(cell.value) + (cell.comment.text if cell.comment else "") for cell in cells)
    assert OWNERS not in book.sheetnames
    assert not [name for name in ("สมชาย", "ปรีชา", MALEE[-3:], "ของสำนักงาน", "0812345") if name in texts]
    assert VALUE in texts


def test_of_very_many_rows_those_with_a_fault_of_their_own_are_kept_first() -> None:
    table = SourceTable("ทะเบียน.csv", "", ("รหัส",), ([f"01A{line:03}" for line in range(10)],), range(2, 12))
    found = [Finding("join.row_without_parcel", Place("ทะเบียน.csv", "", line)) for line in range(2, 12)]
    found.append(Finding("code.lost_zero", Place("ทะเบียน.csv", "", 11)))
    kept = found_table(table, {0: "code"}, Layout("land"), "", [None] * 10, found, most=3)
    assert kept.lines == (2, 3, 11)
