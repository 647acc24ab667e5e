"""A register saved by another program than Excel: LibreOffice 7.4 wrote the three files from one workbook with title
lines, numbers under `00000`, formulas, an error, a hidden row, a hidden sheet and a total line."""

import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.formats.old_workbooks import read_old_sheets
from ltaxgis.formats.registers import read_register

FOLDER = Path(__file__).parent / "saved_elsewhere"
KINDS = ("xlsx", "xls", "ods")
ROWS = [
    ("01A001", "00007", "1000000000009", "1", "2", "50.5", "400000", "2026-01-15", "ก"),
    ("01A002", "28609", "1000000000017", "0", "1", "0", "200000", "2026-01-16", None),
    ("01A003", "00102", "1000000000017", "0", "0", "21.2", None, "2026-02-01", "ซ่อน"),
    ("01A004", "00103", "1000000000025", "5", "3", "99.9", "1250000.5", "2026-02-28", "นายสมชาย ใจดี"),
]


def register(kind: str) -> Path:
    return FOLDER / f"ทะเบียน.{kind}"


@pytest.mark.parametrize("kind", KINDS)
def test_zeros_thirteen_digits_dates_and_results_are_read_as_they_are_shown(kind: str) -> None:
    table = read_register(register(kind))[0]
    assert table.headers[0] == "รหัสแปลงที่ดิน"
    assert list(zip(*table.columns, strict=True)) == ROWS


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_show_in_the_values_is_told(kind: str) -> None:
    table, other = read_register(register(kind))
    told = {(finding.code, finding.place.row, finding.value) for finding in (*table.skipped, *table.findings)}
    assert {("cell.error", 7, "#N/A"), ("line.title", 1, "บัญชีรายการที่ดินและสิ่งปลูกสร้าง (ภ.ด.ส. 3)")} <= told
    assert {("file.hidden_rows", 7), ("line.total", 9), ("line.blank", 3)} <= {(code, row) for code, row, _ in told}
    assert [finding.code for finding in other.findings] == ["file.sheet_hidden"]


@pytest.mark.parametrize("kind", KINDS)
def test_packed_in_a_zip_it_is_the_same(kind: str, office_folder: Path) -> None:
    archive = office_folder / "ทะเบียน.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(register(kind), f"ข้อมูล/ทะเบียน.{kind}")
    assert list(zip(*read_register(archive)[0].columns, strict=True)) == ROWS


@pytest.mark.parametrize(("place", "value"), [(30, 31), (30, 35), (31, 1), (31, 56), (32, 40)])
def test_an_old_workbook_that_claims_huge_sectors_costs_no_memory(place: int, value: int) -> None:
    data = bytearray(register("xls").read_bytes())
    data[place] = value

    tracemalloc.start()
    try:
        assert read_old_sheets(bytes(data)) == {}
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 7_679), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 7_680))
def test_a_damaged_old_workbook_is_read_or_refused(
    office_folder: Path, wrong: list[tuple[int, int]], length: int
) -> None:
    data = bytearray(register("xls").read_bytes())
    for place, value in wrong:
        data[place] = value
    read_old_sheets(bytes(data))
    path = office_folder / "เสีย.xls"
    path.write_bytes(data if length % 2 else data[:length])
    with suppress(Refused):
        assert read_register(path)
