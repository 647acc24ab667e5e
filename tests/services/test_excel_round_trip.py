"""The register's table goes to Excel and comes back."""

from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.builders import CLERK, a_row
from tests.services.excel_office import Office, in_excel

from ltaxgis.app.excel_round_trip import take_diff
from ltaxgis.domain.changes import Change
from ltaxgis.domain.errors import Refused
from ltaxgis.domain.ids import new_uid
from ltaxgis.domain.owners import Owner, Ownership
from ltaxgis.domain.register import LandRow
from ltaxgis.formats.workbook_reader import read_workbook
from ltaxgis.services.excel_round_trip import SENT

LAND = "ที่ดิน"
CODE, AREA, PRICE, YEAR = "รหัสแปลงที่ดิน", "เนื้อที่ (ไร่-งาน-ตร.ว.)", "ราคาประเมินต่อ ตร.ว. (บาท)", "ปีภาษี (พ.ศ.)"
TITLE, USE, NOTE = "เลขที่เอกสารสิทธิ์", "ประเภทการใช้ประโยชน์", "หมายเหตุ"

# any text a register may hold, formulas and escapes of Excel among them
texts = st.one_of(
    st.sampled_from(["", "=1+1", "+66", "-", "@x", "007", "1e5", "_x0041_", "TRUE", " ก ", "ก\nข", "ก\r\nข", "&<>\"'"]),
    st.text(max_size=12),
)
amounts = st.one_of(st.none(), st.integers(min_value=0, max_value=10**11))
TEXT_FIELDS = tuple(
    field.name for field in fields(LandRow) if field.default == "" and field.name in SENT and field.name != "code"
)
rows = st.builds(
    lambda told, area, value, price, unit_area, year: LandRow(
        uid=new_uid(), area=area, value=value, price=price, unit_area=unit_area, year=year, **told
    ),
    st.fixed_dictionaries(dict.fromkeys(("code", *TEXT_FIELDS), texts)),
    amounts,
    amounts,
    amounts,
    amounts,
    st.one_of(st.none(), st.integers(min_value=2400, max_value=2700)),
)


@pytest.fixture
def sent(office: Office) -> Office:
    office.keep(a_row("01A001", area=60_250, title_no="101"), a_row("01A002", title_no="0102"))
    return office


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rows, min_size=1, max_size=4))
def test_what_nobody_changed_comes_back_as_nothing(office: Office, records: list[LandRow]) -> None:
    office.keep(*records)
    assert office.back(office.send()).is_empty


def test_saving_in_excel_changes_nothing_either(sent: Office) -> None:
    assert sent.back(in_excel(sent.send(), {})).is_empty


