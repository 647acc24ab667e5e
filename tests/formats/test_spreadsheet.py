"""Workbooks as town halls send them: what is in them is read, what cannot be read is said."""

# ruff: noqa: E501 - XML stands as files have it

import io
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import severity_counts
from ltaxgis.formats.archives import open_foreign
from ltaxgis.formats.registers import read_register
from ltaxgis.formats.spreadsheet import read_xls
from ltaxgis.ports.readers import ReadChoice

ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:'
    'opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:'
    'documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="ที่ดิน">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)


def text(value: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def number(value: str, shown: str) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'


def ods(path: Path, rows: str, manifest: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", ODS % rows)
        made.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return path


def refusal(path: Path, choice: ReadChoice | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        read_register(path, choice)
    return refused.value


def test_a_workbook_of_several_sheets_gives_a_table_a_sheet(office_folder: Path) -> None:
    book = Workbook()
    land = book.active
    assert land is not None
    land.title = "2_ที่ดิน"
    land.append(["ทะเบียนที่ดิน"])
    land.append(["รหัสแปลงที่ดิน", "วันที่", "ตร.วา", "เลขที่เอกสาร"])
    land.append(["01A001", date(2024, 1, 31), 50.5, "00123"])
    land.append(["01A002", datetime(2024, 2, 1, 8, 30), 2567.0, "=1+1"])
    land["B6"] = "#N/A"
    land["A6"] = "01A003"
    land["D3"].number_format = "@"
    land["C4"].number_format = "00000"
    land.row_dimensions[3].hidden = True
    owners = book.create_sheet("1_เจ้าของ")
    owners.append(["เลขบัตร", "ชื่อ"])
    owners.append([1103700123456, "สมชาย"])
    owners.sheet_state = "hidden"
    book.create_sheet("ว่าง")
    path = office_folder / "ทะเบียน มกราคม 2569.xlsx"
    book.save(path)
    before = sorted(office_folder.iterdir())

    table, people = read_register(path)

    assert (table.name, table.source) == ("2_ที่ดิน", "ทะเบียน มกราคม 2569.xlsx")
    assert table.columns == (
        ["01A001", "01A002", "01A003"], ["2024-01-31", "2024-02-01 08:30:00", None], ["50.5", "02567", None],
        ["00123", None, None],
    )  # fmt: skip
    assert list(table.lines) == [3, 4, 6]
    assert severity_counts(table.findings) == {
        "cell.error": 1, "cell.formula_without_result": 1, "file.hidden_rows": 1, "file.sheet_ignored": 1,
    }  # fmt: skip
    error = next(finding for finding in table.findings if finding.code == "cell.error")
    assert (error.place.row, error.place.column, error.value) == (6, "วันที่", "#N/A")
    assert [finding.code for finding in table.skipped] == ["line.title", "line.blank"]
    assert people.columns == (["1103700123456"], ["สมชาย"])
    assert severity_counts(people.findings) == {"file.sheet_hidden": 1}
    assert sorted(office_folder.iterdir()) == before


def test_only_the_chosen_sheets_and_first_rows_are_read(office_folder: Path) -> None:
    book = Workbook()
    for title in ("ก", "ข"):
        sheet = book.create_sheet(title)
        sheet.append(["รหัส", "ไร่"])
        for number_ in range(500):
            sheet.append([f"01A{number_:03d}", number_])
    path = office_folder / "ทะเบียน.xlsx"
    book.save(path)
    (table,) = read_register(path, ReadChoice(tables=("ข",), limit=50))
    assert (table.name, len(table)) == ("ข", 50)
    refused = refusal(path, ReadChoice(tables=("ค",)))
    assert (refused.code, refused.facts["table"]) == ("file.no_such_table", "ค")


def test_two_hundred_columns_are_read(office_folder: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("กว้าง")
    sheet.append([f"คอลัมน์ {number}" for number in range(200)])
    for row in range(50):
        sheet.append([f"ค่า {row}-{number}" for number in range(200)])
    path = office_folder / "กว้าง.xlsx"
    book.save(path)
    (table,) = read_register(path)
    assert (len(table.headers), len(table)) == (200, 50)
    assert table.columns[199][49] == "ค่า 49-199"


def test_a_million_empty_rows_cost_little_and_are_not_listed(office_folder: Path) -> None:
    path = office_folder / "ยาว.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["รหัส", "ไร่"])
    sheet.append(["01A001", 5])
    book.save(path)
    rows = b"".join(b'<row r="%d" spans="1:2" ht="15"/>' % line for line in range(3, 1_000_003))
    _rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    (table,) = read_register(path)
    assert len(table) == 1
    assert table.skipped == ()


def _rewrite(path: Path, part: str, change: "object") -> None:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part])  # type: ignore[operator]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)


def test_one_cell_in_the_last_corner_does_not_blow_up(office_folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["รหัส", "ไร่"])
    sheet.append(["01A001", 5])
    sheet["XFD1048576"] = "x"
    path = office_folder / "มุม.xlsx"
    book.save(path)
    (table,) = read_register(path)
    assert table.headers == ("รหัส", "ไร่", "ช่องเกิน 1")
    assert list(table.lines) == [2, 1_048_576]
    assert "file.extra_cells" in severity_counts(table.findings)


def test_text_that_looks_like_a_formula_stays_text(office_folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["รหัส", "หมายเหตุ"])
    sheet.append(['01A"001', '=HYPERLINK("http://x","y")'])
    sheet["B2"].data_type = "s"
    sheet.append(["01A\t002", "บรรทัด 1\nบรรทัด 2"])
    path = office_folder / "แปลก.xlsx"
    book.save(path)
    (table,) = read_register(path)
    assert table.columns == (['01A"001', "01A\t002"], ['=HYPERLINK("http://x","y")', "บรรทัด 1\nบรรทัด 2"])


def test_a_workbook_with_a_password_is_refused(office_folder: Path) -> None:
    path = office_folder / "ลับ.xlsx"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    path.write_bytes(header + "EncryptionInfo\0EncryptedPackage".encode("utf-16-le") + b"\0" * 2000)
    assert refusal(path).code == "file.password"
    locked = '<m xmlns="x"><file-entry><encryption-data/></file-entry></m>'
    assert refusal(ods(office_folder / "ลับ.ods", "", locked)).code == "file.password"


def test_a_text_file_named_as_a_workbook_is_refused(office_folder: Path) -> None:
    for name in ("ก.xlsx", "ก.xls", "ก.ods"):
        (office_folder / name).write_text("รหัส,ไร่\n01A001,5\n", encoding="utf-8")
        assert refusal(office_folder / name).code == "file.not_a_workbook"


def test_a_workbook_cut_in_half_is_refused(office_folder: Path) -> None:
    book = Workbook()
    path = office_folder / "ขาด.xlsx"
    book.save(path)
    path.write_bytes(path.read_bytes()[:-400])
    assert refusal(path).code == "file.damaged"


def test_an_old_workbook_that_is_none_is_refused(office_folder: Path) -> None:
    path = office_folder / "เก่า.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<504x") + b"x" * 512)
    assert refusal(path).code == "file.damaged"


