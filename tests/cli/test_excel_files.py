"""The command line's files for Excel: the findings workbook can be brought back, exports carry no formula."""

import zipfile
from pathlib import Path

from openpyxl import load_workbook
from tests.builders import CLERK, a_row
from tests.cli.conftest import Command, TownFiles

from ltaxgis.app.excel_round_trip import read_back, take_diff
from ltaxgis.app.knowledge import shipped_lists
from ltaxgis.domain.changes import Change, ChangeSet
from ltaxgis.domain.project import Actor
from ltaxgis.domain.register import LandRow
from ltaxgis.ports.resources import Resources
from ltaxgis.storage.project import open_project

REGISTER = "รหัสแปลงที่ดิน,เลขที่เอกสาร,ประเภทเอกสาร,รวมราคาประเมินที่ดิน (บาท)\nO1A001,101,โฉนด,หนึ่ง\n01A002,102,โฉนด,5\n"


def test_the_findings_workbook_of_an_import_is_mended_and_brought_back(
    command: Command, office_folder: Path, resources: Resources
) -> None:
    project, table, findings = (office_folder / name for name in ("x.ltax", "ที่ดิน.csv", "ข้อตรวจพบ.xlsx"))
    table.write_text(REGISTER, encoding="utf-8")
    command("new", project, "--name", "ทต.ตัวอย่าง", "--crs", "32647")
    assert command("import", project, "--register", table, "--findings", findings).status == 1
    book = load_workbook(findings)
    sheet = book.worksheets[1]
    heads = [cell.value for cell in sheet[1]]
    assert heads[1:] == REGISTER.splitlines()[0].split(",")
    sheet.cell(2, 2).value, sheet.cell(2, 5).value = "01A001", "100"
    book.save(findings)
    opened = open_project(project)
    take_diff(opened, CLERK, read_back(opened, findings, shipped_lists(resources)))
    with opened.reading() as reading:
        uids = reading.columns(LandRow, ()).uids
        row = next(row for row in reading.get(LandRow, uids) if row.title_no == "101")
        left = {finding.code for finding in reading.findings()}
    opened.close()
    assert (row.code_read, row.value) == ("01A001", 100_00)
    assert not {"code.letter_for_digit", "cell.not_a_number"} & left


def test_join_and_check_write_their_findings_as_a_list(command: Command, town: TownFiles) -> None:
    keep(town.project, a_row("99Z999", title_no="9"))
    path = town.project.parent / "ข้อตรวจพบ.xlsx"
    assert command("join", town.project, "--findings", path).status == 1
    kinds, others = load_workbook(path).worksheets[:2]
    assert "99Z999" in [cell.value for row in others.iter_rows() for cell in row]
    assert any(row[2].value == 1 for row in kinds.iter_rows(min_row=5))


def test_an_exported_cell_never_runs_as_a_formula(command: Command, town: TownFiles) -> None:
    formula = '=HYPERLINK("http://example.test","คลิก")'
    keep(town.project, a_row("01Z001", title_no=formula))
    folder = town.project.parent
    command("export", town.project, "--to", folder / "a.xlsx")
    command("export", town.project, "--to", folder / "a.csv")
    with zipfile.ZipFile(folder / "a.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert formula in [cell.value for row in load_workbook(folder / "a.xlsx").worksheets[0].iter_rows() for cell in row]
    assert "\"'=HYPERLINK" in (folder / "a.csv").read_text(encoding="utf-8-sig")


def test_that_personal_data_left_stands_in_the_journal_with_its_reason(command: Command, town: TownFiles) -> None:
    out = town.project.parent / "a.csv"
    command("export", town.project, "--to", out, "--with-personal-data", "--reason", "สภาขอดู")
    project = open_project(town.project)
    with project.reading() as reading:
        newest = reading.journal()[0]
    project.close()
    assert (newest.action, newest.reason) == ("export.personal", "สภาขอดู")


def keep(path: Path, row: LandRow) -> None:
    project = open_project(path)
    with project.work(Actor("สมศรี"), "register.edit") as work:
        work.apply(ChangeSet("register.edit", (Change(None, row),)))
        work.commit()
    project.close()
