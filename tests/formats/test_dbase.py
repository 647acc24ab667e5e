"""dBase tables: every record that is there, in the encoding it really has."""

import struct
from pathlib import Path

import pytest

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import severity_counts
from ltaxgis.domain.tables import SourceTable
from ltaxgis.formats.registers import read_register
from ltaxgis.ports.readers import ReadChoice

FIELDS = [("PARCEL_COD", "C", 12), ("ชื่อ", "C", 20), ("AREA", "N", 10), ("DATE", "D", 8), ("OK", "L", 1)]
ROWS: list[list[str | None]] = [
    ["01A001", "สมชาย", "12.500", "20240131", "T"],
    ["01A002", "น้ำผึ้ง", "7", "", "F"],
    ["01A003", None, "**********", "00000000", "?"],
]


def dbf(
    encoding: str = "cp874",
    page: int = 0,
    claimed: int | None = None,
    end: bytes = b"\x1a",
    deleted: tuple[int, ...] = (),
) -> bytes:
    """A dBase III table, written by the book."""
    size = 1 + sum(width for _name, _kind, width in FIELDS)
    count = len(ROWS) if claimed is None else claimed
    head = struct.pack("<BBBBIHH16xBB2x", 3, 126, 1, 31, count, 33 + 32 * len(FIELDS), size, 0, page)
    for name, kind, width in FIELDS:
        places = 3 if kind == "N" else 0
        head += name.encode(encoding)[:11].ljust(11, b"\0") + kind.encode() + struct.pack("<4xBB14x", width, places)
    body = b""
    for number, row in enumerate(ROWS):
        body += b"*" if number in deleted else b" "
        for value, (_name, kind, width) in zip(row, FIELDS, strict=True):
            raw = (value or "").encode(encoding)
            body += raw.rjust(width) if kind == "N" else raw[:width].ljust(width)
    return head + b"\r" + body + end


def read(folder: Path, data: bytes, choice: ReadChoice | None = None) -> SourceTable:
    path = folder / "แปลง.dbf"
    path.write_bytes(data)
    (table,) = read_register(path, choice)
    return table


def test_a_thai_table_is_read_by_its_content(office_folder: Path) -> None:
    table = read(office_folder, dbf())
    assert table.headers == ("PARCEL_COD", "ชื่อ", "AREA", "DATE", "OK")
    assert table.columns == (
        ["01A001", "01A002", "01A003"], ["สมชาย", "น้ำผึ้ง", None], ["12.5", "7", None], ["2024-01-31", None, None],
        ["TRUE", "FALSE", None],
    )  # fmt: skip
    assert table.encoding == "cp874"
    assert severity_counts(table.findings) == {"file.encoding_guessed": 1, "cell.error": 1}


@pytest.mark.parametrize(("page", "cpg"), [(0x50, None), (0, "874"), (0, "CP874"), (0, "TIS-620"), (0x57, "ANSI 874")])
def test_a_table_that_says_it_is_thai_is_believed(office_folder: Path, page: int, cpg: str | None) -> None:
    if cpg:
        (office_folder / "แปลง.cpg").write_text(cpg, encoding="ascii")
    table = read(office_folder, dbf(page=page))
    assert table.columns[1][:2] == ["สมชาย", "น้ำผึ้ง"]
    assert severity_counts(table.findings) == {"cell.error": 1}


@pytest.mark.parametrize("cpg", ["UTF-8", "1252"])
def test_a_cpg_that_lies_is_pointed_out_and_not_followed(office_folder: Path, cpg: str) -> None:
    (office_folder / "แปลง.cpg").write_text(cpg, encoding="ascii")
    table = read(office_folder, dbf())
    assert table.columns[1][0] == "สมชาย"
    assert severity_counts(table.findings)["file.cpg_disagrees"] == 1


def test_utf8_is_read_whatever_the_header_says(office_folder: Path) -> None:
    table = read(office_folder, dbf("utf-8", page=0x50))
    # the width of 20 bytes cut the last letter in half
    assert table.columns[1] == ["สมชาย", "น้ำผึ้", None]


def test_deleted_records_are_listed_and_keep_the_numbers_of_the_others(office_folder: Path) -> None:
    table = read(office_folder, dbf(deleted=(1,)))
    assert list(table.lines) == [1, 3]
    assert [(finding.code, finding.place.row) for finding in table.skipped] == [("line.deleted", 2)]


def test_a_header_that_claims_two_gigabytes_over_a_short_body_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(office_folder, dbf(claimed=(2 << 30) // 52, end=b""))
    assert refused.value.code == "file.dbf_cut"
    assert refused.value.facts["found"] == 3


def test_a_table_cut_inside_a_record_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(office_folder, dbf()[:-20])
    assert refused.value.facts == {"name": "แปลง.dbf", "claimed": 3, "found": 2}


def test_a_whole_table_with_a_wrong_count_is_read_and_said(office_folder: Path) -> None:
    for claimed in (2, 9):
        table = read(office_folder, dbf(claimed=claimed))
        assert len(table) == 3
        finding = next(finding for finding in table.findings if finding.code == "file.record_count")
        assert finding.facts == (("claimed", claimed), ("found", 3))


def test_only_the_first_rows_are_read_for_a_look(office_folder: Path) -> None:
    assert len(read(office_folder, dbf(), ReadChoice(limit=1))) == 1


def test_what_is_no_dbase_table_is_refused(office_folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(office_folder, "รหัส,ไร่\n01A001,5\n".encode() * 10)
    assert refused.value.code == "file.not_a_dbf"


@pytest.mark.real_data
def test_every_odd_table_opens_or_is_refused(real_data: Path) -> None:
    files = sorted(real_data.rglob("*.dbf"))
    assert len(files) > 50
    opened = [table for path in files for table in _opened(path)]
    assert len(opened) > 50


def _opened(path: Path) -> list[SourceTable]:
    try:
        (table,) = read_register(path)
    except Refused:
        return []
    claimed = struct.unpack_from("<I", path.read_bytes(), 4)[0]
    assert len(table) + len(table.skipped) == claimed, path
    return [table]
