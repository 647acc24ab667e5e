"""Text files: encoding, delimiter and decimal sign are found out, and no cell is lost."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import severity_counts
from ltaxgis.domain.tables import SourceTable
from ltaxgis.formats.delimited import find_delimiter
from ltaxgis.formats.registers import read_register
from ltaxgis.ports.readers import ReadChoice

TEXT = (
    "รหัสแปลงที่ดิน,ชื่อ,ไร่,หมายเหตุ\r\n01A001,นายสมชาย ใจดี,5,ริมน้ำ\r\n01A002,นางกิ่งแก้ว,0.5,\r\n"
    '01A003,"วัด, ศรีสุข",12,"สอง\nบรรทัด"\r\n'
)


def read(folder: Path, data: bytes, name: str = "ที่ดิน.csv", choice: ReadChoice | None = None) -> SourceTable:
    path = folder / name
    path.write_bytes(data)
    (table,) = read_register(path, choice)
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_a_csv_is_read_alike_in_every_encoding(office_folder: Path, encoding: str) -> None:
    table = read(office_folder, TEXT.encode(encoding))
    assert table.headers == ("รหัสแปลงที่ดิน", "ชื่อ", "ไร่", "หมายเหตุ")
    assert table.columns[1] == ["นายสมชาย ใจดี", "นางกิ่งแก้ว", "วัด, ศรีสุข"]
    assert table.columns[2] == ["5", "0.5", "12"]
    assert table.columns[3] == ["ริมน้ำ", None, "สอง\nบรรทัด"]
    assert list(table.lines) == [2, 3, 4]
    assert table.encoding == encoding
    assert table.name == "ที่ดิน"


def test_windows_thai_is_said_with_a_sample(office_folder: Path) -> None:
    (finding,) = read(office_folder, TEXT.encode("cp874")).findings
    assert finding.code == "file.encoding_guessed"
    assert "รหัสแปลงที่ดิน" in finding.value
    assert finding.understood == "cp874"


def test_the_chosen_encoding_is_used_without_a_word(office_folder: Path) -> None:
    table = read(office_folder, TEXT.encode("cp874"), choice=ReadChoice(encoding="cp874"))
    assert table.columns[1][0] == "นายสมชาย ใจดี"
    assert table.findings == ()


def test_lines_in_another_encoding_are_read_and_numbered(office_folder: Path) -> None:
    lines = [f"01A{number:03d},นางสาวกิ่งแก้ว,{number}".encode("cp874") for number in range(1, 30)]
    lines[20] = "01A021,นางสาวกิ่งแก้ว,21".encode()
    table = read(office_folder, "\n".join(["รหัส,ชื่อ,ไร่"]).encode("cp874") + b"\n" + b"\n".join(lines) + b"\n")
    assert set(table.columns[1]) == {"นางสาวกิ่งแก้ว"}
    (finding,) = table.findings
    assert (finding.code, finding.place.row) == ("file.encoding_mixed", 22)
    assert dict(finding.facts)["numbers"] == (22,)


def test_text_stored_twice_over_is_put_right(office_folder: Path) -> None:
    table = read(office_folder, TEXT.encode("cp874").decode("latin-1").encode("utf-8"))
    assert table.columns[1][0] == "นายสมชาย ใจดี"
    assert table.encoding == "cp874-in-utf-8"


@pytest.mark.parametrize(("delimiter", "name"), [(";", "ก.csv"), ("\t", "ก.tsv"), ("|", "ก.txt"), (",", "ก.txt")])
def test_the_delimiter_is_found(office_folder: Path, delimiter: str, name: str) -> None:
    table = read(office_folder, TEXT.replace(",", delimiter).encode(), name)
    assert len(table.headers) == 4
    assert table.facts["delimiter"] == delimiter


def test_a_decimal_comma_becomes_a_point_and_is_said(office_folder: Path) -> None:
    table = read(office_folder, "รหัส;ตร.วา;ราคา\n01A001;50,5;1,234\n01A002;0,25;2,500\n01A003;7;3,000\n".encode())
    assert table.columns[1] == ["50.5", "0.25", "7"]
    assert table.columns[2] == ["1,234", "2,500", "3,000"]
    assert severity_counts(table.findings) == {"file.decimal_comma": 1}


def test_rows_with_more_cells_than_the_header_keep_them(office_folder: Path) -> None:
    table = read(office_folder, "รหัส,ชื่อ,ไร่\n01A001,ก,1\n01A002,ข,2,เกิน,มาก\n01A003\n01A004,ค,3\n".encode())
    assert table.headers == ("รหัส", "ชื่อ", "ไร่", "ช่องเกิน 1", "ช่องเกิน 2")
    assert table.columns[4] == [None, "มาก", None, None]
    assert table.columns[2] == ["1", "2", None, "3"]
    (finding,) = table.findings
    assert (finding.code, finding.place.row) == ("file.extra_cells", 3)


def test_one_column_is_refused_unless_a_person_says_so(office_folder: Path) -> None:
    path = office_folder / "รหัส.csv"
    path.write_text("รหัสแปลง\n01A001\n01A002\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_register(path)
    assert refused.value.code == "file.one_column"


def test_a_binary_file_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(office_folder, bytes(range(256)) * 20)
    assert refused.value.code == "file.not_text"


def test_only_the_first_rows_are_read_for_a_look(office_folder: Path) -> None:
    body = "".join(f"01A{number:05d},{number}\n" for number in range(100_000))
    table = read(office_folder, ("รหัส,ไร่\n" + body).encode(), choice=ReadChoice(limit=50))
    assert len(table) == 50
    assert table.columns[0][-1] == "01A00049"


def test_the_first_line_excel_adds_for_itself_is_no_row(office_folder: Path) -> None:
    table = read(office_folder, "sep=;\nรหัส;ไร่\n01A001;5\n01A002;6\n".encode())
    assert (table.headers, list(table.lines)) == (("รหัส", "ไร่"), [3, 4])


def test_prose_has_no_delimiter() -> None:
    assert find_delimiter("เรียน นายกเทศมนตรี\nขอส่งทะเบียนที่ดิน\nด้วยความนับถือ\n") is None


CELLS = st.text(st.sampled_from("กขค01A ,;|\t\"'\n=.-\u0e48"), min_size=1, max_size=8).filter(
    lambda cell: cell.strip() != ""
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=12), st.sampled_from(",;\t|"))
def test_every_cell_that_was_written_is_read_back(office_folder: Path, rows: list[list[str]], delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows([["รหัส", "ชื่อ", "ที่อยู่"], *rows])
    choice = ReadChoice(delimiter=delimiter, header_line=1)
    table = read(office_folder, buffer.getvalue().encode(), choice=choice)
    read_back = [list(row) for row in zip(*table.columns, strict=True)]
    skipped = len(table.skipped)
    assert len(read_back) + skipped == len(rows)
    if delimiter == ",":
        assert [row for row in rows if row in read_back] == read_back