@pytest.mark.parametrize(
    ("heading", "typed", "field", "stored"),
    [
        (CODE, "01A009", "code", "01A009"),
        (CODE, "๐๑A๐๐๙", "code", "01A009"),
        (CODE, "O1A009", "code", "01A009"),
        (TITLE, "00102", "title_no", "00102"),
        (TITLE, "๑๐๒", "title_no", "102"),
        (TITLE, 102, "title_no", "102"),
        (AREA, "1-2-50.5", "area", 65_050),
        (AREA, "1.2.50.5", "area", 65_050),
        (AREA, "", "area", None),
        (PRICE, 1234.5, "price", 123_450),
        (PRICE, "1,234.50", "price", 123_450),
        (YEAR, "2026", "year", 2569),
        (YEAR, "๒๕๖๙", "year", 2569),
        (USE, "ว่างเปล่าหรือไม่ได้ทำประโยชน์", "use_kind", None),
        (NOTE, "ดูแล้ว", "note", "ดูแล้ว"),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood_as_the_register_understands_it(
    sent: Office, heading: str, typed: Any, field: str, stored: Any
) -> None:
    if heading == USE:
        item = sent.lists["land_use"].items[0]
        typed, stored = item.th, item.code
    diff = sent.back(in_excel(sent.send(), {(LAND, "101", heading): typed}))
    assert diff.refused == ()
    assert [cell.heading for cell in diff.taken] == [heading]
    take_diff(sent.project, CLERK, diff)
    assert next(getattr(row, field) for row in all_rows(sent) if row.area != 10_000 or row.code == "01A009") == stored


def all_rows(office: Office) -> list[LandRow]:
    with office.project.reading() as reading:
        return reading.get(LandRow, reading.columns(LandRow, ()).uids)


def test_the_diff_tells_what_a_text_was_taken_for(sent: Office) -> None:
    diff = sent.back(in_excel(sent.send(), {(LAND, "101", CODE): "O1A009"}))
    (cell,) = diff.taken
    assert (cell.before, cell.after, cell.understood, cell.line) == ("01A001", "O1A009", "01A009", 2)


@pytest.mark.parametrize(
    ("heading", "typed", "code"),
    [(AREA, "กว้างมาก", "cell.not_a_number"), (AREA, "0-5-0", "cell.area_part_range"),
     (USE, "บินได้", "cell.unknown_code"), (CODE, "???", "code.unreadable"), (YEAR, "ปีหน้า", "cell.not_a_date")],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_and_the_rest_taken(
    sent: Office, heading: str, typed: str, code: str
) -> None:
    path = in_excel(sent.send(), {(LAND, "101", heading): typed, (LAND, "101", NOTE): "ได้"})
    diff = sent.back(path)
    assert [(refused.cell.heading, refused.code) for refused in diff.refused] == [(heading, code)]
    assert [cell.heading for cell in diff.taken] == [NOTE]


def test_rows_taken_out_of_the_sheet_stay_in_the_project(sent: Office) -> None:
    path = in_excel(sent.send(), {}, lambda book: book[LAND].delete_rows(2))
    assert sent.back(path).is_empty


def test_added_and_doubled_rows_are_told_and_left(sent: Office) -> None:
    def add(book: Any) -> None:
        sheet = book[LAND]
        sheet.append([None, "09Z001"])
        sheet.append([cell.value for cell in sheet[2]])

    diff = sent.back(in_excel(sent.send(), {}, add))
    assert [(row.code, row.line) for row in diff.rows_refused] == [
        ("returned.row_unknown", 4),
        ("returned.row_twice", 5),
    ]
    assert diff.taken == ()


def test_sorting_moving_columns_and_renaming_the_sheet_do_no_harm(sent: Office) -> None:
    def rearrange(book: Any) -> None:
        sheet = book[LAND]
        lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for place, line in enumerate([lines[0], lines[2], lines[1]], start=1):
            moved = [line[0], *reversed(line[1:])]
            for column, value in enumerate(moved, start=1):
                sheet.cell(place, column).value = value
        sheet.title = "ของฉัน"

    path = in_excel(sent.send(), {}, rearrange)
    assert sent.back(path).is_empty
    diff = sent.back(in_excel(path, {("ของฉัน", "101", NOTE): "ใหม่"}))
    assert [(cell.heading, cell.after) for cell in diff.taken] == [(NOTE, "ใหม่")]


def test_a_field_that_changed_in_the_project_since_is_a_conflict(sent: Office) -> None:
    path = sent.send()
    row = next(row for row in all_rows(sent) if row.title_no == "101")
    sent.apply(Change(row, replace(row, price=5_00, soi="ใหม่")))
    diff = sent.back(in_excel(path, {(LAND, "101", PRICE): 7, (LAND, "101", NOTE): "ได้"}))
    assert [(refused.cell.heading, refused.code, dict(refused.facts)) for refused in diff.refused] == [
        (PRICE, "returned.conflict", {"now": "500"})
    ]
    take_diff(sent.project, CLERK, diff)
    row = next(row for row in all_rows(sent) if row.title_no == "101")
    assert (row.price, row.soi, row.note) == (5_00, "ใหม่", "ได้")


def test_a_row_that_ended_in_the_meantime_is_told(sent: Office) -> None:
    path = sent.send()
    row = next(row for row in all_rows(sent) if row.title_no == "101")
    sent.apply(Change(row, None))
    diff = sent.back(in_excel(path, {(LAND, "101", NOTE): "สาย"}))
    assert [refused.code for refused in diff.rows_refused] == ["returned.row_ended"]


def test_only_the_chosen_rows_are_sent_in_their_order(sent: Office) -> None:
    uids = [row.uid for row in reversed(all_rows(sent))]
    (sheet,) = read_workbook(sent.send(uids))
    assert [row.cells[0] for row in sheet.rows] == ["01A002", "01A001"]
    (sheet,) = read_workbook(sent.send(uids[:1]))
    assert [row.cells[0] for row in sheet.rows] == ["01A002"]


def test_row_ids_are_hidden_and_locked_codes_are_text_and_lists_are_offered(sent: Office) -> None:
    book = load_workbook(sent.send())
    sheet = book[LAND]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked) == (True, False)
    assert (sheet["B2"].value, sheet["B2"].number_format, sheet["B2"].data_type) == ("01A001", "@", "s")
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    titles = next(formula for cells, formula in offered.items() if cells.startswith("C"))
    assert titles.startswith("'_ltaxgis'!$")
    assert book["_ltaxgis"].sheet_state == "veryHidden"


def test_owners_go_along_only_when_asked_and_with_a_reason(sent: Office) -> None:
    owner = Owner(uid=new_uid(), prefix="นาง", first_name="มาลี", last_name="ใจดี")
    row = all_rows(sent)[0]
    sent.keep(owner, Ownership(uid=new_uid(), subject_uid=row.uid, owner_uid=owner.uid))
    assert "มาลี" not in everything(sent.send())
    with pytest.raises(Refused, match=r"export.reason_missing"):
        sent.send(personal=True)
    assert "นางมาลี ใจดี" in everything(sent.send(personal=True, reason="ตรวจภาคสนาม"))
    with sent.project.reading() as reading:
        assert next((line.action, line.reason) for line in reading.journal()) == (
            "register.send.personal",
            "ตรวจภาคสนาม",
        )


def everything(path: Path) -> str:
    cells = (value for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for value in row)
    return "\n".join(str(value) for value in cells if value is not None)


def test_a_file_that_is_not_ours_is_refused(office: Office) -> None:
    source = office.folder / "ทะเบียน.xlsx"
    office.import_file()
    with pytest.raises(Refused, match=r"returned.not_ours"):
        office.back(source)
    (office.folder / "ข้อความ.xlsx").write_text("ไม่ใช่", encoding="utf-8")
    with pytest.raises(Refused, match=r"returned.not_ours"):
        office.back(office.folder / "ข้อความ.xlsx")
    with pytest.raises(Refused, match=r"file.missing"):
        office.back(office.folder / "ไม่มี.xlsx")


def test_nothing_is_left_where_a_workbook_cannot_be_written(sent: Office) -> None:
    with TemporaryDirectory() as folder:
        gone = Path(folder)
    sent.folder = gone
    with pytest.raises(Refused, match=r"file.cannot_write"):
        sent.send()