def test_an_empty_workbook_is_refused(office_folder: Path) -> None:
    path = office_folder / "เปล่า.xlsx"
    Workbook().save(path)
    assert refusal(path).code == "file.no_table"


def test_an_opendocument_sheet_is_read_with_zeros_errors_and_hidden_rows(office_folder: Path) -> None:
    rows = (
        f"<table:table-row>{text('รหัส')}{text('เลขที่')}{text('วันที่')}{text('หมายเหตุ')}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{text("01A001")}{number("7", "007")}<table:table-cell '
        'office:value-type="date" office:date-value="2024-01-31"><text:p>31 ม.ค. 67</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>ก<text:s text:c="2"/>ข</text:p><text:p>ค</text:p></table:table-cell></table:table-row>'
        f'<table:table-row>{text("01A002")}{number("1234.5", "1,234.50")}<table:table-cell office:value-type="string" '
        'calcext:value-type="error" table:formula="of:=NA()"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (table,) = read_register(ods(office_folder / "ทะเบียน.ods", rows))
    assert table.columns == (["01A001", "01A002"], ["007", "1234.5"], ["2024-01-31", None], ["ก  ข\nค", None])
    assert severity_counts(table.findings) == {"cell.error": 1, "file.hidden_rows": 1}


def test_an_opendocument_cell_repeated_to_the_end_is_refused_not_unrolled(office_folder: Path) -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    assert refusal(ods(office_folder / "ยักษ์.ods", rows)).code == "file.too_wide"


def test_cells_merged_over_rows_are_pointed_out(office_folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["เจ้าของ", "รหัส"], ["สมชาย", "01A001"], [None, "01A002"], ["สมหญิง", "01A003"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    buffer = io.BytesIO()
    book.save(buffer)
    path = office_folder / "ผสาน.xlsx"
    path.write_bytes(buffer.getvalue())
    (table,) = read_register(path)
    assert [(finding.code, finding.place.row) for finding in table.findings] == [("file.cells_merged", 2)]
    assert table.columns[0] == ["สมชาย", None, "สมหญิง"]


def test_the_reader_of_old_workbooks_sees_the_same_cells(office_folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["ทะเบียน"], ["รหัส", "วันที่", "ไร่", "ระวาง", None], ["01A001", date(2024, 1, 31), 5.0, "ก", "ข"]):
        sheet.append(row)
    sheet.append(["01A002", datetime(2024, 2, 1, 8, 30), 1103700123456, True, None])
    sheet.merge_cells("D2:E2")
    path = office_folder / "เก่า.xlsx"
    book.save(path)
    (new,) = read_register(path)
    with open_foreign(path) as file:
        (old,) = read_xls(file, ReadChoice())
        (first,) = read_xls(file, ReadChoice(limit=1))
    assert (old.headers, old.columns, list(old.lines)) == (new.headers, new.columns, list(new.lines))
    assert old.headers == ("รหัส", "วันที่", "ไร่", "ระวาง", "ระวาง (2)")
    assert severity_counts(old.findings) == severity_counts(new.findings) == {"file.header_merged": 1}
    assert len(first) == 1
