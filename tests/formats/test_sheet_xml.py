"""The quick reading of a sheet's XML, the full one, and calamine all see the same cells."""

# ruff: noqa: E501 - XML stands as files have it

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as NewWorkbook

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.number_formats import plain_value
from ltaxgis.formats.sheet_xml import read_sheet
from ltaxgis.formats.tables import Grid, Merge
from ltaxgis.formats.xlsx_package import open_workbook

WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="ที่ดิน" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="000"/><numFmt numFmtId="165" formatCode="0000000000000"/></numFmts>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)
SHARED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>รหัส</t></si><si><r><t>นาย</t></r><r><rPr><b/>'
    '</rPr><t xml:space="preserve"> สมชาย</t></r><rPh sb="0" eb="1"><t>ไม่ใช่</t></rPh></si><si><t/></si>'
    "<si><t>a &lt; b &amp; c_x000D_</t></si></sst>"
)
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def package(sheet: str | bytes, shared: str = SHARED) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", WORKBOOK)
        made.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        made.writestr("xl/styles.xml", STYLES)
        made.writestr("xl/sharedStrings.xml", shared)
        made.writestr("xl/worksheets/sheet1.xml", sheet)
    return zipfile.ZipFile(buffer)


def read(rows: str, after: str = "", before: str = "") -> Grid:
    sheet = f'<?xml version="1.0" encoding="UTF-8"?><worksheet {SPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    book = open_workbook(package(sheet), "ทะเบียน.xlsx")
    return read_sheet(book, book.sheets[0])


def cells(grid: Grid) -> dict[tuple[int, int], str]:
    return {
        (line, column): cell
        for column, held in grid.columns.items()
        for line, cell in zip(grid.lines, held, strict=True)
        if cell is not None
    }


ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    '<row r="3" hidden="1"><c r="A3" s="1"><v>7</v></c><c r="B3" s="3"><v>103700123456</v></c><c r="C3" s="2"><v>45322</v></c></row>'
    '<row r="4"><c r="A4" t="e"><f>VLOOKUP(A1,B:B,1)</f><v>#N/A</v></c><c r="B4"><f>1+1</f></c>'
    '<c r="C4" t="str"><f>"x"</f><v>ผล</v></c><c r="D4" t="str"><f>""</f><v></v></c><c r="E4"><f>2*2</f><v>4</v></c></row>'
    '<row r="5"/><row r="6"><c r="A6" s="1"/></row>'
    '<row r="7"><c r="A7" t="b"><v>1</v></c><c r="B7" t="inlineStr"><is><t>=HYPERLINK("ก")</t></is></c>'
    '<c r="C7"><v>1103700123456</v></c><c r="D7" t="s"><v>2</v></c><c r="E7" t="s"><v>3</v></c><c r="F7" t="d"><v>2024-01-31T00:00:00</v></c></row>'
)
EXPECTED = {
    (1, 0): "รหัส", (1, 2): "นาย สมชาย", (3, 0): "007", (3, 1): "0103700123456", (3, 2): "2024-01-31", (4, 2): "ผล",
    (4, 4): "4", (7, 0): "TRUE", (7, 1): '=HYPERLINK("ก")', (7, 2): "1103700123456", (7, 4): "a < b & c\r",
    (7, 5): "2024-01-31",
}  # fmt: skip


@pytest.mark.parametrize("oddity", ["", "<!-- a comment sends it to the full parser -->"])
def test_every_kind_of_cell_is_read_as_it_is_shown(oddity: str) -> None:
    grid = read(ROWS, '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>', oddity)
    assert cells(grid) == EXPECTED
    assert grid.lines == [1, 3, 4, 7]
    assert [(mark.code, mark.line, mark.column, mark.value) for mark in grid.marks] == [
        ("cell.error", 4, 0, "#N/A"),
        ("cell.formula_without_result", 4, 1, "=1+1"),
    ]
    assert grid.hidden == {3}
    assert grid.merges == [Merge(1, 0, 2, 2)]


def test_prefixed_and_unreferenced_cells_are_read_by_the_full_parser() -> None:
    sheet = f'<x:worksheet xmlns:x="{SPACE[7:-1]}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>ข</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    book = open_workbook(package(sheet), "ก.xlsx")
    assert cells(read_sheet(book, book.sheets[0])) == {(1, 0): "1", (1, 1): "ข"}
    assert cells(read("<row><c><v>1</v></c><c><v>2</v></c></row>")) == {(1, 0): "1", (1, 1): "2"}


def test_a_sheet_in_utf16_is_read() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><worksheet {SPACE}><sheetData>{ROWS}</sheetData></worksheet>'
    book = open_workbook(package(text.encode("utf-16")), "ก.xlsx")
    assert cells(read_sheet(book, book.sheets[0])) == EXPECTED


def test_an_entity_bomb_is_refused() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet {SPACE}><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>'
    book = open_workbook(package(bomb), "ก.xlsx")
    with pytest.raises(Refused) as refused:
        read_sheet(book, book.sheets[0])
    assert refused.value.code == "file.damaged"


def test_a_sheet_that_ends_in_the_middle_is_refused() -> None:
    book = open_workbook(package(f"<worksheet {SPACE}><sheetData>{ROWS[:300]}"), "ก.xlsx")
    with pytest.raises(Refused) as refused:
        read_sheet(book, book.sheets[0])
    assert refused.value.code == "file.damaged"


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    grid = read('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    assert cells(grid) == {(1, 0): "1", (1048576, 16383): "2"}


def test_a_sheet_too_wide_and_long_for_any_memory_is_refused() -> None:
    wide = "".join(f'<c r="{letters}1"><v>1</v></c>' for letters in _many_columns())
    rows = f'<row r="1">{wide}</row>' + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 5000))
    with pytest.raises(Refused) as refused:
        read(rows)
    assert refused.value.code == "file.too_wide"


def _many_columns() -> list[str]:
    letters = [chr(65 + number) for number in range(26)]
    return [
        *letters,
        *(a + b for a in letters for b in letters),
        *(a + b + c for a in "ABCDEFGHIJKLMNOPQRSTU" for b in letters for c in letters),
    ]


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12),
    st.integers(-(10**15), 10**15),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from(['<c r="A1">', "</row>", "&amp;", "]]>", "<!--", "นายสมชาย", " ก ", "_x0041_", "007"]),
)


@given(st.lists(st.lists(VALUES, max_size=6), max_size=8))
def test_what_another_program_writes_is_read_as_calamine_reads_it(rows: list[list[object]]) -> None:
    book = NewWorkbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([_literal(value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        ours = open_workbook(package, "ก.xlsx")
        grid = read_sheet(ours, ours.sheets[0])
    theirs = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(buffer.getvalue())).get_sheet_by_index(0)
    assert cells(grid) == _by_place(theirs.to_python(skip_empty_area=False))


def _literal(value: object) -> object:
    # openpyxl takes a leading = for a formula, and escapes nothing that looks escaped
    return f"'{value}" if isinstance(value, str) and value.startswith("=") else value


def _by_place(rows: Sequence[Sequence[object]]) -> dict[tuple[int, int], str]:
    texts = {(i, j): plain_value(value) for i, row in enumerate(rows, 1) for j, value in enumerate(row)}
    return {place: text for place, text in texts.items() if text is not None}


def test_rows_beyond_the_wanted_are_not_kept(office_folder: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200_000))
    sheet = f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>"
    book = open_workbook(package(sheet), "ก.xlsx")
    assert len(read_sheet(book, book.sheets[0], 100).lines) < 150_000
