"""Whatever file an officer points at: it is read, or refused in one sentence with nothing changed."""

import gzip
import io
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.findings import SEVERITIES
from ltaxgis.formats.registers import read_register
from ltaxgis.ports.resources import Resources
from ltaxgis.words import Words, load_words

DUMP = b"-- MySQL dump 10.13\nINSERT INTO `land` VALUES (1,'01A001');\n-- Dump completed\n"
BAD: dict[str, tuple[bytes, str]] = {
    "ว่าง.csv": (b"", "file.empty"),
    "ข้อความ.xlsx": ("รหัส,ไร่\n".encode(), "file.not_a_workbook"),
    "เอกสาร.pdf": (b"%PDF-1.7\n", "file.other_kind"),
    "รายงาน.csv": (b"%PDF-1.7\n", "file.other_kind"),
    "อะไร.xyz": ("รหัส,ไร่\n01A001,5\n".encode(), "file.unknown_kind"),
    "ทะเบียน.gz": (gzip.compress(b"hello"), "file.dump_no_tables"),
    "เสีย.zip": (b"PK\x03\x04" + b"\0" * 50, "file.damaged"),
    "ไม่ใช่.zip": (b"hello", "file.damaged"),
    "สั้น.dbf": (b"\x03", "file.not_a_dbf"),
    "ขาด.sql": (DUMP[:50], "file.dump_cut"),
    "หัวอย่างเดียว.csv": ("รหัส,ไร่\n".encode(), "file.no_table"),
    "คอลัมน์เดียว.csv": ("รหัส\n01A001\n".encode(), "file.one_column"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_gives_one_sentence_and_stays_as_it_was(office_folder: Path, words: Words, name: str) -> None:
    path = office_folder / name
    path.write_bytes(BAD[name][0])
    with pytest.raises(Refused) as refused:
        read_register(path)
    assert refused.value.code == BAD[name][1]
    sentence = words(refused.value.code, **refused.value.facts)
    assert name in sentence
    assert "–" not in sentence
    assert "\n" not in sentence
    assert path.read_bytes() == BAD[name][0]
    assert list(office_folder.iterdir()) == [path]


def test_a_missing_file_and_a_folder_are_refused(office_folder: Path) -> None:
    for path, code in ((office_folder / "ไม่มี.xlsx", "file.missing"), (office_folder, "file.is_folder")):
        with pytest.raises(Refused) as refused:
            read_register(path)
        assert refused.value.code == code


def test_content_goes_before_the_name(office_folder: Path) -> None:
    path = office_folder / "สำรอง.txt"
    path.write_bytes(DUMP)
    (table,) = read_register(path)
    assert (table.name, table.columns) == ("land", (["1"], ["01A001"]))


def test_every_sentence_stands_in_both_languages_with_the_same_facts(resources: Resources) -> None:
    thai, english = (
        tomllib.loads((resources.words / language / "register_files.toml").read_text(encoding="utf-8"))
        for language in ("th", "en")
    )
    assert thai.keys() == english.keys()


def test_every_finding_of_a_file_line_or_cell_error_has_a_sentence_and_a_short_name(resources: Resources) -> None:
    for language in ("th", "en"):
        words = load_words(resources.words, language)
        for code in SEVERITIES:
            if code.startswith(("file.", "line.")) or code in ("cell.error", "cell.formula_without_result"):
                assert words.knows(code), code
                assert words.knows(f"finding.{code}"), code


def _good_files() -> dict[str, bytes]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["รหัส", "ชื่อ", "ไร่"], ["01A001", "สมชาย", 5.5], ["01A002", "=1+1", 7]):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bare = io.BytesIO()
    # stored, so that a changed byte reaches the XML and is not caught by the packing
    with zipfile.ZipFile(bare, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts.items():
            if "theme" not in name and "docProps" not in name:
                package.writestr(name, data)
    csv = "รหัส;ชื่อ;ไร่\n01A001;สมชาย;5,5\n01A002;สมหญิง;7\n".encode("cp874")
    return {"ก.xlsx": bare.getvalue(), "ก.csv": csv, "ก.sql": DUMP, "ก.zip": _zipped(csv)}


def _zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("ก.csv", data)
    return buffer.getvalue()


GOOD = _good_files()
HARM = st.sampled_from(
    [b"<", b">", b"&", b'"', b"'", b"\\", b"(", b";", b"\0", b"\xff", b"/*", b"</row>", b"<row", b"9999999"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), HARM), max_size=4))
def test_no_damage_ends_in_anything_but_tables_or_a_sentence(
    office_folder: Path, name: str, harms: list[tuple[float, int, bytes]]
) -> None:
    data = GOOD[name]
    for place, gone, put in harms:
        at = int(place * len(data))
        data = data[:at] + put + data[at + gone :]
    (office_folder / name).write_bytes(data)
    try:
        tables = read_register(office_folder / name)
    except Refused as refused:
        tables = []
        code = refused.code
    else:
        code = ""
    assert tables or code.startswith("file.")
    assert all(len(column) == len(table) for table in tables for column in table.columns)


@pytest.mark.real_data
def test_the_french_registers_are_read(real_data: Path) -> None:
    for number, rows in (("75118", 6821), ("91216", 4241)):
        (table,) = read_register(real_data / "fr_cadastre" / f"register-{number}.xlsx")
        assert table.headers[:2] == ("Identifiant parcelle", "Préfixe")
        assert len(table) == rows
        assert [finding.code for finding in table.skipped] == ["line.title", "line.title", "line.blank"]
        assert set(table.columns[1]) == {"000"}
        assert all(cell and len(cell) == 14 for cell in table.columns[0])
