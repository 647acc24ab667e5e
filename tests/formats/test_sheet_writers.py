"""Tables written for Excel: nothing computes, no zero is lost, a file is whole or not there."""

import csv
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.sheet_writers import FORMULA_STARTS, write_table

HYPERLINK = '=HYPERLINK("http://example.test","คลิก")'
DANGEROUS = (HYPERLINK, "+66 81 234", "-1+2", "@SUM(A1)", "=1+1", "\t=1+1")
HEADERS = ("รหัส", "ชื่อ", "ราคา")


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_workbook_runs_as_a_formula(office_folder: Path, text: str) -> None:
    path = office_folder / "ทะเบียน.xlsx"
    write_table(path, "ที่ดิน", HEADERS, [(text, "ก", 1.5)])
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]
    cell = load_workbook(path).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_csv_begins_as_a_formula(office_folder: Path, text: str) -> None:
    path = office_folder / "ทะเบียน.csv"
    write_table(path, "ที่ดิน", HEADERS, [(text, "ก", 1.5)])
    assert lines_of(path)[1] == [f"'{text}", "ก", "1.5"]


def test_negative_numbers_and_codes_stay_as_they_are(office_folder: Path) -> None:
    row = ("01002", "00123", -1.5)
    write_table(office_folder / "a.csv", "ที่ดิน", HEADERS, [row])
    assert lines_of(office_folder / "a.csv")[1] == ["01002", "00123", "-1.5"]
    write_table(office_folder / "a.xlsx", "ที่ดิน", HEADERS, [row])
    cells = load_workbook(office_folder / "a.xlsx").worksheets[0][2]
    assert [cell.value for cell in cells] == list(row)


def test_excel_sees_thai_in_a_csv(office_folder: Path) -> None:
    write_table(office_folder / "a.csv", "ที่ดิน", HEADERS, [("ก", "เบี้ย", None)])
    assert (office_folder / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert lines_of(office_folder / "a.csv") == [list(HEADERS), ["ก", "เบี้ย", ""]]


def test_control_characters_do_not_spoil_a_workbook(office_folder: Path) -> None:
    write_table(office_folder / "a.xlsx", "ที่ดิน", HEADERS, [("ก\x00\x1bข", "บรรทัด\nใหม่", None)])
    row = [cell.value for cell in load_workbook(office_folder / "a.xlsx").worksheets[0][2]]
    assert row == ["กข", "บรรทัด\nใหม่", None]


@given(st.text(st.characters(codec="utf-8", min_codepoint=32), min_size=1, max_size=20))
def test_whatever_a_csv_cell_says_it_never_begins_as_a_formula(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_table(path, "ที่ดิน", ("ก", "ข"), [(text, "x")])
    cell = lines_of(path)[1][0]
    assert cell.removeprefix("'") == text.removeprefix("'")
    if cell.startswith(FORMULA_STARTS):
        float(cell)


def test_a_file_that_cannot_be_written_leaves_nothing_and_spares_the_old_one(office_folder: Path) -> None:
    path = office_folder / "a.csv"
    write_table(path, "ที่ดิน", HEADERS, [("เดิม", "", None)])

    def broken() -> object:
        yield ("ใหม่", "", None)
        raise OSError(28, "disk full")

    with pytest.raises(Refused, match=r"file.cannot_write"):
        write_table(path, "ที่ดิน", HEADERS, broken())  # type: ignore[arg-type]
    assert lines_of(path)[1][0] == "เดิม"
    assert [file.name for file in office_folder.iterdir()] == ["a.csv"]


def test_an_ending_nobody_knows_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused, match=r"file.kind_unknown"):
        write_table(office_folder / "a.doc", "ที่ดิน", HEADERS, [])
