"""Our own workbooks: what stands in them, how they look, and that they are read back cell by cell."""

import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import Severity
from ltaxgis.domain.round_trip import same_cell, sheet_text
from ltaxgis.formats.workbook_reader import read_workbook
from ltaxgis.formats.workbook_writer import write_workbook
from ltaxgis.ports.workbooks import Mark, SheetColumn, SheetRow, WorkSheet

COLUMNS = (SheetColumn("รหัสแปลง", 16), SheetColumn("ชื่อ", 20), SheetColumn("เจ้าของ", 20, locked=True))


def a_sheet(rows: list[SheetRow], name: str = "ที่ดิน") -> WorkSheet:
    return WorkSheet(name, COLUMNS, rows, '{"of": 1}')


def written(folder: Path, *sheets: WorkSheet) -> Path:
    path = folder / "สมุดงาน.xlsx"
    write_workbook(path, sheets)
    return path


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=15), st.text(max_size=15), st.text(max_size=15)), min_size=1, max_size=5))
def test_every_text_comes_back_as_the_sheet_keeps_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = written(tmp_path_factory.mktemp("book"), a_sheet([SheetRow(row, f"k{n}") for n, row in enumerate(rows)]))
    (sheet,) = read_workbook(path)
    assert sheet.headings == tuple(column.heading for column in COLUMNS)
    assert [row.key for row in sheet.rows] == [f"k{n}" for n in range(len(rows))]
    for row, told in zip(sheet.rows, rows, strict=True):
        assert all(same_cell(before, now) for before, now in zip(told, row.cells, strict=True))
        assert [cell or "" for cell in row.cells] == [sheet_text(text) for text in told]


@pytest.mark.parametrize("value", [0, 1, 1234.5, 0.1, -7, 12_345_678_901])
def test_figures_are_figures_and_come_back_as_they_were(office_folder: Path, value: float) -> None:
    path = written(office_folder, a_sheet([SheetRow((value, "ก", ""), "k")]))
    assert load_workbook(path).worksheets[0]["B2"].value == value
    assert read_workbook(path)[0].rows[0].cells[0] == str(value)


def test_faulty_cells_have_a_colour_and_a_note_that_fits_its_box(office_folder: Path) -> None:
    short, long = "สั้น", "ยาวมาก " * 40
    marks = {0: Mark(Severity.STOPS, short), 1: Mark(Severity.WARNS, long), 2: Mark(Severity.INFORMS, "แจ้ง")}
    path = written(office_folder, a_sheet([SheetRow(("a", "b", None), "k", marks)]))
    cells = load_workbook(path).worksheets[0][2][1:]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 3
    assert [cell.comment.text for cell in cells if cell.comment] == [short, long, "แจ้ง"]
    with zipfile.ZipFile(path) as package:
        shapes = package.read("xl/drawings/vmlDrawing1.vml").decode()
    heights = [int(part.partition("pt")[0]) for part in shapes.split("height:")[1:]]
    assert heights[0] < 40 < 100 < heights[1] < 409


def test_names_of_sheets_are_such_as_excel_takes(office_folder: Path) -> None:
    names = ["ที่ดิน/ปี [2569]?", "ก" * 40, "ก" * 40, "_ltaxgis", ""]
    path = written(office_folder, *(a_sheet([], name) for name in names))
    shown = load_workbook(path).sheetnames
    assert len({name.casefold() for name in shown}) == len(names) + 1
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in shown)


def test_a_sheet_without_facts_is_only_read(office_folder: Path) -> None:
    listed = WorkSheet("สรุป", COLUMNS, [SheetRow(("ก", 3, ""))], intro=("อ่านก่อน",))
    path = written(office_folder, listed, a_sheet([]))
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["อ่านก่อน", "รหัสแปลง", "ก"]
    assert [returned.name for returned in read_workbook(path)] == ["ที่ดิน"]


def test_a_workbook_whose_hidden_sheet_is_gone_is_refused(office_folder: Path) -> None:
    path = written(office_folder, a_sheet([SheetRow(("a", "b", "c"), "k")]))
    book = load_workbook(path)
    del book["_ltaxgis"]
    book.save(path)
    with pytest.raises(Refused, match=r"returned.not_ours"):
        read_workbook(path)


def many(count: int) -> Iterator[SheetRow]:
    mark = {3: Mark(Severity.WARNS, "ประเภทการใช้ประโยชน์ “ปลูกฝันทิ้งไว้” ไม่มีในรายการรหัส โปรดเลือกใหม่")}
    cells = tuple(f"ถนนเทศบาล {n}" for n in range(33))
    return (SheetRow(cells, f'{{"uid":"{n}"}}', mark) for n in range(count))


def test_five_thousand_rows_stand_within_three_seconds_in_little_memory(office_folder: Path) -> None:
    columns = tuple(SheetColumn(f"คอลัมน์ {n}") for n in range(33))
    start = time.process_time()
    path = written(office_folder, WorkSheet("ที่ดิน", columns, many(5_000), "{}"))
    assert time.process_time() - start < 3
    assert len(read_workbook(path)[0].rows) == 5_000
    peaks = [peak_of(office_folder, columns, count) for count in (500, 2_000)]
    assert peaks[1] < 8_000_000
    assert peaks[1] - peaks[0] < 1_500 * 1_000  # a comment a row stays; the 33 cells beside it do not


def peak_of(folder: Path, columns: tuple[SheetColumn, ...], count: int) -> int:
    tracemalloc.start()
    written(folder, WorkSheet("ที่ดิน", columns, many(count), "{}"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
